"""When this happens, do that: the modules of the room write their lines into one table."""

from __future__ import annotations

from bot.introductions import asking, looking, meeting, minding, proposing
from bot.introductions.table import on

__all__ = ["asking", "looking", "meeting", "minding", "on", "proposing"]
