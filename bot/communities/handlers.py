"""When this happens, do that: the parts of this room, adopted by name."""

from __future__ import annotations

from bot.communities import desk, first_steps, happenings, held, pages, roles, setting_up
from bot.handlers import Handlers

on = Handlers("communities")
for part in (setting_up, first_steps, roles, desk, held, happenings, pages):
    on.table.extend(part.on.table)
