"""Twenty of the three hundred kills of `make prove`, in every run."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.databases import Postgres
from tests.prove import kills
from tests.prove.walks import awake

KILLS = 20


async def test_twenty_kills_lose_and_double_nothing(postgres: Postgres) -> None:
    """Over both databases and both chat platforms, at the points in turn."""
    urls = {"sqlite": ["", ""], "postgresql": [postgres.create(), postgres.create()]}
    verdicts = await kills.campaign(KILLS, urls, seed="daily")
    kills.show(verdicts)
    assert sum(each.kills for each in verdicts) >= KILLS
    assert all(each.good for each in verdicts), [
        (each.lane, each.lost, each.doubled, each.wrongly) for each in verdicts
    ]


def test_it_is_morning_somewhere_at_any_hour() -> None:
    """The walks name a zone that exists, whenever they begin."""
    for hour in range(24):
        local = datetime(2026, 11, 23, hour, tzinfo=UTC).astimezone(ZoneInfo(awake(hour)))
        assert local.hour == 10
