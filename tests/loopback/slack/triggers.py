"""Trigger ids: good for three seconds, once."""

from __future__ import annotations

import itertools
import secrets
import time
from dataclasses import dataclass

from tests.loopback.slack.refusals import Refused
from tests.loopback.slack.world import User, View


@dataclass
class Trigger:
    user: User
    since: float
    view: View | None = None
    used: bool = False


class Triggers:
    """Issued with every command, press, shortcut and submission."""

    def __init__(self, life: float) -> None:
        self.life = life
        self._issued: dict[str, Trigger] = {}
        self._count = itertools.count(10_520_020_890_661)

    def issue(self, user: User, view: View | None = None) -> str:
        name = f"{next(self._count)}.10229338706656.{secrets.token_hex(16)}"
        self._issued[name] = Trigger(user, time.monotonic(), view)
        return name

    def exchange(self, name: object) -> Trigger:
        trigger = self._issued.get(name) if isinstance(name, str) else None
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - trigger.since > self.life:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger
