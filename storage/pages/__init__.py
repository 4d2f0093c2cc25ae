"""Links to the coordinators' page and the visits they began; both as digests only."""

from storage.pages.door import SqlVisits
from storage.pages.store import PagesStore

__all__ = ["PagesStore", "SqlVisits"]
