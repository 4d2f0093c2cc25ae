"""The loopback platform seen from the real client: a bot lives on it and cannot cheat on it."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable

import discord
import pytest

from tests.adapters.discord_echo import Card, Echo, running
from tests.loopback.discord import LoopbackDiscord, NotPossible, faults, frames, permissions
from tests.loopback.judge import Judge


@pytest.fixture
async def platform(judge: Judge) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(judge=judge) as server:
        server.person("ana", global_name="Ana", locale="de")
        server.person("bea")
        yield server


@pytest.fixture
async def bot(platform: LoopbackDiscord) -> AsyncIterator[Echo]:
    async with running(platform) as echo:
        await echo.tree.sync()
        yield echo
        sent = [
            (name, data) for one in platform.sockets.sessions.values() for _, name, data in one.sent
        ]
        assert frames.wrong(sent) == []


async def until(true: Callable[[], object], within: float = 5.0) -> None:
    """Waits for something the client does by itself."""
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110 (the client has no event for most of this)
            await asyncio.sleep(0.01)


def channel(bot: Echo, platform: LoopbackDiscord, name: str = "general") -> discord.TextChannel:
    found = bot.get_channel(int(platform.channel(name).id))
    assert isinstance(found, discord.TextChannel)
    return found


async def test_a_command_with_people_is_answered_privately(
    platform: LoopbackDiscord, bot: Echo
) -> None:
    """The options arrive as people, and only the asker sees the answer."""
    options = {"one": "ana", "other": "bea", "because": "both teach"}
    answer = await platform.runs("ana", "hearth introduce", options)
    assert answer.text.endswith("both teach")
    assert "I'll ask @Ana and @bea: both teach" in platform.sees("ana")[-1]
    assert platform.sees("ana")[-1].private
    assert not platform.sees("bea")


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("hearth", {}),
        ("nothing", {}),
        ("hearth desk", {}),
        ("hearth introduce", {"one": "ana", "other": "bea"}),
        ("hearth introduce", {"one": "ana", "other": "bea", "because": "x"}),
        ("hearth desk today", {"much": 1}),
    ],
)
async def test_a_person_cannot_type_what_was_not_synced(
    platform: LoopbackDiscord, bot: Echo, command: str, options: dict[str, object]
) -> None:
    """The client of a person offers the synced tree and its limits, nothing else."""
    with pytest.raises(NotPossible):
        await platform.runs("ana", command, options)


async def test_typing_is_met_with_offers(platform: LoopbackDiscord, bot: Echo) -> None:
    """An option with autocomplete offers what the bot says."""
    offered = await platform.autocompletes("ana", "hearth find", "words", "procure")
    assert [one["name"] for one in offered] == ["procurement", "procures"]


async def test_a_deferred_answer_is_filled_by_the_first_follow_up(
    platform: LoopbackDiscord, bot: Echo
) -> None:
    """A follow-up directly after a deferral becomes that answer."""
    asked = await platform.runs("ana", "hearth find", {"words": "law"})
    await asked.complete()
    assert [str(one) for one in platform.sees("ana")] == ["nobody knows law yet"]


async def test_a_form_opens_from_a_button_and_is_sent(platform: LoopbackDiscord, bot: Echo) -> None:
    """Second-version card, button, form with every kind of field, and a private thank-you."""
    await channel(bot, platform).send(view=Card())
    assert platform.sees("ana")[-1].buttons == ("Start",)
    form = await platform.presses("ana", None, "Start")
    values = {"What do you want to learn?": "law", "How often?": "2", "host": "bea"}
    with pytest.raises(NotPossible, match="must be filled in"):
        await platform.submits("ana", form, {"How often?": "2"})
    await platform.submits("ana", form, values)
    bea = id_of(platform, "bea")
    told = {"learn": "law", "often": "2", "ticks": ["introduce"], "host": [bea]}
    assert platform.messages[-1].content == f"kept {told}"
    assert platform.messages[-1].only_for == id_of(platform, "ana")
    with pytest.raises(NotPossible):
        await platform.submits("ana", form, values)


def id_of(platform: LoopbackDiscord, name: str) -> str:
    return platform.world.user(name).id


async def test_a_press_changes_the_message_it_stands_on(
    platform: LoopbackDiscord, bot: Echo
) -> None:
    """An update in place at once, or after a silent deferral."""
    await platform.runs("ana", "hearth desk today")
    await platform.presses("ana", None, "Fine")
    assert str(platform.sees("ana")[-1]) == "Done."
    await platform.runs("bea", "hearth desk today")
    await (await platform.presses("bea", None, "Later")).complete()
    assert str(platform.sees("bea")[-1]) == "changed by later"


async def test_a_menu_entry_names_a_person(platform: LoopbackDiscord, bot: Echo) -> None:
    answer = await platform.context_menu("ana", "Not this person", "bea")
    assert answer.text == "not bea"


async def test_a_bot_that_says_nothing_is_reported_to_the_person(judge: Judge) -> None:
    """After the deadline the interaction is dead for the bot too: 10062."""
    async with LoopbackDiscord(judge=judge, deadline=0.2) as platform:
        platform.person("ana")
        async with running(platform) as bot:
            await bot.tree.sync()
            asked = await platform.runs("ana", "hearth sleep")
            assert asked.failed
            route = discord.http.Route("POST", f"/interactions/{asked.id}/{asked.token}/callback")
            with pytest.raises(discord.NotFound) as refused:
                await bot.http.request(route, json={"type": 4, "data": {"content": "late"}})
            assert refused.value.code == 10062


async def test_a_private_message_is_answered(platform: LoopbackDiscord, bot: Echo) -> None:
    """Content reaches the bot in private without the content intent."""
    await platform.writes_dm("ana", "hello")
    await until(lambda: platform.sees("ana")[-1].author == "Hearth")
    assert str(platform.sees("ana")[-1]) == "you said hello"
    assert platform.sees("bea") == []


async def test_content_is_empty_without_the_intent_unless_mentioned(
    platform: LoopbackDiscord, bot: Echo
) -> None:
    await platform.writes("ana", "general", "just between us")
    await platform.mentions("ana", "general", "help")
    await until(lambda: len(bot.heard) == 2)
    assert bot.heard == ["", f"<@{platform.world.bot.id}> help"]


async def test_a_private_thread_is_seen_by_its_members_only(
    platform: LoopbackDiscord, bot: Echo
) -> None:
    thread = await channel(bot, platform).create_thread(
        name="Ana and Bea", type=discord.ChannelType.private_thread
    )
    await thread.add_user(discord.Object(int(id_of(platform, "ana"))))
    await thread.send("meet each other")
    assert str(platform.sees("ana")[-1]) == "meet each other"
    assert platform.sees("bea") == []


async def test_an_archived_thread_refuses_edits_until_it_is_opened(
    platform: LoopbackDiscord, bot: Echo
) -> None:
    """50083, and unarchiving first helps."""
    thread = await channel(bot, platform).create_thread(
        name="short", type=discord.ChannelType.private_thread, auto_archive_duration=60
    )
    message = await thread.send("first")
    platform.passes(3700)
    with pytest.raises(discord.HTTPException) as refused:
        await message.edit(content="second")
    assert refused.value.code == 50083
    await thread.edit(archived=False)
    await message.edit(content="second")
    assert platform.messages[-1].content == "second"


async def test_active_threads_are_capped(platform: LoopbackDiscord, bot: Echo) -> None:
    platform.world.active_threads_cap = 1
    kind = discord.ChannelType.private_thread
    await channel(bot, platform).create_thread(name="one", type=kind)
    with pytest.raises(discord.HTTPException) as refused:
        await channel(bot, platform).create_thread(name="two", type=kind)
    assert refused.value.code == 160006


async def test_a_lost_reply_with_a_nonce_is_one_message(
    platform: LoopbackDiscord, bot: Echo
) -> None:
    """The first attempt was taken and its reply cut; the second returns the first message."""
    platform.faults.next("POST /channels/{id}/messages", faults.lose_reply)
    with pytest.raises(Exception, match="disconnected"):
        await channel(bot, platform).send("once", nonce="k1")
    again = await channel(bot, platform).send("once", nonce="k1")
    assert [one.id for one in platform.messages] == [str(again.id)]
    platform.passes(600)
    await channel(bot, platform).send("once", nonce="k1")
    assert len(platform.messages) == 2


async def test_a_5xx_after_the_fact_doubles_what_has_no_nonce(
    platform: LoopbackDiscord, bot: Echo
) -> None:
    """The client repeats by itself: without a nonce twice, with one once."""
    route = discord.http.Route("POST", f"/channels/{platform.channel('general').id}/messages")
    for body in ({"content": "bare"}, {"content": "named", "nonce": "k2", "enforce_nonce": True}):
        platform.faults.next("POST /channels/{id}/messages", "accepted_then_status:502")
        await bot.http.request(route, json=body)
    assert [one.content for one in platform.messages] == ["bare", "bare", "named"]


async def test_mentions_ping_only_as_far_as_allowed(platform: LoopbackDiscord, bot: Echo) -> None:
    """Absent means everything for an ordinary message; an empty list means nobody."""
    words = f"<@{id_of(platform, 'ana')}> and @everyone"
    await channel(bot, platform).send(words)
    assert platform.messages[-1].pings == [f"<@{id_of(platform, 'ana')}>"]
    platform.permit(permissions.BOT_DEFAULT | permissions.MENTION_EVERYONE)
    await channel(bot, platform).send(words)
    assert platform.messages[-1].pings == ["@everyone", f"<@{id_of(platform, 'ana')}>"]
    await channel(bot, platform).send(words, allowed_mentions=discord.AllowedMentions.none())
    assert platform.messages[-1].pings == []


async def test_files_come_as_attachments(platform: LoopbackDiscord, bot: Echo) -> None:
    picture = discord.File(io.BytesIO(b"png"), "chart.png", description="three bars")
    message = await channel(bot, platform).send("the month", file=picture)
    assert await message.attachments[0].read() == b"png"
    assert "[file chart.png: three bars]" in platform.sees("ana")[-1]


async def test_a_person_who_closed_their_messages_is_refused(
    platform: LoopbackDiscord, bot: Echo
) -> None:
    """50007 for closed messages, 50278 for somebody of no common server."""
    platform.world.user("bea").refuses_dms = True
    stranger = platform.stranger("cem")
    for name, code in (("bea", 50007), (stranger.name, 50278)):
        user = await bot.fetch_user(int(id_of(platform, name)))
        with pytest.raises(discord.Forbidden) as refused:
            await user.send("hello")
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("permitted", "code"),
    [(permissions.BOT_DEFAULT & ~permissions.SEND_MESSAGES, 50013), (0, 50001)],
)
async def test_permissions_are_computed(
    platform: LoopbackDiscord, bot: Echo, permitted: int, code: int
) -> None:
    everyone = platform.home.roles[platform.home.id]
    everyone.permissions = 0
    platform.permit(permitted)
    with pytest.raises(discord.Forbidden) as refused:
        await channel(bot, platform).send("may I?")
    assert refused.value.code == code


async def test_a_role_above_the_bot_cannot_be_given(platform: LoopbackDiscord, bot: Echo) -> None:
    role = platform.role("Members")
    give = bot.http.add_role
    home, ana = platform.home.id, id_of(platform, "ana")
    with pytest.raises(discord.Forbidden) as refused:
        await give(home, ana, role.id)
    assert refused.value.code == 50013
    platform.bot_on_top()
    await give(home, ana, role.id)
    assert platform.member("ana").roles == [role.id]


async def test_joins_are_told_with_their_screening(platform: LoopbackDiscord, bot: Echo) -> None:
    await platform.joins("dan", pending=True)
    await until(lambda: bot.joined)
    assert bot.joined == [("dan", True)]
    await platform.passes_screening("dan")
    assert platform.sockets.frames[-1][0] == "GUILD_MEMBER_UPDATE"
    assert platform.sockets.frames[-1][1]["pending"] is False


async def test_the_roster_is_paged(platform: LoopbackDiscord, bot: Echo) -> None:
    for number in range(1200):
        platform.person(f"person{number}")
    guild = bot.get_guild(int(platform.home.id))
    assert guild is not None
    assert len([one async for one in guild.fetch_members(limit=None)]) == 1204
