"""People's acts from outside: the platform as its own process, driven over HTTP."""

from __future__ import annotations

import dataclasses
import inspect
from typing import Any

import aiohttp
from aiohttp import web

from tests.loopback.discord.interactions import Interaction
from tests.loopback.discord.model import Channel, Guild, Message, Role, User
from tests.loopback.discord.refusals import NotPossible, Refused
from tests.loopback.discord.server import LoopbackDiscord
from tests.loopback.discord.sight import Seen

PATH = "/control/{act}"


class ControlledDiscord(LoopbackDiscord):
    """The same platform with a door for the test that started it."""

    def extend(self, app: web.Application) -> None:
        app.router.add_route("POST", PATH, self._control)

    async def _control(self, request: web.Request) -> web.Response:
        """`{"args": […], "kwargs": {…}}` for any public method; dots reach into parts of it."""
        asked = await request.json()
        try:
            result = self._reached(request.match_info["act"])
            if callable(result):
                result = result(*asked.get("args", []), **asked.get("kwargs", {}))
            if inspect.isawaitable(result):
                result = await result
        except (NotPossible, Refused, AttributeError, TypeError, ValueError) as wrong:
            told = f"{type(wrong).__name__}: {wrong}"
            return web.json_response({"error": told}, status=400)
        return web.json_response({"result": plain(result)})

    def _reached(self, path: str) -> Any:
        target: Any = self
        for step in path.split("."):
            if step.startswith("_"):
                raise NotPossible(f"{step} is behind the counter")
            target = getattr(target, step)
        return target


def plain(value: Any) -> Any:
    """A result as JSON: what stands in it, ids for what it refers to."""
    if isinstance(value, User | Channel | Guild | Role):
        return {"id": value.id, "name": value.name}
    if isinstance(value, Message):
        keys = ("id", "channel_id", "content", "components", "nonce", "pings", "edits", "only_for")
        return {key: plain(getattr(value, key)) for key in keys} | {"author": value.author.name}
    if isinstance(value, Seen):
        return {
            **plain(value.message),
            "text": value.text,
            "buttons": list(value.buttons),
            "selects": list(value.selects),
            "place": value.place,
        }
    if isinstance(value, Interaction):
        return {
            "id": value.id,
            "answer": value.answer,
            "failed": value.failed,
            "text": value.text,
            "modal": value.modal,
            "choices": value.choices,
        }
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(one) for one in value]
    if dataclasses.is_dataclass(value):
        return repr(value)
    return value if isinstance(value, str | int | float | bool | None) else repr(value)


class Remote:
    """The test's end of the door: `await remote.act("presses", "ana", None, "Join")`."""

    def __init__(self, port: int) -> None:
        self._root = f"http://127.0.0.1:{port}/control/"

    async def act(self, act: str, *args: Any, **kwargs: Any) -> Any:
        async with (
            aiohttp.ClientSession() as session,
            session.post(self._root + act, json={"args": args, "kwargs": kwargs}) as answer,
        ):
            told = await answer.json()
        if "error" in told:
            raise NotPossible(told["error"])
        return told["result"]
