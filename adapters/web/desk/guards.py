"""What a request must be before anything is done for it: from our page, on time, and not too often.

Each guard raises TurnedAwayError with what the browser is told.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MINUTE = 60.0
MOST_SEEN = 5_000  # addresses and visits whose last minute is remembered
TWELVE_HOURS = 12 * 3600
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not `no-referrer`: a browser would then post without saying from where.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


class TurnedAwayError(Exception):
    """A request that gets nothing: with which status, and in which words."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the page stands for browsers: `public` is its address, empty on this machine alone.

    `hosts` are the names it may be asked for by; None: any.
    """

    public: str = ""
    hosts: frozenset[str] | None = LOOPBACK

    @property
    def is_secure(self) -> bool:
        return self.public.startswith("https://")

    @property
    def root(self) -> str:
        """What stands before every path, where a proxy serves us under one."""
        return urlsplit(self.public).path.rstrip("/")

    @property
    def cookie(self) -> str:
        """Over https no other host and no path can set it: browsers keep this name for that."""
        return "__Host-hearth" if self.is_secure else "hearth_desk"

    @property
    def headers(self) -> dict[str, str]:
        if not self.is_secure:
            return HEADERS
        return {**HEADERS, "Strict-Transport-Security": "max-age=31536000"}

    def check_host(self, request: web.BaseRequest) -> None:
        """Another site's name that leads here is a trick."""
        name = urlsplit(f"//{request.host}").hostname or ""
        ours = urlsplit(self.public).hostname
        if self.hosts is not None and name not in self.hosts | {ours}:
            raise TurnedAwayError(403, "This page is not asked for by that name.")

    def check_origin(self, request: web.BaseRequest) -> None:
        """What changes something comes from our own page, and the browser says so."""
        origin = urlsplit(request.headers.get("Origin", ""))
        parts = urlsplit(self.public)
        ours = (parts.scheme, parts.netloc) if self.public else ("http", request.host)
        here = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        if not here or (origin.scheme, origin.netloc) != ours:
            raise TurnedAwayError(403, "That was sent from another page, so nothing was done.")

    def from_whom(self, request: web.BaseRequest) -> str:
        """An address; behind a proxy of this machine, the one it says was nearest to it."""
        remote = request.remote or ""
        told = request.headers.get("X-Forwarded-For", "")
        return told.rpartition(",")[2].strip() if told and remote in LOOPBACK else remote

    def give(self, response: web.StreamResponse, session: str) -> None:
        """Let the browser keep the visit's secret, out of every script's and site's reach."""
        response.set_cookie(
            self.cookie,
            session,
            path="/" if self.is_secure else f"{self.root}/desk",
            max_age=TWELVE_HOURS,
            httponly=True,
            secure=self.is_secure,
            samesite="Strict",
        )

    def take(self, response: web.StreamResponse) -> None:
        """Let the browser forget it."""
        self.give(response, "")
        response.cookies[self.cookie]["max-age"] = "0"


def written_for(session: str) -> str:
    """What the forms drawn for a visit carry: nobody without its secret can write it."""
    return hmac.new(session.encode(), b"the forms of this visit", hashlib.sha256).hexdigest()


def check_written(session: str, sent: object) -> None:
    """The page that posts was drawn for this visit."""
    if not isinstance(sent, str) or not hmac.compare_digest(
        sent.encode(), written_for(session).encode()
    ):
        raise TurnedAwayError(403, "That page is not yours any more, so nothing was done.")


class Often:
    """Counts by whom and minute, and turns away who comes too often."""

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        """`most` times a minute; `clock` never goes back."""
        self._most, self._clock = most, clock
        self._seen: dict[str, tuple[float, int]] = {}

    def check(self, who: str) -> None:
        now = self._clock()
        began, count = self._seen.get(who, (now, 0))
        if now - began >= MINUTE:
            began, count = now, 0
        if len(self._seen) >= MOST_SEEN:
            self._seen = {w: s for w, s in self._seen.items() if now - s[0] < MINUTE}
        if len(self._seen) < MOST_SEEN or who in self._seen:
            self._seen[who] = (began, count + 1)
        if count >= self._most:
            raise TurnedAwayError(429, "That was too often. Try again in a minute.")
