"""Once a week, look who has gone quiet; ask; and let each answer open what fits it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.checkins import views
from bot.checkins.model import QUIET, Barrier, Job, quiet
from bot.errors import Refusal
from bot.events import Beat, Person, Pressed, Role, Settled, Submitted, Woken
from bot.handlers import MEMBER, Handlers
from bot.text import t
from bot.ui import Fill, Reply, Say, Update
from bot.work import Promise

on = Handlers("checkins")
PREFIX = "checkins.quiet."
AT_ONCE = 200  # people in one transaction
SHORTLY = timedelta(minutes=1)
LASTS = timedelta(days=3)  # a question that could not be put by then is not put


@on.beat("checkins.quiet")
def look(_beat: Beat, work: Job) -> None:
    """Once a week: ask whoever has been quiet for a month."""
    _ask(work)


@on.wake("checkins.more")
def more(_woken: Woken, work: Job) -> None:
    """The next of them, where there are many."""
    _ask(work)


def _ask(work: Job) -> None:
    found = quiet(work.directory.stays(), _heard(work), work.store.asked(), work.now)
    now = found[:AT_ONCE]
    if not now:
        return
    work.store.ask(now, work.now)
    expires = work.now + LASTS
    question = views.how_is_it()
    work.post_many(Promise(_key(one, work.now), one, question, work.now, expires) for one in now)
    if len(found) > len(now):
        work.wake("checkins.more", "", at=work.now + SHORTLY)


def _heard(work: Job) -> frozenset[Person]:
    """Who did anything with Hearth, or wrote where it is listened to, in the last month."""
    since = work.now - QUIET
    return work.acts.since(since) | work.activity.spoke(since, work.now)


def _key(person: Person, at: datetime) -> str:
    return f"{PREFIX}{at:%Y%m%d}.{person.id}"


@on.settled("checkins.quiet.")
def settled(event: Settled, work: Job) -> None:
    """A question that never arrived needs no answer."""
    day, _, id_ = event.key.removeprefix(PREFIX).partition(".")
    one = work.store.check_in(Person(work.space, id_))
    if event.reason and one and one.answered_at is None and f"{one.asked_at:%Y%m%d}" == day:
        work.store.forget(one.person)


@on.button("checkins.good")
def good(pressed: Pressed, work: Job) -> Reply:
    """All good."""
    return _answered(pressed, work, Barrier.GOOD)


@on.button("checkins.busy")
def busy(pressed: Pressed, work: Job) -> Reply:
    """No time just now."""
    return _answered(pressed, work, Barrier.BUSY)


@on.button("checkins.nothing")
def nothing(pressed: Pressed, work: Job) -> Reply:
    """Nothing for me lately."""
    return _answered(pressed, work, Barrier.NOTHING)


@on.button("checkins.something")
def something(pressed: Pressed, work: Job) -> Reply:
    """Something gets in the way."""
    return _answered(pressed, work, Barrier.SOMETHING)


def _answered(pressed: Pressed, work: Job, answer: Barrier) -> Reply:
    """Count it once, whoever it was; what it opens stays open."""
    person = pressed.actor.person
    one = work.store.check_in(person)
    if one and one.answered_at is None:
        work.store.save(replace(one, answered_at=work.now))
        work.store.count(answer, work.now)
    return Update(views.followed(answer, _coordinators(work, person)))


def _coordinators(work: Job, person: Person) -> tuple[tuple[Person, str], ...]:
    """Whom they could tell; not themselves."""
    others = (one for one in work.directory.with_role(Role.COORDINATOR) if one != person)
    return tuple((one, work.directory.name(one)) for one in others)


@on.button("checkins.no_more")
def no_more(pressed: Pressed, work: Job) -> Reply:
    """They like to read along, and not to be asked about it."""
    one = work.store.check_in(pressed.actor.person)
    if one:
        work.store.save(replace(one, ended_at=work.now))
    return Update(views.no_more())


@on.button("checkins.whom", who=MEMBER)
def whom(pressed: Pressed, work: Job) -> Reply:
    """A coordinator was chosen."""
    id_ = pressed.values[0] if pressed.values else ""
    return Fill(views.word_to(_coordinator(work, pressed.actor.person, id_)))


@on.form("checkins.word", who=MEMBER)
def word(sent: Submitted, work: Job) -> Reply:
    """Their words, to that coordinator alone."""
    member = sent.actor.person
    coordinator = _coordinator(work, member, sent.subject)
    message = views.word(member, str(sent.values["words"]))
    work.post(f"checkins.word.{sent.id}", coordinator, message)
    return Say(views.passed_on(coordinator))


def _coordinator(work: Job, person: Person, id_: str) -> Person:
    """Who was chosen, if they still are one."""
    found = next((one for one, _ in _coordinators(work, person) if one.id == id_), None)
    if found is None:
        raise Refusal(t("They are no coordinator any more. To tell the others: /hearth why"))
    return found
