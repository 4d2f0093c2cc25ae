"""Rounds, their groups and seats, and how each member takes part, as rows of one community."""

from storage.rounds.store import RoundsStore

__all__ = ["RoundsStore"]
