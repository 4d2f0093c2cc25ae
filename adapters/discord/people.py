"""What is known of people: names as last seen, powers at most a minute old, whose guild a DM is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import structlog

from adapters.discord import permissions
from adapters.discord.api import Api
from adapters.discord.inbound import MANAGES, PLATFORM, actor
from bot.errors import Busy, Undeliverable, Unsure
from bot.events import Actor, Person, Power, Space
from bot.ui import Bullets, Facts, Heading, Note, Paragraph, Quote

log = structlog.get_logger()

Json = dict[str, Any]

FRESH = timedelta(seconds=60)
REMEMBERED = 10_000
MOST_NAMES = 25  # a menu's options; each unknown name costs one request
UNDRAWN = frozenset({"pings", "chosen"})  # ids, not words
FORMATTED = (Heading, Paragraph, Quote, Bullets, Facts, Note)
_NOBODY = {"unknown_member", "unknown_user"}


def named_in(shown: object) -> Iterator[Person]:
    """People in a value's labels and titles; text that Discord formats mentions them itself."""
    if isinstance(shown, Person):
        yield shown
    elif isinstance(shown, tuple):
        for one in shown:
            yield from named_in(one)
    elif is_dataclass(shown) and not isinstance(shown, FORMATTED):
        for part in fields(shown):
            if part.name not in UNDRAWN:
                yield from named_in(getattr(shown, part.name))


class Bounded(OrderedDict[Any, Any]):
    """A memory that forgets what was not touched longest."""

    def put(self, key: Any, value: Any) -> None:
        self[key] = value
        self.move_to_end(key)
        if len(self) > REMEMBERED:
            self.popitem(last=False)


class People:
    """Asks Discord about people, and remembers a little."""

    def __init__(self, api: Api, clock: Callable[[], datetime]) -> None:
        self._api = api
        self._clock = clock
        self._names = Bounded()
        self._seen = Bounded()
        self._guilds: dict[str, tuple[datetime, Json]] = {}
        self._last_guild = Bounded()

    def name(self, person: Person) -> str:
        """The name last seen, for where a mention would not be drawn."""
        return str(self._names.get(person, "…"))

    async def learn(self, shown: object) -> None:
        """Ask for the names that labels and titles of a value need and we do not have."""
        for person in islice(set(named_in(shown)) - self._names.keys(), MOST_NAMES):
            try:
                await self.look(person)
            except (Busy, Unsure, Undeliverable) as failed:
                # A label with a gap is better than no message.
                log.info("discord.name_unknown", why=failed.reason)

    def note(self, who: Actor) -> None:
        """Remember a name, and in which guild its bearer was last active."""
        self._names.put(who.person, who.name)
        self._last_guild.put(who.person.id, who.person.space.id)

    async def look(self, person: Person) -> Actor | None:
        """What Discord knows of somebody now; None when they are not in the guild."""
        at, known = self._seen.get(person, (None, None))
        if at is not None and self._clock() - at < FRESH:
            return known if isinstance(known, Actor) else None
        found = await self._asked(person)
        self._seen.put(person, (self._clock(), found))
        if found is not None:
            self._names.put(person, found.name)
        return found

    async def _asked(self, person: Person) -> Actor | None:
        try:
            member = await self._api.read(f"/guilds/{person.space.id}/members/{person.id}")
        except Undeliverable as refused:
            if refused.reason in _NOBODY:
                return None
            raise
        return await self.actor_of(person.space, member)

    async def actor_of(self, space: Space, member: Json) -> Actor:
        """A member as REST tells them, with their powers."""
        guild = await self.guild(space.id)
        roles = [str(role) for role in member.get("roles") or ()]
        powers = powers_in(guild, roles, str(member["user"]["id"]))
        return actor(space, member["user"], member, powers)

    async def guild(self, guild: str) -> Json:
        """The guild with its roles, at most a minute old."""
        at, known = self._guilds.get(guild, (None, {}))
        if at is None or self._clock() - at >= FRESH:
            known = await self._api.read(f"/guilds/{guild}")
            self._guilds[guild] = (self._clock(), known)
        return known

    async def space_of(self, user: str, guilds: Iterable[str]) -> Space | None:
        """Whose conversation a private one is: the only guild, the last one, the first shared."""
        for guild in self._candidates(user, list(guilds)):
            space = Space(PLATFORM, guild)
            if await self.look(Person(space, user)) is not None:
                return space
        return None

    def _candidates(self, user: str, guilds: list[str]) -> Iterator[str]:
        last = self._last_guild.get(user)
        if last in guilds:
            yield str(last)
        yield from (guild for guild in sorted(guilds, key=int) if guild != last)


def powers_in(guild: Json, roles: Iterable[str], user: str) -> frozenset[Power]:
    """Whether somebody may manage the guild."""
    manages = permissions.in_guild(guild, roles, user) & MANAGES
    return frozenset({Power.MANAGE}) if manages else frozenset()
