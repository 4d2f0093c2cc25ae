"""What stands ready to be claimed; asked with every tick, so composed once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, or_, select

from bot.ui import Weight
from storage.tables import computations, holds, outbox, timers

TIMERS = (
    select(timers)
    .where(
        timers.c.space == bindparam("space"),
        timers.c.due <= bindparam("now"),
        or_(timers.c.lease.is_(None), timers.c.lease < bindparam("real")),
    )
    .order_by(timers.c.due, timers.c.name, timers.c.subject)
    .limit(100)
)
COMPUTATIONS = (
    select(computations)
    .where(
        computations.c.space == bindparam("space"),
        computations.c.state == "todo",
        or_(computations.c.lease.is_(None), computations.c.lease < bindparam("real")),
    )
    .order_by(computations.c.asked_at)
    .limit(10)
)


def _messages() -> tuple[Select[Any], ...]:
    held = select(holds.c.community)
    free = outbox.c.weight.in_([w.value for w in Weight if w.is_free])
    let_go = or_(free, outbox.c.landed.is_not(None), outbox.c.community.not_in(held))
    stuck = and_(outbox.c.state == "sending", outbox.c.lease < bindparam("real"))
    due = and_(outbox.c.state == "todo", outbox.c.due <= bindparam("now"), let_go)
    return tuple(
        select(outbox)
        .where(outbox.c.space == bindparam("space"), state)
        .order_by(outbox.c.due, outbox.c.placed)
        .limit(bindparam("most"))
        for state in (stuck, due)
    )


# What was taken up and never ended, and what is due; each the oldest first. Two queries, because
# one with an *or* looks at every row that is not due yet (95 ms for 100,000 of them on SQLite,
# measured on a busy machine).
MESSAGES = _messages()


def _any(*queries: Select[Any]) -> Any:
    return or_(*(exists(query.order_by(None).limit(None)) for query in queries))


# Whether there is anything of each sort.
ANYTHING = select(
    _any(TIMERS).label("timers"),
    _any(*MESSAGES).label("messages"),
    _any(COMPUTATIONS).label("computations"),
)
