"""The web page `rhythm`: what is set, and all that is planned in the coming weeks."""

from __future__ import annotations

from bot.events import Visited
from bot.rhythm import desk_views, setting
from bot.rhythm.model import Working
from bot.rhythm.table import on
from bot.text import t
from bot.ui import Bullets, Button, Heading, Page, Table

PAGE, TITLE = "rhythm", t("The rhythm")


@on.page(PAGE, title=TITLE, rank=2)
def page(visited: Visited, work: Working) -> Page:
    """What `desk rhythm` tells, each occurrence with its own buttons."""
    rhythm = work.store.rhythm()
    if rhythm.set_at is None:
        return Page(TITLE, desk_views.not_set())
    rows, movable = setting.listed(visited, work)
    told = desk_views.desk(rhythm, work.community.zone, (), ()).blocks
    planned = Table(
        t("To move, or to leave out"),
        (t("What comes, and when"),),
        tuple((one.label,) for one in movable),
        tuple(_buttons(one.value) for one in movable),
        t("Nothing is planned in the coming weeks."),
    )
    in_order = (Heading(t("What is planned")), Bullets(rows)) if rows else ()
    return Page(TITLE, (*told[1:], Heading(t("The coming eight weeks")), planned, *in_order))


def _buttons(subject: str) -> tuple[Button, ...]:
    return (
        Button(t("Move it"), "rhythm.move", subject),
        Button(t("Skip it"), "rhythm.skip", subject),
    )
