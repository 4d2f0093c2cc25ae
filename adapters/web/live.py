"""The open pages: when the world changes, each gets the panes that look different now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from adapters.web.drawing import Drawing, Stage, mark
from adapters.web.sessions import Session, Sessions
from adapters.web.views import Look

TOGETHER = 0.03  # seconds in which changes are gathered into one drawing
ALIVE = 30.0  # seconds between two signs of life
LONGEST = 4_096  # bytes of what a page says; it says only where it looks


@dataclass(eq=False, slots=True)
class Viewer:
    """One open page: whose, where it looks, and the panes it has."""

    socket: web.WebSocketResponse
    session: Session
    look: Look = field(default_factory=Look)
    marks: dict[str, str] = field(default_factory=dict)


class Live:
    """Keeps every open page true."""

    def __init__(
        self,
        drawing: Drawing,
        sessions: Sessions,
        stage: Callable[[], Awaitable[Stage | None]],
        looked: Callable[[str, Look], Awaitable[None]],
    ) -> None:
        self._drawing = drawing
        self._sessions = sessions
        self._stage = stage
        self._looked = looked
        self._viewers: set[Viewer] = set()
        self._changed = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None

    def changed(self) -> None:
        """Something is different; it is shown in a moment, together with what follows."""
        if self._viewers:
            self._changed.set()
            if self._showing is None or self._showing.done():
                self._showing = asyncio.create_task(self._show_everybody(), name="playground pages")

    def played(self) -> frozenset[str]:
        """The personas of the pages that are open."""
        return frozenset(self._sessions.again(v.session).person for v in self._viewers)

    async def serve(self, request: web.Request, session: Session) -> web.WebSocketResponse:
        """One page, as long as it is open."""
        socket = web.WebSocketResponse(heartbeat=ALIVE, max_msg_size=LONGEST)
        await socket.prepare(request)
        viewer = Viewer(socket, session)
        self._viewers.add(viewer)
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                await self._heard(viewer, message.json())
        except ValueError:
            await socket.close(code=1007, message=b"not understood")
        finally:
            self._viewers.discard(viewer)
        return socket

    async def stop(self) -> None:
        """Say good-bye to every page, so that the server can stop."""
        if self._showing:
            self._showing.cancel()
            await asyncio.gather(self._showing, return_exceptions=True)
        for viewer in tuple(self._viewers):
            await viewer.socket.close(code=1001, message=b"stopping")

    async def _heard(self, viewer: Viewer, said: object) -> None:
        """A page says where it looks, and (after it was loaded) which panes it has."""
        if not isinstance(said, dict) or not isinstance(said.get("look"), str):
            raise ValueError("a page only says where it looks")  # noqa: TRY004 - of what was sent
        viewer.look = Look.read(said["look"])
        marks = said.get("marks")
        if isinstance(marks, dict):
            viewer.marks = {str(name): str(value) for name, value in marks.items()}
        await self._looked(self._sessions.again(viewer.session).person, viewer.look)
        await self._show(viewer, await self._stage())

    async def _show_everybody(self) -> None:
        while self._changed.is_set():
            await asyncio.sleep(TOGETHER)
            self._changed.clear()
            stage = await self._stage()
            for viewer in tuple(self._viewers):
                await self._show(viewer, stage)

    async def _show(self, viewer: Viewer, stage: Stage | None) -> None:
        session = self._sessions.again(viewer.session)
        world = self._drawing.world
        if session.person not in world.people:
            await _send(viewer, {"go": "/playground/doors"})
            return
        look = viewer.look.within(world, session.person)
        if not look.home:
            world.mark_read(session.person, look.spot, int(world.about["next"]) - 1)
        panes = self._drawing.panes(session, look, stage)
        marks = {name: mark(html) for name, html in panes.items()}
        fresh = {
            n: [marks[n], html] for n, html in panes.items() if viewer.marks.get(n) != marks[n]
        }
        viewer.marks = marks
        if fresh:
            await _send(
                viewer, {"path": look.path, "panes": fresh, "title": self._drawing.title(session)}
            )


async def _send(viewer: Viewer, what: dict[str, object]) -> None:
    """A page that has just been closed needs nothing any more."""
    try:
        await viewer.socket.send_json(what)
    except ConnectionError:
        return
