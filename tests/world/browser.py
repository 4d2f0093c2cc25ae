"""Stories in the playground, played by hand: everybody has a window of a real browser."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from adapters.web.drawing import mark
from adapters.web.sessions import COOKIE, PATH, Session
from adapters.web.views import Look
from adapters.web.workspace import Spot
from tests.browser import QUIET, chromium
from tests.world.story import HOME, Seen
from tests.world.web import WebWorld

PATIENCE = 10_000  # milliseconds
# What a reader sees of each message; the words of buttons and menus are told apart from its own.
READ = """log => [...log.querySelectorAll('article.post')].map(one => ({
  id: one.id,
  text: [...one.querySelectorAll('.body > :not(form)')].map(part => part.innerText).join('\\n'),
  buttons: [...one.querySelectorAll('form.buttons button')].map(each => each.innerText),
  links: [...one.querySelectorAll('.body a')].map(each => each.href),
  only: one.querySelector('.only-you') !== null,
  ours: one.querySelector('.byline .tag') !== null,
}))"""
# What a reader sees of a form: its words, and what its fields hold.
WORDS = """form => [form.innerText, ...[...form.querySelectorAll('input, textarea')]
  .filter(one => one.type === 'text' || one.tagName === 'TEXTAREA').map(one => one.value)
].join('\\n')"""
_shared: dict[str, Browser] = {}
_closing = AsyncExitStack()


async def one_browser() -> Browser:
    """The browser of this session; the first story that needs it starts it."""
    if "chromium" not in _shared:
        playwright = await _closing.enter_async_context(async_playwright())
        running = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        _closing.push_async_callback(running.close)
        _shared["chromium"] = running
    return _shared["chromium"]


@pytest.fixture(scope="session", autouse=True)
async def browser_ends() -> AsyncIterator[None]:
    """Close it with the session."""
    yield
    _shared.clear()
    await _closing.aclose()


@dataclass
class Window:
    """One person's page, and the form that is open in it."""

    page: Page
    session: Session
    form: str = ""
    drawn: str = ""


@dataclass(frozen=True)
class Paper:
    """What was read in a conversation, and of what."""

    drawn: str
    said: list[dict[str, Any]]


class BrowserWorld(WebWorld):
    """The playground, looked at and touched only as its pages allow."""

    _served: web.AppRunner | None = None
    _port = 0
    _stepping = False

    async def raise_platform(self) -> None:
        """A browser, without a window so far."""
        await super().raise_platform()
        self.windows: dict[str, Window] = {}
        self._sessions: dict[str, Session] = {}
        self._papers: dict[str, dict[str, Paper]] = {}  # by person and conversation
        self._known: dict[str, list[dict[str, Any]]] = {}  # by what was drawn
        self.complaints: list[str] = []
        self._browser = await one_browser()

    async def ready(self) -> None:
        """Serve the pages, at the same address after a restart."""
        await super().ready()
        app = web.Application()
        app.add_routes(self.platform.routes())
        self._served = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._served.setup()
        site = web.TCPSite(self._served, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._served.addresses[0][1]

    async def stop_hearth(self) -> None:
        """Close the doors first."""
        if self._served:
            await self.platform.pages.stop()
            await self._served.cleanup()
        await super().stop_hearth()

    async def lower_platform(self) -> None:
        """Close every window; what a page complained of fails the story."""
        for window in self.windows.values():
            await window.page.context.close()
        assert self.complaints == []

    async def joins(self, name: str) -> None:
        """Press Join under the channel."""
        window = await self._at(name, Look(HOME))
        async with self._heard(window, "join"):
            await window.page.get_by_role("button", name=f"Join #{HOME}").click()
        await self.settle()

    async def runs(self, name: str, verb: str, *, place: str = HOME, **options: str) -> None:
        """Type `/hearth verb …`."""
        said = " ".join(["/hearth", verb, *map(self._named, options.values())])
        await self._types(name, Look(place), said)
        await self.settle()

    async def says(self, name: str, words: str) -> None:
        """Write in the conversation with Hearth."""
        await self._types(name, Look(self.world.direct(name).id), words)
        await self.settle()
        await self.opens_the_door(name)

    async def mentions(self, name: str, words: str) -> None:
        """Write in the home, addressed to Hearth."""
        await self._types(name, Look(HOME), f"@Hearth {words}")
        await self.settle()
        await self.opens_the_door(name)

    async def writes(self, name: str, words: str, *, place: str = HOME, under: str = "") -> None:
        """Write in a channel, or in a thread of it."""
        await self._types(name, Look(place, self._thread(name, place, under)), words)
        await self.settle()

    async def presses(self, name: str, button: str, *, place: str = "") -> None:
        """Turn to where the newest button of that label stands, and click it."""
        look, post = self._newest(
            name, lambda one: button in one["buttons"] and place in {"", one["spot"]}, button
        )
        window = await self._at(name, look)
        await _put_away(window.page)
        pressed = window.page.locator(f"#{post} form.buttons").get_by_role(
            "button", name=button, exact=True
        )
        async with self._heard(window, "press"):
            asks = await pressed.first.get_attribute("data-confirm")
            await pressed.first.click()
            if asks:
                await window.page.locator("#sure-yes").click()
        await self.settle()

    async def chooses(self, name: str, menu: str, option: str) -> None:
        """Choose in the newest menu whose label begins so."""
        posts = {post.id: post for post in self._visible(name)}
        look, post = self._newest(
            name,
            lambda one: any(
                block["is"] == "menu" and block["label"].startswith(menu)
                for block in posts[one["id"]].body["blocks"]
            ),
            menu,
        )
        window = await self._at(name, look)
        form = window.page.locator(f"#{post} form.menu-block").filter(has_text=menu).first
        offered = form.locator("option").filter(has_text=option).first
        await form.get_by_role("combobox").select_option(await offered.get_attribute("value"))
        async with self._heard(window, "choose"):
            await form.get_by_role("button", name="Choose").click()
        await self.settle()

    def form(self, name: str) -> str:
        """The words of the dialog that is open."""
        return self.windows[name].form if name in self.windows else ""

    async def fills(self, name: str, **values: Any) -> None:
        """Fill in the dialog step by step, field by field."""
        left = dict(values)
        window = self.windows[name]
        dialog = window.page.locator("#form dialog")
        while self.world.forms.get(name) is not None:
            await self._shows(name, "form")
            fields = await dialog.locator("[name^='f.']").evaluate_all(
                "all => [...new Set(all.map(one => one.name.slice(2)))]"
            )
            for used in [each for each in left if each in fields]:
                await _fill(dialog.locator(f"[name='f.{used}']"), left.pop(used))
            async with self._heard(window, "send"):
                await dialog.locator(".dialog-buttons button").click()
            await self._shows(name, "form")
            assert await dialog.locator(".error").all_inner_texts() == []
        assert not left, f"no form asked for {sorted(left)}"
        await self.settle()

    def sees(self, name: str) -> list[Seen]:
        """What was read in somebody's window, oldest first."""
        said = self._read(name)
        return [
            Seen(
                one["text"],
                tuple(one["buttons"]),
                frozenset(one["together"]),
                one["place"],
                one["only"] or bool(one["together"]),
                one["ours"],
            )
            for one in said
        ]

    def links(self, who: str) -> list[str]:
        """Behind their labels."""
        return [link for one in self._read(who) for link in one["links"]]

    def _read(self, name: str) -> list[dict[str, Any]]:
        papers = self._papers.get(name, {}).values()
        found = {one["id"]: one for paper in papers for one in paper.said}
        return sorted(found.values(), key=lambda one: int(one["id"].removeprefix("m")))

    async def settle(self) -> None:
        """Let everything due happen, then let everybody look."""
        await super().settle()
        if not self._stepping:
            await self._everybody_looks()

    async def reaches(self, end: datetime) -> None:
        """Nobody looks while time passes; then everybody does."""
        self._stepping = True
        try:
            await super().reaches(end)
        finally:
            self._stepping = False
        await self._everybody_looks()

    async def _everybody_looks(self) -> None:
        self.world.stir()  # as a step of the clock does
        for name in self.world.people:
            await self._looks_round(name)

    async def _looks_round(self, name: str) -> None:
        """Turn to each conversation in which something is new, and read it."""
        for spot in list(self.world.spots.values()):
            said = [post for post in self._visible(name) if post.spot == spot.id]
            drawn = json.dumps([(post.id, post.body, post.thread) for post in said])
            papers = self._papers.setdefault(name, {})
            if not said or (spot.id in papers and papers[spot.id].drawn == drawn):
                continue
            read = await self._reads(name, spot, Look(spot.id))
            for thread in dict.fromkeys(post.thread for post in said if post.thread):
                read += await self._reads(name, spot, Look(spot.id, thread))
            papers[spot.id] = Paper(drawn, read)
        if name in self.windows:
            await self._reads_form(name, self.windows[name])

    async def _reads_form(self, name: str, window: Window) -> None:
        """The words of the form that is open, if another is than before."""
        drawn = self._drawn("form", window.session, Look.read(window.page.url))
        if drawn != window.drawn:
            await self._shows(name, "form")
            dialog = window.page.locator("#form dialog")
            words = [await one.evaluate(WORDS) for one in await dialog.all()]
            window.form, window.drawn = "\n".join(words), drawn

    async def _reads(self, name: str, spot: Spot, look: Look) -> list[dict[str, Any]]:
        """What somebody reads there; what was drawn just so in a window before is known."""
        session = self._session(name)
        drawn = self._drawn("log", session, look).replace(session.csrf, "")
        if spot.kind != "channel" or drawn not in self._known:
            page = (await self._at(name, look)).page
            self._known[drawn] = await page.locator("#log").evaluate(READ)
            title = await page.locator("#title h2").inner_text()
        else:
            title = spot.name
        place = spot.name if look.thread else title.removeprefix("#")
        together = set() if spot.kind == "channel" else {name}
        if spot.kind == "room":
            together |= {each.lower() for each in title.split(", ")}
        about = {"place": place, "together": together, "spot": spot.id, "thread": look.thread}
        return [{**one, **about} for one in self._known[drawn]]

    def _newest(self, name: str, has: Any, wanted: str) -> tuple[Look, str]:
        for one in reversed(self._read(name)):
            if has(one):
                return Look(one["spot"], one["thread"]), one["id"]
        raise AssertionError(f"{name} sees no {wanted!r} in:\n{self.reads(name)}")

    async def _types(self, name: str, look: Look, words: str) -> None:
        window = await self._at(name, look)
        await self._shows(name, "composer", look=look)
        outside = window.page.locator(".outside-bar button")
        if await outside.count():  # who looks in from outside comes in before writing
            async with self._heard(window, "join"):
                await outside.click()
        box = window.page.locator("#text")
        await box.fill(words)
        await box.press("Escape")
        async with self._heard(window, "say"):
            await box.press("Enter")

    async def _at(self, name: str, look: Look) -> Window:
        """Somebody's window, turned to a conversation and showing how it stands."""
        window = self.windows.get(name) or await self._opens(name)
        page = window.page
        if not page.url.endswith(look.path):
            link = page.locator(f"a[data-look][href='{look.path}']").first
            if page.url.startswith("http") and not look.thread and not self.world.forms.get(name):
                await link.click()
                await page.wait_for_url(f"**{look.path}")
            else:
                await page.goto(f"http://127.0.0.1:{self._port}{look.path}")
        await self._shows(name, "log", "form", look=look)
        return window

    async def _shows(self, name: str, *panes: str, look: Look | None = None) -> None:
        """Wait until these panes are drawn as they stand now."""
        window = self.windows[name]
        look = look or Look.read(window.page.url)
        marks = {pane: mark(self._drawn(pane, window.session, look)) for pane in panes}
        drawn = "".join(f":has(#{pane}[data-mark='{is_}'])" for pane, is_ in marks.items())
        stands = window.page.locator(f"body{drawn}")
        await expect(stands).to_be_attached(timeout=PATIENCE)

    def _drawn(self, pane: str, session: Session, look: Look) -> str:
        """What a pane shows somebody, as HTML."""
        pages = self.platform.pages
        session = pages.sessions.again(session)
        drawing = pages._drawing
        return drawing._pane(pane, drawing._context(session, look, None))

    def _session(self, name: str) -> Session:
        """Somebody is who they are; also before a window of theirs is open."""
        if name not in self._sessions:
            sessions = self.platform.pages.sessions
            self._sessions[name] = sessions.be(sessions.begin(), name)
        return self._sessions[name]

    async def _opens(self, name: str) -> Window:
        """A new window of theirs."""
        session = self._session(name)
        context = await self._browser.new_context(locale="en-GB", reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        cookie = {"name": COOKIE, "value": session.token, "domain": "127.0.0.1", "path": PATH}
        await context.add_cookies([cookie])  # type: ignore[list-item]  # as playwright takes it
        page = await context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.windows[name] = Window(page, session)
        return self.windows[name]

    @asynccontextmanager
    async def _heard(self, window: Window, act: str) -> AsyncIterator[None]:
        """Until the page's post was answered."""
        async with window.page.expect_response(f"**/playground/{act}") as answering:
            yield
        answer = await answering.value
        assert answer.ok, await answer.text()


async def _put_away(page: Page) -> None:
    """Close a form that was opened and not sent: it covers what is to be pressed."""
    dialog = page.locator("#form dialog")
    if await dialog.count():
        await page.keyboard.press("Escape")
        await dialog.wait_for(state="detached")


async def _fill(found: Locator, value: Any) -> None:
    """Into whatever kind of field this is."""
    wanted = [value] if isinstance(value, str) else list(value)
    if await found.first.get_attribute("type") in {"checkbox", "radio"}:
        for one in await found.all():
            if await one.get_attribute("value") in wanted:
                await one.check()
            elif await one.get_attribute("type") == "checkbox":
                await one.uncheck()
    elif await found.evaluate("one => one.tagName") == "SELECT":
        await found.select_option(wanted)
    else:
        await found.fill(wanted[0])
