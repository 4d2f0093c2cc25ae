"""The playground keeps promises once, answers where it was asked, and survives a restart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from adapters.web.acts import UnknownError
from adapters.web.workspace import SPACE
from bot.errors import Undeliverable
from bot.events import (
    Door,
    Joined,
    Left,
    Opened,
    Person,
    Place,
    Pointed,
    Power,
    Pressed,
    Submitted,
    Typed,
)
from bot.platform import Answer, Letter, Platform
from bot.text import Envelope, t
from bot.ui import Fill, Heading, Home, Later, Menu, Option, Recipient, Say, Show, Together, Update
from tests.adapters.web_room import FORM, Scripted, button, in_steps, living, message

AMINA, KOFI = Person(SPACE, "amina"), Person(SPACE, "kofi")
HOME = Place(SPACE, "community")
TOLD = message(t("Would you talk to {p}?", p=KOFI), buttons=(button("Happy to", "story.yes"),))


def letter(to: Recipient, key: str = "story.1", said: str = "") -> Letter:
    return Letter(key, to, message(t(said)) if said else TOLD, Envelope("en", "UTC", "c1"))


async def test_it_is_a_platform(tmp_path: Path) -> None:
    """The port is implemented whole; mypy holds the signatures, this the names."""
    async with living(tmp_path) as room:
        platform: Platform = room.platform
        assert platform.spaces() == (SPACE,)
        assert platform.can.say_privately
        assert platform.can.look_private
        assert platform.can.look_channels


async def test_a_letter_stands_once_however_often_it_is_brought(tmp_path: Path) -> None:
    async with living(tmp_path) as room:
        landed = [await room.platform.deliver(letter(AMINA)) for _ in range(3)]
        assert len(set(landed)) == 1
        assert room.read("amina", "d-amina") == ["Would you talk to @Kofi Mensah?"]
        assert await room.platform.find(letter(AMINA), 0.0) == landed[0]
        assert await room.platform.find(letter(AMINA, "story.2"), 0.0) is None


async def test_the_same_key_again_changes_what_stands_there(tmp_path: Path) -> None:
    async with living(tmp_path) as room:
        first = await room.platform.deliver(letter(AMINA))
        again = replace(letter(AMINA, said="Settled, thank you."), landed=first)
        assert await room.platform.deliver(again) == first
        assert room.read("amina", "d-amina") == ["Settled, thank you."]


async def test_what_was_said_is_there_after_a_restart(tmp_path: Path) -> None:
    """Messages, keys, people, forms and the way back all live in the folder."""
    hearth = Scripted({"story.yes": Fill(FORM, 0, {}, {}, "f1"), "submitted": in_steps})
    async with living(tmp_path, hearth) as room:
        landed = await room.platform.deliver(letter(AMINA))
        await room.platform.press("amina", landed.message, "Happy to")
        before = len(room.platform.world.posts)
    async with living(tmp_path, hearth) as room:
        assert len(room.platform.world.posts) == before
        assert await room.platform.deliver(letter(AMINA)) == landed
        await room.platform.submit("amina", "f1", {"ticks": ("ask",), "times": "1"})
        assert room.platform.world.forms["amina"]["step"] == 2


async def test_one_room_for_the_same_people(tmp_path: Path) -> None:
    async with living(tmp_path) as room:
        first = await room.platform.deliver(letter(Together((AMINA, KOFI), t("You two"))))
        second = await room.platform.deliver(
            letter(Together((KOFI, AMINA), t("Again")), "story.2", "Did you meet?")
        )
        assert first.place == second.place
        assert len(room.read("kofi", first.place.id)) == 2
        assert room.read("ruth", first.place.id) == []


async def test_a_letter_under_a_post_stands_in_its_thread(tmp_path: Path) -> None:
    async with living(tmp_path) as room:
        post = await room.platform.deliver(letter(HOME))
        below = Place(SPACE, post.place.id, post.message)
        landed = await room.platform.deliver(letter(below, "story.2", "Beside it"))
        assert landed.place == below


@pytest.mark.parametrize(
    "to",
    [
        Person(SPACE, "nobody"),
        Place(SPACE, "nowhere"),
        Place(SPACE, "community", "m999999"),
        Together((AMINA, Person(SPACE, "nobody")), t("x")),
    ],
)
async def test_where_nobody_is_nothing_is_delivered(tmp_path: Path, to: Recipient) -> None:
    async with living(tmp_path) as room:
        with pytest.raises(Undeliverable, match="not_found"):
            await room.platform.deliver(letter(to))


async def test_three_doors_lead_to_hearth(tmp_path: Path) -> None:
    """After the slash, as a mention, privately: the same words, each with its door."""
    async with living(tmp_path) as room:
        await room.platform.type("amina", HOME, "/hearth introduce @Kofi @Ruth Adler")
        commanded = room.hearth.last(Typed)
        assert commanded.parts == ("introduce ", KOFI, " ", Person(SPACE, "ruth"))
        assert (commanded.door, commanded.place) == (Door.COMMAND, HOME)
        await room.platform.type("amina", HOME, "@Hearth why?")
        assert room.hearth.last(Typed).parts == ("why?",)
        assert room.hearth.last(Typed).door is Door.MENTION
        await room.platform.type(AMINA, None, "stop")
        assert (room.hearth.last(Typed).door, room.hearth.last(Typed).place) == (Door.DIRECT, None)
        count = len(room.hearth.heard)
        await room.platform.type("amina", HOME, "Just talking to you all")
        assert len(room.hearth.heard) == count


async def test_a_private_answer_in_a_channel_is_seen_by_one(tmp_path: Path) -> None:
    hearth = Scripted({"why": Say(message(t("Between us")))})
    async with living(tmp_path, hearth) as room:
        await room.platform.type("amina", HOME, "@Hearth why")
        assert "Between us" in room.read("amina", "community")
        assert "Between us" not in room.read("kofi", "community")


async def test_an_open_answer_to_a_mention_stands_in_its_thread(tmp_path: Path) -> None:
    hearth = Scripted({"why": Say(message(t("For everybody")), private=False)})
    async with living(tmp_path, hearth) as room:
        done = await room.platform.type("amina", HOME, "@Hearth why")
        assert done.post is not None
        asked = room.platform.world.posts[done.post.thread]
        assert asked.body["plain"] == "@Hearth why"


async def test_an_update_replaces_the_message_that_was_pressed(tmp_path: Path) -> None:
    hearth = Scripted({"story.yes": Update(message(t("Thank you.")))})
    async with living(tmp_path, hearth) as room:
        landed = await room.platform.deliver(letter(AMINA))
        await room.platform.press("amina", landed.message, "story.yes")
        assert room.read("amina", "d-amina") == ["Thank you."]
        pressed = hearth.last(Pressed)
        assert (pressed.name, pressed.subject, pressed.community) == ("story.yes", "7f3a", "c1")


async def test_a_press_on_what_one_cannot_see_or_is_not_there_is_refused(tmp_path: Path) -> None:
    async with living(tmp_path) as room:
        landed = await room.platform.deliver(letter(AMINA))
        for who, where, what in (
            ("kofi", landed.message, "Happy to"),
            ("amina", landed.message, "story.other|c1|7f3a"),
            ("amina", "m9999", "Happy to"),
            ("amina", "home", "Happy to"),
        ):
            with pytest.raises(UnknownError):
                await room.platform.press(who, where, what)
        assert room.hearth.heard == []


async def test_a_menu_gives_its_values(tmp_path: Path) -> None:
    menu = Menu(t("How long?"), "story.long", (Option("1", t("A week")),), "s")
    hearth = Scripted({"menu": Say(replace(TOLD, blocks=(menu,)))})
    async with living(tmp_path, hearth) as room:
        done = await room.platform.type("amina", None, "menu")
        assert done.post is not None
        await room.platform.acts.choose("amina", done.post.id, "How long?", ("1",))
        assert hearth.last(Pressed).values == ("1",)


async def test_a_form_goes_through_its_steps_and_closes(tmp_path: Path) -> None:
    hearth = Scripted({"join": Fill(FORM, 0, {}, {}, "f1"), "submitted": in_steps})
    async with living(tmp_path, hearth) as room:
        await room.platform.type("amina", HOME, "/hearth join")
        await room.platform.submit("amina", "f1", {"ticks": (), "times": "1"})
        done = await room.platform.submit("amina", "f1", {"role": ""})
        assert done.form is not None
        assert done.form["fields"][0]["error"] == "Please say a word about it."
        await room.platform.submit("amina", "f1", {"role": "Auditor"})
        assert "amina" not in room.platform.world.forms
        assert hearth.last(Submitted).place == HOME
        with pytest.raises(UnknownError):
            await room.platform.submit("amina", "f1", {"role": "Auditor"})


async def test_a_later_answer_finds_its_way_by_the_handle(tmp_path: Path) -> None:
    hearth = Scripted({"story.yes": Later()})
    async with living(tmp_path, hearth) as room:
        landed = await room.platform.deliver(letter(AMINA))
        await room.platform.press("amina", landed.message, "Happy to")
        handle = hearth.last(Pressed).handle
        await room.platform.answer(handle, Answer(Update(message(t("Done."))), Envelope()))
        assert room.read("amina", "d-amina") == ["Done."]


async def test_the_home_page_is_drawn_when_it_is_opened(tmp_path: Path) -> None:
    hearth = Scripted({"opened": Show(Home((Heading(t("Good morning")),)))})
    async with living(tmp_path, hearth) as room:
        await room.platform.acts.open_home("amina")
        assert isinstance(hearth.heard[-1], Opened)
        assert room.platform.world.homes["amina"]["plain"] == "Good morning"


async def test_joining_and_leaving_are_told_once(tmp_path: Path) -> None:
    async with living(tmp_path) as room:
        await room.platform.acts.leave("amina", "community")
        await room.platform.acts.leave("amina", "community")
        await room.platform.join("amina", HOME)
        await room.platform.join("amina", "community")
        assert [type(event) for event in room.hearth.heard] == [Left, Joined]
        ids = {event.id for event in room.hearth.heard}
        assert len(ids) == 2


async def test_a_shortcut_carries_whom_or_what_it_was_used_on(tmp_path: Path) -> None:
    async with living(tmp_path) as room:
        done = await room.platform.type("kofi", HOME, "We should keep this")
        assert done.post is not None
        await room.platform.acts.point("amina", "story.keep", post=done.post.id)
        kept = room.hearth.last(Pointed)
        assert (kept.target, kept.text) == (KOFI, "We should keep this")
        assert kept.message == done.post.id
        await room.platform.acts.point("amina", "story.apart", target="ruth")
        assert room.hearth.last(Pointed).target == Person(SPACE, "ruth")


async def test_the_roster_and_the_keeper(tmp_path: Path) -> None:
    """Everybody in the home is on the roster; only the keeper may manage the playground."""
    async with living(tmp_path) as room:
        chunks = [chunk async for chunk in room.platform.roster(HOME)]
        everybody = [actor for chunk in chunks for actor in chunk]
        assert len(everybody) == 26
        managing = [a.person.id for a in everybody if Power.MANAGE in a.powers]
        assert managing == ["mara"]
        assert await room.platform.person(Person(SPACE, "nobody")) is None


async def test_what_is_missing_is_said(tmp_path: Path) -> None:
    async with living(tmp_path) as room:
        assert await room.platform.missing(HOME) == ()
        assert len(await room.platform.missing(Place(SPACE, "nowhere"))) == 1
        findings = await room.platform.check((HOME, Place(SPACE, "nowhere")))
        assert [finding.ok for finding in findings] == [True, False]


async def test_starting_afresh_forgets_what_happened_and_gives_new_ids(tmp_path: Path) -> None:
    async with living(tmp_path) as room:
        await room.platform.type("amina", None, "help")
        before = room.hearth.heard[-1].id
        await room.platform.deliver(letter(AMINA))
        await room.platform.begin_afresh()
        await room.platform.type("amina", None, "help")
        assert room.read("amina", "d-amina") == ["help"]
        assert room.hearth.heard[-1].id.split("-")[0] != before.split("-")[0]
        assert await room.platform.find(letter(AMINA), 0.0) is None
