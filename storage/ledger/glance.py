"""A look at a space's promises without taking any: the playground's panel, doctor, next due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Row,
    Select,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.events import Person, Place, Space
from bot.platform import Pending
from bot.text import Hole, Text, own, t
from bot.ui import Beside, Heading, Message, Note, Paragraph, Recipient, Together, Weight
from storage.codec import decode
from storage.database import Tx
from storage.ledger.book import line
from storage.tables import holds, log, outbox, planned, spaces, timers

SHOWN = 40


def promised(tx: Tx, space: Space, sentences: Mapping[str, str]) -> tuple[Pending, ...]:
    """Waiting and held messages, timers and the next of each planned beat, the soonest first.

    `sentences` says of each timer and beat, by name, what happens when it comes.
    """
    rows = tx.run.execute(
        select(outbox)
        .where(outbox.c.space == space.key, outbox.c.state.in_(("todo", "held", "parked")))
        .order_by(outbox.c.due)
        .limit(SHOWN)
    ).all()
    found = [_message(tx, row) for row in rows]
    armed = tx.run.execute(
        select(timers)
        .where(timers.c.space == space.key, timers.c.name.not_like("@%"))
        .order_by(timers.c.due)
        .limit(SHOWN)
    )
    found += [
        Pending(
            row.due,
            own(sentences.get(row.name, row.name)),
            t("a timer; it does nothing if that is settled by then"),
        )
        for row in armed
    ]
    soonest = func.min(planned.c.at).label("soonest")
    beats = tx.run.execute(
        select(planned.c.name, soonest)
        .where(planned.c.space == space.key)
        .group_by(planned.c.community, planned.c.name)
        .order_by(soonest)
        .limit(SHOWN)
    )
    found += [
        Pending(row.soonest, own(sentences.get(row.name, row.name)), t("planned")) for row in beats
    ]
    return tuple(sorted(found, key=lambda pending: pending.at)[:SHOWN])


def _message(tx: Tx, row: Row[Any]) -> Pending:
    state, reason = row.state, row.reason
    to, message = decode(tx.vault.open(row.letter, "outbox", "letter", row.community, row.key))
    why = {
        "held": t("waits for a coordinator's yes"),
        "parked": t("parked: {reason}", reason=reason),
    }.get(state, t("waits: {reason}", reason=reason) if reason else t("on its way"))
    return Pending(row.due, t("To {to}: {what}", to=to_whom(to), what=gist(message)), why)


def to_whom(to: Recipient) -> Hole:
    """A recipient as a hole of a text."""
    match to:
        case Person() | Place():
            return to
        case Together(people=people):
            return people
        case Beside():
            return t("the same conversation")


def gist(message: Message) -> Text:
    """The first words of a message."""
    for block in message.blocks:
        if isinstance(block, Heading | Paragraph | Note):
            return block.text
    return t("a message")


def decided(tx: Tx, space: Space, communities: tuple[str, ...]) -> tuple[Pending, ...]:
    """What was decided and what was sent lately, the newest first."""
    said = tx.run.execute(
        select(log).where(log.c.community.in_(communities)).order_by(log.c.id.desc()).limit(SHOWN)
    )
    found = [
        Pending(
            row.at,
            decode(tx.vault.open(row.said, *line(row.community, row.at, row.by))),
            t("the log"),
        )
        for row in said
    ]
    rows = tx.run.execute(
        select(outbox)
        .where(
            outbox.c.space == space.key,
            outbox.c.sent_at.is_not(None),
            outbox.c.letter.is_not(None),
        )
        .order_by(outbox.c.sent_at.desc())
        .limit(SHOWN)
    )
    for row in rows:
        to, message = decode(tx.vault.open(row.letter, "outbox", "letter", row.community, row.key))
        told = t("To {to}: {what}", to=to_whom(to), what=gist(message))
        found.append(Pending(row.sent_at, told, t("sent, as {weight}", weight=row.weight)))
    return tuple(sorted(found, key=lambda pending: pending.at, reverse=True)[:SHOWN])


def _soonest() -> tuple[Select[Any], ...]:
    free = outbox.c.weight.in_([w.value for w in Weight if w.is_free])
    unheld = outbox.c.community.not_in(select(holds.c.community))
    message = and_(outbox.c.state == "todo", or_(free, unheld))
    space: BindParameter[str] = bindparam("space")
    return (
        select(func.min(outbox.c.due)).where(outbox.c.space == space, message),
        select(func.min(timers.c.due)).where(timers.c.space == space),
        select(func.min(planned.c.at)).where(planned.c.space == space),
    )


SOONEST = _soonest()


def next_due(tx: Tx, space: Space) -> datetime | None:
    """When a timer, a message or a planned beat of the space is due next."""
    found = (tx.run.execute(each, {"space": space.key}).scalar() for each in SOONEST)
    return min((at for at in found if at), default=None)


def offset(tx: Tx, space: Space, now: datetime) -> float:
    """How far the space's clock is ahead, in seconds; a space seen first is noted."""
    row = tx.run.execute(select(spaces).where(spaces.c.space == space.key)).first()
    if row is None:
        tx.run.execute(insert(spaces).values(space=space.key, offset_s=0.0, first_seen=now))
        return 0.0
    return float(row.offset_s)


def set_offset(tx: Tx, space: Space, seconds: float) -> None:
    """Keep how far the space's clock is ahead."""
    tx.run.execute(update(spaces).where(spaces.c.space == space.key).values(offset_s=seconds))
