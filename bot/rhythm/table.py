"""The room's table of contents; the other modules write their lines into it."""

from __future__ import annotations

from bot.handlers import Handlers

on = Handlers("rhythm")
