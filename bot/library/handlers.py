"""When this happens, do that: the modules of the room write their lines into one table."""

from __future__ import annotations

from bot.library.table import on

__all__ = ["on"]
