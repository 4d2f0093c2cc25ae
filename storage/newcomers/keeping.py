"""What this room tells coordinators, members and *me* about its rows."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.newcomers.model import LATER, Newcomer
from bot.text import Moment, Text, t, tn
from bot.ui import Button
from bot.work import DAY, Chore, Kept

SOONEST, LONGEST = timedelta(hours=20), timedelta(days=7)
MOST = 3  # a daily message names no more
WHERE_POSTED, WHERE_NOT = 70, 50


def chore(one: Newcomer, now: datetime) -> Chore:
    """A newcomer without a hello from anybody, as far as we see.

    People may have greeted them where we do not listen: it is no reason to write a second morning.
    """
    joined = one.joined_at or now
    days = (now.date() - joined.date()).days
    if days == 1:
        said = t("{newcomer} joined yesterday, nobody has said hello.", newcomer=one.person)
    else:
        said = t(
            "{newcomer} joined on {day}, nobody has said hello.",
            newcomer=one.person,
            day=Moment(joined, "weekday"),
        )
    buttons = (
        Button(t("Say hello"), "newcomers.say_hello", one.person.id),
        Button(t("Ask a host"), "newcomers.ask_host", one.person.id),
    )
    urgent = WHERE_POSTED if one.hello_at else WHERE_NOT
    return Chore(urgent, said, buttons, weekly=now - joined > SOONEST + DAY)


def raid_chore(waiting: int) -> Chore:
    """The greeting is stopped until somebody says what to do."""
    said = tn(
        "I've stopped greeting; one person waits.",
        "I've stopped greeting; {n} people wait.",
        waiting,
    )
    buttons = (
        Button(t("Greet them"), "newcomers.greet_held"),
        Button(t("Keep holding"), "newcomers.keep_holding"),
    )
    return Chore(90, said, buttons)


def reasons(one: Newcomer, now: datetime) -> tuple[Text, ...]:
    """Why a newcomer hears from us; nothing for who has been here for a while."""
    if one.looking_at:
        return (t("You are looking round. I won't write unless you ask."),)
    if one.joined_at is None or now - one.joined_at > timedelta(days=LATER[-1]):
        return ()
    if not one.may_be_written_to:
        return (t("You are new here. I write to you only after you press something."),)
    return (t("You are new here, so I ask now and then how it goes: at most once a week."),)


def kept(one: Newcomer) -> tuple[Kept, ...]:
    """The moments of the first weeks, in words of their person."""
    moments = {
        "joined": one.joined_at,
        "left": one.left_at,
        "pressed Start": one.started_at,
        "looking round": one.looking_at,
        "agreed to be introduced": one.agreed_at,
        "introduced": one.introduced_at,
        "met somebody": one.met_at,
        "last asked": one.asked_at,
        "last answered": one.answered_at,
        "said hello": one.hello_at,
        "was answered": one.hi_at,
    }
    item = {name: f"{at:%Y-%m-%d}" for name, at in moments.items() if at}
    if one.hello:
        item["your line"] = one.hello
    return (
        Kept(
            t("Your first weeks"),
            t("to greet you once, and to ask at most once a week"),
            t("until you erase it"),
            (item or {"here since": "before me"},),
        ),
    )
