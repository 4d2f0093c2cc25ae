"""Who takes part, and what nobody here can teach, on both databases."""

from __future__ import annotations

from datetime import timedelta

from bot.directory import Level, Wanted
from tests.members.club import MONDAY, Club, person

DAY = timedelta(days=1)


def wanted(club: Club) -> dict[str, int]:
    return {one.task: len(one.learners) for one in club.directory.wanted()}


def test_whoever_joined_and_is_here_counts(both: Club) -> None:
    """Not who only is in the place, nor who left; a break is told."""
    both.comes("eve")
    for name in ("ana", "bea", "cai"):
        both.comes(name, at=MONDAY - 70 * DAY)
        both.joins(name)
    both.says("bea", "pause", until="2 weeks")
    both.goes("cai", at=both.now + DAY)
    both.now += 2 * DAY
    ana, bea = both.directory.stays()
    assert (ana.person, ana.since, ana.established) == (person("ana"), MONDAY - 70 * DAY, True)
    assert ana.paused_until is None
    assert bea.paused_until
    assert bea.paused_until > both.now


def test_what_nobody_teaches_is_wanted(both: Club) -> None:
    """Spellings are one task; somebody who does or explains it ends the want; a name does not."""
    for name, words in (("ana", "Open data"), ("bea", "open  data"), ("cai", "Opén Data")):
        both.joins(name, learn=words)
    both.joins("dan", learn="maps")
    both.store.claim(person("dan"), {"open data": Level.CONNECT, "maps": Level.LEARN}, both.now)
    assert wanted(both) == {"Open data": 3, "maps": 1}
    first = both.directory.wanted()[0]
    assert isinstance(first, Wanted)
    assert first.learners == (person("ana"), person("bea"), person("cai"))
    both.joins("eve")
    both.store.claim(person("eve"), {"open data": Level.EXPLAIN}, both.now)
    assert wanted(both) == {"maps": 1}


def test_whoever_left_wants_and_teaches_nothing(both: Club) -> None:
    """Their skills rest with them."""
    both.joins("ana", learn="maps")
    both.joins("bea", help="maps")
    assert wanted(both) == {}
    both.now += DAY
    both.says("bea", "leave")
    assert wanted(both) == {"maps": 1}
    both.now += DAY
    both.says("ana", "leave")
    assert wanted(both) == {}
