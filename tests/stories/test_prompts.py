"""Prompts as people live with them: a weekly post, answers in its thread, ideas of members."""

from __future__ import annotations

from bot.prompts.content import shipped
from tests.stories.scenes import founded, only, regular
from tests.world import Seen, World

ALL = [prompt.text["en"] for prompt in shipped()]
FIRST = ALL[0]
IDEA = "What did a citizen teach you this month?"


async def weekly(world: World) -> None:
    """A prompt every Wednesday at ten, from tomorrow; nothing else is planned."""
    await world.runs("cora", "desk rhythm")
    await world.fills("cora", prompt="1", prompt_day="3", time="10:00", round="0", checkin="0")


def posted(world: World, who: str = "cora") -> list[str]:
    """The prompts that stand in the channel, in the order of the file."""
    return [one for one in ALL if any(one in seen.text for seen in channel(world, who))]


def channel(world: World, who: str = "cora") -> list[Seen]:
    """What stands in channels, oldest first."""
    return [seen for seen in world.sees(who) if not seen.private]


async def begun(world: World, *members: str) -> None:
    """These take part, and a prompt is planned for tomorrow."""
    await founded(world, *members)
    for name in members:
        await regular(world, name, helps="maps")
    await weekly(world)


async def asked(world: World, *members: str) -> None:
    """The same, and the first prompt is out."""
    await begun(world, *members)
    await world.passes(days=1, hours=2)


async def answers(world: World, name: str, words: str) -> None:
    """Somebody answers through the button."""
    await world.presses(name, "Answer here")
    await world.fills(name, words=words)


async def test_a_prompt_goes_out_once_a_week(world: World) -> None:
    """One a week, never the same, also over a restart; a new community is listened to first."""
    await asked(world, "bea")
    assert posted(world) == [FIRST]
    await world.restart()
    await world.passes(days=5)
    assert posted(world) == [FIRST]
    await world.passes(days=16)
    assert posted(world) == ALL[:4]
    assert sum(FIRST in seen.text for seen in channel(world)) == 1


async def test_whoever_is_shy_answers_through_a_form(world: World) -> None:
    """Their words stand under the prompt with their name; others say that they were useful."""
    await asked(world, "bea", "dan")
    await answers(world, "bea", "We map every school.")
    assert "I'll put it under the prompt" in world.reads("bea")
    assert any("We map every school." in seen.text for seen in channel(world, "dan"))
    await world.presses("dan", "Useful")
    assert "Noted, thank you." in world.last("dan")
    await world.presses("bea", "Useful")
    assert "This one is yours" in world.last("bea")


async def test_a_member_suggests_and_is_credited(world: World) -> None:
    """Accepted with one tap; the author hears, and reads their name under the prompt."""
    await begun(world, "bea")
    await world.runs("bea", "suggest")
    await world.fills("bea", words=IDEA, purpose="To learn from those we work for")
    assert "A coordinator looks at it" in world.last("bea")
    await world.runs("cora", "desk prompt")
    await world.presses("cora", "Look at one idea")
    assert IDEA in world.last("cora")
    await world.presses("cora", "Accept")
    await world.passes(hours=1)
    assert "Your idea for a prompt is accepted" in world.reads("bea")
    await world.runs("cora", "desk prompt")
    await world.chooses("cora", "Take another instead", IDEA)
    await world.passes(days=1)
    post = next(seen for seen in channel(world, "bea") if IDEA in seen.text)
    credit = post.text.partition("Suggested by ")[2]
    assert credit.casefold().startswith(("bea", "@bea", f"<@{world.id_of('bea')}>"))


async def test_why_not_is_said_kindly(world: World) -> None:
    """The author reads the coordinator's own words, and is welcome again."""
    await begun(world, "bea")
    await world.runs("bea", "suggest")
    await world.fills("bea", words=IDEA)
    await world.runs("cora", "desk today")
    assert "An idea for a prompt waits for your yes." in world.reads("cora")
    await world.presses("cora", "Look")
    await world.presses("cora", "Say why not")
    await world.fills("cora", why="We asked this in spring; may it rest till autumn?")
    await world.passes(hours=1)
    assert "may it rest till autumn?" in world.reads("bea")
    assert "Your next idea is just as welcome." in world.reads("bea")
    await world.passes(days=30)
    assert not any(IDEA in seen.text for seen in channel(world))


async def test_without_a_purpose_nothing_is_scheduled(world: World) -> None:
    """Row 31: accepting asks for the one line that is missing; nobody can leave it out."""
    await begun(world, "bea")
    await world.runs("bea", "suggest")
    await world.fills("bea", words=IDEA)
    await world.runs("cora", "desk prompt")
    await world.presses("cora", "Look at one idea")
    await world.presses("cora", "Accept")
    assert "without it nothing goes out" in world.form("cora")
    await world.fills("cora", purpose="To learn from those we work for")
    await world.runs("cora", "desk prompt")
    await world.chooses("cora", "Take another instead", IDEA)
    assert "To learn from those we work for" in world.last("cora")


async def test_an_idea_is_taken_back(world: World) -> None:
    """Its author thought again, and nothing of it is kept."""
    await begun(world, "bea")
    await world.runs("bea", "suggest")
    await world.fills("bea", words=IDEA, purpose="To learn")
    await world.presses("bea", "Take it back")
    assert "I keep nothing of it" in world.last("bea")
    await world.runs("cora", "desk prompt")
    assert not world.offered("cora", "Look at one idea")


@only("slack", "slack-http", "discord", "web")
async def test_a_message_becomes_an_idea(world: World) -> None:
    """One's own words are filled in; somebody else's are shown, and put in one's own."""
    await begun(world, "bea", "dan")
    await world.writes("dan", "Who else buys maps by the metre?")
    await world.points("bea", "Suggest as a prompt", at="by the metre")
    assert "in your own words" in world.form("bea")
    await world.fills("bea", words="How do you buy maps?", purpose="To buy better")
    await world.points("dan", "Suggest as a prompt", at="by the metre")
    await world.fills("dan", purpose="To buy better")
    await world.runs("cora", "desk prompt")
    await world.presses("cora", "Look at 2 ideas")
    assert "How do you buy maps?" in world.last("cora")
    assert "Who else buys maps by the metre?" in world.last("cora")
