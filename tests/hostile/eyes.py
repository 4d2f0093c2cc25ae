"""What people read after hostile words went through, and what the platform says of it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import create_engine, select

from storage.tables import failed, outbox
from tests.hostile import strings
from tests.world import World
from tests.world.discord import DiscordWorld
from tests.world.slack import SlackWorld
from tests.world.web import WebWorld

CANARY = "Quetzalcoatlus"
TAG = re.compile(r"<[^>]*>")
# What our own pens write: anything else in a page came from somebody's words.
OURS = re.compile(r'<(/?(span|a|br|p|strong|em|b|i)( [a-z-]+="[^"<>]*")*) ?/?>')
PATIENCE = 15  # days
MARKED = re.compile("(?m)^(?:> |-# )")  # Discord's own marks before each line: a quote's, a note's
NO_THREAD = "10003"  # Discord tells so that a post has no thread yet; then it is opened
CROWDS = ("@everyone", "@here", "@channel", "!channel", "!here", "!everyone", "!subteam")


@dataclass
class Findings:
    """What is not as it should be; all empty when all is well."""

    platform: str
    strings: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    pings: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        return not (self.pings or self.broken or self.changed or self.foreign)


class Eyes:
    """Looks at every message of Hearth's, once."""

    def __init__(self, world: World, findings: Findings) -> None:
        self.world, self.found = world, findings
        self.expected: list[tuple[str, str, str]] = []  # who reads, which field, the words
        self._looked = 0

    def read(self) -> None:
        """What is expected and can be read now need not be read later: it may be answered away."""
        self.expected = [each for each in self.expected if each[2] not in self._words(each[0])]

    def look(self) -> None:
        """Every message since the last look, and every promise that could not be kept."""
        self.read()
        shown = list(self._shown())
        for text, pings in shown[self._looked :]:
            self.found.messages += 1
            self.found.pings += [f"{each}: {text[:120]!r}" for each in pings if self._bad(each)]
            if CANARY in text and "find" not in text and "Nobody" not in text:
                self.found.foreign.append(text[:200])
        self._looked = len(shown)

    def _words(self, who: str) -> str:
        read = "\n".join(seen.text for seen in self.world.sees(who) if seen.ours)
        return f"{strings.bare(read)}\n{strings.bare(MARKED.sub('', read))}"

    def _bad(self, ping: str) -> bool:
        return (
            self.world.id_of("zoe") in ping or any(crowd in ping for crowd in CROWDS) or "&" in ping
        )

    def _shown(self) -> Iterator[tuple[str, list[str]]]:
        match self.world:
            case SlackWorld() as world:
                for channel in world.slack.world.channels.values():
                    for one in channel.messages:
                        if one.user == world.slack.bot.id:
                            yield f"{one.text} {one.blocks}", sorted(world.slack.pings(one))
            case DiscordWorld() as world:
                for message in world.discord.messages:
                    yield f"{message.content} {message.components}", list(message.pings)
            case WebWorld() as world:
                for post in world.world.posts.values():
                    for raw in _html(post.body):
                        self._page(raw)
                    yield str(post.body["plain"]), []

    def _page(self, raw: str) -> None:
        for tag in TAG.findall(raw):
            if not OURS.fullmatch(tag):
                self.found.broken.append(
                    f"a tag in a page: {tag[:120]!r} in {html.unescape(raw)[:80]!r}"
                )

    async def close(self) -> None:
        """What never came, what the platform refused, what failed or was not delivered."""
        for _ in range(PATIENCE):  # some wait for waking hours, and for another day's turn
            if self.expected:
                await self.world.passes(days=1)
                self.look()
        self.found.changed += [f"{where}: {words[:120]!r}" for _, where, words in self.expected]
        match self.world:
            case SlackWorld() as world:
                log = world.slack.log
                self.found.broken += [
                    f"{e.method} {e.outcome}"
                    for e in log.refused(
                        "chat.postMessage",
                        "chat.update",
                        "views.open",
                        "views.update",
                        "views.publish",
                        "chat.postEphemeral",
                    )
                ]
                self.found.broken += [str(each)[:300] for each in world.slack.judge.complaints]
            case DiscordWorld() as world:
                refused = [
                    e
                    for e in world.discord.log
                    if not e.accepted
                    and e.outcome != NO_THREAD
                    and e.method[:4] in {"POST", "PATC"}
                ]
                self.found.broken += [
                    f"{e.method} {e.outcome} {str(e.body)[:200]}" for e in refused
                ]
                self.found.broken += [str(each)[:300] for each in world.discord.judge.complaints]
        async with Reads(self.world) as link:
            for error in link.execute(select(failed.c.error)).scalars():
                self.found.broken.append(f"a handler failed: {error}")
            parked = select(outbox.c.key, outbox.c.reason).where(outbox.c.state == "parked")
            for key, reason in link.execute(parked):
                self.found.broken.append(f"not delivered: {key} ({reason})")


def _html(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "html" and isinstance(value, str):
                yield value
            else:
                yield from _html(value)
    elif isinstance(node, list):
        for value in node:
            yield from _html(value)


class Reads:
    """A look into the world's own database."""

    def __init__(self, world: World) -> None:
        self._engine = create_engine(world.database)

    async def __aenter__(self) -> Any:
        self._link = self._engine.connect()
        return self._link

    async def __aexit__(self, *_: object) -> None:
        self._link.close()
        self._engine.dispose()
