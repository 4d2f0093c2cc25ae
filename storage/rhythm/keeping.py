"""What this room tells coordinators, members and *me* about its rows."""

from __future__ import annotations

from typing import Any

from bot.events import Person
from bot.rhythm.model import BUTTONS, Notice, Point, Telling, said
from bot.text import Text, own, t, tn
from bot.work import Chore, Kept

URGENT = {Telling.CALENDAR: 60, Telling.MISSED: 55, Telling.REGION: 50, Telling.PROPOSE: 20}
PACE, NOBODYS = 40, 45


def notice(row: Any) -> Notice:
    """A row as a notice."""
    return Notice(row.id, Telling(row.telling), row.about, row.at, row.until)


def chores(notices: tuple[Notice, ...], nobodys: tuple[Point, ...]) -> tuple[Chore, ...]:
    """One line each; points without anybody share one."""
    found = [
        Chore(URGENT.get(one.telling, PACE), said(one), BUTTONS.get(one.telling, ()))
        for one in notices
    ]
    if nobodys:
        told = tn(
            "One thing a meeting left open has nobody yet: {first}",
            "{n} things meetings left open have nobody yet. The first: {first}",
            len(nobodys),
            first=own(nobodys[0].words),
        )
        found.append(Chore(NOBODYS, told, weekly=True))  # the thread asks for somebody already
    return tuple(found)


def reasons(looked_after: tuple[Point, ...]) -> tuple[Text, ...]:
    """Why they may hear of something open."""
    if not looked_after:
        return ()
    return (
        tn(
            "You said you would look after something a meeting left open: {words}",
            "You said you would look after {n} things meetings left open. The first: {words}",
            len(looked_after),
            words=own(looked_after[0].words),
        ),
    )


def kept(points: tuple[Point, ...], person: Person) -> tuple[Kept, ...]:
    """What a point tells of somebody: that they wrote it, look after it, or were asked."""
    if not points:
        return ()
    return (
        Kept(
            t("What meetings left open, and you had to do with"),
            t("so that each point has somebody, and is closed"),
            t("until you erase it"),
            tuple(_item(point, person) for point in points),
        ),
    )


def _item(point: Point, person: Person) -> dict[str, str]:
    part = {
        "wrote it": point.by == person,
        "look after it": point.owner == person,
        "were named for it": point.named == person,
        "were asked": person in point.asked,
    }
    you = ", ".join(word for word, is_so in part.items() if is_so)
    words = {"words": point.words} if person in {point.by, point.owner} else {}
    return {"when": f"{point.at:%Y-%m-%d}", "you": you, "state": point.state.value, **words}
