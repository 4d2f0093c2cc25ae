"""A calendar's server on this machine: what it says can be changed, and how it misbehaves."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from aiohttp import web

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tests//EN\r\n"


@dataclass
class Feed:
    """One address; `asked` are the paths somebody asked for."""

    address: str = ""
    content: bytes = b""
    status: int = 200
    wait: float = 0.0
    location: str = ""
    asked: list[str] = field(default_factory=list)

    def meets(self, at: datetime, title: str, *more: str) -> None:
        """One meeting of an hour, with more lines of its own."""
        lines = (
            "BEGIN:VEVENT",
            "UID:clinic@example.org",
            f"DTSTART:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTEND:{(at + timedelta(hours=1)).astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"SUMMARY:{title}",
            *more,
            "END:VEVENT",
        )
        self.says("".join(f"{line}\r\n" for line in lines))

    def says(self, events: str) -> None:
        """A calendar with these events."""
        self.content = f"{HEAD}{events}END:VCALENDAR\r\n".encode()

    async def answer(self, request: web.Request) -> web.Response:
        """What it says, as it behaves now."""
        self.asked.append(request.path)
        if self.wait:
            await asyncio.sleep(self.wait)
        if self.location:
            raise web.HTTPFound(self.location)
        return web.Response(body=self.content, status=self.status, content_type="text/calendar")


@contextlib.asynccontextmanager
async def serving() -> AsyncIterator[Feed]:
    """A feed that answers."""
    feed = Feed()
    application = web.Application()
    application.router.add_get("/{path:.*}", feed.answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    feed.address = f"http://{host}:{port}/calendar.ics"
    try:
        yield feed
    finally:
        await runner.cleanup()
