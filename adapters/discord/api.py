"""One HTTP request to Discord, one outcome: nothing is ever sent twice from here."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from adapters.discord.failures import failure
from bot.errors import Busy, Unsure
from bot.ui import File

AGENT = "DiscordBot (https://pypi.org/project/hearth, 0.1)"
TIMEOUT = aiohttp.ClientTimeout(total=20, connect=5)
OPENING = ("/threads", "/users/@me/channels")  # limits of all conversations, not of one
PATIENCE = 30.0  # how long a reading waits in all when Discord asks to
# Tokens of interactions are their own permission, and outside the limits we keep count of.
_OWN_TOKEN = re.compile(r"^/(interactions|webhooks)/")
_BUCKET = re.compile(r"(?<=/)\d+(?=/|$)")


class Api:
    """Discord's REST, spoken with one token; raises the family of DeliveryError."""

    def __init__(self, root: str, token: str, *, seconds: Callable[[], float]) -> None:
        """`seconds` is a clock that only runs forward, for the platform's limits."""
        self._root = root.rstrip("/")
        self._token = token
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None
        self._not_before: dict[str, float] = {}

    async def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        files: tuple[File, ...] = (),
        query: Mapping[str, str] | None = None,
    ) -> Any:
        """Send once; the parsed answer, or why there is none."""
        bucket = _bucket(method, path)
        self._wait_for_room(bucket)
        try:
            async with self._open().request(
                method,
                self._root + path,
                params=dict(query or {}),
                data=_body(body, files),
                headers=self._headers(path, body, files),
            ) as response:
                self._note(bucket, response.headers)
                return await self._outcome(bucket, response)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as never_left:
            raise Busy("unreachable", 5.0) from never_left
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            raise Unsure(type(lost).__name__) from lost

    async def read(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        """A GET, which may be repeated: waits where Discord asks to, up to half a minute."""
        deadline = self._seconds() + PATIENCE
        while True:
            try:
                return await self.call("GET", path, query=query)
            except (Busy, Unsure) as wait:
                after = wait.after if isinstance(wait, Busy) else 1.0
                if self._seconds() + after > deadline:
                    raise
                await asyncio.sleep(after)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=TIMEOUT)
        return self._session

    def _headers(self, path: str, body: Any, files: tuple[File, ...]) -> dict[str, str]:
        headers = {"User-Agent": AGENT}
        if not _OWN_TOKEN.match(path):
            headers["Authorization"] = f"Bot {self._token}"
        if body is not None and not files:
            headers["Content-Type"] = "application/json"
        return headers

    async def _outcome(self, bucket: str, response: aiohttp.ClientResponse) -> Any:
        text = await response.text()
        told = _parsed(text)
        if response.ok:
            if text and told is None:
                raise Unsure("unreadable_answer")
            return told
        after = response.headers.get("Retry-After")
        refused = failure(response.status, told, float(after) if after else None)
        if isinstance(refused, Busy) and refused.reason == "rate_limited":
            everywhere = isinstance(told, dict) and told.get("global")
            self._not_before["" if everywhere else bucket] = self._seconds() + refused.after
            refused.others = bucket.endswith(OPENING)
        raise refused

    def _note(self, bucket: str, headers: Mapping[str, str]) -> None:
        """An emptied bucket is not asked before it fills: too many refusals cost the address."""
        if headers.get("X-RateLimit-Remaining") == "0":
            after = float(headers.get("X-RateLimit-Reset-After") or 0)
            self._not_before[bucket] = self._seconds() + after

    def _wait_for_room(self, bucket: str) -> None:
        now = self._seconds()
        self._not_before = {one: at for one, at in self._not_before.items() if at > now}
        if not bucket:
            return
        at = max(self._not_before.get("", 0.0), self._not_before.get(bucket, 0.0))
        if at > now:
            raise Busy("rate_limited", at - now, others=bucket.endswith(OPENING))


def _bucket(method: str, path: str) -> str:
    """Which of Discord's limits a request falls under; answers to interactions fall under none."""
    if _OWN_TOKEN.match(path):
        return ""
    ids = iter(_BUCKET.findall(path))
    major = next(ids, "")
    return f"{method} {major} {_BUCKET.sub('_', path)}"


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except json.JSONDecodeError:
        return None


def _body(body: Any, files: tuple[File, ...]) -> Any:
    if body is None:
        return None
    written = json.dumps(body, ensure_ascii=False)
    if not files:
        return written.encode()
    form = aiohttp.FormData()
    form.add_field("payload_json", written, content_type="application/json")
    for index, file in enumerate(files):
        form.add_field(
            f"files[{index}]",
            file.content,
            filename=file.name,
            content_type="application/octet-stream",
        )
    return form
