"""What stories about rounds begin with, and how they read what somebody sees of one."""

from __future__ import annotations

from typing import Any

from tests.stories.scenes import founded
from tests.world import World


async def takes_part(
    world: World, name: str, helps: str = "patience", learns: str = "", **more: Any
) -> None:
    """Somebody ticks *Draw me in rounds*."""
    await world.runs(name, "join")
    told = {"ticks": ("rounds",), "help": helps, "learn": learns, **more}
    await world.fills(name, **told)


async def circle(world: World, **people: tuple[str, ...]) -> None:
    """A community that looks at each round first; each can help with one thing, wants another."""
    await founded(world, *people)
    for name, skills in people.items():
        await takes_part(world, name, *skills)
    await looks_first(world)


async def looks_first(world: World, **settings: str) -> None:
    """The coordinator sees each round before it goes out."""
    await world.runs("cora", "desk round")
    await world.presses("cora", "Settings")
    await world.fills("cora", **{"look": "yes", **settings})


async def rhythm(world: World) -> None:
    """A round every other Tuesday at ten; no prompts, no check-ins."""
    await world.runs("cora", "desk rhythm")
    await world.fills("cora", round="2", round_day="2", checkin="0")


async def draws(world: World, coordinator: str = "cora") -> None:
    """Draw by hand, and look."""
    await world.runs(coordinator, "desk round")
    await world.presses(coordinator, "Draw one now")
    await world.settle()
    await world.runs(coordinator, "desk round")


async def draws_and_sends(world: World, coordinator: str = "cora") -> None:
    """The same, let go, and the ten minutes pass."""
    await draws(world, coordinator)
    await world.presses(coordinator, "Send")
    await world.passes(minutes=11)


def in_a_round(world: World, name: str) -> tuple[str, ...]:
    """Who sits with somebody in their newest conversation of a round, sorted."""
    for seen in reversed(world.sees(name)):
        if "this round brings you together" in seen.text and seen.ours:
            return tuple(sorted(seen.together - {name}))
    return ()


def partner(world: World, name: str) -> str:
    """The one who sits with them."""
    return (*in_a_round(world, name), "")[0]
