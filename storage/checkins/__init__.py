"""Who was asked how it is for them, and how many gave which answer."""

from __future__ import annotations

from storage.checkins.store import CheckInsStore

__all__ = ["CheckInsStore"]
