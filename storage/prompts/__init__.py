"""Prompts, what went out, and what was answered, as rows of one community."""

from storage.prompts.store import PromptsStore

__all__ = ["PromptsStore"]
