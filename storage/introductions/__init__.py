"""Introductions and the searches that lead to them, as rows of one community."""

from storage.introductions.store import IntroductionsStore

__all__ = ["IntroductionsStore"]
