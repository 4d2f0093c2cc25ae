"""When this happens, do that: the modules of the room write their lines into one table."""

from __future__ import annotations

from bot.reports import report, wanted
from bot.reports.table import on

__all__ = ["on", "report", "wanted"]
