"""Two people said yes: the conversation, and a week later, once, what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.errors import Refusal
from bot.events import Person, Pressed, Settled, Woken
from bot.introductions import duty, looking, together, views
from bot.introductions.looking import Working, ask_key
from bot.introductions.model import (
    AT_MOST,
    CLOSED_AFTER,
    Introduction,
    Looking,
    Outcome,
    Said,
    State,
    asked_since,
)
from bot.introductions.table import on
from bot.text import t
from bot.ui import Message, Reply, Say, Update
from bot.waking import waking_days_after

OUTCOME_AFTER = timedelta(days=7)
ASK_LASTS = timedelta(days=7)  # from delivery: a late yes is still a yes
FINAL = (Outcome.MET, Outcome.LET_GO)
MET_STATES = (State.ACCEPTED, State.MET, State.EXPIRED)
PREFIX = "introductions.together."


def agree(work: Working, one: Introduction, person: Person) -> Message:
    """Somebody says yes; what they are answered. The other is looked at again first."""
    side, other = one.side(person), one.other(person)
    if side is None or side.said is Said.NO:
        return views.settled()
    if not _may_meet(work, one, person):
        come_to_nothing(work, one.says(person, Said.NOTHING), State.EXPIRED)
        return views.settled()
    one = one.says(person, Said.YES)
    if one.agreed:
        _open(work, one)
        return views.thanks(other.person)
    work.store.save(one)
    if one.name_first and person == one.b.person:
        peer = work.directory.card(person)
        if peer:
            # Their own week: the timer of the peer's would end it while they sleep.
            work.store.save(replace(one, offered_at=work.now))
            work.wake("introductions.expires", one.id, at=work.now + ASK_LASTS)
            work.post(ask_key(one, one.a.person), one.a.person, views.name_first(one, peer))
    return views.thanks_first()


def _may_meet(work: Working, one: Introduction, person: Person) -> bool:
    """Whether both are here, the other is not on a break, and nothing keeps them apart."""
    other = one.other(person)
    if not other.here or work.directory.card(person) is None:
        return False
    card = work.directory.card(other.person)
    if card is None or looking.paused(work, card):
        return False
    if one.search and other.person == one.a.person and not card.introduce_me:
        return False
    return other.person not in work.directory.apart(person)


def _open(work: Working, one: Introduction) -> None:
    a, b = (work.directory.card(person) for person in one.people)
    if a is None or b is None:
        return
    work.store.save(replace(one, state=State.ACCEPTED, together_at=work.now))
    message = together.meet(one, a, b, work.now, work.watchers)
    work.post(PREFIX + one.id, together.conversation(one), message)
    work.wake("introductions.outcome", one.id, at=work.now + OUTCOME_AFTER)
    if one.search:
        search = work.store.search(one.a.person)
        if search and search.state is Looking.LOOKING:
            looking.end(work, search, Looking.FOUND)
            if search.told:
                key = looking.duty_key(search.person, search.told)
                work.edit(key, duty.found(search.person))
    # Whoever brought them together: a newcomer is greeted by it, and a host need not be asked.
    for person in one.people:
        work.wake("newcomers.introduced", person.id, at=work.now)


@on.settled("introductions.together.")
def opened(settled: Settled, work: Working) -> None:
    """Where no conversation could be opened, each is told that the other is happy to talk."""
    one = work.store.introduction(settled.key.removeprefix(PREFIX))
    if not settled.reason or one is None or one.state is not State.ACCEPTED:
        return
    for side in one.sides:
        key = f"introductions.alone.{one.id}.{side.person.id}"
        work.post(key, side.person, together.alone_with(one.other(side.person).person))


def come_to_nothing(
    work: Working,
    one: Introduction,
    state: State,
    gone: Person | None = None,
) -> None:
    """End it without a reason: open questions settle, whoever said yes is told once.

    `gone` has left. Who proposed it themselves is never told: it would tell why.
    """
    work.withdraw(PREFIX + one.id)  # it may have waited until all are awake
    for side in one.sides:
        asked = not one.search or one.name_first or side is one.b
        if asked and side.said is Said.NOTHING:
            work.edit(ask_key(one, side.person), views.settled())
        by_press = asked or one.together_at is not None
        told = side.said is Said.YES and by_press and side.outcome is Outcome.NOTHING
        if told and side.person not in {gone, one.by} and work.directory.card(side.person):
            key = f"introductions.nothing.{one.id}.{side.person.id}"
            work.post(key, side.person, views.comes_to_nothing())
    said_no = any(side.said is Said.NO for side in one.sides)
    work.store.save(replace(one, state=State.DECLINED if said_no else state))


@on.wake("introductions.outcome")
def outcome(woken: Woken, work: Working) -> None:
    """A week after: ask each, privately and once, unless they said."""
    one = work.store.introduction(woken.subject)
    if one is None or one.state not in {State.ACCEPTED, State.MET} or one.together_at is None:
        return
    work.wake("introductions.close", one.id, at=one.together_at + CLOSED_AFTER)
    a, b = (work.directory.card(person) if person.id else None for person in one.people)
    if (a is None or b is None) and one.state is State.ACCEPTED:
        come_to_nothing(work, one, State.EXPIRED)
        return
    for side in one.sides:
        card, other = work.directory.card(side.person), one.other(side.person)
        if card is None or looking.paused(work, card) or side.outcome in FINAL:
            continue
        if other.here and other.person not in work.directory.apart(side.person):
            key = f"introductions.outcome.{one.id}.{side.person.id}"
            work.post(key, side.person, together.did_you_talk(one, other.person))


@on.wake("introductions.close")
def close(woken: Woken, work: Working) -> None:
    """Two weeks after: no answer is an answer too, and the peer is free for others."""
    one = work.store.introduction(woken.subject)
    if one and one.state is State.ACCEPTED:
        work.store.save(replace(one, state=State.EXPIRED))


@on.button("introductions.met")
def met(pressed: Pressed, work: Working) -> Reply:
    """They talked."""
    return _told(pressed, work, Outcome.MET)


@on.button("introductions.arranged")
def arranged(pressed: Pressed, work: Working) -> Reply:
    """They have a date."""
    return _told(pressed, work, Outcome.ARRANGED)


@on.button("introductions.not_yet")
def not_yet(pressed: Pressed, work: Working) -> Reply:
    """Nothing so far."""
    return _told(pressed, work, Outcome.NOT_YET)


@on.button("introductions.let_go")
def let_go(pressed: Pressed, work: Working) -> Reply:
    """It will not happen; the other is not told."""
    return _told(pressed, work, Outcome.LET_GO)


def _told(pressed: Pressed, work: Working, told: Outcome) -> Reply:
    """Note one side's answer; where it was pressed together, only who pressed reads the reply."""
    person, asked_alone = pressed.actor.person, pressed.subject.endswith(together.ASKED)
    one = work.store.introduction(pressed.subject.removesuffix(together.ASKED))
    side = one.side(person) if one else None
    if one is None or side is None or one.state not in MET_STATES or not one.together_at:
        raise Refusal(t("This conversation is over, or it is not yours. Nothing was changed."))
    if side.outcome in FINAL:
        message = together.told_already()
    else:
        _note(work, one, person, told)
        again = _again(work, one, person) if told is Outcome.LET_GO else None
        message = together.noted(told, again=again)
    return Update(message) if asked_alone else Say(message)


def _note(work: Working, one: Introduction, person: Person, told: Outcome) -> None:
    work.withdraw(f"introductions.outcome.{one.id}.{person.id}")
    noted = one.tells(person, told)
    if told is Outcome.LET_GO and noted.state is State.ACCEPTED:
        noted = replace(noted, state=State.EXPIRED)
    work.store.save(noted)
    if noted.state is not State.MET or one.state is State.MET:
        return
    people = tuple(side.person for side in one.sides)
    work.exchange("introduction", people, "learn", one.id)
    if one.search and one.a.here:
        work.wake("newcomers.met", one.a.person.id, at=work.now)


def _again(work: Working, one: Introduction, person: Person) -> Person | None:
    """The newcomer themselves, when there is somebody else they could be shown to."""
    search = work.store.search(person)
    mine = one.search and person == one.a.person and search is not None
    if not mine or search is None or search.state is Looking.LOOKING:
        return None
    return person if asked_since(work.store.of(person), search) < AT_MOST else None


@on.button("introductions.look_again")
def look_again(pressed: Pressed, work: Working) -> Reply:
    """A newcomer would like to meet somebody else; the five of their consent still hold."""
    person = pressed.actor.person
    search, card = work.store.search(person), looking.willing(work, person)
    if search is None or card is None:
        raise Refusal(t("I'm not introducing you just now. You can start again: /hearth join"))
    if search.state is Looking.LOOKING or asked_since(work.store.of(person), search) >= AT_MOST:
        raise Refusal(t("I have asked whom I could. A coordinator can help: /hearth why"))
    until = waking_days_after(work.now, 2, card.hours)
    again = replace(search, state=Looking.LOOKING, round=1, told=None, promised=until)
    work.store.save_search(again)
    work.compute(looking.CHOOSE, person.id)
    work.wake("introductions.promised", person.id, at=until)
    return Update(together.asking_again(until))
