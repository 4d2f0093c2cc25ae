"""Finding people: only who sent the form, do before explain before know who, hosts first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.events import Value
from bot.members.matching import sought
from bot.ui import Suggest
from tests.members.club import Club, names, person, words

MINUTE = timedelta(minutes=1)


def found(club: Club, said: str, who: str = "zoe") -> list[str]:
    """Whom a search names, in order."""
    lines = words(club.says(who, "find", words=said)).splitlines()
    return [line.split()[0] for line in lines if line.startswith("@")]


def level(club: Club, who: str, **lists: str) -> None:
    club.joins(who, help="Something else")
    club.now += MINUTE
    plain: dict[str, Value] = {"do": "", "explain": "", "connect": "", "learn": ""}
    club.fills(who, club.presses(who, "members.skills"), {**plain, **lists})
    club.now += MINUTE


def test_not_listed_before_join(club: Club) -> None:
    """A Yes is not a Join, and a roster row is nothing; whoever leaves is gone from the list."""
    club.comes("ana")
    club.agrees("bea", help="Procurement")
    assert found(club, "procurement") == []
    club.now += MINUTE
    club.joins("bea")
    assert found(club, "procurement") == ["@bea"]
    club.now += MINUTE
    club.says("bea", "leave")
    assert found(club, "procurement") == []


def test_do_before_explain_before_know_who(club: Club) -> None:
    """Wanting to learn it does not help anybody."""
    level(club, "ana", connect="Procurement")
    level(club, "bea", learn="Procurement")
    level(club, "cyd", explain="Procurement")
    level(club, "dee", do="Procurement")
    assert found(club, "procurement") == ["@dee", "@cyd", "@ana"]
    assert "@ana knows who can: Procurement" in words(club.says("zoe", "find", words="procurement"))


def test_hosts_first_then_the_lighter_load_and_five_at_most(club: Club) -> None:
    """Among equals."""
    for who in ("ana", "bea", "cyd", "dee", "eve", "fay"):
        level(club, who, do="Procurement")
    club.hosts = (person("fay"),)
    club.asked = {person("ana"): 2, person("bea"): 1}
    assert found(club, "procurement") == ["@fay", "@cyd", "@dee", "@eve", "@bea"]


@pytest.mark.parametrize(
    "said",
    [
        "procurement",
        "PROCUREMENTS?",
        "knows procurement?",
        "someone for procuring",
        "help with public procurement please",
        "Público procurement",
    ],
)
def test_case_accents_and_endings(club: Club, said: str) -> None:
    """People do not type what others typed."""
    level(club, "ana", do="Public procurement")
    assert found(club, said) == ["@ana"]


def test_more_of_the_words_come_first(club: Club) -> None:
    """All the words beat a stronger level."""
    level(club, "ana", do="Open data")
    level(club, "bea", explain="Open contracting data")
    assert found(club, "open contracting data") == ["@bea", "@ana"]
    assert found(club, "contracting") == ["@bea"]


def test_not_oneself_nor_on_a_break_nor_kept_apart(club: Club) -> None:
    """And nobody is told why."""
    for who in ("ana", "bea", "cyd", "zoe"):
        level(club, who, do="Budgets")
    club.says("ana", "pause", until="2 weeks")
    club.wakes("members.apart", "bea,zoe")
    assert found(club, "budgets") == ["@cyd"]


def test_nobody_is_said_kindly_with_a_next_step(club: Club) -> None:
    """Never an empty answer."""
    reply = club.says("zoe", "find", words="falconry")
    assert "Nobody here has said so yet: falconry." in words(reply)
    assert "Or ask @cora" in words(reply)
    assert "members.skills" in names(reply)


def test_skills_are_suggested_to_members(club: Club) -> None:
    """As they type; to nobody who has not joined."""
    level(club, "ana", do="Public procurement, Open data")
    assert club.types("zoe", "pro") == Suggest(())
    club.joins("zoe")
    suggested = club.types("zoe", "pro")
    assert isinstance(suggested, Suggest)
    assert [option.value for option in suggested.options] == ["Public procurement"]


def test_what_carries_meaning() -> None:
    """Questions in both languages; only fillers are still words."""
    assert sought("who knows how to do open data?") == ("open", "data")
    assert sought("¿quién sabe de licitación?") == ("licitacion",)
    assert sought("help") == ("help",)
    assert sought("") == ()
