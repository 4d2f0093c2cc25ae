"""A playground with two communities and their web page, and browsers that can be told anything."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, CookieJar, web
from aiohttp.test_utils import TestServer
from sqlalchemy import delete, update

from adapters.web.desk.guards import Often
from adapters.web.desk.server import LOOKS, Desk
from bot.compose import desk
from bot.settings import Settings
from storage.communities.tables import roles
from storage.database import Database, Tx
from storage.pages import SqlVisits
from storage.pages.tables import passes, visits
from storage.tables import holds
from tests.world import World, open_world
from tests.world.story import COORDINATOR, KEY
from tests.world.web import WebWorld

LINK = re.compile(r"https?://\S+/desk/in/([\w-]+)")
OTHER, THERE = "otto", "elsewhere"  # the other community's coordinator, and its home


@dataclass
class Got:
    """An answer, read."""

    status: int
    text: str
    headers: Mapping[str, str]

    def hidden(self, name: str) -> str:
        """What a form of the page carries under that name."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        return unescape(found[1]) if found else ""

    def button(self, label: str) -> str:
        """What travels with the button of that label."""
        found = re.search(rf'name="button" value="([^"]*)">{re.escape(label)}<', self.text)
        return unescape(found[1]) if found else ""


@dataclass
class Browser:
    """One browser; `says` are headers instead of those an honest one would send."""

    session: ClientSession
    url: str
    origin: str
    says: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str) -> Got:
        """Look at an address."""
        return await self._ask("GET", path, None)

    async def post(self, path: str, fields: Mapping[str, str], **says: str) -> Got:
        """Send a form; `says` are headers of this one request, empty for none."""
        headers = {"Origin": self.origin, **{k.replace("_", "-"): v for k, v in says.items()}}
        return await self._ask("POST", path, fields, {k: v for k, v in headers.items() if v})

    async def comes_in(self, token: str) -> Got:
        """Press the button behind a link."""
        return await self.post("/desk/in", {"token": token})

    async def presses(self, label: str, page: str = "today", **fields: str) -> Got:
        """Press a button of a page as a person would, or with other fields."""
        seen = await self.get(f"/desk/{page}")
        honest = {
            "written": seen.hidden("written"),
            "once": seen.hidden("once"),
            "button": seen.button(label),
        }
        return await self.post(f"/desk/{page}/press", {**honest, **fields})

    async def is_in(self) -> bool:
        """Whether the page opens."""
        return (await self.get("/desk/today")).status == 200

    async def _ask(
        self, method: str, path: str, fields: Mapping[str, str] | None, says: Any = None
    ) -> Got:
        headers = {**self.says, **(says or {})}
        async with self.session.request(
            method, self.url + path, data=fields, headers=headers, allow_redirects=False
        ) as answer:
            return Got(answer.status, await answer.text(), dict(answer.headers))


@dataclass
class House:
    """The world, where its page is, and how a coordinator is given a link."""

    world: World
    url: str
    stack: contextlib.AsyncExitStack
    desk: Desk
    public: str = ""

    async def tidied(self) -> None:
        """As it was founded: who was put out is back, nobody is signed in, nothing is held."""
        assert isinstance(self.world, WebWorld)
        if OTHER not in self.world.world.people:
            self.world.person(OTHER)
        self.world.hearth.reception._told.clear()
        self.desk._by_address._seen.clear()
        self.desk._by_visit = Often(LOOKS, time.monotonic)
        await self.database.write(_tidy)

    @property
    def database(self) -> Database:
        """Where the rows are."""
        found = self.world.hearth.parts.visits
        assert isinstance(found, SqlVisits)
        return found._database

    async def token(self, who: str = COORDINATOR) -> str:
        """A new link, as the chat gives it."""
        at_home = "home" if who == COORDINATOR else THERE
        await self.world.runs(who, "desk today", place=at_home)
        await self.world.presses(who, "Open the page")
        found = LINK.findall(self.world.last(who))
        assert found, self.world.last(who)
        return str(found[-1])

    async def browser(self) -> Browser:
        """A browser nobody is signed in with."""
        jar = CookieJar(unsafe=True)
        session = await self.stack.enter_async_context(ClientSession(cookie_jar=jar))
        return Browser(session, self.url, self.public or self.url)

    async def signed_in(self, who: str = COORDINATOR) -> Browser:
        """A browser in which somebody has come in."""
        browser = await self.browser()
        came = await browser.comes_in(await self.token(who))
        assert came.status == 303, came.text
        return browser


@contextlib.asynccontextmanager
async def house(folder: Path, public: str = "") -> AsyncIterator[House]:
    """Two communities in one place: cora's, and otto's who also is in hers as a member."""
    url = f"sqlite:///{folder / 'hearth.db'}"
    async with open_world("web", folder, url) as world, contextlib.AsyncExitStack() as stack:
        settings = Settings(data=folder, database=url, key=KEY, playground=True, public_url=public)
        page = desk(settings, world.hearth)
        assert page is not None
        app = web.Application()
        app.add_routes(page.routes())
        server = await stack.enter_async_context(TestServer(app, host="127.0.0.1"))
        here = str(server.make_url("")).rstrip("/")
        world.hearth.dispatcher.addresses = lambda _space: public or here
        await _found(world)
        yield House(world, here, stack, page, public)


def _tidy(tx: Tx) -> None:
    for table in (passes, visits, holds):
        tx.run.execute(delete(table))
    tx.run.execute(update(roles).values(given=True))


async def _found(world: World) -> None:
    await world.sets_up()
    world.person(OTHER)
    await world.joins(OTHER)
    world.channel(THERE)
    assert isinstance(world, WebWorld)
    await world.platform.acts.join(OTHER, THERE)
    await world.sets_up(place=THERE, purpose="We meet elsewhere.", coordinators=(OTHER,))
