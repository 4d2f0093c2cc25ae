"""What several want to learn and nobody teaches: a speaker, or a circle, with a press."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.directory import Wanted
from bot.errors import Refusal
from bot.events import Event, Person, Pressed, Role, Submitted, Woken
from bot.handlers import COORDINATOR, MEMBER
from bot.reports import wanted_views as views
from bot.reports.gathering import groups
from bot.reports.model import FEWEST_LEARNERS, GATHERS, Begun, Job, Want, mark
from bot.reports.table import on
from bot.text import t
from bot.ui import Fill, Message, Reply, Say, Together, Update


@on.button("reports.speaker", who=COORDINATOR)
def speaker(pressed: Pressed, work: Job) -> Reply:
    """Show what would be asked in the home place."""
    return Say(views.preview(_wanted(work, pressed.subject), Begun.SPEAKER, work.community.home))


@on.button("reports.circle", who=COORDINATOR)
def circle(pressed: Pressed, work: Job) -> Reply:
    """Show what would be offered there."""
    return Say(views.preview(_wanted(work, pressed.subject), Begun.CIRCLE, work.community.home))


@on.button("reports.later", who=COORDINATOR)
def later(pressed: Pressed, work: Job) -> Reply:
    """Not now."""
    _begin(pressed, work, _wanted(work, pressed.subject), Begun.LATER)
    return Say(views.goes(Begun.LATER))


@on.button("reports.rather_not", who=COORDINATOR)
def rather_not(_pressed: Pressed, work: Job) -> Reply:
    """Nothing is posted."""
    return Update(views.rather_not())


@on.button("reports.post_speaker", who=COORDINATOR)
def post_speaker(pressed: Pressed, work: Job) -> Reply:
    """Ask everybody."""
    one = _wanted(work, pressed.subject)
    return _post(pressed, work, one, Begun.SPEAKER, views.speaker(one))


@on.button("reports.post_circle", who=COORDINATOR)
def post_circle(pressed: Pressed, work: Job) -> Reply:
    """Offer it, and gather in a week."""
    one = _wanted(work, pressed.subject)
    reply = _post(pressed, work, one, Begun.CIRCLE, views.circle(one))
    work.wake("reports.gather", mark(one), at=work.now + GATHERS)
    return reply


def _post(pressed: Pressed, work: Job, one: Wanted, begun: Begun, message: Message) -> Reply:
    before = work.store.want(mark(one))
    if before is None or before.begun is not begun or work.now - before.at >= GATHERS:
        _begin(pressed, work, one, begun)
        work.post(_key(begun, mark(one), work.now), work.community.home, message)
    return Update(views.goes(begun))


def _begin(event: Event, work: Job, one: Wanted, begun: Begun) -> None:
    work.store.save(Want(mark(one), one.task, begun, work.now, event.actor.person))
    work.log(views.logged(one, begun))


def _key(begun: Begun, key: str, at: datetime) -> str:
    return f"reports.{begun}.{key}.{at:%Y%m%d}"


def _wanted(work: Job, key: str) -> Wanted:
    found = next((one for one in work.directory.wanted() if mark(one) == key), None)
    if found is None or len(found.learners) < FEWEST_LEARNERS:
        raise Refusal(t("Somebody here can teach it by now, or fewer want it. Nothing was posted."))
    return found


@on.button("reports.know", who=MEMBER)
def know(pressed: Pressed, work: Job) -> Reply:
    """Somebody knows somebody."""
    want = _want(work, pressed.subject)
    return Fill(views.know_form(want, _readers(work, want)))


@on.form("reports.know", who=MEMBER)
def known(sent: Submitted, work: Job) -> Reply:
    """To whoever asked, or to all coordinators where that one is none any more."""
    want = _want(work, sent.subject)
    message = views.knows(sent.actor.person, want, str(sent.values["words"]))
    readers = _readers(work, want)
    for reader in readers:
        work.post(f"reports.knows.{sent.id}.{reader.id}", reader, message)
    return Say(views.passed_on(readers))


def _readers(work: Job, want: Want) -> tuple[Person, ...]:
    coordinators = work.directory.with_role(Role.COORDINATOR)
    by = tuple(one for one in coordinators if one == want.by)
    return by or coordinators


@on.button("reports.in", who=MEMBER)
def is_in(pressed: Pressed, work: Job) -> Reply:
    """Somebody would learn it together."""
    want = _want(work, pressed.subject)
    if want.gathered_at or want.begun is not Begun.CIRCLE:
        raise Refusal(t("This has closed. A coordinator can tell you more: /hearth help"))
    work.store.join(want.key, pressed.actor.person, work.now)
    return Say(views.you_are_in())


@on.button("reports.out", who=MEMBER)
def is_out(pressed: Pressed, work: Job) -> Reply:
    """Rather not, after all."""
    work.store.erase_in(pressed.actor.person)
    return Update(views.you_are_out())


def _want(work: Job, key: str) -> Want:
    want = work.store.want(key)
    if want is None:
        raise Refusal(t("This has closed. A coordinator can tell you more: /hearth help"))
    return want


@on.wake("reports.gather")
def gather(woken: Woken, work: Job) -> None:
    """A week has passed: open the conversations, and tell whoever began it."""
    want = work.store.want(woken.subject)
    if want is None or want.gathered_at or want.begun is not Begun.CIRCLE:
        return
    people = [one for one in work.store.circle(want.key) if work.directory.card(one)]
    found = groups(people, work.directory.all_apart())
    for number, group in enumerate(found):
        key = f"reports.begins.{want.key}.{work.now:%Y%m%d}.{number}"
        message = views.begins(want, group, work.watchers)
        work.post(key, Together(group, views.title(want)), message)
    together = {one for group in found for one in group}
    for person in people:
        if person not in together:
            key = f"reports.no_circle.{want.key}.{person.id}"
            work.post(key, person, views.no_circle(want))
    work.store.save(replace(want, gathered_at=work.now))
    _tell(work, want, len(together))


def _tell(work: Job, want: Want, n: int) -> None:
    work.edit(_key(want.begun, want.key, want.at), views.closed(want) if n else views.over(want))
    for reader in _readers(work, want):
        told = f"reports.gathered.{want.key}.{work.now:%Y%m%d}.{reader.id}"
        work.post(told, reader, views.gathered(want, n))
