"""Belonging, the Join form, the roster, and being asked less."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.directory import Level
from bot.errors import Invalid
from bot.events import Actor, Joined, Place, Role
from bot.handlers import Kind
from bot.members.coming import FORGET_AFTER
from bot.members.model import Source
from bot.ui import Choice, Fill
from storage.members import communities_of, is_member
from tests.members.club import MONDAY, SPACE, Club, message, names, person, words

DAY = timedelta(days=1)
ANA = person("ana")


def test_a_roster_row_is_identity_since_and_source(club: Club) -> None:
    """Nobody is listed, matched or counted by being there."""
    club.is_found("ana", "bea", at=MONDAY - timedelta(days=6, hours=23))
    club.comes("cyd")
    found = club.store.belonging(ANA)
    assert found is not None
    assert found.source is Source.ADOPTION
    newer = club.store.belonging(person("cyd"))
    assert newer is not None
    assert newer.source is Source.JOIN
    assert communities_of(club.tx, SPACE, ANA) == ("c",)
    assert not is_member(club.tx, "c", ANA)
    assert club.directory.card(ANA) is None
    assert club.directory.askable(MONDAY) == ()
    assert club.store.listed() == ()


def test_a_late_roster_finds_no_veterans(club: Club) -> None:
    """Whoever came while we were away is not established by being found."""
    club.is_found("ana", at=MONDAY)
    club.joins("ana", learn="Budgets")
    card = club.directory.card(ANA)
    assert card is not None
    assert not card.established
    club.now += 60 * DAY
    card = club.directory.card(ANA)
    assert card is not None
    assert card.established


def test_a_roster_of_many(both: Club) -> None:
    """Five hundred at a time, twice, and the first moment stands."""
    ids = [f"p{n}" for n in range(500)]
    club = both
    club.is_found(*ids, at=club.community.since)
    club.is_found(*ids, "one more", at=club.community.since + timedelta(hours=1))
    found = club.store.belonging(person("p499"))
    assert found is not None
    assert found.since == club.community.since
    assert club.store.belonging(person("one more")) is not None


def test_elsewhere_and_guests_do_not_belong(club: Club) -> None:
    """Only the home place makes somebody belong."""
    club.comes("ana", place=Place(SPACE, "hello"))
    guest = Actor(person("gus"), "Gus", is_guest=True)
    event = Joined(id="g", at=MONDAY, actor=guest, place=club.community.home)
    club.hear(Kind.EVENT, "joined", event)
    assert club.store.belonging(ANA) is None
    assert club.store.belonging(person("gus")) is None
    club.comes("ana")
    club.goes("ana", at=MONDAY + DAY, place=Place(SPACE, "hello"))
    found = club.store.belonging(ANA)
    assert found is not None
    assert found.here


def test_join_has_five_fields_and_one_step(club: Club) -> None:
    """Three taps: Join, a tick, Save; nothing is ticked beforehand."""
    fill = club.presses("ana", "members.join")
    assert isinstance(fill, Fill)
    (step,) = fill.form.steps
    assert [f.name for f in step.fields] == ["ticks", "allowance", "help", "learn", "hardest"]
    ticks = step.fields[0]
    assert isinstance(ticks, Choice)
    assert ticks.chosen == ()
    club.sends("ana", fill, ticks=("introduce",))
    ana = club.store.member(ANA)
    assert (ana.full, ana.introduce_me, ana.in_rounds, ana.ask_me) == (True, True, False, False)
    assert ana.allowance == 2


def test_join_again_is_prefilled(club: Club) -> None:
    """A change shows what stands; skills are changed in their own form."""
    club.joins("ana", "introduce", "ask", help="Budgets", allowance="5", hardest="Nobody reads it")
    fill = club.says("ana", "join")
    assert isinstance(fill, Fill)
    (step,) = fill.form.steps
    assert [f.name for f in step.fields] == ["ticks", "allowance", "hardest"]
    club.now += DAY
    reply = club.sends("ana", fill, ticks=())
    ana = club.store.member(ANA)
    assert (ana.introduce_me, ana.ask_me, ana.allowance) == (False, False, 5)
    assert ana.hardest == "Nobody reads it"
    assert [c.words for c in ana.helps] == ["Budgets"]
    assert "I won't ask you anything" in words(reply)


def test_a_newcomer_who_ticks_introduce_me_is_asked_for_consent(club: Club) -> None:
    """The tick alone shows nobody their words."""
    club.comes("ana")
    form = club.presses("ana", "members.join")
    reply = club.sends("ana", form, ticks=("introduce",), learn="Budgets")
    assert message(reply).kind == "members.shall_i"
    club.is_found("bea", at=club.community.since)
    form = club.presses("bea", "members.join")
    reply = club.sends("bea", form, ticks=("introduce",), learn="Budgets")
    assert message(reply).kind == "members.joined"


def test_four_levels(club: Club) -> None:
    """Every level has its list; the first list that names a skill decides."""
    club.joins("ana", help="Tenders, Open data", learn="Law")
    club.now += DAY
    form = club.presses("ana", "members.skills")
    club.sends("ana", form, do="Tenders", explain="Open data; tenders", connect="Maps", learn="Law")
    levels = {c.words: c.level for c in club.store.member(ANA).claims}
    assert levels == {
        "Tenders": Level.DO,
        "Open data": Level.EXPLAIN,
        "Maps": Level.CONNECT,
        "Law": Level.LEARN,
    }


def test_skills_of_others_can_be_chosen(club: Club) -> None:
    """What others typed stands in a second step."""
    club.joins("bea", help="Open data")
    club.joins("ana", help="Tenders")
    club.now += DAY
    form = club.presses("ana", "members.skills")
    assert isinstance(form, Fill)
    offered = form.form.steps[1].fields[0]
    assert isinstance(offered, Choice)
    (open_data,) = offered.options
    club.sends("ana", form, more_learn=(open_data.value,))
    levels = {c.words: c.level for c in club.store.member(ANA).claims}
    assert levels == {"Tenders": Level.DO, "Open data": Level.LEARN}


def test_a_skill_is_not_an_essay(club: Club) -> None:
    """Too long or too many is said at the field, and nothing is kept."""
    form = club.presses("ana", "members.join")
    with pytest.raises(Invalid) as no:
        club.sends("ana", form, help="x" * 71, learn=",".join(f"s{n}" for n in range(21)))
    assert set(no.value.fields) == {"help", "learn"}


def test_the_profile_is_kept_whole(club: Club) -> None:
    """Role, organisation, sector, languages, hours; a zone nobody knows is refused."""
    club.joins("ana", help="Budgets")
    form = club.presses("ana", "members.profile")
    club.sends(
        "ana",
        form,
        role=" Head  buyer",
        organisation="City",
        sector="Public",
        languages="Català, English",
        days=("1", "3"),
        hours="7-12",
    )
    card = club.directory.card(ANA)
    assert card is not None
    assert (card.role, card.organisation, card.sector) == ("Head buyer", "City", "Public")
    assert card.languages == ("Català", "English")
    assert (card.hours.zone, card.hours.days) == ("Europe/Madrid", (1, 3))
    assert (card.hours.start, card.hours.end) == (7, 12)
    with pytest.raises(Invalid) as no:
        club.sends("ana", form, zone="Middle/Earth")
    assert set(no.value.fields) == {"zone"}


def test_fewer_of_these_is_one_step_down(club: Club) -> None:
    """Five, two, one, none; the menu brings it back."""
    club.joins("ana", help="Budgets", allowance="5")
    seen = []
    for _ in range(4):
        club.now += DAY
        club.wakes("members.fewer", "ana")
        seen.append(club.store.member(ANA).allowance)
    assert seen == [2, 1, 0, 0]
    assert club.directory.askable(club.now) == ()
    club.now += DAY
    assert "once a week" in words(club.presses("ana", "members.allowance", "", "1"))
    assert club.store.member(ANA).allowance == 1


def test_whoever_left_the_place_is_forgotten_a_month_later(club: Club) -> None:
    """Unless they came back."""
    club.comes("ana")
    club.joins("ana", help="Budgets")
    club.goes("ana", at=MONDAY + DAY)
    assert club.pad.woken[-1][:2] == ("members.forget", "ana")
    assert club.pad.woken[-1][2] == club.now + FORGET_AFTER
    assert not is_member(club.tx, "c", ANA)
    assert communities_of(club.tx, SPACE, ANA) == ()
    club.comes("ana", at=MONDAY + 2 * DAY)
    club.wakes("members.forget", "ana")
    assert club.store.member(ANA).claims
    club.goes("ana", at=MONDAY + 3 * DAY)
    club.wakes("members.forget", "ana")
    assert club.store.kept(ANA) == ()
    assert club.people.actor(ANA) is None


def test_only_who_sent_the_form_may_be_asked(club: Club) -> None:
    """Willing, a host, with an ask left; a Yes alone asks nothing of anybody."""
    club.joins("ana", "introduce", help="Budgets")
    club.joins("bea", "rounds", "ask", help="Budgets")
    club.agrees("cyd", help="Budgets")
    club.hosts = (person("hal"),)
    asked = [card.person.id for card in club.directory.askable(MONDAY)]
    assert asked == ["hal", "ana", "bea"]
    bea = club.directory.card(person("bea"))
    assert bea is not None
    assert (bea.introduce_me, bea.ask_me) == (False, True)
    hal = club.directory.card(person("hal"))
    assert hal is not None
    assert (hal.established, hal.introduce_me, hal.roles) == (True, True, frozenset({Role.HOST}))
    club.asked = {ANA: 2, person("hal"): 1}
    assert [card.person.id for card in club.directory.askable(MONDAY)] == ["hal", "bea"]


def test_not_for_me_is_final_and_quiet(club: Club) -> None:
    """A press in the channel answers that person alone, and nothing is done about them."""
    reply = club.presses("ana", "members.not_for_me")
    assert "I won't write" in words(reply)
    assert "guide.keep" in names(reply)
    assert club.store.member(ANA).gone
    club.joins("bea", help="Budgets")
    club.now += DAY
    assert "members.erase" in names(club.presses("bea", "members.not_for_me"))
    assert not club.store.member(person("bea")).here
