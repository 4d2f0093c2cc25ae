"""When this happens, do that: the modules of the room write their lines into one table."""

from __future__ import annotations

from bot.members import changing, coming, consenting, finding, joining, minding, pausing
from bot.members.table import on

__all__ = ["changing", "coming", "consenting", "finding", "joining", "minding", "on", "pausing"]
