"""A round of thousands goes out, paced by the platforms' limits, through ten kills, by daylight.

Hearth and the loopback platform keep one clock that runs faster by a printed factor; limits are the
platform's own, shortened by the same factor. Members live in six zones; the accept log is the
judge of what went out, how often, and at which hour of its readers.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.pool import NullPool

from adapters.discord.platform import DiscordPlatform
from adapters.slack.manifest import manifest
from bot.compose import TABLE
from bot.directory import Hours, Level
from bot.events import Actor, Person, Space
from bot.members.model import Source
from bot.rounds.opening import FOR_OTHERS
from bot.waking import is_waking
from storage.codec import Vault
from storage.communities import CommunityBook
from storage.database import Database, Scope, Tx
from storage.members import MembersStore
from storage.people import People
from storage.rounds.tables import rounds, seats
from storage.tables import outbox, timers
from tests.loopback.discord import LoopbackDiscord, permissions
from tests.loopback.discord.limits import Limits
from tests.loopback.slack import LoopbackSlack, Timings
from tests.prove.fast import Fast
from tests.prove.faults import Plan, Watched
from tests.prove.kills import Verdict
from tests.prove.process import Bot
from tests.prove.town import NOT_POSSIBLE, PATIENCE, DiscordTown, SlackTown, Town
from tests.world.story import COORDINATOR, KEY

# Every two of them share an hour of the working day; who shares none is written to alone.
ZONES = (
    "Europe/Madrid", "Europe/Lisbon", "Europe/Helsinki", "Europe/Berlin", "Africa/Nairobi",
    "America/New_York",
)  # fmt: skip
TASKS = tuple(f"task {n}" for n in range(40))
KILLS = 10
LONGEST = 3600.0  # seconds of real time after which it is stuck
CHUNK = 500
MORNING = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)  # a Tuesday; in Madrid it is seven
FACTORS = {"slack": 60.0, "discord": 60.0}


class FastBot(Bot):
    """The same process, on the fast clock."""

    clock: Fast

    async def start(self, fault: str = "") -> None:
        """As `hearth run`; told the clock."""
        self.main = ["tests.prove.fast", *self.clock.words]
        await super().start(fault)


@dataclass
class Passage:
    """What came of one round."""

    platform: str
    members: int
    drawn: int
    factor: float
    groups: int = 0
    private: int = 0
    hours: float = 0.0  # of the community's clock, from the first message to the last
    refused: int = 0  # calls the platform refused because they came too fast
    at_night: list[str] = field(default_factory=list)
    verdict: Verdict = field(default_factory=lambda: Verdict("round"))

    @property
    def good(self) -> bool:
        """Complete, once each, by daylight."""
        return self.verdict.good and not self.at_night


class Circle(Town):
    """A town of many who are drawn, whose clock runs fast."""

    clock_: Fast
    zones: dict[str, str]

    def now(self) -> datetime:
        """The town's time."""
        return self.clock_.now() if hasattr(self, "clock_") else datetime.now(UTC)

    async def start_hearth(self) -> None:
        """A bot on the fast clock."""
        if not hasattr(self, "bot"):
            chat = {name: str(value) for name, value in self.chat().items()}
            self.bot = FastBot(self.folder, self.database, chat, self.without)
            self.bot.clock = self.clock_
            self.log.kill = self.bot.kill
        await self._alive()

    async def settle(self) -> None:
        """Nobody waits: time runs by itself."""
        await asyncio.sleep(0.3)

    def has_form(self) -> bool:
        """Whether a form is open before the coordinator."""
        return bool(self.form(COORDINATOR))

    def people(self, number: int) -> None:
        """So many accounts, spread over the zones."""
        self.zones = {}
        for n in range(number):
            zone = ZONES[n % len(ZONES)]
            self.zones[self.account(f"m{n}", zone)] = zone

    def account(self, name: str, zone: str) -> str:
        """One account in the home; its id."""
        raise NotImplementedError

    async def drawn(self, number: int) -> None:
        """So many of them tick *Draw me in rounds*; written as their forms would have."""
        database = Database(self.database, Vault((base64.b64decode(KEY),)))
        at = self.now() - timedelta(days=30)
        ids = list(self.zones)[:number]
        for first in range(0, len(ids), CHUNK):
            some = ids[first : first + CHUNK]
            await database.write(lambda tx, some=some: self._join(tx, some, at))  # type: ignore[misc] # one chunk each
        await database.close()

    def _join(self, tx: Tx, ids: list[str], at: datetime) -> None:
        space = self.home_space()
        (community,) = CommunityBook(tx, space).in_space()
        store, people = MembersStore(tx, Scope(space, community.id)), People(tx, space)
        store.arrive([Person(space, id_) for id_ in ids], Source.ADOPTION, at)
        for id_ in ids:
            dice, person = random.Random(id_), Person(space, id_)
            people.refresh(Actor(person, id_, locale="en", zone=self.zones[id_]), at)
            store.join(person, at, full=True)
            store.tick(person, at, rounds=True, ask=False)
            can, wants = dice.sample(TASKS, 2)
            store.claim(person, {can: Level.DO, wants: Level.LEARN}, at)

    def let_run(self) -> None:
        """From now on nobody presses anything, and the platform's clock runs fast, too."""

    def home_space(self) -> Space:
        """The space, while no bot runs."""
        raise NotImplementedError

    def out(self) -> tuple[int, int]:
        """How many groups a round has, and how much is still to be done for it."""
        engine = create_engine(self.database, poolclass=NullPool)
        with engine.connect() as link:
            found = link.execute(select(rounds.c.groups, rounds.c.state)).first()
            todo = outbox.c.state.in_(("todo", "sending")) & outbox.c.kind.like("rounds.meet%")
            left = len(link.execute(select(outbox.c.key).where(todo)).all())
            sending = timers.c.name.in_(("rounds.send", "rounds.take"))
            left += len(link.execute(select(timers.c.name).where(sending)).all())
        engine.dispose()
        done = found is not None and found.state == "running"
        return (int(found.groups), left) if done and found else (0, 1)

    def readers(self) -> dict[str, list[str]]:
        """Who reads what was promised, by key."""
        engine = create_engine(self.database, poolclass=NullPool)
        groups: dict[str, list[str]] = {}
        with engine.connect() as link:
            for row in link.execute(select(seats.c.group, seats.c.person)):
                groups.setdefault(f"rounds.meet.{row.group}", []).append(row.person)
        engine.dispose()
        return groups

    def hours_of(self, id_: str) -> Hours:
        """When somebody works."""
        return Hours(self.zones.get(id_, "Europe/Madrid"))

    def landed(self) -> dict[str, float]:
        """When each message was accepted, by its mark."""
        raise NotImplementedError

    def refused(self) -> int:
        """How often the platform said: too fast."""
        raise NotImplementedError


class SlackCircle(Circle, SlackTown):
    """Slack: tiers as published, shortened by the factor."""

    async def raise_platform(self) -> None:
        """The same clock, the same limits."""
        self.log = Watched(self.folder / "slack.log")
        timings = Timings(retries=(1.0, 3.0, 6.0, 12.0), warning=0.2)
        factor = 1 / self.clock_.factor
        self.slack = LoopbackSlack(
            manifest(TABLE), clock=self.clock_.seconds, timings=timings, tiers=factor, log=self.log
        )
        await self.slack.start()
        self.slack.add_user(COORDINATOR, tz="Europe/Madrid", is_admin=True)
        self.slack.add_channel("home", [COORDINATOR, self.slack.bot])

    def account(self, name: str, zone: str) -> str:
        user = self.slack.add_user(name, tz=zone)
        self.slack.world.channel("home").members.append(user.id)
        return user.id

    def home_space(self) -> Space:
        return Space("slack", "T0HEARTH")

    def landed(self) -> dict[str, float]:
        found = {}
        for entry in self.log.accepted("chat.postMessage"):
            about = entry.body.get("metadata") or {}
            about = json.loads(about) if isinstance(about, str) else about
            mark = about.get("event_payload", {}).get("o")
            if mark:
                found[mark] = entry.at
        return found

    def refused(self) -> int:
        return sum(entry.outcome == "ratelimited" for entry in self.log)


class DiscordCircle(Circle, DiscordTown):
    """Discord: buckets as met, shortened by the factor; a thousand active threads."""

    async def raise_platform(self) -> None:
        """The same clock, the same limits."""
        self.log = Watched(self.folder / "discord.log")
        self.discord = LoopbackDiscord(rate=1 / self.clock_.factor, log=self.log, deadline=3.0)
        self.discord.limits = self.discord.rest.limits = Limits(1 / self.clock_.factor)
        self.discord.passes(self.clock_.seconds() - time.time())
        await self.discord.start()
        self.discord.privilege("members")
        cora = self.discord.person(COORDINATOR)
        self.discord.role("admin", permissions.MANAGE_GUILD)
        await self.discord.gains(cora, "admin")
        self.discord.room("home")

    def let_run(self) -> None:
        self.discord.world.clock.now = self.clock_.seconds  # type: ignore[method-assign] # shared

    def account(self, name: str, zone: str) -> str:
        return self.discord.person(name).id

    def home_space(self) -> Space:
        return Space("discord", self.discord.home.id)

    def landed(self) -> dict[str, float]:
        found = {}
        for entry in self.log.accepted("POST /channels/{channel_id}/messages"):
            marks = [part["id"] for part in entry.body.get("components") or () if "id" in part]
            if marks:
                found[str(marks[0])] = entry.at
        return found

    def refused(self) -> int:
        return self.discord.limits.too_many


def room_of_discord() -> int:
    """How many conversations of a round a server holds; the rest is left for other matters."""
    most = DiscordPlatform.can.conversations or 0
    return most - most // FOR_OTHERS


CIRCLES: dict[str, type[Circle]] = {"slack": SlackCircle, "discord": DiscordCircle}


async def passage(
    platform: str, members: int, drawn: int, seed: str, kills: int = KILLS
) -> Passage:
    """One round, from the draw to the last message."""
    clock = Fast(time.time(), MORNING.timestamp(), FACTORS[platform])
    came = Passage(platform, members, drawn, clock.factor)
    came.verdict.lane = f"round x {platform}"
    with tempfile.TemporaryDirectory(prefix="hearth-round-") as kept:
        folder = Path(kept)
        url = f"sqlite:///{folder / 'hearth.db'}"
        circle = CIRCLES[platform](folder, url, Plan(0, seed))
        circle.clock_ = clock
        began = time.monotonic()
        await circle.open()
        try:
            await _draw(circle, came)
            await _go_out(circle, came, seed, kills)
            _judge(circle, came)
        finally:
            await circle.close()
        came.verdict.seconds = time.monotonic() - began
    return came


async def _until(
    circle: Circle, act: Callable[[], Awaitable[None]], shown: Callable[[], bool]
) -> None:
    """Act until it shows: the bot has only just been started."""
    for _ in range(PATIENCE):
        with contextlib.suppress(*NOT_POSSIBLE):
            await act()
        for _ in range(20):
            if shown():
                return
            await asyncio.sleep(0.2)
    raise AssertionError(f"nothing answers {COORDINATOR}")


async def _draw(circle: Circle, came: Passage) -> None:
    """Found a community, fill it while no bot runs, and have a round drawn."""
    await _until(circle, lambda: circle.runs(COORDINATOR, "setup"), circle.has_form)
    await circle.fills(COORDINATOR, purpose="We try out a round of many.", begin="all")
    await asyncio.sleep(2)
    await circle.bot.stop()
    circle.people(came.members)
    await circle.drawn(came.drawn)
    await circle._alive()

    def offered() -> bool:
        return circle.offered(COORDINATOR, "Draw one now")

    await _until(circle, lambda: circle.runs(COORDINATOR, "desk round"), offered)
    await circle.presses(COORDINATOR, "Draw one now")
    circle.let_run()


async def _go_out(circle: Circle, came: Passage, seed: str, kills: int) -> None:
    """Only wait, and kill so often at moments the dice choose."""
    dice = random.Random(seed)
    # Some die while it is drawn and written, the others while it goes out.
    moments = sorted(dice.uniform(0, came.drawn / 2) for _ in range(kills))
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        groups, left = await asyncio.to_thread(circle.out)
        if groups and not left and not moments:
            came.groups = groups
            return
        if moments and (len(circle.landed()) >= moments[0] or (groups and not left)):
            moments.pop(0)
            await asyncio.sleep(dice.uniform(0, 0.5))
            await _killed(circle)
        await asyncio.sleep(0.5)
    came.verdict.lost.append(f"not out after {LONGEST:.0f} s")


async def _killed(circle: Circle) -> None:
    circle.bot.kill()
    await circle.bot.gone()
    circle.ledger.end_leases()
    circle.kills += 1
    await circle.bot.start()
    await circle.ready()


def _judge(circle: Circle, came: Passage) -> None:
    """Each message stands once; whoever reads it was awake."""
    accepted, rows = circle.accepted(), circle.ledger.rows()
    landed, readers = circle.landed(), circle.readers()
    came.verdict.kills = circle.kills
    came.refused = circle.refused()
    times = []
    for row in (row for row in rows if row.kind.startswith("rounds.meet")):
        stands = accepted[circle.mark_of(row)]
        came.verdict.messages += stands
        came.private += bool(row.person)
        if stands > 1:
            came.verdict.doubled.append(f"{row.key} stands {stands} times")
        if row.state == "sent" and not stands:
            came.verdict.lost.append(f"{row.key} is marked sent and stands nowhere")
        if row.state == "parked":
            where = came.verdict.parked if circle.may_park(row) else came.verdict.wrongly
            where.append(f"{row.key} ({row.reason}), {stands} there")
        if row.state in {"todo", "sending", "dropped"}:
            came.verdict.lost.append(f"{row.key} is {row.state}: {row.reason}")
        if stands:
            at = landed[circle.mark_of(row)]
            times.append(at)
            came.at_night += _asleep(circle, row.key, row.person, readers, at)
    if times:
        came.hours = (max(times) - min(times)) / 3600
    missing = Counter(readers.keys())
    promised = {row.key for row in rows}
    for key in missing:
        group = key.removeprefix("rounds.meet.")
        if key not in promised and not any(f".{group}." in one for one in promised):
            came.verdict.lost.append(f"{key} was never promised")


def _asleep(
    circle: Circle, key: str, person: str, readers: dict[str, list[str]], at: float
) -> list[str]:
    moment = datetime.fromtimestamp(at, UTC)
    who = [person] if person else readers.get(key, [])
    return [
        f"{key} at {moment:%H:%M} UTC for {circle.hours_of(id_).zone}"
        for id_ in who
        if id_ and not is_waking(moment, circle.hours_of(id_))
    ]


def show(passages: list[Passage]) -> None:
    """The figures, one line a platform; then what is behind those that are not nought."""
    print("\na round of thousands, paced by the platform's own limits, killed while it goes out")
    head = ("members", "drawn", "x", "talks", "messages", "kills", "hours", "429", "lost",
            "doubled", "parked", "night", "seconds")  # fmt: skip
    print(f"{'':10}" + "".join(f"{word:>9}" for word in head))
    for each in passages:
        told: tuple[Any, ...] = (
            each.members, each.drawn, f"{each.factor:.0f}", each.groups, each.verdict.messages,
            each.verdict.kills, f"{each.hours:.1f}", each.refused, len(each.verdict.lost),
            len(each.verdict.doubled), len(each.verdict.parked), len(each.at_night),
            f"{each.verdict.seconds:.0f}",
        )  # fmt: skip
        print(f"{each.platform:10}" + "".join(f"{value!s:>9}" for value in told))
    for each in passages:
        for name in ("lost", "doubled", "wrongly"):
            for line in getattr(each.verdict, name)[:5]:
                print(f"  {each.platform} {name}: {line}")
        for line in each.at_night[:5]:
            print(f"  {each.platform} at night: {line}")
    print("hours: of the shared clock, from the first message to the last; 429: asked to wait;")
    print("parked: conversations nobody may look into; a coordinator or its people are asked")
