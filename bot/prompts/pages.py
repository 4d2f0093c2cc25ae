"""The web page `prompts`: what comes next, the ideas that wait, and how the last ones went."""

from __future__ import annotations

from datetime import timedelta

from bot.events import Visited
from bot.prompts import backlog, desk
from bot.prompts.model import Job, Posting, spoken
from bot.prompts.naming import SINGLE
from bot.prompts.table import on
from bot.text import Moment, Text, own, t
from bot.ui import Button, Chart, Heading, Look, Page, Series, Style, Table

PAGE, TITLE = "prompts", t("Prompts")
LATELY, MOST = timedelta(weeks=26), 12


@on.page(PAGE, title=TITLE, rank=3)
def page(_visited: Visited, work: Job) -> Page:
    """What `desk prompt` tells, with every idea at once."""
    posted = sorted(work.store.postings(work.now - LATELY), key=lambda one: one.day)
    counted = [one for one in posted if one.answers is not None][-MOST:]
    chart = (_chart(counted),) if len(counted) > 1 else ()
    return Page(
        TITLE,
        (
            *desk.page(work).blocks,
            Heading(t("Ideas that wait")),
            _ideas(work),
            Heading(t("The last prompts")),
            *chart,
            _posted(work, posted[-MOST:]),
        ),
    )


def _ideas(work: Job) -> Table:
    waiting, language = backlog.waiting(work), work.community.language
    rows = tuple(
        (
            own(spoken(idea.text, language)),
            t("{author}", author=idea.author) if idea.author else t("Hearth"),
            own(spoken(idea.purpose, language) or "–"),
        )
        for idea in waiting
    )
    head = (t("The idea"), t("Whose"), t("What it is for"))
    buttons = tuple(
        (
            Button(t("Accept"), "prompts.accept", idea.id, Style.MAIN),
            Button(t("Say why not"), "prompts.decline", idea.id),
        )
        for idea in waiting
    )
    return Table(t("Ideas of members"), head, rows, buttons, t("No idea waits for you."))


def _posted(work: Job, posted: list[Posting]) -> Table:
    language, found = work.community.language, {p.id: p for p in work.store.prompts()}
    rows = tuple(
        (
            _day(one),
            SINGLE[one.kind],
            own(spoken(found[one.prompt].text, language)) if one.prompt in found else t("Gone"),
            t("not counted yet") if one.answers is None else t("{n}", n=one.answers),
        )
        for one in reversed(posted)
    )
    head = (t("When"), t("Kind"), t("Prompt"), t("Answers"))
    return Table(t("Newest first"), head, rows, empty=t("No prompt went out yet."))


def _day(one: Posting) -> Text:
    return t("{day}", day=Moment(one.posted, "day")) if one.posted else own(f"{one.day}")


def _chart(posted: list[Posting]) -> Chart:
    answers = tuple(float(one.answers or 0) for one in posted)
    labels = tuple(own(f"{one.day.day}.{one.day.month}.") for one in posted)
    some = sum(count > 0 for count in answers)
    alt = t("{some} of the last {n} prompts got answers.", some=some, n=len(posted))
    return Chart(Look.BARS, t("Answers"), labels, (Series(t("Answers"), answers),), alt)
