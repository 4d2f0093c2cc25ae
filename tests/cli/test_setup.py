"""From a pasted token to a claim code, against the platforms' protocols on loopback."""

from __future__ import annotations

import base64
import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.cli_toml import changed
from bot.errors import HearthError
from bot.events import Space
from storage import engine
from storage.codec import Vault
from storage.communities import CommunitiesStore
from storage.communities.tables import claims
from storage.database import Scope, Tx
from tests.cli.command import Command, Said, code_in
from tests.loopback.discord import LoopbackDiscord
from tests.loopback.slack import LoopbackSlack
from tests.loopback.slack.world import TEAM


async def manifest(hearth: Command) -> dict[str, Any]:
    said = await hearth("setup", "slack", "--manifest")
    read: dict[str, Any] = json.loads(said.out)
    return read


def valid(hearth: Command, code: str, space: Space, later: timedelta = timedelta()) -> bool:
    """Whether the code would start a community there."""
    key = base64.b64decode((hearth.folder / "hearth.key").read_text())
    opened = engine.writer(hearth.url)
    try:
        with opened.begin() as run:
            tx = Tx(run, Vault((key,)))
            assert code not in str(run.execute(select(claims)).all())
            return CommunitiesStore(tx, Scope(space, "")).is_valid(code, datetime.now(UTC) + later)
    finally:
        opened.dispose()


def written(hearth: Command) -> dict[str, object]:
    file = hearth.folder / "hearth.toml"
    assert file.stat().st_mode & 0o777 == 0o600
    return tomllib.loads(file.read_text())


async def test_slack_from_the_link_to_the_code(hearth: Command) -> None:
    """Both tokens are tried, kept beside what stood there, never printed; the code is good."""
    (hearth.folder / "hearth.toml").write_text('# ours\nport = 8500\nslack_bot_token = "old"\n')
    async with LoopbackSlack(await manifest(hearth)) as slack:
        typed = f"{slack.bot_token}\n{slack.app_token}\n"
        said = await hearth("setup", "slack", typed=typed, HEARTH_SLACK_API=slack.api)
    assert said.code == 0, said.err
    assert "Both work, nothing missing; your claim code, good for one hour:" in said.out
    code = code_in(said.out)
    assert f"/invite @Hearth, then /hearth setup {code}" in said.out
    assert slack.bot_token not in said.out + said.err
    assert slack.app_token not in said.out + said.err
    assert written(hearth) == {
        "port": 8500, "slack_bot_token": slack.bot_token, "slack_app_token": slack.app_token
    }  # fmt: skip
    assert "# ours" in (hearth.folder / "hearth.toml").read_text()
    team = Space("slack", TEAM)
    assert valid(hearth, code, team)
    assert not valid(hearth, code, Space("slack", "T0ELSEWHERE"))
    assert not valid(hearth, code, team, timedelta(minutes=61))


async def test_the_note_gives_a_reason_for_every_permission(hearth: Command) -> None:
    """What the manifest asks for, the administrator is told why."""
    asked = await manifest(hearth)
    said = await hearth("setup", "slack")
    assert said.code == 1  # no token came
    assert "https://api.slack.com/apps?new_app=1&manifest_json=" in said.out
    scopes = asked["oauth_config"]["scopes"]["bot"]
    optional = asked["oauth_config"]["scopes"]["bot_optional"]
    assert all(f"- {scope}: " in said.out for scope in scopes if scope not in optional)
    assert all(f"- {scope} (optional): " in said.out for scope in optional)
    assert "connections:write" in said.out
    assert "Delayed Events" in said.out


WRONG = [
    ("xoxb-nobody", "xapp-1-A0HEARTH-1-loopback", "Slack refuses it (invalid_auth)"),
    ("xoxb-1-loopback", "xapp-nobody", "app-level token: Slack refuses it"),
    ("xapp-1-A0HEARTH-1-loopback", "xoxb-1-loopback", "the bot token begins with xoxb-"),
    ("", "", "No bot token"),
]


async def test_wrong_tokens_are_not_kept(hearth: Command) -> None:
    """Each is named with its remedy; the file stays as it was."""
    async with LoopbackSlack(await manifest(hearth)) as slack:
        for bot, app, remedy in WRONG:
            given = ("--bot-token", bot, "--app-token", app) if bot else ()
            said = await hearth("setup", "slack", *given, HEARTH_SLACK_API=slack.api)
            assert said.code == 1
            assert remedy in said.out + said.err
            assert not (hearth.folder / "hearth.toml").exists()


async def test_a_missing_permission_is_named(hearth: Command) -> None:
    """An app made from an older manifest works, and what it lacks is said with the reason."""
    asked = json.loads(json.dumps(await manifest(hearth)))
    asked["oauth_config"]["scopes"]["bot"].remove("files:write")
    async with LoopbackSlack(asked) as slack:
        typed = f"{slack.bot_token}\n{slack.app_token}\n"
        said = await hearth("setup", "slack", typed=typed, HEARTH_SLACK_API=slack.api)
    assert said.code == 0
    assert "files:write" in said.out.split("Paste both here")[1]
    assert "Both work, what is missing is named above" in said.out


async def test_slack_that_calls_us(hearth: Command) -> None:
    """With a public address: the signing secret instead of the app-level token."""
    url = "https://hearth.example.org"
    async with LoopbackSlack(await manifest(hearth)) as slack:
        typed = f"{slack.bot_token}\n{slack.signing_secret}\n"
        env = {"HEARTH_SLACK_API": slack.api}
        said = await hearth("setup", "slack", "--public-url", url, typed=typed, **env)
    assert said.code == 0, said.err
    assert written(hearth)["slack_signing_secret"] == slack.signing_secret
    assert written(hearth)["public_url"] == url
    assert "hearth.example.org/slack/events" in said.out


async def discord_says(hearth: Command, discord: LoopbackDiscord, token: str) -> Said:
    return await hearth("setup", "discord", typed=f"{token}\n", HEARTH_DISCORD_API=discord.api)


async def test_discord_from_the_portal_to_the_code(hearth: Command) -> None:
    """The token is tried, the invite link asks for exactly what is needed, the code is good."""
    async with LoopbackDiscord() as discord:
        discord.privilege("members")
        said = await discord_says(hearth, discord, discord.token)
        me = discord.world.application.id
    assert said.code == 0, said.err
    assert "It works, nothing missing; your claim code" in said.out
    assert f"oauth2/authorize?client_id={me}&scope=bot+applications.commands&perm" in said.out
    assert discord.token not in said.out + said.err
    assert written(hearth) == {"discord_token": discord.token}
    assert valid(hearth, code_in(said.out), Space("discord", "1"))


async def test_discord_without_the_members_intent(hearth: Command) -> None:
    """It works all the same, and is told what that means and where to change it."""
    async with LoopbackDiscord() as discord:
        discord.privilege()
        said = await discord_says(hearth, discord, discord.token)
    assert said.code == 0
    assert "members intent is off" in said.out
    assert "Server Members Intent" in said.out
    assert "what is missing is named above" in said.out


@pytest.mark.parametrize("token", ["nobody", "two words"])
async def test_discord_refuses(hearth: Command, token: str) -> None:
    """Nothing is kept."""
    async with LoopbackDiscord() as discord:
        said = await discord_says(hearth, discord, token)
    assert said.code == 1
    assert not (hearth.folder / "hearth.toml").exists()


async def test_a_running_hearth_is_told_to_restart(hearth: Command) -> None:
    """Tokens that were just written are not taken by a process that read the file before."""
    async with LoopbackDiscord() as discord, hearth.running():
        said = await discord_says(hearth, discord, discord.token)
    assert "restart it first" in said.out


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'a = "1"\n'),
        ("# why\nb = 2", '# why\nb = 2\na = "1"\n'),
        ('a = "0" # old\nb = 2\n', 'a = "1"\nb = 2\n'),
        ("c = 3\n", 'a = "1"\n'),
    ],
)
def test_a_file_is_changed_line_by_line(before: str, after: str) -> None:
    """Other lines stay as somebody wrote them; None takes a line out."""
    assert changed(before, {"a": "1", "c": None}) == after


@pytest.mark.parametrize("before", ["a = ", '[table]\nb = "x"', 'a = """\nb = 3\n"""'])
def test_a_file_that_would_not_say_the_same_is_left(before: str) -> None:
    """Better by hand than wrong."""
    with pytest.raises(HearthError, match=r"hearth.toml"):
        changed(before, {"a": "1"})


def test_odd_tokens_survive(tmp_path: Path) -> None:
    """Quotes and backslashes come back as they were."""
    token = 'a"b\\c é'
    assert tomllib.loads(changed("", {"a": token})) == {"a": token}


async def test_the_code_opens_the_form_in_the_channel(hearth: Command) -> None:
    """Set up, started, typed by somebody who administers nothing: as the walk tells it."""
    async with LoopbackSlack(await manifest(hearth)) as slack:
        hearth.env["HEARTH_SLACK_API"] = slack.api
        given = ("--bot-token", slack.bot_token, "--app-token", slack.app_token)
        code = code_in((await hearth("setup", "slack", *given)).out)
        slack.add_user("vera", tz="Europe/Madrid")
        slack.add_channel("home", ["vera"])
        async with hearth.running():
            await slack.connected()
            await slack.runs("vera", "/hearth", "setup EMBER-0000", "home")
            await slack.at.quiet()
            assert slack.form("vera") is None
            await slack.runs("vera", "/hearth", f"setup {code}", "home")
            await slack.at.quiet()
            assert slack.form("vera") is not None
