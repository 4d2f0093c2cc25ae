"""A bot that restarts in a circle must not make Discord reset its token."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.discord.gate import A_DAY, DAY, Gate, TooOften, pause

NOW = 1_800_000_000.0


def test_a_few_restarts_cost_nothing() -> None:
    """An upgrade, a reboot, another try."""
    assert pause((), NOW) == 0
    assert pause(tuple(NOW - n for n in range(4)), NOW) == 0


def test_a_circle_is_slowed_down() -> None:
    """Each further connection in ten minutes waits twice as long as the one before."""
    waits = [pause(tuple(NOW - 1 for _ in range(n)), NOW) for n in (5, 6, 7, 20)]
    assert waits == [4, 9, 19, 899]


def test_half_of_what_discord_allows_is_all_there_is() -> None:
    """The five hundredth of a day waits until the first of them is a day old."""
    spread = tuple(NOW - DAY + 100 * n for n in range(1, A_DAY + 1))
    assert pause(spread, NOW) == pytest.approx(100)
    assert pause(spread, NOW + 101) == 0


def test_the_counter_outlives_the_process(tmp_path: Path) -> None:
    """A crash loop is a row of processes; each asks the file of the one before."""
    at = datetime(2026, 11, 26, tzinfo=UTC)
    for _ in range(5):
        Gate(tmp_path, lambda: at).enter()
    with pytest.raises(TooOften, match="Discord resets the token"):
        Gate(tmp_path, lambda: at).enter()
    assert Gate(tmp_path, lambda: at).today() == 5
    Gate(tmp_path, lambda: at + timedelta(minutes=11)).enter()


def test_never_more_than_the_allowance_whatever_happens(tmp_path: Path) -> None:
    """Two days of a process that dies as soon as it is connected."""
    now = [datetime(2026, 11, 26, tzinfo=UTC)]
    gate, made = Gate(tmp_path, lambda: now[0]), []
    while now[0] < datetime(2026, 11, 28, tzinfo=UTC):
        try:
            gate.enter()
            made.append(now[0])
            now[0] += timedelta(seconds=2)
        except TooOften as often:
            now[0] += timedelta(seconds=often.after)
    for first in made:
        assert sum(first <= at < first + timedelta(days=1) for at in made) <= A_DAY


def test_a_file_cut_short_counts_as_none(tmp_path: Path) -> None:
    """Better one connection too many than none for ever."""
    gate = Gate(tmp_path, lambda: datetime(2026, 11, 26, tzinfo=UTC))
    gate.enter()
    (tmp_path / "discord-identifies.json").write_text("[1, 2", encoding="utf-8")
    gate.enter()
    assert gate.today() == 1
