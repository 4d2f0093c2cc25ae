"""Slack as people meet it: the real library, connected to a Slack on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.slack.platform import SlackPlatform
from bot.events import (
    Door,
    Event,
    Joined,
    Left,
    Opened,
    Person,
    Place,
    PlaceLost,
    Pointed,
    Power,
    Pressed,
    Submitted,
    Typed,
)
from bot.platform import Letter
from bot.text import t
from bot.ui import (
    File,
    Fill,
    Heading,
    Home,
    Menu,
    Message,
    Option,
    Paragraph,
    Reply,
    Say,
    Show,
    Update,
    Weight,
)
from tests.adapters.slack_running import (
    ENVELOPE,
    FORM,
    JOIN,
    TEAM,
    Core,
    Running,
    always,
    connected,
    say,
    texts,
)
from tests.loopback.slack import LoopbackSlack


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
async def running(core: Core) -> AsyncIterator[tuple[LoopbackSlack, SlackPlatform]]:
    async with connected(core) as both:
        slack = both[0]
        ana, bea = slack.add_user("ana", "Ana Alba"), slack.add_user("bea", is_admin=True)
        slack.add_channel("hello", [ana, bea])
        yield both


async def test_a_command_is_answered_for_their_eyes_only(core: Core, running: Running) -> None:
    """The answer to a command comes with its acknowledgement, and nobody else sees it."""
    slack, _ = running
    core.answers = always(Say(say("Hello, I'm Hearth.", JOIN)))
    bea = slack.world.user("bea").id
    done = await slack.runs("ana", "/hearth", f"why <@{bea}>", "hello")
    assert done.acked
    [seen] = slack.sees("ana")
    assert (seen.private, seen.buttons) == (True, ("Join", "Why?"))
    assert slack.sees("bea") == []
    event = core.last(Typed)
    assert event.parts == ("why", Person(TEAM, bea))
    assert (event.door, event.place.id) == (Door.COMMAND, slack.world.channel("hello").id)
    assert slack.log.of("response_url") == []


async def test_who_acts_is_known(core: Core, running: Running) -> None:
    """Name, locale, zone and powers come from Slack, and are asked for once a minute at most."""
    slack, _ = running
    await slack.runs("bea", "/hearth", "why", "hello")
    await slack.runs("bea", "/hearth", "why", "hello")
    actor = core.last(Typed).actor
    assert (actor.name, actor.locale, actor.zone) == ("bea", "en-US", "Europe/Berlin")
    assert actor.powers == {Power.MANAGE}
    assert len(slack.log.of("users.info")) == 1


async def test_a_form_goes_on_and_comes_back_with_errors(core: Core, running: Running) -> None:
    """A button opens a form; an error stands at its field; step two and the answer follow."""
    slack, _ = running

    def answers(event: Event) -> Reply | None:
        if isinstance(event, Typed):
            return Say(say("Hello", JOIN))
        if isinstance(event, Pressed):
            return Fill(FORM, id="f1")
        assert isinstance(event, Submitted)
        if event.values.get("help") == "x":
            return Fill(FORM, 0, event.values, {"help": t("One more detail?")}, "f1")
        if "help" in event.values:
            return Fill(FORM, 1, id="f1")
        return Say(say("Done, thank you."))

    core.answers = answers
    await slack.runs("ana", "/hearth", "", "hello")
    await slack.presses("ana", "Join")
    await slack.until(lambda: slack.form("ana"))
    assert "I can help with" in slack.reads(slack.form("ana"))
    wrong = await slack.submits("ana", {"I can help with": "x"})
    assert list(wrong.errors.values()) == ["One more detail?"]
    await slack.submits("ana", {"I can help with": "tax law"})
    assert "Host" in slack.reads(slack.form("ana"))
    bea = slack.world.user("bea").id
    done = await slack.submits("ana", {"Host": bea, "How?": "a"})
    assert done.failure == ""
    assert slack.form("ana") is None
    event = core.last(Submitted)
    assert event.form == "f1"
    assert event.values == {"host": Person(TEAM, bea), "how": "a"}
    assert event.place == Place(TEAM, slack.world.channel("hello").id)
    assert (await texts(slack, "ana", 2))[-1] == "Done, thank you."
    assert slack.sees("ana")[-1].message.is_ephemeral


async def test_a_press_replaces_what_was_pressed(core: Core, running: Running) -> None:
    """`Update` changes the message under the button, and leaves its mark on it."""
    slack, platform = running
    core.answers = always(Update(say("You joined.")))
    ana = slack.world.user("ana")
    letter = Letter("members.hello", Person(TEAM, ana.id), say("Hi", JOIN), ENVELOPE)
    await platform.deliver(letter)
    await slack.presses("ana", "Join")
    await slack.until(lambda: slack.sees("ana")[0].text == "You joined.")
    [seen] = slack.sees("ana")
    assert seen.message.metadata
    pressed = core.last(Pressed)
    assert (pressed.name, pressed.subject, pressed.community) == ("members.join", "7f3a", "c7")
    assert pressed.place is None
    assert await platform.find(letter, 0) is not None


async def test_an_ephemeral_message_is_replaced_too(core: Core, running: Running) -> None:
    """What only its reader sees is changed through its response_url."""
    slack, _ = running
    core.answers = lambda event: (
        Say(say("Hi", JOIN)) if isinstance(event, Typed) else Update(say("You joined."))
    )
    await slack.runs("ana", "/hearth", "", "hello")
    await slack.presses("ana", "Join")
    await slack.until(lambda: [seen.text for seen in slack.sees("ana")] == ["You joined."])


async def test_the_home_is_published(core: Core, running: Running) -> None:
    """Opening the page shows it; a press on it answers in private."""
    slack, _ = running
    page = Home((Heading(t("Your profile")), JOIN))
    core.answers = lambda event: Show(page) if isinstance(event, Opened) else Say(say("Because."))
    await slack.opens_home("ana")
    await slack.until(lambda: slack.home("ana"))
    assert "Your profile" in slack.reads(slack.home("ana"))
    home = slack.home("ana")
    await slack.presses("ana", "Why?", on=home)
    assert (await texts(slack, "ana", 1)) == ["Because."]
    assert slack.sees("ana")[0].channel.kind == "im"


async def test_a_page_asked_for_elsewhere_is_private(core: Core, running: Running) -> None:
    """`me` in a channel shows the page to them alone."""
    slack, _ = running
    core.answers = always(Show(Home((Heading(t("Your profile")),))))
    await slack.runs("ana", "/hearth", "me", "hello")
    assert (await texts(slack, "ana", 1)) == ["Your profile"]
    assert slack.sees("ana")[0].private
    assert slack.sees("bea") == []


async def test_words_in_private_are_answered_there(core: Core, running: Running) -> None:
    """Somebody writes to us, and we write back in the same conversation."""
    slack, _ = running
    core.answers = always(Say(say("You may.")))
    await slack.writes_dm("ana", "pause until Monday")
    assert (await texts(slack, "ana", 2))[-1] == "You may."
    assert not slack.sees("ana")[-1].message.is_ephemeral
    event = core.last(Typed)
    assert (event.parts, event.door) == (("pause until Monday",), Door.DIRECT)
    await slack.edits(slack.sees("ana")[0].message, "pause until Tuesday")
    assert len([e for e in core.heard if isinstance(e, Typed)]) == 1
    assert slack.courier.unacked == []


async def test_a_mention_is_answered_in_its_thread(core: Core, running: Running) -> None:
    """A public answer stands under the question; ordinary words get nothing."""
    slack, _ = running
    core.answers = always(Say(say("Bea knows."), private=False))
    await slack.writes("ana", "hello", "just talking")
    asked = await slack.mentions("ana", "hello", "who knows procurement?")
    assert (await texts(slack, "bea", 3))[-1] == "Bea knows."
    assert slack.sees("bea")[-1].message.thread_ts == asked.ts
    assert [event.parts for event in core.heard if isinstance(event, Typed)] == [
        ("who knows procurement?",)
    ]


async def test_a_private_answer_to_a_mention_is_for_one(core: Core, running: Running) -> None:
    """Private things in a channel are ephemeral, in the thread if there is one."""
    slack, _ = running
    core.answers = always(Say(say("Only you see this.")))
    first = await slack.writes("bea", "hello", "a thread")
    await slack.writes("ana", "hello", "an answer", thread=first.ts)
    await slack.mentions("ana", "hello", "why", thread=first.ts)
    await slack.until(lambda: slack.sees("ana")[-1].text == "Only you see this.")
    assert slack.sees("ana")[-1].message.thread_ts == first.ts
    assert slack.sees("bea")[-1].text != "Only you see this."


async def test_a_message_shortcut_tells_text_and_author(core: Core, running: Running) -> None:
    """*Keep this* points at somebody's words; a form may open from it."""
    slack, _ = running
    core.answers = always(Fill(FORM, id="f2"))
    said = await slack.writes("bea", "hello", "ask @ana & see")
    await slack.message_shortcut("ana", "questions.keep", said)
    event = core.last(Pointed)
    assert (event.name, event.target) == ("questions.keep", Person(TEAM, said.user))
    assert event.text.endswith("& see")
    await slack.until(lambda: slack.form("ana"))


async def test_a_global_shortcut_answers_in_private(core: Core, running: Running) -> None:
    """It happens nowhere, so its answer comes as a message."""
    slack, _ = running
    core.answers = always(Say(say("What is it about?")))
    await slack.shortcut("ana", "questions.ask")
    assert (await texts(slack, "ana", 1)) == ["What is it about?"]


async def test_a_choice_from_a_menu_is_heard(core: Core, running: Running) -> None:
    """Menus carry the same routing as buttons."""
    slack, _ = running
    menu = Menu(t("How often?"), "members.often", (Option("2", t("Twice")),), "s")
    core.answers = lambda event: (
        Say(Message("tests.menu", Weight.ANSWER, (menu,))) if isinstance(event, Typed) else None
    )
    await slack.writes_dm("ana", "me")
    await slack.until(lambda: len(slack.sees("ana")) == 2)
    await slack.selects("ana", "How often?", "Twice")
    event = core.last(Pressed)
    assert (event.name, event.subject, event.values) == ("members.often", "s", ("2",))


async def test_comings_and_goings_are_told(core: Core, running: Running) -> None:
    """Joining, leaving, being deactivated, a channel that closes."""
    slack, _ = running
    carl = await slack.joins_team("carl")
    await slack.joins_channel(carl, "hello")
    await slack.leaves_channel(carl, "hello")
    await slack.deactivates(carl)
    await slack.archives("hello")
    hello = Place(TEAM, slack.world.channel("hello").id)
    kinds = [(type(event), event.place) for event in core.heard]
    assert kinds == [
        (Joined, None),
        (Joined, hello),
        (Left, hello),
        (Left, None),
        (PlaceLost, hello),
    ]


async def test_guests_and_strangers_are_flagged(core: Core, running: Running) -> None:
    """The core decides what guests may; we say who is one."""
    slack, _ = running
    slack.add_user("gus", is_ultra_restricted=True)
    slack.world.channel("hello").members.append(slack.world.user("gus").id)
    await slack.mentions("gus", "hello", "help")
    assert core.last(Typed).actor.is_guest


async def test_files_come_in_private(core: Core, running: Running) -> None:
    """A download asked for in a channel is handed over in the private conversation."""
    slack, _ = running
    file = File("me.json", b"{}", t("All I keep about you"))
    message = Message("members.me", Weight.ANSWER, (Paragraph(t("Here it is.")),), (file,))
    core.answers = always(Say(message))
    await slack.runs("ana", "/hearth", "me", "hello")
    await slack.until(lambda: slack.log.accepted("files.completeUploadExternal"))
    [shared] = slack.log.accepted("files.completeUploadExternal")
    channel = slack.world.channels[shared.body["channel_id"]]
    assert channel.kind == "im"
    assert [each["bytes"] for each in slack.world.files.values()] == [b"{}"]
