"""A community's settings, its hosts, and what this room asks of its store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from bot.events import Community, Person, Place, Role
from bot.text import Text, t, tn
from bot.ui import Button
from bot.work import DAY, Chore, Housekeeping, Kept, Work

if TYPE_CHECKING:
    from random import Random

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
MOST_HOSTS, MOST_COORDINATORS, FEWEST_COORDINATORS = 5, 5, 2
TRIES = 20  # wrong codes before every open code closes: nobody guesses one in an hour
KEPT_AFTER = timedelta(days=30)  # how long a community is kept after we were removed
PATIENCE = timedelta(days=2)  # how long a host may think before the coordinator hears of it
LOST, ANSWERS, POST, ASK, SECOND = 90, 50, 30, 28, 10  # how urgent; the highest comes first
MONDAY = 1
SETTLING = timedelta(days=60)  # after that an unposted post is a decision, not an oversight
NUDGED = timedelta(days=28)  # in which what can wait is told every Monday; then once a month
FRESH = timedelta(days=3)  # in which it may be said every day; then on Mondays only


NORMS: tuple[Text, ...] = (
    t("Ask anything: no question is too small here."),
    t("What is said here stays here, unless the person who said it agrees."),
    t("Disagree with ideas, be kind to people."),
)


@dataclass(frozen=True, slots=True)
class Founded:
    """A community with what only this room needs to know of it.

    `people` is how many were counted at the home place, None until all were; `counting` how many
    so far. `words` are the coordinator's own for the first post, instead of ours.
    """

    community: Community
    alive: bool = False
    by: Person | None = None
    people: int | None = None
    counting: int = 0
    words: str = ""
    posted: datetime | None = None
    lost: datetime | None = None
    gone: datetime | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody newcomers may meet first: when they were asked, and whether they answered."""

    person: Person
    asked: datetime | None = None
    answered: datetime | None = None


class Code(Protocol):
    """What the claim codes of a space can tell, before any community is there."""

    def is_valid(self, code: str, now: datetime) -> bool:
        """Whether the code could be spent now."""
        ...

    def spend(self, code: str, now: datetime) -> bool:
        """Use the code up; False when it was used before, is too old, or is not one."""
        ...

    def missed(self, now: datetime) -> None:
        """Count a wrong try against every open code."""
        ...


class Communities(Code, Housekeeping, Protocol):
    """What this room needs of its store (storage/communities.py); bound to one community."""

    def found(self, founded: Founded, at: datetime) -> None:
        """Write the community's settings, the newest `at` wins; founded again, it lives again."""
        ...

    def founded(self) -> Founded | None:
        """The community itself."""
        ...

    def here(self) -> tuple[Community, ...]:
        """All communities of the space that are not gone."""
        ...

    def gone_from(self, home: Place) -> Community | None:
        """The community that had its home there before we were removed."""
        ...

    def note(self, founded: Founded) -> None:
        """Write what happened to the community: counted, posted, lost, gone, its own words."""
        ...

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """Hosts or coordinators, in the order they were named."""
        ...

    def give(
        self,
        person: Person,
        role: Role,
        by: Person,
        at: datetime,
        *,
        given: bool,
        position: int = 0,
    ) -> bool:
        """Make or unmake, the newest `at` wins; whether this changed what they are."""
        ...

    def hosts(self) -> tuple[Host, ...]:
        """The hosts, and whether they were asked and answered."""
        ...

    def asked(self, person: Person, at: datetime) -> None:
        """A host was asked."""
        ...

    def answered(self, person: Person, at: datetime) -> None:
        """A host answered."""
        ...

    def erase_all(self) -> None:
        """Erase every row of this community, in every room."""
        ...


Job = Work[Communities]


def identity(random: Random) -> str:
    """A community's id: eight letters and digits that nobody confuses."""
    return "".join(ALPHABET[random.randrange(len(ALPHABET))] for _ in range(8))


def is_here(community: Community, place: Place | None) -> bool:
    """Whether the place is the community's home or where it greets; threads do not matter."""
    return place is not None and place.id in {community.home.id, community.hello.id}


def unthreaded(place: Place) -> Place:
    """The channel a thread is in."""
    return replace(place, thread="")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a community stands: its settings, who tends it, who greets."""

    founded: Founded
    coordinators: tuple[Person, ...]
    hosts: tuple[Host, ...]


def needed(standing: Standing, now: datetime) -> tuple[Chore, ...]:
    """The chores, in no order."""
    if standing.founded.gone:
        return ()
    found = (
        _lost(standing),
        _silent_hosts(standing, now),
        _post(standing, now),
        _unasked(standing, now),
        _second(standing, now),
    )
    return tuple(chore for chore in found if chore)


def _lost(standing: Standing) -> Chore | None:
    if standing.founded.lost is None:
        return None
    said = t("I can no longer write in our place, so I hold everything.")
    return Chore(LOST, said, (Button(t("Choose another place"), "communities.change"),))


def _silent_hosts(standing: Standing, now: datetime) -> Chore | None:
    """Told on the morning after their two days, then as what can wait is."""
    late = now - PATIENCE
    silent = [h.asked for h in standing.hosts if h.asked and not h.answered and h.asked < late]
    is_new = any(asked >= late - DAY for asked in silent)
    if not silent or not (is_new or _may_nudge(standing.founded, max(silent), now)):
        return None
    said = tn("One host has not answered.", "{n} hosts have not answered.", len(silent))
    return Chore(ANSWERS, said, (Button(t("Choose others"), "communities.change"),))


def _post(standing: Standing, now: datetime) -> Chore | None:
    founded = standing.founded
    if founded.posted or not _may_remind(founded, now):
        return None
    said = t("My first post is ready; nothing is posted before you say so.")
    return Chore(POST, said, (Button(t("See the post"), "communities.see_post"),))


def _unasked(standing: Standing, now: datetime) -> Chore | None:
    unasked = [h for h in standing.hosts if not h.asked and not h.answered]
    if not unasked or not _may_remind(standing.founded, now):
        return None
    said = tn("One host is not asked yet.", "{n} hosts are not asked yet.", len(unasked))
    return Chore(ASK, said, (Button(t("Ask the hosts"), "communities.ask_hosts"),))


def _may_remind(founded: Founded, now: datetime) -> bool:
    age = now - founded.community.since
    return age < FRESH or (age < SETTLING and is_monday(founded, now))


def _may_nudge(founded: Founded, since: datetime, now: datetime) -> bool:
    """On Mondays for four weeks; whoever let it stand as long hears of it once a month."""
    day = now.astimezone(ZoneInfo(founded.community.zone)).day
    return is_monday(founded, now) and (now - since < NUDGED or day <= 7)  # noqa: PLR2004 - a week


def is_monday(founded: Founded, now: datetime) -> bool:
    """Whether it is Monday where the community is."""
    return now.astimezone(ZoneInfo(founded.community.zone)).isoweekday() == MONDAY


def _second(standing: Standing, now: datetime) -> Chore | None:
    """A kind word now and then, not every morning."""
    founded = standing.founded
    enough = len(standing.coordinators) >= FEWEST_COORDINATORS
    if enough or not _may_nudge(founded, founded.community.since, now):
        return None
    said = t("You tend this alone. A second coordinator would let you take a week off.")
    return Chore(SECOND, said, (Button(t("Name somebody"), "communities.name_coordinator"),))


def kept_of(roles: Iterable[tuple[Role, bool, datetime]]) -> tuple[Kept, ...]:
    """Host or coordinator, since when; a role given back stays as a date."""
    items = tuple(
        {"here as": role.value, "given": "yes" if given else "no", "since": f"{at:%Y-%m-%d %H:%M}"}
        for role, given, at in roles
    )
    if not items:
        return ()
    return (
        Kept(
            t("Whether you are a host or a coordinator"),
            t("to know who may decide here, and whom newcomers meet first"),
            t("until you erase it; a role you gave back stays as a date"),
            items,
        ),
    )


def reasons_of(roles: Iterable[Role]) -> tuple[Text, ...]:
    """Why a host or a coordinator hears from Hearth."""
    texts = {
        Role.HOST: t("You are a host here: newcomers may meet you first, if you agree each time."),
        Role.COORDINATOR: t(
            "You are a coordinator here, so I tell you what needs you, once a day at most."
        ),
    }
    return tuple(texts[role] for role in sorted(roles) if role in texts)
