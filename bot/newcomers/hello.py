"""A line of hello, only if they wish, seen before it goes; and whether anybody said hi."""

from __future__ import annotations

from dataclasses import replace

from bot.directory import Hours
from bot.errors import Refusal
from bot.events import Person, Pressed, Role, Settled, Submitted, Woken, Wrote
from bot.handlers import COORDINATOR
from bot.newcomers import views
from bot.newcomers.model import (
    COORDINATOR_AFTER,
    HOST_AFTER,
    Newcomer,
    Newcomers,
    later,
)
from bot.newcomers.table import on
from bot.newcomers.welcoming import known, unasked
from bot.text import t
from bot.ui import Beside, Fill, Reply, Say, Update
from bot.waking import waking_hours_after
from bot.work import Work

Working = Work[Newcomers]
POSTED = "newcomers.hello."


@on.wake("newcomers.agreed")
def agreed(woken: Woken, work: Working) -> None:
    """Somebody agreed to be introduced: offer them a line of hello, once."""
    one = known(work, Person(work.space, woken.subject))
    offered = one.agreed_at is not None
    unasked(work, replace(one, agreed_at=later(one.agreed_at, work.now)), work.now)
    if not offered and one.here and one.is_new(work.now) and one.hello_at is None:
        work.wake("newcomers.check_in", one.person.id, at=work.now)
        key = f"newcomers.hello_offer.{one.person.id}"
        work.post(key, one.person, views.hello_offer(work.community.hello))


@on.button("newcomers.hello")
def write(pressed: Pressed, work: Working) -> Reply:
    """Open the form for the line, with what was written before."""
    return Fill(views.hello_form(known(work, pressed.actor.person).hello))


@on.form("newcomers.hello")
def preview(submitted: Submitted, work: Working) -> Reply:
    """Show exactly what would stand there."""
    who, words = submitted.actor.person, _words(submitted)
    work.store.save(replace(known(work, who), hello=words))
    return Say(views.hello_preview(who, words, work.community.hello))


def _words(submitted: Submitted) -> str:
    words = submitted.values.get("words")
    if not isinstance(words, str) or not words.strip():
        raise Refusal(t("There was no line in it. Nothing was posted."))
    return words.strip()


@on.button("newcomers.post_hello")
def post(pressed: Pressed, work: Working) -> Reply:
    """They saw it and want it there."""
    who = pressed.actor.person
    one = known(work, who)
    if not one.hello:
        raise Refusal(t("I no longer have your line; please write it again. Nothing was posted."))
    message = views.hello_post(who, one.hello)
    work.post(f"{POSTED}{who.id}", work.community.hello, message)
    return Update(views.hello_goes())


@on.button("newcomers.no_hello")
def rather_not(pressed: Pressed, work: Working) -> Reply:
    """No line, and nothing of it is kept."""
    one = known(work, pressed.actor.person)
    if one.hello and one.hello_at is None:
        work.store.save(replace(one, hello=""))
        work.withdraw(f"{POSTED}{one.person.id}")
    return Update(views.no_hello())


@on.settled("newcomers.hello.")
def posted(settled: Settled, work: Working) -> None:
    """From when it stands there, somebody should answer."""
    one = work.store.newcomer(Person(work.space, settled.key.removeprefix(POSTED)))
    if one is None or settled.reason or one.hello_at is not None:
        return
    work.store.save(replace(one, hello_at=work.now))
    hours = Hours(work.community.zone)
    at = waking_hours_after(work.now, HOST_AFTER, hours)
    work.wake("newcomers.ask_a_host", one.person.id, at=at)
    work.wake("newcomers.tell_coordinator", one.person.id, at=work.now + COORDINATOR_AFTER)


def unanswered(work: Working, id_: str) -> Newcomer | None:
    """Somebody whose hello stands there without a hi."""
    one = work.store.newcomer(Person(work.space, id_))
    waits = one is not None and one.here and one.hello_at is not None and one.hi_at is None
    return one if waits else None


@on.wake("newcomers.ask_a_host")
def ask_a_host(woken: Woken, work: Working) -> None:
    """Four waking hours without a hi: ask a host."""
    one = unanswered(work, woken.subject)
    host = free_host(work, one.person) if one else None
    if one and host:
        _ask(work, one, host)


def free_host(work: Working, newcomer: Person) -> Person | None:
    """A host who may be asked, the one asked least lately first."""
    hosts, apart = work.directory.with_role(Role.HOST), work.directory.apart(newcomer)
    askable = [card.person for card in work.directory.askable(work.now)]
    free = [p for p in hosts if p in askable and p not in apart and p != newcomer]
    return min(free, key=lambda p: work.directory.asked_lately(p, work.now), default=None)


def _ask(work: Working, one: Newcomer, host: Person) -> None:
    waits = one.hello_at is not None
    message = (
        views.nobody_answered(one.person, work.community.hello)
        if waits
        else views.write_to(one.person)
    )
    work.post(f"newcomers.host.{one.person.id}", host, message)


@on.wake("newcomers.tell_coordinator")
def tell_coordinator(woken: Woken, work: Working) -> None:
    """Twenty hours without a hi: the coordinator."""
    one = unanswered(work, woken.subject)
    apart = work.directory.apart(one.person) if one else frozenset()
    told = [p for p in work.directory.with_role(Role.COORDINATOR) if p not in apart]
    if one and told:
        host = free_host(work, one.person)
        name = work.directory.name(host) if host else ""
        message = views.unanswered_hello(one.person, work.community.hello, name)
        work.post(f"newcomers.duty.{one.person.id}", told[0], message)


@on.button("newcomers.say_hi")
def say_hi(pressed: Pressed, work: Working) -> Reply:
    """Open the form for a line to a newcomer."""
    one = work.store.newcomer(Person(work.space, pressed.subject))
    if one is None or not one.here or not one.hello:
        raise Refusal(t("This hello is not there any more. Nothing was posted."))
    if one.person == pressed.actor.person:
        raise Refusal(t("This is your own hello; the others will answer it."))
    if one.hello_at is None:  # whoever presses under it has it before their eyes
        work.ledger.arrived(f"{POSTED}{one.person.id}")
    return Fill(views.hi_form(one.person))


@on.form("newcomers.say_hi")
def hi(submitted: Submitted, work: Working) -> Reply:
    """Put somebody's line under the hello, as their own words."""
    who, words = submitted.actor.person, _words(submitted)
    one = work.store.newcomer(Person(work.space, submitted.subject))
    if one is None or not one.here or not one.hello:
        raise Refusal(t("This hello is not there any more. Nothing was posted."))
    if who not in work.directory.apart(one.person):
        key = f"newcomers.hi.{one.person.id}.{who.id}"
        work.post(key, Beside(f"{POSTED}{one.person.id}"), views.hi(who, one.person, words))
        _answered(work, one, who)
    return Say(views.hi_goes())


def _answered(work: Working, one: Newcomer, by: Person) -> None:
    """The first hi settles what was asked of others."""
    if one.hi_at is None:
        for key in (f"newcomers.host.{one.person.id}", f"newcomers.duty.{one.person.id}"):
            work.edit(key, views.answered(by))
    work.store.save(replace(one, hi_at=later(one.hi_at, work.now)))
    members = tuple(who for who in (by, one.person) if work.directory.card(who))
    work.exchange("hello", members, "learn")


@on.event("wrote")
def overheard(event: Wrote, work: Working) -> None:
    """Where listening is on, somebody's own words under a hello answer it, whatever they say."""
    if event.begins:
        return
    for one in work.store.unanswered():
        spoke = work.activity.answers(f"{POSTED}{one.person.id}", one.hello_at or work.now)
        first = next((spoken.person for spoken in spoke if spoken.person != one.person), None)
        if first:
            _answered(work, one, first)


@on.button("newcomers.said_hello")
def said_hello(pressed: Pressed, work: Working) -> Reply:
    """A host or coordinator wrote to them by themselves."""
    one = work.store.newcomer(Person(work.space, pressed.subject))
    if one:
        _answered(work, one, pressed.actor.person)
    return Update(views.thanks())


@on.button("newcomers.not_this_time")
def not_this_time(pressed: Pressed, work: Working) -> Reply:
    """A host's no; the coordinator's twenty hours go on."""
    return Update(views.stays_private())


@on.button("newcomers.say_hello", who=COORDINATOR)
def say_hello(pressed: Pressed, work: Working) -> Reply:
    """A coordinator greets somebody in their own words."""
    one = work.store.newcomer(Person(work.space, pressed.subject))
    if one is None or not one.here:
        raise Refusal(t("They are not here any more. Nothing for you to do."))
    if one.hello_at is not None:
        return Fill(views.hi_form(one.person))
    _answered(work, one, pressed.actor.person)
    return Update(views.yours_to_greet(one.person))


@on.button("newcomers.ask_host", who=COORDINATOR)
def ask_host(pressed: Pressed, work: Working) -> Reply:
    """A coordinator has a host asked."""
    one = work.store.newcomer(Person(work.space, pressed.subject))
    if one is None or not one.here:
        raise Refusal(t("They are not here any more. Nothing for you to do."))
    host = free_host(work, one.person)
    if host is None:
        raise Refusal(views.no_host())
    _ask(work, one, host)
    work.log(t("Had a host asked to greet {newcomer}.", newcomer=one.person))
    return Update(views.host_asked(work.directory.name(host)))
