"""A town whose members are drawn: rounds by hand, and how their conversations read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.rounds.model import Group, Round, Settings
from bot.ui import Fill, Message, Together
from tests.introductions.town import CAN_DO, LEARNS, Town, who

TEN = timedelta(minutes=11)


def moves_in(town: Town, name: str, can: str = "", wants: str = "", **more: Any) -> None:
    """Somebody who wants to be drawn."""
    claims = {task: CAN_DO for task in (can,) if task} | {task: LEARNS for task in (wants,) if task}
    town.moves_in(name, **{"claims": claims, "in_rounds": True, **more})


def looks(town: Town, **settings: Any) -> None:
    """Each round waits for a coordinator."""
    town.store.set_up(Settings(**{"look": True, **settings}), town.now)


def draws(town: Town) -> Round:
    """Drawn by hand; the draft."""
    town.presses("cleo", "rounds.draw_now")
    town.wait()
    round_: Round = town.store.draft() or town.store.newest()
    return round_


def sends(town: Town) -> Round:
    """Drawn, sent, and out."""
    round_ = draws(town)
    if round_.groups:
        town.presses("cleo", "rounds.send", round_.id)
        town.wait(TEN)
    after: Round = town.store.round(round_.id)
    return after


def sitting(town: Town, round_: Round) -> list[tuple[str, ...]]:
    """Who sits with whom, by name."""
    return sorted(tuple(sorted(p.id for p in g.people)) for g in town.store.groups(round_))


def group_of(town: Town, round_: Round, name: str) -> Group:
    """Somebody's group."""
    group: Group = town.store.group_of(round_, who(name))
    return group


def conversation(town: Town, group: Group) -> Message:
    """What was promised to a group."""
    promise = town.promises.posted[f"rounds.meet.{group.id}"]
    assert isinstance(promise.to, Together)
    return promise.message


def form(town: Town, name: str, button: str, subject: str = "") -> Fill:
    """The form behind a button."""
    reply = town.presses(name, button, subject)
    assert isinstance(reply, Fill)
    return reply
