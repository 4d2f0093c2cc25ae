"""A community on a loopback platform, served by a bot that may die at any moment."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from abc import abstractmethod
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from adapters.discord.render import mark
from adapters.slack.manifest import manifest
from adapters.slack.outbound import digest
from bot.compose import TABLE
from tests.loopback.discord import LoopbackDiscord, permissions
from tests.loopback.discord.refusals import NotPossible as NotOnDiscord
from tests.loopback.slack import LoopbackSlack, Timings
from tests.loopback.slack.forms import NotPossible as NotOnSlack
from tests.prove.faults import ACCEPTED, Plan, Watched
from tests.prove.ledger import Ledger, Row
from tests.prove.process import Bot
from tests.world import World
from tests.world.discord import DiscordWorld
from tests.world.slack import SlackWorld
from tests.world.story import COORDINATOR

QUIET_WITHIN = 30.0
NOT_POSSIBLE = (NotOnSlack, NotOnDiscord, AssertionError)
PATIENCE = 6  # times a person tries something that shows no answer


class NeverQuiet(Exception):
    """The bot has work due and does not do it."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What somebody has before them: enough to know that something answered them."""

    texts: tuple[str, ...]
    form: str


class Town(World):
    """People act; where nothing answers, they try again, as people do."""

    bot: Bot
    log: Watched

    def __init__(self, folder: Path, database: str, plan: Plan, without: str = "") -> None:
        super().__init__(folder, database)
        self.offset = timedelta()  # this bot reads the machine's own clock
        self.plan, self.without = plan, without
        self.ledger = Ledger(database)
        self.fault = ""
        self.kills = 0
        self.armed = False

    # The bot's lives

    async def start_hearth(self) -> None:
        """Start the process; a fault is armed once the town is settled."""
        if not hasattr(self, "bot"):
            chat = {name: str(value) for name, value in self.chat().items()}
            self.bot = Bot(self.folder, self.database, chat, self.without)
            self.log.kill = self.bot.kill
        await self._alive()

    async def _alive(self) -> None:
        """Restart it as often as it dies, the next fault armed each time."""
        while not self.bot.alive:
            if self.fault:
                self.plan.died(self.fault)
                self.kills += 1
                self.ledger.end_leases()
            self.fault = self.plan.next() if self.armed else ""
            inside = self.fault if not self.fault.startswith(ACCEPTED) else ""
            await self.bot.start(inside)
            self.log.left = int(self.fault.partition(":")[2]) if not inside and self.fault else 0
            await self.ready()

    async def arm(self) -> None:
        """From now on it dies."""
        await self.settle()
        await self.bot.stop()
        self.armed = True
        await self._alive()

    async def disarm(self) -> None:
        """Live on in peace, and do all that was left."""
        self.armed = False
        if self.bot.alive and self.fault:
            self.plan.again(self.fault)
            await self.bot.stop()
        elif self.fault:
            await self.bot.gone()
            self.plan.died(self.fault)
            self.kills += 1
        self.fault, self.log.left = "", 0
        self.ledger.end_leases()
        await self._alive()
        await self.settle()

    async def settle(self) -> None:
        """Until the bot has nothing due, or is dead."""
        began = time.monotonic()
        calm = 0
        while self.bot.alive and calm < 2:
            await self.arrived()
            busy = await asyncio.to_thread(self.ledger.busy)
            calm = 0 if busy else calm + 1
            if busy and time.monotonic() - began > QUIET_WITHIN:
                raise NeverQuiet(f"{busy} is due for {QUIET_WITHIN:.0f} s")
            await asyncio.sleep(0.03)

    async def close(self) -> None:
        """Stop both."""
        await self.bot.close()
        await self.lower_platform()

    # People

    async def does(self, who: str, act: Callable[[], Awaitable[None]]) -> bool:
        """Act until something answers; whether something did."""
        for _ in range(PATIENCE):
            await self._alive()
            before = self.screen(who)
            await self._unless_it_dies(act())
            await self.settle()
            if not self.bot.alive:
                await self._alive()
                await self.settle()
            if self.screen(who) != before:
                return True
        return False

    async def _unless_it_dies(self, act: Awaitable[None]) -> None:
        """Nobody waits for the answer of the dead."""
        acting, dying = asyncio.ensure_future(act), asyncio.ensure_future(self.bot.gone())
        await asyncio.wait({acting, dying}, return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        if not acting.done():
            await asyncio.sleep(0.05)
            acting.cancel()
        with contextlib.suppress(*NOT_POSSIBLE, TimeoutError, asyncio.CancelledError):
            await acting

    def screen(self, who: str) -> Screen:
        """What somebody sees now."""
        texts = tuple(f"{seen.text}{seen.buttons}" for seen in self.sees(who))
        return Screen(texts, self.open_form(who))

    @abstractmethod
    def open_form(self, who: str) -> str:
        """The form before somebody; empty when there is none."""

    @abstractmethod
    async def presses_at(self, who: str, label: str, about: str) -> None:
        """Press a button on the newest message that holds these words."""

    @abstractmethod
    async def sends(self, who: str, **values: Any) -> None:
        """Fill in the open form of one step and send it."""

    @abstractmethod
    def id_of(self, name: str) -> str:
        """The platform's id of somebody."""

    # The judge's eyes

    @abstractmethod
    def accepted(self) -> Counter[str]:
        """How many messages the platform accepted, by the mark they bear."""

    @abstractmethod
    def mark_of(self, row: Row) -> str:
        """The mark a promise's message bears."""

    @abstractmethod
    def may_park(self, row: Row) -> bool:
        """Whether the platform gives no way to look for that message."""


class SlackTown(SlackWorld, Town):
    """Slack, Socket Mode."""

    async def raise_platform(self) -> None:
        """As in the stories, with a log that kills and retries that outlast a restart."""
        self.log = Watched(self.folder / "slack.log")
        timings = Timings(retries=(1.0, 3.0, 6.0, 12.0), warning=0.2)
        self.slack = LoopbackSlack(manifest(TABLE), timings=timings, log=self.log)
        await self.slack.start()
        self.slack.add_user(COORDINATOR, tz="Europe/Madrid", is_admin=True)
        self.slack.add_channel("home", [COORDINATOR, self.slack.bot])

    async def ready(self) -> None:
        """The greeting says connected; nothing is delivered before the socket is open."""
        with contextlib.suppress(TimeoutError):
            await self.slack.until(
                lambda: not self.bot.alive or (self.slack.sockets.connections and True), 10
            )

    async def arrived(self) -> None:
        """Retries of a dead bot's events are not waited for."""
        await asyncio.sleep(0)

    async def runs(self, name: str, verb: str, *, place: str = "home", **options: str) -> None:
        """A value `@ana` is that person, as Slack's own completion writes it."""
        given = {
            k: f"<@{self.id_of(v[1:])}>" if v.startswith("@") else v for k, v in options.items()
        }
        await super().runs(name, verb, place=place, **given)

    def open_form(self, who: str) -> str:
        view = self.slack.form(who)
        return f"{view.id} {json.dumps(view.blocks)}" if view else ""

    async def presses_at(self, who: str, label: str, about: str) -> None:
        for seen in reversed(self.slack.sees(who)):
            if label in seen.buttons and about in seen.text:
                await self.slack.presses(who, label, seen.message)
                return
        raise NotOnSlack(f"{who} sees no {label!r} about {about!r}")

    async def sends(self, who: str, **values: Any) -> None:
        await self.slack.submits(who, values, unchecked=True)

    def id_of(self, name: str) -> str:
        return str(self.slack.world.user(name).id)

    def accepted(self) -> Counter[str]:
        stands: dict[tuple[str, str], str] = {}
        for entry in self.log.accepted("chat.postMessage"):
            about = entry.body.get("metadata") or {}
            about = json.loads(about) if isinstance(about, str) else about
            told = about.get("event_payload", {}).get("o")
            if told:
                stands[entry.result["channel"], entry.result["ts"]] = told
        return Counter(stands.values())

    def mark_of(self, row: Row) -> str:
        return digest(row.full_key)

    def may_park(self, row: Row) -> bool:
        """Channels and group conversations: the app has no right to read them."""
        return not row.person


class DiscordTown(DiscordWorld, Town):
    """Discord."""

    async def raise_platform(self) -> None:
        """As in the stories, with a log that kills."""
        self.log = Watched(self.folder / "discord.log")
        self.discord = LoopbackDiscord(rate=0, log=self.log, deadline=3.0)
        await self.discord.start()
        self.discord.privilege("members")
        cora = self.discord.person(COORDINATOR)
        self.discord.role("admin", permissions.MANAGE_GUILD)
        await self.discord.gains(cora, "admin")
        self.discord.room("home")

    async def arrived(self) -> None:
        await asyncio.sleep(0)

    def open_form(self, who: str) -> str:
        modal = self.discord.open_modal(who)
        return str(modal.id) if modal else ""

    async def presses_at(self, who: str, label: str, about: str) -> None:
        for seen in reversed(self.discord.sees(who)):
            if label in seen.buttons and about in seen.text:
                await self.discord.presses(who, seen.message, label)
                return
        raise NotOnDiscord(f"{who} sees no {label!r} about {about!r}")

    async def sends(self, who: str, **values: Any) -> None:
        await self.discord.submits(who, None, values)

    def id_of(self, name: str) -> str:
        return str(self.discord.world.user(name).id)

    def accepted(self) -> Counter[str]:
        stands: dict[str, str] = {}
        for entry in self.log.accepted("POST /channels/{channel_id}/messages"):
            marks = [part["id"] for part in entry.body.get("components") or () if "id" in part]
            if marks:
                stands[str(entry.result["id"])] = str(marks[0])
        return Counter(stands.values())

    def mark_of(self, row: Row) -> str:
        return str(mark(row.full_key))

    def may_park(self, row: Row) -> bool:
        return False


TOWNS: dict[str, type[Town]] = {"slack": SlackTown, "discord": DiscordTown}
