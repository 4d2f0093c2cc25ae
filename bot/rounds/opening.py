"""A group becomes a conversation: who starts, what is promised to whom, what is noted of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.events import Begin
from bot.rounds import views
from bot.rounds.model import Group, Life, Round
from bot.rounds.table import KEY, PRIVATE, Known, Working
from bot.rounds.views import Alone
from bot.waking import awake
from bot.work import DAY, Promise

FOR_OTHERS = 5  # of a place's open conversations, every fifth is left for other matters


def room_for(work: Working) -> int | None:
    """How many of a round's groups may have a conversation of their own here."""
    most = work.conversations
    return None if most is None else most - most // FOR_OTHERS


def hosted(work: Working, group: Group, look: Known) -> Group:
    """The same with the one as host who was it longest ago; the dice decide among equals."""
    seats = list(group.sitting)
    work.random.shuffle(seats)
    first = min(seats, key=lambda seat: look.part(seat.person).hosted_on or date.min)
    return replace(group, seats=tuple(replace(s, host=s is first) for s in seats))


def open_groups(work: Working, round_: Round, groups: Iterable[Group], look: Known) -> None:
    """Promise each its conversation, and the questions that follow."""
    rooms, promises = room_for(work), []
    for group in groups:
        private = rooms is not None and group.position >= rooms
        private = private or never_awake_at_once(group, look)
        opened = replace(group, life=Life.OPEN, private=private, ends=round_.ends)
        work.store.save_group(opened)
        promises += _promises(work, opened, look)
        _take_part(work, round_, opened, look)
        if opened.ends:
            work.wake("rounds.check", group.id, at=max(opened.ends - DAY, work.now + DAY))
    work.post_many(promises)
    if work.community.begin is Begin.EACH:
        # Whoever pressed Send said yes to each of them.
        for promise in promises:
            work.ledger.release(promise.key, promise.due)


def _promises(work: Working, group: Group, look: Known) -> list[Promise]:
    if not group.private:
        message = views.meet(group, look.cards, work.now, work.watchers)
        return [Promise(KEY + group.id, views.conversation(group), message, work.now)]
    return alone_promises(work, group, look)


def never_awake_at_once(group: Group, look: Known) -> bool:
    """Whether no hour of a week finds all of them awake: one room would ring at night."""
    hours = {look.cards[p].hours for p in group.people if p in look.cards}
    if len(hours) < 2:  # noqa: PLR2004 - all alike
        return False
    weeks = [awake(one, look.now) for one in hours]
    return not weeks[0].intersection(*weeks[1:])


def alone_promises(
    work: Working, group: Group, look: Known, why: Alone = Alone.FULL
) -> list[Promise]:
    """A message to each, where they get no conversation of their own."""
    alone = Alone.ASLEEP if never_awake_at_once(group, look) else why
    return [
        Promise(
            f"{PRIVATE}{group.id}.{person.id}",
            person,
            views.meet_alone(group, person, look.cards, work.now, alone),
            work.now,
        )
        for person in group.people
    ]


def _take_part(work: Working, round_: Round, group: Group, look: Known) -> None:
    for seat in group.sitting:
        part = look.part(seat.person)
        work.store.save_part(
            replace(
                part,
                drawn_on=round_.day,
                once=False,
                hosted_on=round_.day if seat.host else part.hosted_on,
                worth=part.worth + group.worth,
                rounds=part.rounds + 1,
            )
        )
