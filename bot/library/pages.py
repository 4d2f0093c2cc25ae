"""The web page `library`: search, topics with who looks after them, and what came last."""

from __future__ import annotations

from bot.events import Visited
from bot.library import desk, desk_views
from bot.library.model import LEVELS, YEAR, Item, Job, Topic
from bot.library.table import on
from bot.text import Moment, Text, own, t
from bot.ui import Button, Figure, Figures, Page, Row, Table
from bot.work import DAY

TITLE = t("Library")
LATELY, MOST, NEWEST = 30 * DAY, 200, 50
KNOWN = 200  # titles suggested while somebody types


@on.page(desk.PAGE, title=TITLE, rank=6)
def page(_visited: Visited, work: Job) -> Page:
    """Everything that is kept, and everything that may be done about it."""
    topics, held, newest = desk.topics(work), work.store.how_many(), work.store.newest(KNOWN)
    export = (Row((desk_views.EXPORT,)),) if held else ()
    return Page(
        TITLE,
        (
            _figures(work, held),
            desk_views.search_form(tuple(dict.fromkeys(item.title for item in newest))),
            _topics(topics),
            _newest(newest[:NEWEST]),
            *export,
        ),
    )


def _figures(work: Job, held: int) -> Figures:
    new = work.store.kept_between(work.now - LATELY, work.now)
    old = len(work.store.unconfirmed(work.now - YEAR, MOST))
    return Figures(
        (
            Figure(t("Kept"), t("{n}", n=held)),
            Figure(t("Newly kept"), t("{n}", n=new), t("in thirty days")),
            Figure(t("A year old"), t("{n}", n=old), t("nobody looked at them since")),
        )
    )


def _topics(topics: tuple[Topic, ...]) -> Table:
    rows = tuple((own(one.words), t("{n}", n=one.items), _steward(one)) for one in topics[:MOST])
    buttons = tuple((Button(t("Look into it"), "library.topic", one.id),) for one in topics[:MOST])
    head = (t("Topic"), t("Items"), t("Who looks after it"))
    return Table(t("Topics"), head, rows, buttons, t("No topic was named yet."))


def _steward(topic: Topic) -> Text:
    return t("{person}", person=topic.steward) if topic.steward else t("nobody yet")


def _newest(items: tuple[Item, ...]) -> Table:
    rows = tuple(
        (
            own(item.title),
            own(item.topic or "–"),
            LEVELS[item.level] if item.level else t("not said"),
            t("{person}", person=item.named) if item.named else t("without a name"),
            t("{day}", day=Moment(item.kept or item.at, "day")),
        )
        for item in items
    )
    buttons = tuple((Button(t("Open it"), "library.open", item.id),) for item in items)
    head = (t("Title"), t("Topic"), t("For whom"), t("Author"), t("Kept on"))
    return Table(t("What came last"), head, rows, buttons, t("Nothing is kept yet."))
