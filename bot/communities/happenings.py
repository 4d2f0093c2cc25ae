"""What happens to a community without anybody asking: counted, its place lost, Hearth removed."""

from __future__ import annotations

from dataclasses import replace

from bot.communities import views
from bot.communities.changing import forecast_now
from bot.communities.model import KEPT_AFTER, Founded, Job
from bot.events import Event, PlaceLost, Pressed, Removed, Role, Rostered, Woken
from bot.handlers import COORDINATOR, Handlers
from bot.text import t
from bot.ui import Message, Reply, Update

on = Handlers("communities")


@on.event("rostered")
def counted(event: Rostered, work: Job) -> None:
    """Count who is here; the first time, tell whoever set it up what that means."""
    founded = work.store.founded()
    if founded is None or event.place is None or event.place.id != founded.community.home.id:
        return
    so_far = founded.counting + sum(not actor.is_bot for actor in event.people)
    if not event.last:
        work.store.note(replace(founded, counting=so_far))
        return
    work.store.note(replace(founded, counting=0, people=so_far))
    if founded.people is None and founded.alive and founded.by:
        work.post(f"communities.counted.{founded.community.id}", founded.by, forecast_now(work))


@on.event("placelost")
def place_lost(event: PlaceLost, work: Job) -> None:
    """Without a home everything is held and coordinators are told, once; data stays."""
    founded = work.store.founded()
    if founded is None or founded.gone or founded.lost or event.place is None:
        return
    community = founded.community
    if event.place.id == community.home.id:
        work.ledger.hold(work.now, held=True)
        work.store.note(replace(founded, lost=work.now))
        work.log(t("I can no longer write in {place}, so I hold everything", place=community.home))
        why = t("{place} is gone for me: {why}", place=community.home, why=event.why)
        _tell(event, work, "lost", views.lost(community, why))
    elif event.place.id == community.hello.id:
        after = replace(founded, community=replace(community, hello=community.home))
        work.store.found(after, event.at)
        work.log(t("I can no longer write in {place}", place=community.hello))
        _tell(event, work, "hello_lost", views.hello_lost(community, community.hello))


def _tell(event: Event, work: Job, name: str, message: Message) -> None:
    for coordinator in work.store.with_role(Role.COORDINATOR):
        key = f"communities.{name}.{coordinator.id}.{event.at:%Y%m%d%H%M%S}"
        work.post(key, coordinator, message)


@on.button("communities.works_again", who=COORDINATOR)
def works_again(_pressed: Pressed, work: Job) -> Reply:
    """A coordinator let us back in."""
    founded = work.store.founded()
    if founded and founded.lost:
        work.store.note(replace(founded, lost=None))
        work.ledger.hold(work.now, held=False)
        work.log(t("Our place is there again; released what was held"))
    return Update(views.said("works_again", t("Good. I go on where I was.")))


@on.event("removed", homeless=True)
def removed(event: Removed, work: Job) -> None:
    """We were uninstalled: the space's communities rest, and are erased after thirty days."""
    for community in work.store.here():
        work.move_in(community)
        founded = work.store.founded()
        if founded:
            work.store.note(replace(founded, gone=work.now))
            work.wake("communities.erase", community.id, at=work.now + KEPT_AFTER)


@on.wake("communities.erase")
def erase(woken: Woken, work: Job) -> None:
    """Thirty days are over; unless we were asked back, nothing is kept."""
    if _is_over(work.store.founded(), work):
        work.store.erase_all()


def _is_over(founded: Founded | None, work: Job) -> bool:
    return bool(founded and founded.gone and work.now >= founded.gone + KEPT_AFTER)
