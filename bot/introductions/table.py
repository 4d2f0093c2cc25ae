"""The table of contents of this room; asking, meeting and minding fill it."""

from __future__ import annotations

from bot.handlers import Handlers

on = Handlers("introductions")
