"""Stories in the playground: its own acts, without residents who act by themselves."""

from __future__ import annotations

from typing import Any

from adapters.web.kept import Kept
from adapters.web.people import Part, Resident, Temper
from adapters.web.platform import WebPlatform
from adapters.web.workspace import HEARTH, Post, Spot, Workspace
from bot.handlers import Kind
from tests.world.reading import words_in
from tests.world.story import COORDINATOR, HOME, Seen, World


class WebWorld(World):
    """A playground of the story's own."""

    def chat(self) -> dict[str, Any]:
        """The playground and nothing else."""
        return {"playground": True}

    async def raise_platform(self) -> None:
        """Leave a world behind that has nobody in it but the coordinator."""
        world = Workspace(Kept(self.folder / "playground.db"))
        # Residents are off, and none of them is here: all of their small talk is said.
        world.tell(seed="story", next=1, residents=False, chatted=1000)
        world.add_person(_account(COORDINATOR, "Europe/Madrid", "en", Part.KEEPER))
        world.add_spot(_spot(HOME))
        world.kept.close()

    async def lower_platform(self) -> None:
        """Nothing to stop."""

    @property
    def platform(self) -> WebPlatform:
        """The adapter, as it runs."""
        platform = self.hearth.platforms["web"]
        assert isinstance(platform, WebPlatform)
        return platform

    @property
    def world(self) -> Workspace:
        """Who is here and what was said."""
        return self.platform.world

    def person(
        self, name: str, *, zone: str | None = None, locale: str = "en", **traits: Any
    ) -> None:
        """Somebody with an account."""
        zone = zone or "Europe/Madrid"
        self.world.add_person(_account(name, zone, locale, Part.NEWCOMER))

    def id_of(self, name: str) -> str:
        """In the playground people are their names."""
        return name

    def channel(self, name: str) -> None:
        """A channel."""
        self.world.add_spot(_spot(name))

    async def joins(self, name: str) -> None:
        """Enter the home channel."""
        await self.platform.acts.join(name, HOME)
        await self.settle()

    async def leaves(self, name: str) -> None:
        """Leave the home channel."""
        await self.platform.acts.leave(name, HOME)
        await self.settle()

    async def runs(self, name: str, verb: str, *, place: str = HOME, **options: str) -> None:
        """Type `/hearth verb …`."""
        said = " ".join(["/hearth", verb, *map(self._named, options.values())])
        await self.platform.acts.type(name, place, said)
        await self.settle()

    def _named(self, value: str) -> str:
        person = self.world.people.get(value.removeprefix("@")) if value.startswith("@") else None
        return f"@{person.name}" if person else value

    async def says(self, name: str, words: str) -> None:
        """Write to Hearth privately."""
        await self.platform.acts.type(name, None, words)
        await self.settle()
        await self.opens_the_door(name)

    async def mentions(self, name: str, words: str) -> None:
        """Write in the home, addressed to Hearth."""
        await self.platform.acts.type(name, HOME, f"@Hearth {words}")
        await self.settle()
        await self.opens_the_door(name)

    async def writes(self, name: str, words: str, *, place: str = HOME, under: str = "") -> None:
        """Write in a channel, or in a thread of it."""
        await self.platform.acts.type(name, place, words, self._thread(name, place, under))
        await self.settle()

    def _thread(self, name: str, place: str, under: str) -> str:
        seen = [post for post in reversed(self._visible(name)) if post.spot == place]
        found = next(post for post in seen if under in post.body["plain"]) if under else None
        return found.thread or found.id if found else ""

    async def points(self, name: str, shortcut: str, at: str) -> None:
        """Use a shortcut on the newest message with these words."""
        lines = [d for d in self.hearth.parts.table if d.kind is Kind.SHORTCUT and d.label]
        line = next(d for d in lines if d.label and d.label.template == shortcut)
        seen = next(post for post in reversed(self._visible(name)) if at in post.body["plain"])
        await self.platform.acts.point(name, line.name, post=seen.id)
        await self.settle()

    async def presses(self, name: str, button: str, *, place: str = "") -> None:
        """Press the newest button of that label."""
        for post in reversed(self._visible(name)):
            if button in _buttons(post) and place in {"", post.spot}:
                await self.platform.acts.press(name, post.id, button)
                await self.settle()
                return
        raise AssertionError(f"{name} sees no {button!r} in:\n{self.reads(name)}")

    async def chooses(self, name: str, menu: str, option: str) -> None:
        """Choose in the newest menu whose label begins so."""
        for post in reversed(self._visible(name)):
            for block in post.body["blocks"]:
                if block["is"] == "menu" and block["label"].startswith(menu):
                    values = {one["label"]: one["value"] for one in block["options"]}
                    chosen = [values[option]]
                    await self.platform.acts.choose(name, post.id, block["name"], chosen)
                    await self.settle()
                    return
        raise AssertionError(f"{name} sees no menu {menu!r}")

    def form(self, name: str) -> str:
        """The words of the form that is open."""
        form = self.world.forms.get(name)
        return "\n".join(words_in(form)) if form else ""

    async def fills(self, name: str, **values: Any) -> None:
        """Fill in the open form step by step."""
        left = dict(values)
        while (form := self.world.forms.get(name)) is not None:
            fields = {field["name"]: field["chosen"] for field in form["fields"]}
            here = {k: _strings(v) for k, v in left.items() if k in fields}
            done = await self.platform.acts.send(name, form["id"], {**fields, **here})
            wrong = [f["error"] for f in done.form["fields"] if f["error"]] if done.form else []
            assert not wrong, wrong
            for used in here:
                del left[used]
        assert not left, f"no form asked for {sorted(left)}"
        await self.settle()

    def file(self, name: str) -> bytes:
        """The newest file in a message."""
        files = [file for post in self._visible(name) for file in post.body["files"]]
        return bytes.fromhex(files[-1]["hex"])

    def sees(self, name: str) -> list[Seen]:
        """Everything somebody can read, oldest first."""
        return [self._seen(post) for post in self._visible(name)]

    def _visible(self, name: str) -> list[Post]:
        return [post for post in self.world.posts.values() if self.world.sees(name, post)]

    def _seen(self, post: Post) -> Seen:
        spot = self.world.spots[post.spot]
        together = frozenset() if spot.kind == "channel" else frozenset(spot.members)
        text, private = post.body["plain"], bool(post.only or together)
        ours = post.author == HEARTH
        return Seen(text, tuple(_buttons(post)), together, spot.name, private, ours)


def _account(name: str, zone: str, locale: str, part: Part) -> Resident:
    return Resident(name, name.title(), zone, "", Temper.PLAYED, part, locale)


def _spot(name: str) -> Spot:
    return Spot(name, "channel", name, "", (COORDINATOR,))


def _buttons(post: Post) -> list[str]:
    rows = [block for block in post.body["blocks"] if block["is"] == "row"]
    return [button["label"] for row in rows for button in row["buttons"]]


def _strings(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
