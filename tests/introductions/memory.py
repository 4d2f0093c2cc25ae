"""A directory of members and a ledger of promises, kept in memory for handler tests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.activity import Spoken, Thread, Utterance
from bot.directory import Able, Card, Holding, Level, Stay, Wanted
from bot.events import Person, Place, Role
from bot.exchanges import Acts, Exchange, Exchanges
from bot.likeness import similar
from bot.shelf import Found
from bot.ui import Message
from bot.work import Entry, Planned, Promise, Waiting


@dataclass
class Members:
    """A `Directory` of cards in memory."""

    cards: dict[Person, Card] = field(default_factory=dict)
    coordinators: list[Person] = field(default_factory=list)
    asked: dict[Person, int] = field(default_factory=dict)
    kept_apart: set[frozenset[Person]] = field(default_factory=set)

    def card(self, person: Person) -> Card | None:
        return self.cards.get(person)

    def askable(self, now: datetime) -> tuple[Card, ...]:
        return tuple(
            card
            for card in self.cards.values()
            if (card.ask_me or card.introduce_me)
            and not (card.paused_until and card.paused_until > now)
            and self.asked_lately(card.person, now) < card.allowance
        )

    def holding(self, words: Iterable[str], now: datetime) -> tuple[Holding, ...]:
        texts = tuple(words)
        return tuple(
            Holding(card.person, task, level)
            for card in self.askable(now)
            for task, level in card.claims.items()
            if (card.ask_me or level is Level.LEARN) and any(similar(task, each) for each in texts)
        )

    def open_to_asks(self, now: datetime) -> tuple[Person, ...]:
        return tuple(card.person for card in self.askable(now) if card.ask_me)

    def able(self, people: Iterable[Person], now: datetime) -> tuple[Able, ...]:
        may = {card.person for card in self.askable(now) if card.ask_me}
        return tuple(
            Able(card.person, card.hours, card.organisation, Role.HOST in card.roles, card.name)
            for person in people
            if person in may
            for card in (self.cards[person],)
        )

    def cards_of(self, people: Iterable[Person]) -> Mapping[Person, Card]:
        return {person: card for person in people if (card := self.card(person))}

    def in_rounds(self, after: str = "", most: int | None = None) -> tuple[Card, ...]:
        found = [card for card in self.cards.values() if card.in_rounds]
        later = sorted((c for c in found if c.person.id > after), key=lambda c: c.person.id)
        return tuple(later[:most])

    def all_apart(self) -> frozenset[tuple[Person, Person]]:
        pairs = (sorted(pair) for pair in self.kept_apart)
        return frozenset((one, other) for one, other in pairs)

    def stays(self) -> tuple[Stay, ...]:
        cards = self.cards.values()
        return tuple(Stay(c.person, c.since, c.established, c.paused_until) for c in cards)

    def wanted(self) -> tuple[Wanted, ...]:
        cards = self.cards.values()
        teaches = {Level.DO, Level.EXPLAIN}
        taught = {task for c in cards for task, level in c.claims.items() if level in teaches}
        asked = sorted({task for c in cards for task in c.wants} - taught)
        who = {task: tuple(c.person for c in cards if task in c.wants) for task in asked}
        return tuple(Wanted(task, task, who[task]) for task in asked)

    def asked_lately(self, person: Person, now: datetime) -> int:
        return self.asked.get(person, 0)

    def apart(self, person: Person) -> frozenset[Person]:
        return frozenset(p for pair in self.kept_apart if person in pair for p in pair - {person})

    def with_role(self, role: Role) -> tuple[Person, ...]:
        if role is Role.COORDINATOR:
            return tuple(self.coordinators)
        return tuple(card.person for card in self.cards.values() if role in card.roles)

    def name(self, person: Person) -> str:
        card = self.card(person)
        return card.name if card else "somebody"


@dataclass
class Done:
    """What was done together, read."""

    all: list[Exchange]

    def since(self, at: datetime) -> tuple[Exchange, ...]:
        return tuple(one for one in self.all if one.at >= at)


@dataclass
class Lately:
    """Who did anything when, read."""

    acted: dict[Person, datetime]

    def since(self, at: datetime) -> frozenset[Person]:
        return frozenset(person for person, acted in self.acted.items() if acted >= at)


@dataclass
class Overheard:
    """An `Activity` in memory: who wrote when, where it is listened to; nowhere, to begin with."""

    wrote: dict[Person, datetime] = field(default_factory=dict)
    begun: list[Thread] = field(default_factory=list)
    places: tuple[Place, ...] = ()

    def measured(self, place: Place) -> bool:
        return place in self.places

    def listened(self) -> tuple[Place, ...]:
        return self.places

    def answers(self, key: str, since: datetime) -> tuple[Spoken, ...]:
        return ()

    def threads(self, since: datetime, until: datetime) -> tuple[Thread, ...]:
        return tuple(thread for thread in self.begun if since <= thread.at < until)

    def spoke(self, since: datetime, until: datetime) -> frozenset[Person]:
        return frozenset(person for person, at in self.wrote.items() if since <= at < until)

    def spoke_aloud(self, place: Place, since: datetime, until: datetime) -> frozenset[Person]:
        begun = [one for one in self.begun if since < one.at < until]
        return frozenset(one.starter for one in begun if one.starter) if place.id else frozenset()

    def utterances(
        self,
        since: datetime,
        *,
        of: Collection[Person] | None = None,
        most: int | None = None,
    ) -> tuple[Utterance, ...]:
        found = [
            Utterance(person, at, person.id, begins=False)
            for person, at in sorted(self.wrote.items(), key=lambda pair: pair[1])
            if at >= since and (of is None or person in of)
        ]
        return tuple(found if most is None else found[-most:])

    def beside(self, person: Person, since: datetime) -> tuple[Spoken, ...]:
        return ()

    def last_spoke(self, person: Person) -> datetime | None:
        return self.wrote.get(person)


@dataclass
class Shelved:
    """A `Shelf` in memory: what holds any of the words, in the order it was put there."""

    found: list[Found] = field(default_factory=list)

    def similar(self, words: str, now: datetime, most: int = 5) -> tuple[Found, ...]:
        asked = set(words.casefold().split())
        said = [(one, set(f"{one.title} {one.words}".casefold().split())) for one in self.found]
        return tuple(one for one, there in said if asked & there)[:most]

    def item(self, id: str) -> Found | None:  # noqa: A002 - it is one
        return next((one for one in self.found if one.id == id), None)

    def begun(self, words: str, most: int = 5) -> tuple[Found, ...]:
        start = words.casefold()
        return tuple(one for one in self.found if one.title.casefold().startswith(start))[:most]


@dataclass
class Promises:
    """A `Ledger` in memory: what was promised, by key; timers by name and subject."""

    posted: dict[str, Promise] = field(default_factory=dict)
    edits: dict[str, Message] = field(default_factory=dict)
    landed: set[str] = field(default_factory=set)
    timers: dict[tuple[str, str], datetime] = field(default_factory=dict)
    computations: list[tuple[str, str]] = field(default_factory=list)
    exchanged: list[Exchange] = field(default_factory=list)
    acted: dict[Person, datetime] = field(default_factory=dict)
    last: dict[str, date] = field(default_factory=dict)
    ahead: list[Planned] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    lines: list[Entry] = field(default_factory=list)
    listens: int = 0

    def post(self, promises: Iterable[Promise]) -> None:
        for promise in promises:
            self.posted[promise.key] = promise

    def edit(self, key: str, message: Message) -> None:
        if key in self.landed:
            self.edits[key] = message
        else:
            self.withdraw(key)

    def withdraw(self, key: str) -> None:
        if key not in self.landed:
            self.posted.pop(key, None)

    def wake(self, name: str, subject: str, at: datetime) -> None:
        self.timers[name, subject] = at

    def plan(self, name: str, occurrences: Iterable[tuple[date, datetime]]) -> None:
        others = [one for one in self.ahead if one.name != name]
        self.ahead = sorted([*others, *(Planned(at, name, day) for day, at in occurrences)])

    def planned(self, since: datetime, until: datetime) -> tuple[Planned, ...]:
        return tuple(one for one in self.ahead if since <= one.at < until)

    def happened(self, name: str) -> date | None:
        return self.last.get(name)

    def compute(self, name: str, subject: str, handle: str) -> None:
        self.computations.append((name, subject))

    def roster(self) -> None:
        raise NotImplementedError

    def listen(self) -> None:
        self.listens += 1

    def log(self, entry: Entry) -> None:
        self.lines.append(entry)

    def entries(self, limit: int) -> tuple[Entry, ...]:
        return tuple(self.lines[-limit:][::-1])

    def waiting(self, *states: str) -> tuple[Waiting, ...]:
        raise NotImplementedError

    def sent(self, person: Person, since: datetime) -> tuple[Waiting, ...]:
        found = [p for p in self.posted.values() if p.key in self.landed and p.to == person]
        return tuple(Waiting(p.key, p.to, p.message, "sent", p.due) for p in reversed(found))

    def release(self, key: str, at: datetime) -> None:
        raise NotImplementedError

    def arrived(self, key: str) -> None:
        raise NotImplementedError

    def drop(self, key: str) -> None:
        self.dropped.append(key)

    def hold(self, at: datetime, *, held: bool) -> None:
        raise NotImplementedError

    def is_held(self) -> bool:
        return False

    def awaits_yes(self, message: Message) -> bool:
        return False

    def let_go(self, kind: str) -> None:
        raise NotImplementedError

    def exchange(self, exchange: Exchange) -> None:
        self.exchanged.append(exchange)

    @property
    def exchanges(self) -> Exchanges:
        return Done(self.exchanged)

    @property
    def acts(self) -> Acts:
        return Lately(self.acted)
