"""Where the process is killed: named points inside it, and the platform's acceptance outside."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.faults import POINTS
from tests.loopback.log import Entry, Log

ACCEPTED = "platform.accepted"  # the platform took it, and its answer never arrives
MORNING = "beats.after_hear"  # passed once a day, which no run here lives to see
EVERY = (*(point for point in POINTS if point != MORNING), ACCEPTED)
# How often a point is passed before the kill, at most: later ones lie deeper in a burst of work.
MOST = {point: 6 if point.startswith("inbound") else 3 for point in EVERY}
TAKES = frozenset(
    {
        "chat.postMessage",
        "chat.update",
        "conversations.open",
        "POST /channels/{channel_id}/messages",
        "PATCH /channels/{channel_id}/messages/{message_id}",
        "POST /channels/{channel_id}/threads",
        "PUT /channels/{channel_id}/thread-members/{user_id}",
        "POST /users/@me/channels",
    }
)


class Plan:
    """The next kills, drawn so that every point gets the same share."""

    def __init__(self, kills: int, seed: str, points: Sequence[str] = EVERY) -> None:
        self._random = random.Random(seed)
        drawn = list(points) * -(-kills // len(points))
        self._random.shuffle(drawn)
        self._left = drawn[:kills]
        self.met: dict[str, int] = dict.fromkeys(EVERY, 0)

    def next(self) -> str:
        """A point and its count, as HEARTH_FAULT takes it; empty when all are done."""
        if not self._left:
            return ""
        point = self._left.pop()
        return f"{point}:{self._random.randint(1, MOST[point])}"

    def died(self, fault: str) -> None:
        """That kill happened."""
        self.met[fault.partition(":")[0]] += 1

    def again(self, fault: str) -> None:
        """That one was not reached; it is still owed."""
        self._left.insert(0, fault.partition(":")[0])


class Watched(Log):
    """The platform's accept log; at a count it has the bot killed before it answers."""

    def __init__(self, file: Path | None = None) -> None:
        super().__init__(file)
        self.left = 0
        self.kill: Callable[[], None] = lambda: None

    def add(self, entry: Entry) -> Entry:
        """Written first, like any other entry."""
        added = super().add(entry)
        if self.left and entry.accepted and entry.method in TAKES:
            self.left -= 1
            if not self.left:
                self.kill()
        return added
