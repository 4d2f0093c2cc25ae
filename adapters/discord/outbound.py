"""Letters become single requests: sent once, found again, edited in place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from adapters.discord import render
from adapters.discord.api import Api
from adapters.discord.failures import ARCHIVED, GONE, POST_ANEW, SHUT, unreadable
from adapters.discord.markup import Names
from adapters.discord.render import Drawn, Json, mark
from adapters.discord.threads import Threads
from bot.errors import Busy, HearthError, Undeliverable, Unsure
from bot.events import Person, Place
from bot.platform import Landed, Letter
from bot.text import Text, t
from bot.ui import Together

NONCE = 24  # characters; Discord takes 25
PAGE, PAGES = 100, 10
_EPOCH_MS = 1420070400000
_SLACK_SECONDS = 60.0  # our clock and Discord's may differ by that much
_REMEMBERED = 10_000


def nonce(key: str, instead_of: str = "") -> str:
    """The same for every attempt at one message, another for the one that replaces it."""
    return hashlib.sha256(f"{key}\n{instead_of}".encode()).hexdigest()[:NONCE]


class Outbound:
    """Carries letters. What is remembered here only saves requests."""

    def __init__(
        self,
        api: Api,
        threads: Threads,
        names: Names,
        confirms: Callable[[dict[str, str]], None],
    ) -> None:
        """`confirms` is told what buttons ask before they count."""
        self._api = api
        self._threads = threads
        self._names = names
        self._confirms = confirms
        self._private: dict[str, str] = {}

    async def deliver(self, letter: Letter) -> Landed:
        """Carry one letter, once."""
        try:
            drawn = render.message(letter.message, letter.envelope, self._names, letter.key)
        except HearthError as too_much:
            raise Undeliverable(str(too_much)) from too_much
        self._confirms(drawn.confirms)
        if letter.landed is None:
            return await self._anew(letter, drawn, nonce(letter.key))
        try:
            return await self._edit(letter.landed, drawn)
        except Undeliverable as refused:
            if refused.reason not in POST_ANEW:
                raise
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
            channel = await self._conversation(person)
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

    async def _edit(self, landed: Landed, drawn: Drawn) -> Landed:
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
        return landed

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

    async def _conversation(self, person: Person) -> str:
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
        channel = await self._conversation(person)
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
        self._threads.claim(letter.key, threads, self._plain(letter, shown)[:100])
        return None

    async def _completed(self, found: Landed | None, people: tuple[Person, ...]) -> Landed | None:
        """A thread whose message stands has all its people."""
        if found is not None:
            await self._threads.add(found.place.thread, people)
        return found

    async def _find_in(self, letter: Letter, place: Place, since: float) -> Landed | None:
        if place.thread:
            try:
                if found := await self._look(place, letter, since):
                    return found
            except Undeliverable as refused:
                if refused.reason != GONE:
                    raise
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
                ours = str(message["author"]["id"]) == self._threads.me
                if ours and str(message["id"]) != replaced and _is_marked(message, wanted):
                    return Landed(place, str(message["id"]))
            if len(page) < PAGE:
                return None
            after = max(int(message["id"]) for message in page)
        return None

    def _plain(self, letter: Letter, text: Text) -> str:
        return render.plain(text, letter.envelope, self._names)


def _is_marked(message: dict[str, Any], wanted: int) -> bool:
    return any(part.get("id") == wanted for part in message.get("components") or ())
