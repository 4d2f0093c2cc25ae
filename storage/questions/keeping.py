"""What this room tells coordinators, members and *me* about its rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from textwrap import shorten
from typing import TYPE_CHECKING

from bot.events import Person
from bot.questions.model import LIVE, WAITING, Question, Said, State
from bot.text import Text, t, tn
from bot.ui import Button
from bot.work import DAY, HOUR, Chore, Kept

if TYPE_CHECKING:
    from storage.questions.store import QuestionsStore

LATE, ALONE = 75, 60  # how urgent; the highest comes first
LATE_AFTER, NONE = 3 * DAY, timedelta()
SHOWN = 120  # characters of a question


def chores(store: QuestionsStore, now: datetime) -> tuple[Chore, ...]:
    """Questions that are late, and those nobody could be asked about."""
    waiting = [one for one in store.questions(*WAITING) if one.posted]
    late = [one for one in waiting if one.posted and now - one.posted >= LATE_AFTER]
    alone = [one for one in waiting if one not in late and one.wave and one.state is State.OPEN]
    look = (Button(t("Look"), "questions.desk"),)
    found = []
    if late:
        said = tn(
            "A question has waited for more than three days: “{first}”",
            "{n} questions have waited for more than three days. The first: “{first}”",
            len(late),
            first=shorten(min(late, key=_since).need, SHOWN, placeholder="…"),
        )
        found.append(Chore(LATE, said, look, weekly=not _since_yesterday(late, LATE_AFTER, now)))
    if alone:
        said = tn(
            "There is a question for which I have nobody to ask.",
            "There are {n} questions for which I have nobody to ask.",
            len(alone),
        )
        found.append(Chore(ALONE, said, look, weekly=not _since_yesterday(alone, NONE, now)))
    return tuple(found)


def _since_yesterday(some: Iterable[Question], wait: timedelta, now: datetime) -> bool:
    """Whether any of them is new among those that waited so long: news only on one morning."""
    return any(now - _since(one) < wait + DAY for one in some)


def _since(question: Question) -> datetime:
    return question.posted or question.at


def reasons(store: QuestionsStore, person: Person, now: datetime) -> tuple[Text, ...]:
    """Why somebody hears from this room, and what they are not asked about."""
    found = []
    if any(one.state in LIVE for one in store.of(person)):
        found.append(t("You asked a question. I tell you of every answer."))
    if any(one.said is Said.ASKED for one in store.offers_to(person)):
        found.append(t("Somebody asked a question that you may be able to answer."))
    topics = store.stopped(person)
    if topics:
        found.append(t("I don't ask you about {topics}, as you wished.", topics=_listed(topics)))
    return tuple(found)


def _listed(topics: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(t("{topic}", topic=topic) for topic in topics)


def kept(store: QuestionsStore, person: Person) -> tuple[Kept, ...]:
    """All that this room keeps about somebody."""
    asked = [
        {
            "your question": one.need,
            "you tried": one.tried,
            "state": one.state.value,
            "on": _day(one.at),
        }
        for one in store.of(person)
    ]
    replied = [
        {"your answer": one.words or "in the thread", "on": _day(one.at), "came of it": one.told}
        for one in store.answers_of(person)
    ]
    offered = [
        {"asked on": _day(one.at), "you replied": one.said.value} for one in store.offers_to(person)
    ]
    topics = [{"not asked about": topic} for topic in store.stopped(person)]
    items = (*asked, *replied, *offered, *topics)
    what, why = t("Questions and answers"), t("to bring questions to people who can answer")
    return (Kept(what, why, t("until you erase it"), items),) if items else ()


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"


def report(store: QuestionsStore, since: datetime, until: datetime) -> tuple[Text, ...]:
    """One sentence, without names; nothing where nothing was asked."""
    posted = [one for one in store.questions(since=since) if one.posted and one.posted < until]
    if not posted:
        return ()
    waits = sorted(one.first - one.posted for one in posted if one.first and one.posted)
    asked = tn("One question", "{n} questions", len(posted))
    if not waits:
        return (t("{asked}, none answered yet.", asked=asked),)
    hours = max(1, -(-waits[(len(waits) - 1) // 2] // HOUR))
    fast = tn("half within an hour", "half within {n} hours", hours)
    answered = len(waits)
    said = t("{asked}, {answered} answered, {fast}.", asked=asked, answered=answered, fast=fast)
    return (said,)
