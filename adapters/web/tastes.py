"""What residents do with buttons: by habit, or by taste where they know them; and how soon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from adapters.web.acts import PRESSABLE
from adapters.web.people import Resident, Temper
from adapters.web.render import Drawn
from adapters.web.workspace import Post

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MORNING, EVENING, FRIDAY = 8, 20, 5


@dataclass(frozen=True, slots=True)
class Habit:
    """How likely somebody answers at all, how likely with the first button, and after how long."""

    answers: float
    agrees: float
    soonest: timedelta
    latest: timedelta

    def delay(self, chance: Random) -> timedelta:
        return self.soonest + (self.latest - self.soonest) * chance.random()


HABITS = {
    Temper.EAGER: Habit(0.97, 0.95, 4 * MINUTE, 50 * MINUTE),
    Temper.BUSY: Habit(0.8, 0.8, 3 * HOUR, 8 * HOUR),
    Temper.SHY: Habit(0.55, 0.7, 18 * HOUR, 28 * HOUR),
}


@dataclass(frozen=True, slots=True)
class Taste:
    """Of a hundred who deal with it at all, how many press it, and after how many hours.

    With `says`, every other one writes such a line in the thread instead.
    """

    of_a_hundred: int
    soonest: float
    latest: float
    says: Sequence[str] = ()

    def delay(self, chance: Random) -> timedelta:
        return timedelta(hours=chance.uniform(self.soonest, self.latest))


Tastes = Mapping[str, Taste]


def known(buttons: Sequence[Drawn], tastes: Tastes, done: Sequence[str]) -> list[Drawn]:
    """The buttons somebody knows and has not pressed here before."""
    return [one for one in buttons if one["name"] in tastes and one["name"] not in done]


def pick(buttons: Sequence[Drawn], tastes: Tastes, chance: Random) -> Drawn | None:
    """One of them, or none: what is left of the hundred stays silent."""
    drawn = chance.random() * 100
    for one in buttons:
        drawn -= tastes[one["name"]].of_a_hundred
        if drawn < 0:
            return one
    return None


def pressable(post: Post) -> Drawn | None:
    """The first thing on a message that can be pressed."""
    return next((each for each in post.body["blocks"] if each["is"] in PRESSABLE), None)


def usual(buttons: list[Drawn], *, agrees: bool) -> Drawn:
    """The main button, or the first; the one after it for a no. Never a dangerous one."""
    harmless = [each for each in buttons if each["style"] != "danger"] or buttons
    main = next((each for each in harmless if each["style"] == "main"), harmless[0])
    others = [each for each in harmless if each is not main]
    return main if agrees or not others else others[0]


def recommends(post: Post) -> bool:
    rows = (block["buttons"] for block in post.body["blocks"] if block["is"] == "row")
    return any(button["style"] == "main" for buttons in rows for button in buttons)


def named(post: Post, name: str) -> Drawn | None:
    """The button of that name on a message, if it is still there."""
    rows = (block["buttons"] for block in post.body["blocks"] if block["is"] == "row")
    return next((one for row in rows for one in row if one["name"] == name), None)


def awake(person: Resident, at: datetime) -> datetime:
    """The same moment, or the next morning of somebody who is asleep or has a weekend."""
    local = at.astimezone(ZoneInfo(person.zone))
    if local.hour >= EVENING:
        local = (local + timedelta(days=1)).replace(hour=MORNING)
    elif local.hour < MORNING:
        local = local.replace(hour=MORNING)
    while person.temper is not Temper.EAGER and local.isoweekday() > FRIDAY:
        local = (local + timedelta(days=1)).replace(hour=MORNING)
    return local.astimezone(at.tzinfo)
