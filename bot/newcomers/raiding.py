"""A raid: greeting stops, one line stands for all, and the coordinators are asked."""

from __future__ import annotations

from dataclasses import replace

from bot.events import Person, Pressed, Role, Woken
from bot.handlers import COORDINATOR
from bot.newcomers import views, welcoming
from bot.newcomers.model import GREETED_TOGETHER, RAID_LASTS, RAID_WINDOW, Newcomers, Raid, is_raid
from bot.newcomers.table import on
from bot.text import t
from bot.ui import Reply, Update
from bot.work import Work

Working = Work[Newcomers]


def noticed(work: Working) -> bool:
    """Whether greeting is stopped; called after each join, and stops it when it is a raid."""
    raid = work.store.raid()
    joins = work.store.joined_since(work.now - RAID_WINDOW)
    stopped = raid is not None and raid.goes_on(work.now)
    if not is_raid(joins, work.now):
        if stopped and raid:
            work.store.hold(raid.since)
        return stopped
    if raid is None or not stopped:
        raid = Raid(since=min(joins), last=work.now)
        _one_line(work)
        work.wake("newcomers.raid", "", at=work.now + GREETED_TOGETHER)
    elif raid.last + RAID_WINDOW < work.now:
        work.wake("newcomers.raid", "", at=work.now + GREETED_TOGETHER)
    work.store.save_raid(replace(raid, last=work.now))
    work.store.hold(raid.since)
    return True


def _one_line(work: Working) -> None:
    """One line for all of them, unless one has just been said."""
    last = work.store.greeted_last()
    if last is None or last < work.now - RAID_WINDOW:
        key = f"newcomers.welcome.{work.now:%Y%m%d%H%M%S}"
        expires = work.now + RAID_LASTS
        work.post(key, work.community.hello, views.welcome(), expires=expires)


@on.wake("newcomers.raid")
def ask(woken: Woken, work: Working) -> None:
    """Tell every coordinator how many came, and ask what to do."""
    raid = work.store.raid()
    if raid is None or not raid.goes_on(work.now):
        return
    joined = len(work.store.joined_since(raid.since - GREETED_TOGETHER))
    waiting = len(work.store.waiting(raid.since - GREETED_TOGETHER, held=True))
    for person in work.directory.with_role(Role.COORDINATOR):
        work.post(_key(raid, person), person, views.raid(joined, waiting))
    work.wake("newcomers.raid_over", "", at=raid.last + RAID_LASTS)


@on.wake("newcomers.raid_over")
def over(woken: Woken, work: Working) -> None:
    """Nobody decided for a day: what coordinators read, now or on Monday, says that it is over."""
    raid = work.store.raid()
    if raid is None or raid.decided:
        return
    if raid.goes_on(work.now):
        work.wake("newcomers.raid_over", "", at=raid.last + RAID_LASTS)
        return
    since = raid.since - GREETED_TOGETHER
    joined = sum(at <= raid.last for at in work.store.joined_since(since))
    waiting = len(work.store.waiting(since, held=True))
    for person in work.directory.with_role(Role.COORDINATOR):
        work.post(_key(raid, person), person, views.raid(joined, waiting, over=True))


def _key(raid: Raid, coordinator: Person) -> str:
    return f"newcomers.raid.{raid.since:%Y%m%d%H%M%S}.{coordinator.id}"


def _settle_others(work: Working, raid: Raid, by: Person) -> None:
    """The other coordinators need not decide any more."""
    for person in work.directory.with_role(Role.COORDINATOR):
        if person != by:
            work.edit(_key(raid, person), views.decided(by))


@on.button("newcomers.greet_held", who=COORDINATOR)
def greet_held(pressed: Pressed, work: Working) -> Reply:
    """Greet those who are still here, in one line, and go on greeting."""
    raid = work.store.raid()
    waiting = work.store.waiting(raid.since - GREETED_TOGETHER, held=True) if raid else ()
    count = welcoming.greet_all(work, waiting)
    if raid:
        work.store.save_raid(replace(raid, last=raid.since - RAID_LASTS, decided=True))
        _settle_others(work, raid, pressed.actor.person)
    work.log(t("Had those greeted who came all at once."))
    return Update(views.greeted(count))


@on.button("newcomers.keep_holding", who=COORDINATOR)
def keep_holding(pressed: Pressed, work: Working) -> Reply:
    """Greet nobody for now."""
    raid = work.store.raid()
    if raid:
        # Who is asked on a Monday about a Friday night decides from then on.
        work.store.save_raid(replace(raid, last=work.now, decided=True))
        _settle_others(work, raid, pressed.actor.person)
    work.log(t("Kept the greeting stopped."))
    return Update(views.still_holding())
