"""Part B: the stories' events delivered twice, late and shuffled end in the same state."""

from __future__ import annotations

import dataclasses
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.events import Event, Joined, Left, Person, Pressed, Submitted
from bot.platform import Answer, Landed, Letter
from bot.ui import Fill, Row
from storage.communities.book import CommunityBook
from storage.communities.tables import roles
from storage.database import Scope, Tx
from storage.introductions.tables import introductions, searches
from storage.members import MembersStore
from storage.tables import failed, outbox
from tests.prove.lives import Heard, Lives
from tests.quiet import quiet
from tests.world.web import WebWorld

LATE, LATER = timedelta(hours=6), timedelta(hours=30)  # of a first, and of a second delivery
STEP = timedelta(seconds=1)  # between the events of one act: each follows from the other
ASKS = ("introductions.would_you", "introductions.proposed", "introductions.name_first")
AT_MOST, ASKS_A_WEEK = 5, 5
STATE_FREE = frozenset({"offered"})  # which words stood on a screen last, not what was agreed


@dataclass(frozen=True, slots=True)
class Delivery:
    """When an event reaches the bot."""

    at: datetime
    event: Event


@dataclass
class Outcome:
    """What stands at the end of a run, and what must never have happened in it."""

    name: str
    deliveries: int = 0
    displaced: int = 0
    messages: int = 0
    introductions: int = 0
    state: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Town(WebWorld):
    """The playground, with peers who answer what they are asked."""

    def watch(self, seed: str) -> None:
        """From now on every message is counted by its key, and asks are noted."""
        self.sent: Counter[str] = Counter()
        self.asked: list[tuple[datetime, Letter]] = []
        self.answers = random.Random(seed)
        inner = self.platform.deliver

        async def deliver(letter: Letter) -> Landed:
            if letter.landed is None:
                self.sent[letter.key] += 1
                if letter.message.kind in ASKS:
                    self.asked.append((self.now(), letter))
            return await inner(letter)

        self.platform.deliver = deliver  # type: ignore[method-assign] # a watcher on the real one
        self.answered = 0

    async def goes_on(self, event: Event, answer: Answer | None, left: Counter[str]) -> None:
        """A form may have one step more here, where others named tasks earlier: send it empty."""
        if not isinstance(event, Submitted):
            return
        left[event.form] -= 1
        last = left[event.form] <= 1  # the second delivery of it is nothing new
        if last and answer and isinstance(answer.reply, Fill) and not answer.reply.errors:
            more = replace(event, id=f"{event.id}-more", values={})
            await self.hearth.dispatcher.hear(more)

    async def reply(self) -> None:
        """Whoever was asked since answers, most of them with yes."""
        while self.answered < len(self.asked):
            _, letter = self.asked[self.answered]
            self.answered += 1
            row = next(b for b in letter.message.blocks if isinstance(b, Row))
            names = ["introductions.happy"] * 3 + ["introductions.not_this_time"]
            button = next((b for b in row.buttons if b.name == self.answers.choice(names)), None)
            if button is None or not isinstance(letter.to, Person):
                continue
            actor = self.platform.acts.actor(self.world.people[letter.to.id])
            about = {"id": f"reply-{letter.key}", "at": self.now(), "actor": actor}
            community = letter.key.partition("/")[0]
            event = Pressed(**about, name=button.name, subject=button.subject, community=community)  # type: ignore[arg-type] # fields by name
            await self.hearth.dispatcher.hear(event)
            await self.settle()


async def record(events: int, seed: str) -> list[Heard]:
    """Live once and write down; peers do not answer here, so every press is somebody's own."""
    with tempfile.TemporaryDirectory(prefix="hearth-lives-") as kept:
        world = _town(Path(kept), "")
        await world.open()
        try:
            lives = Lives(world, random.Random(seed))
            await lives.found()
            await lives.live(events)
            return lives.heard
        finally:
            await world.close()


def _town(folder: Path, url: str) -> Town:
    town = Town(folder, url or f"sqlite:///{folder / 'hearth.db'}")
    start = town.now().replace(second=0, microsecond=0)
    town.offset = timedelta()
    town.now = lambda: start + town.offset  # type: ignore[method-assign] # time stands still
    town.clock.read = town.now
    return town


def in_order(heard: Sequence[Heard]) -> list[Delivery]:
    """Each event once, when it happened."""
    return [Delivery(one.event.at, one.event) for one in heard]


def shuffled(heard: Sequence[Heard], seed: str) -> list[Delivery]:
    """Each event twice and late.

    Only causes keep their place: what follows from an answer comes after it, and a form is sent,
    or exact words agreed to, after whatever that person was answered before and before whatever
    they did next. Between those, each person's acts overtake each other, and everybody else's.
    """
    dice = random.Random(seed)
    waited = {one.act for one in heard if _answers_a_screen(one.event)}
    late: dict[int, timedelta] = {}
    answered: dict[str, datetime] = {}  # whatever they did, by person
    screens: dict[str, datetime] = {}  # what they filled in or agreed to
    steps: Counter[int] = Counter()
    found: list[Delivery] = []
    for one in heard:
        event, who = one.event, one.event.actor.person.id
        if one.act not in late:
            behind = answered if one.act in waited else screens
            least = behind.get(who, event.at) - event.at + STEP
            moves = isinstance(event, Joined | Left)  # the platform tells it, no screen does
            late[one.act] = max(LATE * dice.random() ** 2, STEP if moves else least)
        first = event.at + late[one.act] + STEP * steps[one.act]
        steps[one.act] += 1
        answered[who] = max(answered.get(who, first), first + STEP)
        if one.act in waited:
            screens[who] = answered[who]
        found += [Delivery(first, event), Delivery(first + LATER * dice.random() ** 2, event)]
    return sorted(found, key=lambda each: each.at)


def _answers_a_screen(event: Event) -> bool:
    """Whether it can happen only to somebody who was shown just that form, or those words."""
    shown = {"members.yes", "members.name_first", "newcomers.post_hello"}
    return isinstance(event, Submitted) or (isinstance(event, Pressed) and event.name in shown)


async def run(name: str, deliveries: Sequence[Delivery], url: str, seed: str) -> Outcome:
    """Deliver to the real dispatcher over a real database, and look at what came of it."""
    outcome, began = Outcome(name, len(deliveries)), time.monotonic()
    happened = [each.event.at for each in deliveries]
    outcome.displaced = sum(
        at < last for at, last in zip(happened, accumulate(happened, max), strict=True)
    )
    with tempfile.TemporaryDirectory(prefix="hearth-shuffle-") as kept, quiet():
        town = _town(Path(kept), url)
        await town.open()
        try:
            await Lives(town, random.Random(0)).found()
            town.watch(seed)
            heard: set[str] = set()
            forms = Counter(
                each.event.form for each in deliveries if isinstance(each.event, Submitted)
            )
            for each in deliveries:
                await town._moves_to(max(each.at, town.now()))
                answer = await town.hearth.dispatcher.hear(each.event)
                if answer and each.event.id in heard:
                    outcome.wrong.append(f"{each.event.id} was answered twice")
                heard.add(each.event.id)
                await town.goes_on(each.event, answer, forms)
                await town.settle()
                await town.reply()
            await _look(town, outcome)
        finally:
            await town.close()
    outcome.seconds = time.monotonic() - began
    return outcome


async def _look(town: Town, outcome: Outcome) -> None:
    database = town.hearth.parts.units._database  # type: ignore[attr-defined] # SqlUnits keeps it
    await database.read(lambda tx: _state(tx, town, outcome))
    outcome.messages = sum(town.sent.values())
    outcome.wrong += [f"{key} stands {n} times" for key, n in town.sent.items() if n > 1]
    weeks: Counter[tuple[str, int]] = Counter()
    for person, asked in _asks(town).items():
        for at in asked:
            lately = sum(at - timedelta(days=7) < other <= at for other in asked)
            if lately > ASKS_A_WEEK:
                weeks[person, lately] += 1
    outcome.wrong += [f"{who} was asked {n} times in a week" for who, n in weeks]


def _asks(town: Town) -> dict[str, list[datetime]]:
    asks: dict[str, list[datetime]] = {}
    for at, letter in town.asked:
        if isinstance(letter.to, Person) and letter.message.weight == "ask":
            asks.setdefault(letter.to.id, []).append(at)
    return asks


def _state(tx: Tx, town: Town, outcome: Outcome) -> None:
    """Memberships, consents, profiles, pauses, settings, roles and who is kept apart."""
    book = CommunityBook(tx, town.space)
    community = book.in_space()[0]
    store = MembersStore(tx, Scope(town.space, community.id))
    outcome.state["community"] = community
    given = select(roles.c.person, roles.c.role, roles.c.given, roles.c.at)
    outcome.state["roles"] = sorted(map(tuple, tx.run.execute(given)))
    for name in sorted(town.world.people):
        person = Person(town.space, name)
        member = store.member(person)
        told = {f.name: getattr(member, f.name) for f in dataclasses.fields(member)}
        outcome.state[name] = {
            "belongs": store.belonging(person),
            **{k: v for k, v in told.items() if k not in STATE_FREE},
            "apart": store.set_apart_by(person),
        }
    errors = list(tx.run.execute(select(failed.c.error)).scalars())
    outcome.wrong += [f"a handler failed: {each}" for each in errors]
    _introductions(tx, outcome)


def _introductions(tx: Tx, outcome: Outcome) -> None:
    """Nobody without a consent, nobody to more than five."""
    started = tx.run.execute(select(searches.c.person, searches.c.since)).all()
    since = {row.person: row.since for row in started}
    asked: Counter[str] = Counter()
    for row in tx.run.execute(select(introductions)).all():
        outcome.introductions += 1
        state = outcome.state.get(row.a, {})
        if row.search and state and state["consent_at"] is None and state["introduce_at"] is None:
            outcome.wrong.append(f"{row.a} was introduced without ever agreeing")
        if row.search and row.at >= since.get(row.a, row.at):
            asked[row.a] += 1
    outcome.wrong += [f"{who} was shown to {n}" for who, n in asked.items() if n > AT_MOST]
    twice = select(outbox.c.key).where(outbox.c.state.in_(("sending", "parked")))
    outcome.wrong += [f"{key} never arrived" for key in tx.run.execute(twice).scalars()]


def differences(one: Outcome, other: Outcome) -> list[str]:
    """What is not the same in two runs."""
    found = []
    for key, value in one.state.items():
        theirs = other.state.get(key)
        if isinstance(value, dict) and isinstance(theirs, dict):
            for name, mine in value.items():
                if mine != theirs.get(name):
                    found.append(f"{key}.{name}: {mine!r} / {theirs.get(name)!r}"[:400])
        elif value != theirs:
            found.append(f"{key}: {value!r} / {theirs!r}"[:600])
    return found


async def prove(events: int, urls: dict[str, str], seed: str) -> tuple[list[Outcome], list[str]]:
    """Record once; run in order and shuffled over each database; all that is wrong."""
    heard = await record(events, seed)
    base = await run("in order", in_order(heard), "", seed)
    outcomes, wrong = [base], [f"in order: {each}" for each in base.wrong]
    for database, url in urls.items():
        once = await run(f"twice, late, shuffled x {database}", shuffled(heard, seed), url, seed)
        outcomes.append(once)
        wrong += [f"{database}: {each}" for each in once.wrong]
        wrong += [f"{database} differs: {each}" for each in differences(base, once)]
    return outcomes, wrong


def show(outcomes: Sequence[Outcome], wrong: Sequence[str]) -> None:
    """The figures, and what is wrong."""
    print("\nevents of a town's weeks; memberships, consents, profiles, pauses, settings compared")
    for each in outcomes:
        print(
            f"{each.name:36}{each.deliveries:>6} deliveries, {each.displaced} out of order, "
            f"{each.introductions} introductions, {each.messages} messages, {each.seconds:.0f} s"
        )
    print(f"  {len(wrong)} differences or broken invariants")
    for one in wrong[:40]:
        print(f"  {one}")
