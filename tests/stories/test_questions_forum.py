"""Where a coordinator chose a forum, each question is a post in it; tag and title follow."""

from __future__ import annotations

from tests.loopback.discord.model import Channel
from tests.stories.scenes import only
from tests.stories.test_questions import NEED, asks, channel, practice
from tests.world import World
from tests.world.discord import DiscordWorld

TAGS = ("Open", "Answered", "Solved", "Urgent")


def posts(world: World, forum: Channel) -> list[tuple[str, list[str]]]:
    """Titles and tags of what stands in the forum, oldest first."""
    assert isinstance(world, DiscordWorld)
    names = {tag["id"]: tag["name"] for tag in forum.tags}
    found = [one for one in world.discord.world.channels.values() if one.parent_id == forum.id]
    return [
        (one.name or "", [names[tag] for tag in one.thread.applied_tags])
        for one in found
        if one.thread
    ]


async def chosen(world: World) -> Channel:
    """The coordinator chooses the forum in `desk questions`."""
    assert isinstance(world, DiscordWorld)
    forum = world.discord.forum("open-questions", *TAGS)
    await world.runs("cora", "desk questions")
    await world.presses("cora", "Where questions stand")
    await world.presses("cora", "Choose a forum")
    await world.fills("cora", place="open-questions")
    assert "New questions are posted in" in world.last("cora")
    return forum


@only("discord")
async def test_row_34_questions_stand_in_a_forum(world: World) -> None:
    """One post a question: answers stand in it, its tag says how far it is, its title the end."""
    assert isinstance(world, DiscordWorld)
    await practice(world)
    forum = await chosen(world)
    await asks(world, "ana")
    assert posts(world, forum) == [(NEED, ["Open"])]
    assert not [seen for seen in channel(world) if NEED in seen.text and seen.place == "home"]
    assert "open-questions" in world.reads("cora") or forum.id in world.reads("cora")
    [post] = [one for one in world.discord.world.channels.values() if one.parent_id == forum.id]
    assert post.thread
    post.thread.applied_tags.append(forum.tags[3]["id"])  # somebody adds a tag of their own
    await world.presses("bea", "I can help")
    await world.fills("bea", answer="Use the OCDS templates.")
    await world.settle()
    there = [seen.text for seen in world.sees("eve") if seen.place == NEED]
    assert any("Use the OCDS templates." in text for text in there), sorted(
        {seen.place for seen in world.sees("eve")}
    )
    assert posts(world, forum) == [(NEED, ["Answered", "Urgent"])]
    await world.presses("ana", "That solved it")
    await world.settle()
    assert posts(world, forum) == [(f"Solved: {NEED}", ["Solved", "Urgent"])]
