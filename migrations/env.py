"""How Alembic runs here: on the connection it is handed, batch mode for SQLite."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import TypeDecorator


def written(kind: str, thing: Any, _autogen: object) -> str | Literal[False]:
    """A type of ours as what it is kept as, a key with all that is said of it.

    A migration stands for itself; and Alembic leaves out what only one database knows.
    """
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{type(thing.impl_instance).__name__}()"
    if kind == "primary_key" and thing.dialect_kwargs:
        columns = ", ".join(repr(column.name) for column in thing.columns)
        more = ", ".join(f"{name}={value!r}" for name, value in thing.dialect_kwargs.items())
        return f"sa.PrimaryKeyConstraint({columns}, name=op.f({str(thing.name)!r}), {more})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
    render_item=written,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
