"""Who wrote when in listened channels, as rows of one community; no row holds a word."""

from storage.listening.store import ListeningStore, SqlEars, listening_at

__all__ = ["ListeningStore", "SqlEars", "listening_at"]
