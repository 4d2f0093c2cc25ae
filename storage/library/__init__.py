"""What a community keeps for reuse, with an index of its own, as rows of one community."""

from storage.library.shelf import SqlShelf
from storage.library.store import LibraryStore

__all__ = ["LibraryStore", "SqlShelf"]
