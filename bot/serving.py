"""Running for good: the web server, the signals, and what is said at the start."""

from __future__ import annotations

import asyncio
import gc
import ipaddress
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot import journal
from bot.compose import desk, house, inhabit
from bot.errors import Misconfigured
from bot.platform import Served, Watched

if TYPE_CHECKING:
    from bot.events import Space
    from bot.hearth import Hearth
    from bot.settings import Settings

NEXT_PORTS = 20
ANYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared with, never bound to
PORT = "port"  # in the data folder while we run: where `hearth doctor --alive` asks
BODY = 1024 * 1024  # bytes of a request, at most

logger = structlog.get_logger("serving")


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT, then finish what is at hand. Raises Misconfigured."""
    journal.begin(settings.log_level or ("info" if settings.has_chat else "warning"))
    hearth = house(settings)
    runner, port = await _listen(settings, hearth)
    hearth.dispatcher.addresses = addresses(settings, hearth, port)
    await hearth.start()
    await inhabit(hearth)
    stands()
    file = settings.data / PORT
    file.write_text(str(port), encoding="ascii")
    for line in _greeting(settings, hearth, port):
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    try:
        await _asked_to_stop()
    finally:
        file.unlink(missing_ok=True)
        await runner.cleanup()
        await hearth.stop()


def stands() -> None:
    """What is there by now stays: to look through it for garbage would stop everybody each time."""
    gc.collect()
    gc.freeze()


async def _asked_to_stop() -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


async def _listen(settings: Settings, hearth: Hearth) -> tuple[web.AppRunner, int]:
    """Open the one web server; a taken port is said, and the next one used."""
    served = [p for p in hearth.platforms.values() if isinstance(p, Served)]
    everybody = {"/healthz", *(path for p in served if not p.only_local for path in _paths(p))}
    app = web.Application(client_max_size=BODY, middlewares=[_guard(settings, everybody)])
    app.add_routes([web.get("/healthz", _health(hearth))])
    for platform in served:
        app.add_routes(platform.routes())
    if (page := desk(settings, hearth)) is not None:
        app.add_routes(page.routes())
    app.on_shutdown.append(_farewell(hearth))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    for port in range(settings.port, settings.port + NEXT_PORTS):
        if _is_free(settings.host, port):
            await web.TCPSite(runner, settings.host, port).start()
            return runner, port
        sys.stdout.write(f"Port {port} is taken; trying {port + 1}.\n")
    raise Misconfigured(
        "HEARTH_PORT",
        f"{settings.port} to {settings.port + NEXT_PORTS - 1}",
        "every port is taken; choose another",
    )


def addresses(settings: Settings, hearth: Hearth, port: int) -> Callable[[Space], str]:
    """Where the web pages of a space are: at `public_url`; else the playground's, on this machine.

    Empty where nobody could open them: then no links are shown.
    """
    public = settings.public_url.rstrip("/")
    host = "localhost" if settings.host in ANYWHERE else settings.host
    here = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def address(space: Space) -> str:
        platform = hearth.platforms.get(space.platform)
        is_here = isinstance(platform, Served) and platform.only_local
        return public or (here if is_here else "")

    return address


def _farewell(hearth: Hearth) -> Callable[[web.Application], Awaitable[None]]:
    async def farewell(_app: web.Application) -> None:
        for platform in hearth.platforms.values():
            if isinstance(platform, Watched):
                await platform.let_go()

    return farewell


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            return False
    return True


def _paths(platform: Served) -> list[str]:
    return [route.path for route in platform.routes() if isinstance(route, web.RouteDef)]


def _guard(settings: Settings, everybody: set[str]) -> Middleware:
    """The playground is for this machine alone, whatever address the server listens on."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        is_page = bool(settings.public_url) and request.path.startswith("/desk")
        open_to_all = settings.playground_open_to_network or is_page or request.path in everybody
        if not open_to_all and not _is_local(request):
            raise web.HTTPForbidden(text="The playground is open to its own machine only.")
        return await handler(request)

    return guard


def _is_local(request: web.Request) -> bool:
    try:
        return ipaddress.ip_address(request.remote or "").is_loopback
    except ValueError:
        return False


def _health(hearth: Hearth) -> Handler:
    async def health(_request: web.Request) -> web.StreamResponse:
        well = not hearth.troubles and not hearth.outbox.disconnected
        return web.json_response({"ok": well}, status=200 if well else 503)

    return health


def _greeting(settings: Settings, hearth: Hearth, port: int) -> list[str]:
    lines = []
    if settings.has_playground:
        lines += [
            "",
            "  Hearth is ready. Open the playground:",
            f"  http://{settings.host}:{port}/",
        ]
    for platform in hearth.platforms.values():
        trouble = hearth.troubles.get(platform.name)
        if isinstance(platform, Served) and platform.only_local:
            continue
        said = (
            f"not connected yet ({trouble}); `hearth doctor` says more" if trouble else "connected"
        )
        lines.append(f"  {platform.title}: {said}")
    return [*lines, "", "  Ctrl+C stops it. Everything is kept.", ""]
