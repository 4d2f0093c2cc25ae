"""Rate limits: buckets per route and place, fifty a second over all, the ban behind them."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from dataclasses import dataclass, field

# How many in how many seconds; what the platform does not publish is set close to what bots meet.
_PUBLISHED: dict[str, tuple[int, float]] = {
    "POST /channels/{}/messages": (5, 5.0),
    "PATCH /channels/{}/messages/{}": (5, 5.0),
    "DELETE /channels/{}/messages/{}": (5, 1.0),
    "PUT /channels/{}/messages/{}/reactions/{}/@me": (1, 0.25),
    "PUT /guilds/{}/members/{}/roles/{}": (10, 10.0),
    "DELETE /guilds/{}/members/{}/roles/{}": (10, 10.0),
    "POST /channels/{}/threads": (50, 300.0),
    "POST /webhooks/{}/{}": (5, 2.0),
    "PATCH /webhooks/{}/{}/messages/{}": (5, 2.0),
    "GET /guilds/{}/members": (10, 10.0),
}
_OTHERS = (50, 1.0)
GLOBAL = 50
EVERYWHERE = "*"
INVALID, INVALID_WINDOW = 10_000, 600.0


class Limited(Exception):
    """Too many: wait, and whose limit it was."""

    def __init__(
        self, retry_after: float, scope: str, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(f"{scope}: {retry_after:.3f} s")
        self.headers = headers or {}
        self.retry_after = retry_after
        self.scope = scope


@dataclass
class Bucket:
    """One window of one route and channel, guild or webhook."""

    name: str
    limit: int
    window: float
    opened: float = 0.0
    used: int = 0

    def headers(self, now: float) -> dict[str, str]:
        after = max(0.0, self.opened + self.window - now)
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, self.limit - self.used)),
            "X-RateLimit-Reset": f"{time.time() + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": self.name,
        }


@dataclass
class Limits:
    """`pace` shortens every window: 1.0 is the platform's own, 0 lets everything through."""

    pace: float = 0.02
    buckets: dict[tuple[str, str], Bucket] = field(default_factory=dict)
    global_: Bucket = field(default_factory=lambda: Bucket("global", GLOBAL, 1.0))
    invalid: deque[float] = field(default_factory=deque)
    too_many: int = 0
    too_early: int = 0
    _not_before: dict[str, float] = field(default_factory=dict)

    def take(self, route: str, major: str, *, counted: bool) -> dict[str, str]:
        """One request's place in its windows, or Limited; `counted`: also in the global one."""
        now = time.monotonic()
        if now < max(self._not_before.get(one, 0.0) for one in (route, EVERYWHERE)):
            self.too_early += 1
        bucket = self._bucket(route, major)
        if self.pace == 0:
            return bucket.headers(now)
        if counted:
            self._enter(self.global_, now, "global")
        self._enter(bucket, now, "user")
        return bucket.headers(now)

    def _bucket(self, route: str, major: str) -> Bucket:
        limit, window = _PUBLISHED.get(route, _OTHERS)
        if (route, major) not in self.buckets:
            name = hashlib.md5(route.encode(), usedforsecurity=False).hexdigest()
            self.buckets[route, major] = Bucket(name, limit, window)
        bucket = self.buckets[route, major]
        bucket.window = window * self.pace
        return bucket

    def _enter(self, bucket: Bucket, now: float, scope: str) -> None:
        window = self.pace if bucket is self.global_ else bucket.window
        if now - bucket.opened >= window:
            bucket.opened, bucket.used = now, 0
        if bucket.used >= bucket.limit:
            self.too_many += 1
            told = {} if bucket is self.global_ else bucket.headers(now)
            raise Limited(bucket.opened + window - now, scope, told)
        bucket.used += 1

    def answered(self, status: int, scope: str | None) -> None:
        """Counts what leads to a ban: 401, 403, and 429 that is not shared."""
        if status in {401, 403} or (status == 429 and scope != "shared"):
            self.invalid.append(time.monotonic())

    def told_to_wait(self, route: str, seconds: float) -> None:
        """A scripted wait: what comes to this route before its end is counted as too early."""
        self._not_before[route] = time.monotonic() + seconds

    def banned(self) -> bool:
        now = time.monotonic()
        while self.invalid and now - self.invalid[0] > INVALID_WINDOW:
            self.invalid.popleft()
        return len(self.invalid) > INVALID
