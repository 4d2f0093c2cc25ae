"""A hundred and fifty of the thousand events of `make prove`, in every run."""

from __future__ import annotations

from tests.databases import Postgres
from tests.prove import shuffles

EVENTS = 150


async def test_twice_late_and_shuffled_is_the_same(postgres: Postgres) -> None:
    """The platform's time decides; no message stands twice."""
    urls = {"sqlite": "", "postgresql": postgres.create()}
    outcomes, wrong = await shuffles.prove(EVENTS, urls, seed="daily")
    shuffles.show(outcomes, wrong)
    assert not wrong, wrong
    assert all(each.displaced > EVENTS for each in outcomes[1:]), "hardly shuffled"
    assert all(each.introductions for each in outcomes), "nobody was introduced"
