"""The report when somebody asks for it, and every Monday's reading."""

from __future__ import annotations

from bot.events import Beat, Commanded, Person, Place, Pressed, Visited
from bot.exchanges import Reporting, Talk, Talking
from bot.handlers import COORDINATOR
from bot.reports import counting, views
from bot.reports.model import READINGS, WINDOW, Job, Reading, unmet
from bot.reports.table import on
from bot.text import Text, t
from bot.ui import Message, Page, Reply, Say

PAGE = "report"


@on.command("desk report", help=t("Half a page of figures without names"), who=COORDINATOR)
def report(_asked: Commanded, work: Job) -> Reply:
    """Half a page to read, or to pass on."""
    return Say(_message(work))


@on.button("reports.show", who=COORDINATOR)
def show(_pressed: Pressed, work: Job) -> Reply:
    """The same, from a button."""
    return Say(_message(work))


@on.page(PAGE, title=views.TITLE, rank=5)
def page(_visited: Visited, work: Job) -> Page:
    """The same, in the browser."""
    return views.page(made(work))


def _message(work: Job) -> Message:
    return views.message(made(work), work.doorway.leads_to(PAGE))


@on.beat("reports.week")
def week(beat: Beat, work: Job) -> None:
    """Every Monday: count who took part, and keep the two numbers."""
    took = took_part(work)
    work.store.note(Reading(beat.day, len(took.contributors), len(took.eligible)))


def took_part(work: Job) -> counting.Participation:
    """Participation in the four weeks to now."""
    since = work.now - WINDOW
    spoke = work.activity.spoke(since, work.now)
    done = work.exchanges.since(since)
    return counting.participation(work.directory.stays(), done, spoke, work.now)


def made(work: Job) -> views.Report:
    """All figures of the four weeks to now."""
    since, heard = work.now - WINDOW, _heard(work)
    done = work.exchanges.since(since)
    begun = work.activity.threads(since, work.now) if heard else ()
    return views.Report(
        community=work.community,
        since=since,
        until=work.now,
        took_part=took_part(work),
        talks=counting.conversations(done, _talks(work), lambda person: _works_at(work, person)),
        prompts=counting.prompts(done),
        heard=heard,
        threads=counting.threads(begun) if heard else None,
        wanted=unmet(work.directory.wanted(), (), work.now),
        more=_more(work),
        readings=work.store.readings(READINGS),
    )


def _heard(work: Job) -> tuple[Place, ...]:
    """Where listening is on and works; where it is not, nothing is measured."""
    return tuple(place for place in work.activity.listened() if work.activity.measured(place))


def _talks(work: Job) -> tuple[Talk, ...]:
    rooms = [room for room in work.rooms if isinstance(room, Talking)]
    return tuple(one for room in rooms for one in room.talks(work.now - WINDOW, work.now))


def _more(work: Job) -> tuple[Text, ...]:
    rooms = [room for room in work.rooms if isinstance(room, Reporting)]
    return tuple(line for room in rooms for line in room.report(work.now - WINDOW, work.now))


def _works_at(work: Job, person: Person) -> str:
    card = work.directory.card(person)
    return card.organisation if card else ""
