"""Forms that must leave no trace: held in memory for an hour, gone with the process."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Generic, Protocol, TypeVar

HOUR, MOST = timedelta(hours=1), 500
SIGN = "u"  # no other id begins with it: also when the form is long forgotten, it stays traceless


class Named(Protocol):
    """What has an id of its own."""

    @property
    def id(self) -> str:
        """The id."""
        ...


T = TypeVar("T", bound=Named)


def identity(random: Random) -> str:
    """An opaque id that tells that nothing may be noted of whoever sends it."""
    return f"{SIGN}{random.getrandbits(76):019x}"


def is_unkept(id_: str) -> bool:
    """Whether the form of that id must leave no trace."""
    return id_.startswith(SIGN)


class Unkept(Generic[T]):
    """Drafts by id, the oldest first; who opens too many loses the oldest."""

    def __init__(self, most: int = MOST) -> None:
        """`most` drafts are held at a time."""
        self._most = most
        self._held: dict[str, tuple[datetime, T]] = {}

    def __len__(self) -> int:
        """How many are held."""
        return len(self._held)

    def put(self, draft: T, now: datetime) -> None:
        """Hold a draft for an hour from now."""
        self._held.pop(draft.id, None)
        self._held[draft.id] = (now + HOUR, draft)
        over = [id_ for id_, (until, _) in list(self._held.items()) if until <= now]
        for id_ in over:
            self._held.pop(id_, None)
        for id_ in list(self._held)[: max(0, len(self._held) - self._most)]:
            self._held.pop(id_, None)

    def get(self, id_: str, now: datetime) -> T | None:
        """The draft of that id, unless its hour is over."""
        until, draft = self._held.get(id_, (now, None))
        return draft if until > now else None

    def drop(self, id_: str) -> None:
        """The form is done."""
        self._held.pop(id_, None)
