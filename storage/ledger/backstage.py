"""What the playground may see of the ledger, and where each space's clock stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.events import Community, Space
from bot.platform import Pending
from storage.database import Database, Tx
from storage.ledger import glance

Communities = Callable[[Tx, Space], tuple[Community, ...]]


class SqlBackstage:
    """Implements `bot.hearth.Inside`."""

    def __init__(
        self, database: Database, communities: Communities, sentences: Mapping[str, str]
    ) -> None:
        """`communities` lists a space's; `sentences` say what each timer is for."""
        self._database, self._communities = database, communities
        self._sentences = sentences

    async def promised(self, space: Space) -> tuple[Pending, ...]:
        """Waiting and held messages, and timers."""
        return await self._database.read(lambda tx: glance.promised(tx, space, self._sentences))

    async def decided(self, space: Space) -> tuple[Pending, ...]:
        """What was decided and sent lately."""

        def look(tx: Tx) -> tuple[Pending, ...]:
            ids = tuple(c.id for c in self._communities(tx, space))
            return glance.decided(tx, space, ids)

        return await self._database.read(look)

    async def coming(self, space: Space) -> tuple[tuple[Community, ...], datetime | None]:
        """The communities of a space, and when what is promised or planned there is due next."""
        return await self._database.read(
            lambda tx: (self._communities(tx, space), glance.next_due(tx, space))
        )

    async def offset(self, space: Space, now: datetime) -> float:
        """How far the space's clock is ahead, in seconds; a space seen first is noted."""
        return await self._database.write(lambda tx: glance.offset(tx, space, now))

    async def set_offset(self, space: Space, seconds: float) -> None:
        """Keep how far the space's clock is ahead."""
        await self._database.write(lambda tx: glance.set_offset(tx, space, seconds))
