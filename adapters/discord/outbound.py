"""Letters become single requests: sent once, edited where they stand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from adapters.discord import render
from adapters.discord.api import Api
from adapters.discord.failures import ARCHIVED, GONE, POST_ANEW, SHUT
from adapters.discord.forums import Forums
from adapters.discord.people import People
from adapters.discord.render import Drawn, Json
from adapters.discord.search import Search
from adapters.discord.threads import Threads
from bot.errors import HearthError, Undeliverable
from bot.events import Person, Place
from bot.platform import Landed, Letter
from bot.text import Text, t
from bot.ui import Together

NONCE = 24  # characters; Discord takes 25


def nonce(key: str, instead_of: str = "") -> str:
    """The same for every attempt at one message, another for the one that replaces it."""
    return hashlib.sha256(f"{key}\n{instead_of}".encode()).hexdigest()[:NONCE]


class Outbound:
    """Carries letters; remembers nothing."""

    def __init__(
        self,
        api: Api,
        opens: tuple[Threads, Forums],
        search: Search,
        people: People,
        confirms: Callable[[dict[str, str]], None],
    ) -> None:
        """`confirms` is told what buttons ask before they count."""
        self._api = api
        self._threads, self._forums = opens
        self._people = people
        self._confirms = confirms
        self._search = search

    async def deliver(self, letter: Letter) -> Landed:
        """Carry one letter, once."""
        title = letter.to.title if isinstance(letter.to, Together) else None
        await self._people.learn((title, letter.message))
        try:
            drawn = self._drawn(letter)
        except HearthError as too_much:
            raise Undeliverable(str(too_much)) from too_much
        self._confirms(drawn.confirms)
        if letter.landed is None:
            return await self._anew(letter, drawn, nonce(letter.key))
        try:
            return await self._edit(letter, letter.landed, drawn)
        except Undeliverable as refused:
            if refused.reason not in POST_ANEW:
                raise
        if newer := await self._search.replaced(letter, letter.landed):
            return await self._edit(letter, newer, drawn)
        return await self._anew(letter, drawn, nonce(letter.key, letter.landed.message))

    async def post(self, place: Place, drawn: Drawn, once: str) -> Landed:
        """A new message in a channel or thread, whose nonce says that it is one."""
        channel = place.thread or place.id
        made = await self._post(channel, drawn, once)
        return Landed(place, str(made["id"]))

    async def _anew(self, letter: Letter, drawn: Drawn, once: str) -> Landed:
        match letter.to:
            case Person():
                return await self._to_person(letter, letter.to, drawn, once)
            case Together():
                return await self._together(letter, letter.to, drawn, once)
            case Place():
                return await self._to_place(letter, letter.to, drawn, once)
        raise Undeliverable("nowhere_to_send")

    async def _to_person(self, letter: Letter, person: Person, drawn: Drawn, once: str) -> Landed:
        try:
            channel = await self._search.conversation(person)
            return await self.post(Place(person.space, channel), drawn, once)
        except Undeliverable as refused:
            if refused.reason != SHUT or letter.home is None:
                raise
        return await self._alone(letter, person, letter.home, drawn, once)

    async def _alone(
        self, letter: Letter, person: Person, home: Place, drawn: Drawn, once: str
    ) -> Landed:
        """Their private messages are shut: a private thread in the home with them alone."""
        thread = await self._threads.alone(person, home)
        if thread is None:
            await self._people.learn(person)
            title = self._plain(letter, t("For {who}", who=person))
            thread = await self._threads.open(letter.key, home, title)
        landed = await self._in_thread(home, thread, drawn, once)
        await self._threads.add(thread, (person,))
        self._threads.settle(person, thread)
        return landed

    async def _together(self, letter: Letter, to: Together, drawn: Drawn, once: str) -> Landed:
        """Said first, then the people are let in: nobody is shown an empty room twice."""
        if letter.landed is not None and letter.landed.place.thread:
            try:
                return await self.post(letter.landed.place, drawn, once)
            except Undeliverable:
                self._threads.forget(letter.landed.place.thread)
        if letter.home is None:
            raise Undeliverable("no_home_for_a_thread")
        title = self._plain(letter, to.title)
        thread = await self._threads.open(letter.key, letter.home, title)
        landed = await self._in_thread(letter.home, thread, drawn, once)
        await self._threads.add(thread, to.people)
        return landed

    async def _in_thread(self, home: Place, thread: str, drawn: Drawn, once: str) -> Landed:
        place = Place(home.space, home.id, thread=thread)
        try:
            return await self.post(place, drawn, once)
        except Undeliverable as refused:
            if refused.reason == GONE:
                self._threads.forget(thread)
            raise

    async def _to_place(self, letter: Letter, place: Place, drawn: Drawn, once: str) -> Landed:
        """A channel, a thread, or under a post: there the thread is opened when it is not."""
        if letter.message.title and not place.thread and await self._forums.is_forum(place.id):
            return await self._forums.post(place, drawn, *self._shown(letter))
        try:
            return await self.post(place, drawn, once)
        except Undeliverable as refused:
            if refused.reason != GONE or not place.thread:
                raise
        try:
            title = self._plain(letter, t("More about this"))
            await self._threads.open_under(place.id, place.thread, title)
        except Undeliverable:
            # A private conversation has no threads: there it stands in the conversation.
            return await self.post(Place(place.space, place.id), drawn, once)
        return await self.post(place, drawn, once)

    async def _edit(self, letter: Letter, landed: Landed, drawn: Drawn) -> Landed:
        channel = landed.place.thread or landed.place.id
        path = f"/channels/{channel}/messages/{landed.message}"
        body = {"attachments": [], **drawn.body}
        try:
            await self._api.call("PATCH", path, body, files=drawn.files)
        except Undeliverable as refused:
            if refused.reason != ARCHIVED:
                raise
            await self._woken(channel)
            await self._api.call("PATCH", path, body, files=drawn.files)
        if letter.message.title:
            await self._forums.restate(landed, *self._shown(letter))
        return landed

    def _shown(self, letter: Letter) -> tuple[str, tuple[str, ...]]:
        """A forum's title and the names of states, for the community's eyes."""
        said = letter.message
        tags = tuple(self._plain(letter, tag) for tag in said.tags)
        return (self._plain(letter, said.title) if said.title else ""), tags

    async def _woken(self, thread: str) -> None:
        try:
            await self._threads.unarchive(thread)
        except Undeliverable as refused:
            raise Undeliverable(ARCHIVED) from refused

    async def _post(self, channel: str, drawn: Drawn, once: str) -> Json:
        body = {**drawn.body, "nonce": once, "enforce_nonce": True}
        path = f"/channels/{channel}/messages"
        made: Json = await self._api.call("POST", path, body, files=drawn.files)
        return made

    def _drawn(self, letter: Letter) -> Drawn:
        to = letter.to
        space = to.people[0].space if isinstance(to, Together) else getattr(to, "space", None)
        guild = space.id if space else ""
        return render.message(letter.message, letter.envelope, self._people.name, letter.key, guild)

    def _plain(self, letter: Letter, text: Text) -> str:
        return render.plain(text, letter.envelope, self._people.name)
