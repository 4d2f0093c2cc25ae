"""Whether a request is Slack's: looked at before anything else, refused without a fuss."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Protocol

WINDOW = 300  # seconds a request may be old, or ahead
REMEMBERED = 600  # seconds a signature cannot be used again
MAX_DIGITS = 11


class Seen(Protocol):
    """Signatures that were accepted, with when."""

    def __contains__(self, signature: object) -> bool: ...


def refused(secret: str, headers: Mapping[str, str], body: bytes, now: float, seen: Seen) -> str:
    """Why a request is not to be trusted; empty for a good one.

    A header of another form would make the library answer 500, so form comes before sense.
    """
    stamp = headers.get("X-Slack-Request-Timestamp", "")
    signature = headers.get("X-Slack-Signature", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= MAX_DIGITS):
        return "malformed timestamp"
    if not (signature.isascii() and signature.startswith("v0=")):
        return "malformed signature"
    if abs(now - int(stamp)) > WINDOW:
        return "old timestamp"
    if not hmac.compare_digest(signature, _signed(secret, stamp, body)):
        return "wrong signature"
    return "replayed" if signature in seen else ""


class Replays:
    """The signatures of the last ten minutes; a request that failed may come again."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}

    def __contains__(self, signature: object) -> bool:
        return signature in self._seen

    def remember(self, signature: str, now: float) -> None:
        if len(self._seen) % 100 == 0:
            self._seen = {one: at for one, at in self._seen.items() if now - at < REMEMBERED}
        self._seen[signature] = now

    def forget(self, signature: str) -> None:
        self._seen.pop(signature, None)


def _signed(secret: str, stamp: str, body: bytes) -> str:
    signed = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    return "v0=" + signed.hexdigest()
