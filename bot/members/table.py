"""The table of contents of this room, which its modules fill, and what they all ask for."""

from __future__ import annotations

from bot.events import Person, Role
from bot.handlers import Handlers
from bot.members.store import Members
from bot.work import Work

on = Handlers("members")
Working = Work[Members]


def coordinator_for(work: Working, person: Person) -> Person | None:
    """Whom somebody can turn to: the first coordinator who is not they, nor apart from them."""
    apart = work.directory.apart(person)
    named = work.directory.with_role(Role.COORDINATOR)
    return next((c for c in named if c != person and c not in apart), None)
