"""PostgreSQL for a run outside pytest: the named server, else the one from the wheel."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from tests import databases
from tests.databases import Postgres


@contextlib.contextmanager
def server() -> Iterator[Postgres]:
    """The same server the tests use, stopped at the end."""
    started = databases.postgres.__wrapped__()  # type: ignore[attr-defined] # the fixture's own function
    try:
        yield next(started)
    finally:
        next(started, None)
