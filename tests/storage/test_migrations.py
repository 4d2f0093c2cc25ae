"""The schema's history: one result, however many start at once, and nothing lost on the way."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import inspect, text

import migrations
from migrations.draft import tables
from storage import engine

VERSIONS = Path(migrations.__file__).parent / "versions"


def names(url: str) -> list[str]:
    """The tables that stand there."""
    connected = engine.reader(url)
    found = inspect(connected).get_table_names()
    connected.dispose()
    return sorted(found)


def operations(connection: sa.Connection) -> Operations:
    """What a migration is written with."""
    return Operations(MigrationContext.configure(connection, opts={"render_as_batch": True}))


def test_the_schema_is_what_the_tables_say(database_url: str) -> None:
    """After every migration, nothing is left for another one to do."""
    migrations.migrate(database_url)
    connected = engine.reader(database_url)
    with connected.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, tables())
    connected.dispose()
    ours = [d for d in differences if "test_" not in repr(d)]  # rooms that only tests have
    assert ours == [], 'python -m migrations.draft "what changes" drafts it'


def test_three_starters_at_once_migrate_once(database_url: str) -> None:
    """Processes of their own, as replicas are; one brings the schema up, the others wait."""
    program = f"import migrations; migrations.migrate({database_url!r})"
    started = [
        subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) for _ in range(3)
    ]
    said = [each.communicate(timeout=60)[1] for each in started]
    assert [each.returncode for each in started] == [0, 0, 0], said
    assert "outbox" in names(database_url)


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    """The second time finds everything done, and the rows untouched."""
    migrations.migrate(database_url)
    with migrations.alone(database_url) as connection:
        connection.execute(text("INSERT INTO facts (name, value) VALUES ('a', 'b')"))
    before = names(database_url)
    migrations.migrate(database_url)
    assert names(database_url) == before
    with migrations.alone(database_url) as connection:
        assert connection.execute(text("SELECT value FROM facts")).scalar() == "b"
        assert migrations.standing(connection) == migrations.history()[0]


def test_a_migration_that_fails_leaves_nothing_behind(database_url: str) -> None:
    """Tables made, rows changed, then an error: all of it is undone."""
    migrations.migrate(database_url)
    before = names(database_url)

    def half(connection: sa.Connection) -> None:
        operations(connection).create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
        connection.execute(text("INSERT INTO facts (name, value) VALUES ('half', 'done')"))
        operations(connection).drop_table("facts")
        connection.execute(text("SELECT * FROM no_such_table"))

    with pytest.raises(sa.exc.DBAPIError), migrations.alone(database_url) as connection:
        half(connection)
    assert names(database_url) == before
    with migrations.alone(database_url) as connection:
        assert connection.execute(text("SELECT count(*) FROM facts")).scalar() == 0


FAMILY = (
    "CREATE TABLE parents (id INTEGER PRIMARY KEY, name VARCHAR(10))",
    "CREATE TABLE children (id INTEGER, parent INTEGER REFERENCES parents (id) ON DELETE CASCADE)",
    "INSERT INTO parents VALUES (1, 'ana')",
    "INSERT INTO children VALUES (1, 1)",
)


def test_recreating_a_table_spares_its_children(database_url: str) -> None:
    """SQLite changes a column by making the table anew; with keys on, children would go."""
    with migrations.alone(database_url) as connection:
        for statement in FAMILY:
            connection.execute(text(statement))
    with migrations.alone(database_url) as connection:
        with operations(connection).batch_alter_table("parents") as batch:
            batch.alter_column("name", type_=sa.String(20), existing_type=sa.String(10))
        assert connection.execute(text("SELECT count(*) FROM children")).scalar() == 1


def test_a_migration_that_orphans_a_row_is_undone(sqlite_url: str) -> None:
    """Keys are off while SQLite migrates, so they are checked before it is kept."""
    with migrations.alone(sqlite_url) as connection:
        for statement in FAMILY:
            connection.execute(text(statement))
    with (
        pytest.raises(RuntimeError, match="1 rows"),
        migrations.alone(sqlite_url) as connection,
    ):
        connection.execute(text("DELETE FROM parents"))
    with migrations.alone(sqlite_url) as connection:
        assert connection.execute(text("SELECT count(*) FROM parents")).scalar() == 1


@pytest.mark.parametrize("file", sorted(VERSIONS.glob("[0-9]*.py")), ids=lambda file: file.stem)
def test_a_migration_stands_for_itself(file: Path) -> None:
    """What it did must not change when the tables do: it imports nothing of ours."""
    tree = ast.parse(file.read_text())
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= {"alembic", "sqlalchemy", *sys.stdlib_module_names}


def test_there_is_a_migration() -> None:
    """The test above looks at something."""
    assert list(VERSIONS.glob("0001_*.py"))
