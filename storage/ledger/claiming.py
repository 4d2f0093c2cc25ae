"""Taking promises up inside one transaction: what may go now, what waits, what comes too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, or_, select

from bot.budget import Reading, when
from bot.events import Community, Person, Place, Space
from bot.outbox import LEASE, Claimed
from bot.platform import Letter
from bot.text import Envelope, language_of
from bot.ui import Beside, Recipient, Together, Weight
from bot.waking import together_awake
from storage.codec import decode
from storage.database import Tx
from storage.ledger.marks import landed_of, mark, settle
from storage.tables import outbox

if TYPE_CHECKING:
    from storage.ledger.spool import Reader

DAY, WEEK, MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=30)
WAIT, WAITS = timedelta(hours=1), "waits for another"


class Claiming:
    """One round of claiming, in one transaction of one space."""

    def __init__(self, tx: Tx, reader: Reader, space: Space, now: datetime, real: float) -> None:
        """`now` is the space's, `real` epoch seconds for leases."""
        self._tx, self._reader, self._space = tx, reader, space
        self._now, self._real = now, real

    def one(self, row: Row[Any]) -> Claimed | None:
        """Take a row up; None, and it is not ready any more, when it may not go."""
        community = self._reader.community(self._tx, self._space, row.community)
        if community is None or row.letter is None:
            mark(self._tx, row, state="dropped", reason="community gone")
            return None
        again = row.state == "sending"
        sealed = self._tx.vault.open(row.letter, "outbox", "letter", row.community, row.key)
        to, message = decode(sealed)
        if not again and not self._may_go(row, community, to):
            return None
        if isinstance(to, Beside):
            to = self._beside(row, to)
            if to is None:
                return None
        self._take(row, again=again)
        landed = landed_of(self._tx, row)
        # An edit may be repeated unseen; what never landed must be looked for first.
        look = again and landed is None
        return Claimed(
            space=self._space,
            community=row.community,
            key=row.key,
            # What may have arrived is what was tried, whatever was written since.
            version=row.tried if look else row.version,
            attempt=row.attempt + 1,
            until=self._real + LEASE,
            letter=Letter(
                f"{row.community}/{row.key}",
                to,
                message,
                self._envelope(community, to),
                community.home,
                landed,
            ),
            since=row.first_byte if look else None,
        )

    def _take(self, row: Row[Any], *, again: bool) -> None:
        first = {} if again else {"tried": row.version, "first_byte": self._real}
        lease = {"lease": self._real + LEASE, "attempt": row.attempt + 1}
        mark(self._tx, row, state="sending", **lease, **first)

    def _envelope(self, community: Community, to: Recipient) -> Envelope:
        """One reader's language; that of several where they share one; else the community's."""
        readers = to.people if isinstance(to, Together) else (to,)
        people = [each if isinstance(each, Person) else None for each in readers]
        each = [self._reader.envelope(self._tx, community, one) for one in people]
        shared = len({language_of(one.locale) for one in each}) == 1
        whole = self._reader.envelope(self._tx, community, None)
        if len(each) == 1:
            return each[0]
        return replace(whole, locale=each[0].locale) if shared else whole

    def _may_go(self, row: Row[Any], community: Community, to: Recipient) -> bool:
        """Hours and limits; an edit of what stands there, and a channel, have none."""
        if row.landed is None and isinstance(to, Together):
            return self._all_awake(row, community, to) and self._is_fresh(row)
        if row.landed is not None or row.person is None:
            return self._is_fresh(row)
        reading = self._counted(community, Person(community.space, row.person))
        verdict = when(Weight(row.weight), self._now, reading)
        if verdict.at is None or (row.expires and verdict.at > row.expires):
            self._drop(row, verdict.why or "too late")
            return False
        if verdict.at > self._now:
            mark(self._tx, row, due=verdict.at, reason=verdict.why)
            return False
        return self._is_fresh(row)

    def _all_awake(self, row: Row[Any], community: Community, to: Together) -> bool:
        """Nobody's phone rings at night: a conversation opens while all of its people are awake."""
        hours = tuple(
            self._reader.reading(self._tx, community, one, self._now).hours for one in to.people
        )
        at = together_awake(self._now, hours)
        if at > self._now:
            mark(self._tx, row, due=at, reason="waking hours")
        return at <= self._now

    def _is_fresh(self, row: Row[Any]) -> bool:
        if row.expires is None or self._now <= row.expires:
            return True
        self._drop(row, "too late")
        return False

    def _drop(self, row: Row[Any], why: str) -> None:
        settle(self._tx, row, self._now, state="dropped", reason=why)

    def _counted(self, community: Community, person: Person) -> Reading:
        """The reader's reading, with what reached them lately or is on its way, everywhere."""
        reached = or_(outbox.c.sent_at > self._now - MONTH, outbox.c.state == "sending")
        rows = self._tx.run.execute(
            select(outbox.c.weight, outbox.c.sent_at).where(
                outbox.c.space == community.space.key, outbox.c.person == person.id, reached
            )
        ).all()
        reading = self._reader.reading(self._tx, community, person, self._now)
        times = [(row.weight, row.sent_at or self._now) for row in rows]

        def lately(weight: Weight, since: datetime) -> tuple[datetime, ...]:
            return tuple(at for each, at in times if each == weight.value and at > since)

        week = self._now - WEEK
        return Reading(
            reading.hours,
            reading.allowance,
            lately(Weight.NUDGE, week),
            lately(Weight.ASK, week),
            lately(Weight.SURVEY, self._now - MONTH),
            reading.paused_until,
            lately(Weight.DESK, self._now - DAY),
            reading.gone,
        )

    def _beside(self, row: Row[Any], to: Beside) -> Place | None:
        """Where the other message stands; until it does, this one waits for it."""
        query = select(outbox).where(outbox.c.community == row.community, outbox.c.key == to.key)
        found = self._tx.run.execute(query).first()
        landed = landed_of(self._tx, found) if found else None
        if found and landed is None and (place := self._thereabouts(found)):
            return place
        if found is None or (landed is None and found.state in {"parked", "dropped", "sent"}):
            never = {"state": "parked", "lease": None, "reason": "what it answers never arrived"}
            settle(self._tx, row, self._now, **never)
            return None
        if landed is None:
            mark(self._tx, row, state="todo", lease=None, due=self._now + WAIT, reason=WAITS)
            return None
        place = landed.place
        # Beside a channel's post means in the thread under it; a conversation is its own place.
        if place.thread or found.weight != Weight.POST.value:
            return place
        return Place(place.space, place.id, landed.message)

    def _thereabouts(self, found: Row[Any]) -> Place | None:
        """A person saw it, we do not know its thread: the channel it went to."""
        to = None
        if found.state == "sent" and found.letter is not None:
            where = ("outbox", "letter", found.community, found.key)
            to, _ = decode(self._tx.vault.open(found.letter, *where))
        return to if isinstance(to, Place) else None
