"""Taking part: joining, finding, pausing, leaving, and what is kept."""

from __future__ import annotations

import json
import re

import pytest

from tests.stories.scenes import agrees, arrives, asked, founded, only, regular, tells
from tests.world import World

HARDEST = "Nobody answers my zymurgical questions"


async def test_join_takes_three_ticks_and_two_fields(world: World) -> None:
    """Join opens one form; what was ticked is what happens, and is said back."""
    await founded(world, "bea")
    await world.runs("bea", "join")
    form = world.form("bea")
    for tick in ("Introduce me to newcomers", "Draw me in rounds", "You may ask me what I know"):
        assert tick in form
    await world.fills("bea", ticks=("introduce", "rounds", "ask"), help="maps", learn="tenders")
    said = world.last("bea")
    assert "Thank you, you take part." in said
    assert "I draw you in rounds" in said
    assert "at most twice a week" in said


async def test_find_shows_who_agreed_to_be_found(world: World) -> None:
    """Find names members who said so, to the asker alone; a newcomer who only said yes is not."""
    await founded(world, "bea", "dan")
    await regular(world, "bea", helps="reading tenders")
    await regular(world, "dan", helps="maps")
    await agrees(world, "ana", learn="procurement")
    await world.runs("dan", "find", words="tenders")
    assert "can do: reading tenders" in world.last("dan")
    assert "bea" in world.last("dan").lower()
    await world.runs("dan", "find", words="spreadsheets")
    assert "Nobody here has said so yet" in world.last("dan")
    assert "reading tenders" not in world.reads("ana")


async def test_a_pause_stops_asks_at_once(world: World) -> None:
    """From the minute of a pause nobody is asked anything; it ends by itself."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await world.runs("bea", "pause", until="2 weeks")
    assert "You have a break until" in world.last("bea")
    await agrees(world, "ana")
    assert asked(world, "bea") == []
    assert "there is nobody I can ask" in world.reads("cora")
    await world.passes(days=15)
    await agrees(world, "eve")
    assert asked(world, "bea") == ["bea"]


async def test_a_promised_ask_waits_out_a_pause(world: World) -> None:
    """What was promised for the morning does not reach somebody who paused in the night."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await world.comes(3, 22)
    await agrees(world, "ana")
    assert asked(world, "bea") == []
    await world.says("bea", "pause until I say")
    await world.passes(days=3)
    assert asked(world, "bea") == []


async def test_leaving_stops_everything(world: World) -> None:
    """After leave nothing is sent; what is kept is theirs to decide."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await world.runs("bea", "leave")
    assert "I've stopped everything" in world.last("bea")
    await world.presses("bea", "Keep it")
    before = world.received("bea")
    await agrees(world, "ana")
    await world.passes(days=8)
    assert world.received("bea") == before


async def test_nobody_is_asked_who_said_never(world: World) -> None:
    """An allowance of none means that no request arrives, whatever is ticked."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement", allowance="0")
    await agrees(world, "ana")
    await world.passes(days=2)
    assert asked(world, "bea") == []


async def test_two_asks_a_week_at_most(world: World) -> None:
    """The usual allowance is two: a third ask does not reach them in that week."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    for name in ("ana", "dan"):
        await agrees(world, name)
        await world.presses("bea", "Not this time")
    await agrees(world, "eve")
    await world.passes(days=4)
    assert "Eve" not in "\n".join(world.received("bea"))
    assert "Eve" in world.reads("cora")


async def test_fewer_of_these_means_fewer(world: World) -> None:
    """Fewer of these is a no, and one ask a week from then on; `me` shows it."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await agrees(world, "ana")
    await world.presses("bea", "Fewer of these")
    assert "I'll ask you less often" in world.last("bea")
    await world.runs("bea", "me")
    await world.chooses("bea", "How often may I ask you? Now: Once a week", "Not at all")
    assert "I ask you nothing for now." in world.last("bea")


async def test_the_download_holds_all_of_it(world: World) -> None:
    """Download answers with a file of everything kept, in the person's own words."""
    await founded(world, "bea")
    await regular(world, "bea", helps="zymurgy", hardest=HARDEST)
    await world.runs("bea", "me")
    await world.presses("bea", "Download")
    file = json.loads(world.file("bea"))
    told = json.dumps(file["kept"], ensure_ascii=False)
    assert file["person"] == world.id_of("bea")
    assert "zymurgy" in told
    assert HARDEST in told
    assert all(kept["why"] and kept["until"] for kept in file["kept"])


async def test_erasing_leaves_no_byte(
    world: World, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """After erasing, a person's id and words stand in no byte of the database, nor in the logs."""
    await founded(world, "xanthippe", "dan")
    await regular(world, "dan", helps="maps")
    await regular(world, "xanthippe", helps="zymurgy", hardest=HARDEST)
    await agrees(world, "ana", learn="zymurgy")
    await world.presses("xanthippe", "Happy to")
    id_ = world.id_of("xanthippe").encode()
    assert id_ in world.holds()
    await world.runs("xanthippe", "me")
    await world.presses("xanthippe", "Erase everything")
    assert "Erased, for good:" in world.last("xanthippe")
    await world.hearth.beat()  # as it does by itself every twenty seconds
    kept = world.holds()
    logs = capsys.readouterr().out + caplog.text
    assert "members.erase" in logs
    for canary in (id_, b"zymurgical", b"Xanthippe"):
        assert canary not in kept
        assert canary.decode() not in logs


@only("slack", "slack-http")
async def test_guests_and_bots_are_left_alone(world: World) -> None:
    """Guests, strangers of shared channels and bots are neither greeted nor let in."""
    await founded(world)
    world.person("ana", is_ultra_restricted=True)
    world.person("robo", is_bot=True)
    for name in ("ana", "robo"):
        await world.joins(name)
    await world.passes(hours=1)
    assert "Welcome. I'm Hearth" not in world.reads("cora")
    await world.runs("ana", "join")
    assert "Guests of this place cannot take part" in world.last("ana")


async def test_waking_hours_are_the_readers_own(world: World) -> None:
    """Who lives in Tokyo is asked when their morning comes, not in the asker's."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await world.runs("bea", "me")
    await world.presses("bea", "Change my profile")
    await world.fills("bea", zone="Asia/Tokyo")
    await world.comes(2, 12)
    await agrees(world, "ana")
    assert asked(world, "bea") == []
    await world.passes(hours=11)
    assert asked(world, "bea") == []
    await world.passes(hours=2)
    assert asked(world, "bea") == ["bea"]


async def test_nothing_is_asked_at_a_weekend(world: World) -> None:
    """A yes on Friday evening asks a peer on Monday morning."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await world.comes(5, 20)
    await arrives(world, "ana")
    await tells(world, "ana", learn="procurement")
    await world.presses("ana", "Yes, introduce me")
    await world.passes(days=2)
    assert asked(world, "bea") == []
    await world.comes(1, 11)
    assert asked(world, "bea") == ["bea"]


async def test_what_is_kept_is_said_before_joining(world: World) -> None:
    """What do you keep? is answered privately to anybody, in plain words."""
    await founded(world, "bea")
    await world.presses("cora", "See the post")
    await world.presses("cora", "Post it")
    await world.presses("bea", "What do you keep?")
    assert re.search(r"Before you press Join: that you are here", world.last("bea"))
    await world.presses("bea", "Not for me")
    assert "I do nothing about you" in world.last("bea")
