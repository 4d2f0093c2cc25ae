"""What waits on our side for somebody: forms being filled in, replies to show, events noted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.events import Event, Person, Place, Space
from bot.premises import Draft
from bot.ui import Button, Form, Message, Row
from storage.codec import decode, encode
from storage.database import Tx
from storage.tables import conversations, drafts, inbox, outbox

KEPT, HOUR, DAY, LATELY = timedelta(days=7), timedelta(hours=1), timedelta(days=1), 8
TALK = (
    conversations.c.space == bindparam("in_space"),
    conversations.c.person == bindparam("whose"),
    conversations.c.place == bindparam("where"),
)
# With every event, or nearly so: composed once.
SEEN = insert(inbox)
ABOUT = select(conversations.c.community).where(*TALK, conversations.c.until > bindparam("now"))


class Desk:
    """The machinery's own rows of one space, inside one transaction."""

    def __init__(self, tx: Tx, space: Space) -> None:
        """Bind to a space."""
        self._tx, self._space = tx, space

    def first_time(self, event: Event, now: datetime) -> bool:
        """Note the event's id; False when it was handled before."""
        # A digest: platforms put people's ids into ids of events.
        id_ = self._tx.vault.digest("inbox", self._space.key, event.id)
        try:
            with self._tx.run.begin_nested():
                row = {"space": self._space.key, "id": id_, "seen_at": now}
                self._tx.run.execute(SEEN, row)
        except IntegrityError:
            return False
        return True

    def keep_draft(self, draft: Draft, now: datetime) -> None:
        """Keep a form being filled in for an hour."""
        kept = (draft.form, draft.step, dict(draft.values))
        self._put(draft.id, draft.person, draft.community, kept, now)

    def draft(self, id_: str, now: datetime) -> Draft | None:
        """The form of that id, unless its hour is over."""
        row = self._row(id_, now)
        if row is None:
            return None
        match self._open(row):
            case (Form() as form, int(step), dict(values)):
                person = Person(self._space, row.person)
                return Draft(id_, person, row.community, form, step, values)
        return None  # what was kept aside is no form

    def drop_draft(self, id_: str) -> None:
        """The form is done."""
        self._tx.run.execute(delete(drafts).where(self._mine(id_)))

    def keep_aside(self, person: Person, value: Event | Message, id_: str, now: datetime) -> None:
        """Keep an event to go on with, or a reply to show, for an hour."""
        self._put(id_, person, None, (value,), now)

    def aside(self, person: Person, id_: str, now: datetime) -> Any:
        """What was kept aside for this person under that id."""
        row = self._row(id_, now)
        if row is None or row.person != person.id:
            return None
        kept = self._open(row)
        return kept[0] if len(kept) == 1 else None  # a form has three parts

    def _put(
        self, id_: str, person: Person, community: str | None, value: object, now: datetime
    ) -> None:
        sealed = self._tx.vault.seal(encode(value), "drafts", "kept", id_)
        change = {"kept": sealed, "until": now + HOUR}
        if self._tx.run.execute(update(drafts).where(self._mine(id_)).values(change)).rowcount:
            return
        row = {"id": id_, "space": self._space.key, "community": community, "person": person.id}
        self._tx.run.execute(insert(drafts).values(**row, **change))

    def _row(self, id_: str, now: datetime) -> Any:
        query = select(drafts).where(self._mine(id_), drafts.c.until > now)
        return self._tx.run.execute(query).first()

    def _open(self, row: Any) -> Any:
        return decode(self._tx.vault.open(row.kept, "drafts", "kept", row.id))

    def _mine(self, id_: str) -> Any:
        return and_(drafts.c.id == id_, drafts.c.space == self._space.key)

    def remembered(self, person: Person, place: Place | None, now: datetime) -> str | None:
        """Which community this conversation was about."""
        return self._tx.run.execute(ABOUT, {**self._talk(person, place), "now": now}).scalar()

    def remember(self, person: Person, place: Place | None, community: str, now: datetime) -> None:
        """Take this conversation to be about that community, for a day."""
        self._tx.run.execute(delete(conversations).where(*TALK), self._talk(person, place))
        row = {"person": person.id, "place": place.id if place else "", "until": now + DAY}
        self._tx.run.execute(
            insert(conversations).values(space=self._space.key, community=community, **row)
        )

    def _talk(self, person: Person, place: Place | None) -> dict[str, str]:
        where = place.id if place else ""
        return {"in_space": self._space.key, "whose": person.id, "where": where}

    def buttons_seen(self, person: Person, now: datetime) -> tuple[tuple[str, Button], ...]:
        """Buttons of the last private messages to somebody, newest first, with the community."""
        query = (
            select(outbox.c.community, outbox.c.key, outbox.c.letter)
            .where(
                outbox.c.space == self._space.key,
                outbox.c.person == person.id,
                outbox.c.sent_at > now - KEPT,
                outbox.c.letter.is_not(None),
            )
            .order_by(outbox.c.sent_at.desc())
            .limit(LATELY)
        )
        found: list[tuple[str, Button]] = []
        for row in self._tx.run.execute(query):
            where = ("outbox", "letter", row.community, row.key)
            _, message = decode(self._tx.vault.open(row.letter, *where))
            found += [(row.community, button) for button in _buttons(message)]
        return tuple(found)


def _buttons(message: Message) -> list[Button]:
    return [
        button for block in message.blocks if isinstance(block, Row) for button in block.buttons
    ]
