"""What the browser sends becomes words with people and places in them, and typed values."""

from __future__ import annotations

import pytest

from adapters.web.inbound import callable_names, command, form_values, routed, split, unmentioned
from adapters.web.render import draw_fill
from adapters.web.workspace import SPACE
from bot.events import Person, Place
from bot.text import Envelope
from bot.ui import Fill
from tests.adapters.web_room import FORM

ANA, BO = Person(SPACE, "ana"), Person(SPACE, "bo")


class ById:
    """People and places by their ids."""

    def person(self, person: Person) -> str:
        return person.id

    def place(self, place: Place) -> str:
        return place.id


PEOPLE = callable_names([("ana", "Ana Ruiz"), ("bo", "Bo"), ("ana2", "Ana Ruiz-Mora")])


def test_people_and_channels_become_values() -> None:
    parts = split("introduce @Ana Ruiz @bo in #home!", PEOPLE, {"home": "h1"})
    assert parts == ("introduce ", ANA, " ", BO, " in ", Place(SPACE, "h1"), "!")


def test_the_longest_name_wins_and_a_shared_first_name_means_nobody() -> None:
    assert split("@Ana Ruiz-Mora", PEOPLE, {}) == (Person(SPACE, "ana2"),)
    assert split("@Ana Smith", {k: v for k, v in PEOPLE.items() if k != "ana"}, {}) == (
        "@Ana Smith",
    )


@pytest.mark.parametrize("text", ["a@bo.org", "@bob", "mail me at x@ana.org"])
def test_an_address_is_nobodys_name(text: str) -> None:
    assert split(text, PEOPLE, {}) == (text,)


def test_a_command_is_ours_only_under_our_root() -> None:
    assert command("/hearth  find tea ") == "find tea"
    assert command("/HEARTH") == ""
    assert command("/hearthly find") is None
    assert command("say /hearth") is None


def test_our_own_mention_is_taken_out_wherever_it_stands() -> None:
    assert unmentioned("@Hearth: who knows tea?") == "who knows tea?"
    assert unmentioned("who knows tea, @hearth") == "who knows tea"
    assert unmentioned("mail hearth@hearth.org") is None


def test_what_travels_with_a_button_comes_back_whole() -> None:
    assert routed("a.b|c1|x|y") == ("a.b", "c1", "x|y")
    assert routed("a.b||") == ("a.b", None, "")


def test_fields_have_their_types_and_nothing_else_gets_in() -> None:
    """What the step did not ask is dropped; what was not answered is empty in its own way."""
    first = draw_fill(Fill(FORM, 0, {}, {}, "f1"), Envelope(), ById())
    second = draw_fill(Fill(FORM, 1, {}, {}, "f1"), Envelope(), ById())
    sent = {"ticks": ["meet", "ask"], "times": ["2"], "admin": ["yes"]}
    assert form_values(first, sent) == {"ticks": ("meet", "ask"), "times": "2"}
    assert form_values(first, {}) == {"ticks": (), "times": None}
    sent = {"role": [" Auditor\r\nhere "], "host": ["ana"], "home": ["h1"]}
    assert form_values(second, sent) == {
        "role": "Auditor\nhere",
        "hardest": "",
        "host": ANA,
        "home": Place(SPACE, "h1"),
    }
    assert form_values(second, {})["host"] is None
