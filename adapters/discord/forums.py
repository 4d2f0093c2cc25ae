"""Forums: a post is a thread with a title and tags, and follows what its promise says of it."""

from __future__ import annotations

from typing import Any

from adapters.discord.api import Api
from adapters.discord.failures import ARCHIVED
from adapters.discord.inbound import minted
from adapters.discord.markup import shorten
from adapters.discord.render import Drawn
from adapters.discord.threads import A_WEEK, MAX_TITLE
from bot.errors import Undeliverable
from bot.events import Place
from bot.platform import Landed

Json = dict[str, Any]

FORUM, REQUIRES_TAG = 15, 1 << 4
MOST_TAGS, _REMEMBERED = 5, 2000


class Forums:
    """Posts in forums; which channels are forums is asked once, for that never changes."""

    def __init__(self, api: Api) -> None:
        """What is remembered here only saves requests."""
        self._api = api
        self.me = ""
        self._are: dict[str, bool] = {}

    async def is_forum(self, channel: str) -> bool:
        """Whether posts there are threads."""
        if channel not in self._are:
            await self._look(channel)
        return self._are[channel]

    async def _look(self, channel: str) -> Json:
        found: Json = await self._api.read(f"/channels/{channel}")
        if len(self._are) >= _REMEMBERED:
            self._are.clear()
        self._are[channel] = found["type"] == FORUM
        return found

    async def post(self, place: Place, drawn: Drawn, title: str, tags: tuple[str, ...]) -> Landed:
        """A thread and its first message in one. Discord takes no nonce for these."""
        forum = await self._look(place.id)
        body = {
            "name": shorten(title, MAX_TITLE) or "Hearth",
            "auto_archive_duration": A_WEEK,
            "applied_tags": tagged(forum, (), tags),
            "message": drawn.body,
        }
        path = f"/channels/{place.id}/threads"
        made = await self._api.call("POST", path, body, files=drawn.files)
        thread = str(made["id"])
        first = str((made.get("message") or made)["id"])
        return Landed(Place(place.space, place.id, thread=thread), first)

    async def restate(self, landed: Landed, title: str, tags: tuple[str, ...]) -> None:
        """Title and tags as they are now. Asked first: of renames Discord allows two in 10 min."""
        if not landed.place.thread or not await self.is_forum(landed.place.id):
            return
        forum = await self._look(landed.place.id)
        thread = await self._api.read(f"/channels/{landed.place.thread}")
        name, now = shorten(title, MAX_TITLE), tuple(map(str, thread.get("applied_tags") or ()))
        change: Json = {}
        if name and name != thread.get("name"):
            change["name"] = name
        if (wanted := tagged(forum, now, tags)) != list(now):
            change["applied_tags"] = wanted
        if change:
            await self._change(landed.place.thread, change)

    async def _change(self, thread: str, change: Json) -> None:
        try:
            await self._api.call("PATCH", f"/channels/{thread}", change)
        except Undeliverable as refused:
            if refused.reason != ARCHIVED:
                raise
            await self._api.call("PATCH", f"/channels/{thread}", {"archived": False})
            await self._api.call("PATCH", f"/channels/{thread}", change)

    async def ours(self, place: Place, since: float) -> list[Place]:
        """The posts we began in a forum since then, newest first."""
        found = await self._api.read(f"/guilds/{place.space.id}/threads/active")
        mine = [
            str(thread["id"])
            for thread in found["threads"]
            if str(thread.get("parent_id")) == place.id
            and str(thread.get("owner_id")) == self.me
            and minted(str(thread["id"])).timestamp() >= since
        ]
        newest = sorted(mine, key=int, reverse=True)
        return [Place(place.space, place.id, thread=thread) for thread in newest]


def tagged(forum: Json, now: tuple[str, ...], names: tuple[str, ...]) -> list[str]:
    """The forum's own tags of these names, instead of its tags of other states.

    `names` are all states, the one that is so first. People's own tags stay; none is made.
    """
    known = {str(tag["name"]).casefold(): str(tag["id"]) for tag in forum.get("available_tags", ())}
    states = [known[name.casefold()] for name in names if name.casefold() in known]
    wanted = states[:1] if names and names[0].casefold() in known else []
    kept = [tag for tag in now if tag not in states]
    if not wanted and not kept and int(forum.get("flags") or 0) & REQUIRES_TAG:
        wanted = list(known.values())[:1]
    return [*wanted, *kept][:MOST_TAGS]
