"""The one file that knows everybody by name: features, stores and platforms, fitted together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from adapters.feeds import calendars, public_holidays
from bot.activity import Activity
from bot.budget import Reading
from bot.checkins.handlers import on as checkins
from bot.clock import Clock
from bot.communities.handlers import on as communities
from bot.computing import Computing
from bot.directory import Directory
from bot.errands import Asked
from bot.events import Community, Person, Role, Space
from bot.guide.handlers import on as guide
from bot.handlers import Declaration, Handlers, Kind
from bot.hearth import Hearth, Parts
from bot.introductions.choosing import choose
from bot.introductions.handlers import on as introductions
from bot.library.handlers import on as library
from bot.listening.handlers import on as listening
from bot.members.handlers import on as members
from bot.newcomers.handlers import on as newcomers
from bot.pages.handlers import on as pages
from bot.picturing import DRAWN
from bot.platform import Platform
from bot.plotting import png
from bot.prompts.handlers import on as prompts
from bot.questions.handlers import on as questions
from bot.questions.history import learn
from bot.questions.model import Lent
from bot.questions.picking import choose as choose_helpers
from bot.questions.picking import shortlist
from bot.reports.handlers import on as reports
from bot.rhythm.handlers import on as rhythm
from bot.rounds.drawing import draw
from bot.rounds.handlers import on as rounds
from bot.settings import Settings
from bot.shelf import Shelf
from bot.text import Envelope
from storage.checkins import CheckInsStore
from storage.codec import Vault
from storage.communities import CommunitiesStore, CommunityBook
from storage.database import Database, Scope, Tx
from storage.introductions import IntroductionsStore
from storage.ledger.backstage import SqlBackstage
from storage.ledger.book import Asks
from storage.ledger.spool import Reader, SqlSpool
from storage.ledger.timers import SqlDiary
from storage.ledger.upkeep import SqlUpkeep
from storage.library import LibraryStore, SqlShelf
from storage.listening import ListeningStore, SqlEars, listening_at
from storage.members import MemberDirectory, MembersStore, communities_of, is_member, reading
from storage.members.counting import MemberCounts
from storage.newcomers import NewcomersStore
from storage.pages import PagesStore, SqlVisits
from storage.people import People
from storage.premises import Fittings, SqlUnits, Store
from storage.prompts import PromptsStore
from storage.questions import QuestionsPast, QuestionsStore, SqlForums
from storage.reports import ReportsStore
from storage.rhythm import RhythmStore
from storage.rounds import RoundsStore

if TYPE_CHECKING:
    from adapters.web.desk.server import Desk

REMEMBERED = "forgotten"  # in the data folder: who was forgotten, as digests, for restores


@dataclass(frozen=True, slots=True)
class Feature:
    """A room of the house: what it answers to, and where it keeps what it knows."""

    on: Handlers
    store: Store


def no_store(_tx: Tx, _scope: Scope) -> None:
    """A room that keeps nothing."""


def reports_store(tx: Tx, scope: Scope) -> ReportsStore:
    """The reports' store, with what the members' rows tell of what nobody teaches."""
    return ReportsStore(tx, scope, MemberCounts(tx, scope).wanted)


def questions_store(tx: Tx, scope: Scope) -> QuestionsStore:
    """The questions' store, with who is about, and how to tell who comes into question."""
    return QuestionsStore(tx, scope, Lent(ListeningStore(tx, scope), shortlist))


def _sentence(declaration: Declaration) -> str:
    """What a handler does, in its own docstring's first sentence."""
    return (declaration.run.__doc__ or declaration.name).splitlines()[0]


FEATURES = (
    Feature(guide, no_store),
    Feature(communities, CommunitiesStore),
    Feature(members, MembersStore),
    Feature(listening, ListeningStore),  # before whoever asks whether somebody was answered
    Feature(newcomers, NewcomersStore),
    Feature(introductions, IntroductionsStore),
    Feature(questions, questions_store),
    Feature(rounds, RoundsStore),
    Feature(checkins, CheckInsStore),
    Feature(reports, reports_store),
    Feature(prompts, PromptsStore),
    Feature(library, LibraryStore),
    Feature(rhythm, RhythmStore),
    Feature(pages, PagesStore),
)
TABLE: tuple[Declaration, ...] = tuple(line for feature in FEATURES for line in feature.on.table)
STORES: dict[str, Store] = {feature.on.feature: feature.store for feature in FEATURES}
TIMERS = {d.name: _sentence(d) for d in TABLE if d.kind in {Kind.WAKE, Kind.BEAT}}
COMPUTATIONS: dict[str, Callable[[Any], Any]] = {
    DRAWN: png,
    "introductions.choose": choose,
    "questions.choose": choose_helpers,
    "questions.learn": learn,
    "rounds.draw": draw,
    "rhythm.calendar": calendars.read,
    "rhythm.holidays": public_holidays.public,
}
POOLS: dict[str, Callable[[Tx, Scope], Any]] = {
    "introductions.choose": IntroductionsStore,
    "questions.choose": questions_store,
    "questions.learn": lambda tx, scope: QuestionsPast(questions_store(tx, scope)),
    "rounds.draw": RoundsStore,
    "rhythm.calendar": RhythmStore,
    "rhythm.holidays": RhythmStore,
}


def given(tx: Tx, asked: Asked, space: Space, now: datetime) -> Any:
    """Read a computation's input in a transaction that only reads."""
    community = CommunityBook(tx, space).by_id(asked.community)
    if community is None:
        raise LookupError(asked.community)
    store = POOLS[asked.name](tx, Scope(space, community.id))
    pool = store.pool(asked.subject, now, directory(tx, community, now))
    if pool is None:
        raise LookupError(asked.subject)
    return pool


def directory(tx: Tx, community: Community, now: datetime) -> Directory:
    """The members of a community, with what other floors know of them."""
    book, people = CommunityBook(tx, community.space), People(tx, community.space)
    return MemberDirectory(
        tx,
        community,
        roles=lambda person: book.roles(community.id, person),
        with_role=lambda role: book.with_role(community.id, role),
        name=people.name,
        asks_since=Asks(tx, community.space).since,
        now=now,
        zone=lambda person: actor.zone if (actor := people.actor(person)) else None,
        meet=people.meet,
    )


def reader() -> Reader:
    """What the outbox must know of readers: their language, zone, hours and allowance."""

    def community(tx: Tx, space: Space, id_: str) -> Community | None:
        return CommunityBook(tx, space).by_id(id_)

    def envelope(tx: Tx, community: Community, person: Person | None) -> Envelope:
        if person is None:
            return Envelope(community.language, community.zone, community.id)
        return People(tx, community.space, community).envelope(person)

    def hours(tx: Tx, community: Community, person: Person, now: datetime) -> Reading:
        zone = People(tx, community.space, community).envelope(person).zone
        return reading(tx, community, person, now, zone=zone)

    return Reader(community, envelope, hours)


def activity(tx: Tx, community: Community) -> Activity:
    """Who wrote when in a community's channels, where listening is on."""
    return ListeningStore(tx, Scope(community.space, community.id))


def shelf(tx: Tx, community: Community) -> Shelf:
    """What a community keeps for reuse, each item with somebody to ask who is here."""
    book = CommunityBook(tx, community.space)
    return SqlShelf(
        LibraryStore(tx, Scope(community.space, community.id)),
        here=lambda person: is_member(tx, community.id, person),
        coordinators=lambda: book.with_role(community.id, Role.COORDINATOR),
    )


FITTINGS = Fittings(STORES, directory, is_member, communities_of, activity, listening_at, shelf)


def house(settings: Settings, clock: Clock | None = None) -> Hearth:
    """The whole house for these settings, nothing started yet. Raises Misconfigured."""
    clock = clock or Clock()
    database = Database(settings.database_url, Vault(settings.keys()))
    read_calendar = partial(calendars.read, private_too=settings.calendars_from_private_networks)
    units = SqlUnits(database, clock, FITTINGS)
    diary = SqlDiary(database, lambda tx, space: CommunityBook(tx, space).in_space(), given)
    parts = Parts(
        TABLE,
        clock,
        units,
        SqlSpool(database, reader()),
        diary,
        SqlBackstage(database, lambda tx, space: CommunityBook(tx, space).in_space(), TIMERS),
        Computing({**COMPUTATIONS, "rhythm.calendar": read_calendar}),
        SqlUpkeep(database, settings.tokens(), settings.data / REMEMBERED),
        SqlVisits(database),
        SqlEars(database),
        SqlForums(database),
    )
    hearth = Hearth(parts, look_after=settings.look_after)
    for platform in platforms(settings, clock, hearth):
        hearth.connect(platform)
    return hearth


def platforms(settings: Settings, clock: Clock, hearth: Hearth) -> Iterator[Platform]:
    """The platforms these settings name; each is imported only where it is used."""
    if settings.slack_bot_token:
        from adapters.slack.platform import SlackPlatform

        yield SlackPlatform(
            settings.slack_bot_token.get_secret_value(),
            app_token=_secret(settings.slack_app_token),
            signing_secret=_secret(settings.slack_signing_secret),
            api=settings.slack_api,
            clock=clock.read,
        )
    if settings.discord_token:
        from adapters.discord.platform import DiscordPlatform

        yield DiscordPlatform(
            settings.discord_token.get_secret_value(),
            api=settings.discord_api,
            gateway=settings.discord_gateway or None,
            folder=settings.data,
            clock=clock.read,
            members_intent=settings.discord_members_intent,
            content_intent=settings.discord_content_intent,
        )
    if settings.has_playground:
        from adapters.web.platform import LOOPBACK, WebPlatform

        world = Space("web", "playground")

        async def afresh() -> None:
            await hearth.forget(world)
            await inhabit(hearth)

        hosts = None if settings.playground_open_to_network else LOOPBACK
        yield WebPlatform(
            settings.data,
            clock=lambda: clock.now(world),
            backstage=hearth,
            hosts=hosts,
            afresh=afresh,
        )


def desk(settings: Settings, hearth: Hearth) -> Desk | None:
    """The coordinators' web page; none where no browser could reach it."""
    if not settings.public_url and not settings.has_playground:
        return None
    from adapters.web.desk.guards import LOOPBACK, Frame
    from adapters.web.desk.server import Desk

    hosts = None if settings.playground_open_to_network else LOOPBACK
    frame = Frame(settings.public_url.rstrip("/"), hosts)
    return Desk(hearth.dispatcher.hear, hearth.reception, TABLE, frame)


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value else None


async def inhabit(hearth: Hearth) -> None:
    """Let the playground's residents found and join their community, where there is one."""
    platform = hearth.platforms.get("web")
    if platform is not None:
        from bot.playground import move_in

        await move_in(hearth, platform)
