"""The forecast's numbers: limits that the outbox keeps, whatever the size of the community."""

from __future__ import annotations

import pytest

from bot.budget import NUDGES_A_WEEK, Reading
from bot.communities.answers import shortened, zone_of
from bot.communities.forecast import forecast
from bot.directory import Hours
from bot.events import Begin


@pytest.mark.parametrize("people", [None, 0, 60, 400])
@pytest.mark.parametrize("hosts", [0, 3, 5])
@pytest.mark.parametrize("begin", list(Begin))
def test_one_post_a_question_to_each_host_and_nothing_to_strangers(
    people: int | None, hosts: int, begin: Begin
) -> None:
    """Neither the number of people nor their being there already changes what is sent."""
    for alive in (True, False):
        one = forecast(people, hosts, begin, alive=alive)
        assert (one.posts, one.questions, one.unpressed) == (1, hosts, 0)
        assert one.nudges == NUDGES_A_WEEK
        assert one.asks == (0 if begin is Begin.SMALL else 2)


def test_the_forecast_promises_what_the_outbox_keeps() -> None:
    """The allowance a member begins with is the one that is told."""
    one = forecast(60, 3, Begin.ALL, alive=False)
    assert one.asks == Reading(Hours("UTC")).allowance


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Europe/Madrid", "Europe/Madrid"),
        (" europe/madrid ", "Europe/Madrid"),
        ("Madrid", "Europe/Madrid"),
        ("new york", "America/New_York"),
        ("UTC", "UTC"),
        ("Europe", None),
        ("../etc/passwd", None),
        ("", None),
    ],
)
def test_a_zone_is_understood_as_people_write_it(said: str, zone: str | None) -> None:
    """By its name or its city; nothing else is taken for one."""
    assert zone_of(said) == zone


def test_a_purpose_serves_as_a_name() -> None:
    """Whole words, no longer than a line."""
    assert shortened("We mend streets.") == "We mend streets"
    long = "We are people who buy for the public and who would like to do that better together."
    assert shortened(long) == "We are people who buy for the public and who would like to…"
