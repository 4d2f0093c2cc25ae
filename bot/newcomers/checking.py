"""The check-ins: at most one question a week, and one without an answer ends the series."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.events import Person, Pressed, Settled, Woken
from bot.newcomers import questions
from bot.newcomers.model import (
    DAY,
    LATER,
    UNFINISHED,
    UNMET,
    Newcomer,
    Newcomers,
    later,
    next_question,
)
from bot.newcomers.table import on
from bot.newcomers.welcoming import PREFIX, known, unasked
from bot.ui import Message, Reply, Update
from bot.work import Work

Working = Work[Newcomers]
LASTS = timedelta(days=3)  # a question that could not be put by then is not put
DAYS = (UNFINISHED, UNMET, *LATER)


def due(one: Newcomer, day: int) -> datetime | None:
    """When the question of that day comes; the form's from Start, the others from joining."""
    since = one.started_at if day == UNFINISHED else one.joined_at
    return since + day * DAY if since else None


@on.wake("newcomers.check_in")
def check_in(woken: Woken, work: Working) -> None:
    """Put the question whose day has come, and arm the next; or end the series."""
    one = work.store.newcomer(Person(work.space, woken.subject))
    if one is None or not one.may_be_written_to or one.joined_at is None:
        return
    coming = [(at, day) for day in DAYS if day > one.asked_day and (at := due(one, day))]
    if not coming:
        return
    if one.unanswered and one.asked_day and min(coming)[0] <= work.now:
        work.store.save(replace(one, ended_at=work.now))
        return
    ripe = max((day for at, day in coming if at <= work.now), default=0)
    if ripe and next_question(one, work.now) <= work.now:
        one = _put(work, one, ripe)
    ahead = [at for at, day in coming if day > one.asked_day]
    if ahead:
        at = max(min(ahead), next_question(one, work.now))
        # What is due but may not be asked yet waits for its week; the rest for its day.
        work.wake("newcomers.check_in", one.person.id, at=at)


def _put(work: Working, one: Newcomer, day: int) -> Newcomer:
    """Ask the newest question that is due, if it still makes sense; older ones are skipped."""
    message = _question(work, one, day)
    one = replace(one, asked_day=day)
    if message:
        one = replace(one, asked_at=work.now)
        key = f"{PREFIX}{day}.{one.person.id}"
        work.post(key, one.person, message, expires=work.now + LASTS)
    work.store.save(one)
    return one


def _question(work: Working, one: Newcomer, day: int) -> Message | None:
    """The question of that day, unless its reason is gone or they take a break."""
    card = work.directory.card(one.person)
    if card and card.paused_until and card.paused_until > work.now:
        return None
    if day == UNFINISHED:
        return None if card else questions.unfinished()
    if day == UNMET:
        return None if one.met_at else questions.unmet()
    return questions.how_are_you(day)


@on.settled("newcomers.check_in.")
def settled(event: Settled, work: Working) -> None:
    """A question that never arrived needs no answer."""
    _, _, id_ = event.key.removeprefix(PREFIX).partition(".")
    one = work.store.newcomer(Person(work.space, id_))
    if one and event.reason:
        work.store.save(replace(one, asked_at=None))


@on.wake("newcomers.introduced")
def introduced(woken: Woken, work: Working) -> None:
    """A conversation was opened for somebody; of whoever is here for long nothing is kept."""
    one = work.store.newcomer(Person(work.space, woken.subject))
    if one and one.is_new(work.now):
        unasked(work, replace(one, introduced_at=later(one.introduced_at, work.now)), work.now)


@on.wake("newcomers.joined")
def joined(woken: Woken, work: Working) -> None:
    """They take part, by whichever form: nobody asks whether to go on with it."""
    one = work.store.newcomer(Person(work.space, woken.subject))
    if one and one.asked_day == UNFINISHED:
        unasked(work, one, work.now)


@on.wake("newcomers.met")
def met(woken: Woken, work: Working) -> None:
    """They talked to somebody."""
    one = known(work, Person(work.space, woken.subject))
    work.store.save(replace(one, met_at=later(one.met_at, work.now)))


@on.button("newcomers.good")
def good(pressed: Pressed, work: Working) -> Reply:
    """All good."""
    return _answer(pressed, work, questions.GOOD)


@on.button("newcomers.busy")
def busy(pressed: Pressed, work: Working) -> Reply:
    """No time just now."""
    return _answer(pressed, work, questions.BUSY)


@on.button("newcomers.nothing")
def nothing(pressed: Pressed, work: Working) -> Reply:
    """Nothing for me lately."""
    return _answer(pressed, work, questions.NOTHING)


@on.button("newcomers.something")
def something(pressed: Pressed, work: Working) -> Reply:
    """Something gets in the way; what it is, only a coordinator is told, by themselves."""
    return _answer(pressed, work, questions.SOMETHING)


@on.button("newcomers.meet_somebody")
def meet_somebody(pressed: Pressed, work: Working) -> Reply:
    """They would like to meet somebody; who has not agreed to words yet begins there."""
    _answered(pressed, work)
    card = work.directory.card(pressed.actor.person)
    if card is None or not card.introduce_me:
        return Update(questions.begin_here(str(work.community.norms_version)))
    work.wake("introductions.begin", pressed.actor.person.id, at=work.now)
    return Update(questions.looking_for_somebody())


def _answer(pressed: Pressed, work: Working, answer: str) -> Reply:
    _answered(pressed, work)
    return Update(questions.followed(answer))


def _answered(pressed: Pressed, work: Working) -> None:
    one = known(work, pressed.actor.person)
    work.store.save(replace(one, answered_at=later(one.answered_at, pressed.at)))
