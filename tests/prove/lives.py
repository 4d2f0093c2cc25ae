"""A town's ordinary weeks, lived once on the playground and written down as events."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from adapters.web.acts import Back
from bot.events import Event, Pressed
from bot.platform import Answer
from tests.world.story import COORDINATOR, HOME
from tests.world.web import WebWorld

TASKS = ("procurement", "maps", "licences", "metadata", "budgets", "scraping", "interviews")
BREAKS = ("1 week", "2 weeks", "1 month", "until I say")
FOUNDERS, NEWCOMERS = 7, 8  # few enough that each changes their mind, again and again


@dataclass(frozen=True, slots=True)
class Heard:
    """An event as the dispatcher heard it; those of one `act` follow from each other."""

    event: Event
    act: int


@dataclass
class Lives:
    """People act at random; `heard` grows until there are enough events."""

    world: WebWorld
    dice: random.Random
    heard: list[Heard] = field(default_factory=list)
    act: int = 0

    @property
    def founders(self) -> list[str]:
        return [f"old{n}" for n in range(FOUNDERS)]

    @property
    def newcomers(self) -> list[str]:
        return [f"new{n}" for n in range(NEWCOMERS)]

    async def found(self) -> None:
        """The part that every run lives through in order."""
        for name in (*self.founders, *self.newcomers):
            self.world.person(name)
        for name in self.founders:
            await self.world.joins(name)
        await self.world.sets_up(begin="all")

    async def live(self, events: int) -> None:
        """Act after act, some minutes apart."""
        self._write_down()
        acts: list[Callable[[str], Awaitable[None]]] = [
            *(self.joins_in,) * 4, *(self.arrives,) * 4, *(self.tells,) * 3,
            *(self.greets,) * 2, self.learns,
            *(self.rests,) * 2, self.is_back, self.leaves, self.goes, self.comes, self.asks,
            self.talks, self.is_named, self.sets_apart, self.changes_mind, self.changes_norms,
        ]  # fmt: skip
        opening = [(self.joins_in, name) for name in self.founders]
        opening += [(self.arrives, name) for name in self.newcomers]
        while len(self.heard) < events:
            self.act += 1
            everybody = [*self.founders, *self.newcomers]
            drawn = (self.dice.choice(acts), self.dice.choice(everybody))
            act, name = opening.pop(0) if opening else drawn
            await act(name)
            await self.world.passes(minutes=self.dice.randint(1, 40))
        del self.heard[events:]

    def _write_down(self) -> None:
        hears = self.world.platform.acts
        inner = hears.hear

        async def hear(event: Event) -> Answer | None:
            self.heard.append(Heard(event, self.act))
            return await inner(event)

        hears.hear = hear

    # What people do

    async def joins_in(self, name: str) -> None:
        await self.world.runs(name, "join")
        ticks = tuple(t for t in ("introduce", "rounds", "ask") if self.dice.random() < 0.7)
        told: dict[str, str | tuple[str, ...]] = {
            "ticks": ticks,
            "allowance": self.dice.choice("1255"),
            "hardest": self._words(),
        }
        fields = self.world.world.forms.get(name)
        if fields and any(each["name"] == "help" for each in fields["fields"]):
            told |= {"help": self._tasks(), "learn": self._tasks()}
        await self._sends(name, **told)

    async def arrives(self, name: str) -> None:
        """The newcomer's walk, as far as the buttons go."""
        await self._presses(name, "newcomers.start")
        await self._presses(name, "members.sounds_good", "1")
        if name in self.world.world.forms:
            await self._sends(name, help=self._tasks(), learn=self._tasks())
        answer = self.dice.choice(("Yes, introduce me", "Show me the name first", "Not now"))
        if self.world.offered(name, answer):
            await self.world.presses(name, answer)

    async def greets(self, name: str) -> None:
        """A line of hello, and at once a better one in its place."""
        for _ in range(2):
            await self._presses(name, "newcomers.hello")
            await self._sends(name, words=self._words())
            await self._presses(name, "newcomers.post_hello")

    async def tells(self, name: str) -> None:
        await self._presses(name, "members.profile")
        await self._sends(name, role=self._words(), organisation=self._words(), zone="Europe/Rome")

    async def learns(self, name: str) -> None:
        await self._presses(name, "members.skills")
        await self._sends(name, do=self._tasks(), learn=self._tasks())

    async def rests(self, name: str) -> None:
        await self.world.runs(name, "pause", until=self.dice.choice(BREAKS))

    async def is_back(self, name: str) -> None:
        await self._presses(name, "members.back")

    async def leaves(self, name: str) -> None:
        await self.world.runs(name, "leave")

    async def goes(self, name: str) -> None:
        await self._moves(name, here=True)

    async def comes(self, name: str) -> None:
        await self._moves(name, here=False)

    async def _moves(self, name: str, *, here: bool) -> None:
        members = self.world.world.spots["home"].members
        if (name in members) == here:
            await (self.world.leaves(name) if here else self.world.joins(name))

    async def asks(self, name: str) -> None:
        await self.world.runs(name, self.dice.choice(("find", "why", "me")), words=self._words())

    async def talks(self, name: str) -> None:
        await self.world.says(name, self.dice.choice(("who knows maps?", "help", "thank you")))

    async def is_named(self, name: str) -> None:
        sign = self.dice.choice("+-")
        await self._presses(COORDINATOR, "communities.role", f"{sign}host:{name}")

    async def sets_apart(self, name: str) -> None:
        other = self.dice.choice([each for each in self.founders if each != name])
        button = self.dice.choice(("introductions.apart", "members.together_again"))
        await self._presses(name, button, other)

    async def changes_mind(self, name: str) -> None:
        await self._presses(name, "members.not_now")

    async def changes_norms(self, name: str) -> None:
        await self._presses(COORDINATOR, "communities.change")
        await self._sends(COORDINATOR, purpose=f"{name} {self._words()}")

    # How they do it

    def _words(self) -> str:
        return f"{self.dice.choice(TASKS)} {self.dice.randint(1, 999)}"

    def _tasks(self) -> str:
        return ", ".join(self.dice.sample(TASKS, 2))

    async def _sends(self, name: str, **values: str | tuple[str, ...]) -> None:
        """Fill in what the open form asks for, or leave it."""
        told = values.items()
        while (form := self.world.world.forms.get(name)) is not None:
            fields = {each["name"]: each["chosen"] for each in form["fields"]}
            mine = {k: [v] if isinstance(v, str) else list(v) for k, v in told if k in fields}
            done = await self.world.platform.acts.send(name, form["id"], {**fields, **mine})
            if done.form and any(each["error"] for each in done.form["fields"]):
                self.world.world.forms.pop(name, None)
        await self.world.settle()

    async def _presses(self, name: str, button: str, subject: str = "") -> None:
        """A press of a button seen at some time, on whatever message it stood."""
        acts, back = self.world.platform.acts, Back(name, HOME)
        pressed = Pressed(**acts._about(back), name=button, subject=subject)
        event = replace(pressed, community=await self.community())
        acts.apply(await acts.hear(event), back)
        await self.world.settle()

    async def community(self) -> str:
        return (await self.world.hearth.parts.diary.communities(self.world.space))[0].id
