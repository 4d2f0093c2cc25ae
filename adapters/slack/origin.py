"""Where something came from and how it can be answered, in one word that the core keeps for us."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

LIFE = 30 * 60  # seconds a response_url can be used, five times


@dataclass(frozen=True, slots=True)
class Origin:
    """`thread` is where a public answer stands; `talk` the thread somebody wrote in.

    `message` is what was pressed and `hidden` that only its reader sees it. A trigger is good for
    three seconds, so it never becomes part of a handle.
    """

    user: str
    channel: str = ""
    thread: str = ""
    talk: str = ""
    message: str = ""
    hidden: bool = False
    home: bool = False
    view: str = ""
    response_url: str = ""
    until: float = 0.0
    trigger: str = ""

    @property
    def direct(self) -> bool:
        """Whether it is a private conversation of two."""
        return self.channel.startswith("D")

    def handle(self) -> str:
        """What is kept (encrypted) to answer later."""
        kept = asdict(replace(self, trigger=""))
        return json.dumps({name: value for name, value in kept.items() if value})

    def url(self, now: datetime) -> str:
        """The response_url while it lives."""
        return self.response_url if now.timestamp() < self.until else ""


def origin(handle: str) -> Origin:
    """The origin a handle was made of."""
    kept: dict[str, Any] = json.loads(handle)
    known = {field.name for field in fields(Origin)}
    return Origin(**{name: value for name, value in kept.items() if name in known})
