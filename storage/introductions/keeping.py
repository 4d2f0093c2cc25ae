"""What this room tells members, coordinators and *me* about its rows; never a no or a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.events import Person
from bot.introductions.model import (
    ASKING,
    AT_MOST,
    Introduction,
    Looking,
    Outcome,
    Reason,
    Said,
    Search,
    Side,
    State,
    Why,
    asked_since,
)
from bot.text import Moment, Text, t, tn
from bot.ui import Button
from bot.work import Chore, Kept

MONTH = timedelta(days=30)


def chore(search: Search, theirs: tuple[Introduction, ...]) -> Chore | None:
    """A newcomer nobody was found for, or asks that nobody answered."""
    mine = [i for i in theirs if i.search and i.a.person == search.person]
    late = sum(i.late and i.state in ASKING for i in mine)
    buttons = [Button(t("Say hello myself"), "introductions.say_hello", search.person.id)]
    if 0 < asked_since(mine, search) < AT_MOST:
        others = Button(t("Ask two others"), "introductions.ask_others", search.person.id)
        buttons.insert(0, others)
    if search.told:
        said = t("Nobody has been found for {newcomer} yet.", newcomer=search.person)
        return Chore(80, said, tuple(buttons))
    if not late:
        return None
    said = tn(
        "One person has not answered about {newcomer}.",
        "{n} people have not answered about {newcomer}.",
        late,
        newcomer=search.person,
    )
    return Chore(60, said, tuple(buttons))


def why_searching(search: Search) -> Text | None:
    """What a newcomer reads while somebody is looked for."""
    if search.state is not Looking.LOOKING:
        return None
    if search.coordinator is None:
        return t("I'm still looking for the right person.")
    if search.told:
        return t(
            "I'm still looking for the right person. {coordinator} knows, and will write to you.",
            coordinator=search.coordinator,
        )
    return t(
        "I'm still looking for the right person. "
        "If I have nobody by {weekday}, I tell {coordinator}.",
        weekday=Moment(search.promised, "weekday"),
        coordinator=search.coordinator,
    )


def why_introduced(one: Introduction, person: Person, now: datetime) -> Text | None:
    """Why somebody was asked, or brought together with somebody; None for what is over."""
    side, other = one.side(person), one.other(person)
    if side is None or not other.here:
        return None
    if one.together_at and one.state in {State.ACCEPTED, State.MET}:
        if now - one.together_at > MONTH:
            return None
        return t(
            "You and {other}: you both said yes to a conversation. {reason}",
            other=other.person,
            reason=_shared(one.reason),
        )
    was_asked = side == one.b or not one.search
    if one.state is not State.OFFERED or side.said is not Said.NOTHING or not was_asked:
        return None
    if one.name_first:
        return t("I asked you about a newcomer. {reason}", reason=_to_peer(one))
    return t("I asked you about {other}. {reason}", other=other.person, reason=_to_peer(one))


def _shared(reason: Reason) -> Text:
    match reason.why:
        case Why.DO | Why.EXPLAIN | Why.NAMED:
            return t("What it is about: {skill}.", skill=reason.wants)
        case Why.HARDEST:
            return t("You named something similar as the hardest thing in your work.")
        case Why.ROLE:
            return t("You have the same role, in different organisations.")
        case Why.PROPOSED:
            return t("A member thought that you two should meet.")
        case _:
            return t("Newcomers meet somebody who has been here for a while.")


def _to_peer(one: Introduction) -> Text:
    reason = one.reason
    match reason.why:
        case Why.DO:
            return t("You said you can do {task}.", task=reason.can)
        case Why.EXPLAIN:
            return t("You said you can explain {task}.", task=reason.can)
        case Why.CONNECT:
            return t("You said you know who can do {task}.", task=reason.can)
        case Why.NAMED if one.by:
            return t("{member} thought of you.", member=one.by)
        case Why.HOST:
            return t("You are one of the people newcomers may meet first.")
        case _:
            return _shared(reason)


def kept(
    search: Search | None, theirs: tuple[Introduction, ...], person: Person
) -> tuple[Kept, ...]:
    """All rows with somebody in them, in words of theirs."""
    items = [_item(one, person) for one in theirs]
    if search:
        items.insert(0, {"search": search.state.value, "since": f"{search.since:%Y-%m-%d}"})
    if not items:
        return ()
    return (
        Kept(
            t("Introductions"),
            t("to introduce you, and not to ask the same person twice"),
            t("until you erase it"),
            tuple(items),
        ),
    )


def _item(one: Introduction, person: Person) -> dict[str, str]:
    """One introduction as its person may see it: the other one only where names were shared."""
    side, other = one.side(person), one.other(person)
    known = one.together_at is not None or not one.search or (side == one.b and not one.name_first)
    return {
        "on": f"{one.at:%Y-%m-%d}",
        "with": other.person.id if known else "",
        "you said": side.said.value if side else "",
        "you told": side.outcome.value if side and side.outcome is not Outcome.NOTHING else "",
        "about": one.reason.wants or one.reason.words,
    }


def without(one: Introduction, person: Person) -> Introduction:
    """The same without somebody and without any words."""
    empty = Side(Person(person.space, ""))
    bare = replace(one, reason=Reason(one.reason.why))
    return replace(bare, a=empty) if one.a.person == person else replace(bare, b=empty)


def without_author(one: Introduction) -> Introduction:
    """The same without who proposed it, and what they wrote."""
    return replace(one, by=None, reason=replace(one.reason, words=""))
