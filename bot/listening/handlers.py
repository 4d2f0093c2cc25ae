"""When a coordinator switches listening on or off, when somebody wrote, when they'd rather not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.errors import Refusal
from bot.events import Event, Person, Place, PlaceLost, Pressed, Settled, Submitted, Wrote
from bot.handlers import COORDINATOR, Handlers
from bot.listening import views
from bot.listening.model import AT_MOST, Channel, Job
from bot.text import t
from bot.ui import Fill, Message, Reply, Say, Update

on = Handlers("listening")
ON, OFF = "listening.on.", "listening.off."


@on.button("listening.open", who=COORDINATOR)
def open_(_pressed: Pressed, work: Job) -> Reply:
    """Where listening is on, and how to change it."""
    return Say(_page(work))


def _page(work: Job) -> Message:
    return views.page(work.store.channels(), work.activity.measured)


@on.button("listening.choose", who=COORDINATOR)
def choose(_pressed: Pressed, work: Job) -> Reply:
    """Ask in which channel."""
    return Fill(views.where_on(work.community.home))


@on.form("listening.on", who=COORDINATOR)
def switch_on(sent: Submitted, work: Job) -> Reply:
    """Announce it there first; nothing is noted before that stands."""
    place = _chosen(sent, work)
    if work.missing:
        return Say(views.deaf(place, work.missing))
    known = work.store.channel(place)
    if known is None:
        if len(work.store.channels()) >= AT_MOST:
            raise Refusal(
                t("I listen in {n} channels already. Stop in one of them first.", n=AT_MOST)
            )
        work.store.ask(place, sent.actor.person, work.now)
        work.log(t("Asked me to see who writes in {place}", place=place))
        work.post(_key(work, place), place, views.announced(place, sent.actor.person))
    return Say(views.asked(place, known))


def _chosen(sent: Submitted, work: Job) -> Place:
    chosen = sent.values.get("place")
    if not isinstance(chosen, Place):
        raise Refusal(t("I need to know which channel. Nothing was changed."))
    return Place(work.space, chosen.id)


def _key(work: Job, place: Place) -> str:
    return f"{ON}{place.id}.{work.now:%Y%m%d%H%M%S}"


@on.settled(ON)
def announced(settled: Settled, work: Job) -> None:
    """It stands there for everybody to read: from now on we listen. Or it does not: then never."""
    place = Place(work.space, settled.key.removeprefix(ON).rpartition(".")[0])
    channel = work.store.channel(place)
    if channel is None or channel.since or settled.key != _key_of(channel):
        return
    if settled.reason:
        work.store.end(place)
        if channel.by:
            key = f"listening.not.{place.id}.{work.now:%Y%m%d%H%M%S}"
            work.post(key, channel.by, views.not_announced(place))
        return
    work.store.begin(place, work.now)
    work.ledger.listen()


def _key_of(channel: Channel) -> str:
    return f"{ON}{channel.place.id}.{channel.asked:%Y%m%d%H%M%S}"


@on.button("listening.choose_off", who=COORDINATOR)
def choose_off(_pressed: Pressed, work: Job) -> Reply:
    """Ask where to stop."""
    channels = work.store.channels()
    if not channels:
        raise Refusal(t("Listening is off everywhere. Nothing was changed."))
    return Fill(views.where_off(channels[0].place))


@on.form("listening.off", who=COORDINATOR)
def switch_off(sent: Submitted, work: Job) -> Reply:
    """Stop at once, forget what was heard there, and say so there."""
    place = _chosen(sent, work)
    channel = work.store.channel(place)
    if channel is None:
        raise Refusal(t("Listening is off in {place} already. Nothing was changed.", place=place))
    work.store.end(place)
    work.ledger.listen()
    work.log(t("Stopped me from seeing who writes in {place}", place=place))
    if channel.since is None:
        work.withdraw(_key_of(channel))
    else:
        work.post(f"{OFF}{place.id}.{work.now:%Y%m%d%H%M%S}", place, views.stopped(place))
    return Say(views.off(place))


@on.event("wrote")
def wrote(event: Wrote, work: Job) -> None:
    """Note who, where and when; whether it looks like a question is passed on, not noted."""
    channel = work.store.channel(event.place) if event.place else None
    if event.place is None or channel is None or channel.since is None:
        return
    who = event.actor.person
    if event.at >= channel.since and not (who.id and work.store.is_left_out(who)):
        work.store.note(event.place, who, event.at, begins=event.begins)
        if event.seeks and event.begins and work.directory.card(who):
            work.wake("questions.alone", _spot(event.place, event), at=work.now)


def _spot(place: Place, event: Wrote) -> str:
    """Who, where and when, for whoever looks again in some hours."""
    micros = (event.at - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)
    return f"{event.actor.person.id}|{place.id}|{place.thread}|{micros}"


@on.event("placelost")
def place_lost(event: PlaceLost, work: Job) -> None:
    """A channel that is gone for us is listened to no more; back again, it is announced anew."""
    if event.place and work.store.channel(event.place):
        work.store.end(event.place)
        work.ledger.listen()
        work.log(t("I can no longer see who writes in {place}", place=event.place))


@on.button("listening.leave_me_out")
def leave_me_out(pressed: Pressed, work: Job) -> Reply:
    """Anybody may be left out, member or not; what was noted of them goes at once."""
    work.store.leave_out(pressed.actor.person)
    return Say(views.left_out())


@on.button("listening.take_me_in")
def take_me_in(pressed: Pressed, work: Job) -> Reply:
    """They changed their mind."""
    work.store.take_in(pressed.actor.person)
    return Update(views.taken_in())


@on.button("listening.about")
def about(pressed: Event, work: Job) -> Reply:
    """What is seen in which channels, for anybody, and whether they are left out."""
    person: Person = pressed.actor.person
    return Say(views.about(work.activity.listened(), out=work.store.is_left_out(person)))
