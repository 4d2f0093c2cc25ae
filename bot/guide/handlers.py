"""When somebody asks what this is, or was not understood."""

from __future__ import annotations

from bot.events import Commanded, Event, Place, Power, Pressed, Role
from bot.guide import views
from bot.guide.verbs import nearest, verbs
from bot.handlers import Handlers, words
from bot.text import t
from bot.ui import Message, Reply, Say
from bot.work import Work

on = Handlers("guide")
Job = Work[None]


@on.command(
    "help", help=t("What I do here, in your words"), homeless=True, aliases=("what can you do",)
)
def help_(asked: Commanded, work: Job) -> Reply:
    """Everybody's verbs; the coordinators' to coordinators."""
    return Say(_help(asked, work))


@on.button("guide.help", homeless=True)
def help_pressed(pressed: Pressed, work: Job) -> Reply:
    """The same, from a button."""
    return Say(_help(pressed, work))


def _help(event: Event, work: Job) -> Message:
    table = work.declarations
    desk = verbs(table, desk=True) if _tends(event, work) else ()
    return views.help_(work.room.community, verbs(table, desk=False), desk)


def _tends(event: Event, work: Job) -> bool:
    if work.room.community is None:
        return Power.MANAGE in event.actor.powers
    return event.actor.person in work.directory.with_role(Role.COORDINATOR)


@on.button("guide.see", homeless=True)
def see(pressed: Pressed, work: Job) -> Reply:
    """What Hearth sees, and in which channels when somebody writes."""
    in_one = work.room.community is not None
    return Say(views.see(work.watchers, _listened(work), tends=in_one and _tends(pressed, work)))


@on.button("guide.keep", homeless=True)
def keep(_pressed: Pressed, work: Job) -> Reply:
    """What Hearth keeps."""
    return Say(views.keep(work.watchers, _listened(work)))


@on.command("privacy", help=t("What I keep and what I see"), homeless=True)
def privacy(_asked: Commanded, work: Job) -> Reply:
    """The same, in a word."""
    return Say(views.keep(work.watchers, _listened(work)))


def _listened(work: Job) -> tuple[Place, ...]:
    """Where listening is on; nowhere without a community."""
    return work.activity.listened() if work.room.community else ()


@on.button("guide.find", homeless=True)
def find(_pressed: Pressed, _work: Job) -> Reply:
    """How to look for somebody."""
    return Say(views.find_how())


@on.button("guide.coordinators")
def coordinators(_pressed: Pressed, work: Job) -> Reply:
    """Who tends this."""
    return Say(views.coordinators(work.directory.with_role(Role.COORDINATOR), work.community))


@on.command(
    "",
    help=t("One line and three buttons, when nothing was understood"),
    homeless=True,
    words=words(4000, required=False),
)
def not_understood(asked: Commanded, work: Job) -> Reply:
    """Never silence, never a guess acted upon."""
    if work.room.community is None:
        return Say(views.nobody_here())
    said = asked.values.get("words")
    verb = nearest(said, work.declarations) if isinstance(said, str) else None
    is_member = work.directory.card(asked.actor.person) is not None
    return Say(views.not_understood(verb, is_member=is_member))
