"""Named points at which `make prove` kills the process, to show that nothing is lost or doubled."""

from __future__ import annotations

import os
import signal

ARMED = "HEARTH_FAULT"  # name:count, the process ends itself the count-th time it passes there

POINTS = (
    "inbound.before_commit",
    "inbound.after_commit",
    "outbox.after_claim",
    "outbox.before_send",
    "outbox.after_send",
    "outbox.after_mark",
    "timers.after_claim",
    "timers.after_fire",
    "beats.after_hear",
)

_passed: dict[str, int] = {}


def hit(point: str) -> None:
    """Pass a named point; a no-op unless the environment arms it."""
    armed = os.environ.get(ARMED)
    if not armed:
        return
    name, _, count = armed.partition(":")
    if name == point:
        _passed[point] = _passed.get(point, 0) + 1
        if _passed[point] >= int(count or 1):
            os.kill(os.getpid(), signal.SIGKILL)
