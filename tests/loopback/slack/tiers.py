"""Slack's rate limits: so many calls a minute per method, one message a second per channel."""

from __future__ import annotations

import math
import time
from collections import deque

MINUTE = 60.0
# Tier 1 says "1+"; ten sockets must be able to open.
PER_MINUTE = {1: 10, 2: 20, 3: 50, 4: 100}
TIER = {
    "apps.connections.open": 1,
    "conversations.list": 2,
    "users.list": 2,
    "users.conversations": 2,
    "chat.update": 3,
    "chat.delete": 3,
    "conversations.open": 3,
    "conversations.info": 3,
    "conversations.history": 3,
    "conversations.replies": 3,
    "conversations.join": 3,
    "bots.info": 3,
    "team.info": 3,
    "reactions.add": 3,
    "chat.postEphemeral": 4,
    "conversations.members": 4,
    "users.info": 4,
    "views.open": 4,
    "views.push": 4,
    "views.update": 4,
    "views.publish": 4,
    "files.getUploadURLExternal": 4,
    "files.completeUploadExternal": 4,
}
POSTS_PER_WORKSPACE = 300
BURST_PER_CHANNEL = 3


class Tiers:
    """Sliding windows; `factor` stretches or shortens the minute, None lifts every limit."""

    def __init__(self, factor: float | None) -> None:
        self.factor = factor
        self._calls: dict[str, deque[float]] = {}

    def wait(self, method: str, channel: str = "") -> int:
        """Seconds to wait before this call would be taken; 0 when it is, and then it counts."""
        if self.factor is None:
            return 0
        limits = self._limits(method, channel)
        waits = [self._left(name, most, window * self.factor) for name, most, window in limits]
        if any(waits):
            return max(1, math.ceil(max(waits)))
        for name, _, _ in limits:
            self._calls.setdefault(name, deque()).append(time.monotonic())
        return 0

    def _limits(self, method: str, channel: str) -> list[tuple[str, int, float]]:
        if method == "chat.postMessage":
            each = (f"{method} {channel}", BURST_PER_CHANNEL, float(BURST_PER_CHANNEL))
            return [each, (method, POSTS_PER_WORKSPACE, MINUTE)]
        tier = TIER.get(method)
        return [(method, PER_MINUTE[tier], MINUTE)] if tier else []

    def _left(self, name: str, most: int, window: float) -> float:
        calls = self._calls.setdefault(name, deque())
        now = time.monotonic()
        while calls and calls[0] <= now - window:
            calls.popleft()
        return calls[0] + window - now if len(calls) >= most else 0.0
