"""Answers what people do: within three seconds, or a moment later through the saved handle."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from adapters.discord import inbound, replies
from adapters.discord.api import Api
from adapters.discord.outbound import nonce
from adapters.discord.people import Bounded, People
from adapters.discord.render import Drawn, Json
from adapters.discord.replies import Response
from bot.errors import Away, Busy, HearthError, Undeliverable
from bot.events import Event
from bot.platform import Answer, Hear
from bot.ui import Later, Say, Suggest, Update

log = structlog.get_logger()

PATIENCE = 2.0  # seconds until we say that an answer will come; Discord gives three
WAITS = 10.0  # how long an answer waits for Discord's own limits


class Answers:
    """One interaction in, one first response out; what comes later comes by handle."""

    def __init__(self, api: Api, people: People) -> None:
        self._api = api
        self._people = people
        self._confirms = Bounded()

    def remember(self, confirms: dict[str, str]) -> None:
        """What buttons ask before they count; after a restart their label is asked."""
        for pressed, question in confirms.items():
            self._confirms.put(pressed, question)

    async def interaction(self, raw: Json, event: Event, hear: Hear) -> None:
        """Hear it and answer; a failure is logged, the person may simply try again."""
        try:
            if raw["type"] == inbound.COMPONENT and inbound.asks_first(raw["data"]["custom_id"]):
                guild = event.space.id
                await self._respond(raw, replies.asking(raw, self._confirms, guild))
                return
            await self._heard(raw, event, hear)
        except HearthError as failed:
            log.warning("discord.answer_lost", why=str(failed))

    async def _heard(self, raw: Json, event: Event, hear: Hear) -> None:
        hearing = asyncio.ensure_future(_heard_or_away(raw, event, hear))
        await asyncio.wait({hearing}, timeout=PATIENCE)
        if hearing.done() or raw["type"] == inbound.AUTOCOMPLETE:
            await self._first(raw, event, await hearing)
            return
        await self._respond(raw, replies.deferred(raw))
        answer = await hearing
        if answer is None:
            await self._take_away(event.handle)
        else:
            await self.by_handle(event.handle, answer)

    async def _first(self, raw: Json, event: Event, answer: Answer | None) -> None:
        await self._people.learn(answer)
        response = replies.first(raw, answer, self._people.name, event.space.id)
        await self._respond(raw, response)
        if response.hollow:
            await self._take_away(event.handle)

    async def _respond(self, raw: Json, response: Response) -> None:
        drawn = response.drawn or Drawn({})
        self.remember(drawn.confirms)
        path = f"/interactions/{raw['id']}/{raw['token']}/callback"
        await self._api.call("POST", path, response.body(), files=drawn.files)

    async def by_handle(self, handle: str, answer: Answer) -> None:
        """Answer an interaction after its first response, or words that were written to us."""
        if isinstance(answer.reply, Later | Suggest):
            return
        await self._people.learn(answer)
        kind, guild, *rest = handle.split(":")
        drawn = replies.said(answer, self._people.name, guild)
        self.remember(drawn.confirms)
        if kind == "i":
            await self._after_first(rest, answer, drawn)
        else:
            await self._reply(kind, rest, answer, drawn)

    async def _after_first(self, rest: list[str], answer: Answer, drawn: Drawn) -> None:
        application, token, channel, stands = rest
        own = f"/webhooks/{application}/{token}"
        match answer.reply:
            case Update() if stands:
                await self._send("PATCH", f"/channels/{channel}/messages/{stands}", drawn)
                await self._delete(f"{own}/messages/@original")
            case Say(private=False):
                # The next words after a deferred answer take its place, and its privacy: so
                # something else takes it first.
                await self._send("PATCH", f"{own}/messages/@original", replies.placeholder())
                await self._send("POST", own, drawn)
                await self._delete(f"{own}/messages/@original")
            case _:
                await self._send("PATCH", f"{own}/messages/@original", drawn)

    async def _reply(self, kind: str, rest: list[str], answer: Answer, drawn: Drawn) -> None:
        """In a channel as a reply to what was written, in a private conversation as the next."""
        channel, message = rest
        drawn.body.update(nonce=nonce(f"{message}.{answer.reply!r}"), enforce_nonce=True)
        path = f"/channels/{channel}/messages"
        if kind == "d":
            await self._send("POST", path, drawn)
            return
        drawn.body["message_reference"] = {"message_id": message, "fail_if_not_exists": False}
        drawn.body["allowed_mentions"]["replied_user"] = False
        try:
            await self._send("POST", path, drawn)
        except Undeliverable as refused:
            if refused.reason != "permission_missing":
                raise
            # Replying needs the right to read the history; saying something does not.
            del drawn.body["message_reference"]
            await self._send("POST", path, drawn)

    async def _send(self, method: str, path: str, drawn: Drawn) -> None:
        body = {"attachments": [], **drawn.body} if method == "PATCH" else drawn.body
        await _patiently(lambda: self._api.call(method, path, body, files=drawn.files))

    async def _take_away(self, handle: str) -> None:
        _, _, application, token, *_ = handle.split(":")
        await self._delete(f"/webhooks/{application}/{token}/messages/@original")

    async def _delete(self, path: str) -> None:
        await _patiently(lambda: self._api.call("DELETE", path))


async def _heard_or_away(raw: Json, event: Event, hear: Hear) -> Answer | None:
    try:
        return await hear(event)
    except Away:
        return replies.try_again(str(raw.get("locale") or "en"))


async def _patiently(send: Callable[[], Awaitable[Any]]) -> None:
    """Somebody waits for this: Busy means that nothing was sent, so it may be sent again."""
    left = WAITS
    while True:
        try:
            await send()
        except Busy as busy:
            left -= busy.after
            if left < 0:
                raise
            await asyncio.sleep(busy.after)
        else:
            return
