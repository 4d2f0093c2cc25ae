"""People's acts and looks by HTTP, for tests that kill the bot and never the platform."""

from __future__ import annotations

import dataclasses
from typing import Any

from aiohttp import web

from tests.loopback.slack.forms import NotPossible
from tests.loopback.slack.interactions import Interaction
from tests.loopback.slack.refusals import Refused
from tests.loopback.slack.server import LoopbackSlack
from tests.loopback.slack.sight import Seen
from tests.loopback.slack.world import Channel, Message, User, View

Json = dict[str, Any]
ACTS = {
    *("runs", "presses", "selects", "submits", "closes", "suggestions", "shortcut"),
    *("message_shortcut", "mentions", "writes", "writes_dm", "opens_home", "joins_team", "changes"),
    *("deactivates", "joins_channel", "leaves_channel", "archives", "renames", "deletes_channel"),
    *("revoke", "uninstalls", "connected"),
}
LOOKS = {"sees", "form", "home", "add_user", "add_channel"}


class Control:
    """POST /control/{act} with args and kwargs as JSON; everything by its name or id."""

    def __init__(self, slack: LoopbackSlack) -> None:
        self.slack = slack

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/control/{act}", self.act)]

    async def act(self, request: web.Request) -> web.Response:
        name, given = request.match_info["act"], await request.json()
        args, kwargs = given.get("args", []), given.get("kwargs", {})
        try:
            result = await self._done(name, args, kwargs)
        except (NotPossible, Refused, TypeError, TimeoutError) as wrong:
            return web.json_response({"error": f"{type(wrong).__name__}: {wrong}"}, status=400)
        return web.json_response({"result": told(result)})

    async def _done(self, name: str, args: list[Any], kwargs: Json) -> Any:
        if name in ACTS:
            return await getattr(self.slack, name)(*args, **kwargs)
        if name in LOOKS:
            return getattr(self.slack, name)(*args, **kwargs)
        return await self._machinery(name, args, kwargs)

    async def _machinery(self, name: str, args: list[Any], kwargs: Json) -> Any:
        """Faults, tries, and figures."""
        slack = self.slack
        if name == "fault":
            return slack.faults.next(*args, **kwargs)
        if name == "redeliver":
            return await slack.courier.redeliver()
        if name == "refresh":
            return await slack.sockets.refresh(*args)
        if name == "lag":
            slack.lag = float(args[0])
            return None
        if name == "state":
            return state(slack)
        raise NotPossible(f"no act {name!r}")


def state(slack: LoopbackSlack) -> Json:
    return {
        "connections": len(slack.sockets.connections),
        "opened": slack.sockets.opened,
        "unread": len(slack.sockets.unread),
        "unacked": [each.payload["event"] for each in slack.courier.unacked],
        "faults_waiting": slack.faults.waiting,
        "judged": slack.judge.count,
        "complaints": [str(each) for each in slack.judge.complaints],
    }


def told(result: Any) -> Any:
    """A result as JSON; messages and channels by what names them."""
    if isinstance(result, list):
        return [told(each) for each in result]
    if isinstance(result, Seen):
        return _seen(result)
    if isinstance(result, Interaction):
        shown = result.shown.ts if result.shown else None
        return dataclasses.asdict(dataclasses.replace(result, shown=None)) | {"shown": shown}
    if isinstance(result, (User, Channel)):
        return {"id": result.id, "name": result.name}
    if isinstance(result, Message):
        return {"ts": result.ts, "channel": result.channel.id, "text": result.text}
    if isinstance(result, View):
        return {"id": result.id, "given": result.given, "state": result.state}
    return result


def _seen(seen: Seen) -> Json:
    return {
        "ts": seen.ts,
        "channel": seen.channel.id,
        "kind": seen.channel.kind,
        "members": seen.channel.members,
        "author": seen.author,
        "text": seen.text,
        "notice": seen.notice,
        "buttons": list(seen.buttons),
        "private": seen.private,
        "thread": seen.message.thread_ts,
        "metadata": seen.message.metadata,
    }
