"""Eight of the downtimes of `make prove`, in every run."""

from __future__ import annotations

from tests.prove import downtime

DOWNTIMES = 8


async def test_after_downtime_one_comes_late_and_the_rest_is_told() -> None:
    """Nothing outside its window, nothing twice, nothing lost without a word."""
    figures = await downtime.prove(DOWNTIMES, "sqlite", seed="daily")
    downtime.show([figures])
    assert figures.wrong == []
    assert figures.missed
    assert figures.late
    assert figures.fired == DOWNTIMES * downtime.TIMERS
