"""What people do on Discord is answered in time: commands, buttons, menus, forms."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import ui
from bot.errors import Undeliverable
from bot.events import Commanded, Completing, Event, Person, Power, Pressed, Space, Submitted
from bot.platform import Answer, Letter
from bot.text import t
from tests.adapters.discord_room import EYES, Room, button, connected, message, saying, words_of
from tests.loopback.discord import User
from tests.loopback.judge import Judge

EPHEMERAL = 64


@pytest.fixture
async def room(tmp_path: Path, judge: Judge) -> AsyncIterator[Room]:
    """Connected, with two members."""
    async with connected(tmp_path, judge) as made:
        yield made


def user(room: Room, name: str) -> User:
    return room.discord.world.user(name)


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


async def test_menus_bring_what_was_chosen(room: Room) -> None:
    """One of several, and people of the guild."""
    options = (ui.Option("a", t("First")), ui.Option("b", t("Second")))
    said = message(
        ui.Menu(t("Pick"), "demo.pick", options, "7", many=True),
        ui.PeopleMenu(t("Whom?"), "demo.whom", "8"),
    )
    await room.platform.deliver(Letter("demo.1", room.home, said, EYES))
    await room.discord.selects("ana", None, "Pick", "First", "Second")
    await room.discord.selects("ana", None, "Whom?", "bea")
    pick, whom = room.of(Pressed)
    assert (pick.name, pick.subject, pick.values) == ("demo.pick", "7", ("a", "b"))
    assert (whom.name, whom.values) == ("demo.whom", (user(room, "bea").id,))


async def test_a_home_page_is_a_private_message(room: Room) -> None:
    """Discord has no page of one's own."""
    room.says = lambda _: ui.Show(ui.Home((ui.Heading(t("You")), button("Change", "demo.change"))))
    done = await room.discord.runs("ana", "hearth help")
    assert done.original is not None
    assert done.original.flags & EPHEMERAL
    assert room.discord.sees("ana")[-1].buttons == ("Change",)


async def test_an_answer_for_all_stays_public_even_when_late(room: Room) -> None:
    """A deferred answer is for one pair of eyes; what is for everybody takes its place."""
    room.slow = 2.3
    room.says = lambda _: saying(words_of("For everybody."), private=False)
    await room.discord.runs("ana", "hearth help")
    await room.until(lambda: [one for one in room.discord.sees("bea") if "everybody" in one])
    await room.until(lambda: not [one for one in room.discord.sees("ana") if one.private])


async def test_a_late_update_still_replaces_the_message(room: Room) -> None:
    """Through the bot's own right to edit; the deferred answer is taken away."""
    landed = await room.platform.deliver(room.letter("demo.1", room.home))
    room.slow, room.says = 2.3, lambda _: ui.Update(message(words_of("Settled.")))
    await room.discord.presses("ana", None, "Yes")
    stands = room.discord.world.channels[landed.place.id].messages[landed.message]
    await room.until(lambda: stands.edits)
    await room.until(lambda: [one.text for one in room.discord.sees("ana")] == ["Settled."])


async def test_labels_know_the_names_that_nobody_mentioned_yet(room: Room) -> None:
    """Asked for when they are not known, once."""
    ask = ui.Row((ui.Button(t("Ask {who}", who=room.person(user(room, "bea"))), "demo.ask"),))
    for key in ("demo.1", "demo.2"):
        await room.platform.deliver(Letter(key, room.home, message(ask), EYES))
    assert room.discord.sees("ana")[-1].buttons == ("Ask Bea",)
    assert len(room.discord.log.of("GET /guilds/{guild_id}/members/{user_id}")) == 1


async def test_a_press_in_private_knows_its_guild(room: Room) -> None:
    """Of several guilds the one the message speaks for, also after a restart."""
    world = room.discord.world
    other = world.add_guild("Other", user(room, "owner"))
    world.add_member(other, world.bot)
    world.add_member(other, user(room, "ana"))
    room.platform._listening.guilds.add(other.id)
    for space in (Space("discord", other.id), room.space):
        to = Person(space, user(room, "ana").id)
        await room.platform.deliver(room.letter(f"demo.{space.id}", to))
    first, second = room.discord.messages
    await room.discord.presses("ana", first, "Yes")
    await room.discord.presses("ana", second, "Yes")
    assert [event.space.id for event in room.of(Pressed)] == [other.id, room.space.id]
    assert room.of(Pressed)[0].place is None
