"""Which processes serve this database, with which tokens; each says every 20 s that it lives."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from storage.database import Tx
from storage.tables import instances

QUIET = 60.0  # seconds without a beat, after which a process is taken to be gone
NO_TOKEN = ""  # the playground needs none


@dataclass(frozen=True, slots=True)
class Alive:
    """A process that said so lately: its id, the digest of a token it serves, seconds since."""

    id: str
    token: str
    ago: float


def token_digest(tx: Tx, token: str) -> str:
    """Names a token without telling it."""
    return tx.vault.digest("instance", token) if token else NO_TOKEN


def beat(tx: Tx, process: str, tokens: tuple[str, ...], real: float) -> None:
    """Say that a process lives, and serves these tokens; who was quiet for a day is forgotten."""
    tx.run.execute(delete(instances).where(instances.c.beat < real - 86_400))
    for number, token in enumerate(tokens or (NO_TOKEN,)):
        row = {"id": f"{process}.{number}", "token": token_digest(tx, token)}
        mine = update(instances).where(instances.c.id == row["id"])
        if not tx.run.execute(mine.values(beat=real)).rowcount:
            tx.run.execute(insert(instances).values(**row, beat=real))


def leave(tx: Tx, process: str) -> None:
    """Say that a process ends."""
    tx.run.execute(delete(instances).where(instances.c.id.startswith(process, autoescape=True)))


def alive(tx: Tx, real: float) -> tuple[Alive, ...]:
    """Every process that beat lately, once for each of its tokens."""
    rows = tx.run.execute(select(instances).where(instances.c.beat > real - QUIET))
    return tuple(Alive(row.id.partition(".")[0], row.token, real - row.beat) for row in rows)
