"""What a meeting left open: each point gets somebody who said yes privately, and is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.directory import Card, Hours, Level
from bot.errors import Refusal
from bot.events import Event, Person, Pressed, Role, Settled, Submitted, Woken
from bot.handlers import MEMBER
from bot.likeness import stems
from bot.rhythm import views
from bot.rhythm.model import Point, State
from bot.rhythm.store import Working
from bot.rhythm.table import on
from bot.text import Text, t
from bot.ui import Fill, Message, Paragraph, Reply, Say, Update
from bot.waking import next_waking
from bot.work import DAY, WEEK

MOST = 5  # points of one meeting
ASKS = 3  # people asked, one after the other
PATIENCE = timedelta(hours=5)  # for an answer, before somebody else is asked
AT_THE_LATEST = timedelta(hours=22)  # then it stands in the channel, with somebody or without
LONG_AFTER = timedelta(days=14)  # who remembers what was open by then?
ASK, POINT, NUDGE = "rhythm.ask.", "rhythm.point.", "rhythm.nudge."
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@on.button("rhythm.open", who=MEMBER)
def open_(pressed: Pressed, work: Working) -> Reply:
    """Somebody says that something is open."""
    meeting = work.store.meeting(pressed.subject)
    if meeting is None or meeting.at < work.now - LONG_AFTER:
        raise Refusal(t("That meeting is long over. Nothing was noted."))
    if len(work.store.points(meeting.id)) >= MOST:
        raise Refusal(
            t("Five open points is what one meeting can carry; close one first. Nothing was noted.")
        )
    return Fill(views.open_form(meeting))


@on.form("rhythm.open", who=MEMBER)
def opened(sent: Submitted, work: Working) -> Reply:
    """Note it, and find somebody; or it is theirs at once."""
    words = " ".join(str(sent.values.get("words") or "").split())
    if not words:
        raise Refusal(t("There was nothing in it. Nothing was noted."))
    if len(work.store.points(sent.subject)) >= MOST:
        raise Refusal(t("Somebody has just written the fifth. Nothing was noted."))
    mine = _chosen(sent.values.get("who")) == "me"
    by = sent.actor.person
    id_ = "".join(work.random.choice(ALPHABET) for _ in range(10))
    named = _person(sent.values.get("person"))
    point = Point(id_, sent.subject, words, by, work.now, named=named)
    if mine:
        stand(work, replace(point, owner=by))
        return Say(views.taken_up(None))
    stands = _at_the_latest(work)
    work.store.save_point(point)
    work.wake("rhythm.stand", id_, at=stands)
    ask_next(work, point)
    return Say(views.taken_up(stands))


def _at_the_latest(work: Working) -> datetime:
    """Not before somebody could be asked at all."""
    begins = next_waking(work.now, Hours(work.community.zone)) or work.now
    return begins + AT_THE_LATEST


def _chosen(value: object) -> object:
    return value[0] if isinstance(value, tuple) and value else value


def _person(value: object) -> Person | None:
    found = _chosen(value)
    return found if isinstance(found, Person) else None


def ask_next(work: Working, point: Point) -> None:
    """Ask whoever fits best and was not asked; after three it stands without anybody."""
    if point.state is not State.ASKING or len(point.asked) >= ASKS:
        return
    person = somebody(work, point)
    if person is None:
        return
    work.store.save_point(replace(point, asked=(*point.asked, person)))
    message = views.would_you(point, work.store.meeting(point.meeting))
    work.post(f"{ASK}{point.id}.{person.id}", person, message)


def somebody(work: Working, point: Point) -> Person | None:
    """Whom was named, then who can do what the point speaks of, then who was asked least."""
    apart = work.directory.apart(point.by)
    wanted = stems(point.words)

    def rank(card: Card) -> tuple[bool, int, int, str]:
        can = [task for task, level in card.claims.items() if level is not Level.LEARN]
        shared = sum(bool(wanted & stems(task)) for task in can)
        lately = work.directory.asked_lately(card.person, work.now)
        return card.person != point.named, -shared, lately, card.person.id

    free = [
        card
        for card in work.directory.askable(work.now)
        if card.person not in point.asked and card.person not in apart and card.person != point.by
    ]
    return min(free, key=rank).person if free else None


@on.settled("rhythm.ask.")
def asked(event: Settled, work: Working) -> None:
    """The question reached somebody, or could not: go on after a while, or at once."""
    id_ = event.key.removeprefix(ASK).partition(".")[0]
    work.wake("rhythm.silent", id_, at=work.now + (timedelta(0) if event.reason else PATIENCE))


@on.wake("rhythm.silent")
def silent(woken: Woken, work: Working) -> None:
    """Nobody answered yet: ask somebody else, too."""
    point = work.store.point(woken.subject)
    if point:
        ask_next(work, point)


@on.wake("rhythm.stand")
def at_the_latest(woken: Woken, work: Working) -> None:
    """A day after it was said it stands in the channel, with somebody or without."""
    point = work.store.point(woken.subject)
    if point and point.state is State.ASKING:
        stand(work, point)


def stand(work: Working, point: Point) -> None:
    """Put it into the channel; in a week somebody asks, if it is silent."""
    kept = replace(point, state=State.OPEN, posted_at=point.posted_at or work.now)
    work.store.save_point(kept)
    work.post(f"{POINT}{point.id}", work.community.home, views.stands(kept))
    work.wake("rhythm.quiet_point", point.id, at=work.now + WEEK)
    _nobody_else(work, kept)


def _nobody_else(work: Working, point: Point) -> None:
    """Whoever else was asked has nothing to do any more."""
    for person in point.asked:
        if person != point.owner:
            said = t("Somebody looks after it, nothing for you to do. Thank you.")
            message = views.answer("settled", Paragraph(said))
            work.edit(f"{ASK}{point.id}.{person.id}", message)


@on.button("rhythm.take", who=MEMBER)
def take(pressed: Pressed, work: Working) -> Reply:
    """Somebody looks after it."""
    point, who = _still(pressed, work), pressed.actor.person
    if point.owner not in {None, who}:
        return _say(pressed, t("Somebody has it already. Thank you for wanting to."))
    mine = replace(point, owner=who, touched_at=work.now)
    if point.state is State.ASKING:
        stand(work, mine)
        return _say(pressed, t("Thank you. It stands in the channel now, with your name."))
    work.store.save_point(mine)
    work.post(f"{POINT}{point.id}", work.community.home, views.stands(mine))
    if who in point.asked:
        return _say(pressed, t("Thank you. It stands in the channel now, with your name."))
    return Update(views.stands(mine))


def _say(_pressed: Pressed, said: Text) -> Reply:
    return Update(views.answer("thanks", Paragraph(said)))


@on.button("rhythm.not_me", who=MEMBER)
def not_me(pressed: Pressed, work: Working) -> Reply:
    """A no; it stays private, and somebody else is asked."""
    point = work.store.point(pressed.subject)
    if point and pressed.actor.person in point.asked and point.asked[-1] == pressed.actor.person:
        ask_next(work, point)
    said = t("All good. That stays between you and me; I'll ask somebody else.")
    return Update(views.answer("not_me", Paragraph(said)))


def _still(pressed: Pressed, work: Working) -> Point:
    point = work.store.point(pressed.subject)
    if point is None or point.state not in {State.ASKING, State.OPEN}:
        raise Refusal(t("That is closed already. Nothing for you to do."))
    return point


@on.button("rhythm.done", who=MEMBER)
def done(pressed: Pressed, work: Working) -> Reply:
    """It is done; said by whoever looks after it, wrote it, or coordinates."""
    return _close(pressed, work, State.DONE)


@on.button("rhythm.let_go", who=MEMBER)
def let_go(pressed: Pressed, work: Working) -> Reply:
    """Nobody needs it any more."""
    return _close(pressed, work, State.LET_GO)


def _close(pressed: Pressed, work: Working, state: State) -> Reply:
    point = _still(pressed, work)
    _must_know(pressed, work, point)
    closed = replace(point, state=state, closed_at=work.now, touched_at=work.now)
    work.store.save_point(closed)
    message = views.stands(closed)
    work.edit(f"{POINT}{point.id}", message)
    work.withdraw(f"{NUDGE}{point.id}")
    return Update(message)


def _must_know(event: Event, work: Working, point: Point) -> None:
    who = event.actor.person
    if who not in {point.owner, point.by, *work.directory.with_role(Role.COORDINATOR)}:
        raise Refusal(
            t("Whoever looks after it says when it is done. Write it here; they will see it.")
        )


@on.button("rhythm.still", who=MEMBER)
def still(pressed: Pressed, work: Working) -> Reply:
    """It goes on; nobody asks again."""
    point = _still(pressed, work)
    _must_know(pressed, work, point)
    work.store.save_point(replace(point, touched_at=work.now))
    said = t("All good. It stands on the list for the next meeting.")
    return Update(views.answer("still", Paragraph(said)))


@on.wake("rhythm.quiet_point")
def quiet(woken: Woken, work: Working) -> None:
    """A week without a word: ask once whoever looks after it."""
    point = work.store.point(woken.subject)
    if point is None or point.state is not State.OPEN or point.owner is None:
        return
    since = point.posted_at or point.at
    heard = work.activity.answers(f"{POINT}{point.id}", since)
    if heard or (point.touched_at and point.touched_at > since):
        return
    message: Message = views.still_open(point)
    key = f"{NUDGE}{point.id}"
    work.post(key, point.owner, message, expires=work.now + 3 * DAY)
