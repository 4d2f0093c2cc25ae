"""HTTP mode: signed requests to the app's address, and the badly signed ones of a forger."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.loopback.slack.deliveries import Kind, Outcome, Retry
from tests.loopback.slack.installation import Installation

Json = dict[str, Any]
REDIRECTS = 2
FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    based = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), based, hashlib.sha256).hexdigest()


class RequestUrl:
    """Signs with the real clock, whatever the world's."""

    def __init__(self, at: Installation, url: str) -> None:
        self.at = at
        self.url = url
        self._session: aiohttp.ClientSession | None = None

    async def send(self, kind: Kind, payload: Json, retry: Retry | None) -> Outcome:
        body, content_type = encoded(kind, payload)
        headers = self.signed(body) | {"Content-Type": content_type}
        if retry is not None:
            headers |= {
                "X-Slack-Retry-Num": str(retry.number),
                "X-Slack-Retry-Reason": retry.reason,
            }
        try:
            return await self._posted(body, headers)
        except aiohttp.TooManyRedirects:
            return Outcome(acked=False, reason="too_many_redirects")
        except TimeoutError:
            return Outcome(acked=False, reason="http_timeout")
        except aiohttp.ClientSSLError:
            return Outcome(acked=False, reason="ssl_error")
        except aiohttp.ClientError:
            return Outcome(acked=False, reason="connection_failed")

    async def _posted(self, body: bytes, headers: dict[str, str]) -> Outcome:
        timeout = aiohttp.ClientTimeout(total=self.at.timings.ack)
        async with self._open().post(
            self.url, data=body, headers=headers, timeout=timeout, max_redirects=REDIRECTS
        ) as answer:
            text = await answer.text()
            if not 200 <= answer.status < 300:
                final = answer.headers.get("X-Slack-No-Retry") == "1"
                return Outcome(acked=False, reason="http_error", final=final, status=answer.status)
            return Outcome(
                acked=True, payload=_said(text, answer.content_type), status=answer.status
            )

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session

    def signed(
        self, body: bytes, *, at: float | None = None, secret: str | None = None
    ) -> dict[str, str]:
        """The headers of a request; with another moment or secret, those of a forger."""
        timestamp = str(int(time.time() if at is None else at))
        made = signature(secret or self.at.signing_secret, timestamp, body)
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": made}

    async def raw(self, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        """Whatever a stranger may send; answers the app's status and words."""
        async with self._open().post(self.url, data=body, headers=headers) as answer:
            return answer.status, await answer.text()

    async def verify(self) -> bool:
        """Slack's own question when the address is entered: the challenge must come back."""
        body = json.dumps(
            {"type": "url_verification", "token": "t", "challenge": "3eZbrw1aB"}
        ).encode()
        headers = self.signed(body) | {"Content-Type": "application/json"}
        status, text = await self.raw(body, headers)
        return status == 200 and "3eZbrw1aB" in text

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def encoded(kind: Kind, payload: Json) -> tuple[bytes, str]:
    """Events as JSON, commands as a form, interactions as JSON in a form."""
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), FORM


def _said(text: str, content_type: str) -> Json | None:
    if not text:
        return None
    if content_type != "application/json":
        return {"text": text}
    said = json.loads(text)
    return said if isinstance(said, dict) else None
