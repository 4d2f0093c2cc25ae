"""The table of contents of this room; welcoming, saying hello and checking in fill it."""

from __future__ import annotations

from bot.handlers import Handlers

on = Handlers("newcomers")
