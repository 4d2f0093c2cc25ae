"""Failures a test orders: one for the next call of a method, in the order ordered."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "lose_reply",  # taken, then the connection is cut
    "reset_before",  # cut before anything is taken
    "error",  # an error code instead of being taken
    "accept_then_error",  # taken, and an error code all the same (fatal_error, internal_error)
    "status",  # an HTTP status and no JSON, not taken
    "accept_then_status",  # taken, and an HTTP status
    "rate_limit",  # 429 with Retry-After
    "delay",  # taken, answered late
    "delay_before",  # taken late
    "html",  # taken, answered with a page
    "truncated_json",  # taken, answered with half a body
]
BEFORE = {"reset_before", "error", "status", "rate_limit", "delay_before"}


@dataclass(frozen=True)
class Fault:
    """`value` is the error code, the status, or the seconds."""

    kind: Kind
    value: str | float = ""


class Faults:
    """What to do wrong next, by method; "*" is any method, "response_url" a reply handle."""

    def __init__(self) -> None:
        self._next: dict[str, deque[Fault]] = defaultdict(deque)
        self._always: dict[str, Fault] = {}

    def next(self, method: str, kind: Kind, value: str | float = "", *, times: int = 1) -> None:
        self._next[method].extend([Fault(kind, value)] * times)

    def always(self, method: str, kind: Kind, value: str | float = "") -> None:
        """Until `clear`."""
        self._always[method] = Fault(kind, value)

    def clear(self) -> None:
        self._next.clear()
        self._always.clear()

    def take(self, method: str) -> Fault | None:
        """The fault for this call, which is then used up."""
        for name in (method, "*"):
            if self._next[name]:
                return self._next[name].popleft()
        return self._always.get(method) or self._always.get("*")

    @property
    def waiting(self) -> int:
        """How many ordered faults no call has met yet; a test may want none left."""
        return sum(len(queue) for queue in self._next.values())
