"""When this happens, do that: the modules of the room write their lines into one table."""

from __future__ import annotations

from bot.rounds import (
    closing,
    coming,
    meeting,
    moving,
    pages,
    previewing,
    sending,
    taking,
    taking_part,
)
from bot.rounds.table import on

__all__ = [
    "closing",
    "coming",
    "meeting",
    "moving",
    "on",
    "pages",
    "previewing",
    "sending",
    "taking",
    "taking_part",
]
