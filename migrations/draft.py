"""Draft a migration from what the tables say now: `python -m migrations.draft "what changes"`.

`python -m migrations.draft --first` writes the first one anew; only until a release is cut.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, create_engine

import migrations


def tables() -> MetaData:
    """Every feature's tables: whoever is fitted in compose is here."""
    import bot.compose  # noqa: F401, PLC0415 - it imports each store, and each store its tables
    from storage.tables import metadata  # noqa: PLC0415 - after them

    return metadata


def draft(said: str, *, first: bool = False) -> Path:
    """Write the migration that brings the newest schema to what the tables say."""
    versions = Path(str(resources.files("migrations"))) / "versions"
    known = sorted(versions.glob("[0-9]*.py"))
    if first:
        for each in known:
            each.unlink()
        known = []
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        migrations.migrate(url)
        _revise(url, said, f"{len(known) + 1:04}")
    (made,) = set(versions.glob("[0-9]*.py")) - set(known)
    said_by_alembic = ("# ### commands auto generated", "# ### end Alembic")
    lines = made.read_text().splitlines(keepends=True)
    made.write_text("".join(x for x in lines if not x.strip().startswith(said_by_alembic)))
    for tidy in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *tidy, str(made)], check=True)  # noqa: S603 - ours
    return made


def _revise(url: str, said: str, number: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(resources.files("migrations")))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["metadata"] = tables()
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.revision(config, said, autogenerate=True, rev_id=number)
    engine.dispose()


def main() -> None:
    """Read what was asked, draft, and say where."""
    asked = argparse.ArgumentParser(prog="python -m migrations.draft")
    asked.add_argument("said", nargs="?", default="the first schema")
    asked.add_argument("--first", action="store_true", help="write the first one anew")
    given = asked.parse_args()
    sys.stdout.write(f"{draft(given.said, first=given.first)}\n")


if __name__ == "__main__":
    main()
