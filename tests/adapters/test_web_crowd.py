"""What everybody is asked at once: some answer, most stay silent, and a storm passes."""

from __future__ import annotations

from pathlib import Path

from adapters.web.clock import By
from adapters.web.people import RESIDENTS, Temper
from adapters.web.residents import MOST_PLANS
from adapters.web.tastes import Taste
from adapters.web.workspace import SPACE
from bot.events import Person, Place, Pressed
from bot.platform import Letter
from bot.text import Envelope
from tests.adapters.test_web_residents import ASK, answering, of, steps
from tests.adapters.web_room import living


async def test_some_write_in_the_thread_and_some_press(tmp_path: Path) -> None:
    """Of what everybody is asked, a few take notice, and most stay silent."""
    async with living(tmp_path, answering(), residents=True) as room:
        room.platform.residents.tastes = {"story.yes": Taste(100, 1, 9, says=("A line.",))}
        to = Place(SPACE, "community")
        for n in range(4):
            letter = Letter(f"story.q{n}", to, ASK, Envelope("en", "UTC", "c1"))
            await room.platform.deliver(letter)
        await steps(room, By.DAY, 4)
        lines = [p for p in room.platform.world.posts.values() if p.body["plain"] == "A line."]
        buttons = [e for e in room.hearth.heard if isinstance(e, Pressed)]
        assert {p.thread for p in lines} <= {*room.platform.world.posts}
        assert lines
        assert buttons
        assert len(lines) + len(buttons) < 2 * len(RESIDENTS)


async def test_a_storm_passes_them_by(tmp_path: Path) -> None:
    async with living(tmp_path, answering(), residents=True) as room:
        for n in range(40):
            for who in of(Temper.EAGER):
                letter = Letter(f"s.{n}.{who}", Person(SPACE, who), ASK, Envelope("en", "UTC", "c"))
                await room.platform.deliver(letter)
        assert len(room.platform.residents.plans) <= MOST_PLANS + len(RESIDENTS)
