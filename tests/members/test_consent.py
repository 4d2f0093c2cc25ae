"""The newcomer's first minute: two fields, exact words, one press."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Invalid
from bot.events import Begin
from bot.ui import Fill
from storage.members import is_member
from tests.members.club import MONDAY, Club, button, message, names, person, words

MINUTE = timedelta(minutes=1)


def test_yes_joins_with_that_one_tick(club: Club) -> None:
    """The press is the consent, and joins with introductions only."""
    club.comes("ana")
    reply = club.agrees("ana", learn="Procurement", help="")
    ana = club.store.member(person("ana"))
    assert ana.here
    assert (ana.introduce_me, ana.in_rounds, ana.ask_me, ana.full) == (True, False, False, False)
    assert is_member(club.tx, "c", person("ana"))
    assert club.pad.woken == [("introductions.begin", "ana", MONDAY)]
    assert words(reply) == (
        "I'm asking somebody now, and I'll tell you by Wednesday. "
        "If I have nobody by then, @cora will write to you."
    )


def test_the_question_shows_exactly_the_words(club: Club) -> None:
    """What is asked about is what was typed, and what is kept with the yes."""
    fill = club.presses("ana", "members.sounds_good", "1")
    asked = club.sends("ana", fill, help="Open data, <b>Budgets</b>", learn="procurement law")
    assert "Can help with: <b>Budgets</b> and Open data" in words(asked)
    assert "Wants to learn: procurement law" in words(asked)
    assert names(asked) == ["members.yes", "members.name_first", "members.not_now"]
    club.presses("ana", "members.yes", button(asked, "members.yes").subject)
    consent = club.store.member(person("ana")).consents
    assert consent is not None
    assert consent.shown.help == ("<b>Budgets</b>", "Open data")
    assert consent.shown.learn == ("procurement law",)
    assert not consent.name_first


def test_one_of_two_fields_is_needed(club: Club) -> None:
    """Nothing at all is nothing to introduce anybody by."""
    fill = club.presses("ana", "members.sounds_good", "1")
    with pytest.raises(Invalid) as no:
        club.sends("ana", fill, help="  , ;", learn="")
    assert set(no.value.fields) == {"help"}


def test_an_old_question_after_new_words_asks_again(club: Club) -> None:
    """The yes is for the words under which it stood, or it is asked anew."""
    asked = club.sends("ana", club.presses("ana", "members.sounds_good", "1"), learn="Budgets")
    old = button(asked, "members.yes").subject
    club.now += MINUTE
    club.sends("ana", club.presses("ana", "members.skills"), learn="Open data")
    club.now += MINUTE
    reply = club.presses("ana", "members.yes", old)
    assert "Your words have changed since I asked you." in words(reply)
    assert "Wants to learn: Open data" in words(reply)
    assert not club.store.member(person("ana")).here
    assert club.pad.woken == []
    club.presses("ana", "members.yes", button(reply, "members.yes").subject)
    assert club.store.member(person("ana")).introduce_me


def test_a_yes_that_arrives_late_stands_for_its_own_words(club: Club) -> None:
    """Pressed before the words changed, heard of afterwards: those words, and no others."""
    asked = club.sends("ana", club.presses("ana", "members.sounds_good", "1"), learn="Budgets")
    old = button(asked, "members.yes").subject
    club.now += 10 * MINUTE
    club.sends("ana", club.presses("ana", "members.skills"), learn="Open data")
    club.presses("ana", "members.yes", old, at=MONDAY + MINUTE)
    card = club.directory.card(person("ana"))
    assert card is not None
    assert card.wants == {"Budgets"}


def test_changed_words_are_not_shown_before_a_new_yes(club: Club) -> None:
    """Whoever only said yes is known by the words they said yes to."""
    club.agrees("ana", learn="Budgets")
    club.now += MINUTE
    reply = club.sends("ana", club.presses("ana", "members.skills"), learn="Open data")
    card = club.directory.card(person("ana"))
    assert card is not None
    assert card.wants == {"Budgets"}
    club.presses("ana", "members.yes", button(reply, "members.yes").subject)
    card = club.directory.card(person("ana"))
    assert card is not None
    assert card.wants == {"Open data"}


def test_pressed_twice_begins_once(club: Club) -> None:
    """The second press gets a kind sentence."""
    club.agrees("ana", learn="Budgets")
    mark = club.store.member(person("ana")).shown.mark
    reply = club.presses("ana", "members.yes", mark)
    assert words(reply).startswith("I have your yes already.")
    assert len(club.pad.woken) == 1


def test_the_name_first(club: Club) -> None:
    """Another timer, and the consent says so."""
    asked = club.sends("ana", club.presses("ana", "members.sounds_good", "1"), learn="Budgets")
    club.presses("ana", "members.name_first", button(asked, "members.name_first").subject)
    consent = club.store.member(person("ana")).consents
    assert consent is not None
    assert consent.name_first
    assert club.pad.woken[0][0] == "introductions.begin_name_first"


def test_not_now_is_silence(club: Club) -> None:
    """Nothing begins; what was told waits to be used or erased."""
    club.sends("ana", club.presses("ana", "members.sounds_good", "1"), learn="Budgets")
    reply = club.presses("ana", "members.not_now", "x")
    assert "I won't introduce you" in words(reply)
    assert [name for name, _, _ in club.pad.woken] == ["newcomers.quiet"]
    assert not club.store.member(person("ana")).here
    assert club.directory.card(person("ana")) is None


def test_whoever_approves_is_named(club: Club) -> None:
    """Where every message waits for a yes, somebody reads these words, and the question says so."""
    club.community = replace(club.community, begin=Begin.EACH)
    asked = club.sends("ana", club.presses("ana", "members.sounds_good", "1"), learn="Budgets")
    assert "Whoever approves my messages here sees these words, too: @cora." in words(asked)
    club.community = replace(club.community, begin=Begin.ALL)
    asked = club.presses("ana", "members.introduce")
    assert "approves" not in words(asked)


def test_norms_are_acknowledged_in_their_version(club: Club) -> None:
    """The version shown is kept; a member who presses again is thanked."""
    club.community = replace(club.community, norms_version=3)
    assert isinstance(club.presses("ana", "members.sounds_good", "2"), Fill)
    assert club.store.member(person("ana")).norms_version == 2
    club.joins("ana", learn="Budgets")
    club.now += MINUTE
    assert words(club.presses("ana", "members.sounds_good", "3")) == "Thank you, that's noted."
    assert club.store.member(person("ana")).norms_version == 3
    club.presses("ana", "members.sounds_good", "999")
    assert club.store.member(person("ana")).norms_version == 3


def test_by_two_waking_days(club: Club) -> None:
    """On a Friday that is Tuesday: nobody promises anything for a weekend."""
    club.now = MONDAY + timedelta(days=4)
    assert "by Tuesday" in words(club.agrees("ana", learn="Budgets"))


def test_leaving_takes_the_consent_along(club: Club) -> None:
    """Consent is per stay: whoever comes back is asked again before anything happens."""
    club.comes("ana", at=MONDAY - MINUTE)
    club.agrees("ana", learn="Budgets")
    club.goes("ana", at=MONDAY + MINUTE)
    club.comes("ana", at=MONDAY + 2 * MINUTE)
    ana = club.store.member(person("ana"))
    assert not ana.here
    assert ana.consents is None
    assert club.directory.card(person("ana")) is None
    club.now += 3 * MINUTE
    reply = club.presses("ana", "members.introduce")
    assert message(reply).kind == "members.shall_i"
