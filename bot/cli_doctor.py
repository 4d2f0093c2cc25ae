"""`hearth doctor`: looks at everything, and says in plain words what to do."""

from __future__ import annotations

import argparse
import asyncio
import http.client
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from bot import settings as configuration
from bot.cli_run import writable
from bot.errors import HearthError, Misconfigured
from bot.platform import Finding
from bot.settings import FILE, Settings

SPACE = 300_000_000  # bytes free on the disk, at least
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read here, not bound
WELL = 200


def declare(parser: argparse.ArgumentParser) -> None:
    """Everything, the health check alone, or a failed event once more."""
    only = parser.add_mutually_exclusive_group()
    only.add_argument(
        "--alive", action="store_true", help="only whether the running process is well; quick"
    )
    only.add_argument("--replay", metavar="ID", help="try a failed event again, by its reference")
    parser.set_defaults(run=_doctor)


def _doctor(given: argparse.Namespace) -> int:
    settings = configuration.read()
    if given.alive:
        return _alive(settings)
    if given.replay:
        from bot.cli_replay import replay

        return asyncio.run(replay(settings, given.replay.strip().upper()))
    return _say(asyncio.run(_everything(settings)))


def _say(findings: list[Finding]) -> int:
    ill = [finding for finding in findings if not finding.ok]
    for finding in findings:
        print(f"{'ok    ' if finding.ok else 'NOT OK'}  {finding.about}: {finding.said}")
        if not finding.ok and finding.remedy:
            print(f"        {finding.remedy}")
    things = "thing needs" if len(ill) == 1 else "things need"
    print(f"\n{len(ill)} {things} you." if ill else "\nEverything is well.")
    return 1 if ill else 0


async def _everything(settings: Settings) -> list[Finding]:
    found = [*_settings(settings), *_disk(settings)]
    from bot import cli_platforms, cli_rows

    where = cli_rows.Where()
    file = settings.data / "hearth.db"
    try:
        if settings.database or file.exists():
            rows, where = await cli_rows.look(settings)
            found += rows
        else:
            found.append(Finding("Database", ok=True, said="not made yet; the first start does"))
    except Misconfigured as error:
        said = f"{error.setting} {error.remedy}"
        found.append(Finding("Key", ok=False, said=said, remedy=f"It belongs into {error.where}."))
    return found + await cli_platforms.look(settings, where)


def _settings(settings: Settings) -> Iterator[Finding]:
    file, unknown = Path(FILE), configuration.unknown()
    if file.exists() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        remedy = f"chmod 600 {file.resolve()}"
        yield Finding(FILE, ok=False, said="others on this machine can read it", remedy=remedy)
    for name in unknown:
        said = "is no setting of Hearth, and does nothing"
        yield Finding(name, ok=False, said=said, remedy="Correct its name, or take it out.")
    if not unknown:
        here = f"the environment and {file.resolve()}" if file.exists() else "the environment"
        yield Finding("Settings", ok=True, said=f"read from {here}")


def _disk(settings: Settings) -> Iterator[Finding]:
    try:
        writable(settings)
    except Misconfigured as error:
        yield Finding("Data folder", ok=False, said=error.remedy, remedy=error.where)
        return
    free = shutil.disk_usage(settings.data).free
    said = f"{settings.data.resolve()}, {free / 1e9:.1f} GB free"
    remedy = "Make room: without it nothing can be kept, and Hearth stops answering."
    yield Finding("Data folder", ok=free > SPACE, said=said, remedy=remedy)


def _alive(settings: Settings) -> int:
    """For Docker and systemd: asks the running process, and wakes nothing else."""
    try:
        port = int((settings.data / "port").read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise HearthError("Hearth is not running here.") from error
    host = ANYWHERE.get(settings.host, settings.host)
    asked = http.client.HTTPConnection(host, port, timeout=4)
    try:
        asked.request("GET", "/healthz")
        status = asked.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise HearthError(f"Hearth does not answer on port {port}.") from error
    finally:
        asked.close()
    if status != WELL:
        raise HearthError("Hearth runs, but a platform is not connected; hearth doctor says more.")
    print("Well.")
    return 0
