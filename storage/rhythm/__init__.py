"""A community's rhythm as rows: settings, meetings, quiet weeks, and what meetings left open."""

from storage.rhythm.store import RhythmStore

__all__ = ["RhythmStore"]
