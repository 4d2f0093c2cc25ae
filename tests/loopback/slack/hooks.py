"""Reply handles: a response_url takes five answers within thirty minutes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.loopback.slack import posting
from tests.loopback.slack.faults import BEFORE
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.refusals import Refused
from tests.loopback.slack.web_api import faulty, refused_by_fault
from tests.loopback.slack.world import TEAM, Channel, Message, User

Json = dict[str, Any]


@dataclass
class Hook:
    user: User
    channel: Channel
    message: Message | None
    since: float
    uses: int = 0


class Hooks:
    """Needs no token: whoever holds the address may answer."""

    def __init__(self, at: Installation) -> None:
        self.at = at
        self._issued: dict[str, Hook] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post(f"/{kind}/{TEAM}/{{number}}/{{key}}", self.take)
            for kind in ("commands", "actions")
        ]

    def issue(self, kind: str, user: User, channel: Channel, message: Message | None) -> str:
        key = secrets.token_urlsafe(18)
        self._issued[key] = Hook(user, channel, message, self.at.world.clock())
        return f"{self.at.origin}/{kind}/{TEAM}/{next(self.at.count)}/{key}"

    async def take(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        fault = self.at.faults.take("response_url")
        if fault is not None and fault.kind in BEFORE:
            self.at.note("response_url", body, f"fault:{fault.kind}")
            return refused_by_fault(request, fault)
        try:
            self.at.judge.judge_slack("response_url", body)
            self._answered(self._issued.get(request.match_info["key"]), body)
        except Refused as refused:
            self.at.note("response_url", body, refused.error)
            return web.json_response(refused.answer(), status=404)
        self.at.note("response_url", body, "ok")
        return await faulty(request, web.Response(text="ok"), fault)

    def _answered(self, hook: Hook | None, body: Json) -> None:
        if hook is None:
            raise Refused("invalid_url")
        if hook.uses >= self.at.timings.hook_uses:
            raise Refused("used_url")
        if self.at.world.clock() - hook.since > self.at.timings.hook_life:
            raise Refused("expired_url")
        hook.uses += 1
        if body.get("delete_original") and hook.message is not None:
            posting.remove(self.at, hook.message)
        elif body.get("replace_original") and hook.message is not None:
            words: Json = {key: body[key] for key in ("text", "blocks", "metadata") if key in body}
            posting.change(self.at, hook.message, words)
        else:
            self.say(hook.user, hook.channel, body)

    def say(self, user: User, channel: Channel, body: Json) -> Message:
        """A new message, for that person's eyes unless said otherwise."""
        everybody = body.get("response_type") == "in_channel"
        seen_by = None if everybody else user.id
        thread = body.get("thread_ts")
        message = posting.by_app(self.at, channel, body, seen_by=seen_by, thread_ts=thread)
        return posting.stand(self.at, message)
