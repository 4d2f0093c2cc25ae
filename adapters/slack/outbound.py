"""Letter → calls → where it landed, or why not; and a look whether a lost one arrived."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from adapters.slack import render
from adapters.slack.api import Api
from adapters.slack.codes import REPOST
from adapters.slack.inbound import Me
from adapters.slack.notice import people
from adapters.slack.pen import Eyes, short
from adapters.slack.roster import People
from bot.errors import Busy, CannotLook, Undeliverable, Unsure
from bot.events import Person, Place
from bot.platform import Landed, Letter
from bot.text import PLAIN, Envelope, draw
from bot.ui import File, Home, Message, Recipient, Together

Json = dict[str, Any]
MARK = "hearth_letter"  # anybody in the workspace may read metadata: a digest, and nothing else
MARGIN = 60.0  # seconds that Slack's clock may be behind ours
MAX_ALT = 1000
PAGE, PAGES = 200, 5


@dataclass(frozen=True, slots=True)
class Spot:
    """A conversation; `private` when only the people we talk to are in it."""

    channel: str
    thread: str = ""
    private: bool = True


def digest(key: str) -> str:
    """What marks a promise's message: the same for every attempt, and telling nothing."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


class Post:
    """Carries messages into conversations, once each."""

    def __init__(self, api: Api, people: People, me: Me) -> None:
        self._api = api
        self._people = people
        self._me = me
        self._open: dict[str, str] = {}

    async def deliver(self, letter: Letter) -> Landed:
        """Change what stands there, or say it; files follow their message."""
        files = [await self._stage(file, letter.envelope) for file in letter.message.files]
        try:
            landed = await self._changed(letter) if letter.landed else await self._said(letter)
        except Undeliverable as error:
            if letter.landed is None or error.reason not in REPOST:
                raise
            landed = await self._said(letter)
        if files:
            await self._share(files, Spot(landed.place.id, landed.place.thread))
        return landed

    async def find(self, letter: Letter, since: float) -> Landed | None:
        """Look for a letter's mark. Raises CannotLook where the token may not read."""
        if letter.landed is not None:
            return None  # changing a message twice is changing it once
        spot = await self._readable(letter.to)
        async for message in self._since(spot, since - MARGIN):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("o") == digest(letter.key):
                return self._landed(spot, message["ts"])
        return None

    async def say(
        self, spot: Spot, message: Message | Home, envelope: Envelope, **more: Any
    ) -> Landed:
        """Post into a conversation; `more` are further arguments of `chat.postMessage`."""
        drawn = await self.drawn(message, envelope, _pings(message, private=spot.private))
        thread = {"thread_ts": spot.thread} if spot.thread else {}
        told = await self._api.call(
            "chat.postMessage",
            channel=spot.channel,
            text=drawn.text,
            blocks=drawn.blocks,
            unfurl_links=False,
            unfurl_media=False,
            **thread,
            **more,
        )
        return self._landed(Spot(told["channel"], spot.thread), told["ts"])

    async def change(
        self, spot: Spot, ts: str, message: Message, envelope: Envelope, **more: Any
    ) -> None:
        """Replace what a message of ours says; without `metadata` it keeps its own."""
        drawn = await self.drawn(message, envelope, _pings(message, private=spot.private))
        await self._api.call(
            "chat.update",
            channel=spot.channel,
            ts=ts,
            text=drawn.text,
            blocks=drawn.blocks,
            parse="none",
            **more,
        )

    async def drawn(
        self, message: Message | Home, envelope: Envelope, pings: Collection[str] | None
    ) -> render.Drawn:
        return render.message(message, await self.eyes(message, envelope, pings))

    async def eyes(
        self, message: Message | Home, envelope: Envelope, pings: Collection[str] | None = None
    ) -> Eyes:
        """For whom to draw, with the names that are needed."""
        needed = people(message.blocks, Eyes(envelope, pings=pings))
        return Eyes(envelope, await self._people.names(sorted(needed)), pings)

    async def direct(self, *users: str) -> str:
        """The conversation of these people and ourselves; opening it again is the same one."""
        who = ",".join(sorted(users))
        if who not in self._open:
            try:
                told = await self._api.call("conversations.open", users=who)
            except Unsure as error:  # nothing was said yet, so it can simply be tried again
                raise Busy(error.reason, 5.0) from error
            self._open[who] = told["channel"]["id"]
        return self._open[who]

    async def attach(self, files: tuple[File, ...], spot: Spot, envelope: Envelope) -> None:
        """Put files into a conversation."""
        await self._share([await self._stage(file, envelope) for file in files], spot)

    async def _said(self, letter: Letter) -> Landed:
        spot = await self._spot(letter.to)
        return await self.say(spot, letter.message, letter.envelope, metadata=_mark(letter.key))

    async def _changed(self, letter: Letter) -> Landed:
        landed = letter.landed
        if landed is None:
            raise Undeliverable("nothing_landed")
        private = isinstance(letter.to, Person | Together) or landed.place.id.startswith("D")
        spot = Spot(landed.place.id, landed.place.thread, private)
        mark = _mark(letter.key)
        await self.change(spot, landed.message, letter.message, letter.envelope, metadata=mark)
        return landed

    async def _spot(self, to: Recipient) -> Spot:
        match to:
            case Person():
                return Spot(await self.direct(to.id))
            case Together(people):
                return Spot(await self.direct(*{person.id for person in people}))
            case Place():
                return Spot(to.id, to.thread, private=to.id.startswith("D"))
            case _:
                raise Undeliverable("unresolved_place")

    async def _readable(self, to: Recipient) -> Spot:
        """A conversation whose history we have the right to read."""
        if isinstance(to, Together):
            needed = "mpim:history"
        else:
            direct = isinstance(to, Person) or (isinstance(to, Place) and to.id.startswith("D"))
            needed = "im:history" if direct else "channels:history"
        if needed not in self._api.scopes:
            raise CannotLook(needed)
        return await self._spot(to)

    async def _since(self, spot: Spot, since: float) -> Any:
        told: Json = {"channel": spot.channel, "oldest": f"{since:.6f}", "limit": PAGE}
        told |= {"include_all_metadata": True, **({"ts": spot.thread} if spot.thread else {})}
        method = "conversations.replies" if spot.thread else "conversations.history"
        for _ in range(PAGES):
            page = await self._read(method, told)
            for message in page["messages"]:
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
            told["cursor"] = cursor
        raise CannotLook("too_much_to_read")

    async def _read(self, method: str, told: Json) -> Json:
        try:
            return await self._api.call(method, **told)
        except Undeliverable as error:
            raise CannotLook(error.reason) from error

    async def _stage(self, file: File, envelope: Envelope) -> Json:
        """Upload without showing it to anybody, so that a failure leaves nothing behind."""
        room = await self._api.call(
            "files.getUploadURLExternal",
            filename=file.name,
            length=len(file.content),
            alt_txt=short(draw(file.alt, envelope, PLAIN), MAX_ALT),
        )
        await self._api.upload(room["upload_url"], file.content)
        return {"id": room["file_id"], "title": file.name}

    async def _share(self, files: list[Json], spot: Spot) -> None:
        thread = {"thread_ts": spot.thread} if spot.thread else {}
        try:
            await self._api.call(
                "files.completeUploadExternal", files=files, channel_id=spot.channel, **thread
            )
        except Busy as error:  # their message stands already, so it must not be sent anew
            raise Unsure(error.reason) from error

    def _landed(self, spot: Spot, ts: str) -> Landed:
        return Landed(Place(self._me.space, spot.channel, spot.thread), ts)


def _mark(key: str) -> Json:
    return {"event_type": MARK, "event_payload": {"o": digest(key)}}


def _pings(message: Message | Home, *, private: bool) -> Collection[str] | None:
    if private or isinstance(message, Home):
        return None
    return {person.id for person in message.pings}
