"""Why, not this person, tell a coordinator, and what happens when somebody leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.errors import Refusal
from bot.events import Commanded, Left, Person, Pointed, Pressed, Role, Submitted, Value, Woken
from bot.handlers import ANYONE, Target
from bot.introductions import asking, looking, meeting, safety, views
from bot.introductions.looking import Working
from bot.introductions.model import ASKING, OPEN, Looking, State
from bot.introductions.table import on
from bot.likeness import stems
from bot.text import day_past, t
from bot.ui import Fill, Message, Reply, Say

LATELY = timedelta(days=7)
SHOWN = 3  # of the last messages


@on.command("why", help=t("Why this message, this match, or none yet"))
def why(asked: Commanded, work: Working) -> Reply:
    """Tell somebody what every room has to say about them, and why they were written to."""
    person = asked.actor.person
    reasons = [said for room in work.rooms for said in room.reasons(person, work.now)]
    sent = work.ledger.sent(person, work.now - LATELY)
    told = tuple(safety.why_sent(w.message, day_past(w.due, work.now)) for w in sent[:SHOWN])
    return Say(safety.why(tuple(reasons), told))


@on.button("introductions.why")
def why_pressed(pressed: Pressed, work: Working) -> Reply:
    """The same behind a button of any message."""
    verb = Commanded(id=pressed.id, at=pressed.at, actor=pressed.actor, verb="why")
    return why(verb, work)


@on.button("introductions.not_this_person")
def not_this_person(pressed: Pressed, work: Working) -> Reply:
    """Ask once more before two people are kept apart; without a subject, ask whom."""
    other = _other(pressed.subject, pressed.actor.person, work)
    return Say(safety.really(other)) if other else Fill(safety.who_not())


@on.shortcut(
    "introductions.not_this_person", label=t("Not this person"), target=Target.PERSON, who=ANYONE
)
def not_this_one(pointed: Pointed, work: Working) -> Reply:
    """The same from the person's own menu."""
    if pointed.target is None or pointed.target == pointed.actor.person:
        return Fill(safety.who_not())
    return Say(safety.really(pointed.target))


@on.form("introductions.who_not")
def who_not(submitted: Submitted, work: Working) -> Reply:
    """The person was chosen from a list, which is deliberate enough."""
    other = _chosen(submitted.values.get("person"))
    if other is None or other == submitted.actor.person:
        raise Refusal(t("Choose somebody else than yourself. Nothing was changed."))
    return Say(_keep_apart(work, submitted.actor.person, other))


@on.button("introductions.apart")
def apart(pressed: Pressed, work: Working) -> Reply:
    """They are sure."""
    other = Person(work.space, pressed.subject)
    if not pressed.subject or other == pressed.actor.person:
        raise Refusal(t("Choose somebody else than yourself. Nothing was changed."))
    return Say(_keep_apart(work, pressed.actor.person, other))


def _keep_apart(work: Working, one: Person, other: Person) -> Message:
    """Mutual, private, at once; what is open between them ends without a word."""
    work.wake("members.apart", f"{one.id},{other.id}", at=work.now)
    for found in work.store.of(one):
        if other in found.people and found.state in ASKING:
            asking.decline(work, found.id, one)
            work.edit(looking.ask_key(found, one), views.settled())
        elif other in found.people and found.state is State.ACCEPTED:
            # Both have seen each other; a word to the other now would tell who ended it.
            work.withdraw(meeting.PREFIX + found.id)  # it may have waited until all are awake
            work.store.save(replace(found, state=State.EXPIRED))
    return safety.kept_apart(other)


@on.button("introductions.tell")
def tell(pressed: Pressed, work: Working) -> Reply:
    """Open the form for a word to the coordinators."""
    return _telling(work, pressed.actor.person, pressed.subject)


@on.shortcut("introductions.tell", label=t("Tell a coordinator"), target=Target.PERSON, who=ANYONE)
def tell_about(pointed: Pointed, work: Working) -> Reply:
    """The same from the person's own menu."""
    return _telling(work, pointed.actor.person, pointed.target.id if pointed.target else "")


def _telling(work: Working, actor: Person, subject: str) -> Reply:
    about = _other(subject, actor, work)
    readers = _readers(work, actor, about)
    if not readers:
        raise Refusal(safety.nobody_to_tell(work.title))
    return Fill(safety.telling(about, readers))


@on.form("introductions.tell")
def told(submitted: Submitted, work: Working) -> Reply:
    """Carry somebody's words to every coordinator except whoever they are about."""
    actor, said = submitted.actor.person, submitted.values.get("words")
    about = _chosen(submitted.values.get("person")) or _other(submitted.subject, actor, work)
    words = said if isinstance(said, str) else ""
    readers = tuple(p for p in _readers(work, actor, about) if not _names(work, p, words))
    if not readers:
        raise Refusal(safety.nobody_to_tell(work.title))
    telling = looking.identity(work)
    for reader in readers:
        key = f"introductions.telling.{telling}.{reader.id}"
        work.post(key, reader, safety.told(actor, about, words))
    return Say(safety.passed_on(readers))


def _readers(work: Working, actor: Person, about: Person | None) -> tuple[Person, ...]:
    named = work.directory.with_role(Role.COORDINATOR)
    return tuple(p for p in named if p not in {actor, about})


def _names(work: Working, reader: Person, words: str) -> bool:
    """Whether the words name this coordinator: then they are not for their eyes."""
    name = stems(work.directory.name(reader))
    return bool(name) and name <= stems(words)


def _other(subject: str, actor: Person, work: Working) -> Person | None:
    """Whom a subject means: the other one of an introduction, or a person's own id."""
    one = work.store.introduction(subject) if subject else None
    if one is None:
        return Person(work.space, subject) if subject and subject != actor.id else None
    if one.side(actor) is None:
        raise Refusal(t("This conversation is not one of yours. Nothing was changed."))
    other = one.other(actor)
    return other.person if other.here else None


def _chosen(value: Value) -> Person | None:
    found = value[0] if isinstance(value, tuple) and value else value
    return found if isinstance(found, Person) else None


@on.event("left")
def left(event: Left, work: Working) -> None:
    """Somebody went: what is open with them ends, and who said yes is told once, kindly."""
    if event.place not in {None, work.community.home}:
        return
    gone(work, event.actor.person)


@on.wake("introductions.changed")
def changed(woken: Woken, work: Working) -> None:
    """Somebody stopped, or takes a break: what has not reached anybody yet does not."""
    person = Person(work.space, woken.subject)
    card = work.directory.card(person)
    if card is None:
        gone(work, person)
    elif looking.paused(work, card):
        waiting = {one.key for one in work.ledger.waiting("todo", "held")}
        for one in work.store.of(person):
            keys = {looking.ask_key(one, side.person) for side in one.sides}
            if one.state in OPEN and waiting & {*keys, meeting.PREFIX + one.id}:
                meeting.come_to_nothing(work, one, State.EXPIRED, gone=person)


def gone(work: Working, person: Person) -> None:
    """End whatever is open with somebody who is no longer here."""
    search = work.store.search(person)
    if search and search.state is Looking.LOOKING:
        looking.end(work, search)
    for one in work.store.of(person):
        if one.state in OPEN:
            meeting.come_to_nothing(work, one, State.EXPIRED, gone=person)
            if one.search and one.a.person != person:
                looking.go_on(work, one.a.person)
