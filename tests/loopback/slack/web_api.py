"""The Web API's door: reads every wire form of the SDK, asks token, scope, tier and fault."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.loopback.slack import methods_chat as chat
from tests.loopback.slack import methods_conversations as conversations
from tests.loopback.slack import methods_people as people
from tests.loopback.slack import methods_views as views
from tests.loopback.slack.faults import BEFORE, Fault
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.refusals import Refused

Json = dict[str, Any]
Method = Callable[[Installation, Json], Json]
METHODS: dict[str, Method] = {
    "auth.test": people.auth_test,
    "bots.info": people.bot_info,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.join": conversations.join,
    "conversations.list": conversations.list_,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_,
    "conversations.replies": conversations.replies,
    "files.completeUploadExternal": people.complete_upload,
    "files.getUploadURLExternal": people.upload_url,
    "reactions.add": chat.add_reaction,
    "team.info": people.team_info,
    "users.conversations": conversations.of_user,
    "users.info": people.user_info,
    "users.list": people.users_list,
    "views.open": views.open_,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
STRUCTURED = {"attachments", "blocks", "files", "metadata", "view"}
NUMBERS = {"length", "limit"}
SWITCHES = {
    *("exclude_archived", "include_all_metadata", "include_locale", "inclusive", "link_names"),
    *("mrkdwn", "prevent_creation", "reply_broadcast", "return_im", "unfurl_links", "unfurl_media"),
}


class WebApi:
    """`connect` answers apps.connections.open, the one method that takes the app's own token."""

    def __init__(self, at: Installation, connect: Method) -> None:
        self.at = at
        self._methods = METHODS | {"apps.connections.open": connect}

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/api/{method}", self.answer), web.get("/api/{method}", self.answer)]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body = await arguments(request)
        token = _token(request, body)
        fault = self.at.faults.take(method)
        if fault is not None and fault.kind in BEFORE:
            early = await self._instead(request, method, body, fault)
            if early is not None:
                return early
        reply = self._called(method, token, body, fault)
        return await faulty(request, reply, fault)

    async def _instead(
        self, request: web.Request, method: str, body: Json, fault: Fault
    ) -> web.StreamResponse | None:
        if fault.kind == "delay_before":
            await asyncio.sleep(float(fault.value))
            return None
        self.at.note(method, body, f"fault:{fault.kind}", note=str(fault.value))
        return refused_by_fault(request, fault)

    def _called(self, method: str, token: str, body: Json, fault: Fault | None) -> web.Response:
        note = fault.kind if fault else ""
        try:
            self._authorised(method, token)
            wait = self.at.tiers.wait(method, str(body.get("channel", "")))
            if wait:
                self.at.note(method, body, "ratelimited", token=token)
                return ratelimited(wait)
            self.at.judge.judge_slack(method, body)
            result = {"ok": True, **self._methods[method](self.at, body)}
            self.at.note(method, body, "ok", token=token, result=result, note=note)
        except Refused as refused:
            self.at.note(method, body, refused.error, token=token, note=note)
            result = refused.answer()
        return web.json_response(result, headers=self._scopes())

    def _authorised(self, method: str, token: str) -> None:
        if method not in self._methods:
            raise Refused("unknown_method", req_method=method)
        if not token:
            raise Refused("not_authed")
        known = {self.at.bot_token: "xoxb", self.at.app_token: "xapp"}.get(token)
        if known is None:
            raise Refused("invalid_auth")
        if self.at.revoked is not None:
            raise Refused(self.at.revoked)
        if method != "auth.test" and known != ("xapp" if method.startswith("apps.") else "xoxb"):
            raise Refused("not_allowed_token_type")
        self.at.manifest.check(method)

    def _scopes(self) -> dict[str, str]:
        return {"x-oauth-scopes": ",".join(self.at.manifest.scopes)}


async def arguments(request: web.Request) -> Json:
    """From the query, a form, and a JSON body, whichever of them there are."""
    body: Json = dict(request.query)
    if request.can_read_body:
        if request.content_type == "application/json":
            body |= await request.json()
        else:
            body |= {key: value for key, value in (await request.post()).items()}  # noqa: C416 - a MultiDict is no dict
    return {key: _read(key, value) for key, value in body.items() if value is not None}


def _read(key: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if key in NUMBERS and value.isdigit():
        return int(value)
    if key in SWITCHES:
        return value.lower() in {"1", "true"}
    if key in STRUCTURED and value[:1] in "[{":
        return json.loads(value)
    return value


def _token(request: web.Request, body: Json) -> str:
    header = request.headers.get("Authorization", "")
    return str(body.pop("token", "")) or header.removeprefix("Bearer ").strip()


def ratelimited(wait: float) -> web.Response:
    refused = {"ok": False, "error": "ratelimited"}
    return web.json_response(refused, status=429, headers={"Retry-After": str(int(wait))})


def cut(request: web.Request) -> web.Response:
    """No answer: the connection is gone before one could be read."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def refused_by_fault(request: web.Request, fault: Fault) -> web.Response:
    if fault.kind == "reset_before":
        return cut(request)
    if fault.kind == "rate_limit":
        return ratelimited(float(fault.value or 1))
    if fault.kind == "status":
        return web.Response(status=int(fault.value), text="upstream connect error")
    return web.json_response({"ok": False, "error": str(fault.value)})


async def faulty(
    request: web.Request, reply: web.Response, fault: Fault | None
) -> web.StreamResponse:
    """The answer to a call that was taken, spoilt as ordered."""
    if fault is None or fault.kind == "delay_before":
        return reply
    if fault.kind == "lose_reply":
        return cut(request)
    if fault.kind == "delay":
        await asyncio.sleep(float(fault.value))
        return reply
    if fault.kind == "html":
        return web.Response(text="<html><body>Server Error</body></html>", content_type="text/html")
    if fault.kind == "truncated_json":
        half = (reply.text or "")[: len(reply.text or "") // 2]
        return web.Response(text=half, content_type="application/json")
    if fault.kind == "accept_then_status":
        return web.Response(status=int(fault.value), text="upstream connect error")
    return web.json_response({"ok": False, "error": str(fault.value)})
