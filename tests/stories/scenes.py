"""What many stories begin with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Row, Select, create_engine

from tests.world import World

Story = TypeVar("Story", bound=Callable[..., Any])


def only(*platforms: str) -> Callable[[Story], Story]:
    """A story about what the other platforms do not have."""

    def told(story: Story) -> Story:
        story.__dict__["platforms"] = platforms
        return story

    return told


async def founded(world: World, *regulars: str, **setup: Any) -> None:
    """A community with these people present at adoption."""
    for name in regulars:
        world.person(name)
        await world.joins(name)
    await world.sets_up(**setup)


async def regular(
    world: World, name: str, helps: str, learns: str = "patience", **more: Any
) -> None:
    """Somebody who was here before takes part, and may be asked."""
    await world.runs(name, "join")
    told = {"ticks": ("introduce", "ask"), "help": helps, "learn": learns, **more}
    await world.fills(name, **told)


async def arrives(world: World, name: str, **traits: Any) -> None:
    """Somebody new comes and is greeted."""
    world.person(name, **traits)
    await world.joins(name)
    await world.passes(minutes=2)


async def tells(world: World, name: str, learn: str, helps: str = "spreadsheets") -> None:
    """A newcomer begins, and fills in the two fields."""
    await world.presses(name, "Start")
    await world.presses(name, "Sounds good")
    await world.fills(name, learn=learn, help=helps)


async def agrees(
    world: World, name: str, learn: str = "procurement", button: str = "Yes, introduce me"
) -> None:
    """A newcomer comes, tells, and agrees to be introduced."""
    await arrives(world, name)
    await tells(world, name, learn)
    await world.presses(name, button)


async def together(world: World) -> None:
    """Ana, who is new, and Bea, who knows procurement, are in a conversation."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await agrees(world, "ana")
    await world.presses("bea", "Happy to")


async def live_in(world: World, name: str, zone: str) -> None:
    """Somebody names their time zone in their profile."""
    await world.runs(name, "me")
    await world.presses(name, "Change my profile")
    await world.fills(name, zone=zone)


def asked(world: World, *names: str) -> list[str]:
    """Who of them was asked to meet somebody, so far, whatever they answered."""
    words = ("for twenty minutes?", "It stays between you and me", "You said yes to")
    return [name for name in names if any(said in world.reads(name) for said in words)]


async def listens(world: World, place: str = "home") -> None:
    """The coordinator switches listening on for a channel; its announcement stands there."""
    await world.runs("cora", "help")
    await world.presses("cora", "What do you see?")
    await world.presses("cora", "Change that per channel")
    await world.presses("cora", "Listen in a channel")
    await world.fills("cora", place=place)


def stored(world: World, query: Select[Any]) -> list[Row[Any]]:
    """What the database holds, as anybody who may open it could read it."""
    engine = create_engine(world.database)
    with engine.connect() as connection:
        rows = list(connection.execute(query))
    engine.dispose()
    return rows


async def reported(world: World) -> str:
    """The half page of `desk report`; with a chart it comes when its picture is drawn."""

    def pages() -> list[str]:
        told = (seen.text for seen in world.sees("cora") if seen.ours)
        return [text for text in told if "Not in these figures" in text]

    before = len(pages())
    await world.runs("cora", "desk report")
    # The first picture of a process takes as long as its library.
    async with asyncio.timeout(30):
        while len(pages()) == before:  # noqa: ASYNC110 - no event
            await asyncio.sleep(0.05)
    return pages()[-1]
