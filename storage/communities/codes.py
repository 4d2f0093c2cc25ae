"""Claim codes: each starts one community, for an hour, and stands nowhere in the clear."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from bot.communities.model import TRIES
from storage.communities.tables import claims
from storage.database import Scope, Tx


class Codes:
    """The codes that are open in a space."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Bind to a space; there is no community yet."""
        self._tx, self._scope = tx, scope

    def is_valid(self, code: str, now: datetime) -> bool:
        """Whether the code could be spent now."""
        query = select(claims.c.digest).where(*self._open(now), self._named(code))
        return self._tx.run.execute(query).first() is not None

    def spend(self, code: str, now: datetime) -> bool:
        """Use the code up; False when it was used before, is too old, or is not one."""
        use = update(claims).where(*self._open(now), self._named(code)).values(used_at=now)
        return self._tx.run.execute(use).rowcount == 1

    def missed(self, now: datetime) -> None:
        """Count a wrong try against every open code."""
        tried = update(claims).where(*self._open(now)).values(missed=claims.c.missed + 1)
        self._tx.run.execute(tried)

    def _open(self, now: datetime) -> tuple[Any, ...]:
        return (
            claims.c.used_at.is_(None),
            claims.c.expires > now,
            claims.c.missed < TRIES,
            claims.c.space.in_(("", self._scope.space.key)),
        )

    def _named(self, code: str) -> Any:
        return claims.c.digest == digest(self._tx, code)


def digest(tx: Tx, code: str) -> str:
    """What stands in the row instead of the code; case and spaces do not matter."""
    return tx.vault.digest("claim", "".join(code.upper().split()))


def make_claim(tx: Tx, code: str, expires: datetime, space: str = "") -> None:
    """Let `code` start one community, in the space of that key or in any, until it expires."""
    row = {"digest": digest(tx, code), "space": space, "expires": expires, "missed": 0}
    tx.run.execute(insert(claims).values(**row))
