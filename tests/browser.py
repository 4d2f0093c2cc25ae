"""A Chromium for the tests: one that is there, else Playwright's own, else Debian's package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

NAMED = "HEARTH_CHROMIUM"
# The one without a window first: it draws the same, and starts no parts of a window per page.
NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable",
)  # fmt: skip
DEBIANS = NAMES[:2]
FONTS = ("fonts-dejavu-core", "fonts-noto-color-emoji")
DOWNLOAD_MAY_TAKE = 300
# A browser that looks for updates, or for a proxy, makes a test depend on more than this machine.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
)
# In a process of its own: the tests have an event loop, which Playwright's plain way refuses.
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
HELP = f"""No Chromium for the tests. What was tried:
{{tried}}
Install one (Debian: apt-get install chromium), or name one:
  {NAMED}=/path/to/chromium make test"""

Way = Callable[[], Path | None]


class NoBrowserError(Exception):
    """No way led to a browser; the message says what was tried and what helps."""


def chromium(ways: tuple[Way, ...] | None = None) -> Path:
    """The first browser that one of the ways leads to; the later ways install one."""
    tried: list[str] = []
    for way in ways or (named, found, playwrights_own, playwrights_download, debians_package):
        try:
            browser = way()
        except (OSError, subprocess.SubprocessError) as error:
            tried.append(f"  {_name(way)}: {_why(error)}")
            continue
        if browser is not None:
            return browser
        tried.append(f"  {_name(way)}: not here")
    raise NoBrowserError(HELP.format(tried="\n".join(tried)))


def named() -> Path | None:
    """The one HEARTH_CHROMIUM names; a wrong name is an error, not a reason to look elsewhere."""
    name = os.environ.get(NAMED)
    if not name:
        return None
    place = shutil.which(name)
    if place is None:
        message = f"{NAMED}={name}: there is no program of this name."
        raise NoBrowserError(message)
    return Path(place)


def found() -> Path | None:
    """A browser on the path."""
    return next((Path(place) for name in NAMES if (place := shutil.which(name))), None)


def playwrights_own() -> Path | None:
    """The browser an earlier `playwright install` left."""
    browser = Path(_run(sys.executable, "-c", ASK_PLAYWRIGHT).strip())
    return browser if browser.exists() else None


def playwrights_download() -> Path | None:
    """Playwright's download, with the libraries it needs where we may install them."""
    _run(sys.executable, "-m", "playwright", "install", "chromium")
    return playwrights_own()


def debians_package() -> Path | None:
    """Debian's package and a readable font, where apt is there and we are root."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return None
    _run("apt-get", "-q", "update")
    known = _run("apt-cache", "pkgnames", "chromium").split()
    package = next(name for name in DEBIANS if name in known or name == DEBIANS[-1])
    _run("apt-get", "-q", "install", "--yes", "--no-install-recommends", package, *FONTS)
    return found()


def _run(*command: str) -> str:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, check=True, capture_output=True, timeout=DOWNLOAD_MAY_TAKE, env=environment
    )
    return done.stdout.decode(errors="replace")


def _name(way: Way) -> str:
    return way.__name__.replace("_", " ")


def _why(error: Exception) -> str:
    said = error.stderr or b"" if isinstance(error, subprocess.CalledProcessError) else b""
    lines = said.decode(errors="replace").strip().splitlines() or [str(error)]
    return next((line for line in lines if line.startswith(("E:", "Error:"))), lines[-1])


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Where the browser is; where none is, the test fails with the command that helps."""
    try:
        return chromium()
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
async def browser(chromium_path: Path) -> AsyncIterator[Browser]:
    """One Chromium for the whole session."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium_path, args=list(QUIET))
        yield running
        await running.close()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page without another test's cookies; whatever takes longer than five seconds fails."""
    context = await browser.new_context(locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(5_000)
    yield await context.new_page()
    await context.close()


if __name__ == "__main__":
    try:
        print(chromium())
    except NoBrowserError as error:
        sys.exit(str(error))
