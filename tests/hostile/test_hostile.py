"""Two hundred of the two thousand strings of `make prove`, in every run."""

from __future__ import annotations

import pytest

from tests.hostile.running import PLATFORMS, passage, show
from tests.loopback.judge import Judge

STRINGS = 200


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_hostile_words_stay_words(platform: str, judge: Judge) -> None:
    """No ping, nothing broken, nothing changed, nothing of another community."""
    third = slice(PLATFORMS.index(platform), STRINGS, len(PLATFORMS))
    found = await passage(platform, third, judge)
    show([found])
    assert found.messages
    assert found.good, (found.pings, found.broken, found.changed, found.foreign)
