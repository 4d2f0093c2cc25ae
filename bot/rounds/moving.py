"""A coordinator seats two people together; whoever loses their place takes the one that is free."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Invalid
from bot.events import Person, Pressed, Submitted, Value
from bot.handlers import COORDINATOR
from bot.rounds import desk_forms, opening, previewing
from bot.rounds.because import reason
from bot.rounds.model import Round, Seat, Why
from bot.rounds.table import Working, draft_of, known, on
from bot.text import t
from bot.ui import Fill, Reply, Say


@on.button("rounds.move", who=COORDINATOR)
def move(pressed: Pressed, work: Working) -> Reply:
    """Ask who is to sit with whom."""
    return Fill(desk_forms.move_form(draft_of(pressed, work)))


@on.form("rounds.move", who=COORDINATOR)
def moved(sent: Submitted, work: Working) -> Reply:
    """Seat them together; the reason for a no is never told, it may be somebody's own."""
    round_ = draft_of(sent, work)
    who, to = _person(sent.values.get("who")), _person(sent.values.get("to"))
    if who is None or to is None or who == to or not _seat(work, round_, who, to):
        wrong = t("That does not work this time. Please choose somebody else.")
        raise Invalid(wrong, {"to": wrong})
    work.log(t("Moved {who} to sit with {to} in the round", who=who, to=to))
    after = work.store.round(round_.id) or round_
    return Say(previewing.sight(work, after, 0, t("Moved.")))


def _person(value: Value) -> Person | None:
    found = value[0] if isinstance(value, tuple) and value else value
    return found if isinstance(found, Person) else None


def _seat(work: Working, round_: Round, who: Person, to: Person) -> bool:
    """Put `who` beside `to`; where that leaves somebody alone, the two others sit together."""
    there, here = work.store.group_of(round_, to), work.store.group_of(round_, who)
    if there is None or there == here or there.locked or (here and here.locked):
        return False
    given = None
    if here and len(here.sitting) <= round_.size and len(there.sitting) >= round_.size:
        given = next((one for one in reversed(there.people) if one != to), None)
    joined = (*(one for one in there.people if one != given), who)
    rest = tuple(one for one in here.people if one != who) if here else ()
    rest = (*rest, given) if given else rest
    look = known(work, (*joined, *rest))
    if len(rest) == 1 or not (look.fit(joined) and look.fit(rest) and look.may(who)):
        return False
    for group, people, otherwise in ((there, joined, Why.MOVED), (here, rest, Why.CHANCE)):
        if group and people:
            cards = tuple(look.cards[one] for one in people if one in look.cards)
            seats = tuple(Seat(one) for one in people)
            new = replace(group, seats=seats, reason=reason(cards, otherwise), worth=0.0)
            work.store.save_group(opening.hosted(work, new, look))
    work.store.miss(round_, who, None, work.now)
    return True
