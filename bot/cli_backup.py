"""`hearth backup`: everything in one file, while Hearth runs or not; the key is never in it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from bot import settings as configuration
from bot.clock import wall
from bot.errors import HearthError

OUT = "-"


def declare(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument(
        "file", help="where to write it, readable by you alone; - for standard output"
    )
    parser.set_defaults(run=_backup)


def _backup(given: argparse.Namespace) -> None:
    from storage import backup

    url = there(configuration.read())
    if given.file == OUT:
        rows = backup.write(url, wall(), sys.stdout.write)
        print(f"{rows} rows.", file=sys.stderr)
        return
    file = Path(given.file)
    try:
        rows = _whole(url, file)
    except OSError as error:
        raise HearthError(f"{file} cannot be written: {error.strerror}.") from error
    print(f"{rows} rows in {file}, readable by you alone. The key is not in it: keep it elsewhere.")


def _whole(url: str, file: Path) -> int:
    """Write the file under another name first: what bears its name is always whole."""
    from storage import backup

    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            rows = backup.write(url, wall(), opened.write)
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(file)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return rows


def there(settings: configuration.Settings) -> str:
    """The database's address. Raises HearthError where there is no database to look at."""
    file = settings.data / "hearth.db"
    if not settings.database and not file.exists():
        raise HearthError(f"There is no database in {settings.data}. `hearth run` makes one.")
    return settings.database_url
