"""What the ledger keeps about somebody, and how every trace of them goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select, update

from bot.events import Event, Person
from bot.text import PLAIN, Envelope, Text, draw, t
from bot.ui import Bullets, Facts, Heading, Message, Note, Paragraph, Quote, Together
from bot.work import Chore, Kept
from storage.codec import Vault, decode
from storage.database import Scope, Tx
from storage.ledger.book import line
from storage.ledger.exchanges import ActBook, ExchangeLog
from storage.people import People
from storage.tables import (
    computations,
    conversations,
    drafts,
    failed,
    forgotten,
    log,
    outbox,
    timers,
)


class Traces:
    """The ledger's housekeeping (`bot.work.Housekeeping`)."""

    def __init__(self, tx: Tx, scope: Scope, now: datetime) -> None:
        """Bind to one community; drafts and failed events are the space's."""
        self._tx, self._scope, self._now = tx, scope, now

    def chores(self, _now: datetime) -> tuple[Chore, ...]:
        """None: the communities room tells what waits for a yes."""
        return ()

    def reasons(self, _person: Person, _now: datetime) -> tuple[Text, ...]:
        """None: rooms give the reasons of their own messages."""
        return ()

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """What was sent to somebody; the words are dropped after seven days."""
        query = select(outbox).where(self._mine(), outbox.c.person == person.id)
        envelope = People(self._tx, self._scope.space).envelope(person)
        items = tuple(self._item(row, envelope) for row in self._tx.run.execute(query))
        did = (*self._exchanges.kept(person), *self._acts.kept(person))
        if not items:
            return did
        return (
            *did,
            Kept(
                t("Messages I sent or owe you"),
                t("so that nothing is sent twice, and your limits hold"),
                t("their words for seven days; that they were sent, until you leave"),
                items,
            ),
        )

    def _item(self, row: Any, envelope: Envelope) -> dict[str, str]:
        words = ""
        if row.letter is not None:
            _, message = self._letter(row)
            words = in_words(message, envelope)
        when = row.sent_at or row.due
        return {"state": row.state, "when": when.isoformat(), "words": words}

    def _letter(self, row: Any) -> Any:
        opened = self._tx.vault.open(row.letter, "outbox", "letter", row.community, row.key)
        return decode(opened)

    def erase(self, person: Person) -> None:
        """Remove what was promised to somebody or names them; leave a digest for restores."""
        run, id_ = self._tx.run, person.id
        self._erase_outbox(person)
        for table in (timers, computations):
            of_theirs = table.c.subject.contains(id_, autoescape=True)
            run.execute(delete(table).where(table.c.community == self._scope.community, of_theirs))
        run.execute(delete(drafts).where(self._theirs(drafts, id_)))
        run.execute(delete(conversations).where(self._theirs(conversations, id_)))
        self._exchanges.erase(person)
        self._acts.erase(person)
        self._erase_log(person)
        self._erase_failed(person)
        digest = forgotten_digest(self._tx.vault, self._scope.community, person)
        # Whoever came back and left again is forgotten as of the later time.
        if not run.execute(
            update(forgotten).where(forgotten.c.digest == digest).values(at=self._now)
        ).rowcount:
            run.execute(insert(forgotten).values(digest=digest, at=self._now))

    def _erase_outbox(self, person: Person) -> None:
        """Their own rows go whole; of others' that name them, the words go."""
        run = self._tx.run
        named = outbox.c.key.contains(person.id, autoescape=True)
        run.execute(delete(outbox).where(self._mine(), or_(outbox.c.person == person.id, named)))
        rows = run.execute(select(outbox).where(self._mine(), outbox.c.letter.is_not(None)))
        for row in rows.all():
            to, message = self._letter(row)
            if names(message, person) or (isinstance(to, Together) and person in to.people):
                gone = {"letter": None, "state": "sent" if row.landed else "dropped"}
                at = and_(self._mine(), outbox.c.key == row.key)
                run.execute(update(outbox).where(at).values(gone))

    def _erase_log(self, person: Person) -> None:
        run = self._tx.run
        rows = run.execute(select(log).where(log.c.community == self._scope.community)).all()
        for row in rows:
            said = decode(self._tx.vault.open(row.said, *line(row.community, row.at, row.by)))
            if row.by == person.id or names(said, person):
                run.execute(delete(log).where(log.c.id == row.id))

    def _erase_failed(self, person: Person) -> None:
        run = self._tx.run
        rows = run.execute(select(failed).where(failed.c.space == person.space.key)).all()
        for row in rows:
            event: Event = decode(self._tx.vault.open(row.event, "failed", "event", row.id))
            if names(event, person):
                run.execute(delete(failed).where(failed.c.id == row.id))

    @property
    def _exchanges(self) -> ExchangeLog:
        return ExchangeLog(self._tx, self._scope)

    @property
    def _acts(self) -> ActBook:
        return ActBook(self._tx, self._scope)

    def _mine(self) -> Any:
        return outbox.c.community == self._scope.community

    def _theirs(self, table: Any, id_: str) -> Any:
        return and_(table.c.space == self._scope.space.key, table.c.person == id_)


def forgotten_digest(vault: Vault, community: str, person: Person) -> str:
    """Names somebody forgotten by a community, to nobody without the key."""
    return vault.digest("forgotten", community, person.space.key, person.id)


def names(value: object, person: Person) -> bool:
    """Whether a value holds somebody anywhere, as a person or by their id."""
    if value in (person, person.id):
        return True
    if isinstance(value, dict):
        return any(names(v, person) for v in (*value.keys(), *value.values()))
    if isinstance(value, (tuple, frozenset, list)):
        return any(names(v, person) for v in value)
    if hasattr(value, "__dataclass_fields__"):
        return any(names(getattr(value, f), person) for f in value.__dataclass_fields__)
    return isinstance(value, str) and person.id in value


def in_words(message: Message, envelope: Envelope) -> str:
    """A message's words as their reader had them, for the download."""
    lines: list[str] = []
    for block in message.blocks:
        match block:
            case Bullets(items=items):
                lines += [draw(item, envelope, PLAIN) for item in items]
            case Facts(pairs=pairs):
                lines += [": ".join(draw(x, envelope, PLAIN) for x in pair) for pair in pairs]
            case Heading() | Paragraph() | Quote() | Note():
                lines.append(draw(block.text, envelope, PLAIN))
    return "\n".join(lines)
