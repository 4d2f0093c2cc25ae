"""What a handler may hold in memory only: words that wait for a press, and how often somebody did.

Nothing of it is ever written; with the process it is gone. How often is counted under a keyed
digest of the person, whose key is thrown away with the day, so that not even a picture of the
memory tells tomorrow who it was.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from bot import unkept
from bot.events import Person
from bot.unkept import Unkept

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Held:
    """Something one person laid down, for that person to take up again."""

    id: str
    person: Person
    value: Any


@dataclass(slots=True)
class Tally:
    """How often somebody did something on a day; whoever it was."""

    _day: date | None = None
    _key: bytes = b""
    _counted: Counter[bytes] = field(default_factory=Counter)

    def may(self, person: Person, what: str, most: int, now: datetime, random: Random) -> bool:
        """Count it once more, unless that would be more than `most` on this day."""
        if self._day != now.date():
            self._day, self._key = now.date(), random.randbytes(KEY_BYTES)
            self._counted.clear()
        told = f"{what}/{person.space.key}/{person.id}".encode()
        digest = hmac.digest(self._key, told, hashlib.sha256)
        if self._counted[digest] >= most:
            return False
        self._counted[digest] += 1
        return True


@dataclass(slots=True)
class Memory:
    """All that is held for everybody; the dispatcher has one."""

    held: Unkept[Held] = field(default_factory=Unkept)
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True)
class Pocket:
    """One person's part of it, for one event."""

    memory: Memory
    person: Person
    now: datetime
    random: Random

    def keep(self, value: object) -> str:
        """Hold it for an hour; the id may travel with a button."""
        held = Held(unkept.identity(self.random), self.person, value)
        self.memory.held.put(held, self.now)
        return held.id

    def find(self, id_: str) -> Any:
        """What this person laid down under that id; None when it is gone, or somebody else's."""
        held = self.memory.held.get(id_, self.now)
        return held.value if held and held.person == self.person else None

    def drop(self, id_: str) -> None:
        """It is done."""
        self.memory.held.drop(id_)

    def may(self, what: str, most: int) -> bool:
        """Count it once more, unless that would be more than `most` on this day."""
        return self.memory.tally.may(self.person, what, most, self.now, self.random)
