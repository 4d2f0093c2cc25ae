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
from bot.text import Envelope, t
from tests.adapters.test_web_residents import ASK, answering, of, steps
from tests.adapters.web_room import button, living, message


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


async def test_what_they_know_nothing_of_they_take_otherwise(tmp_path: Path) -> None:
    """The same button under two questions: who can do what one is about presses it there."""
    async with living(tmp_path, answering(), residents=True) as room:
        residents = room.platform.residents
        residents.tastes = {"story.yes": Taste(100, 1, 2)}
        residents.beyond = {"story.yes": Taste(0, 0, 0)}
        yes = (button("Yes", "story.yes"),)
        envelope = Envelope("en", "UTC", "c")
        for about in ("reading procurement data", "a floppy disk"):
            body = message(t("A question about {it}", it=about), buttons=yes)
            for who in of(Temper.EAGER):
                letter = Letter(f"{about}.{who}", Person(SPACE, who), body, envelope)
                await room.platform.deliver(letter)
        await steps(room, By.DAY, 4)
        names = [e.actor.person.id for e in room.hearth.heard if isinstance(e, Pressed)]
        able = {one.id for one in RESIDENTS if "reading procurement data" in one.can + one.explains}
        assert names
        assert set(names) <= able
        assert len(names) == len(set(names))
