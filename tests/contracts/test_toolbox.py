"""What the tests and the two commands stand on does what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from playwright.async_api import Page
from sqlalchemy import create_engine, make_url
from sqlalchemy import text as sql

from tests import browser
from tests.contracts.house import HOUSE
from tests.databases import SERVER, Postgres

CLOCK = "from datetime import UTC, datetime\n\nNOW = datetime.now(UTC)\n"
DICE = "import random\n\nONE = random.choice([1, 2])\n"
SECRET = "import secrets\n\nKEY = secrets.token_hex()\n"
DOORS = ("bot/clock.py", "bot/cli.py", "bot/compose.py", "bot/__main__.py")


def ruff(path: str, source: str) -> str:
    """What ruff says of this source if it stood at this path."""
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename"]
    said = subprocess.run(
        [*command, path, "-"], input=source, cwd=HOUSE, capture_output=True, text=True, check=False
    )
    return said.stdout


@pytest.mark.parametrize("source", [CLOCK, DICE, SECRET])
def test_the_core_has_no_clock_and_no_dice(source: str) -> None:
    """Ruff refuses them in the machinery and in the rooms."""
    assert "TID251" in ruff("bot/ui.py", source)
    assert "TID251" in ruff("bot/members/handlers.py", source)


@pytest.mark.parametrize("path", [*DOORS, "adapters/web/platform.py", "tests/world.py"])
def test_the_doors_of_the_core_have_them(path: str) -> None:
    """Somebody has to look at the clock, and it is one of these."""
    assert "All checks passed" in ruff(path, CLOCK + DICE)


def test_the_lock_names_only_public_hosts() -> None:
    """A lock made behind a mirror would install nowhere else."""
    lock = (HOUSE / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://([^/\"]+)", lock))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_the_same_uv_everywhere() -> None:
    """The Makefile and the image install what the same uv locked."""
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
    image = (HOUSE / "Dockerfile").read_text(encoding="utf-8")
    pinned = re.findall(r"UV_VERSION\s*:?=\s*([\d.]+)", makefile + image)
    assert len(pinned) == 2
    assert len(set(pinned)) == 1


def test_ci_calls_make_test_and_nothing_more() -> None:
    """What is checked on a desk and what is checked for everybody is the same."""
    lines = (HOUSE / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines == ["#!/usr/bin/env bash", "set -euo pipefail", "exec make test"]


def test_a_database_is_empty_and_ones_own(database_url: str) -> None:
    """What one test leaves, the next does not find."""
    engine = create_engine(database_url)
    with engine.begin() as link:
        link.execute(sql("CREATE TABLE mark (word TEXT)"))
        link.execute(sql("INSERT INTO mark VALUES ('here')"))
        assert link.scalar(sql("SELECT count(*) FROM mark")) == 1
    engine.dispose()


def test_a_prepared_database_is_copied(postgres: Postgres) -> None:
    """The preparation runs once; the copies do not see each other."""
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        run(url, "CREATE TABLE mark (word TEXT)")

    first, second = postgres.create(prepare), postgres.create(prepare)
    run(first, "INSERT INTO mark VALUES ('here')")
    assert run(first, "SELECT count(*) FROM mark") == 1
    assert run(second, "SELECT count(*) FROM mark") == 0
    assert len(prepared) == 1
    postgres.drop(first)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        run(first, "SELECT 1")


def test_the_tests_do_not_wait_for_the_disk(postgres: Postgres) -> None:
    """What is thrown away need not survive a power cut; somebody else's server is left as it is."""
    assert run(postgres.create(), "SHOW fsync") == "off" or os.environ.get(SERVER)


def run(url: str, statement: str) -> object:
    """The first column of the first row, if the statement has one."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as link:
        said = link.execute(statement.encode())
        row = said.fetchone() if said.description else None
    return row[0] if row else None


async def test_a_page_opens(page: Page) -> None:
    """The browser is there and draws."""
    await page.set_content("<h1>Hearth</h1>")
    assert await page.get_by_role("heading").inner_text() == "Hearth"


def test_the_ways_to_a_browser_are_tried_in_turn() -> None:
    """A way that fails or finds nothing leaves the next one its turn."""

    def broken() -> Path | None:
        raise subprocess.CalledProcessError(1, "install", stderr=b"\nno network\n")

    def empty() -> Path | None:
        return None

    def there() -> Path | None:
        return Path("/usr/bin/chromium")

    assert browser.chromium((broken, empty, there)) == Path("/usr/bin/chromium")
    with pytest.raises(browser.NoBrowserError, match="broken: no network") as caught:
        browser.chromium((broken, empty))
    assert "apt-get install chromium" in str(caught.value)


def test_a_browser_may_be_named_as_in_a_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name alone, wherever it stands."""
    monkeypatch.setenv(browser.NAMED, "sh")
    assert browser.chromium() == Path(shutil.which("sh") or "")


def test_a_wrongly_named_browser_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever names a browser does not want another one."""
    monkeypatch.setenv(browser.NAMED, "/nowhere/chromium")
    with pytest.raises(browser.NoBrowserError, match="/nowhere/chromium"):
        browser.chromium()
