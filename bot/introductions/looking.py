"""A search for peers: begin, choose, ask one or two, go on to the next, tell the coordinator."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.directory import Card
from bot.errors import Refusal
from bot.events import Begin, Computed, Event, Person, Pressed, Role, Woken
from bot.handlers import COORDINATOR
from bot.introductions import duty, views
from bot.introductions.model import (
    ASKING,
    AT_MOST,
    ROUNDS,
    Chosen,
    Introduction,
    Introductions,
    Looking,
    Pick,
    Reason,
    Said,
    Search,
    Side,
    State,
    Why,
    asked_since,
)
from bot.introductions.table import on
from bot.text import day_past, t
from bot.ui import Reply, Update
from bot.waking import waking_days_after
from bot.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator

CHOOSE = "introductions.choose"
Working = Work[Introductions]


@on.wake("introductions.begin")
def begin(woken: Woken, work: Working) -> None:
    """Somebody agreed to be introduced."""
    start(work, Person(work.space, woken.subject), name_first=False)


@on.wake("introductions.begin_name_first")
def begin_name_first(woken: Woken, work: Working) -> None:
    """Somebody agreed, and would like to see a name before theirs is shown."""
    start(work, Person(work.space, woken.subject), name_first=True)


def start(work: Working, person: Person, *, name_first: bool) -> None:
    """Begin a search, unless one goes on."""
    card = willing(work, person)
    search = work.store.search(person)
    if card is None or (search and search.state is Looking.LOOKING):
        return
    promised = waking_days_after(work.now, 2, card.hours)
    search = Search(
        person=person,
        since=work.now,
        promised=promised,
        seed=work.random.getrandbits(30),
        name_first=name_first,
        hosts_only=work.community.begin is Begin.SMALL,
        coordinator=coordinator_for(work, person),
    )
    work.store.save_search(search)
    work.compute(CHOOSE, person.id)
    work.wake("introductions.promised", person.id, at=promised)
    work.wake("newcomers.agreed", person.id, at=work.now)


def willing(work: Working, person: Person) -> Card | None:
    """The card of somebody who still wants to be introduced, now."""
    card = work.directory.card(person)
    if card is None or not card.introduce_me or paused(work, card):
        return None
    return card


def paused(work: Working, card: Card) -> bool:
    """Whether somebody takes a break just now."""
    return card.paused_until is not None and card.paused_until > work.now


def coordinator_for(work: Working, person: Person) -> Person | None:
    """Who is told, and named: the first coordinator who need not be kept apart from them."""
    apart = work.directory.apart(person)
    named = (c for c in work.directory.with_role(Role.COORDINATOR) if c != person)
    return next((c for c in named if c not in apart), None)


@on.computed("introductions.choose")
def chosen(computed: Computed, work: Working) -> None:
    """Ask the chosen, after looking at every one of them again."""
    result: Chosen = computed.result  # type: ignore[assignment] # what choose() returned
    person = Person(work.space, computed.subject)
    search = work.store.search(person)
    if search is None or search.state is not Looking.LOOKING or result["round"] != search.round:
        return
    newcomer = willing(work, person)
    if newcomer is None:
        end(work, search)
        return
    asked = [ask(work, search, newcomer, *found) for found in _still(work, search, result)]
    if result["picks"] and not asked:
        # All of them changed their minds meanwhile; this computation must end before the next.
        work.wake("introductions.choose_again", person.id, at=work.now)
    elif not asked:
        tell_coordinator(work, search)


@on.wake("introductions.choose_again")
def choose_again(woken: Woken, work: Working) -> None:
    """The chosen were not to be asked any more."""
    search = work.store.search(Person(work.space, woken.subject))
    if search and search.state is Looking.LOOKING:
        work.compute(CHOOSE, woken.subject)


def _still(work: Working, search: Search, result: Chosen) -> Iterator[tuple[Card, Reason]]:
    """Those of the chosen who may still be asked."""
    askable = {card.person.id: card for card in work.directory.askable(work.now)}
    stops = work.store.stops(search, work.directory)
    for pick in result["picks"]:
        card = askable.get(pick["person"])
        if card and stops.allow(search.person, card) and _holds(card, pick):
            yield card, Reason(Why(pick["why"]), pick["wants"], pick["can"])


def _holds(card: Card, pick: Pick) -> bool:
    """Whether what the peer said they can is still on their card."""
    return not pick["can"] or pick["can"] in card.claims


def ask(
    work: Working,
    search: Search,
    newcomer: Card,
    peer: Card,
    reason: Reason,
    by: Person | None = None,
) -> Introduction:
    """Propose one introduction and promise the question to the peer."""
    one = Introduction(
        id=identity(work),
        a=Side(newcomer.person, Said.NOTHING if search.name_first else Said.YES),
        b=Side(peer.person),
        reason=reason,
        state=State.PROPOSED,
        at=work.now,
        by=by,
        name_first=search.name_first,
        round=search.round,
    )
    work.store.save(one)
    asked = views.Asked(peer, work.directory.asked_lately(peer.person, work.now))
    words = views.who_could if reason.why is Why.CONNECT else views.would_you
    work.post(ask_key(one, peer.person), peer.person, words(one, newcomer, asked, work.now))
    because = views.reason_for_newcomer(reason)
    if because:
        # Without the peer's name: whoever said no could be read from it.
        said = t(
            "Asked somebody for {newcomer}. {because}", newcomer=search.person, because=because
        )
        work.log(said)
    return one


def identity(work: Working) -> str:
    """A new introduction's id, from the event's own dice."""
    return f"{work.random.getrandbits(48):012x}"


def ask_key(one: Introduction, person: Person) -> str:
    """The name of the question to one of the two."""
    return f"introductions.ask.{one.id}.{'a' if person == one.a.person else 'b'}"


def go_on(work: Working, person: Person, *, told: bool = False) -> bool:
    """Ask the next peers once nobody of this round is left to wait for.

    After the second round the coordinator decides (`told`: they just did). Whether it went on.
    """
    search = work.store.search(person)
    if search is None or search.state is not Looking.LOOKING:
        return False
    if willing(work, person) is None:
        end(work, search)
        return False
    theirs = [i for i in work.store.of(person) if i.search and i.a.person == person]
    waits = any(i.state in ASKING and not i.late and i.at >= search.since for i in theirs)
    if waits and not told:
        return False
    if asked_since(theirs, search) >= AT_MOST or (search.round >= ROUNDS and not told):
        tell_coordinator(work, search)
        return False
    work.store.save_search(replace(search, round=search.round + 1))
    work.compute(CHOOSE, person.id)
    return True


def end(work: Working, search: Search, state: Looking = Looking.ENDED) -> None:
    """Stop looking, without a word; none that we are still looking goes out any more."""
    work.withdraw(still_key(search))
    work.store.save_search(replace(search, state=state))


def tell_coordinator(work: Working, search: Search) -> None:
    """Tell one coordinator, once, that a newcomer needs somebody."""
    if search.told:
        return
    told = coordinator_for(work, search.person)
    work.store.save_search(replace(search, told=work.now, coordinator=told))
    if told is None:
        return
    asked = asked_since(work.store.of(search.person), search)
    since = day_past(search.since, work.now)
    message = duty.nobody_yet(search.person, since, asked=asked, more=0 < asked < AT_MOST)
    work.post(duty_key(search.person, work.now), told, message)


def duty_key(newcomer: Person, told: datetime) -> str:
    """The name of the word to a coordinator."""
    return f"introductions.duty.{newcomer.id}.{told:%Y%m%d%H%M%S}"


@on.wake("introductions.promised")
def promised(woken: Woken, work: Working) -> None:
    """The day has come by which the newcomer was to hear from us."""
    person = Person(work.space, woken.subject)
    search = work.store.search(person)
    if search is None or search.state is not Looking.LOOKING or search.promised > work.now:
        return
    if willing(work, person) is None:
        end(work, search)
        return
    tell_coordinator(work, search)
    told = work.store.search(person)
    message = duty.still_looking(told.coordinator if told else None)
    work.post(still_key(search), person, message)


def still_key(search: Search) -> str:
    """The name of the word by the promised day."""
    return f"introductions.still.{search.person.id}.{search.since:%Y%m%d%H%M}"


@on.button("introductions.ask_others", who=COORDINATOR)
def ask_others(pressed: Pressed, work: Working) -> Reply:
    """A coordinator would have others asked."""
    person = _newcomer(pressed, work)
    search = work.store.search(person)
    if search and search.state is Looking.FOUND:
        return Update(duty.found(person))
    work.log(t("Asked for others to be asked for {newcomer}.", newcomer=person))
    if go_on(work, person, told=True):
        return Update(duty.asking_others(person))
    return Update(duty.nobody_left())


@on.button("introductions.say_hello", who=COORDINATOR)
def say_hello(pressed: Pressed, work: Working) -> Reply:
    """A coordinator takes it in hand."""
    person = _newcomer(pressed, work)
    search = work.store.search(person)
    if search:
        end(work, replace(search, told=work.now, coordinator=pressed.actor.person))
    work.log(t("Took it over to greet {newcomer}.", newcomer=person))
    return Update(duty.hello_is_yours(person))


def _newcomer(pressed: Event, work: Working) -> Person:
    subject = pressed.subject if isinstance(pressed, Pressed) else ""
    person = Person(work.space, subject)
    if work.store.search(person) is None:
        raise Refusal(t("Nobody of that name is waiting any more. Nothing for you to do."))
    return person
