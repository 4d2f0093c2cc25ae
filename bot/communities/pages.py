"""The web page `today`: what needs the coordinators, what waits for a yes, and what was done."""

from __future__ import annotations

from bot.communities import desk, desk_views
from bot.communities.model import Job
from bot.events import Visited
from bot.handlers import Handlers
from bot.text import Moment, Text, t
from bot.ui import (
    Block,
    Button,
    Figure,
    Figures,
    Heading,
    Note,
    Page,
    Paragraph,
    Row,
    Style,
    Table,
)
from bot.work import Chore, Entry, Waiting

on = Handlers("communities")
TITLE = t("Today")
HOLD = Button(
    t("Hold everything"),
    "communities.hold",
    style=Style.DANGER,
    confirm=t("Nothing goes out until you release it. Answers to what people ask still work."),
)


@on.page(desk.TODAY, title=TITLE, rank=1)
def today(_visited: Visited, work: Job) -> Page:
    """What `desk today`, `desk held`, `desk hold` and `desk log` tell, on one page."""
    chores, waiting = desk.chores(work), work.ledger.waiting("parked", "held")
    counts = Figures(
        (
            Figure(t("Need you"), t("{n}", n=len(chores))),
            Figure(t("Wait for your yes"), t("{n}", n=len(waiting))),
            Figure(t("Go out by themselves"), t("{n}", n=len(work.ledger.waiting("todo")))),
        )
    )
    hold = desk_views.RELEASE if work.ledger.is_held() else HOLD
    said = t("Everything I would send is held.") if work.ledger.is_held() else None
    state: tuple[Block, ...] = (Paragraph(said),) if said else ()
    return Page(
        TITLE,
        (
            counts,
            Heading(t("What needs you")),
            *_needed(chores),
            Heading(t("What waits for your yes")),
            _waiting(waiting),
            Heading(t("Stop or go on")),
            *state,
            Row((hold,)),
            Heading(t("What was done")),
            _done(work.ledger.entries(desk.LINES)),
        ),
    )


def _needed(chores: tuple[Chore, ...]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for chore in chores:
        blocks.append(Paragraph(chore.said))
        blocks += [Row(chore.buttons[: desk_views.BUTTONS])] if chore.buttons else []
    return (*blocks[:40],) or (Paragraph(t("Nothing needs you today.")),)


def _waiting(items: tuple[Waiting, ...]) -> Table:
    rows = tuple((_to(item), desk_views.why(item), _words(item)) for item in items)
    return Table(
        t("Messages that wait"),
        (t("To"), t("Why"), t("Words")),
        rows,
        tuple(desk_views.buttons(item) for item in items),
        t("Nothing waits for you."),
    )


def _to(item: Waiting) -> Text:
    return t("{who}", who=desk_views.addressed(item.to))


def _words(item: Waiting) -> Text:
    """The first words of a message; `Look` shows them all."""
    first = next(
        (b.text for b in item.message.blocks if isinstance(b, Paragraph | Heading | Note)), None
    )
    return first or t("No words")


def _done(entries: tuple[Entry, ...]) -> Table:
    rows = tuple(
        (t("{at}", at=Moment(entry.at)), t("{who}", who=entry.by or t("Hearth")), entry.said)
        for entry in entries
    )
    head = (t("When"), t("Who"), t("What"))
    return Table(t("The newest first"), head, rows, empty=t("Nothing is logged yet."))
