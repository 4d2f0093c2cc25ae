"""Claim codes: said once, good for an hour, they let their holder set up one community."""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta

from bot.cli_key import MADE, first_key
from bot.cli_run import writable
from bot.clock import Clock, wall
from bot.settings import Settings

LASTS = timedelta(hours=1)
# Easy to say over a telephone, hard to mistake for one another.
WORDS = (
    *("AMBER", "APPLE", "ASPEN", "BARLEY", "BASIL", "BEACON", "BIRCH", "CANDLE", "CEDAR", "CLOVER"),
    *("COPPER", "CORAL", "EMBER", "FENNEL", "FLINT", "GARNET", "GINGER", "HAZEL", "HONEY", "IVORY"),
    *("JUNIPER", "KETTLE", "KINDLE", "LAUREL", "LEMON", "LINDEN", "MAPLE", "MEADOW", "NUTMEG"),
    *("OLIVE", "ORCHARD", "PEPPER", "QUARTZ", "RIVER", "SAFFRON", "SORREL", "TIMBER", "WALNUT"),
)


def claim(settings: Settings, space: str = "") -> tuple[str, bool]:
    """A new code for a space, or for any; and whether Hearth runs on this database just now.

    Makes what is missing for that: the data folder, the key, the database. Raises Misconfigured.
    """
    writable(settings)
    made = first_key(settings)
    if made:
        print(MADE.format(file=made))
    code = f"{secrets.choice(WORDS)}-{secrets.randbelow(10_000):04}"
    return code, asyncio.run(_kept(settings, code, space))


async def _kept(settings: Settings, code: str, space: str) -> bool:
    from storage.codec import Vault
    from storage.communities import make_claim
    from storage.database import Database
    from storage.ledger import instances
    from storage.ledger.upkeep import SqlUpkeep

    database = Database(settings.database_url, Vault(settings.keys()))
    upkeep = SqlUpkeep(database)
    try:
        await upkeep.open()
        await database.write(lambda tx: make_claim(tx, code, wall() + LASTS, space))
        return bool(await database.read(lambda tx: instances.alive(tx, Clock().real())))
    finally:
        await database.close()
