"""Communities, who carries them, and the codes that let somebody start one."""

from storage.communities.book import CommunityBook
from storage.communities.codes import make_claim
from storage.communities.store import CommunitiesStore, make_coordinator

__all__ = ["CommunitiesStore", "CommunityBook", "make_claim", "make_coordinator"]
