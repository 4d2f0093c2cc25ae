"""The table of contents of this room; the report and what nobody teaches fill it."""

from __future__ import annotations

from bot.handlers import Handlers

on = Handlers("reports")
