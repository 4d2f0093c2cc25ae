"""One REST call: what came, where it goes, and the table of routes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.discord.bodies import Draft
from tests.loopback.discord.commands import Registry
from tests.loopback.discord.faults import anonymous
from tests.loopback.discord.interactions import Desk
from tests.loopback.discord.model import Json
from tests.loopback.discord.world import World


@dataclass(frozen=True)
class Call:
    """A request that may be there and is well formed."""

    world: World
    desk: Desk
    registry: Registry
    gateway_url: str
    identifies_left: int
    params: dict[str, str]
    query: dict[str, str]
    payload: Any
    draft: Draft

    @property
    def body(self) -> Json:
        return self.draft.body

    def wants(self, flag: str) -> bool:
        return self.query.get(flag, "").lower() in {"1", "true"}


@dataclass(frozen=True)
class Answer:
    """A status and, except for 204, JSON."""

    body: Any = None
    status: int = 200


NOTHING = Answer(status=204)
Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route:
    """One operation of the published API."""

    method: str
    template: str
    handler: Handler
    by_token: bool = False
    pattern: re.Pattern[str] = field(default=re.compile(""), compare=False)

    @property
    def name(self) -> str:
        return f"{self.method} {self.template}"

    @property
    def bucket(self) -> str:
        return anonymous(self.name)


ROUTES: list[Route] = []


def route(operation: str, *, by_token: bool = False) -> Callable[[Handler], Handler]:
    """Puts a handler in the table; `by_token` ones carry their right in the address."""
    method, template = operation.split()

    def put(handler: Handler) -> Handler:
        written = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(template))
        ROUTES.append(Route(method, template, handler, by_token, re.compile(written)))
        # Literal paths are tried before those with holes: /users/@me before /users/{user_id}.
        ROUTES.sort(key=lambda one: one.template.count("{"))
        return handler

    return put


def find(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The operation behind a real path, with what stands in its holes."""
    for one in ROUTES:
        if one.method == method and (match := one.pattern.fullmatch(path)):
            return one, match.groupdict()
    return None
