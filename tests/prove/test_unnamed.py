"""Three of the two hundred pairs, and a few of the five hundred kills, of `make prove unnamed`."""

from __future__ import annotations

import pytest

from tests.prove import leaks, twins

KILLS = 4


@pytest.mark.parametrize("platform", twins.PLATFORMS)
async def test_whoever_asks_the_same_is_left(platform: str) -> None:
    """Rows, bytes, backup, log and requests are equal, whoever of the two asked."""
    found = await twins.prove(platform, 1, seed="daily")
    twins.show([found])
    assert found.good, found.unlike


async def test_a_death_while_somebody_asks_leaves_no_trace_of_who() -> None:
    """Killed before and after the commit, at the command and at the form."""
    found = await leaks.prove(KILLS, seed="daily")
    leaks.show(found)
    assert found.kills >= KILLS
    assert found.good, found.found
