"""What the people of a killed town do: one newcomer after the other walks in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from tests.world.story import COORDINATOR

if TYPE_CHECKING:
    from tests.prove.town import Town

ATTEMPTS = 16  # at a form that a death takes away again and again
ATTEMPTS_AT_HI = 6  # where the hello is parked, every one of them is refused
HI_TAKEN = "put it there, if I can"
PEERS_FOR = 2.5  # newcomers one regular can take, at five asks a week and two asked at a time


def awake(hour: int | None = None) -> str:
    """A zone in which it is about ten in the morning: waking hours for the next half day.

    `hour` is the hour of day of UTC, now if none is given.
    """
    ahead = (10 - (datetime.now(UTC).hour if hour is None else hour)) % 24
    ahead = ahead - 24 if ahead > 12 else ahead
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


@dataclass
class Walks:
    """`owed` holds the keys of promises that an answered act must have made."""

    town: Town
    newcomers: int
    owed: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)

    @property
    def regulars(self) -> list[str]:
        """Who may be asked."""
        return [f"reg{n}" for n in range(int(self.newcomers / PEERS_FOR) + 2)]

    async def prepare(self) -> None:
        """Found the community; the regulars join, may be asked, and are awake every day."""
        town, names = self.town, [f"new{n}" for n in range(self.newcomers)]
        for name in (*self.regulars, *names):
            town.person(name)
            await town.joins(name)
        await town.sets_up(begin="all")
        for name in (COORDINATOR, *self.regulars):
            await town.runs(name, "join")
            ticks = ("introduce", "ask")
            await town.fills(name, ticks=ticks, allowance="5", help="tea", learn="rest")
            await town.runs(name, "me")
            await town.presses(name, "Change my profile")
            days = tuple("1234567")
            await town.fills(name, role="", zone=awake(), days=days, hours="7-22")

    async def newcomer(self, number: int) -> None:
        """From the welcome to a conversation, with a hello on the way."""
        name = f"new{number}"
        await self._arrives(name)
        await self._says_hello(name, f"hello number {number}.", self.regulars[number % 3])
        await self._meets(name)

    async def _arrives(self, name: str) -> None:
        town, id_ = self.town, self.town.id_of(name)
        if await self._acts(
            COORDINATOR,
            "welcomes",
            lambda: town.runs(COORDINATOR, "desk welcome", newcomer=f"@{name}"),
        ):
            self.owed.append(f"newcomers.welcome_one.{id_}.")
        await self._acts(name, "starts", lambda: town.presses(name, "Start"))
        for _ in range(ATTEMPTS):
            if town.open_form(name):
                await self._acts(name, "writes", lambda: town.sends(name, learn="tea", help="maps"))
            else:
                await self._acts(name, "agrees", lambda: town.presses(name, "Sounds good"))
            if any("Yes, introduce me" in seen.buttons for seen in town.sees(name)):
                break
        if await self._acts(name, "consents", lambda: town.presses(name, "Yes, introduce me")):
            self.owed += [f"newcomers.hello_offer.{id_}"]

    async def _says_hello(self, name: str, words: str, other: str) -> None:
        town, id_ = self.town, self.town.id_of(name)
        for _ in range(ATTEMPTS):
            if town.open_form(name):
                await self._acts(name, "hello", lambda: town.sends(name, words=words))
            else:
                await self._acts(name, "hello", lambda: town.presses(name, "Write a line"))
            if any("Post it" in seen.buttons for seen in town.sees(name)):
                break
        if not await self._acts(name, "posts", lambda: town.presses(name, "Post it")):
            return
        self.owed.append(f"newcomers.hello.{id_}")
        if not any("Say hi" in seen.buttons and words in seen.text for seen in town.sees(other)):
            return  # parked: where nobody can look it is not sent on a guess
        taken = town.reads(other).count(HI_TAKEN)
        for _ in range(ATTEMPTS_AT_HI):
            if town.open_form(other):
                await self._acts(other, "hi", lambda: town.sends(other, words=f"hi to {words}"))
            else:
                await self._acts(other, "hi", lambda: town.presses_at(other, "Say hi", words))
            if town.reads(other).count(HI_TAKEN) > taken:
                self.owed.append(f"newcomers.hi.{id_}.{town.id_of(other)}")
                break

    async def _meets(self, name: str) -> None:
        town = self.town
        for peer in self.regulars:
            if any("Happy to" in seen.buttons for seen in town.sees(peer)):
                await self._acts(peer, "accepts", partial(town.presses, peer, "Happy to"))

    async def _acts(self, who: str, what: str, act: Callable[[], Awaitable[None]]) -> bool:
        if await self.town.does(who, act):
            return True
        self.unanswered.append(f"{who} {what}")
        return False
