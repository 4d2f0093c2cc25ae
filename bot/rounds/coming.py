"""Who comes late is brought in, who cannot come leaves nobody alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.events import Person, Woken
from bot.rounds import opening, views
from bot.rounds.because import reason
from bot.rounds.model import LARGEST, Group, Life, Out, Round, Seat, State, Why
from bot.rounds.table import KEY, PRIVATE, Known, Working, identity, known, on
from bot.ui import Beside
from bot.work import DAY

NEAR = 200  # groups looked through for a place
SOON = timedelta(hours=20)  # for another who waits; then three sit together


def here(work: Working, person: Person) -> None:
    """Somebody may be drawn again: while more than half of the round remains, they are."""
    round_ = work.store.running()
    if round_ is None or round_.half is None or work.now > round_.half:
        return
    if work.store.group_of(round_, person) is None and known(work, (person,)).may(person):
        seek(work, round_, person)


def away(work: Working, person: Person, *, by_choice: bool) -> None:
    """Somebody is out of it now: out of a draft at once, and out of a conversation not begun.

    `by_choice`: they said so about this round; a break lets a conversation that is begun go on.
    """
    draft = work.store.draft()
    if draft and draft.state in {State.DRAFT, State.GOING}:
        _out_of_draft(work, draft, person)
    round_ = work.store.running()
    group = work.store.group_of(round_, person) if round_ else None
    if round_ is None or group is None or group.life is not Life.OPEN or group.met:
        return
    gone = work.directory.card(person) is None
    seat = group.seat(person)
    if seat and (by_choice or gone or not group.begun):
        goes(work, round_, group, seat)


def _out_of_draft(work: Working, draft: Round, person: Person) -> None:
    group = work.store.group_of(draft, person)
    if group is None:
        return
    out = known(work, (person,)).why_not(person) or Out.LEFT
    work.store.miss(draft, person, out, work.now)
    rest = tuple(seat for seat in group.seats if seat.person != person)
    if len(rest) > 1:
        work.store.save_group(rehosted(replace(group, seats=rest)))
        return
    work.store.drop_group(group)
    for seat in rest:
        settle_in_draft(work, draft, seat.person)


def settle_in_draft(work: Working, draft: Round, person: Person) -> None:
    """Give somebody a place in a draft: with another who waits, else a third in a group."""
    draft = work.store.round(draft.id) or draft
    waiting = [a.person for a in work.store.absences(draft) if a.out is Out.WAITING]
    some = work.store.groups(draft, max(0, draft.groups - NEAR))
    groups = [g for g in some if not g.locked and len(g.sitting) < LARGEST]
    look = known(work, (person, *waiting, *(p for g in groups for p in g.people)))
    free = [one for one in waiting if one != person and look.fit((person, one))]
    if free:
        seats = (Seat(person, host=True), Seat(free[0]))
        cards = tuple(look.cards[s.person] for s in seats if s.person in look.cards)
        group = Group(identity(work), draft.id, draft.groups, reason(cards, Why.CHANCE), seats)
        work.store.save(replace(draft, groups=draft.groups + 1))
        work.store.save_group(group)
        work.store.miss(draft, free[0], None, work.now)
        work.store.miss(draft, person, None, work.now)
        return
    fits = [g for g in groups if look.fit((person, *g.people))]
    if fits:
        least = min(fits, key=lambda g: (len(g.sitting), -g.position))
        work.store.save_group(replace(least, seats=(*least.seats, Seat(person))))
        work.store.miss(draft, person, None, work.now)
        return
    work.store.miss(draft, person, Out.WAITING, work.now)


def goes(work: Working, round_: Round, group: Group, seat: Seat) -> None:
    """Somebody leaves a conversation; whoever would sit alone is told kindly and looked for."""
    left = rehosted(group.with_seat(replace(seat, left=True, host=False)))
    out = known(work, (seat.person,)).why_not(seat.person) or Out.LEFT
    work.store.miss(round_, seat.person, out, work.now)
    for one in group.people:
        work.withdraw(f"{PRIVATE}{group.id}.{one.id}")
    work.withdraw(KEY + group.id)  # it may have waited until all are awake
    if len(left.sitting) > 1 and group.opened_at is None:
        # Nobody has seen them together: those who stay begin anew.
        opening.open_groups(work, round_, (left,), known(work, left.people))
        return
    if len(left.sitting) > 1:
        work.store.save_group(left)
        told = views.goes_on(seat.person, left.people[0])
        work.post(f"rounds.goes_on.{group.id}.{seat.person.id}", Beside(KEY + group.id), told)
        return
    work.store.save_group(replace(left, life=Life.OVER))
    for other in left.people:
        _alone(work, round_, group, other, seat.person)


def _alone(work: Working, round_: Round, group: Group, person: Person, gone: Person) -> None:
    in_time = round_.half is not None and work.now <= round_.half
    told = views.cannot_come(gone, round_.half if in_time else None)
    # Of a conversation that never opened nobody has heard, and may be kept from hearing whose.
    if group.opened_at and work.directory.card(person):
        work.post(f"rounds.cannot_come.{group.id}.{person.id}", person, told)
    if in_time:
        seek(work, round_, person)
    else:
        _nobody(work, round_, person)


def rehosted(group: Group) -> Group:
    """The same with somebody who starts."""
    if not group.sitting or any(seat.host for seat in group.sitting):
        return group
    return group.with_seat(replace(group.sitting[0], host=True))


def seek(work: Working, round_: Round, person: Person) -> None:
    """Somebody has nobody: with another who waits at once, else they wait for most of a day."""
    waiting = [a.person for a in work.store.absences(round_) if a.out is Out.WAITING]
    look = known(work, (person, *waiting))
    before = work.store.together_before(round_, person)
    for other in waiting:
        free = other != person and other not in before and look.may(other)
        if free and look.fit((person, other)):
            _together(work, round_, (person, other), look)
            return
    work.store.miss(round_, person, Out.WAITING, work.now)
    work.wake("rounds.seek", f"{round_.id}.{person.id}", at=work.now + SOON)


@on.wake("rounds.apart")
def apart(woken: Woken, work: Working) -> None:
    """Two are kept apart: a conversation that has not reached them does not open."""
    one, _, other = woken.subject.partition(",")
    round_, person = work.store.running(), Person(work.space, one)
    group = work.store.group_of(round_, person) if round_ else None
    seat = group.seat(person) if group else None
    if group is None or Person(work.space, other) not in group.people:
        return
    if round_ and seat and group.opened_at is None and group.life is Life.OPEN:
        goes(work, round_, group, seat)


@on.wake("rounds.seek")
def sought(woken: Woken, work: Working) -> None:
    """Nobody else came: they join a conversation in which nobody has pressed anything yet."""
    id_, _, name = woken.subject.partition(".")
    round_, person = work.store.round(id_), Person(work.space, name)
    absence = work.store.absence(round_, person) if round_ else None
    if round_ is None or absence is None or absence.out is not Out.WAITING:
        return
    if round_.state is not State.RUNNING or not known(work, (person,)).may(person):
        return
    group = _quiet_group(work, round_, person)
    if group is None or round_.ends is None or work.now > round_.ends - DAY:
        _nobody(work, round_, person)
        work.post(f"rounds.nobody_free.{round_.id}.{person.id}", person, views.nobody_free())
        return
    people = (*group.people, person)
    work.store.drop_group(group)
    work.edit(KEY + group.id, views.joined_by(person))
    _together(work, round_, people, known(work, people))


def _quiet_group(work: Working, round_: Round, person: Person) -> Group | None:
    """The smallest conversation that could be theirs, too."""
    groups = [
        g
        for g in work.store.groups(round_, max(0, round_.groups - NEAR))
        if g.life is Life.OPEN and not g.private and 1 < len(g.sitting) < LARGEST and g.untouched
    ]
    apart = work.directory.apart(person) | work.store.together_before(round_, person)
    fits = [g for g in groups if not apart & set(g.people)]
    return min(fits, key=lambda g: (len(g.sitting), g.position), default=None)


def _together(work: Working, round_: Round, people: tuple[Person, ...], look: Known) -> None:
    cards = tuple(look.cards[person] for person in people if person in look.cards)
    round_ = work.store.round(round_.id) or round_
    group = Group(
        identity(work),
        round_.id,
        round_.groups,
        reason(cards, Why.LATE),
        tuple(Seat(person) for person in people),
    )
    for person in people:
        work.store.miss(round_, person, None, work.now)
    round_ = replace(round_, groups=round_.groups + 1)
    work.store.save(round_)
    opening.open_groups(work, round_, (opening.hosted(work, group, look),), look)


def _nobody(work: Working, round_: Round, person: Person) -> None:
    work.store.miss(round_, person, Out.NOBODY, work.now)
    work.store.save_part(replace(work.store.part(person), missed_on=round_.day))


def no_orphans(work: Working, round_: Round) -> None:
    """Whoever sits alone because somebody was erased is told and looked for, as ever."""
    for group in work.store.orphaned(round_):
        work.store.save_group(replace(group, life=Life.OVER))
        for person in group.people:
            _alone(work, round_, group, person, Person(work.space, ""))
