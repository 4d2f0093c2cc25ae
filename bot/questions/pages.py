"""The web page `questions`: what is open, topics, who carries much, and a quarter in charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.events import Visited
from bot.questions import counting, desk, desk_views, learnt_views
from bot.questions.counting import Counted
from bot.questions.desk import PAGE, TOPICS
from bot.questions.desk_views import TITLE, Desk, Opened
from bot.questions.kinds import Kind
from bot.questions.naming import KINDS
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import Text, own, t
from bot.ui import (
    Button,
    Chart,
    Figure,
    Figures,
    Look,
    Note,
    Page,
    Row,
    Series,
    Style,
    Table,
)
from bot.wording import shortened
from bot.work import HOUR

WEEKS, SHOWN = 12, 120


@on.page(PAGE, title=TITLE, rank=4)
def page(_visited: Visited, work: Job) -> Page:
    """What `desk questions` tells, with every question at once."""
    told = desk.gathered(work)
    recent = work.store.questions(since=work.now - TOPICS)
    weeks = counting.by_week(recent, work.now, WEEKS)
    return Page(
        TITLE,
        (
            Figures(tuple(Figure(name, value) for name, value in desk_views.facts(told))),
            Note(desk_views.measured(told)),
            Note(learnt_views.explained(told.learnt)),
            Row((learnt_views.AGAIN,)),
            _waiting(told.waiting),
            _alone(told),
            _heavy(told),
            *(_charts(weeks, told) if any(one.asked for _, one in weeks) else ()),
        ),
    )


def _waiting(waiting: Sequence[Opened]) -> Table:
    rows = tuple(
        (
            own(shortened(one.question.need, SHOWN)),
            t("{asker}", asker=one.question.asker) if one.question.asker else t("not known"),
            own(one.question.topic or "–"),
            desk_views.how_far(one),
        )
        for one in waiting
    )
    buttons = tuple(
        (
            Button(t("Ask somebody"), "questions.ask_somebody", one.question.id, Style.MAIN),
            Button(t("Topic and kind"), "questions.describe", one.question.id),
        )
        for one in waiting
    )
    head = (t("Question"), t("Who asks"), t("Topic"), t("How far"))
    none = t("Every question has somebody. Nothing to do.")
    return Table(t("Open and late"), head, rows, buttons, none)


def _alone(told: Desk) -> Table:
    rows = tuple((own(topic or "–"), own(shortened(one.need, SHOWN))) for topic, one in told.alone)
    buttons = tuple(
        (Button(t("Ask who knows"), "questions.who_knows", one.id),)
        if topic
        else (Button(t("Say its topic"), "questions.describe", one.id),)
        for topic, one in told.alone
    )
    head = (t("Topic"), t("Asked last"))
    return Table(
        t("Topics without helpers"), head, rows, buttons, t("No topic is without a helper.")
    )


def _heavy(told: Desk) -> Table:
    rows = tuple(
        (t("{person}", person=person), t("{count} of {of}", count=count, of=of))
        for person, count, of in told.heavy
    )
    head = (t("Who"), t("Asks in four weeks"))
    return Table(t("Who carries much"), head, rows, empty=t("Nobody carries too much."))


def _charts(weeks: Sequence[tuple[datetime, Counted]], told: Desk) -> tuple[Chart, ...]:
    labels = tuple(own(f"{first.day}.{first.month}.") for first, _ in weeks)
    asked = tuple(float(one.asked) for _, one in weeks)
    answered = tuple(float(one.answered) for _, one in weeks)
    fast = tuple(one.half_within / HOUR if one.half_within else None for _, one in weeks)
    many = t("{answered} of {asked} questions of twelve weeks got a reply.",
             answered=int(sum(answered)), asked=int(sum(asked)))  # fmt: skip
    charts = [
        Chart(
            Look.BARS,
            t("Questions by week"),
            labels,
            (Series(t("Asked"), asked), Series(t("Answered"), answered)),
            many,
        ),
        Chart(
            Look.LINE,
            t("Time to the first human reply"),
            labels,
            (Series(t("Half within"), fast),),
            t("The median of each week; weeks without a reply are left out."),
            t("hours"),
        ),
    ]
    return (*charts, *_kinds(told))


def _kinds(told: Desk) -> tuple[Chart, ...]:
    kinds = [kind for kind in Kind if told.kinds.get(kind.value)]
    if not kinds:
        return ()
    counts = tuple(float(told.kinds[kind.value]) for kind in kinds)
    names: tuple[Text, ...] = tuple(KINDS[kind] for kind in kinds)
    alt = t("What kinds of request there were in four weeks.")
    return (Chart(Look.BARS, t("Kinds of request"), names, (Series(t("Questions"), counts),), alt),)
