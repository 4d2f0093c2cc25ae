"""`hearth doctor --replay`: a recorded event that failed goes through the dispatcher once more."""

from __future__ import annotations

from datetime import timedelta

from bot import journal
from bot.compose import house
from bot.settings import Settings
from storage.codec import Vault
from storage.database import Database
from storage.ledger import checkup


async def replay(settings: Settings, reference: str) -> int:
    """0 when it went well this time; what it promised is carried by the running process."""
    journal.begin("error")
    database = Database(settings.database_url, Vault(settings.keys()))
    hearth = house(settings)
    try:
        await hearth.parts.upkeep.open()
        event, at = await database.read(lambda tx: checkup.failure(tx, reference))
        ahead = await hearth.parts.inside.offset(event.space, hearth.clock.read())
        hearth.clock.offsets[event.space] = timedelta(seconds=ahead)
        await hearth.dispatcher.hear(event)
        well = await database.write(lambda tx: checkup.settled(tx, reference, at))
    finally:
        hearth.parts.computing.close()
        await hearth.parts.upkeep.close()
        await database.close()
    if well:
        print(f"{reference} went well this time. What it promised goes out while Hearth runs.")
        return 0
    print(f"{reference} failed again, and is kept. Report it with the line above.")
    return 1
