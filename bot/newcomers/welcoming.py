"""One line for who has just joined, and what Start shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.errors import Refusal
from bot.events import Commanded, Joined, Left, Person, Pressed, Rostered, Woken
from bot.handlers import COORDINATOR, person
from bot.newcomers import raiding, views
from bot.newcomers.model import (
    GREETED_TOGETHER,
    LATER,
    STALE,
    UNFINISHED,
    UNMET,
    Newcomer,
    Newcomers,
    later,
)
from bot.newcomers.table import on
from bot.text import t
from bot.ui import Reply, Say, Update
from bot.work import Work

Working = Work[Newcomers]
PREFIX = "newcomers.check_in."


def unasked(work: Working, one: Newcomer, at: datetime) -> None:
    """They did something: a question that waits for their hours is put no more, nor missed."""
    work.store.save(replace(one, answered_at=later(one.answered_at, at)))
    _take_back(work, one.person)


def _take_back(work: Working, person: Person) -> None:
    for day in (UNFINISHED, UNMET, *LATER):
        work.withdraw(f"{PREFIX}{day}.{person.id}")


@on.event("rostered")
def rostered(event: Rostered, work: Working) -> None:
    """Who is here already is never greeted."""
    work.store.present((actor.person for actor in event.people), event.at)


@on.event("joined")
def joined(event: Joined, work: Working) -> None:
    """Note who came; a minute later everybody who did is greeted in one line."""
    actor, who = event.actor, event.actor.person
    if event.place not in {None, work.community.home} or actor.is_bot or actor.is_guest:
        return
    known = work.store.newcomer(who)
    if known is not None:
        work.store.save(replace(known, came_at=later(known.came_at, event.at)))
        return
    if event.at < work.community.since or work.directory.card(who) is not None:
        work.store.present((who,), event.at)
        return
    work.store.save(Newcomer(who).comes(event.at))
    if not raiding.noticed(work):
        waiting = work.store.waiting(work.now - STALE, held=False)
        first = min((one.joined_at for one in waiting if one.joined_at), default=work.now)
        # Not moved by those who come later: all who wait share the line of the first.
        work.wake("newcomers.greet", "", at=max(first + GREETED_TOGETHER, work.now))


@on.wake("newcomers.greet")
def greet(woken: Woken, work: Working) -> None:
    """One line for all who wait, without mentions."""
    raid = work.store.raid()
    if raid is None or not raid.goes_on(work.now):
        greet_all(work, work.store.waiting(work.now - STALE, held=False))


def greet_all(work: Working, waiting: tuple[Newcomer, ...]) -> int:
    """Post the line; how many it is for."""
    if waiting:
        key = f"newcomers.welcome.{work.now:%Y%m%d%H%M%S}"
        work.post(key, work.community.hello, views.welcome(), expires=work.now + STALE)
    for one in waiting:
        work.store.save(replace(one, greeted_at=work.now, held=False))
    return len(waiting)


@on.event("left")
def left(event: Left, work: Working) -> None:
    """Somebody went: nothing more is written to them."""
    if event.place not in {None, work.community.home}:
        return
    known = work.store.newcomer(event.actor.person)
    if known:
        work.store.save(replace(known, left_at=later(known.left_at, event.at)))
        for name in ("hello", "host", "duty"):
            work.withdraw(f"newcomers.{name}.{known.person.id}")
        _take_back(work, known.person)


@on.button("newcomers.start")
def start(pressed: Pressed, work: Working) -> Reply:
    """What the group is for, how people treat each other, and two ways on."""
    one = known(work, pressed.actor.person)
    started = later(one.started_at, pressed.at)
    answered = later(one.answered_at, pressed.at)
    work.store.save(replace(one, started_at=started, answered_at=answered))
    if one.started_at is None and one.is_new(work.now):
        work.wake("newcomers.check_in", one.person.id, at=work.now)
    return Say(views.purpose(work.community))


def known(work: Working, who: Person) -> Newcomer:
    """The row of somebody; an empty one when we did not see them come."""
    return work.store.newcomer(who) or Newcomer(who)


@on.button("newcomers.looking")
def looking(pressed: Pressed, work: Working) -> Reply:
    """They would rather read: the series ends."""
    one = known(work, pressed.actor.person)
    unasked(work, replace(one, looking_at=later(one.looking_at, pressed.at)), pressed.at)
    return Update(views.just_looking())


@on.wake("newcomers.quiet")
def quiet(woken: Woken, work: Working) -> None:
    """Somebody said no for now in another room, and was told that nothing more is written."""
    one = known(work, Person(work.space, woken.subject))
    unasked(work, replace(one, looking_at=later(one.looking_at, work.now)), work.now)


@on.command(
    "desk welcome",
    help=t("Begin a welcome for one person"),
    who=COORDINATOR,
    newcomer=person(hint=t("Whom to welcome")),
)
def desk_welcome(asked: Commanded, work: Working) -> Reply:
    """Begin a welcome for one person, also for somebody who was here before us."""
    who = asked.values.get("newcomer")
    if not isinstance(who, Person):
        raise Refusal(t("Whom shall I welcome? /hearth desk welcome @somebody"))
    if work.directory.card(who) is not None:
        raise Refusal(t("{person} has joined already. Nothing was sent.", person=who))
    actor = work.people.actor(who)
    if actor is not None and (actor.is_bot or actor.is_guest):
        raise Refusal(t("{person} is a bot or a guest; I welcome neither.", person=who))
    one = known(work, who)
    welcomed = one.greeted_at is not None and work.now - one.greeted_at < STALE
    if one.looking_at or one.started_at or welcomed:
        raise Refusal(t("{person} knows where I am. Nothing was sent.", person=who))
    work.store.save(replace(one.comes(work.now), greeted_at=work.now, held=False))
    message = views.welcome_one(who, asked.actor.person)
    work.post(f"newcomers.welcome_one.{who.id}.{work.now:%Y%m%d}", work.community.hello, message)
    work.log(t("Had {person} welcomed.", person=who))
    return Say(views.begun(who, work.community.hello))
