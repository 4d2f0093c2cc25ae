"""The adapter, with the real discord.py, in a loopback guild."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import ui
from bot.errors import Disconnected, Undeliverable
from bot.events import (
    Changed,
    Commanded,
    Completing,
    Door,
    Event,
    Joined,
    Left,
    PlaceLost,
    Pointed,
    Power,
    Pressed,
    Removed,
    Submitted,
    Typed,
)
from bot.platform import Answer
from bot.text import t
from tests.adapters.discord_room import EYES, Room, button, declared, message, saying, words_of
from tests.loopback.discord import LoopbackDiscord, User
from tests.loopback.judge import Judge

EPHEMERAL = 64


@pytest.fixture
async def room(tmp_path: Path, judge: Judge) -> AsyncIterator[Room]:
    """Connected, with two members."""
    async with LoopbackDiscord(judge=judge) as discord:
        made = Room(discord, tmp_path)
        discord.person("ana", global_name="Ana")
        discord.person("bea", global_name="Bea")
        await made.platform.start(made.hear, declared())
        yield made
        await made.platform.stop()


def user(room: Room, name: str) -> User:
    return room.discord.world.user(name)


async def test_the_tree_is_registered_once(room: Room) -> None:
    """Made from the declarations, sent again only when it changed."""
    sent = room.discord.log.accepted("PUT /applications/{application_id}/commands")
    assert len(sent) == 1
    root = room.discord.registry.find(None, "hearth", 1)
    assert root is not None
    assert [one["name"] for one in root["options"]] == [
        "help", "introduce", "find", "pause", "desk",
    ]  # fmt: skip
    again = room.another()
    await again.start(room.hear, declared())
    await again.stop()
    assert len(room.discord.log.accepted("PUT /applications/{application_id}/commands")) == 1


async def test_a_command_is_answered_to_its_author_alone(room: Room) -> None:
    """Typed values arrive as people and words; the answer is ephemeral."""
    room.says = lambda _: saying(words_of("I'll ask, if *I* can"))
    done = await room.discord.runs(
        "ana", "hearth introduce", {"one": "ana", "other": "bea", "because": "both sew"}
    )
    event = room.heard[0]
    assert isinstance(event, Commanded)
    assert event.verb == "introduce"
    assert event.values == {
        "one": room.person(user(room, "ana")),
        "other": room.person(user(room, "bea")),
        "because": "both sew",
    }
    assert event.actor.name == "Ana"
    assert event.actor.powers == frozenset()
    assert done.original is not None
    assert done.original.flags & EPHEMERAL
    assert room.discord.sees("ana")[-1].text == "I'll ask, if *I* can"
    assert not [one for one in room.discord.sees("bea") if "I'll ask" in one]


async def test_the_owner_may_manage(room: Room) -> None:
    """Powers come with the interaction."""
    await room.discord.runs("owner", "hearth desk today")
    assert room.heard[0].actor.powers == {Power.MANAGE}


async def test_suggestions_come_while_typing(room: Room) -> None:
    """With the option in focus."""
    room.says = lambda _: ui.Suggest((ui.Option("procurement", t("Procurement")),))
    offered = await room.discord.autocompletes("ana", "hearth find", "words", "proc")
    assert [one["value"] for one in offered] == ["procurement"]
    event = room.heard[0]
    assert isinstance(event, Completing)
    assert (event.verb, event.option, event.partial) == ("find", "words", "proc")


class TwoSteps:
    """A form of two steps whose first wants a longer answer."""

    WANT = ui.Line("want", t("What do you want to learn?"), required=True)
    OPTIONS = (ui.Option("a", t("A")), ui.Option("b", t("B")))
    TICKS = ui.Choice("ticks", t("Ticks"), OPTIONS, many=True)
    FORM = ui.Form("demo.form", t("Join"), (ui.Step((WANT,)), ui.Step((TICKS,))))

    def __init__(self) -> None:
        self.fill = ui.Fill(self.FORM, id="f00d")

    def __call__(self, event: Event) -> ui.Reply | None:
        """As the dispatcher goes through a form."""
        if isinstance(event, Submitted):
            if "ticks" in event.values:
                return saying(words_of("Thank you."))
            good = len(str(event.values["want"])) > 3
            errors = {} if good else {"want": t("One more detail.")}
            self.fill = ui.Fill(self.FORM, int(good), dict(event.values), errors, "f00d")
        return self.fill


async def test_a_form_of_two_steps_with_an_error(room: Room) -> None:
    """A modal, a note with what is wrong, the modal again, a note, the second, the answer."""
    room.says = TwoSteps()
    opened = await room.discord.runs("ana", "hearth help")
    assert opened.modal is not None
    await room.discord.submits("ana", opened, {"want": "x"})
    assert "What do you want to learn?: One more detail." in room.discord.sees("ana")[-1].text
    again = await room.discord.presses("ana", None, "Correct")
    await room.discord.submits("ana", again, {"want": "procurement"})
    assert "step 2 of 2" in room.discord.sees("ana")[-1].text
    second = await room.discord.presses("ana", None, "Continue")
    await room.discord.submits("ana", second, {"Ticks": ["A", "B"]})
    assert [event.values for event in room.of(Submitted)] == [
        {"want": "x"}, {"want": "procurement"}, {"ticks": ("a", "b")},
    ]  # fmt: skip
    seen = room.discord.sees("ana")
    assert seen[-1].text == "Thank you."
    assert len(seen) == 1, "each note gave its place to what came next"


async def test_a_button_changes_the_message_it_stands_on(room: Room) -> None:
    """Update replaces the message; the person is not told twice."""
    landed = await room.platform.deliver(room.letter("demo.1", room.home))
    room.says = lambda _: ui.Update(message(words_of("Settled.")))
    await room.discord.presses("ana", None, "Yes")
    event = room.heard[0]
    assert isinstance(event, Pressed)
    assert (event.name, event.community, event.subject) == ("demo.yes", "c1", "7")
    assert event.place == room.home
    stands = room.discord.world.channels[landed.place.id].messages[landed.message]
    assert room.discord.sees("ana")[-1].text == "Settled."
    assert stands.edits == 1


async def test_nothing_to_say_is_only_acknowledged(room: Room) -> None:
    """A press without an answer leaves the screen as it was; a command leaves nothing."""
    await room.platform.deliver(room.letter("demo.1", room.home))
    pressed = await room.discord.presses("ana", None, "Yes")
    assert pressed.answer == 6
    ran = await room.discord.runs("ana", "hearth help")
    await room.until(lambda: ran.original is not None and ran.original.deleted)


async def test_a_button_that_wants_to_be_sure_asks_first(room: Room) -> None:
    """Its own question; only the second press is heard."""
    sure = button("Erase", "demo.erase", "7", confirm=t("Everything I keep goes. Really?"))
    room.says = lambda _: saying(sure)
    await room.discord.runs("ana", "hearth help")
    await room.discord.presses("ana", None, "Erase")
    assert "Everything I keep goes. Really?" in room.discord.sees("ana")[-1].text
    assert not room.of(Pressed)
    await room.discord.presses("ana", room.discord.sees("ana")[-1], "Erase")
    assert [(event.name, event.subject) for event in room.of(Pressed)] == [("demo.erase", "7")]


async def test_a_forgotten_question_still_asks(room: Room) -> None:
    """After a restart the label stands for it."""
    sure = button("Erase", "demo.erase", "7", confirm=t("Everything I keep goes. Really?"))
    room.says = lambda _: saying(sure, private=False)
    await room.discord.runs("ana", "hearth help")
    room.platform._answers._confirms.clear()
    await room.discord.presses("ana", None, "Erase")
    assert "Erase" in room.discord.sees("ana")[-1].text
    assert not room.of(Pressed)


async def test_a_slow_answer_is_deferred_and_follows(room: Room) -> None:
    """Before the three seconds are over, and for their eyes alone."""
    room.slow, room.says = 2.6, lambda _: saying(words_of("At last."))
    ran = await room.discord.runs("ana", "hearth help")
    assert ran.answer == 5
    await ran.complete()
    assert room.discord.sees("ana")[-1].text == "At last."
    assert ran.original is not None
    assert ran.original.flags & EPHEMERAL


async def test_a_later_answer_comes_by_its_handle(room: Room) -> None:
    """Acknowledged now, said when the computation is done; after 15 minutes it is too late."""
    room.says = lambda _: ui.Later()
    ran = await room.discord.runs("ana", "hearth help")
    assert ran.answer == 5
    await room.platform.answer(room.heard[0].handle, Answer(saying(words_of("Done.")), EYES))
    assert room.discord.sees("ana")[-1].text == "Done."
    room.discord.passes(901)
    with pytest.raises(Undeliverable, match="answered_too_late"):
        await room.platform.answer(room.heard[0].handle, Answer(saying(words_of("Late.")), EYES))


async def test_while_our_database_is_away_people_are_told(room: Room) -> None:
    """An interaction cannot wait; a message can, and is heard when it is back."""
    room.away = 1
    ran = await room.discord.runs("ana", "hearth help")
    assert "try again in a moment" in ran.text
    room.away = 1
    await room.discord.mentions("ana", "general", "hello")
    await room.until(lambda: room.of(Typed))


async def test_a_mention_is_answered_under_it(room: Room) -> None:
    """People in it are people; ordinary words are not heard at all."""
    room.says = lambda _: saying(words_of("You two?"), private=False)
    await room.discord.writes("ana", "general", "ordinary words about @bea")
    asked = await room.discord.mentions("ana", "general", "introduce @bea because why")
    await room.until(lambda: room.discord.messages)
    (event,) = room.of(Typed)
    assert event.door is Door.MENTION
    assert event.parts == ("introduce", room.person(user(room, "bea")), "because why")
    (answer,) = room.discord.messages
    assert answer.reference is not None
    assert answer.reference["message_id"] == asked.id
    assert answer.pings == []


async def test_a_private_message_finds_its_guild(room: Room) -> None:
    """It has none of its own; the answer stands in the same conversation."""
    room.says = lambda _: saying(words_of("Paused."))
    await room.discord.writes_dm("owner", "pause until Monday")
    await room.until(lambda: room.discord.messages)
    (event,) = room.of(Typed)
    assert (event.door, event.parts, event.place) == (Door.DIRECT, ("pause until Monday",), None)
    assert event.space == room.space
    assert event.actor.powers == {Power.MANAGE}
    assert room.discord.sees("owner")[-1].private


async def test_a_shortcut_points(room: Room) -> None:
    """On a person, and on a message with its words."""
    room.says = lambda _: saying(words_of("Noted."))
    await room.discord.context_menu("ana", "Tell a coordinator", "bea")
    idea = await room.discord.writes("bea", "general", "an idea")
    await room.discord.context_menu("ana", "Keep this", idea)
    tell, keep = room.of(Pointed)
    assert (tell.name, tell.target) == ("demo.tell", room.person(user(room, "bea")))
    assert (keep.name, keep.text) == ("demo.keep", "an idea")


async def test_joining_counts_once_the_screening_is_passed(room: Room) -> None:
    """And once only; leaving is told too."""
    await room.discord.joins("cem", pending=True)
    await room.discord.joins("dot")
    await room.until(lambda: room.of(Joined))
    assert [event.actor.name for event in room.of(Joined)] == ["dot"]
    await room.discord.passes_screening("cem")
    await room.until(lambda: len(room.of(Joined)) == 2)
    await room.discord.renames("cem", "Cem the First")
    await room.until(lambda: room.of(Changed))
    assert room.of(Changed)[0].actor.name == "Cem the First"
    await room.discord.leaves("dot")
    await room.until(lambda: room.of(Left))
    assert len(room.of(Joined)) == 2


async def test_a_place_lost_an_outage_and_a_removal(room: Room) -> None:
    """An outage is neither; only being removed is a removal."""
    gone = room.discord.channel("welcome")
    await room.discord.deletes_channel(gone)
    await room.until(lambda: room.of(PlaceLost))
    assert room.of(PlaceLost)[0].place.id == gone.id
    await room.discord.guild_unavailable()
    await room.discord.guild_available()
    assert room.platform.spaces() == (room.space,)
    await room.discord.bot_removed()
    await room.until(lambda: room.of(Removed))
    assert room.platform.spaces() == ()


async def test_a_dropped_socket_is_resumed_and_nothing_is_lost(room: Room) -> None:
    """What happened meanwhile is replayed, once, without a new identify."""
    room.discord.sockets.close_all(4000)
    for name in ("eli", "fay", "gus"):
        await room.discord.joins(name)
    await room.until(lambda: len(room.of(Joined)) == 3, within=20)
    assert [event.actor.name for event in room.of(Joined)] == ["eli", "fay", "gus"]
    assert len(json.loads((room.folder / "discord-identifies.json").read_text())) == 1


async def test_without_the_members_intent_it_runs_and_says_so(tmp_path: Path, judge: Judge) -> None:
    """Commands and buttons work; check() names the remedy."""
    async with LoopbackDiscord(judge=judge) as discord:
        discord.privilege()
        room = Room(discord, tmp_path)
        discord.person("ana")
        await room.platform.start(room.hear, declared())
        try:
            room.says = lambda _: saying(words_of("Here."))
            assert "Here." in (await discord.runs("ana", "hearth help")).text
            findings = await room.platform.check((room.home,))
        finally:
            await room.platform.stop()
    (intent,) = [one for one in findings if "intent" in one.about]
    assert not intent.ok
    assert "Server Members Intent" in intent.remedy


async def test_a_revoked_token_stops_everything_at_once(room: Room) -> None:
    """Deliveries raise Disconnected, without knocking again."""
    room.discord.revoke_token()
    with pytest.raises(Disconnected):
        await room.platform.deliver(room.letter("demo.1", room.home))
    met = len(room.discord.log)
    with pytest.raises(Disconnected):
        await room.platform.deliver(room.letter("demo.2", room.home))
    assert len(room.discord.log) == met


async def test_a_wrong_token_is_said_at_the_start(tmp_path: Path, judge: Judge) -> None:
    """start() raises; it does not try for ever."""
    async with LoopbackDiscord(judge=judge) as discord:
        discord.revoke_token()
        room = Room(discord, tmp_path)
        with pytest.raises(Disconnected, match="token_revoked"):
            await room.platform.start(room.hear, declared())
        await room.platform.stop()
