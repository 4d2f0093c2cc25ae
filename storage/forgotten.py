"""Who was forgotten, as keyed digests: in the database, and in a list that outlives it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from storage.database import Tx
from storage.tables import forgotten

Digests = Mapping[str, datetime]  # the digest, and when they were forgotten last


def known(tx: Tx) -> dict[str, datetime]:
    """The digests this database knows."""
    return {row.digest: row.at for row in tx.run.execute(select(forgotten))}


def listed(file: Path) -> dict[str, datetime]:
    """The digests of the list; none where there is no list. A line cut short by a crash is none."""
    if not file.is_file():
        return {}
    found: dict[str, datetime] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        digest, _, moment = line.partition(" ")
        try:
            at = datetime.fromisoformat(moment).astimezone(UTC)
        except ValueError:
            continue
        found[digest] = max(at, found.get(digest, at))
    return found


def merged(*all_of: Digests) -> dict[str, datetime]:
    """Everybody who stands in any of them; the latest moment counts."""
    found: dict[str, datetime] = {}
    for digests in all_of:
        for digest, at in digests.items():
            found[digest] = max(at, found.get(digest, at))
    return found


def write(file: Path, digests: Digests) -> None:
    """Write the list anew, readable by its owner only; nobody can read it without the key."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.writelines(f"{digest} {at.isoformat()}\n" for digest, at in sorted(digests.items()))
    fresh.replace(file)
