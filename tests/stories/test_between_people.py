"""Introducing others, keeping apart, telling a coordinator, and words instead of buttons."""

from __future__ import annotations

from tests.stories.scenes import agrees, asked, founded, only, regular, together
from tests.world import World


async def trio(world: World) -> None:
    """Bea, Dan and Eve take part."""
    await founded(world, "bea", "dan", "eve")
    for name in ("bea", "dan", "eve"):
        await regular(world, name, helps="maps")


async def test_a_member_introduces_two_others(world: World) -> None:
    """Both are asked first, and read who proposed it and why; two yeses open a conversation."""
    await trio(world)
    reason = "you both map rivers"
    await world.runs("bea", "introduce", one="@dan", other="@eve", because=reason)
    assert world.last("bea") == "I'll ask, if I can."
    for name in ("dan", "eve"):
        assert reason in world.reads(name)
    await world.presses("dan", "Happy to")
    assert not world.met("dan", "eve")
    await world.presses("eve", "Happy to")
    assert world.met("dan", "eve")


async def test_the_answer_is_the_same_whatever_is_in_the_way(world: World) -> None:
    """Somebody who never joined cannot be introduced, and the proposer cannot tell."""
    await founded(world, "bea", "dan", "eve")
    for name in ("bea", "dan"):
        await regular(world, name, helps="maps")
    await world.runs("bea", "introduce", one="@dan", other="@eve", because="both map rivers")
    assert world.last("bea") == "I'll ask, if I can."
    assert asked(world, "dan", "eve") == []


async def test_only_members_introduce(world: World) -> None:
    """Who has not joined is told privately how to, and can at once."""
    await founded(world, "bea", "dan", "eve")
    await world.runs("bea", "introduce", one="@dan", other="@eve", because="rivers")
    assert world.last("bea") == "That is for members. Join first: /hearth join"
    assert "That is for members" not in world.reads("dan")
    await world.presses("bea", "Join")
    await world.fills("bea", ticks=("introduce",), help="maps")
    await world.runs("bea", "introduce", one="@dan", other="@eve", because="rivers")
    assert world.last("bea") == "I'll ask, if I can."


async def test_not_this_person_keeps_two_apart(world: World) -> None:
    """Mutual and private: they are never brought together again, and nobody is told."""
    await together(world)
    before = world.received("bea")
    await world.presses("ana", "Not this person")
    await world.presses("ana", "Keep us apart")
    assert "nobody is told" in world.last("ana")
    assert world.received("bea") == before
    await regular(world, "cora", helps="maps")
    await world.runs("cora", "introduce", one="@ana", other="@bea", because="rivers")
    assert world.last("cora") == "I'll ask, if I can."
    await world.passes(days=8)
    assert "rivers" not in world.reads("ana")
    assert "rivers" not in world.reads("bea")
    assert "get to talk?" not in world.reads("ana")


async def test_a_coordinator_is_told_all_but_the_one_named(world: World) -> None:
    """A telling reaches every coordinator except the one it is about."""
    await founded(world, "bea", "dan")
    await world.runs("cora", "desk role", person="@dan", role="coordinator")
    await world.runs("bea", "why")
    await world.presses("bea", "Tell a coordinator")
    await world.fills("bea", words="I was shouted at.", person="dan")
    assert "I've passed it on to" in world.last("bea")
    assert "I was shouted at." in world.reads("cora")
    assert "I was shouted at." not in world.reads("dan")


async def test_telling_works_while_everything_is_held(world: World) -> None:
    """Hold stops what Hearth would send, never what somebody must tell a coordinator."""
    await founded(world, "bea")
    await world.runs("cora", "desk hold")
    await world.runs("bea", "why")
    await world.presses("bea", "Tell a coordinator")
    await world.fills("bea", words="I was shouted at.")
    assert "I was shouted at." in world.reads("cora")


async def test_a_message_does_what_the_command_does(world: World) -> None:
    """Written to Hearth privately, the words of a command have its effect."""
    await trio(world)
    await world.says("bea", "pause two weeks")
    assert "You have a break until" in world.last("bea")
    await world.says("bea", "resume")
    assert "Welcome back." in world.last("bea")
    await world.says("dan", "who knows maps?")
    assert "can do: maps" in world.last("dan")
    await world.says("eve", "stop")
    assert "I've stopped everything" in world.last("eve")


async def test_a_mention_does_what_the_command_does(world: World) -> None:
    """Mentioned in the channel, the same words work, and the answer is for the asker alone."""
    await trio(world)
    await world.mentions("dan", "who knows maps?")
    assert "can do: maps" in world.reads("dan")
    assert "can do: maps" not in world.reads("bea")


async def test_a_typed_answer_presses_the_button(world: World) -> None:
    """Under a question the answer may be typed: yes we met is We met."""
    await together(world)
    await world.passes(days=7, hours=4)
    await world.says("ana", "yes we met")
    assert "Lovely, thank you for telling me." in world.last("ana")


async def test_a_form_opens_from_words(world: World) -> None:
    """A typed join shows a button that opens the form, and the form works."""
    await founded(world, "bea")
    await world.says("bea", "join")
    assert "What may I do?" in world.form("bea")
    await world.fills("bea", ticks=("introduce",), help="maps")
    assert "Thank you, you take part." in world.last("bea")


async def test_what_is_not_understood_gets_a_line(world: World) -> None:
    """Unknown words get one line and three buttons, never a guess acted upon."""
    await founded(world, "bea")
    await world.says("bea", "the weather is lovely")
    answer = next(seen for seen in reversed(world.sees("bea")) if seen.ours)
    assert answer.text.startswith("I did not understand that.")
    assert len(answer.buttons) == 3


async def test_a_button_outlives_restarts(world: World) -> None:
    """A button of last week, pressed after a restart, does what it says; twice does no harm."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await agrees(world, "ana")
    await world.restart()
    await world.passes(days=3)
    await world.restart()
    await world.presses("bea", "Happy to")
    assert world.met("ana", "bea")
    rooms = [seen for seen in world.sees("ana") if "meet each other." in seen.text]
    assert len(rooms) == 1


async def test_an_old_desk_button_is_refused(world: World) -> None:
    """Who is a coordinator no more is told so by the buttons they still see."""
    await founded(world, "bea")
    await world.runs("cora", "desk role", person="@bea", role="coordinator")
    await world.runs("bea", "desk hold")
    await world.runs("cora", "desk role", person="@bea", role="coordinator")
    await world.presses("bea", "Release")
    assert "Only coordinators can do that." in world.last("bea")
    await world.runs("cora", "desk today")
    assert "Everything I would send is held." in world.last("cora")


@only("discord")
async def test_an_answer_behind_a_button_is_the_askers(world: World) -> None:
    """Where Hearth cannot whisper, nobody else can open somebody's answer."""
    await trio(world)
    await world.mentions("dan", "who knows maps?")
    await world.presses("bea", "Show me")
    assert world.last("bea").startswith("This was for somebody else, or its hour is over.")
    assert "can do: maps" not in world.reads("bea")


async def test_an_expired_form_gives_the_words_back(world: World) -> None:
    """A form sent after its hour changes nothing, says so, and returns what was written."""
    await founded(world, "bea")
    await world.runs("bea", "join")
    await world.passes(hours=2)
    await world.fills("bea", ticks=("introduce",), help="a long list of maps")
    assert "This form is no longer open, so nothing was changed." in world.last("bea")
    assert "a long list of maps" in world.last("bea")
    await world.runs("bea", "find", words="maps")
    assert "That is for members." in world.last("bea")


async def test_two_communities_share_nothing(world: World) -> None:
    """Two communities in one space: each finds its own, and who is in both is asked which."""
    await founded(world, "bea", "dan")
    world.channel("garden")
    await world.sets_up(place="garden", purpose="Gardeners who share tools.")
    await world.runs("bea", "join", place="garden")
    await world.fills("bea", ticks=("introduce", "ask"), help="pruning")
    await regular(world, "dan", helps="maps")
    await world.runs("dan", "find", words="pruning")
    assert "can do: pruning" not in world.reads("dan")
    await world.says("cora", "desk today")
    assert "You are in several communities here." in world.last("cora")
    await world.chooses("cora", "Choose a community", "Gardeners who share tools")
    assert "My first post is ready" in world.last("cora")
