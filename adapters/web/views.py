"""What the templates are given: the world as one persona sees it, in plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit
from zoneinfo import ZoneInfo

from adapters.web.history import HELLO
from adapters.web.people import Part, Resident
from adapters.web.workspace import HEARTH, Post, Spot, Workspace

ROOT = "/playground"
HUES = 8
CLOSE = timedelta(minutes=6)  # messages of one person that stand together under one name
KINDS = {Part.NEWCOMER: "a newcomer", Part.KEEPER: "the coordinator", Part.RESIDENT: "a member"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a page is turned to: a conversation, a thread of it, or the home page."""

    spot: str = HELLO
    thread: str = ""
    home: bool = False

    @property
    def path(self) -> str:
        if self.home:
            return f"{ROOT}/home"
        thread = f"?thread={quote(self.thread)}" if self.thread else ""
        return f"{ROOT}/in/{quote(self.spot)}{thread}"

    @classmethod
    def read(cls, path: str) -> Look:
        """Any address of a page; an unknown one looks at the first channel."""
        parts = urlsplit(path)
        if parts.path == f"{ROOT}/home":
            return cls(home=True)
        _, found, spot = parts.path.partition(f"{ROOT}/in/")
        thread = parse_qs(parts.query).get("thread", [""])[0]
        return cls(spot, thread) if found else cls()

    def within(self, world: Workspace, person: str) -> Look:
        """The same, or the first channel where this person may not look."""
        spot = world.spots.get(self.spot)
        if self.home or spot is None or not world.may_see(person, spot):
            return self if self.home else Look()
        thread = world.posts.get(self.thread)
        right = thread is not None and thread.spot == spot.id and world.sees(person, thread)
        return self if right or not self.thread else Look(self.spot)


def face(person: Resident | None) -> dict[str, Any]:
    """Somebody as drawn beside what they say; Hearth is nobody's."""
    if person is None:
        return {"id": "", "name": "Hearth", "initials": "", "hue": 0, "about": "A bot"}
    first, *rest = person.name.split()
    return {
        "id": person.id,
        "name": person.name,
        "initials": (first[0] + (rest[-1][0] if rest else "")).upper(),
        "hue": int(sha256(person.id.encode()).hexdigest(), 16) % HUES,
        "about": person.about,
        "town": person.town,
        "kind": KINDS[person.part],
    }


class View:
    """The world through one person's eyes, in their zone."""

    def __init__(self, world: Workspace, person: Resident, now: datetime) -> None:
        self.world = world
        self.person = person
        self.zone = ZoneInfo(person.zone)
        self.now = now.astimezone(self.zone)

    def time(self, at: datetime) -> dict[str, str]:
        local = at.astimezone(self.zone)
        return {"iso": local.isoformat(), "time": f"{local:%H:%M}", "day": self.day(local)}

    def clock(self) -> dict[str, str]:
        """The playground's time, where this person lives."""
        now = self.now
        return {
            "iso": now.isoformat(),
            "date": f"{now:%a} {now.day} {now:%b}",
            "time": f"{now:%H:%M}",
            "town": self.person.town,
        }

    def day(self, local: datetime) -> str:
        days = (self.now.date() - local.date()).days
        if days in {0, 1, -1}:
            return {0: "Today", 1: "Yesterday", -1: "Tomorrow"}[days]
        year = f" {local.year}" if local.year != self.now.year else ""
        return f"{local:%A} {local.day} {local:%B}{year}"

    def name(self, spot: Spot) -> str:
        """What a conversation is called by who is in it."""
        if spot.kind == "room":
            others = [m for m in spot.members if m != self.person.id]
            return ", ".join(self.world.people[m].first for m in others if m in self.world.people)
        return spot.name

    def rail(self, look: Look) -> dict[str, Any]:
        """Channels, rooms, and what is unread in each."""
        spots = [s for s in self.world.spots.values() if self.world.may_see(self.person.id, s)]
        direct = self.world.direct(self.person.id)
        entries = [self._entry(spot, look) for spot in spots]
        return {
            "channels": [e for e in entries if e["kind"] == "channel"],
            "rooms": [e for e in entries if e["kind"] == "room"],
            "direct": self._entry(direct, look),
            "home": look.home,
        }

    def _entry(self, spot: Spot, look: Look) -> dict[str, Any]:
        inside = self.person.id in spot.members
        others = [m for m in spot.members if m != self.person.id]
        return {
            "id": spot.id,
            "kind": spot.kind,
            "name": self.name(spot),
            "path": Look(spot.id).path,
            "inside": inside,
            "unread": self.world.unread(self.person.id, spot.id) if inside else 0,
            "current": not look.home and look.spot == spot.id,
            "faces": [face(self.world.people.get(m)) for m in others[:2]],
        }

    def title(self, look: Look) -> dict[str, Any]:
        if look.home:
            return {"kind": "home", "name": "Home", "topic": "Your own page with Hearth"}
        spot = self.world.spots[look.spot]
        topics = {
            "direct": "A private conversation with a bot",
            "room": f"Only {len(spot.members)} of you, and Hearth",
        }
        return {
            "kind": spot.kind,
            "name": self.name(spot),
            "topic": topics.get(spot.kind, spot.topic),
            "members": len(spot.members),
            "inside": self.person.id in spot.members,
            "id": spot.id,
            "thread": look.thread,
            "path": Look(spot.id).path,
        }

    def log(self, look: Look) -> list[dict[str, Any]]:
        """Messages in order, with a line where a new day begins."""
        posts = self.world.said_in(look.spot, self.person.id, look.thread)
        answers: dict[str, list[Post]] = {}
        if not look.thread:
            for post in self.world.posts.values():
                if post.spot == look.spot and post.thread and post.only in {"", self.person.id}:
                    answers.setdefault(post.thread, []).append(post)
        return list(self._items(posts, answers))

    def _items(
        self, posts: tuple[Post, ...], answers: dict[str, list[Post]]
    ) -> Iterator[dict[str, Any]]:
        before: Post | None = None
        for post in posts:
            local = post.at.astimezone(self.zone)
            if before is None or before.at.astimezone(self.zone).date() != local.date():
                yield {"is": "day", "id": f"day-{post.id}", "day": self.day(local)}
                before = None
            yield {
                "is": "post",
                "id": post.id,
                "face": face(self.world.people.get(post.author)),
                "hearth": post.author == HEARTH,
                "own": post.author == self.person.id,
                "follows": _follows(before, post),
                "at": self.time(post.at),
                "body": post.body,
                "only": bool(post.only),
                "changed": post.changed,
                "pinged": self.person.id in post.body["pings"],
                "answers": self._answers(answers.get(post.id, [])),
                "path": Look(post.spot, post.id).path,
                "private": self.world.spots[post.spot].kind == "direct",
            }
            before = post

    def _answers(self, posts: list[Post]) -> dict[str, Any] | None:
        if not posts:
            return None
        authors = list(dict.fromkeys(post.author for post in posts))
        faces = [face(self.world.people.get(author)) for author in authors[:3]]
        return {"count": len(posts), "faces": faces, "last": self.time(posts[-1].at)}

    def people(self) -> list[dict[str, Any]]:
        """Everybody, for menus and for the door."""
        everybody = sorted(self.world.people.values(), key=lambda each: each.name)
        return [face(each) for each in everybody]

    def channels(self) -> list[dict[str, str]]:
        spots = (s for s in self.world.spots.values() if s.kind == "channel")
        return [{"id": s.id, "name": s.name} for s in spots]


def _follows(before: Post | None, post: Post) -> bool:
    """Whether a message stands under the name of the one above it."""
    if before is None or before.author != post.author or before.only != post.only:
        return False
    return post.author != HEARTH and timedelta() <= post.at - before.at < CLOSE
