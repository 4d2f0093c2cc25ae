"""When this happens, do that: the modules of the room write their lines into one table."""

from __future__ import annotations

from bot.newcomers import checking, hello, raiding, welcoming
from bot.newcomers.table import on

__all__ = ["checking", "hello", "on", "raiding", "welcoming"]
