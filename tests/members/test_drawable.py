"""Who wants to be drawn, many cards at once, and who is kept apart, on both databases."""

from __future__ import annotations

from datetime import timedelta

from bot.members.forms import ROUNDS
from tests.members.club import Club, person


def test_whoever_ticked_it_is_told_page_by_page(both: Club) -> None:
    """In the order of ids, those on a break too; never who only joined, or has left."""
    for name in ("eva", "ana", "cai", "bea"):
        both.joins(name, ROUNDS)
    both.joins("dan", "ask")
    both.says("bea", "pause", until="2 weeks")
    both.now += timedelta(days=1)
    both.says("cai", "leave")
    names = [card.person.id for card in both.directory.in_rounds()]
    assert names == ["ana", "bea", "eva"]
    assert [c.person.id for c in both.directory.in_rounds(after="ana", most=1)] == ["bea"]
    assert both.directory.in_rounds(after="eva") == ()


def test_many_cards_are_the_same_as_one_by_one(both: Club) -> None:
    """And there is none for a stranger."""
    both.joins("ana", ROUNDS, help="maps", learn="law")
    both.joins("bea")
    people = [person(name) for name in ("ana", "bea", "stranger")]
    cards = both.directory.cards_of(people)
    assert cards == {who: both.directory.card(who) for who in people[:2]}
    assert cards[person("ana")].in_rounds


def test_every_two_kept_apart_are_told_once(both: Club) -> None:
    """Whoever of the two asked for it; what was taken back is not."""
    both.store.set_apart(person("bea"), person("ana"), both.now, apart=True)
    both.store.set_apart(person("cai"), person("dan"), both.now, apart=True)
    later = both.now + timedelta(hours=1)
    both.store.set_apart(person("cai"), person("dan"), later, apart=False)
    assert both.directory.all_apart() == {(person("ana"), person("bea"))}


def test_a_round_hears_at_once_of_who_comes_and_goes(both: Club) -> None:
    """Joining, a break, its end, leaving; and No more rounds takes the tick away."""
    both.joins("ana", ROUNDS)
    both.says("ana", "pause", until="2 weeks")
    both.presses("ana", "members.back")
    both.says("ana", "leave")
    told = [subject for name, subject, _ in both.pad.woken if name == "rounds.changed"]
    assert told == ["ana"] * 4
    both.joins("bea", ROUNDS, "ask")
    both.wakes("members.no_rounds", "bea")
    member = both.store.member(person("bea"))
    assert (member.in_rounds, member.ask_me) == (False, True)
