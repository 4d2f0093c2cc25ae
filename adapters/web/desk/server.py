"""The addresses of the coordinators' page: who may look, what is pressed, what is answered."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import structlog
from aiohttp import web

from adapters.web.desk.drawing import HERE, Drawing, Viewer, names_people, people_in
from adapters.web.desk.guards import (
    Frame,
    Often,
    TurnedAwayError,
    check_written,
    written_for,
)
from adapters.web.desk.sending import values_of
from adapters.web.desk.shelf import Shelf
from bot.errors import Away, where
from bot.events import Pressed, Submitted, Visited
from bot.handlers import Declaration
from bot.platform import Answer, Doorkeeper, Hear, Visitor
from bot.text import Envelope
from bot.ui import Fill, Page, Say, Update

PATH = "/desk"
AGAIN = "form.again"
SIGN_INS, LOOKS = 20, 240  # a minute: of an address, of a visit
SHARED = HERE.parent / "static"
STATIC = {"hearth.css": SHARED, "desk.css": HERE / "static", "icon.svg": SHARED}
KINDS = {".css": "text/css", ".svg": "image/svg+xml"}
AWAY = "Hearth cannot look into its notes just now. Nothing was lost; try again in a moment."
MISTAKE = "Something went wrong on Hearth's side. Nothing was changed."
LOG = structlog.get_logger("desk")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of somebody signed in: who, and the secret their browser sent."""

    who: Visitor
    session: str


class Desk:
    """Mounted on the one web server; everything it does goes through `hear`, as from a chat."""

    def __init__(
        self,
        hear: Hear,
        doorkeeper: Doorkeeper,
        declarations: Iterable[Declaration],
        frame: Frame,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` never goes back; it counts how often somebody comes."""
        self._hear, self._doorkeeper, self._frame = hear, doorkeeper, frame
        self._drawing = Drawing(frame.root, declarations)
        self._shelf = Shelf()
        self._by_address, self._by_visit = Often(SIGN_INS, clock), Often(LOOKS, clock)
        self._chance = secrets.token_bytes(32)  # makes an event's id out of what a form carries
        self._static = {name: _read(folder / name) for name, folder in STATIC.items()}

    def routes(self) -> list[web.RouteDef]:
        """What to mount; each path is the page's own."""
        return [
            web.get(PATH, self._guarded(self._front)),
            web.get(f"{PATH}/in/{{token}}", self._guarded(self._enter)),
            web.post(f"{PATH}/in", self._guarded(self._come_in)),
            web.post(f"{PATH}/out", self._guarded(self._acting(self._go_out))),
            web.get(f"{PATH}/static/{{name}}", self._guarded(self._static_file)),
            web.get(f"{PATH}/{{page}}", self._guarded(self._look)),
            web.get(f"{PATH}/file/{{said}}/{{number}}", self._guarded(self._file)),
            web.post(f"{PATH}/{{page}}/press", self._guarded(self._acting(self._press))),
            web.post(f"{PATH}/{{page}}/send", self._guarded(self._acting(self._send))),
        ]

    def _guarded(self, handler: Handler) -> Handler:
        """Every answer carries our headers; whoever is turned away learns why, and nothing else."""

        async def answer(request: web.Request) -> web.StreamResponse:
            try:
                self._frame.check_host(request)
                response = await handler(request)
            except TurnedAwayError as no:
                response = self._turned_away(no)
            except Away:
                response = web.Response(status=503, text=f"{AWAY}\n", headers={"Retry-After": "5"})
            except web.HTTPException as no:
                response = web.Response(status=no.status, text=f"{no.reason}\n")
            except Exception as error:  # noqa: BLE001 - a mistake of ours is told, with our headers
                LOG.error("page", kind=type(error).__name__, at=where(error))  # noqa: TRY400 - an error's words may be somebody's
                response = web.Response(status=500, text=f"{MISTAKE}\n")
            response.headers.update({**self._frame.headers})
            return response

        return answer

    def _acting(self, act: Callable[[web.Request, Visit, Any], Awaitable[str]]) -> Handler:
        """What changes something: from our page, drawn for this visit; then look again."""

        async def answer(request: web.Request) -> web.StreamResponse:
            self._frame.check_origin(request)
            visit = await self._visit(request)
            posted = await request.post()
            check_written(visit.session, posted.get("written"))
            there = await act(request, visit, posted)
            response = web.Response(status=303, headers={"Location": self._frame.root + there})
            if not there.startswith(f"{PATH}/"):
                self._frame.take(response)
            return response

        return answer

    async def _front(self, request: web.Request) -> web.StreamResponse:
        await self._visit(request)
        return self._to(next(iter(self._drawing.pages)))

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        """A look at a link uses nothing up: previews and scanners look too."""
        html = self._drawing.enter(request.match_info["token"], _language(request))
        return web.Response(text=html, content_type="text/html")

    async def _come_in(self, request: web.Request) -> web.StreamResponse:
        self._frame.check_origin(request)
        self._by_address.check(self._frame.from_whom(request))
        token = (await request.post()).get("token")
        admitted = await self._doorkeeper.admit(token) if isinstance(token, str) else None
        if admitted is None:
            raise TurnedAwayError(
                403,
                "This link was used before, or its ten minutes are over. "
                "If you did not use it, press Sign me out everywhere in the chat.",
            )
        response = self._to(admitted.page)
        self._frame.give(response, admitted.session)
        return response

    async def _go_out(self, request: web.Request, visit: Visit, posted: Any) -> str:
        await self._doorkeeper.leave(visit.session)
        self._shelf.clear(visit.who.visit)
        return PATH

    async def _look(self, request: web.Request) -> web.StreamResponse:
        visit, name = await self._visit(request), self._page_of(request)
        seen = await self._hear(Visited(name=name, **self._about(visit)))
        page = seen.reply if seen and isinstance(seen.reply, Page) else None
        answer = await self._answered(request, visit) or (None if page else seen)
        said = request.query.get("said", "")
        html = await self._drawn(name, page, visit, answer or seen, answer, said)
        return web.Response(text=html, content_type="text/html")

    async def _answered(self, request: web.Request, visit: Visit) -> Answer | None:
        """What Hearth said to the last act: kept for a while, or a form that is open."""
        if form := request.query.get("form"):
            return await self._form(visit, form)
        return self._shelf.get(visit.who.visit, request.query.get("said", ""))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """A file of what Hearth answered this visit, to keep; never opened here as a page."""
        visit, number = await self._visit(request), request.match_info["number"]
        answer = self._shelf.get(visit.who.visit, request.match_info["said"])
        told = answer.reply if answer else None
        files = told.message.files if isinstance(told, Say | Update) else ()
        if not number.isdecimal() or int(number) >= len(files):
            raise TurnedAwayError(404, "This file is gone. Ask for it once more.")
        file = files[int(number)]
        kept = {"Content-Disposition": f'attachment; filename="{quote(file.name)}"'}
        return web.Response(
            body=file.content, content_type="application/octet-stream", headers=kept
        )

    async def _press(self, request: web.Request, visit: Visit, posted: Any) -> str:
        pressed, name = str(posted.get("button", "")), self._page_of(request)
        button, _, subject = pressed.partition("|")
        values = tuple(v for v in posted.getall("value", ()) if isinstance(v, str) and v)
        if "menu" in posted:
            button, _, subject = str(posted["menu"]).partition("|")
            if not values:
                return f"{PATH}/{name}"
        about = self._about(visit, str(posted.get("once", "")), pressed)
        answer = await self._hear(Pressed(name=button, subject=subject, values=values, **about))
        return self._shown(name, visit, answer)

    async def _send(self, request: web.Request, visit: Visit, posted: Any) -> str:
        name, id_ = self._page_of(request), str(posted.get("form", ""))
        open_ = await self._form(visit, id_)
        if open_ is None or not isinstance(open_.reply, Fill):
            return self._shown(name, visit, open_)
        if posted.get("step") != str(open_.reply.step + 1):
            return self._shown(name, visit, open_)  # sent twice: the next step is open already
        values = values_of(open_.reply, posted, visit.who.community.space)
        about = self._about(visit, str(posted.get("once", "")), id_)
        answer = await self._hear(Submitted(form=id_, values=values, **about))
        return self._shown(name, visit, answer)

    async def _form(self, visit: Visit, id_: str) -> Answer | None:
        """The open form of that id, as the core keeps it; or its word that it is open no more."""
        return await self._hear(Pressed(name=AGAIN, subject=id_, **self._about(visit)))

    def _shown(self, page: str, visit: Visit, answer: Answer | None) -> str:
        """Where to look for an answer: a page that may be loaded again, nothing sent twice."""
        if answer is None:
            return f"{PATH}/{page}"
        if isinstance(answer.reply, Fill) and not answer.reply.errors:
            return f"{PATH}/{page}?form={answer.reply.id}#answer"
        return f"{PATH}/{page}?said={self._shelf.put(visit.who.visit, answer)}#answer"

    async def _visit(self, request: web.Request) -> Visit:
        """Whoever is signed in, asked anew each time."""
        session = request.cookies.get(self._frame.cookie, "")
        who = await self._doorkeeper.visitor(session) if session else None
        if who is None:
            raise TurnedAwayError(401, "")
        self._by_visit.check(who.visit)
        return Visit(who, session)

    def _page_of(self, request: web.Request) -> str:
        name = request.match_info["page"]
        if name not in self._drawing.pages:
            raise TurnedAwayError(404, "There is no such page here.")
        return name

    async def _drawn(
        self,
        name: str,
        page: Page | None,
        visit: Visit,
        seen: Answer | None,
        answer: Answer | None,
        said: str,
    ) -> str:
        envelope = seen.envelope if seen else _of(visit.who)
        shown = (page, answer.reply if answer else None, visit.who.actor.person)
        viewer = Viewer(
            visit.who.actor,
            visit.who.community,
            written_for(visit.session),
            secrets.token_urlsafe(12),
            envelope,
            await self._doorkeeper.names(set(people_in(shown))),
            await self._doorkeeper.people(visit.who.community) if names_people(shown) else (),
            quote(said, safe=""),
        )
        return await asyncio.to_thread(self._drawing.page, name, page, viewer, answer)

    def _about(self, visit: Visit, once: str = "", what: str = "") -> dict[str, Any]:
        """What every event has; a form sent twice makes the same id, so it is heard once."""
        who = visit.who
        told = "\x1f".join((who.visit, once or secrets.token_hex(16), what))
        mark = hmac.new(self._chance, told.encode(), hashlib.sha256).hexdigest()
        return {
            "id": f"desk.{mark[:40]}",
            "at": self._doorkeeper.now(who.community.space),
            "actor": who.actor,
            "community": who.community.id,
        }

    def _turned_away(self, no: TurnedAwayError) -> web.Response:
        html = self._drawing.closed(no.why, Envelope())
        retry = {"Retry-After": "60"} if no.status == 429 else {}  # noqa: PLR2004 - it is the name of the thing
        return web.Response(status=no.status, text=html, content_type="text/html", headers=retry)

    def _to(self, page: str) -> web.Response:
        return web.Response(status=303, headers={"Location": f"{self._frame.root}{PATH}/{page}"})

    async def _static_file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in self._static:
            raise TurnedAwayError(404, "There is no such file here.")
        kind = KINDS[Path(name).suffix]
        return web.Response(body=self._static[name], content_type=kind, charset="utf-8")


def _of(visitor: Visitor) -> Envelope:
    community = visitor.community
    locale = visitor.actor.locale or community.language
    return Envelope(locale, visitor.actor.zone or community.zone, community.id)


def _language(request: web.Request) -> Envelope:
    """Before somebody is known, their browser says which language they read."""
    return Envelope(request.headers.get("Accept-Language", "en").split(",")[0])


def _read(file: Path) -> bytes:
    return file.read_bytes()
