"""Who asked to be forgotten after a backup was made is not brought back by it."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import Settings
from storage import forgotten
from storage.codec import Vault
from storage.database import Database
from storage.ledger.upkeep import SqlUpkeep
from tests.cli.command import KEY
from tests.cli.house import ANA, BEA, CORA, inside, meet
from tests.cli.kept import forget, known, rows


def test_who_was_forgotten_since_stays_forgotten(url: str) -> None:
    """The database that is replaced remembers; every room of every community erases them again."""
    assert main(["backup", "one"]) == 0
    with inside(url) as tx:
        forget(tx, ANA)
        assert known(tx) == {CORA.id, BEA.id}
    assert main(["restore", "one", "--replace"]) == 0
    with inside(url) as tx:
        assert known(tx) == {CORA.id, BEA.id}
    assert ANA.id not in str(rows(url))


def test_the_list_remembers_when_the_database_is_lost(
    place: Path, url: str, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new, empty database and the list in the data folder: it still holds."""
    assert main(["backup", "one"]) == 0
    with inside(url) as tx:
        forget(tx, ANA)
        forgotten.write(place / "data" / "forgotten", forgotten.known(tx))
    monkeypatch.setenv("HEARTH_DATABASE", postgres_url)
    if url == postgres_url:
        monkeypatch.setenv("HEARTH_DATABASE", f"sqlite:///{place / 'new.db'}")
    assert main(["restore", "one"]) == 0
    with inside(os.environ["HEARTH_DATABASE"]) as tx:
        assert known(tx) == {CORA.id, BEA.id}
        assert forgotten.known(tx)


def test_who_came_back_before_the_backup_stays(url: str) -> None:
    """Forgotten in March, here again in April, backup in May: April counts."""
    with inside(url) as tx:
        forget(tx, ANA)
    time.sleep(0.01)
    with inside(url) as tx:
        meet(tx, ANA)
    assert main(["backup", "one"]) == 0
    assert main(["restore", "one", "--replace"]) == 0
    with inside(url) as tx:
        assert known(tx) == {CORA.id, ANA.id, BEA.id}


async def test_a_running_house_keeps_the_list(place: Path, url: str) -> None:
    """With every beat; and the list only grows, whatever database is restored beneath it."""
    file = place / "data" / "forgotten"
    forgotten.write(file, {"of-another-database": datetime.now(UTC)})
    upkeep = SqlUpkeep(Database(url, Vault(Settings(key=KEY).keys())), (), file)
    await upkeep.open()
    with inside(url) as tx:
        forget(tx, ANA)
    await upkeep.beat(time.time())
    assert len(forgotten.listed(file)) == 2
    with inside(url) as tx:
        forget(tx, BEA)
    await upkeep.close()  # whoever was forgotten in the last seconds is in it too
    assert len(forgotten.listed(file)) == 3
    assert file.stat().st_mode & 0o777 == 0o600
    assert ANA.id not in file.read_text()


def test_a_list_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """A crash while it was written by hand costs its last line."""
    file = tmp_path / "forgotten"
    forgotten.write(file, {"one": datetime(2026, 3, 2, tzinfo=UTC)})
    file.write_text(file.read_text() + "two 2026-0")
    assert set(forgotten.listed(file)) == {"one"}
    assert forgotten.listed(tmp_path / "nowhere") == {}
