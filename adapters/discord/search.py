"""Looks for our own messages: in private, in channels, in the threads we opened."""

from __future__ import annotations

from adapters.discord import render
from adapters.discord.api import Api
from adapters.discord.failures import GONE, unreadable
from adapters.discord.forums import Forums
from adapters.discord.people import People
from adapters.discord.render import Json, mark
from adapters.discord.threads import Threads
from bot.errors import Busy, Undeliverable, Unsure
from bot.events import Person, Place
from bot.platform import Landed, Letter
from bot.text import Text, t
from bot.ui import Together

PAGE, PAGES = 100, 10
_EPOCH_MS = 1420070400000
_SLACK_SECONDS = 60.0  # our clock and Discord's may differ by that much
_REMEMBERED = 10_000


class Search:
    """Finds a message by the mark of its key, and completes what was half done around it."""

    def __init__(self, api: Api, threads: Threads, forums: Forums, people: People) -> None:
        self._api = api
        self._threads = threads
        self._forums = forums
        self._people = people
        self._private: dict[str, str] = {}

    async def conversation(self, person: Person) -> str:
        """The private channel with somebody; opening it twice opens one, so nothing is unsure."""
        if person.id not in self._private:
            try:
                made = await self._api.call(
                    "POST", "/users/@me/channels", {"recipient_id": person.id}
                )
            except Unsure as lost:
                raise Busy(lost.reason, 2.0) from lost
            if len(self._private) >= _REMEMBERED:
                self._private.clear()
            self._private[person.id] = str(made["id"])
        return self._private[person.id]

    async def find(self, letter: Letter, since: float) -> Landed | None:
        """Our own message of that key, sent after `since`; an edit is simply made again."""
        try:
            match letter.to:
                case Person():
                    return await self._find_private(letter, letter.to, since)
                case Together():
                    return await self._find_together(letter, letter.to, since)
                case Place():
                    return await self._find_in(letter, letter.to, since)
        except Undeliverable as refused:
            raise unreadable(refused) from refused
        return None

    async def _find_private(self, letter: Letter, person: Person, since: float) -> Landed | None:
        channel = await self.conversation(person)
        found = await self._look(Place(person.space, channel), letter, since)
        if found is not None or letter.home is None:
            return found
        opened = self._threads.opened(letter.key)
        thread = opened or await self._threads.alone(person, letter.home)
        if thread is None:
            return await self._find_opened(letter, letter.home, (person,), since)
        place = Place(letter.home.space, letter.home.id, thread=thread)
        return await self._completed(await self._look(place, letter, since), (person,))

    async def _find_together(self, letter: Letter, to: Together, since: float) -> Landed | None:
        if letter.home is None:
            return None
        opened = self._threads.opened(letter.key)
        if opened is not None:
            place = Place(letter.home.space, letter.home.id, thread=opened)
            return await self._completed(await self._look(place, letter, since), to.people)
        return await self._find_opened(letter, letter.home, to.people, since, to.title)

    async def _find_opened(
        self,
        letter: Letter,
        home: Place,
        people: tuple[Person, ...],
        since: float,
        title: Text | None = None,
    ) -> Landed | None:
        """In the threads opened since; an empty one of the same title is used next time."""
        threads = await self._threads.ours(home, since - _SLACK_SECONDS)
        for thread in threads:
            place = Place(home.space, home.id, thread=str(thread["id"]))
            if found := await self._look(place, letter, since):
                return await self._completed(found, people)
        shown = title or t("For {who}", who=people[0])
        await self._people.learn(shown)
        self._threads.claim(letter.key, threads, self._plain(letter, shown)[:100])
        return None

    async def _completed(self, found: Landed | None, people: tuple[Person, ...]) -> Landed | None:
        """A thread whose message stands has all its people."""
        if found is not None:
            await self._threads.add(found.place.thread, people)
        return found

    async def replaced(self, letter: Letter, old: Landed) -> Landed | None:
        """What an earlier try of unknown fate posted in place of `old`, among the newest."""
        channel = old.place.thread or old.place.id
        try:
            page = await self._api.read(f"/channels/{channel}/messages", {"limit": str(PAGE)})
        except Undeliverable:
            return None
        for message in page:
            if self._is_ours(message, mark(letter.key)) and int(message["id"]) > int(old.message):
                return Landed(old.place, str(message["id"]))
        return None

    async def _find_in(self, letter: Letter, place: Place, since: float) -> Landed | None:
        if place.thread:
            try:
                if found := await self._look(place, letter, since):
                    return found
            except Undeliverable as refused:
                if refused.reason != GONE:
                    raise
        if letter.message.title and await self._forums.is_forum(place.id):
            for post in await self._forums.ours(place, since - _SLACK_SECONDS):
                if found := await self._look(post, letter, since):
                    return found
            return None
        return await self._look(Place(place.space, place.id), letter, since)

    async def _look(self, place: Place, letter: Letter, since: float) -> Landed | None:
        """Page through what stands there since; bounded, because a busy channel is long."""
        wanted = mark(letter.key)
        replaced = letter.landed.message if letter.landed else ""
        after = max(0, int((since - _SLACK_SECONDS) * 1000) - _EPOCH_MS) << 22
        path = f"/channels/{place.thread or place.id}/messages"
        for _ in range(PAGES):
            page = await self._api.read(path, {"limit": str(PAGE), "after": str(after)})
            for message in page:
                if self._is_ours(message, wanted) and str(message["id"]) != replaced:
                    return Landed(place, str(message["id"]))
            if len(page) < PAGE:
                return None
            after = max(int(message["id"]) for message in page)
        return None

    def _is_ours(self, message: Json, wanted: int) -> bool:
        ours = str(message["author"]["id"]) == self._threads.me
        return ours and any(part.get("id") == wanted for part in message.get("components") or ())

    def _plain(self, letter: Letter, text: Text) -> str:
        return render.plain(text, letter.envelope, self._people.name)
