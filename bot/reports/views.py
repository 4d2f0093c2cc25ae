"""The words of the report: half a page, no names, and how everything in it is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.directory import Wanted
from bot.events import Community, Place
from bot.exchanges import Came
from bot.reports.counting import Conversations, Participation, Threads
from bot.reports.model import READINGS, Reading, not_measured
from bot.text import Moment, Text, t, tn
from bot.ui import (
    Block,
    Button,
    Chart,
    Figure,
    Figures,
    Heading,
    Look,
    Message,
    Note,
    Page,
    Paragraph,
    Row,
    Series,
    Weight,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TITLE = t("Report")


@dataclass(frozen=True, slots=True)
class Report:
    """All that is told of four weeks. `threads` is None where nothing is listened to."""

    community: Community
    since: datetime
    until: datetime
    took_part: Participation
    talks: Conversations
    prompts: tuple[int, int]
    heard: tuple[Place, ...] = ()
    threads: Threads | None = None
    wanted: tuple[Wanted, ...] = ()
    more: tuple[Text, ...] = ()
    readings: tuple[Reading, ...] = ()


LISTEN = Button(t("Measure a channel, too"), "listening.open")


def message(report: Report, more: tuple[Button, ...] = ()) -> Message:
    """The answer to `desk report`."""
    heading = t(
        "{community}, {since} to {until}",
        community=report.community.name,
        since=Moment(report.since, "day"),
        until=Moment(report.until, "day"),
    )
    buttons = more if report.heard else (*more, LISTEN)
    row = (Row(buttons),) if buttons else ()
    blocks = (Heading(heading), *told(report), *row)
    found = chart(report)
    charts = (found,) if found else ()
    return Message("reports.report", Weight.ANSWER, blocks, charts=charts)


def told(report: Report) -> tuple[Block, ...]:
    """The half page."""
    lines = [
        t("For: {purpose}", purpose=report.community.purpose),
        took_part(report.took_part),
        *_conversations(report.talks),
        _prompts(report.prompts),
        _channels(report.threads),
        *_wanted(report.wanted),
        *report.more,
    ]
    not_in = t("Not in these figures: what was said in private, and what people did with it.")
    return (*(Paragraph(line) for line in lines[:14]), Note(not_in), Note(definition(report.heard)))


def took_part(found: Participation) -> Text:
    """The first figure, and where to look how it is counted."""
    if not found.eligible:
        nothing = not_measured()
        return t(
            "Took part: {nothing}, as nobody has been here for two weeks yet.", nothing=nothing
        )
    return tn(
        "One of the {of} who joined took part (how counted: below).",
        "{n} of the {of} who joined took part (how counted: below).",
        len(found.contributors),
        of=len(found.eligible),
    )


def definition(heard: tuple[Place, ...]) -> Text:
    """How participation is counted, printed with the figure."""
    if heard:
        return t(
            "How counted: in the 28 days to now, members who had a conversation that took place, "
            "answered a prompt or a newcomer through me, or wrote in {places}; of the members who "
            "joined at least 14 days ago and are not on a break. What is written elsewhere: not "
            "measured.",
            places=heard,
        )
    return t(
        "How counted: in the 28 days to now, members who had a conversation that took place, or "
        "answered a prompt or a newcomer through me; of the members who joined at least 14 days "
        "ago and are not on a break. What is written in the channels: not measured."
    )


def _conversations(talks: Conversations) -> Iterable[Text]:
    rest = tuple(_rest(talks))
    took = _took_place(talks)
    yield (
        t("{took_place}; {rest}.", took_place=took, rest=rest)
        if rest
        else t("{took_place}.", took_place=took)
    )
    if talks.by_lens:
        each = sorted(talks.by_lens.items(), key=lambda item: (-item[1], item[0]))
        lenses = tuple(t("{lens} {n}", lens=_lens(lens), n=n) for lens, n in each)
        yield t("Of them in rounds, by what brought people together: {lenses}.", lenses=lenses)


def _took_place(talks: Conversations) -> Text:
    if not talks.met:
        return t("No conversation took place that I was told of")
    if not talks.between:
        return tn("One conversation took place", "{n} conversations took place", talks.met)
    return tn(
        "One conversation took place ({between} between organisations)",
        "{n} conversations took place, {between} of them between organisations",
        talks.met,
        between=talks.between,
    )


def _rest(talks: Conversations) -> Iterable[Text]:
    """What did not take place, or not yet; no answer stands apart from a no."""
    if n := talks.rest.get(Came.ARRANGED, 0):
        yield tn("one more is arranged", "{n} more are arranged", n)
    if n := talks.rest.get(Came.SILENT, 0):
        yield tn("one gave no answer", "{n} gave no answer", n)
    if n := talks.rest.get(Came.LET_GO, 0):
        yield tn("one was let go", "{n} were let go", n)


LENSES = {
    "skills": t("skills"),
    "challenge": t("challenges"),
    "topic": t("topics"),
    "role": t("roles"),
    "region": t("regions"),
    "cross_organisation": t("other organisations"),
    "newcomers": t("newcomers with regulars"),
    "chance": t("chance"),
}


def _lens(name: str) -> Text:
    return LENSES.get(name, t("{name}", name=name))


def _prompts(found: tuple[int, int]) -> Text:
    answers, asked = found
    if not answers:
        return t("Prompts: no answer came through me.")
    one = tn("one prompt", "{n} prompts", asked)
    return tn("One answer to {prompts}.", "{n} answers to {prompts}.", answers, prompts=one)


def _channels(found: Threads | None) -> Text:
    if found is None:
        return t("Conversations begun in the channels: {nothing}.", nothing=not_measured())
    begun = tn(
        "One conversation was begun in the channels, {by} by members;",
        "{n} conversations were begun in the channels, {by} by members;",
        found.begun,
        by=found.by_members,
    )
    if found.half_within is None:
        return t("{begun} none was answered.", begun=begun)
    within = _span(found.half_within)
    answered = tn("one was answered", "{n} were answered", found.answered)
    return t("{begun} {answered}, half of them within {span}.",
             begun=begun, answered=answered, span=within)  # fmt: skip


def _span(span: timedelta) -> Text:
    if span < HOUR:
        return t("an hour")
    if span < 2 * DAY:
        return tn("{n} hour", "{n} hours", round(span / HOUR))
    return tn("{n} day", "{n} days", round(span / DAY))


def _wanted(found: tuple[Wanted, ...]) -> Iterable[Text]:
    if found:
        skills = tuple(
            t("{skill} ({n} people)", skill=one.task, n=len(one.learners)) for one in found[:3]
        )
        yield t("Most wanted, nobody to teach it: {skills}.", skills=skills)


def chart(report: Report) -> Chart | None:
    """Participation Monday by Monday; nothing before there are two."""
    found = [one for one in report.readings if one.eligible][-READINGS:]
    if len(found) < 2:  # noqa: PLR2004 - one point is no line
        return None
    shares = [100 * one.contributors / one.eligible for one in found]
    labels = tuple(t("{day}", day=f"{one.day.day}.{one.day.month}.") for one in found)
    alt = t(
        "Of a hundred eligible members, {first} took part in the four weeks to the first Monday "
        "shown, and {last} in those to the last.",
        first=round(shares[0]),
        last=round(shares[-1]),
    )
    took = Series(t("Took part, of a hundred"), tuple(round(share, 1) for share in shares))
    return Chart(Look.LINE, t("Participation"), labels, (took,), alt, t("%"))


def page(report: Report) -> Page:
    """The same as a web page, the figures side by side."""
    share = report.took_part.share
    part = not_measured() if share is None else t("{n} %", n=round(share))
    begun = report.threads
    figures = Figures(
        (
            Figure(t("Took part"), part, _of(report.took_part)),
            Figure(t("Conversations that took place"), t("{n}", n=report.talks.met)),
            Figure(t("Gave no answer"), t("{n}", n=report.talks.rest.get(Came.SILENT, 0))),
            Figure(
                t("Begun by members"),
                t("{n} of {of}", n=begun.by_members, of=begun.begun) if begun else not_measured(),
            ),
        )
    )
    found = chart(report)
    return Page(TITLE, (figures, *((found,) if found else ()), *told(report)))


def _of(found: Participation) -> Text | None:
    if not found.eligible:
        return None
    return t("{n} of {of}", n=len(found.contributors), of=len(found.eligible))
