"""A feature's table of contents: what it answers to, declared once for every platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from bot.errors import HearthError
from bot.text import Text

F = TypeVar("F", bound=Callable[..., Any])


class Who(StrEnum):
    """Who may do it; decided at the dispatcher's gate and nowhere else."""

    ANYONE = "anyone"  # any person of the space, guests and bots excepted
    MEMBER = "member"  # who pressed Join
    COORDINATOR = "coordinator"
    MANAGER = "manager"  # the platform's own administrators
    ITSELF = "itself"  # only Hearth: timers, computations, beats


ANYONE, MEMBER, COORDINATOR, MANAGER = Who.ANYONE, Who.MEMBER, Who.COORDINATOR, Who.MANAGER


class Kind(StrEnum):
    """What a handler answers to."""

    COMMAND = "command"
    BUTTON = "button"
    FORM = "form"
    SHORTCUT = "shortcut"
    COMPLETE = "complete"
    WAKE = "wake"
    COMPUTED = "computed"
    DAILY = "daily"
    BEAT = "beat"  # an occurrence somebody planned with `work.plan`
    PAGE = "page"  # a coordinators' web page
    SETTLED = "settled"  # promises whose key starts with the name
    EVENT = "event"  # joined, left, changed, rostered, opened, lost, removed, started, missed


class OptionKind(StrEnum):
    """What an option of a command takes."""

    PERSON = "person"
    WORDS = "words"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class OptionType:
    """The type of a command's option. `limit` is in characters."""

    kind: OptionKind
    required: bool = True
    limit: int = 200
    choices: tuple[str, ...] = ()
    hint: Text | None = None
    suggests: bool = False


def person(*, required: bool = True, hint: Text | None = None) -> OptionType:
    """Somebody of the space."""
    return OptionType(OptionKind.PERSON, required, hint=hint)


def words(
    limit: int = 200, *, required: bool = True, hint: Text | None = None, suggests: bool = False
) -> OptionType:
    """Free words, at most `limit` characters; `suggests` asks `@on.complete` while typing."""
    return OptionType(OptionKind.WORDS, required, limit, hint=hint, suggests=suggests)


def choice(*choices: str, required: bool = True, hint: Text | None = None) -> OptionType:
    """One of a few words."""
    return OptionType(OptionKind.CHOICE, required, choices=choices, hint=hint)


class Target(StrEnum):
    """What a shortcut is used on."""

    NOTHING = "nothing"
    PERSON = "person"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Declaration:
    """One line of the table from which commands, help, manifests, docs and the gate are made."""

    kind: Kind
    name: str
    run: Callable[..., Any]
    feature: str
    who: Who
    help: Text | None = None
    options: Mapping[str, OptionType] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    label: Text | None = None
    target: Target = Target.NOTHING
    at: time | None = None
    window: timedelta = timedelta(hours=6)  # how late an occurrence may still come
    rank: int = 0  # where a page stands among the others
    homeless: bool = False  # runs without a community (set-up, help)
    unkept: bool = False  # leaves no trace of who and when
    asks: bool = False  # plain words of a member that end in a question mark are its words


class Handlers:
    """A feature's blueprint. Two handlers of one name are a mistake found at start."""

    def __init__(self, feature: str) -> None:
        """Begin an empty table for the room of that name."""
        self.feature = feature
        self.table: list[Declaration] = []

    def _add(self, kind: Kind, name: str, who: Who, **more: Any) -> Callable[..., Any]:
        if any((d.kind, d.name) == (kind, name) for d in self.table):
            raise HearthError(f"{self.feature}: two handlers for {kind} {name}")

        def declare(run: F) -> F:
            self.table.append(Declaration(kind, name, run, self.feature, who, **more))
            return run

        return declare

    def command(
        self,
        verb: str,
        *,
        help: Text,  # noqa: A002 - the word people type for it
        who: Who = ANYONE,
        aliases: tuple[str, ...] = (),
        homeless: bool = False,
        unkept: bool = False,
        asks: bool = False,
        **options: OptionType,
    ) -> Callable[[F], F]:
        """`/hearth verb`, its options in the order given; `desk …` verbs are coordinators'.

        `asks`: what a member says to us that is no verb, and a question, is this one's words.
        """
        return self._add(
            Kind.COMMAND,
            verb,
            who,
            help=help,
            aliases=aliases,
            homeless=homeless,
            unkept=unkept,
            asks=asks,
            options=options,
        )

    def button(
        self, name: str, *, who: Who = ANYONE, homeless: bool = False, unkept: bool = False
    ) -> Callable[[F], F]:
        """A press, or a choice from a menu, of that name; the name is public for years."""
        return self._add(Kind.BUTTON, self._own(name), who, homeless=homeless, unkept=unkept)

    def form(
        self, name: str, *, who: Who = ANYONE, homeless: bool = False, unkept: bool = False
    ) -> Callable[[F], F]:
        """All steps of the form of that name were filled in and are within their limits."""
        return self._add(Kind.FORM, self._own(name), who, homeless=homeless, unkept=unkept)

    def shortcut(
        self, name: str, *, label: Text, target: Target, who: Who = MEMBER, homeless: bool = False
    ) -> Callable[[F], F]:
        """An entry of the platform's own menu on a person, a message, or nothing."""
        return self._add(
            Kind.SHORTCUT, self._own(name), who, label=label, target=target, homeless=homeless
        )

    def page(
        self, name: str, *, title: Text, who: Who = COORDINATOR, rank: int = 9
    ) -> Callable[[F], F]:
        """A web page: the handler gets `Visited` and returns a `Page`. `rank`: among the others."""
        return self._add(Kind.PAGE, name, who, label=title, rank=rank)

    def complete(self, verb: str, option: str, *, who: Who = ANYONE) -> Callable[[F], F]:
        """Suggestions while an option is typed."""
        return self._add(Kind.COMPLETE, f"{verb} {option}", who)

    def wake(self, name: str) -> Callable[[F], F]:
        """A timer of that name is due."""
        return self._add(Kind.WAKE, self._own(name), Who.ITSELF)

    def computed(self, name: str) -> Callable[[F], F]:
        """The computation of that name has a result."""
        return self._add(Kind.COMPUTED, self._own(name), Who.ITSELF)

    def settled(self, prefix: str) -> Callable[[F], F]:
        """A promise whose key starts with `prefix` landed, or could not be kept."""
        return self._add(Kind.SETTLED, self._own(prefix), Who.ITSELF)

    def daily(self, name: str, *, at: time) -> Callable[[F], F]:
        """Once per local date of the community, at that wall time."""
        return self._add(Kind.DAILY, self._own(name), Who.ITSELF, at=at)

    def beat(self, name: str, *, window: timedelta = timedelta(hours=6)) -> Callable[[F], F]:
        """An occurrence planned with `work.plan` has come; `window` is how late it may still be."""
        return self._add(Kind.BEAT, self._own(name), Who.ITSELF, window=window)

    def event(self, name: str, *, who: Who = ANYONE, homeless: bool = False) -> Callable[[F], F]:
        """joined, left, changed, rostered, opened, placelost, removed, started, missed, ….

        Several rooms may listen; bot/turn.py has all names.
        """
        return self._add(Kind.EVENT, name, who, homeless=homeless)

    def _own(self, name: str) -> str:
        if not name.startswith(f"{self.feature}."):
            raise HearthError(f"{name} must start with {self.feature}.")
        return name
