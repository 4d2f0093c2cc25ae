"""The REST side: authorisation, limits, faults and the log around every operation."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.loopback.discord import calls, routes
from tests.loopback.discord.bodies import Draft, Upload
from tests.loopback.discord.calls import Answer, Call, Route
from tests.loopback.discord.commands import Registry
from tests.loopback.discord.faults import AFTER, Fault, Faults
from tests.loopback.discord.gateway import Gateway
from tests.loopback.discord.interactions import Desk
from tests.loopback.discord.limits import EVERYWHERE, Limited, Limits
from tests.loopback.discord.refusals import Refused, malformed
from tests.loopback.discord.world import World
from tests.loopback.judge import Complaint, Judge
from tests.loopback.log import Entry, Log

ROOT = "/api/v10"
assert routes.LOADED
_VIA = {"Via": "1.1 google"}
_HTML = "<html><head><title>Error</title></head><body><h1>cloudflare</h1></body></html>"


@dataclass
class Received:
    """A request as read, before anything was decided."""

    request: web.Request
    route: Route
    params: dict[str, str]
    payload: Any = None
    draft: Draft = field(default_factory=lambda: Draft({}))
    note: str = ""


@dataclass
class Rest:
    """Answers every path under the API's root."""

    world: World
    desk: Desk
    registry: Registry
    gateway: Gateway
    limits: Limits
    faults: Faults
    log: Log
    judge: Judge
    lag: float = 0.0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One request, from the first byte to the last."""
        found = calls.find(request.method, request.path.removeprefix(ROOT))
        if found is None:
            return reply(404, {"message": "404: Not Found", "code": 0})
        received = Received(request, *found)
        if self.limits.banned():
            return web.Response(status=429, text=_HTML, content_type="text/html")
        if self.lag:
            await asyncio.sleep(self.lag)
        fault = self.faults.drawn(received.route.bucket)
        if fault is not None and fault.kind not in AFTER:
            misfortune = await self._befall(received, fault)
            if misfortune is not None:
                return misfortune
        return await self._limited(received, fault)

    async def _befall(self, received: Received, fault: Fault) -> web.StreamResponse | None:
        """A fault that keeps the platform from taking the request; a delay only defers it."""
        if fault.kind == "delay":
            await asyncio.sleep(fault.number())
            return None
        await self._read(received)
        self._write(received, f"fault:{fault.kind}", None)
        if fault.kind == "reset_before":
            return _cut(received.request)
        if fault.kind == "html":
            return web.Response(
                status=int(fault.number(default=520)), text=_HTML, content_type="text/html"
            )
        if fault.kind == "status":
            return reply(int(fault.number(default=502)), {"message": "upstream", "code": 0})
        if fault.kind == "rate_limit":
            scope = fault.arguments[1] if len(fault.arguments) > 1 else "user"
            bucket = EVERYWHERE if scope == "global" else received.route.bucket
            self.limits.told_to_wait(bucket, fault.number())
            return self._slow_down(Limited(fault.number(), scope))
        return self._refuse(Refused(int(fault.number())), {})

    async def _limited(self, received: Received, fault: Fault | None) -> web.StreamResponse:
        # A channel, a guild, or a webhook together with its token.
        majors = 2 if received.route.by_token else 1
        major = "/".join(list(received.params.values())[:majors])
        try:
            headers = self.limits.take(
                received.route.bucket, major, counted=not received.route.by_token
            )
        except Limited as limited:
            await self._read(received)
            self._write(received, "429", None)
            return self._slow_down(limited)
        return await self._answered(received, fault, headers)

    async def _answered(
        self, received: Received, fault: Fault | None, headers: dict[str, str]
    ) -> web.StreamResponse:
        try:
            await self._read(received)
            self._authorise(received)
            answer = self._judged(received)
        except Refused as refused:
            self._write(received, str(refused.code), refused.body())
            return self._refuse(refused, headers)
        received.note = fault.kind if fault is not None and fault.kind in AFTER else ""
        self._write(received, "ok", answer.body)
        if self.lag:
            await asyncio.sleep(self.lag)
        return self._sent(received.request, answer, fault, headers)

    def _sent(
        self, request: web.Request, answer: Answer, fault: Fault | None, headers: dict[str, str]
    ) -> web.StreamResponse:
        if fault is not None and fault.kind == "lose_reply":
            return _cut(request)
        if fault is not None and fault.kind == "accepted_then_status":
            return reply(int(fault.number(default=502)), {"message": "upstream", "code": 0})
        whole = reply(answer.status, answer.body, headers)
        if fault is not None and fault.kind == "truncated_json" and isinstance(whole.body, bytes):
            whole.body = whole.body[: len(whole.body) // 2]
        return whole

    def _authorise(self, received: Received) -> None:
        """The bot's token in the header; some routes carry their own in the path."""
        application = self.world.application
        given = received.request.headers.get("Authorization", "")
        if received.route.by_token:
            return
        if not application.token_works or given != f"Bot {application.token}":
            raise Refused(0)

    def _judged(self, received: Received) -> Answer:
        """By the published schemas, then by the operation itself; either may refuse."""
        route = received.route
        judged = received.payload if received.payload not in ({}, None) else None
        complaint = self.judge.judge_discord(route.method, route.template, judged)
        if complaint is not None and _grave(complaint):
            raise malformed("body", "; ".join(complaint.reasons)[:500])
        return route.handler(
            Call(
                self.world,
                self.desk,
                self.registry,
                self.gateway.url,
                self.gateway.identifies_left(),
                received.params,
                dict(received.request.query),
                received.payload,
                received.draft,
            )
        )

    async def _read(self, received: Received) -> None:
        request = received.request
        if not request.can_read_body:
            return
        if request.content_type == "multipart/form-data":
            received.payload, files = await _multipart(request)
        else:
            files = {}
            try:
                received.payload = json.loads(await request.read() or b"null")
            except ValueError:
                raise Refused(50109) from None
        body = received.payload if isinstance(received.payload, dict) else {}
        received.draft = Draft(body, files)

    def _refuse(self, refused: Refused, headers: dict[str, str]) -> web.Response:
        self.limits.answered(refused.status, None)
        extra = _VIA if refused.status == 429 else {}
        body = refused.body() | ({"retry_after": 0.5, "global": False} if extra else {})
        return reply(refused.status, body, {**headers, **extra})

    def _slow_down(self, limited: Limited) -> web.Response:
        self.limits.answered(429, limited.scope)
        everywhere = limited.scope == "global"
        headers = {
            **limited.headers,
            **_VIA,
            "Retry-After": str(max(1, round(limited.retry_after))),
            "X-RateLimit-Scope": limited.scope,
            **({"X-RateLimit-Global": "true"} if everywhere else {}),
        }
        body = {
            "message": "You are being rate limited.",
            "retry_after": round(limited.retry_after, 3),
            "global": everywhere,
        }
        return reply(429, body, headers)

    def _write(self, received: Received, outcome: str, result: Any) -> None:
        payload = received.payload
        body = payload if isinstance(payload, dict) else {"all": payload} if payload else {}
        if received.draft.files:
            body = {**body, "files": [one.filename for one in received.draft.files.values()]}
        note = f"{received.request.path.removeprefix(ROOT)} {received.note}".strip()
        shown = result if isinstance(result, dict) else {}
        at = self.world.clock.now()
        self.log.add(Entry(at, "discord", received.route.name, body, outcome, "bot", shown, note))


def reply(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    """JSON with the exact content type clients compare."""
    if status == 204:
        return web.Response(status=204, headers=headers)
    content = json.dumps(body).encode()
    return web.Response(
        body=content, status=status, content_type="application/json", headers=headers
    )


def _cut(request: web.Request) -> web.Response:
    """The connection ends without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=204)


def _grave(complaint: Complaint) -> bool:
    """The platform ignores keys it does not know; everything else it refuses."""
    return any(not reason.startswith("unknown key") for reason in complaint.reasons)


async def _multipart(request: web.Request) -> tuple[Any, dict[str, Upload]]:
    payload: Any = {}
    files: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            payload = json.loads(content)
        elif part.name and part.filename:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, content, kind)
    return payload, files
