"""Answers to the last acts of a visit, kept in memory until they are looked at again."""

from __future__ import annotations

import secrets
from collections import OrderedDict

from bot.platform import Answer

EACH, ALL = 6, 300  # answers of a visit, visits


class Shelf:
    """The newest answers of each visit; after a restart there are none, and nothing is lost."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, OrderedDict[str, Answer]] = OrderedDict()

    def put(self, visit: str, answer: Answer) -> str:
        """Keep an answer; under which name."""
        mine = self._kept.setdefault(visit, OrderedDict())
        self._kept.move_to_end(visit)
        name = secrets.token_urlsafe(6)
        mine[name] = answer
        if len(mine) > EACH:
            mine.popitem(last=False)
        if len(self._kept) > ALL:
            self._kept.popitem(last=False)
        return name

    def get(self, visit: str, name: str) -> Answer | None:
        """The answer of that name, if it is this visit's."""
        return self._kept.get(visit, OrderedDict()).get(name)

    def clear(self, visit: str) -> None:
        """Keep nothing more of a visit."""
        self._kept.pop(visit, None)
