"""A break: until a day, until they say, or only fewer asks."""

from __future__ import annotations

from bot.errors import Invalid
from bot.events import Commanded, Event, Pressed, Submitted
from bot.handlers import words
from bot.members import joining, resting, until
from bot.members.table import Working, on
from bot.text import t
from bot.ui import Fill, Reply, Say


@on.command(
    "pause",
    help=t("A break: next round, two weeks, a date, until you say; fewer asks"),
    aliases=("skip",),
    until=words(100, required=False, hint=t("two weeks, Monday, 2026-12-01, until I say")),
)
def pause(asked: Commanded, work: Working) -> Reply:
    """Do what the words say; a form with choices where they are missing or not understood."""
    said = str(asked.values.get("until") or "")
    meant = until.understood(said, asked.at, _zone(asked, work)) if said else None
    if meant is None:
        return Fill(resting.form(not_understood=said))
    return _take(asked, work, meant)


@on.button("members.pause")
def pause_pressed(pressed: Pressed, work: Working) -> Reply:
    """Open the choices."""
    return Fill(resting.form())


@on.form("members.pause")
def chosen(sent: Submitted, work: Working) -> Reply:
    """A choice, or a day of their own, which counts more."""
    day = str(sent.values.get("day") or "").strip()
    how = (*joining.several(sent.values.get("how")), "")[0]
    meant = until.understood(day or how, sent.at, _zone(sent, work))
    if meant is None:
        wrong = t(
            "I don't understand that day. Like this: 2026-12-01, or Monday. It must lie ahead."
        )
        raise Invalid(wrong, {"day": wrong})
    return _take(sent, work, meant)


def _zone(event: Event, work: Working) -> str:
    person = event.actor.person
    return work.store.member(person).profile.zone or work.people.envelope(person).zone


def _take(event: Event, work: Working, meant: until.Break) -> Reply:
    person = event.actor.person
    if meant.fewer:
        lower = joining.step_down(person, event, work)
        return Say(resting.fewer_asks(lower))
    work.store.pause(person, meant.until, event.at)
    joining.tell_rounds(event, work)
    return Say(resting.has_a_break(meant.until))
