"""When this happens, do that: the modules of the room write their lines into one table."""

from __future__ import annotations

from bot.library import asking, desk, pages, pointing, reading, tending
from bot.library.table import on

__all__ = ["asking", "desk", "on", "pages", "pointing", "reading", "tending"]
