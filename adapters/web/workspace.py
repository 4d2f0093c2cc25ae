"""The world of the playground: who is here, where they talk, and what was said."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from adapters.web.kept import Document, Kept
from adapters.web.people import RESIDENTS, Part, Resident, Temper
from bot.events import Person, Place, Space

SPACE = Space("web", "playground")
HEARTH = ""  # the author of what Hearth says


@dataclass(frozen=True, slots=True)
class Spot:
    """A conversation: a channel, a room of several people, or somebody's own with Hearth."""

    id: str
    kind: str  # channel | room | direct
    name: str
    topic: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A message as it stands. `body` is drawn already (render.py); `only` is who alone sees it."""

    id: str
    spot: str
    author: str
    at: datetime
    body: dict[str, Any]
    thread: str = ""
    key: str = ""
    only: str = ""
    changed: bool = False

    @property
    def number(self) -> int:
        """Its place in the order of the world."""
        return int(self.id[1:])


@dataclass(slots=True)
class Workspace:
    """Everything in memory, every change on disk before it is told to anybody."""

    kept: Kept
    people: dict[str, Resident] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    read: dict[tuple[str, str], int] = field(default_factory=dict)
    forms: dict[str, Document] = field(default_factory=dict)
    homes: dict[str, Document] = field(default_factory=dict)
    about: Document = field(default_factory=dict)
    changed: list[Callable[[], None]] = field(default_factory=list)
    stands: list[Callable[[Post], None]] = field(default_factory=list)
    _keys: dict[str, str] = field(default_factory=dict)

    @property
    def seed(self) -> str:
        """What makes this world's chance, and its event ids, its own."""
        return str(self.about["seed"])

    def load(self) -> bool:
        """Read everything; False when there is no world yet."""
        for people in (self.people, self.spots, self.posts, self.read, self._keys):
            people.clear()
        self.about = self.kept.all("about").get("world", {})
        for name, body in self.kept.all("person").items():
            self.people[name] = _resident(body)
        for name, body in self.kept.all("spot").items():
            self.spots[name] = Spot(**{**body, "members": tuple(body["members"])})
        for post in sorted(map(_post, self.kept.all("post").values()), key=lambda p: p.number):
            self._remember(post)
        for name, body in self.kept.all("read").items():
            person, _, spot = name.partition("|")
            self.read[person, spot] = body["to"]
        self.forms = self.kept.all("form")
        self.homes = self.kept.all("home")
        return bool(self.about)

    def begin(self) -> None:
        """Forget everything, and make an empty world with the people in it."""
        self.kept.clear()
        self.load()
        self.tell(seed=secrets.token_hex(4), next=1, residents=True)
        for each in RESIDENTS:
            self.add_person(each)

    def tell(self, **facts: Any) -> None:
        """Keep facts about the world itself."""
        self.about = {**self.about, **facts}
        self.kept.put("about", "world", self.about)

    def number(self) -> int:
        """The next number; no number is ever given twice in one world."""
        number = int(self.about["next"])
        self.tell(next=number + 1)
        return number

    def add_person(self, person: Resident) -> None:
        self.people[person.id] = person
        self.kept.put("person", person.id, asdict(person))
        self.stir()

    def add_spot(self, spot: Spot) -> Spot:
        self.spots[spot.id] = spot
        self.kept.put("spot", spot.id, asdict(spot))
        self.stir()
        return spot

    def direct(self, person: str) -> Spot:
        """Somebody's own conversation with Hearth."""
        name = f"d-{person}"
        return self.spots.get(name) or self.add_spot(Spot(name, "direct", "Hearth", "", (person,)))

    def room(self, people: Iterable[str]) -> Spot:
        """The one room of exactly these people; the same people have the same room for ever."""
        members = tuple(sorted(set(people)))
        name = "r-" + sha256(",".join(members).encode()).hexdigest()[:10]
        return self.spots.get(name) or self.add_spot(Spot(name, "room", "", "", members))

    def person(self, person: Person) -> str:
        """What somebody is called; the name of whoever left is not kept."""
        known = self.people.get(person.id)
        return known.name if known else "somebody who left"

    def place(self, place: Place) -> str:
        """What a conversation is called in a sentence."""
        spot = self.spots.get(place.id)
        if spot is None:
            return "a place that is gone"
        return f"#{spot.name}" if spot.kind == "channel" else "a private conversation"

    def enter(self, person: str, spot: str) -> bool:
        """Somebody joins a channel; False when they were there already."""
        at = self.spots[spot]
        if person in at.members:
            return False
        self.add_spot(replace(at, members=(*at.members, person)))
        return True

    def go_out(self, person: str, spot: str) -> bool:
        """Somebody leaves a channel; False when they were not in it."""
        at = self.spots.get(spot)
        if at is None or at.kind != "channel" or person not in at.members:
            return False
        self.add_spot(replace(at, members=tuple(m for m in at.members if m != person)))
        return True

    def post(
        self,
        spot: str,
        author: str,
        at: datetime,
        body: Document,
        *,
        thread: str = "",
        key: str = "",
        only: str = "",
    ) -> Post:
        """Say something."""
        post = Post(f"m{self.number()}", spot, author, at, body, thread, key, only)
        self._keep(post)
        if author:
            self.mark_read(author, spot, post.number)
        self._tell_of(post)
        return post

    def change(self, post: Post, body: Document) -> Post:
        """Put other words where a message stands."""
        changed = replace(post, body=body, changed=True)
        self._keep(changed)
        self._tell_of(changed)
        return changed

    def remove(self, post: Post) -> None:
        self.posts.pop(post.id, None)
        self.kept.drop("post", post.id)
        self.stir()

    def by_key(self, key: str) -> Post | None:
        """What stands under a promise's key."""
        return self.posts.get(self._keys.get(key, ""))

    def mark_read(self, person: str, spot: str, number: int) -> None:
        if self.read.get((person, spot), 0) < number:
            self.read[person, spot] = number
            self.kept.put("read", f"{person}|{spot}", {"to": number})
            self.stir()

    def mark_all_read(self, person: str) -> None:
        """Whatever was said before is no news to somebody who is new."""
        for spot in self.spots.values():
            if self.may_see(person, spot):
                self.mark_read(person, spot.id, int(self.about["next"]) - 1)

    def open_form(self, person: str, form: Document | None) -> None:
        """Somebody has this form before them; None when it is done or closed."""
        if form is None:
            self.forms.pop(person, None)
            self.kept.drop("form", person)
        else:
            self.forms[person] = form
            self.kept.put("form", person, form)
        self.stir()

    def show_home(self, person: str, home: Document) -> None:
        self.homes[person] = home
        self.kept.put("home", person, home)
        self.stir()

    def may_see(self, person: str, spot: Spot) -> bool:
        """Channels are open to everybody, the rest to those who are in it."""
        return spot.kind == "channel" or person in spot.members

    def sees(self, person: str, post: Post) -> bool:
        return self.may_see(person, self.spots[post.spot]) and post.only in {"", person}

    def said_in(self, spot: str, person: str, thread: str = "") -> tuple[Post, ...]:
        """What somebody sees in a conversation, or in one thread of it (the first post too)."""
        return tuple(
            post
            for post in self.posts.values()
            if post.spot == spot
            and post.only in {"", person}
            and (thread in {post.thread, post.id} if thread else not post.thread)
        )

    def seen_by(self, person: str) -> tuple[Post, ...]:
        """Everything somebody can read anywhere, in order."""
        return tuple(post for post in self.posts.values() if self.sees(person, post))

    def unread(self, person: str, spot: str) -> int:
        """How many messages by others came since somebody looked."""
        seen = self.read.get((person, spot), 0)
        return sum(
            post.number > seen and post.author != person
            for post in self.posts.values()
            if post.spot == spot and post.only in {"", person}
        )

    def _keep(self, post: Post) -> None:
        self.kept.put("post", post.id, {**asdict(post), "at": post.at.isoformat()})
        self._remember(post)
        self.stir()

    def _remember(self, post: Post) -> None:
        self.posts[post.id] = post
        if post.key:
            self._keys[post.key] = post.id

    def _tell_of(self, post: Post) -> None:
        for listener in self.stands:
            listener(post)

    def stir(self) -> None:
        """Tell whoever looks that something is different now."""
        for listener in self.changed:
            listener()


def person_of(name: str) -> Person:
    return Person(SPACE, name)


def place_of(post: Post) -> Place:
    """Where a message stands, as the core addresses it."""
    return Place(SPACE, post.spot, post.thread)


def _post(body: Document) -> Post:
    return Post(**{**body, "at": datetime.fromisoformat(body["at"])})


def _resident(body: Document) -> Resident:
    lists = {name: tuple(body[name]) for name in ("can", "explains", "connects", "learns")}
    kinds = {"temper": Temper(body["temper"]), "part": Part(body["part"])}
    return Resident(**{**body, **lists, **kinds})
