"""Reply → what the person who acted sees: in the acknowledgement, by response_url, or written."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from adapters.slack import forms, render
from adapters.slack.api import Api
from adapters.slack.origin import LIFE, Origin
from adapters.slack.outbound import Post, Spot
from adapters.slack.pen import Eyes
from adapters.slack.roster import People
from bot.errors import DeliveryError, Undeliverable
from bot.platform import Answer
from bot.text import Envelope, Text, t
from bot.ui import Fill, Home, Later, Message, Paragraph, Say, Show, Suggest, Update, Weight

Json = dict[str, Any]
LOG = logging.getLogger(__name__)
TOO_LATE = {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"}
AGAIN = t("That took me too long. Could you press it once more?")
LATE = t("One moment: I'm still at it, and my answer comes as a message.")
AWAY = t("I can't think just now. Please try again in a moment.")


class Replies:
    """Answers people; a promise never comes this way."""

    def __init__(self, api: Api, post: Post, people: People, now: Callable[[], datetime]) -> None:
        self._api = api
        self._people = people
        self._post = post
        self._now = now
        self._origins: dict[str, tuple[float, Origin]] = {}

    async def inline(self, answer: Answer) -> Json | None:
        """What an acknowledgement itself can say to a command; None when it takes more."""
        if isinstance(answer.reply, Say) and not answer.reply.message.files:
            return await self._body(answer.reply, answer.envelope, private=answer.reply.private)
        return None

    async def next_step(self, fill: Fill, envelope: Envelope, body: Json) -> Json:
        """The acknowledgement of a submitted form that goes on, or needs another look."""
        shown = (body["view"].get("state") or {}).get("values") or {}
        return forms.answer(fill, await self._form_eyes(fill, envelope), shown)

    async def give(self, origin: Origin, answer: Answer) -> None:
        """Answer an act. Raises DeliveryError where it cannot be said at all."""
        match answer.reply:
            case Say():
                await self._say(origin, answer.reply, answer.envelope)
            case Update(message):
                await self._update(origin, message, answer.envelope)
            case Fill():
                await self._fill(origin, answer.reply, answer.envelope)
            case Show(home):
                await self._show(origin, home, answer.envelope)
            case Suggest() | Later():
                return

    async def try_again(self, origin: Origin, envelope: Envelope) -> None:
        """Our memory is away: say so, and only to them."""
        await self._whisper(origin, AWAY, envelope)

    def opened_from(self, fill: str) -> Origin | None:
        """Where a form was opened, while that can still be answered."""
        until, origin = self._origins.get(fill, (0.0, None))
        return origin if self._now().timestamp() < until else None

    async def late(self, view: str, fill: Fill, envelope: Envelope) -> None:
        """The step of a form whose answer Slack would not wait for."""
        eyes = await self._form_eyes(fill, envelope)
        again = forms.answer(fill, eyes, ()).get("view") or forms.view(fill, eyes)
        await self._api.call("views.update", view_id=view, view=again)

    async def _say(self, origin: Origin, say: Say, envelope: Envelope) -> None:
        """Where it was asked, for the eyes it is meant for; else to them in private."""
        if not say.private:
            await self._aloud(origin, say, envelope)
        elif origin.direct and not origin.hidden and (origin.message or not origin.response_url):
            spot = Spot(origin.channel, origin.talk)
            await self._post.say(spot, say.message, envelope)
            await self._post.attach(
                say.message.files, spot, envelope
            ) if say.message.files else None
        elif await self._hidden(origin, say.message, envelope):
            if say.message.files:  # only a conversation can hold a file
                spot = Spot(await self._post.direct(origin.user))
                await self._post.attach(say.message.files, spot, envelope)
        else:
            await self._write(origin.user, say.message, envelope)

    async def _aloud(self, origin: Origin, say: Say, envelope: Envelope) -> None:
        if not origin.channel or origin.home:
            await self._write(origin.user, say.message, envelope)
        elif origin.url(self._now()) and not origin.message:
            # A command can be given where we are not, and its response_url speaks there.
            body = await self._body(say, envelope, private=False)
            await self._api.respond(origin.url(self._now()), body)
        else:
            spot = Spot(origin.channel, origin.thread, private=origin.direct)
            await self._post.say(spot, say.message, envelope)

    async def _hidden(self, origin: Origin, message: Message | Home, envelope: Envelope) -> bool:
        """Say it in the channel for their eyes only; False where that is not possible."""
        drawn = await self._post.drawn(message, envelope, None)
        body: Json = {"text": drawn.text, "blocks": drawn.blocks}
        thread = {"thread_ts": origin.talk} if origin.talk else {}
        try:
            if url := origin.url(self._now()):
                body |= {"response_type": "ephemeral", "replace_original": False, **thread}
                await self._api.respond(url, body)
                return True
            if origin.channel and not origin.home and not origin.direct:
                body |= {"channel": origin.channel, "user": origin.user, **thread}
                await self._api.call("chat.postEphemeral", **body)
                return True
        except Undeliverable as error:
            LOG.info("not said in the channel, so in private: %s", error.reason)
        return False

    async def _write(self, user: str, message: Message | Home, envelope: Envelope) -> None:
        spot = Spot(await self._post.direct(user))
        await self._post.say(spot, message, envelope)
        if isinstance(message, Message) and message.files:
            await self._post.attach(message.files, spot, envelope)

    async def _update(self, origin: Origin, message: Message, envelope: Envelope) -> None:
        if not origin.message:
            await self._say(origin, Say(message), envelope)
            return
        if not origin.hidden:
            spot = Spot(origin.channel, origin.talk, private=origin.direct)
            try:
                await self._post.change(spot, origin.message, message, envelope)
                return
            except Undeliverable as error:
                LOG.info("not changed by us, so by its response_url: %s", error.reason)
        pings = None if origin.hidden or origin.direct else {one.id for one in message.pings}
        drawn = await self._post.drawn(message, envelope, pings)
        body = {"text": drawn.text, "blocks": drawn.blocks, "replace_original": True}
        url = origin.url(self._now())
        if not url:
            await self._write(origin.user, message, envelope)
            return
        await self._api.respond(url, body)

    async def _fill(self, origin: Origin, fill: Fill, envelope: Envelope) -> None:
        if not origin.trigger:
            raise Undeliverable("no_trigger")  # a form opens in answer to an act, or not at all
        view = forms.view(fill, await self._form_eyes(fill, envelope))
        try:
            await self._api.call("views.open", trigger_id=origin.trigger, view=view)
        except Undeliverable as error:
            if error.reason not in TOO_LATE:
                raise
            await self._whisper(origin, AGAIN, envelope)
            return
        self._remember(fill.id, origin)

    async def _show(self, origin: Origin, home: Home, envelope: Envelope) -> None:
        if not origin.home:
            if not await self._hidden(origin, home, envelope):
                await self._write(origin.user, home, envelope)
            return
        view = render.home(home, await self._post.eyes(home, envelope))
        await self._api.call("views.publish", user_id=origin.user, view=view)

    async def _body(self, say: Say, envelope: Envelope, *, private: bool) -> Json:
        pings = None if private else {person.id for person in say.message.pings}
        drawn = await self._post.drawn(say.message, envelope, pings)
        kind = "ephemeral" if private else "in_channel"
        return {"response_type": kind, "text": drawn.text, "blocks": drawn.blocks}

    async def _whisper(self, origin: Origin, said: Text, envelope: Envelope) -> None:
        """A line of our own, when the core has nothing to say it with."""
        message = Message("slack.aside", Weight.ANSWER, (Paragraph(said),))
        try:
            await self._say(origin, Say(message), envelope)
        except DeliveryError as error:
            LOG.warning("an aside was not said: %s", error.reason)

    async def _form_eyes(self, fill: Fill, envelope: Envelope) -> Eyes:
        return Eyes(envelope, await self._people.names(sorted(forms.people(fill))))

    def _remember(self, fill: str, origin: Origin) -> None:
        """So that the answer to a form comes where it was opened; half an hour, in memory."""
        now = self._now().timestamp()
        self._origins = {f: kept for f, kept in self._origins.items() if now < kept[0]}
        self._origins[fill] = (now + LIFE, replace(origin, trigger=""))
