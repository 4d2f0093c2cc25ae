"""What comes of prompts: not only you, because you, a note with everybody's yes, a calmer pace."""

from __future__ import annotations

from tests.stories.scenes import founded, regular
from tests.stories.test_prompts import FIRST, answers, asked, begun, channel, weekly
from tests.world import World

HARD = "Nobody answers my letters."
ABOUT_MAPS = """
[[prompt]]
id = "map"
kind = "{kind}"
first = 1
text.en = "Which map did you draw last?"
purpose.en = "To see each other's maps"
about.en = "drawing maps"
"""


async def brings(world: World, entries: str, rest: str = "keep") -> None:
    """The coordinator pastes entries of a file."""
    await world.runs("cora", "desk prompt")
    await world.presses("cora", "Import prompts")
    await world.fills("cora", words=entries, rest=rest)


async def challenged(world: World, *members: str) -> None:
    """Bea said what is hard for her, under a challenge check."""
    await founded(world, *members)
    for name in members:
        await regular(world, name, helps="maps")
    await brings(world, ABOUT_MAPS.format(kind="challenge_check"), rest="away")
    await weekly(world)
    await world.passes(days=1, hours=2)
    await answers(world, "bea", HARD)


async def test_it_is_not_only_you(world: World) -> None:
    """Rows 13 and 17: counted once; from two others on one private message; both are asked."""
    await challenged(world, "bea", "dan", "eve")
    before = world.received("bea")
    await me_too(world, "dan")
    await me_too(world, "dan")
    assert "it counts once" in world.last("dan")
    await world.passes(minutes=20)
    assert world.received("bea") == before
    await me_too(world, "eve")
    assert "2 others said the same" in world.last("eve")
    await world.passes(minutes=20)
    told = [text for text in world.received("bea") if "2 others said the same" in text]
    assert len(told) == 1
    assert "2 others said the same" in world.reads("dan")
    await world.presses("bea", "Yes, introduce us")
    await world.passes(minutes=20)
    assert not world.met("bea", "dan")
    assert "would like to meet you" in world.reads("dan")
    assert "would like to meet you" not in world.reads("eve")
    await world.presses("dan", "Happy to")
    assert world.met("bea", "dan")


async def me_too(world: World, name: str) -> None:
    """Press under Bea's answer: the newest of that label."""
    await world.presses(name, "Me too")


async def test_me_too_is_theirs_alone(world: World) -> None:
    """One's own is not supported by oneself, and nobody sees who did or how many."""
    await challenged(world, "bea", "dan", "eve")
    await me_too(world, "bea")
    assert "This one is yours" in world.last("bea")
    await me_too(world, "dan")
    assert not any("it counts once" in seen.text for seen in channel(world, "eve"))


async def test_because_you_said_you_can(world: World) -> None:
    """Row 31: whom a prompt suits is asked personally, with the reason; nobody else is."""
    await founded(world, "bea", "dan")
    await regular(world, "bea", helps="drawing maps")
    await regular(world, "dan", helps="school meals")
    await brings(world, ABOUT_MAPS.format(kind="tip"))
    await weekly(world)
    await world.passes(days=1, hours=2)
    assert "because you said you can help with drawing maps" in world.reads("bea")
    assert "because you said" not in world.reads("dan")
    await world.presses("bea", "Answer")
    await world.fills("bea", words="The one of all wells.")
    assert any("The one of all wells." in seen.text for seen in channel(world, "dan"))


async def test_a_kind_is_muted(world: World) -> None:
    """Row 32: who muted a kind is not asked personally about it; the post is for the others.

    And between two perspectives there are three of other kinds, or none at all.
    """
    await founded(world, "bea")
    await regular(world, "bea", helps="drawing maps")
    first = ABOUT_MAPS.format(kind="perspective")
    others = [first.replace('"map"', f'"map-{n}"').replace("about.en", "#") for n in range(2)]
    kinds = [
        one.replace("perspective", kind) for one, kind in zip(others, ("tip", "story"), strict=True)
    ]
    await brings(world, "\n".join((first, first.replace('"map"', '"z"'), *kinds)), rest="away")
    await weekly(world)
    await world.passes(days=1, hours=2)
    await world.presses("bea", "No more of this kind")
    assert "I won't ask you personally about seeing with other eyes" in world.last("bea")
    await world.runs("bea", "why")
    assert "I don't ask you personally about" in world.last("bea")
    await world.runs("bea", "me")
    assert "seeing with other eyes" in world.last("bea")
    await world.passes(days=28)
    assert posts(world) == 3
    await brings(world, others[0].replace("map-0", "map-3").replace("perspective", "question"))
    await world.passes(days=21)
    assert posts(world) == 5
    invited = [text for text in world.received("bea") if text.startswith("I asked everybody")]
    assert len(invited) == 1


def posts(world: World) -> int:
    """How many prompts about maps stand in the channel."""
    return sum("Which map did you draw last?" in seen.text for seen in channel(world))


async def test_a_note_with_everybodys_yes(world: World) -> None:
    """Five days later chosen answers become a note: named, unnamed or not, as each one says."""
    await asked(world, "bea", "dan", "eve")
    await answers(world, "bea", "Every school is on our map.")
    await answers(world, "dan", "We call before we write.")
    await answers(world, "eve", "Tea at three.")
    await world.passes(days=6)
    await world.runs("cora", "desk prompt")
    await world.presses("cora", "Look at the answers")
    assert "not measured" in world.last("cora")
    await world.presses("cora", "Keep all of them")
    await world.passes(hours=2)
    await world.presses("bea", "With my name")
    await world.presses("dan", "Without my name")
    assert not any("What you answered" in seen.text for seen in channel(world))
    await world.presses("eve", "No, thank you")
    await world.passes(hours=1)
    note = next(seen.text for seen in channel(world) if "What you answered" in seen.text)
    assert "Every school is on our map." in note
    assert "We call before we write." in note
    assert "Tea at three." not in note
    assert "bea" in note.casefold() or world.id_of("bea") in note
    assert "dan" not in note.casefold()
    assert world.id_of("dan") not in note
    await world.runs("cora", "desk library")
    assert "2 things are kept." in world.last("cora")
    await world.runs("dan", "find", words=FIRST)
    await world.chooses("dan", "Read one", "Every school is on our map.")
    assert "Every school is on our map." in world.last("dan")
    assert "Where" in world.last("dan")


async def test_useful_answers_are_kept_with_one_tap(world: World) -> None:
    """Only those somebody marked; silence for a week is not a yes."""
    await asked(world, "bea", "dan")
    await answers(world, "bea", "Every school is on our map.")
    await world.presses("dan", "Useful")
    await answers(world, "dan", "Tea at three.")
    await world.passes(days=6)
    await world.runs("cora", "desk prompt")
    await world.presses("cora", "Look at the answers")
    assert "One person found it useful." in world.last("cora")
    await world.presses("cora", "Keep what was useful")
    await world.passes(days=8)
    assert not world.offered("dan", "With my name")
    assert not any("What you answered" in seen.text for seen in channel(world))


async def test_a_thin_backlog_is_told_two_weeks_ahead(world: World) -> None:
    """Row 30: with two left, the coordinator hears of it in the day's message, not on the day."""
    await begun(world, "bea")
    entries = [ABOUT_MAPS.format(kind="tip").replace('"map"', f'"map-{n}"') for n in range(3)]
    await brings(world, "\n".join(entries), rest="away")
    await world.runs("cora", "desk today")
    assert "nothing to ask" not in world.reads("cora")
    await world.passes(days=2)
    await world.runs("cora", "desk today")
    assert "There are 2 prompts left; after them I have nothing to ask." in world.last("cora")


async def test_three_quiet_prompts_slow_the_pace(world: World) -> None:
    """Told kindly, and the next comes two weeks later; an answer would have kept the pace."""
    await begun(world, "bea")
    await world.passes(days=15)
    await answers(world, "bea", "All of it works.")
    await world.passes(days=21)
    assert "three prompts went quiet" not in world.reads("cora")
    await world.passes(days=12)
    quiet = "As far as my buttons tell, three prompts went quiet. I'll ask every other week."
    assert quiet in world.reads("cora")


async def test_a_coordinator_swaps_changes_and_skips(world: World) -> None:
    """The next prompt is seen as it will stand there, and everything about it can be changed."""
    await begun(world, "bea")
    await world.runs("cora", "desk prompt")
    assert FIRST in world.last("cora")
    await world.presses("cora", "Swap")
    assert FIRST not in world.last("cora")
    await world.presses("cora", "Change")
    await world.fills("cora", words="What works well in your office?")
    assert "What works well in your office?" in world.last("cora")
    await world.presses("cora", "Skip this date")
    await world.passes(days=2)
    assert not any("What works well in your office?" in seen.text for seen in channel(world))
    await world.passes(days=7)
    assert any("What works well in your office?" in seen.text for seen in channel(world))


async def test_the_file_goes_out_and_comes_back(world: World) -> None:
    """Exported without anybody's name; a mistake in it is told by its entry."""
    await begun(world, "bea")
    await world.runs("bea", "suggest")
    await world.fills("bea", words="Where do you walk?", purpose="To walk")
    await world.runs("cora", "desk prompt")
    await world.presses("cora", "Look at one idea")
    await world.presses("cora", "Accept")
    await world.runs("cora", "desk prompt")
    await world.presses("cora", "Export all prompts")
    file = world.file("cora").decode()
    assert "Where do you walk?" in file
    assert world.id_of("bea") not in file
    await brings(world, ABOUT_MAPS.format(kind="tip"))
    assert "One prompt is new." in world.last("cora")


async def test_complaint_19_nobody_is_written_to_unasked(world: World) -> None:
    """A prompt reaches nobody privately who did not say that they may be asked."""
    await founded(world, "bea", "dan")
    await regular(world, "bea", helps="drawing maps", ticks=("introduce",))
    await brings(world, ABOUT_MAPS.format(kind="tip"), rest="away")
    await weekly(world)
    before = {name: world.received(name) for name in ("bea", "dan")}
    await world.passes(days=8)
    assert {name: world.received(name) for name in ("bea", "dan")} == before


async def test_complaint_22_nothing_is_taken_away_silently(world: World) -> None:
    """Muting says what changes and how to undo it; what is undone is asked again."""
    await asked(world, "bea")
    await world.presses("bea", "Not my kind")
    assert "I won't ask you personally about" in world.last("bea")
    await world.presses("bea", "Ask me again")
    assert "again" in world.last("bea")
    await world.runs("bea", "why")
    assert "I don't ask you personally about" not in world.last("bea")


async def test_complaint_24_ordinary_words_under_a_prompt_get_no_answer(world: World) -> None:
    """Whoever writes in the thread, however it sounds like a command, hears nothing of Hearth."""
    await asked(world, "bea")
    before = [seen.text for seen in world.sees("bea") if seen.ours]
    await world.writes("bea", "suggest help join: me too", under=FIRST)
    await world.passes(hours=3)
    assert [seen.text for seen in world.sees("bea") if seen.ours] == before
