"""Socket Mode without a gap: the next socket is up before the last one is drained and closed.

The SDK's own client closes first, and loses what is in flight; it also tells a dead link by the
wall clock. Here a line is one socket and never reconnects; the switchboard keeps one line open,
opens the next when Slack announces a refresh, when the line ends, or when it has been silent.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable
from time import monotonic

import aiohttp
from aiohttp import ClientWebSocketResponse, WSMsgType
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.codes import CODES, Fate

LOG = logging.getLogger(__name__)
SILENCE = 75.0  # seconds without a frame after which a line is dead
PINGS = 5  # in that time, so that a living line is never that silent
HELLO = 10.0  # seconds a new line may take to greet us
DRAIN = 30.0  # Slack closes a line some ten seconds after it warned
HANDOVER = 2.0  # seconds an acknowledgement waits for the next line when its own has ended
FINISH = 5.0  # seconds that envelopes at hand may take when we stop
SHORT_LIFE = 10.0  # a line that broke sooner is not replaced at once
FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0

Handle = Callable[[AsyncBaseSocketModeClient, SocketModeRequest], Awaitable[None]]


class Line(AsyncBaseSocketModeClient):
    """One socket, from hello to its end."""

    def __init__(self, board: Switchboard) -> None:
        """What it is given to do, and its web client, are the board's."""
        self.logger = LOG
        self.web_client = board.web_client
        self.app_token = board.app_token
        self.trace_enabled = False
        self.closed = False
        self.message_listeners = []
        self.socket_mode_request_listeners = [board.handle]
        self.born = self.heard = monotonic()
        self.announced = False
        self.ended = asyncio.Event()
        self._board = board
        self._socket: ClientWebSocketResponse | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._reader: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Returns once Slack has said hello."""
        address = await self.issue_new_wss_url()
        self._socket = await self._board.session.ws_connect(address, autoping=False)
        greeted = asyncio.Event()
        self._reader = asyncio.create_task(self._read(self._socket, greeted))
        first = [asyncio.create_task(greeted.wait()), asyncio.create_task(self.ended.wait())]
        await asyncio.wait(first, timeout=HELLO, return_when=asyncio.FIRST_COMPLETED)
        for waiting in first:
            waiting.cancel()
        if not greeted.is_set():
            await self.close()
            raise ConnectionError("no hello")

    async def drain(self) -> None:
        """Read on until Slack closes it; then finish what is at hand."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.ended.wait(), DRAIN)
        await self.close()

    async def close(self) -> None:
        """Read nothing more, finish what is at hand, hang up."""
        self.closed = True
        if self._reader is not None:
            self._reader.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FINISH)
        if self._socket is not None:
            await self._socket.close()
        self.ended.set()

    async def ping(self) -> None:
        """A living line answers, and is then not silent."""
        if self._socket is not None and not self._socket.closed:
            with contextlib.suppress(ConnectionError):
                await self._socket.ping()

    async def is_connected(self) -> bool:
        return self._socket is not None and not self._socket.closed

    async def session_id(self) -> str:
        return str(id(self._socket))

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: FBT001, FBT002 - theirs
        """What the SDK calls at a `disconnect`: Slack wants us on another line."""
        self._board.replace(self)

    async def send_message(self, message: str) -> None:
        """Over the newest line: one that Slack is closing may not be listened to any more."""
        for line in (await self._board.living(), self):
            socket = line._socket if line else None  # noqa: SLF001 - of the same class
            if socket is not None and not socket.closed:
                with contextlib.suppress(ConnectionError):
                    await socket.send_str(message)
                    return
        LOG.info("an acknowledgement found no line; Slack will deliver its envelope again")

    async def _read(self, socket: ClientWebSocketResponse, greeted: asyncio.Event) -> None:
        try:
            while True:
                frame = await socket.receive()
                self.heard = monotonic()
                if frame.type is WSMsgType.TEXT:
                    self._take(frame.data, greeted)
                elif frame.type is WSMsgType.PING:
                    await socket.pong(frame.data)
                elif frame.type is not WSMsgType.PONG:
                    return
        finally:
            self.ended.set()
            if not self.closed:
                self._board.replace(self)

    def _take(self, data: str, greeted: asyncio.Event) -> None:
        message = json.loads(data)
        if message.get("type") == "hello":
            greeted.set()
        elif message.get("type") == "disconnect":
            self.announced = True
            self._board.told(self, str(message.get("reason")))
        task = asyncio.create_task(self.run_message_listeners(message, data))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class Switchboard:
    """Keeps one line open. `refused` is told when Slack says that our token is worth nothing."""

    def __init__(
        self,
        app_token: str,
        web_client: AsyncWebClient,
        session: aiohttp.ClientSession,
        handle: Handle,
        refused: Callable[[str], None],
        silence: float = SILENCE,
    ) -> None:
        self.app_token = app_token
        self.web_client = web_client
        self.session = session
        self.handle = handle
        self.line: Line | None = None
        self._refused = refused
        self._silence = silence
        self._stopping = False
        self._wait = FIRST_WAIT
        self._renewing: asyncio.Task[None] | None = None
        self._watching: asyncio.Task[None] | None = None
        self._old: dict[Line, asyncio.Task[None]] = {}
        self._ready = asyncio.Event()

    @property
    def up(self) -> bool:
        """Whether events flow now."""
        return self.line is not None and not self.line.ended.is_set()

    async def start(self) -> None:
        """Open the first line. Raises SlackApiError where Slack refuses."""
        line = Line(self)
        await line.open()
        self._put_through(line)
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Take no new envelopes, acknowledge those at hand, hang up."""
        self._stopping = True
        for task in (self._watching, self._renewing):
            if task is not None and task is not asyncio.current_task():
                task.cancel()
        lines = {*self._old, *([self.line] if self.line else [])}
        await asyncio.gather(*(line.close() for line in lines), *self._old.values())

    async def living(self) -> Line | None:
        """The line that is open now, or will be in a moment."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ready.wait(), HANDOVER)
            return self.line
        return None

    def told(self, line: Line, reason: str) -> None:
        """Slack announced the end of a line, and why; a warned one still listens."""
        LOG.info("slack ends a socket: %s", reason)
        if line is self.line and reason != "warning":
            self._ready.clear()
        if reason == "too_many_websockets":
            self._wait = max(self._wait, 2.0)  # others of ours must go first
        if reason == "link_disabled":
            self._wait = LONGEST_WAIT

    def replace(self, line: Line) -> None:
        """Open the next line; a line is replaced once, however often it says goodbye."""
        if self._stopping or line is not self.line:
            return
        if line.ended.is_set():
            self._ready.clear()
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._renew(line))

    async def _renew(self, old: Line) -> None:
        broke = old.ended.is_set() and not old.announced
        if broke and monotonic() - old.born < SHORT_LIFE:
            self._slower("it broke at once")
        while not self._stopping:
            if self._wait > FIRST_WAIT:
                await asyncio.sleep(self._wait)
            line = await self._opened()
            if line is None:
                continue
            self._put_through(line)
            self._old[old] = asyncio.create_task(self._drain(old))
            if not line.announced and not line.ended.is_set():
                self._wait = FIRST_WAIT
                return
            old = line

    def _put_through(self, line: Line) -> None:
        self.line = line
        if not line.ended.is_set():
            self._ready.set()

    async def _opened(self) -> Line | None:
        line = Line(self)
        try:
            await line.open()
        except SlackApiError as error:
            data = getattr(error.response, "data", None)
            code = str(data.get("error")) if isinstance(data, dict) else "no answer"
            if CODES.get(code) is Fate.GONE:
                self._stopping = True
                self._refused(code)
            self._slower(code)
            return None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self._slower(type(error).__name__)
            return None
        return line

    def _slower(self, why: str) -> None:
        self._wait = min(self._wait * 2, LONGEST_WAIT)
        LOG.warning("no new socket yet (%s); next try in %.0f s", why, self._wait)

    async def _watch(self) -> None:
        """A line that is silent although it is asked to answer is dead, whatever it says."""
        while not self._stopping:
            await asyncio.sleep(self._silence / PINGS)
            if self.line is None:
                continue
            await self.line.ping()
            if monotonic() - self.line.heard > self._silence:
                LOG.warning("a socket was silent for %.0f s", self._silence)
                self.replace(self.line)

    async def _drain(self, old: Line) -> None:
        await old.drain()
        self._old.pop(old, None)
