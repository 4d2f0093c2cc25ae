"""Residents act by themselves, each in their way, and the clock passes over nobody's moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from adapters.web.clock import By
from adapters.web.people import RESIDENTS, Temper
from adapters.web.tastes import Taste
from adapters.web.workspace import SPACE
from bot.events import Event, Person, Place, Pressed, Submitted
from bot.platform import Letter
from bot.text import Envelope, t
from bot.ui import Fill, Reply, Say, Together, Update
from tests.adapters.web_room import (
    BEGINNING,
    FORM,
    Room,
    Scripted,
    button,
    in_steps,
    living,
    message,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ASK = message(
    t("Would you?"), buttons=(button("Happy to", "story.yes"), button("Not this time", "story.no"))
)


def thanks(_event: Event) -> Reply:
    return Update(message(t("Thank you.")))


def answering() -> Scripted:
    return Scripted({"story.yes": thanks, "story.no": thanks, "submitted": in_steps})


def of(temper: Temper) -> list[str]:
    return [each.id for each in RESIDENTS if each.temper is temper]


async def ask(room: Room, who: str) -> None:
    letter = Letter(f"story.{who}", Person(SPACE, who), ASK, Envelope("en", "UTC", "c1"))
    await room.platform.deliver(letter)


async def steps(room: Room, by: By, times: int = 1) -> None:
    clock = room.platform.clock
    assert clock is not None
    for _ in range(times):
        await clock.step(by)


def pressed(room: Room) -> dict[str, datetime]:
    return {e.actor.person.id: e.at for e in room.hearth.heard if isinstance(e, Pressed)}


async def test_everybody_answers_in_their_own_way(tmp_path: Path) -> None:
    """The eager soon and nearly all, the shy later and fewer, the away and the played never."""
    async with living(tmp_path, answering(), residents=True) as room:
        for each in RESIDENTS:
            await ask(room, each.id)
        await steps(room, By.DAY, 4)
        answered = pressed(room)
        eager = [answered[who] for who in of(Temper.EAGER) if who in answered]
        assert len(eager) >= len(of(Temper.EAGER)) - 1
        assert min(eager) - BEGINNING < HOUR
        shy = [answered[who] for who in of(Temper.SHY) if who in answered]
        assert all(at - BEGINNING > 17 * HOUR for at in shy)
        assert not set(answered) & {*of(Temper.AWAY), *of(Temper.PLAYED)}
        declined = [e for e in room.hearth.heard if isinstance(e, Pressed) and e.name == "story.no"]
        assert 0 < len(declined) < len(answered) / 2


async def test_the_same_world_answers_the_same(tmp_path: Path) -> None:
    """Chance is seeded by the world: what they do can be told beforehand, and again."""
    told = []
    for name in ("one", "two"):
        async with living(tmp_path / name, answering(), residents=True) as room:
            room.platform.world.tell(next=500)
            for each in RESIDENTS:
                await ask(room, each.id)
            await steps(room, By.DAY, 2)
            told.append(pressed(room))
    assert told[0] == told[1]


async def test_switched_off_they_are_still(tmp_path: Path) -> None:
    async with living(tmp_path, answering()) as room:
        for who in of(Temper.EAGER):
            await ask(room, who)
        await steps(room, By.DAY, 2)
        assert room.hearth.heard == []
        room.platform.residents.switch(on=True)
        await steps(room, By.HOUR)
        assert len(pressed(room)) > 3


async def test_their_plans_survive_a_restart(tmp_path: Path) -> None:
    async with living(tmp_path, answering(), residents=True) as room:
        await ask(room, "kofi")
    async with living(tmp_path, answering(), residents=True) as room:
        await steps(room, By.DAY)
        assert "kofi" in pressed(room)


async def test_somebody_asleep_answers_in_the_morning(tmp_path: Path) -> None:
    """Samir is in Toronto, where it is four in the morning when the story begins."""
    async with living(tmp_path, answering(), residents=True) as room:
        await ask(room, "samir")
        await steps(room, By.DAY)
        assert pressed(room)["samir"].hour >= 13


async def test_a_resident_fills_in_what_a_press_opens(tmp_path: Path) -> None:
    """All steps, the required fields with something of their own; no form is left open."""
    hearth = answering()
    hearth.replies["story.yes"] = lambda _: Fill(FORM, 0, {}, {}, "f1")
    async with living(tmp_path, hearth, residents=True) as room:
        await ask(room, "kofi")
        await steps(room, By.DAY)
        last = hearth.last(Submitted)
        assert last.values["role"] == "Information officer"
        assert room.platform.world.forms == {}


async def test_a_resident_greets_whom_they_are_introduced_to(tmp_path: Path) -> None:
    """In a room they first say something, and only days later press whether they met."""
    async with living(tmp_path, answering(), residents=True) as room:
        both = (Person(SPACE, "mara"), Person(SPACE, "kofi"))
        letter = Letter("story.room", Together(both, t("You two")), ASK, Envelope())
        landed = await room.platform.deliver(letter)
        await steps(room, By.DAY)
        said = [p for p in room.platform.world.seen_by("mara") if p.spot == landed.place.id]
        assert said[-1].author == "kofi"
        assert "Mara" in said[-1].body["plain"]
        assert pressed(room) == {}
        await steps(room, By.DAY, 3)
        assert "kofi" in pressed(room)


async def test_a_visitor_who_speaks_in_a_room_is_answered(tmp_path: Path) -> None:
    async with living(tmp_path, answering(), residents=True) as room:
        spot = room.platform.world.room(("mara", "kofi"))
        await room.platform.type("mara", Place(SPACE, spot.id), "Shall we talk on Thursday?")
        await steps(room, By.HOUR, 3)
        said = [p.author for p in room.platform.world.seen_by("mara") if p.spot == spot.id]
        assert said == ["mara", "kofi"]


async def test_nobody_acts_for_a_persona_that_is_played(tmp_path: Path) -> None:
    async with living(tmp_path, answering(), residents=True) as room:
        sessions = room.platform.pages.sessions
        sessions.be(sessions.begin(), "kofi")
        await ask(room, "kofi")
        await steps(room, By.DAY)
        assert "kofi" not in pressed(room)


async def test_a_step_stops_at_every_moment_in_order(tmp_path: Path) -> None:
    """Three promises in one day are kept at their own times, before and after what residents do."""
    async with living(tmp_path, answering(), residents=True) as room:
        for hours in (5, 2, 9):
            room.hand.promise(hours * HOUR, f"story.{hours}", Person(SPACE, "kofi"), ASK)
        await steps(room, By.DAY)
        assert room.hand.kept == [BEGINNING + hours * HOUR for hours in (2, 5, 9)]
        assert room.hand.at == BEGINNING + DAY
        answers = [e.at for e in room.hearth.heard if isinstance(e, Pressed)]
        assert answers == sorted(answers)
        assert answers[0] < BEGINNING + 5 * HOUR


async def test_to_the_next_event_goes_no_further(tmp_path: Path) -> None:
    async with living(tmp_path, answering(), residents=True) as room:
        room.hand.promise(30 * HOUR, "story.1", Person(SPACE, "kofi"), ASK)
        await steps(room, By.NEXT)
        assert room.hand.at == BEGINNING + 30 * HOUR
        await steps(room, By.NEXT)
        assert list(pressed(room)) == ["kofi"]
        clock = room.platform.clock
        assert clock is not None
        assert not await clock.step(By.NEXT)


async def test_a_promise_that_stays_due_does_not_stop_the_clock(tmp_path: Path) -> None:
    """What waits for something else than time has its turn once, and time goes on."""
    async with living(tmp_path, answering()) as room:
        room.hand.held = BEGINNING + HOUR
        await steps(room, By.DAY)
        assert room.hand.at == BEGINNING + DAY


async def test_what_is_offered_to_everybody_strangers_take_up(tmp_path: Path) -> None:
    """A few press; of those who talked to Hearth before fewer, and with its first button only."""
    async with living(tmp_path, answering(), residents=True) as room:
        acquainted = {each.id for each in RESIDENTS[:14]}
        for who in acquainted:
            await room.platform.type(who, None, "help")
        to = Place(SPACE, "community")
        for n in range(4):
            letter = Letter(f"story.hello{n}", to, ASK, Envelope("en", "UTC", "c1"))
            await room.platform.deliver(letter)
        await steps(room, By.DAY, 3)
        known = set(pressed(room)) & acquainted
        assert len(set(pressed(room)) - acquainted) > 0
        assert 0 < len(known) < len(acquainted)
        said = {e.name for e in room.hearth.heard if isinstance(e, Pressed) and _is(e, known)}
        assert said == {"story.yes"}


def _is(pressed_by: Pressed, known: set[str]) -> bool:
    return pressed_by.actor.person.id in known


async def test_an_answer_to_their_own_act_starts_nothing_new(tmp_path: Path) -> None:
    """Only what Hearth promised is acted upon, or two machines would talk for ever."""
    hearth = answering()
    hearth.replies["help"] = Say(ASK)
    async with living(tmp_path, hearth, residents=True) as room:
        await room.platform.type("kofi", None, "help")
        await steps(room, By.DAY, 3)
        assert pressed(room) == {}


async def test_a_resident_writes_only_what_is_theirs_or_required(tmp_path: Path) -> None:
    """An optional field about which nothing is known stays empty; what stood there stays."""
    hearth = answering()
    hearth.replies["story.yes"] = lambda _: Fill(
        FORM, 1, {"host": (Person(SPACE, "ruth"),)}, {}, "f1"
    )
    async with living(tmp_path, hearth, residents=True) as room:
        await ask(room, "priya")
        await steps(room, By.DAY)
        values = hearth.last(Submitted).values
        assert (values["role"], values["hardest"]) == ("Budget analyst", "")
        assert values["host"] == Person(SPACE, "ruth")


async def test_they_chat_and_then_it_is_quiet(tmp_path: Path) -> None:
    """Small talk is written once for each line; a channel does not repeat itself for ever."""
    async with living(tmp_path, answering(), residents=True) as room:
        before = len(room.platform.world.posts)
        await steps(room, By.DAY, 5)
        after_five = len(room.platform.world.posts)
        assert 5 < after_five - before < 26
        await steps(room, By.DAY, 40)
        assert len(room.platform.world.posts) - before == 26


TOGGLE = Taste(100, 1, 2)
OFF = message(t("You are in."), buttons=(button("Look", "story.look"), button("Skip", "story.off")))
ON = message(t("You are out."), buttons=(button("Look", "story.look"), button("Back", "story.on")))


def toggling() -> Scripted:
    return Scripted({"story.off": lambda _: Update(ON), "story.on": lambda _: Update(OFF)})


async def test_what_a_press_changes_is_not_pressed_for_ever(tmp_path: Path) -> None:
    """Two buttons that undo each other: somebody presses twice at most, and time goes on."""
    async with living(tmp_path, toggling(), residents=True) as room:
        room.platform.residents.tastes = {"story.off": TOGGLE, "story.on": TOGGLE}
        letter = Letter("story.t", Person(SPACE, "kofi"), OFF, Envelope("en", "UTC", "c1"))
        await room.platform.deliver(letter)
        await steps(room, By.DAY, 6)
        names = [e.name for e in room.hearth.heard if isinstance(e, Pressed)]
        assert 1 <= len(names) <= 2


async def test_without_a_taste_for_it_nothing_is_undone(tmp_path: Path) -> None:
    """A message that a press changed is settled for who pressed."""
    async with living(tmp_path, toggling(), residents=True) as room:
        room.hearth.replies["story.look"] = lambda _: Update(OFF)
        for who in of(Temper.EAGER):
            letter = Letter(f"story.{who}", Person(SPACE, who), OFF, Envelope("en", "UTC", "c1"))
            await room.platform.deliver(letter)
        await steps(room, By.DAY, 6)
        done = [e.actor.person.id for e in room.hearth.heard if isinstance(e, Pressed)]
        assert len(done) == len(set(done)) > 3


async def test_they_leave_alone_what_is_not_for_them(tmp_path: Path) -> None:
    """A button known with 0 is never pressed, nor what stands beside it and is unknown."""
    async with living(tmp_path, toggling(), residents=True) as room:
        room.platform.residents.tastes = {"story.look": Taste(0, 0, 0)}
        for who in of(Temper.EAGER):
            letter = Letter(f"story.{who}", Person(SPACE, who), OFF, Envelope("en", "UTC", "c1"))
            await room.platform.deliver(letter)
        await steps(room, By.DAY, 4)
        assert pressed(room) == {}
