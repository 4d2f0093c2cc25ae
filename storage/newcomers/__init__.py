"""Newcomers' first weeks as rows of one community."""

from storage.newcomers.store import NewcomersStore

__all__ = ["NewcomersStore"]
