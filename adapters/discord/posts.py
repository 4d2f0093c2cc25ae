"""Posts that people begin in a forum which was chosen for it: whose, what about, and where."""

from __future__ import annotations

from typing import Any

import structlog

from adapters.discord.api import Api
from adapters.discord.inbound import minted, snowflake
from adapters.discord.people import People
from bot.errors import Undeliverable
from bot.events import Actor, Began, Person, Place, Space

log = structlog.get_logger()

Json = dict[str, Any]


class Posts:
    """Tells of them, and of nothing that is begun elsewhere."""

    def __init__(self, api: Api, people: People) -> None:
        self._api = api
        self._people = people
        self.forums: dict[str, frozenset[str]] = {}  # guild → those whose new posts are told

    def is_told(self, thread: Json, me: str) -> bool:
        """Whether somebody began it just now, where we were told to look; our own are none."""
        forums = self.forums.get(str(thread.get("guild_id")), frozenset())
        new = bool(thread.get("newly_created")) and str(thread.get("owner_id")) != me
        return new and str(thread.get("parent_id")) in forums

    async def began(self, thread: Json, space: Space, me: str) -> Began | None:
        """A post with its author; None for bots, and where they spoke to us: that is answered."""
        who = await self._people.look(Person(space, snowflake(thread["owner_id"])))
        if who is None or who.is_bot:
            return None
        words = await self._first_words(thread)
        return None if f"<@{me}>" in words else began(thread, who, words)

    async def _first_words(self, thread: Json) -> str:
        """Asked for, as Discord does not say which of post and words is told first."""
        path = f"/channels/{thread['id']}/messages/{thread['id']}"
        try:
            return str((await self._api.read(path)).get("content") or "")
        except Undeliverable as refused:
            log.info("discord.post_unread", why=refused.reason)
            return ""


def began(thread: Json, who: Actor, text: str) -> Began:
    """The event; `text` are its first words, where we may read them."""
    space, id_ = who.person.space, snowflake(thread["id"])
    return Began(
        id=f"began.{id_}",
        at=minted(id_),
        actor=who,
        place=Place(space, snowflake(thread["parent_id"]), thread=id_),
        title=str(thread.get("name") or ""),
        text=text,
    )
