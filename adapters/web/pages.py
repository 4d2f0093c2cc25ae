"""The routes of the playground: pages, what one does on them, files, and the live socket."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from adapters.web.acts import UnknownError
from adapters.web.doing import Act, Doing, Form, Went
from adapters.web.drawing import HERE, Drawing, Stage
from adapters.web.live import Live
from adapters.web.sessions import (
    ForgedError,
    Session,
    Sessions,
    check_host,
    check_origin,
    check_token,
    give_cookie,
)
from adapters.web.views import ROOT, Look
from bot.errors import Away
from bot.handlers import Declaration

if TYPE_CHECKING:
    from adapters.web.platform import WebPlatform

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STATIC = {
    "hearth.css": "text/css",
    "hearth.js": "text/javascript",
    "composer.js": "text/javascript",
    "theme.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
AWAY = "Hearth cannot look into its notes just now. Nothing was lost; try again in a moment."
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Pages:
    """Everything the browser asks for. Reading is a GET; every act is a guarded POST."""

    def __init__(
        self,
        platform: WebPlatform,
        *,
        hosts: frozenset[str] | None,
        afresh: Callable[[], Awaitable[None]] | None,
    ) -> None:
        self._platform = platform
        self._world = platform.world
        self._hosts = hosts
        self.sessions = Sessions(platform.world.kept, time.monotonic)
        self._drawing = Drawing(self._world, platform.now, may_begin_afresh=afresh is not None)
        self._live = Live(self._drawing, self.sessions, self._stage, self._looked)
        self._static = {name: (HERE / "static" / name).read_bytes() for name in STATIC}
        self._doing = Doing(platform, self.sessions, afresh)
        self._last: Stage | None = None
        self._open, self._busy = asyncio.Event(), 0
        self._open.set()
        self._world.changed.append(self._live.changed)

    def declared(self, declarations: tuple[Declaration, ...]) -> None:
        self._drawing.declared(declarations)
        self._live.changed()

    @property
    def is_open(self) -> bool:
        return self._open.is_set()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """While the residents move in, whoever comes waits at the door."""
        self._busy += 1
        self._open.clear()
        try:
            yield
        finally:
            self._busy -= 1
            if not self._busy:
                self._open.set()

    def played(self) -> frozenset[str]:
        """Whom visitors move just now; they do not act by themselves."""
        return self.sessions.played() | self._live.played()

    async def stop(self) -> None:
        await self._live.stop()

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        acts = self._doing.table()
        return [
            web.get("/", self._guarded(self._front)),
            web.get(ROOT, self._guarded(self._front)),
            web.get(f"{ROOT}/doors", self._guarded(self._doors)),
            web.get(f"{ROOT}/home", self._guarded(self._page)),
            web.get(f"{ROOT}/in/{{spot}}", self._guarded(self._page)),
            web.get(f"{ROOT}/words", self._guarded(self._words)),
            web.get(f"{ROOT}/file/{{post}}/{{number:\\d+}}", self._guarded(self._file)),
            web.get(f"{ROOT}/static/{{name}}", self._guarded(self._static_file)),
            web.get(f"{ROOT}/live", self._guarded(self._open_live)),
            web.post(f"{ROOT}/complete", self._guarded(self._complete)),
            *(web.post(f"{ROOT}/{name}", self._guarded(self._acting(act)))
              for name, act in acts.items()),
        ]  # fmt: skip

    def _guarded(self, handler: Handler) -> Handler:
        """Every answer carries our headers; a request our page would not make is refused."""

        async def answer(request: web.Request) -> web.StreamResponse:
            try:
                check_host(request, self._hosts)
                await self._open.wait()
                response = await handler(request) if self._world.people else _not_open()
            except ForgedError as error:
                response = web.Response(status=403, text=f"Refused: {error}.\n")
            if not response.prepared:
                response.headers.update({**HEADERS, **response.headers})
            return response

        return answer

    def _acting(self, act: Act) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            check_origin(request)
            posted = await request.post()
            fields: dict[str, list[str]] = {}
            for name, value in posted.items():
                fields.setdefault(name, []).append(value if isinstance(value, str) else "")
            session = check_token(self.sessions.of(request), {"csrf": posted.get("csrf")})
            try:
                went = await act(session, Form(fields))
            except UnknownError as error:
                went = Went(notice=f"That did not work: {error}.")
            except Away:
                went = Went(notice=AWAY)
            if request.headers.get("Accept") == "application/json":
                return web.json_response({"go": went.go, "notice": went.notice})
            back = Look.read(fields.get("look", [""])[0]).path
            return web.Response(status=303, headers={"Location": went.go or back})

        return answer

    async def _front(self, request: web.Request) -> web.StreamResponse:
        session = self.sessions.of(request)
        known = session is not None and session.person in self._world.people
        where = Look().path if known else f"{ROOT}/doors"
        return web.Response(status=302, headers={"Location": where})

    async def _doors(self, request: web.Request) -> web.StreamResponse:
        session = self.sessions.of(request) or self.sessions.begin()
        html = self._drawing.doors(session)
        response = web.Response(text=html, content_type="text/html")
        give_cookie(response, session)
        return response

    async def _page(self, request: web.Request) -> web.StreamResponse:
        session = self.sessions.of(request)
        if session is None or session.person not in self._world.people:
            return web.Response(status=302, headers={"Location": f"{ROOT}/doors"})
        look = Look.read(request.path_qs)
        await self._looked(session.person, look)
        look = look.within(self._world, session.person)
        html = self._drawing.page(session, look, await self._stage())
        return web.Response(text=html, content_type="text/html")

    async def _words(self, request: web.Request) -> web.StreamResponse:
        self._session(request)
        return web.json_response(self._drawing.words())

    async def _file(self, request: web.Request) -> web.StreamResponse:
        session = self._session(request)
        post = self._world.posts.get(request.match_info["post"])
        number = int(request.match_info["number"])
        seen = post is not None and self._world.sees(session.person, post)
        if post is None or not seen or number >= len(post.body["files"]):
            return web.Response(status=404, text="There is no such file here.\n")
        file = post.body["files"][number]
        name = f"attachment; filename*=UTF-8''{quote(file['name'], safe='')}"
        return web.Response(
            body=bytes.fromhex(file["hex"]),
            content_type="application/octet-stream",
            headers={"Content-Disposition": name},
        )

    async def _static_file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in STATIC:
            return web.Response(status=404, text="There is no such file here.\n")
        return web.Response(body=self._static[name], content_type=STATIC[name], charset="utf-8")

    async def _open_live(self, request: web.Request) -> web.StreamResponse:
        check_origin(request)
        return await self._live.serve(request, self._session(request))

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        check_origin(request)
        posted = await request.post()
        session = check_token(self.sessions.of(request), {"csrf": posted.get("csrf")})
        verb, option = str(posted.get("verb", "")), str(posted.get("option", ""))
        try:
            options = await self._platform.acts.complete(
                session.person, verb, option, str(posted.get("partial", ""))
            )
        except Away:
            options = []
        return web.json_response(options)

    def _session(self, request: web.BaseRequest) -> Session:
        session = self.sessions.of(request)
        if session is None or session.person not in self._world.people:
            raise ForgedError("this page is not yours any more")
        return session

    async def _stage(self) -> Stage | None:
        """What is behind the scenes; while Hearth's notes are away, what was there before."""
        try:
            self._last = await self._drawing.stage(self._platform.backstage)
        except Away:
            return self._last
        return self._last

    async def look_behind(self) -> None:
        """Show what was decided or promised since the last look, where a page is open."""
        if self._live.played():
            before = self._last
            if await self._stage() != before:
                self._live.changed()

    async def _looked(self, person: str, look: Look) -> None:
        """Somebody turned to a page; their home is drawn by Hearth each time."""
        if look.home and person in self._world.people:
            try:
                await self._platform.acts.open_home(person)
            except Away:
                return  # the page as it was drawn before is better than none


def _not_open() -> web.Response:
    return web.Response(status=503, text="The playground is just opening. Try again in a moment.\n")
