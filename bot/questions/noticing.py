"""A message that looks like a question, and nobody answers: its author alone is asked, once.

What it says is known to nobody here. The adapter tells one bit of it, where a coordinator switched
listening on; listening wakes this room, and what it noted of the thread says whether anybody wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.directory import Hours
from bot.events import Person, Place, Pressed, Woken
from bot.handlers import MEMBER
from bot.questions import notice_views, views
from bot.questions.asking import form_with
from bot.questions.store import Job
from bot.questions.table import on
from bot.spotting import TALKING
from bot.text import t
from bot.ui import Reply, Say, Update
from bot.waking import next_waking, waking_hours_after
from bot.work import DAY, HOUR

OFFERED = "questions.alone."
PATIENCE = 4  # waking hours of whoever wrote it, as before the next people are asked
SHORTLY = timedelta(minutes=15)  # in which words in the channel count as a reply
STALE = 12 * HOUR  # an offer that cannot be made by then is not made
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Unread:
    """Who began a thread, where and when. What it says is not among it."""

    author: Person
    place: Place
    at: datetime

    @classmethod
    def of(cls, work: Job, subject: str) -> Unread:
        """As `bot/listening` told it."""
        author, place, thread, micros = subject.split("|")
        at = datetime.fromtimestamp(0, UTC) + int(micros) * MOMENT
        return cls(Person(work.space, author), Place(work.space, place, thread), at)

    @property
    def spot(self) -> str:
        """What travels with the buttons."""
        return f"{self.place.id},{self.place.thread}"


@on.wake("questions.alone")
def alone(woken: Woken, work: Job) -> None:
    """Wait some waking hours; if nobody replied by then, ask its author whether to look."""
    one = Unread.of(work, woken.subject)
    card = work.directory.card(one.author)
    if card is None or not _may_be_offered(work, one):
        return
    due = _due(one.at, card.hours)
    if work.now < due:
        work.wake("questions.alone", woken.subject, at=due)
    elif _is_alone(work, one):
        key = f"{OFFERED}{one.author.id}.{work.now:%Y%m%d}"  # one a day, the newest
        message = notice_views.shall_i_look(one.place, one.spot)
        work.post(key, one.author, message, expires=work.now + STALE)


def _due(at: datetime, hours: Hours) -> datetime:
    over = waking_hours_after(at, PATIENCE, hours)
    return next_waking(over, hours) or over  # their last hour of a day ends when it is over


def _may_be_offered(work: Job, one: Unread) -> bool:
    """Members with an account of their own who did not say never, and were not offered it today.

    Whoever was talking already goes on with that: what they say asks the others, not everybody.
    """
    actor = work.people.actor(one.author)
    if actor is None or actor.is_guest or actor.is_bot:
        return False
    if work.store.is_spared(one.author):
        return False
    if one.author in work.activity.spoke(one.at - TALKING, one.at):
        return False
    lately = work.ledger.sent(one.author, work.now - DAY)
    return not any(each.key.startswith(OFFERED) for each in lately)


def _is_alone(work: Job, one: Unread) -> bool:
    """Whether it was noted and nobody else wrote under it; their own asking is enough, too.

    What is not noted any more (left out, erased, switched off) is nobody's to offer anything about.
    """
    begun = work.activity.threads(one.at, one.at + MOMENT)
    mine = [thread for thread in begun if thread.starter == one.author]
    asked = any(question.at >= one.at for question in work.store.of(one.author))
    replied = _is_talked_on(work, one) or any(thread.answers for thread in mine)
    return bool(mine) and not asked and not replied


def _is_talked_on(work: Job, one: Unread) -> bool:
    """Whether somebody else wrote in the channel shortly after: many answer without a thread.

    What they wrote is known to nobody; an offer too few is better than one to who was answered.
    """
    spoke = work.activity.spoke_aloud(one.place, one.at, one.at + SHORTLY)
    return bool(spoke - {one.author})


@on.button("questions.find_somebody", who=MEMBER)
def find_somebody(pressed: Pressed, work: Job) -> Reply:
    """The form, empty but for where they wrote: their words are not known."""
    place, _, thread = pressed.subject.partition(",")
    return form_with(work, pressed, work.address(Place(work.space, place, thread)))


@on.button("questions.no_need")
def no_need(_pressed: Pressed, _work: Job) -> Reply:
    """They need nobody this time."""
    return Update(views.said("no_need", t("All right. I look for nobody.")))


@on.button("questions.never_offer")
def never_offer(pressed: Pressed, work: Job) -> Reply:
    """Not this one, and none that comes."""
    work.store.spare(pressed.actor.person, work.now)
    return Update(notice_views.never_again())


@on.button("questions.offer_again", who=MEMBER)
def offer_again(pressed: Pressed, work: Job) -> Reply:
    """They changed their mind."""
    work.store.spare_no_more(pressed.actor.person)
    return Say(views.said("offer_again", t("All right: from now on I offer it again.")))
