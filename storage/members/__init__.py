"""Members as rows: belonging, what they set, skills, whom they set apart; and their directory."""

from __future__ import annotations

from storage.members.directory import MemberDirectory, reading
from storage.members.store import MembersStore, communities_of, is_member

__all__ = ["MemberDirectory", "MembersStore", "communities_of", "is_member", "reading"]
