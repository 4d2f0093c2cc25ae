"""Values become HTML in which nobody's words are markup, and links lead only to the web."""

from __future__ import annotations

import pytest

from adapters.web.pens import HtmlPen
from adapters.web.render import draw_fill, draw_message, draw_words
from adapters.web.workspace import SPACE
from bot.events import Person, Place
from bot.text import Envelope, Link, Text, own, t
from bot.ui import Bullets, Button, Facts, File, Fill, Message, Paragraph, Quote, Row, Weight
from tests.adapters.web_room import FORM, message

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!--", "]]>", "{{ 7*7 }}", "{% raw %}", "&lt;b&gt;", "' onmouseover='x",
    "</blockquote></div><h1>Hearth says", "@everyone @Hearth", "<a href=javascript:x>y</a>",
)  # fmt: skip


class Called:
    """Names that are as hostile as words."""

    def person(self, person: Person) -> str:
        return f"<i>{person.id}</i>"

    def place(self, place: Place) -> str:
        return f"<u>{place.id}</u>"


def test_a_place_in_a_thread_leads_into_the_thread() -> None:
    """Where something was said is not the whole channel."""
    html = HtmlPen(Called()).place(Place(SPACE, "home", "m7"))
    assert 'href="/playground/in/home?thread=m7"' in html


def drawn(*blocks: Paragraph | Quote | Bullets | Facts | Row) -> str:
    body = draw_message(Message("k", Weight.ANSWER, blocks), Envelope(), Called())
    return str(body["blocks"])


@pytest.mark.parametrize("words", HOSTILE)
def test_somebodys_words_are_never_markup(words: str) -> None:
    """Only our own tags and no raw angle bracket of theirs is in the HTML."""
    html = drawn(
        Paragraph(t("You said {w}", w=words)),
        Quote(own(words), Person(SPACE, "ana")),
        Bullets((own(words),)),
        Facts(((own(words), own(words)),)),
    )
    said = draw_words((words,), Called())["blocks"][0]["html"]
    for raw in ("<script", "<img", "<!--", "<h1", "<a href=javascript"):
        assert raw not in html
        assert raw not in said


def test_names_of_people_and_places_are_escaped() -> None:
    html = drawn(Paragraph(t("{p} in {c}", p=Person(SPACE, "a"), c=Place(SPACE, "b"))))
    assert "@&lt;i&gt;a&lt;/i&gt;" in html
    assert "&lt;u&gt;b&lt;/u&gt;" in html


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//evil", "http:", "file:///x", "http://[", ""],
)
def test_a_link_to_anything_but_the_web_stays_text(url: str) -> None:
    assert "<a " not in drawn(Paragraph(t("{l}", l=Link(url, t("here")))))


def test_a_link_to_the_web_opens_apart_and_tells_nothing() -> None:
    html = drawn(Paragraph(t("{l}", l=Link('https://a.org/?q="><b>', t("here")))))
    assert '<a href="https://a.org/?q=&quot;&gt;&lt;b&gt;" rel="noopener noreferrer"' in html


def test_an_address_in_somebodys_words_becomes_a_link_without_its_full_stop() -> None:
    html = draw_words(("Look at https://a.org/x?y=1&z=2.",), Called())["blocks"][0]["html"]
    assert 'href="https://a.org/x?y=1&amp;z=2"' in html
    assert html.endswith("</a>.")


def test_characters_that_turn_text_round_are_left_out() -> None:
    assert drawn(Paragraph(own("a\u202eb\u2066c\x00d\ufeff"))).count("abcd") == 1


def test_the_plain_text_says_everything_but_the_buttons() -> None:
    told = message(t("Hello {p}", p=Person(SPACE, "x")), buttons=(Button(t("Join"), "story.join"),))
    assert draw_message(told, Envelope(), Called())["plain"] == "Hello @<i>x</i>"


def test_a_file_is_kept_whole() -> None:
    told = Message("k", Weight.ANSWER, (), (File("me.json", b"\x00\xff", t("All of it")),))
    (file,) = draw_message(told, Envelope(), Called())["files"]
    assert (file["name"], bytes.fromhex(file["hex"])) == ("me.json", b"\x00\xff")


def test_a_form_comes_filled_in_with_its_errors_in_place() -> None:
    fill = Fill(FORM, 1, {"role": "Auditor"}, {"hardest": Text("Longer, please")}, "f1")
    form = draw_fill(fill, Envelope(), Called())
    role, hardest = form["fields"][:2]
    assert (form["step"], form["steps"], role["chosen"]) == (2, 2, ["Auditor"])
    assert (hardest["error"], hardest["long"]) == ("Longer, please", True)
