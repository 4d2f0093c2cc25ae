"""The web page `round`: every group of the draft with its reason, and what each lens brought."""

from __future__ import annotations

from bot.events import Visited
from bot.rounds import previewing
from bot.rounds.model import Counts, Group, Lens, Round, State
from bot.rounds.part_views import LENSES
from bot.rounds.table import Working, on
from bot.text import Text, t
from bot.ui import (
    MAX_ROWS,
    Block,
    Bullets,
    Button,
    Chart,
    Figure,
    Figures,
    Heading,
    Look,
    Menu,
    Page,
    Row,
    Series,
    Table,
)

PAGE, TITLE = "round", t("The round")


@on.page(PAGE, title=TITLE, rank=4)
def page(_visited: Visited, work: Working) -> Page:
    """What `desk round` tells, with all groups at once."""
    round_ = work.store.draft() or work.store.running()
    told = previewing.now(work).blocks
    if round_ is None or round_.state is State.DRAWING:
        return Page(TITLE, (*told, *_lenses(work.store.by_lens())))
    groups = work.store.groups(round_, 0, MAX_ROWS)
    absent = work.store.absences(round_)
    counts = Figures(
        (
            Figure(t("Conversations"), t("{n}", n=round_.groups)),
            Figure(t("People in them"), t("{n}", n=sum(len(g.people) for g in groups))),
            Figure(t("Not in it"), t("{n}", n=len(absent))),
        )
    )
    return Page(
        TITLE,
        (
            counts,
            *_around(told, has_groups=bool(groups)),
            Heading(t("Who is with whom")),
            _table(round_, groups),
            *_lenses(work.store.by_lens()),
        ),
    )


def _around(told: tuple[Block, ...], *, has_groups: bool) -> tuple[Block, ...]:
    """What the chat tells, without its pages of groups: here they stand in one table."""
    kept = [each for each in told if not isinstance(each, Menu) and not _turns(each)]
    lists = [each for each in kept if isinstance(each, Bullets)]
    if has_groups and lists and isinstance(lists[0], Bullets):
        kept.remove(lists[0])
    return tuple(kept)


def _turns(block: Block) -> bool:
    return isinstance(block, Row) and all(b.name == "rounds.page" for b in block.buttons)


def _table(round_: Round, groups: tuple[Group, ...]) -> Table:
    rows = tuple((_who(group), _why(group)) for group in groups)
    draft = round_.state is State.DRAFT
    buttons = tuple((_lock(group),) for group in groups) if draft else ()
    head = (t("People"), t("Why these"))
    return Table(t("Conversations"), head, rows, buttons, t("Nobody is in it."))


def _who(group: Group) -> Text:
    return t("{people}", people=tuple(group.people)) if group.people else t("Nobody")


def _why(group: Group) -> Text:
    said = group.reason.told(group.people[0].space) if group.people else t("Nobody")
    return t("{reason} (locked)", reason=said) if group.locked else said


def _lock(group: Group) -> Button:
    if group.locked:
        return Button(t("Unlock"), "rounds.unlock", group.id)
    return Button(t("Lock"), "rounds.lock", group.id)


def _lenses(by_lens: tuple[tuple[Lens, Counts], ...]) -> tuple[Heading | Chart, ...]:
    """What came of all rounds so far, by what they went by."""
    if not by_lens:
        return ()
    series = (
        Series(t("Took place"), tuple(float(each.met) for _, each in by_lens)),
        Series(t("No answer"), tuple(float(each.silent) for _, each in by_lens)),
    )
    labels = tuple(LENSES[lens] for lens, _ in by_lens)
    met = sum(each.met for _, each in by_lens)
    groups = sum(each.groups for _, each in by_lens)
    alt = t("Of {groups} conversations so far, {met} took place.", groups=groups, met=met)
    chart = Chart(Look.BARS, t("Conversations so far"), labels, series, alt)
    return Heading(t("All rounds so far")), chart
