"""What came of a conversation: the buttons, one nudge, one question and one more, the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.errors import Refusal
from bot.events import Person, Pressed, Woken
from bot.exchanges import Mode
from bot.rounds import coming, views
from bot.rounds.model import FINAL, Group, Helpful, Life, Seat, Told, Why
from bot.rounds.table import KEY, Working, known, on
from bot.text import t
from bot.ui import Beside, Reply, Say, Update
from bot.waking import next_waking, together_awake
from bot.work import DAY, WEEK

AGAIN_AFTER = timedelta(days=2)
LEARNED = (Why.TEACHES, Why.MUTUAL)
MODES: dict[Why, Mode] = {Why.TEACHES: "learn", Why.MUTUAL: "learn", Why.CHALLENGE: "make"}


@on.button("rounds.in_touch")
def in_touch(pressed: Pressed, work: Working) -> Reply:
    """They have begun to write."""
    return _tell(pressed, work, Told.IN_TOUCH)


@on.button("rounds.arranged")
def arranged(pressed: Pressed, work: Working) -> Reply:
    """They have a date."""
    return _tell(pressed, work, Told.ARRANGED)


@on.button("rounds.met")
def met(pressed: Pressed, work: Working) -> Reply:
    """They talked."""
    return _tell(pressed, work, Told.MET)


@on.button("rounds.not_yet")
def not_yet(pressed: Pressed, work: Working) -> Reply:
    """Nothing so far."""
    return _tell(pressed, work, Told.NOT_YET)


@on.button("rounds.let_go")
def let_go(pressed: Pressed, work: Working) -> Reply:
    """It will not happen; the others are not told."""
    return _tell(pressed, work, Told.LET_GO)


def _theirs(pressed: Pressed, work: Working) -> tuple[Group, Seat]:
    group = work.store.group(pressed.subject.removesuffix(views.ASKED))
    seat = group.seat(pressed.actor.person) if group else None
    if group is None or seat is None or group.life is Life.DRAWN:
        raise Refusal(t("This conversation is over, or it is not yours. Nothing was changed."))
    return group, seat


def _tell(pressed: Pressed, work: Working, told: Told) -> Reply:
    """Note one answer; where it was pressed together, only who pressed reads the reply."""
    group, seat = _theirs(pressed, work)
    if seat.told in FINAL:
        message = views.told_already()
    else:
        for key in ("rounds.ask", "rounds.ask_again"):
            work.withdraw(f"{key}.{group.id}.{seat.person.id}")
        after = group.with_seat(replace(seat, told=told, told_at=pressed.at))
        work.store.save_group(after)
        part = work.store.part(seat.person)
        if part.silent:
            work.store.save_part(replace(part, silent=0))
        if after.met and not group.met:
            _met(work, after)
        message = views.noted(told, after)
    asked_alone = pressed.subject.endswith(views.ASKED)
    return Update(message) if asked_alone else Say(message)


def _met(work: Working, group: Group) -> None:
    """One exchange, once; what somebody wanted to learn from it is learned."""
    why, round_ = group.reason, work.store.round(group.round)
    lens = round_.lens.value if round_ else ""
    mode = MODES.get(why.why, "coordinate")
    work.exchange("round", group.people, mode, f"{lens}:{group.id}")
    if why.why in LEARNED and why.about and why.other:
        work.store.learns(Person(work.space, why.other), why.about, work.now)
        if why.back and why.one:
            work.store.learns(Person(work.space, why.one), why.back, work.now)


@on.button("rounds.helpful")
def helpful(pressed: Pressed, work: Working) -> Reply:
    """It was of use."""
    return _helpful(pressed, work, Helpful.YES)


@on.button("rounds.not_helpful")
def not_helpful(pressed: Pressed, work: Working) -> Reply:
    """It was not, really."""
    return _helpful(pressed, work, Helpful.NO)


def _helpful(pressed: Pressed, work: Working, said: Helpful) -> Reply:
    group, seat = _theirs(pressed, work)
    work.store.save_group(group.with_seat(replace(seat, helpful=said)))
    return Update(views.thanks())


@on.button("rounds.next_week")
def next_week(pressed: Pressed, work: Working) -> Reply:
    """A week more for this conversation, once; the others are told."""
    group, seat = _theirs(pressed, work)
    round_ = work.store.round(group.round)
    if group.ends is None or round_ is None or round_.ends is None or group.life is Life.OVER:
        raise Refusal(t("This conversation is over, or it is not yours. Nothing was changed."))
    if group.ends > round_.ends:
        return Say(views.moved(group.ends))
    told = seat.told if seat.told is not Told.NOTHING else Told.NOT_YET
    later = replace(
        group.with_seat(replace(seat, told=told, told_at=pressed.at)), ends=group.ends + WEEK
    )
    work.store.save_group(later)
    until = group.ends + WEEK
    work.wake("rounds.check", group.id, at=until - DAY)
    for other in later.others(seat.person) if later.private else ():
        key = f"rounds.later.{group.id}.{other.id}"
        work.post(key, other, views.rather_later(seat.person, until))
    if not later.private:
        key = f"rounds.later.{group.id}"
        work.post(key, Beside(KEY + group.id), views.rather_later(seat.person, until))
    return Say(views.moved(until))


@on.button("rounds.cannot")
def cannot(pressed: Pressed, work: Working) -> Reply:
    """They cannot make it; nobody is left alone by it."""
    group, seat = _theirs(pressed, work)
    round_ = work.store.round(group.round)
    if round_ and group.life is Life.OPEN:
        coming.goes(work, round_, group, seat)
    return Say(views.all_right())


@on.button("rounds.not_this_person")
def not_this_person(pressed: Pressed, work: Working) -> Reply:
    """Ask once more before two people are kept apart."""
    group, seat = _theirs(pressed, work)
    return Say(views.whom_apart(group, seat.person))


@on.wake("rounds.nudge")
def nudge(woken: Woken, work: Working) -> None:
    """Two days in, once, and only where nobody pressed anything; while all are awake."""
    group = work.store.group(woken.subject)
    if group is None or not _goes_on(group, work) or not group.untouched:
        return
    if group.ends and work.now > group.ends - DAY:
        return
    look = known(work, group.people)
    hours = tuple(card.hours for card in look.cards.values())
    awake = together_awake(work.now, hours)
    if awake > work.now:
        work.wake("rounds.nudge", group.id, at=awake)
        return
    host = group.people[0]
    to = host if group.private else Beside(KEY + group.id)
    work.post(f"rounds.nudge.{group.id}", to, views.nudge(group))


def _goes_on(group: Group, work: Working) -> bool:
    """Whether at least two sit in it who may meet."""
    apart = [work.directory.apart(person) & set(group.people) for person in group.people]
    return group.life is Life.OPEN and len(group.people) > 1 and not any(apart)


@on.wake("rounds.check")
def check(woken: Woken, work: Working) -> None:
    """A day before the end: ask each, privately, unless they said."""
    group = work.store.group(woken.subject)
    if group is None or group.ends is None or work.now < group.ends - DAY:
        return
    _ask(work, group, "rounds.ask")
    awake = (next_waking(work.now, card.hours) for card in known(work, group.people).cards.values())
    asked = max((at for at in awake if at), default=work.now)
    work.wake("rounds.once_more", group.id, at=asked + AGAIN_AFTER)


@on.wake("rounds.once_more")
def once_more(woken: Woken, work: Working) -> None:
    """Two days later, once more, whoever has not said that it took place or will not."""
    group = work.store.group(woken.subject)
    if group:
        _ask(work, group, "rounds.ask_again")


def _ask(work: Working, group: Group, key: str) -> None:
    if not _goes_on(group, work):
        return
    cards = work.directory.cards_of(group.people)
    for seat in group.sitting:
        card = cards.get(seat.person)
        paused = card is None or (card.paused_until and card.paused_until > work.now)
        if seat.told not in FINAL and not paused:
            name = f"{key}.{group.id}.{seat.person.id}"
            work.post(name, seat.person, views.did_you_talk(group, seat.person))
