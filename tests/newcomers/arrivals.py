"""People who come to the town and go, for these tests."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from bot.events import Actor, Joined, Left, Rostered
from tests.introductions.town import HOME, Town, who

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_ids = count()


def comes(town: Town, name: str, **more: Any) -> None:
    actor = Actor(who(name), name, **more)
    event = Joined(id=f"j{next(_ids)}", at=town.now, actor=actor, place=HOME)
    town.happens("joined", event)


def goes(town: Town, name: str) -> None:
    event = Left(id=f"l{next(_ids)}", at=town.now, actor=Actor(who(name), name), place=HOME)
    town.happens("left", event)


def were_here(town: Town, *names: str) -> None:
    people = tuple(Actor(who(name), name) for name in names)
    event = Rostered(
        id=f"r{next(_ids)}", at=town.now, actor=people[0], people=people, last=True, place=HOME
    )
    town.happens("rostered", event)


def welcomes(town: Town) -> list[Any]:
    return [p for p in town.promises.posted.values() if p.message.kind == "newcomers.welcome"]
