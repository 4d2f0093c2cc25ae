"""Private threads: one for several people, or one for somebody whose private messages are shut."""

from __future__ import annotations

from typing import Any

from adapters.discord.api import Api
from adapters.discord.inbound import minted
from adapters.discord.markup import shorten
from bot.errors import Busy, Undeliverable, Unsure
from bot.events import Person, Place

Json = dict[str, Any]

PRIVATE, A_WEEK, MAX_TITLE = 12, 10080, 100
_REMEMBERED = 2000


class Threads:
    """Opens threads in a home, fills them with people, and finds those we opened."""

    def __init__(self, api: Api) -> None:
        """What is remembered here only saves requests: a restart loses nothing."""
        self._api = api
        self.me = ""
        self._opened: dict[str, str] = {}
        self._alone: dict[Person, str] = {}

    async def open(self, key: str, home: Place, title: str) -> str:
        """The thread of that key: the one already opened for it, or a new one."""
        if key in self._opened:
            return self._opened[key]
        made = await self._api.call(
            "POST",
            f"/channels/{home.id}/threads",
            {
                "name": shorten(title, MAX_TITLE) or "Hearth",
                "type": PRIVATE,
                "invitable": False,
                "auto_archive_duration": A_WEEK,
            },
        )
        self._keep(key, str(made["id"]))
        return str(made["id"])

    async def open_under(self, channel: str, message: str, title: str) -> None:
        """The public thread under a post; it has the post's id."""
        body = {"name": shorten(title, MAX_TITLE) or "Hearth", "auto_archive_duration": A_WEEK}
        try:
            await self._api.call("POST", f"/channels/{channel}/messages/{message}/threads", body)
        except Undeliverable as refused:
            if refused.reason != "thread_exists":
                raise

    async def add(self, thread: str, people: tuple[Person, ...]) -> None:
        """Let people in; adding somebody twice is nothing. All are tried before one fails.

        The message stands already, so waiting is Unsure: whoever finds it again adds the rest.
        """
        failed: Exception | None = None
        for person in people:
            try:
                await self._api.call("PUT", f"/channels/{thread}/thread-members/{person.id}")
            except Busy as busy:
                failed = Unsure(f"not_all_added_{busy.reason}")
            except (Undeliverable, Unsure) as refused:
                failed = refused
        if failed is not None:
            raise failed

    async def unarchive(self, thread: str) -> None:
        """Wake a thread that fell asleep."""
        await self._api.call("PATCH", f"/channels/{thread}", {"archived": False})

    async def alone(self, person: Person, home: Place) -> str | None:
        """The private thread of somebody with us and nobody else, if there is one."""
        if person in self._alone:
            return self._alone[person]
        for thread in [*await self.ours(home), *await self._sleeping(home)]:
            members = await self._api.read(f"/channels/{thread['id']}/thread-members")
            if {str(one["user_id"]) for one in members} == {self.me, person.id}:
                self.settle(person, str(thread["id"]))
                return str(thread["id"])
        return None

    def settle(self, person: Person, thread: str) -> None:
        """Remember whose thread that is."""
        if len(self._alone) >= _REMEMBERED:
            self._alone.clear()
        self._alone[person] = thread

    def forget(self, thread: str) -> None:
        """That thread is no more."""
        self._opened = {key: one for key, one in self._opened.items() if one != thread}
        self._alone = {person: one for person, one in self._alone.items() if one != thread}

    async def ours(self, home: Place, since: float = 0.0) -> list[Json]:
        """The private threads we opened in a home and that are awake, newest first."""
        found = await self._api.read(f"/guilds/{home.space.id}/threads/active")
        mine = [
            thread
            for thread in found["threads"]
            if thread["type"] == PRIVATE
            and str(thread.get("parent_id")) == home.id
            and str(thread.get("owner_id")) == self.me
            and minted(str(thread["id"])).timestamp() >= since
        ]
        return sorted(mine, key=lambda thread: -int(thread["id"]))

    def opened(self, key: str) -> str | None:
        """The thread this process opened for that key."""
        return self._opened.get(key)

    def claim(self, key: str, threads: list[Json], title: str) -> None:
        """Of our threads without a word in them, take the one of that title for this key.

        It was opened for a promise whose reply was lost: using it leaves no empty thread behind.
        """
        taken = set(self._opened.values()) | set(self._alone.values())
        for thread in threads:
            empty = not thread.get("message_count") and not thread.get("last_message_id")
            if empty and str(thread["id"]) not in taken and thread.get("name") == title:
                self._keep(key, str(thread["id"]))
                return

    def _keep(self, key: str, thread: str) -> None:
        if len(self._opened) >= _REMEMBERED:
            self._opened.clear()
        self._opened[key] = thread

    async def _sleeping(self, home: Place) -> list[Json]:
        path = f"/channels/{home.id}/users/@me/threads/archived/private"
        found = await self._api.read(path, {"limit": "100"})
        return [one for one in found["threads"] if str(one.get("owner_id")) == self.me]
