"""One community per platform through which hostile words pass."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from sqlalchemy import select

from adapters.web.people import Part, Resident, Temper
from storage.communities.tables import communities
from tests.hostile import between, rooms, strings
from tests.hostile.eyes import CANARY, Eyes, Findings, Reads
from tests.world import World
from tests.world.discord import DiscordWorld
from tests.world.slack import SlackWorld
from tests.world.story import COORDINATOR
from tests.world.web import WebWorld

CROWD = ("eli", "fay", "gus", "hal", "ida", "jo", "kim", "lou")  # to ask without a name among
NAMED = ("zoe", "carl")  # the people whom the grammar's words want to ping or to be
NOTHING, OVER = "nothing", "the end"  # for what shows nothing, and when all are dealt out


class Passage:
    """Strings are dealt out to fields; after each round every message is looked at."""

    def __init__(self, world: World, findings: Findings) -> None:
        self.world, self.found = world, findings
        self._numbers = count(1)
        self._left: Iterator[str] = iter(())
        self.eyes = Eyes(world, findings)

    async def prepare(self, purpose: str) -> dict[str, str]:
        """Two communities in one space: what is said in the other must never be seen here."""
        world = self.world
        self._purpose = strings.seen(purpose)[:100] or "tea"
        for name in (*NAMED, "bea"):
            world.person(name)
            await world.joins(name)
        await world.sets_up(begin="all", purpose=self._purpose)
        await world.runs("bea", "join")
        await world.fills("bea", ticks=("introduce", "ask"), help="tea", learn="rest")
        for name in CROWD:
            world.person(name)
            await world.joins(name)
            await world.runs(name, "join")
            await world.fills(name, help="tea")
        world.channel("annex")
        await world.sets_up(begin="all", place="annex", purpose=f"We study {CANARY}.")
        await world.runs(COORDINATOR, "join", place="annex")
        await world.fills(
            COORDINATOR, ticks=("introduce",), help=CANARY, learn=CANARY, hardest=CANARY
        )
        ids = await self._communities()
        home = {SlackWorld: "C", DiscordWorld: "1"}.get(type(world), "home")
        return {
            "zoe": world.id_of("zoe"),
            "canary_id": world.id_of("carl"),
            "home": home,
            "other": ids,
        }

    async def _communities(self) -> str:
        async with Reads(self.world) as link:
            return str(
                list(
                    link.execute(select(communities.c.id).order_by(communities.c.since)).scalars()
                )[-1]
            )

    async def passes(self, words: list[str]) -> None:
        """All the strings, some thirty a round."""
        self._left = iter(words)
        self.found.strings += len(words)
        while (first := next(self._left, None)) is not None:
            await self._round(first)
            self.eyes.look()

    def say(self, where: str, reader: str, limit: int, *, verbatim: bool = True) -> str:
        """The next string, cut as the field cuts it, and who must read it unchanged."""
        said = next(self._left, OVER)[:limit]
        self.found.fields[where] += 1
        if not strings.seen(said):
            return NOTHING
        if verbatim:
            self.expect(reader, where, said)
        return said

    def expect(self, reader: str, where: str, said: str) -> None:
        """These words must be read by that person, sooner or later, unchanged."""
        if said not in {OVER, NOTHING}:
            self.eyes.expected.append((reader, where, strings.bare(said)))

    def names_somebody(self, said: str) -> bool:
        """Whether the grammar's people are in it."""
        return any(each in said for name in NAMED for each in (name, self.world.id_of(name)))

    async def _round(self, first: str) -> None:
        world, n = self.world, next(self._numbers)
        one, other = f"ana{n}", f"ben{n}"
        self._person(one, first)
        self._person(other, self.say("name", one, 30, verbatim=False))
        for name in (one, other):
            await world.joins(name)
            await self._profile(name)
        await self._introduced(one, other)
        await self._talks(one)
        if n == 1:
            await between.plans(self, one)
        await between.brings_and_answers(self, one, other)
        await rooms.asks(self, one, other)
        await rooms.keeps(self, one, other)
        await rooms.suggests(self, one)
        await self._hello(f"nia{n}", other)
        await rooms.asks_unnamed(self, one, other)

    def _person(self, name: str, called: str) -> None:
        self.found.fields["name"] += 1
        shown = strings.seen(called)[:30] or "x"
        match self.world:
            case SlackWorld() as world:
                world.slack.add_user(name, shown, tz="Europe/Madrid")
            case DiscordWorld() as world:
                world.discord.stranger(name, global_name=f"{shown} {name}")
            case WebWorld() as world:
                someone = Resident(
                    name, f"{shown} {name}", "Europe/Madrid", "", Temper.PLAYED, Part.NEWCOMER
                )
                world.world.add_person(someone)

    async def _profile(self, name: str) -> None:
        world = self.world
        await world.runs(name, "join")
        skills = {
            "help": self.say("help", name, 60, verbatim=False),
            "learn": self.say("learn", name, 60, verbatim=False),
        }
        hardest = self.say("hardest", name, 300)
        ticks = ("introduce", "ask")
        await world.fills(name, ticks=ticks, allowance="5", hardest=hardest, **skills)
        await world.runs(name, "me")
        await world.presses(name, "Change my profile")
        told = {
            "role": self.say("role", name, 100),
            "organisation": self.say("organisation", name, 100),
            "sector": self.say("sector", name, 100),
            "languages": self.say("languages", name, 100, verbatim=False),
        }
        await world.fills(name, **told)
        await world.runs(name, "me")

    async def _introduced(self, one: str, other: str) -> None:
        world = self.world
        because = strings.seen(self.say("because", other, 150, verbatim=False))
        if not isinstance(world, DiscordWorld):
            # A client sends what is typed in one line; angles are typed, not sent as markup.
            because = because.replace("@", "(at)") if isinstance(world, WebWorld) else because
        await world.runs(
            "bea", "introduce", one=self._at(one), other=self._at(other), because=because
        )
        await world.passes(hours=1)
        for name in (one, other):
            if world.offered(name, "Happy to"):
                await world.presses(name, "Happy to")
        if world.offered(one, "Tell a coordinator"):
            await world.presses(one, "Tell a coordinator")
            await world.fills(one, words=self.say("tell", COORDINATOR, 900))

    def _at(self, name: str) -> str:
        return f"<@{self.world.id_of(name)}>" if isinstance(self.world, SlackWorld) else f"@{name}"

    async def _talks(self, name: str) -> None:
        world = self.world
        found = strings.seen(self.say("find", name, 90, verbatim=False)) or "x"
        await world.runs(name, "find", words=found)
        await world.says(name, self.say("typed", name, 200, verbatim=False))
        await world.mentions(name, self.say("mention", name, 200, verbatim=False))
        await world.runs(name, "find", words=CANARY)
        await world.runs(name, "why")

    async def _hello(self, name: str, other: str) -> None:
        """A newcomer begins, agrees by the exact words shown, and says hello."""
        world = self.world
        self._person(name, self.say("name", other, 30, verbatim=False))
        await world.joins(name)
        # Where a server holds two communities, entering it means neither of them.
        await world.runs(COORDINATOR, "desk welcome", newcomer=self._at(name))
        await world.presses(name, "Start")
        self.expect(name, "purpose", self._purpose)
        await world.presses(name, "Sounds good")
        words = {
            "help": self.say("help", name, 60, verbatim=False),
            "learn": self.say("learn", name, 60, verbatim=False) + " tea",
        }
        await world.fills(name, **words)
        await world.presses(name, "Yes, introduce me")
        await world.passes(minutes=2)
        await world.presses(name, "Write a line")
        await world.fills(name, words=self.say("hello", other, 300))
        await world.presses(name, "Post it")
        await world.presses(other, "Say hi")
        await world.fills(other, words=self.say("hi", name, 300))

    async def close(self) -> None:
        """What the platform refused, what failed, and what could not be delivered."""
        await self.eyes.close()
