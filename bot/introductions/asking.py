"""A question to one person and its answers: yes, no, fewer, who, or nothing for a waking day."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refusal
from bot.events import Person, Pressed, Settled, Submitted, Woken
from bot.introductions import looking, meeting, views
from bot.introductions.looking import Working
from bot.introductions.meeting import ASK_LASTS
from bot.introductions.model import (
    ASKING,
    AT_MOST,
    Introduction,
    Looking,
    Reason,
    Said,
    State,
    Why,
    asked_since,
)
from bot.introductions.table import on
from bot.text import t
from bot.ui import Fill, Form, People, Reply, Say, Step, Update
from bot.waking import waking_days_after

PREFIX = "introductions.ask."


@on.settled("introductions.ask.")
def asked(settled: Settled, work: Working) -> None:
    """A question reached somebody, from when the waking day counts, or it could not be put."""
    id_, _, side = settled.key.removeprefix(PREFIX).partition(".")
    one = work.store.introduction(id_)
    if one is None or one.state not in ASKING:
        return
    person = one.a.person if side == "a" else one.b.person
    if settled.reason:
        # It may have arrived all the same: others are asked, and a yes would still count.
        work.store.save(replace(one, late=True))
        work.wake("introductions.expires", one.id, at=work.now + ASK_LASTS)
        if one.search:
            looking.go_on(work, one.a.person)
        return
    if one.offered_at is None or (one.name_first and side == "a"):
        work.store.save(replace(one, state=State.OFFERED, offered_at=work.now))
        card = work.directory.card(person)
        if card:
            day = waking_days_after(work.now, 1, card.hours)
            work.wake("introductions.unanswered", one.id, at=day)
        work.wake("introductions.expires", one.id, at=work.now + ASK_LASTS)


@on.wake("introductions.unanswered")
def unanswered(woken: Woken, work: Working) -> None:
    """A waking day has passed: others are asked, and a late yes still counts."""
    one = work.store.introduction(woken.subject)
    if one is None or one.state not in ASKING:
        return
    if one.search:
        work.store.save(replace(one, late=True))
        looking.go_on(work, one.a.person)


@on.wake("introductions.expires")
def expires(woken: Woken, work: Working) -> None:
    """A week has passed since the last question: it is taken back, whoever said yes is told."""
    one = work.store.introduction(woken.subject)
    if one is None or one.state not in ASKING or not _is_over(one, work):
        return
    meeting.come_to_nothing(work, one, State.EXPIRED)


def _is_over(one: Introduction, work: Working) -> bool:
    return one.offered_at is None or one.offered_at + ASK_LASTS <= work.now


@on.button("introductions.happy")
def happy(pressed: Pressed, work: Working) -> Reply:
    """Yes."""
    one = theirs(pressed.subject, pressed.actor.person, work)
    if one is None or one.state not in ASKING or one.reason.why is Why.CONNECT:
        return Update(views.settled())
    return Update(meeting.agree(work, one, pressed.actor.person))


@on.button("introductions.not_this_time")
def not_this_time(pressed: Pressed, work: Working) -> Reply:
    """No; nobody else ever learns of it."""
    decline(work, pressed.subject, pressed.actor.person)
    return Update(views.stays_private())


@on.button("introductions.fewer")
def fewer(pressed: Pressed, work: Working) -> Reply:
    """No, and not so often."""
    decline(work, pressed.subject, pressed.actor.person)
    work.wake("members.fewer", pressed.actor.person.id, at=work.now)
    return Update(views.fewer())


def decline(work: Working, id_: str, person: Person) -> None:
    """Note a no; only this room ever knows of it."""
    one = theirs(id_, person, work)
    if one is None or one.state not in ASKING:
        return
    one = one.says(person, Said.NO)
    if one.search and person == one.b.person:
        work.store.save(replace(one, state=State.DECLINED))
    else:
        # Somebody else may have said yes: they are told in their time, as if nobody had answered.
        work.store.save(replace(one, late=True))
    if one.search:
        looking.go_on(work, one.a.person)


@on.button("introductions.who")
def who(pressed: Pressed, work: Working) -> Reply:
    """Somebody knows who could help: ask for the name."""
    one = theirs(pressed.subject, pressed.actor.person, work)
    if one is None or one.state not in ASKING:
        return Update(views.settled())
    field = People("person", t("Who could it be?"), hint=t("Yourself, too."), required=True)
    told = t("I'd ask them, and say that you thought of them.")
    return Fill(Form("introductions.who", t("I know who"), (Step((field,), told),), one.id))


@on.form("introductions.who")
def named(submitted: Submitted, work: Working) -> Reply:
    """Ask the person named, if they may be asked; the answer is the same either way."""
    actor = submitted.actor.person
    one = theirs(submitted.subject, actor, work)
    value = submitted.values.get("person")
    found = value[0] if isinstance(value, tuple) and value else value
    if one is None or one.state not in ASKING or not isinstance(found, Person):
        return Say(views.settled())
    if found == actor:
        return Say(meeting.agree(work, replace(one, reason=_named(one)), actor))
    work.store.save(replace(one.says(actor, Said.YES), state=State.EXPIRED))
    if not _ask_named(work, one, found):
        looking.go_on(work, one.a.person)
    return Say(views.asking_who(found))


def _named(one: Introduction) -> Reason:
    return Reason(Why.NAMED, one.reason.wants)


def _ask_named(work: Working, one: Introduction, found: Person) -> bool:
    search = work.store.search(one.a.person)
    newcomer = looking.willing(work, one.a.person)
    card = next((c for c in work.directory.askable(work.now) if c.person == found), None)
    if search is None or search.state is not Looking.LOOKING or not newcomer or not card:
        return False
    enough = asked_since(work.store.of(search.person), search) >= AT_MOST
    if enough or not work.store.stops(search, work.directory).allow(search.person, card):
        return False
    looking.ask(work, search, newcomer, card, _named(one), by=one.b.person)
    return True


def theirs(id_: str, person: Person, work: Working) -> Introduction | None:
    """The introduction of that id, if it is one of theirs; None when it is no more."""
    one = work.store.introduction(id_)
    if one and one.side(person) is None:
        raise Refusal(t("This question was put to somebody else. Nothing was changed."))
    return one
