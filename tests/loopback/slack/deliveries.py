"""Carries events and interactions to the app, again and out of order where asked."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from tests.loopback.slack.installation import Installation
from tests.loopback.slack.world import APP, TEAM

Json = dict[str, Any]
Kind = Literal["events_api", "slash_commands", "interactive"]


@dataclass(frozen=True)
class Outcome:
    """`reason` says in Slack's words why a try failed; `final` that no other try is wanted."""

    acked: bool
    payload: Json | None = None
    reason: str = ""
    final: bool = False
    status: int = 0


@dataclass(frozen=True)
class Retry:
    number: int
    reason: str


class Transport(Protocol):
    """Socket Mode or a request URL."""

    async def send(self, kind: Kind, payload: Json, retry: Retry | None) -> Outcome: ...


@dataclass
class Delivered:
    """An event and every try to bring it to the app."""

    subscription: str
    payload: Json
    tries: list[Outcome] = field(default_factory=list)

    @property
    def acked(self) -> bool:
        return any(outcome.acked for outcome in self.tries)


class Courier:
    """Interactions are tried once; events as the timings say."""

    def __init__(self, at: Installation, transport: Transport) -> None:
        self.at = at
        self.transport = transport
        self.events: list[Delivered] = []
        self._held: list[Delivered] | None = None

    async def event(self, subscription: str, event: Json) -> None:
        """Done when the first try is; further tries go on by themselves."""
        if subscription not in self.at.manifest.events:
            return
        delivered = Delivered(subscription, self._wrapped(event))
        self.events.append(delivered)
        if self._held is not None:
            self._held.append(delivered)
            return
        await self.bring(delivered)

    async def bring(self, delivered: Delivered) -> None:
        await self._try(delivered, None)
        if not delivered.acked and not delivered.tries[-1].final:
            self.at.spawn(self._again(delivered))

    async def _again(self, delivered: Delivered) -> None:
        for number, wait in enumerate(self.at.timings.waits(), start=1):
            await asyncio.sleep(wait)
            if delivered.acked:
                return
            outcome = await self._try(delivered, Retry(number, delivered.tries[-1].reason))
            if outcome.acked or outcome.final:
                return

    async def _try(self, delivered: Delivered, retry: Retry | None) -> Outcome:
        outcome = await self.transport.send("events_api", delivered.payload, retry)
        delivered.tries.append(outcome)
        await self.at.wake()
        return outcome

    async def repeat(self, delivered: Delivered) -> Outcome:
        """The same event once more, as after an acknowledgement that got lost."""
        return await self._try(delivered, Retry(len(delivered.tries), "http_timeout"))

    async def redeliver(self) -> int:
        """Every event never acknowledged, now; answers how many are still not."""
        for delivered in self.unacked:
            await self._try(delivered, Retry(max(1, len(delivered.tries)), "http_timeout"))
        return len(self.unacked)

    @property
    def unacked(self) -> list[Delivered]:
        return [delivered for delivered in self.events if not delivered.acked]

    def hold(self) -> None:
        """From now on events wait."""
        self._held = []

    async def release(self, order: random.Random | None = None, *, times: int = 1) -> None:
        """Everything held, `times` over, in this shuffled order or as it came."""
        held, self._held = [each for each in self._held or () for _ in range(times)], None
        if order is not None:
            order.shuffle(held)
        for delivered in held:
            await (self.repeat(delivered) if delivered.tries else self.bring(delivered))

    async def interact(self, kind: Kind, payload: Json) -> Outcome:
        return await self.transport.send(kind, payload, None)

    def _wrapped(self, event: Json) -> Json:
        number = next(self.at.count)
        return {
            "token": self.at.verification_token,
            "team_id": TEAM,
            "context_team_id": TEAM,
            "context_enterprise_id": None,
            "api_app_id": APP,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev0{number:09d}",
            "event_time": int(float(event.get("event_ts", self.at.world.clock()))),
            "authorizations": [self._authorization()],
            "is_ext_shared_channel": False,
            "event_context": f"4-{number:020d}",
        }

    def _authorization(self) -> Json:
        return {
            "enterprise_id": None,
            "team_id": TEAM,
            "user_id": self.at.world.bot.id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
