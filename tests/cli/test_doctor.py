"""Each thing that can be wrong is named, with what to do; what is well is said to be."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web
from sqlalchemy import delete, insert, select, update

import migrations
from adapters.slack.manifest import manifest
from bot import cli_platforms
from bot.compose import TABLE
from bot.events import Actor, Commanded, Person, Place, Space
from storage.codec import encode
from storage.communities.tables import roles
from storage.database import Scope, Tx
from storage.ledger import instances
from storage.questions import QuestionsStore
from storage.tables import failed, outbox
from tests.cli.command import KEY, Command
from tests.cli.house import ANA, COMMUNITY, SINCE, SPACE, found, inside
from tests.loopback.discord import LoopbackDiscord, permissions
from tests.loopback.slack import LoopbackSlack

REFERENCE = "0BADF00D"


@pytest.fixture
def founded(hearth: Command) -> Command:
    """A community in the folder's own database, and nothing waiting."""
    hearth.env["HEARTH_KEY"] = KEY
    hearth.data.mkdir()
    found(hearth.url)
    with inside(hearth.url) as tx:
        tx.run.execute(update(outbox).values(state="sent"))
    return hearth


@asynccontextmanager
async def slack_for(hearth: Command, *, member: bool = True) -> AsyncIterator[LoopbackSlack]:
    """A workspace with the community's home channel."""
    async with LoopbackSlack(manifest(TABLE)) as slack:
        home = slack.add_channel("home", bot=member)
        slack.world.channels[COMMUNITY.home.id] = home
        hearth.env |= {
            "HEARTH_SLACK_BOT_TOKEN": slack.bot_token,
            "HEARTH_SLACK_APP_TOKEN": slack.app_token,
            "HEARTH_SLACK_API": slack.api,
        }
        yield slack


async def test_everything_is_well(founded: Command) -> None:
    """And it says what it looked at."""
    async with slack_for(founded):
        said = await founded("doctor")
    assert (said.code, said.err) == (0, ""), said.out
    assert "Everything is well." in said.out
    for looked in (
        "Settings",
        "Data folder",
        "Database: reachable",
        "Key: opens",
        "Failed events: none",
        "Parked messages: none",
        "Community Buyers: coordinators: 1",
        "Slack app-level token: opens a connection",
        "Slack permissions: nothing missing",
        f"Slack channel {COMMUNITY.home.id}: reads who is there",
        "Clock: agrees with Slack's",
    ):
        assert f"ok      {looked}" in said.out
    assert founded.env["HEARTH_SLACK_BOT_TOKEN"] not in said.out


async def test_before_the_first_start(hearth: Command) -> None:
    """Nothing is made by looking."""
    said = await hearth("doctor")
    assert said.code == 0
    assert "Database: not made yet" in said.out
    assert not (hearth.data / "hearth.db").exists()


async def test_what_slack_says_is_said(founded: Command) -> None:
    """A channel it was removed from, a permission it lost, a token that was revoked."""
    async with slack_for(founded, member=False) as slack:
        assert "Invite it: /invite @Hearth." in (await founded("doctor")).out
        scopes = slack.at.manifest.scopes
        slack.at.manifest.scopes = tuple(scope for scope in scopes if scope != "files:write")
        said = await founded("doctor")
        assert "NOT OK  Slack permission files:write" in said.out
        slack.at.revoked = "token_revoked"
        said = await founded("doctor")
    assert said.code == 1
    assert "NOT OK  Slack bot token: Slack refuses it (token_revoked)" in said.out


async def test_what_discord_says_is_said(founded: Command) -> None:
    """Also while another process holds the gateway: it is asked over REST alone."""
    async with LoopbackDiscord() as discord:
        discord.privilege()
        env = {"HEARTH_DISCORD_TOKEN": discord.token, "HEARTH_DISCORD_API": discord.api}
        said = await founded("doctor", **env)
    assert said.code == 1
    assert "ok      Discord token: works as Hearth" in said.out
    assert "NOT OK  Discord members intent" in said.out
    assert "ok      Clock: agrees with Discord's" in said.out
    assert not discord.sockets.sessions


@pytest.mark.parametrize("granted", [False, True])
async def test_the_content_intent_that_is_set_must_be_granted(
    founded: Command, *, granted: bool
) -> None:
    """Set and refused, nothing would ever tell why no question is recognised."""
    async with LoopbackDiscord() as discord:
        discord.privilege("members", *["message_content"] * granted)
        env = {"HEARTH_DISCORD_TOKEN": discord.token, "HEARTH_DISCORD_API": discord.api}
        said = await founded("doctor", **env, HEARTH_DISCORD_CONTENT_INTENT="true")
    wanted = "ok      Discord message content intent: granted"
    refused = "NOT OK  Discord message content intent: discord_content_intent is set, but"
    assert (wanted in said.out, refused in said.out) == (granted, not granted)
    assert ("Switch on Message Content Intent" in said.out) is not granted


async def test_a_forum_is_looked_at_and_what_is_not_seen_is_said(founded: Command) -> None:
    """Its permissions, and that without the intent there are titles only; unused, not a word."""
    async with LoopbackDiscord() as discord:
        discord.privilege("members")
        env = {"HEARTH_DISCORD_TOKEN": discord.token, "HEARTH_DISCORD_API": discord.api}
        assert "content intent" not in (await founded("doctor", **env)).out
        place = Place(Space("discord", discord.home.id), discord.forum("questions").id)
        with inside(founded.url) as tx:
            QuestionsStore(tx, Scope(place.space, "guild1")).set_forum(place, SINCE)
        said = await founded("doctor", **env)
        assert f"ok      Discord forum {place.id}: everything needed is allowed" in said.out
        assert "ok      Discord message content intent: off." in said.out
        discord.permit(permissions.VIEW_CHANNEL)
        said = await founded("doctor", **env)
    assert f"NOT OK  Discord forum {place.id}: I lack the permission “Manage Posts”" in said.out


async def test_rows_that_need_somebody(founded: Command) -> None:
    """Parked messages by reason, failed events by reference, a community nobody carries."""
    with inside(founded.url) as tx:
        parked = update(outbox).where(outbox.c.key == "test.0")
        tx.run.execute(parked.values(state="parked", reason="nobody can look"))
        fail(tx)
    said = await founded("doctor")
    assert said.code == 1
    assert "NOT OK  Parked messages: 1: nobody can look" in said.out
    assert f"Failed events: {REFERENCE} (ValueError" in said.out
    assert f"hearth doctor --replay {REFERENCE}" in said.out
    assert "2 things need you." in said.out


async def test_a_community_nobody_carries(founded: Command) -> None:
    """The remedy is the command that helps, ready to be pasted."""
    with inside(founded.url) as tx:
        tx.run.execute(delete(roles))
    assert (await founded("doctor")).code == 1
    said = await founded("doctor")
    assert f"hearth owner @name --community {COMMUNITY.id}" in said.out


async def test_two_processes_on_one_token(founded: Command) -> None:
    """They would do everything twice; whoever was killed is quiet after a minute."""
    with inside(founded.url) as tx:
        instances.beat(tx, "1-a", ("xoxb-1",), time.time())
        instances.beat(tx, "2-b", ("xoxb-1",), time.time() - 30)
        instances.beat(tx, "3-c", ("xoxb-1",), time.time() - 90)
    said = await founded("doctor")
    assert said.code == 1
    assert "2 processes serve the same token" in said.out
    with inside(founded.url) as tx:
        instances.leave(tx, "2-b")
    assert "processes serve" not in (await founded("doctor")).out


async def test_a_running_process_beats(hearth: Command) -> None:
    """It says so every 20 s, and takes it back when it ends; `--alive` asks it."""
    before = await hearth("doctor", "--alive")
    assert (before.code, before.err.strip()) == (1, "Hearth is not running here.")
    async with hearth.running():
        assert (await hearth("doctor", "--alive")).out == "Well.\n"
        assert "Process: running" in (await hearth("doctor", HEARTH_PLAYGROUND="false")).out
    assert (await hearth("doctor", "--alive")).code == 1
    key = (hearth.folder / "hearth.key").read_text()
    with inside(hearth.url, key) as tx:
        assert instances.alive(tx, time.time()) == ()


async def test_the_key_of_another_house(founded: Command) -> None:
    """Said once; nothing sealed is tried."""
    other = (await founded("key")).out.strip()
    said = await founded("doctor", HEARTH_KEY=other)
    assert said.code == 1
    assert "NOT OK  Key: does not open this database" in said.out
    assert "Traceback" not in said.err


async def test_an_older_and_a_newer_database(founded: Command) -> None:
    """The one is brought up by a start, the other needs its release."""
    with inside(founded.url) as tx:
        tx.run.exec_driver_sql("UPDATE alembic_version SET version_num = 'later'")
    assert "was made by a newer release" in (await founded("doctor")).out
    with inside(founded.url) as tx:
        tx.run.exec_driver_sql("DELETE FROM alembic_version")
        assert migrations.standing(tx.run) == ""
    assert "stands at an older release" in (await founded("doctor")).out


async def test_a_file_others_can_read(founded: Command) -> None:
    """Tokens stand in it."""
    founded.toml("port = 8500").chmod(0o644)
    said = await founded("doctor")
    assert "NOT OK  hearth.toml: others on this machine can read it" in said.out


@pytest.mark.parametrize(("minutes", "well"), [(0, True), (-4, True), (6, False), (-6, False)])
async def test_a_clock_that_is_wrong(minutes: int, *, well: bool) -> None:
    """More than five minutes from the platform's: signatures would be refused."""

    async def answer(_request: web.Request) -> web.Response:
        theirs = datetime.now(UTC) + timedelta(minutes=minutes)
        return web.Response(headers={"Date": format_datetime(theirs, usegmt=True)})

    app = web.Application()
    app.add_routes([web.get("/", answer)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        told = await cli_platforms.clock("Slack", f"http://127.0.0.1:{runner.addresses[0][1]}/")
    finally:
        await runner.cleanup()
    assert told[0].ok is well
    if not well:
        assert ("behind" if minutes > 0 else "ahead of") in told[0].said


def fail(tx: Tx) -> None:
    """Record an event as the dispatcher does when a handler raised: /hearth help, in the home."""
    event = Commanded(
        id="e1",
        at=datetime.now(UTC),
        actor=Actor(Person(SPACE, ANA.id), "Ana"),
        place=COMMUNITY.home,
        verb="help",
    )
    sealed = tx.vault.seal(encode(event), "failed", "event", REFERENCE)
    row = {"id": REFERENCE, "space": SPACE.key, "at": datetime.now(UTC), "event": sealed}
    tx.run.execute(insert(failed).values(**row, error="ValueError"))


async def test_a_failed_event_goes_through_again(founded: Command) -> None:
    """It went well this time, so it is not kept any more; another reference is unknown."""
    with inside(founded.url) as tx:
        fail(tx)
    async with slack_for(founded):
        said = await founded("doctor", "--replay", REFERENCE.lower())
        assert said.code == 0, said.err
        assert "went well this time" in said.out
        again = await founded("doctor", "--replay", REFERENCE)
    assert (again.code, "No failed event is kept" in again.err) == (1, True)
    with inside(founded.url) as tx:
        assert tx.run.execute(select(failed)).all() == []


async def test_an_owner_by_name_or_id(founded: Command) -> None:
    """Somebody who is known there; it stands in the log."""
    said = await founded("owner", "@ana")
    assert said.code == 0, said.err
    assert "Ana is a coordinator of Buyers now" in said.out
    assert "already" in (await founded("owner", f"<@{ANA.id}>")).out
    nobody = await founded("owner", "@zoe", "--community", COMMUNITY.id)
    assert (nobody.code, "I know nobody called @zoe" in nobody.err) == (1, True)
    nowhere = await founded("owner", "@ana", "--community", "nothing")
    assert (nowhere.code, COMMUNITY.id in nowhere.err) == (1, True)
