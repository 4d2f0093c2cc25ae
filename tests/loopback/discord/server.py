"""The platform as one object: a world with people, its REST side, its gateway, its misfortunes."""

from __future__ import annotations

from typing import Self

from aiohttp import web

from tests.loopback.discord import members, model, permissions, threads
from tests.loopback.discord.clock import Clock, Mint
from tests.loopback.discord.comings import Who
from tests.loopback.discord.commands import Registry
from tests.loopback.discord.faults import Faults
from tests.loopback.discord.gateway import Gateway
from tests.loopback.discord.interactions import DEADLINE, Desk
from tests.loopback.discord.limits import Limits
from tests.loopback.discord.model import Application, Channel, Message, Overwrite, Role, User
from tests.loopback.discord.people import People
from tests.loopback.discord.rest import ROOT, Rest
from tests.loopback.discord.world import World
from tests.loopback.judge import Judge
from tests.loopback.log import Log

TOKEN = "MTQ1NzQ2OTQ4MzcyNjY2ODA0OA.GLoopB.acknowledged-by-nobody-outside-this-machine"
_LARGEST_REQUEST = 26 * 1024 * 1024


class LoopbackDiscord(People):
    """A server on 127.0.0.1 that real clients take for the platform."""

    def __init__(
        self,
        *,
        log: Log | None = None,
        judge: Judge | None = None,
        bot: str = "Hearth",
        rate: float = 0.02,
        deadline: float = DEADLINE,
    ) -> None:
        clock = Clock()
        mint = Mint(clock)
        owner = User(mint.new(), "owner", "The Owner")
        account = User(mint.new(), bot, bot=True)
        # An application and its bot account share their id, as in the recorded frames.
        application = Application(account.id, bot, TOKEN, account, owner)
        self.world = World(application, clock, mint)
        for one in (owner, account):
            self.world.register(one)
        self.log = log if log is not None else Log()
        self.judge = judge if judge is not None else Judge()
        self.sockets = Gateway(self.world)
        self.desk = Desk(self.world, deadline)
        self.registry = Registry(self.world)
        self.limits, self.faults = Limits(rate), Faults()
        self.rest = Rest(
            self.world,
            self.desk,
            self.registry,
            self.sockets,
            self.limits,
            self.faults,
            self.log,
            self.judge,
        )
        self.world.emit = self.sockets.emit
        self.home = self.world.add_guild("Hearth Guild", owner)
        members.add_bot(self.world, self.home)
        for name in ("general", "welcome"):
            self.world.add_channel(self.home, name)
        self.port = 0
        self._runner: web.AppRunner | None = None

    @property
    def token(self) -> str:
        return self.world.application.token

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}{ROOT}"

    @property
    def gateway(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway"

    async def start(self, port: int = 0) -> LoopbackDiscord:
        """Listens; afterwards `api` and `gateway` are true."""
        app = web.Application(client_max_size=_LARGEST_REQUEST)
        app.router.add_route("GET", "/gateway", self.sockets.handle)
        app.router.add_route("GET", "/gateway/", self.sockets.handle)
        app.router.add_route("GET", "/attachments/{channel}/{attachment}/{name}", self._download)
        app.router.add_route("*", f"{ROOT}/{{tail:.*}}", self.rest.handle)
        self.extend(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        assert site._server is not None
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]  # asyncio keeps the socket there
        self.sockets.url = self.gateway
        self.world.files_at = f"http://127.0.0.1:{self.port}/attachments"
        return self

    def extend(self, app: web.Application) -> None:
        """A place for further routes: the separate process adds its control endpoint here."""

    async def stop(self) -> None:
        self.sockets.close_all(1001)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    # The world, before or between acts

    def person(self, name: str, *, ago: float = 90 * 86_400, **facts: object) -> User:
        """Somebody who has been a member for a while, without telling the bot."""
        user = self.world.add_user(name, **facts)
        self.world.add_member(self.home, user, ago=ago)
        return user

    def stranger(self, name: str, **facts: object) -> User:
        """Somebody with an account and no guild in common."""
        return self.world.add_user(name, **facts)

    def room(self, name: str, kind: int = model.TEXT, *overwrites: Overwrite) -> Channel:
        """One more channel, text or `model.FORUM`."""
        return self.world.add_channel(self.home, name, kind, list(overwrites))

    def forum(self, name: str, *tags: str) -> Channel:
        """A forum whose posts may carry these tags."""
        made = self.room(name, model.FORUM)
        plain = {"moderated": False, "emoji_id": None, "emoji_name": None}
        made.tags = [{"id": self.world.mint.new(), "name": tag, **plain} for tag in tags]
        return made

    def role(self, name: str, permitted: int = 0) -> Role:
        return self.world.add_role(self.home, name, permitted)

    def permit(self, permitted: int) -> None:
        """Sets what the bot's own role may do in the guild."""
        own = self.home.members[self.world.bot.id]
        self.home.roles[own.roles[0]].permissions = permitted

    def hide(self, channel: Channel, who: Who | None = None) -> None:
        """Takes a channel from somebody's eyes, the bot's by default."""
        user = self.world.bot if who is None else self.world.user(who)
        channel.overwrites.append(Overwrite(user.id, 1, deny=permissions.VIEW_CHANNEL))

    def bot_on_top(self) -> None:
        members.raise_bot(self.home, self.world.bot)

    @property
    def messages(self) -> list[Message]:
        """Everything the bot wrote that still stands, oldest first."""
        return self.world.all_messages(lambda one: one.author.id == self.world.bot.id)

    # Time, lag, and the end of good times

    def passes(self, seconds: float) -> None:
        """Time goes by on the platform: tokens die, nonces are forgotten, threads fall asleep."""
        self.world.clock.let_pass(seconds)
        threads.archive_the_quiet(self.world)

    @property
    def lag(self) -> float:
        return self.rest.lag

    @lag.setter
    def lag(self, seconds: float) -> None:
        """Every REST answer and gateway frame is late by so much, in order."""
        self.rest.lag = self.sockets.lag = seconds
        for line in self.sockets.lines:
            line.lag = seconds

    def revoke_token(self) -> None:
        """401 everywhere, and the gateway closes with 4004."""
        self.world.application.token_works = False
        self.sockets.close_all(4004)

    def new_token(self, token: str) -> None:
        """The owner pressed *Reset token* and has a fresh one."""
        self.world.application.token, self.world.application.token_works = token, True

    def privilege(self, *intents: str) -> None:
        """The privileged intents switched on: `members`, `message_content`, `presences`."""
        self.world.application.privileged = set(intents)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        wanted = request.match_info["attachment"]
        for message in self.world.all_messages():
            if wanted in message.files:
                return web.Response(body=message.files[wanted])
        return web.Response(status=404)
