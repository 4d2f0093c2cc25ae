"""What would happen in the first month, by number and by person."""

from __future__ import annotations

from dataclasses import dataclass

from bot.events import Begin

NUDGES_A_WEEK, ASKS_A_WEEK, NEWCOMER_A_WEEK = 2, 2, 1


@dataclass(frozen=True, slots=True)
class Forecast:
    """The most that can happen; `people` is None while they are not counted.

    `unpressed` is how many private messages reach somebody who has pressed no button.
    """

    people: int | None
    posts: int
    questions: int
    unpressed: int
    nudges: int
    asks: int
    newcomer: int
    alive: bool
    begin: Begin


def forecast(people: int | None, hosts: int, begin: Begin, *, alive: bool) -> Forecast:
    """The first month of a community of so many people and hosts.

    The numbers are limits the outbox keeps, so that the forecast cannot be wrong by being kind.
    """
    return Forecast(
        people=people,
        posts=1,
        questions=hosts,
        unpressed=0,
        nudges=NUDGES_A_WEEK,
        asks=0 if begin is Begin.SMALL else ASKS_A_WEEK,
        newcomer=NEWCOMER_A_WEEK,
        alive=alive,
        begin=begin,
    )
