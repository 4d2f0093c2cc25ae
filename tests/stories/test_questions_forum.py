"""Where a coordinator chose a forum, each question is a post in it; tag and title follow."""

from __future__ import annotations

from tests.loopback.discord import members
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


async def begins(world: World, name: str, forum: Channel, title: str, text: str) -> None:
    """Somebody writes a post in the forum themselves."""
    assert isinstance(world, DiscordWorld)
    await world.discord.begins(name, forum, title, text)
    await world.settle()


@only("discord")
async def test_row_34_somebodys_own_post_becomes_a_question(world: World) -> None:
    """Help is offered in it, once; on a press it is asked about, and its tag and title follow."""
    assert isinstance(world, DiscordWorld)
    await practice(world)
    forum = await chosen(world)
    title = NEED
    await begins(world, "ana", forum, title, "We have four hundred a year.")
    there = [seen for seen in world.sees("eve") if seen.place == title]
    assert [one.buttons for one in there if one.ours] == [
        ("Find somebody", "No, thank you", "Never offer this")
    ]
    await world.presses("eve", "Find somebody")
    assert "Only whoever began this post can decide that." in world.last("eve")
    await world.presses("ana", "Find somebody")
    assert "We have four hundred a year." in world.form("ana")
    await world.fills("ana", tried="Asked the printer")
    assert "It stays where you wrote it" in world.last("ana")
    assert posts(world, forum) == [(title, ["Open"])]
    public = [one for one in world.sees("eve") if one.place == title and not one.private]
    [ours] = [one for one in public if one.ours]
    assert "Tried: Asked the printer" in ours.text
    assert ours.buttons == ("I can answer", "I know who")
    await world.presses("bea", "I can help")
    await world.fills("bea", answer="Use the OCDS templates.")
    await world.settle()
    said = [seen.text for seen in world.sees("eve") if seen.place == title]
    assert any("Use the OCDS templates." in text for text in said)
    await world.presses("ana", "That solved it")
    await world.settle()
    assert posts(world, forum) == [(f"Solved: {title}", ["Solved"])]
    await nothing_is_offered_elsewhere(world)
    await and_deleted_it_is_closed(world, forum)


async def nothing_is_offered_elsewhere(world: World) -> None:
    """In a forum that nobody chose."""
    assert isinstance(world, DiscordWorld)
    elsewhere = world.discord.forum("memes")
    await begins(world, "bea", elsewhere, "Look at this", "A cat.")
    assert not [seen for seen in world.sees("eve") if seen.place == "Look at this" and seen.ours]


async def and_deleted_it_is_closed(world: World, forum: Channel) -> None:
    """Its author deletes their post: they hear once that nobody is asked any more."""
    assert isinstance(world, DiscordWorld)
    await begins(world, "ana", forum, "Who runs school meals?", "In your town, I mean.")
    await world.presses("ana", "Find somebody")
    await world.fills("ana")
    name = "Who runs school meals?"
    channels = world.discord.world.channels.values()
    members.delete_channel(world.discord.world, next(one for one in channels if one.name == name))
    await world.settle()
    assert "Your question was deleted where it stood" in world.reads("ana")
