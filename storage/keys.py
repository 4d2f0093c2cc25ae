"""Whether the key in hand is the one the database was sealed with: a sealed word tells."""

from __future__ import annotations

import base64
import binascii

from sqlalchemy import delete, insert, select

from bot.errors import HearthError, Misconfigured
from storage.database import Tx
from storage.tables import facts

NAME, WORD = "key.probe", "hearth"
WHERE = ("facts", NAME)
WRONG = (
    "does not open this database: it was sealed with another key; put that key back "
    "(several may stand there with commas between them, the first one seals)"
)


def prove(tx: Tx) -> None:
    """Seal the probe at the first start, open it at every later one. Raises Misconfigured."""
    probe = sealed(tx)
    if probe is None:
        seal(tx)
    elif not opens(tx, probe):
        raise Misconfigured("HEARTH_KEY", "the environment, or hearth.key", WRONG)


def sealed(tx: Tx) -> str | None:
    """The probe, as it was written at the first start; None before it."""
    return tx.run.execute(select(facts.c.value).where(facts.c.name == NAME)).scalar()


def seal(tx: Tx) -> None:
    """Write the probe anew, under the key that seals now."""
    value = base64.b64encode(tx.vault.seal(WORD, *WHERE)).decode()
    tx.run.execute(delete(facts).where(facts.c.name == NAME))
    tx.run.execute(insert(facts).values(name=NAME, value=value))


def opens(tx: Tx, probe: str) -> bool:
    """Whether a key of the ring opens this probe."""
    try:
        return tx.vault.open(base64.b64decode(probe), *WHERE) == WORD
    except (HearthError, binascii.Error):
        return False
