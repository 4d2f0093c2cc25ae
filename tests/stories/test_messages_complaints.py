"""Complaints 19 to 24 about bots like this one, each told so that it would show if it were true."""

from __future__ import annotations

from tests.stories.rounds import looks_first
from tests.stories.scenes import agrees, arrives, founded, only, regular
from tests.world import World
from tests.world.discord import DiscordWorld


async def test_complaint_19_unsolicited_private_messages(world: World) -> None:
    """Who pressed nothing hears nothing, whatever goes on; who did, two a week at most."""
    await founded(world, "bea", "dan")
    await world.runs("cora", "desk rhythm")
    await world.fills("cora")
    await regular(world, "bea", helps="maps", ticks=("rounds",))
    await arrives(world, "ana")
    before = world.received("ana")
    for _ in range(5):
        heard = len(world.received("bea"))
        await world.passes(days=7)
        assert len(world.received("bea")) - heard <= 2
    assert world.received("dan") == []
    assert world.received("ana") == before


async def test_complaint_20_newcomers_do_not_see_that_it_is_a_bot(world: World) -> None:
    """The first words anybody reads say so; so does the post with which a community begins."""
    await founded(world)
    await arrives(world, "ana")
    first = next(seen.text for seen in world.sees("ana") if seen.ours)
    assert "I'm Hearth, a bot." in first
    await world.presses("cora", "See the post")
    await world.presses("cora", "Post it")
    await world.settle()
    assert "Hello, I'm Hearth, a bot." in world.reads("ana")


async def test_complaint_22_taken_out_without_a_word(world: World) -> None:
    """Nobody is taken out silently: leaving is answered, says what stays, and how to come back."""
    await founded(world, "bea")
    await regular(world, "bea", helps="maps")
    await world.passes(days=40)
    await world.runs("bea", "me")
    assert "maps" in world.last("bea")  # silence takes nobody out
    await world.runs("bea", "leave")
    assert "I've stopped everything" in world.last("bea")
    await world.presses("bea", "Keep it")
    assert "I keep it and send you nothing." in world.last("bea")
    await world.presses("bea", "Join")
    await world.fills("bea", ticks=("introduce",))
    await world.runs("bea", "me")
    assert "maps" in world.last("bea")


@only("discord")
async def test_complaint_23_messages_closed_and_the_words_lost(world: World) -> None:
    """Where private messages are closed, a private thread has the words; elsewhere none can be."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    assert isinstance(world, DiscordWorld)
    world.discord.world.user("bea").refuses_dms = True
    await agrees(world, "ana")
    assert "Would you talk to @Ana for twenty minutes?" in world.reads("bea")
    assert "Would you talk to" not in world.reads("cora")
    await world.presses("bea", "Happy to")
    assert world.met("ana", "bea")


async def test_complaint_24_it_reacts_to_ordinary_words(world: World) -> None:
    """Words in a channel are nobody's commands, whatever they are and wherever they stand."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await looks_first(world)
    before = [[seen for seen in world.sees(name) if seen.ours] for name in ("bea", "cora")]
    for words in ("coffee", "help", "hearth, who knows procurement?", "stop", "yes we met"):
        await world.writes("bea", words)
    after = [[seen for seen in world.sees(name) if seen.ours] for name in ("bea", "cora")]
    assert [list(map(str, seen)) for seen in after] == [list(map(str, seen)) for seen in before]
    await world.mentions("bea", "help")
    assert "What I do here" in world.last("bea")
