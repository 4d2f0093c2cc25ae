"""A round goes out: ten minutes to take it back, then chunk by chunk, each looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.directory import Hours
from bot.events import Person, Settled, Woken
from bot.rounds import coming, opening
from bot.rounds.model import UNDO, Group, Life, Out, Round, Seat, State
from bot.rounds.table import CHUNK, KEY, PRIVATE, Known, Working, known, on
from bot.rounds.views import Alone
from bot.text import t, tn
from bot.waking import next_waking
from bot.work import DAY

NUDGE_AFTER = timedelta(hours=48)
AHEAD = timedelta(weeks=10)


def go(work: Working, round_: Round) -> Round:
    """Let it out in ten minutes."""
    going = round_.goes(work.now + UNDO, following(work, round_))
    work.store.save(going)
    if going.goes_at:
        work.wake("rounds.send", f"{round_.id}.0", at=going.goes_at)
    return going


def following(work: Working, round_: Round) -> datetime | None:
    """When the round after this one is drawn, where a rhythm says so."""
    ahead = work.planned(work.now + DAY, work.now + AHEAD)
    return next((p.at for p in ahead if p.name == "rounds.draw" and p.day > round_.day), None)


def take_back(work: Working, round_: Round) -> bool:
    """Whether there still was time."""
    if round_.state is not State.GOING or not round_.goes_at or work.now >= round_.goes_at:
        return False
    work.store.save(replace(round_, state=State.DRAFT, goes_at=None))
    return True


@on.wake("rounds.send")
def send(woken: Woken, work: Working) -> None:
    """Send some of it; the rest is another transaction."""
    id_, _, at = woken.subject.partition(".")
    round_, first = work.store.round(id_), int(at)
    if round_ is None:
        return
    if first == 0:
        if round_.state is not State.GOING or not round_.goes_at or work.now < round_.goes_at:
            return
        opens = next_waking(work.now, Hours(work.community.zone)) or work.now
        ends, closes = round_.days_from(opens, following(work, round_))
        round_ = replace(round_, state=State.RUNNING, sent_at=work.now, ends=ends, closes=closes)
        work.store.save(round_)
        work.wake("rounds.close", f"{round_.id}.0", at=closes)
    elif round_.state is not State.RUNNING:
        return
    drawn = work.store.groups(round_, first, CHUNK)
    _send(work, round_, drawn)
    if drawn:
        work.wake("rounds.send", f"{id_}.{drawn[-1].position + 1}", at=work.now)
    else:
        _all_out(work, round_)


def _send(work: Working, round_: Round, drawn: tuple[Group, ...]) -> None:
    """Look at everybody once more; who would sit alone is looked for like a late joiner."""
    look = known(work, (person for group in drawn for person in group.people))
    whole: list[Group] = []
    lonely: list[Person] = []
    for group in drawn:
        if group.life is not Life.DRAWN:
            continue
        kept = still(work, round_, group, look)
        if len(kept.sitting) > 1:
            whole.append(opening.hosted(work, kept, look))
        else:
            work.store.drop_group(group)
            lonely += kept.people
    opening.open_groups(work, round_, whole, look)
    for person in lonely:
        coming.seek(work, round_, person)


def still(work: Working, round_: Round, group: Group, look: Known) -> Group:
    """The group without those who may not be drawn any more, or must not meet."""
    seats: list[Seat] = []
    for seat in group.sitting:
        out = look.why_not(seat.person)
        if out is None and look.fit((*(s.person for s in seats), seat.person)):
            seats.append(seat)
        else:
            work.store.miss(round_, seat.person, out or Out.NOBODY, work.now)
    return replace(group, seats=tuple(seats))


def _all_out(work: Working, round_: Round) -> None:
    """Skips are used up, and whoever had nobody comes first next time."""
    absences = work.store.absences(round_)
    parts = work.store.parts_of([a.person for a in absences if a.out in {Out.SKIPPED, Out.NOBODY}])
    for absence in absences:
        part = parts.get(absence.person)
        if absence.out is Out.SKIPPED and part:
            work.store.save_part(replace(part, skips=False))
        elif absence.out is Out.NOBODY:
            part = part or work.store.part(absence.person)
            work.store.save_part(replace(part, missed_on=round_.day))
        elif absence.out is Out.WAITING:
            coming.seek(work, round_, absence.person)
    said = tn("Sent a round: one conversation", "Sent a round: {n} conversations", round_.groups)
    work.log(said if round_.groups else t("A round had nobody in it"))


@on.settled("rounds.meet.")
def opened(settled: Settled, work: Working) -> None:
    """They are in one room, and two days count from now; where none opens, each is written to."""
    group = work.store.group(settled.key.removeprefix(KEY))
    if group is None or group.life is not Life.OPEN or group.private:
        return
    if settled.reason:
        alone = replace(group, private=True)
        work.store.save_group(alone)
        look = known(work, alone.people)
        work.post_many(opening.alone_promises(work, alone, look, Alone.SHUT))
        # Nobody but they could tell whether it arrived; now it matters no more.
        work.ledger.drop(settled.key)
        return
    work.store.save_group(replace(group, opened_at=work.now))
    work.wake("rounds.nudge", group.id, at=work.now + NUDGE_AFTER)


@on.settled("rounds.meet_alone.")
def told_alone(settled: Settled, work: Working) -> None:
    """The same, from the first of them who was reached."""
    id_, _, _person = settled.key.removeprefix(PRIVATE).partition(".")
    group = work.store.group(id_)
    if group and group.life is Life.OPEN and group.opened_at is None and not settled.reason:
        work.store.save_group(replace(group, opened_at=work.now))
        work.wake("rounds.nudge", group.id, at=work.now + NUDGE_AFTER)
