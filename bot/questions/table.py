"""The room's table of contents, filled by its modules."""

from bot.handlers import Handlers

on = Handlers("questions")
