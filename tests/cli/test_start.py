"""A mistake in the settings stops the start: which setting, where it stands, what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from bot import settings as configuration
from bot.cli import main
from bot.errors import Misconfigured
from tests.cli.command import KEY, Command

SLACK = 'slack_bot_token = "xoxb-1-a"\n'
# What stands in hearth.toml; then the setting, the place and the remedy that must be said.
WRITTEN = [
    ('slak_bot_token = "x"', "slak_bot_token", "hearth.toml, line 1", "did you mean slack_bot_tok"),
    ('host = "::1"\ncolour = 3', "colour", "hearth.toml, line 2", "take the line out"),
    ("port = 'many'", "port", "hearth.toml, line 1", "must be a whole number"),
    ("port = 70000", "port", "hearth.toml, line 1", "from 1 to 65535"),
    ("playground = 'perhaps'", "playground", "hearth.toml, line 1", "must be true or false"),
    ("public_url = 'hearth'", "public_url", "hearth.toml, line 1", "such as https://"),
    ("database = 'mysql://x'", "database", "hearth.toml, line 1", "postgresql://"),
    ("log_level = 'loud'", "log_level", "hearth.toml, line 1", "one of debug"),
    ("port = soon", "hearth.toml", "hearth.toml", "line 1"),
    (SLACK, "slack_app_token", "hearth.toml", "is missing beside the bot token"),
    ('slack_app_token = "xapp-1"', "slack_bot_token", "hearth.toml", "is missing"),
    ('slack_bot_token = "xapp-1"', "slack_bot_token", "hearth.toml, line 1", "begins with xoxb-"),
    ('slack_bot_token = "xoxp-1"', "slack_bot_token", "hearth.toml, line 1", "a person's token"),
    (SLACK + 'slack_app_token = "xoxb-2"', "slack_app_token", "hearth.toml, line 2", "xapp-"),
    (SLACK + 'slack_signing_secret = "xapp-2"', "slack_signing_secret", "line 2", "32 letters"),
    ('discord_token = "one two"', "discord_token", "hearth.toml, line 1", "white space"),
    ('discord_token = "Bot abc"', "discord_token", "hearth.toml, line 1", "the token alone"),
]


@pytest.fixture
def here(hearth: Command, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """The command in this process: a table of mistakes need not start Python for each."""
    for name in [name for name in os.environ if name.startswith("HEARTH_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(hearth.folder)
    before = os.umask(0o022)
    yield hearth
    os.umask(before)


@pytest.mark.parametrize(("written", "setting", "where", "remedy"), WRITTEN)
def test_a_mistake_in_the_file(
    here: Command,
    capsys: pytest.CaptureFixture[str],
    written: str,
    setting: str,
    where: str,
    remedy: str,
) -> None:
    """It ends with 2 and three lines; nothing was made."""
    here.toml(written)
    assert main(["run"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == f"{setting} is not right."
    assert where in lines[1]
    assert remedy in lines[2]
    assert len(lines) == 3
    assert not here.data.exists()


async def test_a_token_in_a_wrong_place_is_never_printed(hearth: Command) -> None:
    """A mistake is shown to whoever stands by; what was written stays where it is."""
    hearth.toml('slack_bot_token = "xapp-1-canary"\ndiscord_token = "canary canary"')
    said = await hearth("run")
    assert said.code == 2
    assert "canary" not in said.err + said.out


async def test_the_environment_wins_and_is_named(hearth: Command) -> None:
    """The place that counts is the place that is said."""
    hearth.toml("port = 8400")
    said = await hearth("run", HEARTH_PORT="soon")
    assert said.code == 2
    assert "the environment, HEARTH_PORT" in said.err


async def test_a_mounted_secret_is_read_and_named(hearth: Command) -> None:
    """One file a setting, as Docker and systemd mount them."""
    mounted = hearth.folder / "secrets"
    mounted.mkdir()
    (mounted / "hearth_slack_bot_token").write_text("xapp-1")
    said = await hearth("run", HEARTH_SECRETS=str(mounted))
    assert said.code == 2
    assert str(mounted / "hearth_slack_bot_token") in said.err


async def test_a_data_folder_that_cannot_be(hearth: Command) -> None:
    """A file in its place, say."""
    hearth.data.write_text("")
    said = await hearth("run")
    assert (said.code, said.err.splitlines()[0]) == (2, "data is not right.")
    assert str(hearth.data.name) in said.err


async def test_a_database_that_is_not_there(hearth: Command) -> None:
    """Nothing listens: said at once, with the address that was tried and without the password."""
    url = "postgresql://hearth:canary@127.0.0.1:1/hearth"
    said = await hearth("run", "--port", "8451", HEARTH_DATABASE=url, HEARTH_KEY=KEY)
    assert (said.code, said.err.splitlines()[0]) == (2, "database is not right.")
    assert "cannot be reached" in said.err
    assert "canary" not in said.err


async def test_a_container_makes_no_key(hearth: Command) -> None:
    """It would be gone with the container, and everything sealed with it."""
    said = await hearth("run", HEARTH_CONTAINER="1")
    assert (said.code, said.err.splitlines()[0]) == (2, "HEARTH_KEY is not right.")
    assert "`hearth key` prints one" in said.err


@pytest.mark.parametrize("key", ["short", "c2hvcnQ=", "????"])
def test_a_key_that_is_none(
    here: Command, capsys: pytest.CaptureFixture[str], key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too short, or not base64."""
    monkeypatch.setenv("HEARTH_KEY", key)
    with pytest.raises(Misconfigured, match="HEARTH_KEY"):
        configuration.read().keys()


async def test_the_first_start_makes_a_key_and_later_ones_want_it(hearth: Command) -> None:
    """Gone or another: the start stops, and nothing is sealed anew."""
    async with hearth.running():
        file = hearth.folder / "hearth.key"
        assert file.stat().st_mode & 0o777 == 0o600
        assert hearth.data.stat().st_mode & 0o077 == 0
    key = file.read_text()
    file.unlink()
    gone = await hearth("run")
    assert gone.code == 2
    assert "is gone" in gone.err
    assert not file.exists()
    other = await hearth("run", "--port", "8451", HEARTH_KEY=KEY)
    assert other.code == 2
    assert "does not open this database" in other.err
    # A new key in front, the old one behind it: rotated, and nothing is lost.
    async with hearth.running(HEARTH_KEY=f"{KEY},{key.strip()}"):
        pass


async def test_a_slip_in_a_variable_is_told(hearth: Command) -> None:
    """It does not stop the start, for the variable may be somebody else's; its name is said."""
    said = await hearth("doctor", HEARTH_SLAK_BOT_TOKEN="xoxb-canary")
    assert said.code == 1
    assert "HEARTH_SLAK_BOT_TOKEN: is no setting of Hearth" in said.out
    assert "canary" not in said.err + said.out


async def test_a_new_key_is_printed(hearth: Command) -> None:
    """Each one another."""
    one, two = await hearth("key"), await hearth("key")
    assert one.out != two.out


async def test_an_unknown_word_gets_the_list(hearth: Command) -> None:
    """And the list names every command."""
    said = await hearth("dance")
    assert said.code == 2
    told = await hearth("--help")
    assert all(verb in told.out for verb in ("run", "setup", "doctor", "owner", "restore", "key"))
