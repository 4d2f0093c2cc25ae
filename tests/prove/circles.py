"""Many people on a loopback platform who are drawn in rounds, on a clock that runs fast."""

from __future__ import annotations

import asyncio
import base64
import json
import random
import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import create_engine, select
from sqlalchemy.pool import NullPool

from adapters.discord.platform import DiscordPlatform
from adapters.slack.manifest import manifest
from bot.compose import TABLE
from bot.directory import Hours, Level
from bot.events import Actor, Person, Space
from bot.members.model import Source
from bot.rounds.opening import FOR_OTHERS
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
from tests.prove.faults import Watched
from tests.prove.process import Bot
from tests.prove.town import DiscordTown, SlackTown, Town
from tests.world.story import COORDINATOR, KEY

# Every two of them share an hour of the working day; who shares none is written to alone.
ZONES = (
    "Europe/Madrid", "Europe/Lisbon", "Europe/Helsinki", "Europe/Berlin", "Africa/Nairobi",
    "America/New_York",
)  # fmt: skip
TASKS = tuple(f"task {n}" for n in range(40))
CHUNK = 500


class FastBot(Bot):
    """The same process, on the fast clock."""

    clock: Fast

    async def start(self, fault: str = "") -> None:
        """As `hearth run`; told the clock."""
        self.main = ["tests.prove.fast", *self.clock.words]
        await super().start(fault)


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
