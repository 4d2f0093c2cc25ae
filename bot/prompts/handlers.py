"""When this happens, do that: the modules of the room write their lines into one table."""

from __future__ import annotations

from bot.prompts import (
    answering,
    backlog,
    desk,
    filing,
    harvesting,
    inviting,
    judging,
    noting,
    pages,
    posting,
    suggesting,
    supporting,
)
from bot.prompts.table import on

__all__ = [
    "answering",
    "backlog",
    "desk",
    "filing",
    "harvesting",
    "inviting",
    "judging",
    "noting",
    "on",
    "pages",
    "posting",
    "suggesting",
    "supporting",
]
