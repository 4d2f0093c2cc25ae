"""When this happens, do that: the modules of the room write their lines into one table."""

from __future__ import annotations

from bot.rhythm import (
    calendar_reading,
    deriving,
    gathering,
    looking,
    meetings,
    open_points,
    pages,
    setting,
    slowing,
    weighing,
)
from bot.rhythm.table import on

__all__ = [
    "calendar_reading",
    "deriving",
    "gathering",
    "looking",
    "meetings",
    "on",
    "open_points",
    "pages",
    "setting",
    "slowing",
    "weighing",
]
