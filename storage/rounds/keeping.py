"""What this room tells members, coordinators and *me* about its rows; never a no or a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from bot.events import Person
from bot.rounds.model import Absence, Counts, Group, Out, Part, Round, State, Told
from bot.text import Moment, Text, t
from bot.ui import Button
from bot.work import Chore, Kept

FRESH = timedelta(days=7)  # results that nobody looked at
LOOK = Button(t("Look"), "rounds.look")


def chore(newest: Round, counts: Counts, now: datetime) -> Chore | None:
    """A draft that waits, or results nobody has looked at."""
    if newest.state is State.DRAFT:
        return Chore(75, t("A round is drawn and waits for you."), (LOOK,))
    over = newest.closes and now - newest.closes < FRESH
    if newest.state is State.CLOSED and over and newest.seen_at is None and counts.groups:
        said = t(
            "The round is over: {met} of {groups} conversations took place.",
            met=counts.met,
            groups=counts.groups,
        )
        look = Button(t("See what came of it"), "rounds.results", newest.id)
        return Chore(15, said, (look,), weekly=True)
    return None


def why(
    newest: Round, group: Group | None, absence: Absence | None, person: Person, now: datetime
) -> Text | None:
    """One kind sentence about this round; nothing of a draft is told before it goes out."""
    if newest.state not in {State.RUNNING, State.CLOSED}:
        return None
    if newest.closes and now > newest.closes + FRESH:
        return None
    if group is not None and group.others(person):
        return t(
            "You and {others}, in this round: {reason}",
            others=tuple(group.others(person)),
            reason=group.reason.said(person.space),
        )
    return _absent(newest, absence)


def _absent(newest: Round, absence: Absence | None) -> Text | None:
    if absence is None:
        return None
    match absence.out:
        case Out.SKIPPED:
            return t("You are not in this round: you skipped it. The next one has you again.")
        case Out.PAUSED:
            return t("You are not in this round: you had a break when it was drawn.")
        case Out.NOT_EACH:
            return t("You are not in this round: you asked to be drawn less often.")
        case Out.SILENT:
            return t("I leave you out of the draw for now. You can come back: /hearth join")
        case Out.LEFT:
            return t("You are not in this round: you could not make it. The next one has you.")
        case Out.WAITING if newest.half and newest.state is State.RUNNING:
            return t(
                "I'm still looking for the right person for this round, until {day}.",
                day=Moment(newest.half, "weekday"),
            )
        case _:
            return t("I'm still looking for the right person. In the next round you come first.")


def kept(
    part: Part | None, groups: Iterable[Group], days: Mapping[str, date], person: Person
) -> tuple[Kept, ...]:
    """How they take part, and every conversation they were drawn for."""
    items = [_item(group, days.get(group.round), person) for group in groups]
    if part:
        items.insert(0, _part(part))
    if not items:
        return ()
    why_ = t("to draw you as you asked, and not with the same people again")
    return (Kept(t("Rounds"), why_, t("until you erase it"), tuple(items)),)


def _part(part: Part) -> dict[str, str]:
    return {
        "drawn": part.often.value,
        "skips": "yes" if part.skips else "",
        "left out for now": "yes" if part.out else "",
    }


def _item(group: Group, day: date | None, person: Person) -> dict[str, str]:
    seat = next(s for s in group.seats if s.person == person)
    others = [s.person.id for s in group.seats if s.person.id and s.person != person]
    return {
        "on": f"{day:%Y-%m-%d}" if day else "",
        "with": others[0] if len(others) == 1 else "",
        "with others": ", ".join(others) if len(others) > 1 else "",
        "you told": "" if seat.told is Told.NOTHING else seat.told.value,
        "helpful": seat.helpful.value,
    }
