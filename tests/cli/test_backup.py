"""A backup comes back whole, into either database; nothing is said twice, the forgotten stay so."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.cli import main
from bot.compose import house, reader
from bot.events import Role
from bot.settings import Settings
from bot.text import PLAIN, Envelope, draw
from storage import backup
from storage.codec import Vault
from storage.communities import CommunityBook, make_coordinator
from storage.database import Database
from storage.ledger import instances
from storage.ledger.book import Book
from storage.ledger.spool import SqlSpool
from storage.ledger.timers import SqlDiary
from storage.tables import occurrences, outbox, timers
from tests.cli.command import KEY, Command
from tests.cli.house import ANA, BEA, COMMUNITY, CORA, SPACE, found, inside
from tests.cli.kept import CHANGED, known, rows
from tests.loopback.slack import LoopbackSlack

OTHER_KEY = "b3RoZXIga2V5IGZvciB0ZXN0cywgMzIgYnl0ZXMgIS4="


def parked(url: str) -> list[tuple[str, str]]:
    with inside(url) as tx:
        query = select(outbox.c.state, outbox.c.reason).order_by(outbox.c.key)
        return [(row.state, row.reason) for row in tx.run.execute(query)]


def test_it_comes_back_whole(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every table but those a restore settles holds what it held; the file is private."""
    before = rows(url)
    assert main(["backup", "one"]) == 0
    assert Path("one").stat().st_mode & 0o777 == 0o600
    with inside(url) as tx:
        make_coordinator(tx, COMMUNITY.id, BEA, datetime.now(UTC))
    assert main(["restore", "one"]) == 1
    assert "not empty" in capsys.readouterr().err
    assert main(["restore", "one", "--replace"]) == 0
    after = rows(url)
    assert before["people"]
    assert {n: r for n, r in before.items() if n not in CHANGED} == {
        n: r for n, r in after.items() if n not in CHANGED
    }
    assert len(after["log"]) == len(before["log"]) + 1
    with inside(url) as tx:
        newest = Book(tx, COMMUNITY, datetime.now(UTC)).entries(1)[0].said
    assert "3 messages that were waiting are parked" in draw(newest, Envelope(), PLAIN)


@pytest.mark.parametrize("way", ["there", "back"])
def test_from_one_database_into_the_other(
    way: str,
    place: Path,
    sqlite_url: str,
    postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Instants, flags and sealed bytes are the same on both; new rows get new numbers."""
    one, other = (sqlite_url, postgres_url) if way == "there" else (postgres_url, sqlite_url)
    found(one)
    monkeypatch.setenv("HEARTH_DATABASE", one)
    assert main(["backup", "one"]) == 0
    monkeypatch.setenv("HEARTH_DATABASE", other)
    assert main(["restore", "one"]) == 0
    before, after = rows(one), rows(other)
    kept = [name for name in before if name not in CHANGED]
    assert {n: before[n] for n in kept} == {n: after[n] for n in kept}
    with inside(other) as tx:
        assert CommunityBook(tx, SPACE).with_role(COMMUNITY.id, Role.COORDINATOR) == (CORA,)
        assert known(tx) == {CORA.id, ANA.id, BEA.id}


def test_neither_key_nor_words_are_in_it(url: str) -> None:
    """What was sealed stays sealed."""
    assert main(["backup", "one"]) == 0
    written = Path("one").read_text()
    assert KEY not in written
    assert "People who buy" not in written
    assert '"Ana"' not in written
    assert "number 1" not in written


def test_one_moment_is_read_while_others_write(url: str) -> None:
    """What is written meanwhile is in the next backup."""
    lines: list[str] = []

    def say(line: str) -> None:
        if not lines:
            with inside(url) as tx:
                tx.run.execute(update(outbox).values(state="dropped"))
        lines.append(line)

    # PostgreSQL's moment begins with the first statement, which came before the first line.
    backup.write(url, datetime.now(UTC), say)
    assert not any('"dropped"' in line for line in lines)
    assert parked(url) == [("dropped", "")] * 3


async def claimed(url: str) -> tuple[int, int]:
    """How many messages and timers the house would take up now."""
    database = Database(url, Vault(Settings(key=KEY).keys()))
    soon = datetime.now(UTC) + timedelta(minutes=1)
    spool = SqlSpool(database, reader())
    diary = SqlDiary(database, lambda _tx, _space: (), lambda *_: None)
    try:
        messages = await spool.claim(SPACE, soon, time.time() + 3600, 10)
        due = await diary.timers(SPACE, soon, time.time())
        return len(messages), len([one for one in due if one.name != "communities.erase"])
    finally:
        await database.close()


async def test_twenty_restores_say_nothing_again(url: str) -> None:
    """Todo, held or half sent then: parked now. Timers that fell due do not fire again."""
    with inside(url) as tx:
        tx.run.execute(update(outbox).where(outbox.c.key == "test.1").values(state="held"))
        late = {"state": "sending", "lease": time.time() - 900, "first_byte": time.time() - 960}
        tx.run.execute(update(outbox).where(outbox.c.key == "test.2").values(late))
    assert main(["backup", "one"]) == 0
    assert await claimed(url) == (2, 1)  # what would go out twice, were nothing parked
    for _ in range(10):  # on each of the two databases
        assert main(["restore", "one", "--replace"]) == 0
        assert parked(url) == [("parked", "restored from a backup")] * 3
        assert await claimed(url) == (0, 0)
    with inside(url) as tx:
        left = set(tx.run.execute(select(timers.c.name)).scalars())
    assert left == {"communities.erase", "introductions.outcome"}


def test_what_was_planned_and_fell_due_since_is_not_done_again(url: str) -> None:
    """It may have happened after the backup was made; what is to come stays planned."""
    now = datetime.now(UTC)
    days = [now + timedelta(hours=hours) for hours in (-1, 48)]
    with inside(url) as tx:
        book = Book(tx, COMMUNITY, now - timedelta(days=3))
        book.plan("prompts.post", [(at.date(), at) for at in days])
    assert main(["backup", "one"]) == 0
    assert main(["restore", "one", "--replace"]) == 0
    with inside(url) as tx:
        left = Book(tx, COMMUNITY, now).planned(days[0], days[1] + timedelta(days=1))
        assert [one.at for one in left] == days[1:]
        noted = select(occurrences).where(occurrences.c.name == "prompts.post")
        assert [(row.day, row.missed) for row in tx.run.execute(noted)] == [(days[0].date(), True)]


async def test_the_house_that_starts_on_it_is_silent(place: Path, url: str) -> None:
    """Nothing reaches the workspace: not what waited, not the day's beats."""
    scopes = ("chat:write", "im:write", "im:history", "users:read", "channels:read", "groups:read")
    manifest = {
        "oauth_config": {"scopes": {"bot": [*scopes, "mpim:write"]}},
        "settings": {"socket_mode_enabled": True},
    }
    assert main(["backup", "one"]) == 0
    assert main(["restore", "one", "--replace"]) == 0
    async with LoopbackSlack(manifest) as slack:
        made = house(
            Settings(
                data=place / "data",
                database=url,
                key=KEY,
                slack_bot_token=slack.bot_token,
                slack_app_token=slack.app_token,
                slack_api=slack.api,
            )
        )
        await made.start()
        await made.settle(made.spaces()[0])
        await made.stop()
        assert [one.method for one in slack.log.entries if one.method.startswith("chat.")] == []


def test_what_cannot_be_restored_changes_nothing(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer release's, another file, cut short, damaged, under another key."""
    assert main(["backup", "one"]) == 0
    good = Path("one").read_text()
    lines = good.splitlines(keepends=True)
    newer = json.dumps({**json.loads(lines[0]), "schema": "later"}) + "\n" + "".join(lines[1:])
    bad = {
        "newer release": newer,
        "no backup": "hello\n",
        "cut short": "".join(lines[:-1]),
        "damaged": good.replace("U0BEA", "U0EVE"),
    }
    before = rows(url)
    for why, written in bad.items():
        Path("two").write_text(written)
        assert main(["restore", "two", "--replace"]) == 1
        assert why in capsys.readouterr().err
        assert rows(url) == before
    assert main(["restore", "nowhere"]) == 1
    monkeypatch.setenv("HEARTH_KEY", OTHER_KEY)
    assert main(["restore", "one", "--replace"]) == 2
    assert "made under" in capsys.readouterr().err
    assert rows(url) == before


def test_a_running_hearth_is_not_restored_under(url: str) -> None:
    """It would go on with what it remembers."""
    assert main(["backup", "one"]) == 0
    with inside(url) as tx:
        instances.beat(tx, "1-a", (), time.time())
    assert main(["restore", "one", "--replace"]) == 1
    with inside(url) as tx:
        instances.leave(tx, "1-a")
    assert main(["restore", "one", "--replace"]) == 0


async def test_the_installed_command_while_hearth_runs(hearth: Command) -> None:
    """Over a pipe, as it is done with a container."""
    async with hearth.running():
        said = await hearth("backup", "-")
    assert said.code == 0
    assert json.loads(said.out.splitlines()[0])["hearth"] == 1
    again = await hearth("restore", "-", "--replace", typed=said.out)
    assert again.code == 0, again.err
    assert "Restored" in again.out
