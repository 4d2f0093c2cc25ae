"""How long Slack waits and how often it tries, to be shortened by tests that wait for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

MINUTE = 60.0
HOUR = 3600.0


@dataclass(frozen=True)
class Timings:
    """Slack's own figures in seconds; `delayed_times` above 0 is the switch *Delayed Events*."""

    ack: float = 3.0
    trigger: float = 3.0
    retries: tuple[float, ...] = (0.0, MINUTE, 5 * MINUTE)
    delayed_every: float = HOUR
    delayed_times: int = 0
    hook_life: float = 30 * MINUTE
    hook_uses: int = 5
    warning: float = 10.0

    @classmethod
    def quick(cls) -> Timings:
        """The deadlines as they are, the waits between tries short enough for a test."""
        return cls(retries=(0.02, 0.2, 0.5), warning=0.2, delayed_every=1.0)

    def scaled(self, factor: float) -> Timings:
        """Every duration but a reply handle's life, which the world's own clock measures."""
        return replace(
            self,
            ack=self.ack * factor,
            trigger=self.trigger * factor,
            retries=tuple(wait * factor for wait in self.retries),
            delayed_every=self.delayed_every * factor,
            warning=self.warning * factor,
        )

    def waits(self) -> tuple[float, ...]:
        """Before each further try of an event."""
        return (*self.retries, *(self.delayed_every,) * self.delayed_times)
