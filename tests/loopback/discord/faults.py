"""Scripted misfortunes of the REST side, by route."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

# What happens before the platform takes the request, and what happens to the reply after it did.
BEFORE = {"reset_before", "status", "html", "error", "rate_limit", "delay"}
AFTER = {"lose_reply", "truncated_json", "accepted_then_status"}


@dataclass(frozen=True)
class Fault:
    """Written `lose_reply`, `status:502`, `error:50007`, `rate_limit:1.5:shared`, `delay:2`."""

    kind: str
    arguments: tuple[str, ...] = ()

    @classmethod
    def parse(cls, written: str) -> Fault:
        kind, *arguments = written.split(":")
        if kind not in BEFORE | AFTER:
            raise ValueError(f"no fault {kind!r}; there are {sorted(BEFORE | AFTER)}")
        return cls(kind, tuple(arguments))

    def number(self, place: int = 0, default: float = 0.0) -> float:
        return float(self.arguments[place]) if len(self.arguments) > place else default


lose_reply = Fault("lose_reply")
reset_before = Fault("reset_before")
html = Fault("html")
truncated_json = Fault("truncated_json")


def status(code: int) -> Fault:
    """A 5xx before the request was taken."""
    return Fault("status", (str(code),))


def accepted_then_status(code: int) -> Fault:
    """A 5xx from a proxy although the request was taken."""
    return Fault("accepted_then_status", (str(code),))


def error(code: int) -> Fault:
    """One of the platform's documented refusals."""
    return Fault("error", (str(code),))


def rate_limit(seconds: float, scope: str = "user") -> Fault:
    """429, of scope user, global or shared."""
    return Fault("rate_limit", (str(seconds), scope))


def delay(seconds: float) -> Fault:
    return Fault("delay", (str(seconds),))


@dataclass
class Planned:
    """One line of the script: how often it still happens, after how many spared calls."""

    route: str
    fault: Fault
    times: int | None
    after: int
    share: float


@dataclass
class Faults:
    """The script; `met` counts what happened."""

    script: list[Planned] = field(default_factory=list)
    met: list[tuple[str, str]] = field(default_factory=list)
    dice: Random = field(default_factory=lambda: Random(1))

    def next(
        self,
        route: str,
        fault: Fault | str,
        *,
        times: int | None = 1,
        after: int = 0,
        share: float = 1.0,
    ) -> None:
        """Plans a fault for the next calls of a route: `"POST /channels/{id}/messages"`, `"*"`."""
        planned = Fault.parse(fault) if isinstance(fault, str) else fault
        self.script.append(Planned(anonymous(route), planned, times, after, share))

    def clear(self) -> None:
        self.script.clear()

    def drawn(self, route: str) -> Fault | None:
        """What befalls this call."""
        for planned in self.script:
            if planned.route not in {route, "*"} or not self._due(planned):
                continue
            if planned.times is not None:
                planned.times -= 1
                if planned.times == 0:
                    self.script.remove(planned)
            self.met.append((route, planned.fault.kind))
            return planned.fault
        return None

    def _due(self, planned: Planned) -> bool:
        if planned.after > 0:
            planned.after -= 1
            return False
        return planned.share >= 1 or self.dice.random() < planned.share


def anonymous(route: str) -> str:
    """A route without the names in its braces, so that `{id}` and `{channel_id}` are one."""
    return re.sub(r"\{[^}]*\}", "{}", route)
