"""The coordinators' desk: what needs them today, holding everything, and what was done."""

from __future__ import annotations

from datetime import time, timedelta

from bot.communities import desk_views
from bot.communities.model import Job, is_monday
from bot.events import Beat, Commanded, Event, Pressed, Role
from bot.handlers import COORDINATOR, Handlers
from bot.text import t, tn
from bot.ui import Button, Message, Reply, Say, Update, Weight
from bot.work import Chore, Waiting

on = Handlers("communities")
PARKED, HELD, ON_HOLD = 85, 80, 70  # how urgent; the highest comes first
MORNING, BY_NIGHT = time(9), timedelta(hours=12)
LINES = 20
TODAY = "today"  # the web page of the same


@on.command("desk today", help=t("At most three things that need you"), who=COORDINATOR)
def today(_asked: Commanded, work: Job) -> Reply:
    """Show what needs the coordinators now."""
    return Say(desk_views.today_asked(chores(work), work.doorway.leads_to(TODAY)))


@on.daily("communities.today", at=MORNING)
def tell_today(beat: Beat, work: Job) -> None:
    """One message to each coordinator, on a day with something to do and on Mondays."""
    founded = work.store.founded()
    if founded is None:
        return
    monday = is_monday(founded, work.now)
    found = tuple(chore for chore in chores(work) if monday or not chore.weekly)
    if not found and not monday:
        return
    message = desk_views.today_told(found, work.doorway.leads_to(TODAY))
    _absorb(work)
    for coordinator in work.store.with_role(Role.COORDINATOR):
        key = f"communities.today.{beat.day}.{coordinator.id}"
        work.post(key, coordinator, message, expires=work.now + BY_NIGHT)


def _absorb(work: Job) -> None:
    """What waited overnight to be told stands in today's message."""
    for waiting in work.ledger.waiting("todo"):
        if waiting.message.weight is Weight.DESK:
            work.withdraw(waiting.key)


def chores(work: Job) -> tuple[Chore, ...]:
    """What all rooms need of the coordinators, the most urgent first."""
    found = [chore for room in work.rooms for chore in room.chores(work.now)]
    return tuple(sorted((*found, *_waiting_chores(work)), key=lambda chore: -chore.urgent))


def _waiting_chores(work: Job) -> list[Chore]:
    found, look = [], Button(t("Look"), "communities.held")
    parked, held = work.ledger.waiting("parked"), work.ledger.waiting("held")
    if parked:
        said = tn(
            "Of one message I cannot tell whether it arrived.",
            "Of {n} messages I cannot tell whether they arrived.",
            len(parked),
        )
        found.append(Chore(PARKED, said, (look,)))
    if held:
        said = tn("One message waits for your yes.", "{n} messages wait for your yes.", len(held))
        found.append(Chore(HELD, said, (look,)))
    if work.ledger.is_held():
        said = t("Everything I would send is held.")
        found.append(Chore(ON_HOLD, said, (desk_views.RELEASE,)))
    return found


@on.command("desk hold", help=t("Stop everything I would send; again to release"), who=COORDINATOR)
def hold(_asked: Commanded, work: Job) -> Reply:
    """Stop everything, or let it go on."""
    return Say(_release(work) if work.ledger.is_held() else _hold(work))


@on.button("communities.hold", who=COORDINATOR)
def hold_pressed(_pressed: Pressed, work: Job) -> Reply:
    """Stop everything; pressed twice it stays stopped."""
    return Say(_hold(work))


@on.button("communities.release", who=COORDINATOR)
def release_pressed(_pressed: Pressed, work: Job) -> Reply:
    """Let everything go on."""
    return Update(_release(work))


@on.button("communities.drop_all", who=COORDINATOR)
def drop_all(_pressed: Pressed, work: Job) -> Reply:
    """What waits never goes out; what comes later is still held."""
    if not work.ledger.is_held():
        return Update(_release(work))
    dropped = stopped(work)
    for item in dropped:
        work.ledger.drop(item.key)
    said = tn(
        "Dropped one message that was held", "Dropped {n} messages that were held", len(dropped)
    )
    work.log(said)
    return Update(desk_views.holding(0))


def _hold(work: Job) -> Message:
    if not work.ledger.is_held():
        work.ledger.hold(work.now, held=True)
        work.log(t("Held everything"))
    return desk_views.holding(len(stopped(work)))


def _release(work: Job) -> Message:
    if work.ledger.is_held():
        work.ledger.hold(work.now, held=False)
        work.log(t("Released what was held"))
    return desk_views.released(len([w for w in stopped(work) if w.state == "todo"]))


def stopped(work: Job) -> tuple[Waiting, ...]:
    """What a hold stops: everything but answers and what coordinators must know."""
    items = work.ledger.waiting("todo", "held")
    return tuple(item for item in items if not item.message.weight.is_free)


@on.command("desk log", help=t("What was changed, sent, held back, by whom"), who=COORDINATOR)
def log(_asked: Event, work: Job) -> Reply:
    """The newest lines of the log."""
    return Say(desk_views.log(work.ledger.entries(LINES)))
