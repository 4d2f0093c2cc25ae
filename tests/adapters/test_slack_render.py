"""What Slack is sent for every value: golden payloads, limits, and words that try tricks."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from adapters.slack import forms, render
from adapters.slack.notice import MAX_NOTICE, people
from adapters.slack.pen import Eyes
from bot.events import Person, Place, Space
from bot.text import Envelope, Link, Moment, Text, Words, own, t, tn
from bot.ui import (
    Block,
    Bullets,
    Button,
    Choice,
    Divider,
    Facts,
    Fill,
    Form,
    Heading,
    Home,
    Line,
    Menu,
    Message,
    Note,
    Option,
    Paragraph,
    People,
    PeopleMenu,
    Quote,
    Row,
    Step,
    Style,
    Weight,
    Where,
)
from tests.loopback.judge import Judge

GOLDEN = Path(__file__).parent / "golden" / "slack"
TEAM = Space("slack", "T1")
ANA, BEA = Person(TEAM, "U0ANA"), Person(TEAM, "U0BEA")
HELLO = Place(TEAM, "C0HELLO")
NAMES = {"U0ANA": "Ana & <Co>", "U0BEA": "Bea *bold*"}
FRIDAY = Moment(datetime(2026, 11, 27, 9, 30, tzinfo=UTC))
PRIVATE = Eyes(Envelope("en-US", "Europe/Madrid", "c7"), NAMES)
CHANNEL = Eyes(Envelope("en", "UTC", "c7"), NAMES, pings=("U0ANA",))
TYPED = (
    "*bold* _it_ ~no~ `code` <!channel> <@U0EVIL> @here <http://evil|bank> :tada: & \u202egnp\u200b"
)


def message(*blocks: Block) -> Message:
    return Message("tests.golden", Weight.ANSWER, blocks)


EVERY_BLOCK: dict[str, tuple[Block, ...]] = {
    "heading": (Heading(t("Meet {person}", person=BEA)),),
    "paragraph": (
        Paragraph(
            t(
                "{a} and {b}, in {place}, {when}: {said} {link}",
                a=ANA,
                b=BEA,
                place=HELLO,
                when=FRIDAY,
                said=TYPED,
                link=Link("https://example.org/a?b=1&c=2", t("the page of {a}", a=ANA)),
            )
        ),
        Paragraph(tn("{n} person", "{n} people", 3)),
        Paragraph(t("Both: {list}", list=(ANA, BEA, Words("and *me*")))),
    ),
    "quote": (Quote(own(TYPED), by=ANA), Quote(own("two\nlines"))),
    "bullets": (Bullets((t("one {a}", a=ANA), own(TYPED))),),
    "facts": (Facts(((t("Skill"), own(TYPED)), (t("With"), t("{a}", a=ANA)))),),
    "note": (
        Note(own(TYPED)),
        Note(t("You because {a} asked in {place}.", a=ANA, place=HELLO)),
        Note(t("See {link}.", link=Link("https://example.org", own("*here*")))),
    ),
    "row": (
        Row(
            (
                Button(t("Join"), "members.join", "7f3a", Style.MAIN),
                Button(t("Erase"), "members.erase", "", Style.DANGER, confirm=t("Everything?")),
                Button(t("Not for me"), "members.no"),
            )
        ),
        Divider(),
        Row((Button(t("Join"), "members.join", "7f3a"),)),
    ),
    "menu": (
        Menu(t("How often?"), "members.often", (Option("1", t("Once"), t("a week")),), "x"),
        Menu(t("Which days?"), "members.days", (Option("1", own(TYPED)),), many=True),
        PeopleMenu(t("Who?"), "members.who", "s"),
        Menu(t("Nothing to choose"), "members.none", ()),
    ),
    "link_refused": (Paragraph(t("{x}", x=Link("javascript:alert(1)", t("press")))),),
}
EVERY_FIELD = Form(
    "members.profile",
    t("About you"),
    (
        Step(
            (
                Line(
                    "help", t("I can help with"), "a <b> *c*", t("A few words"), 50, required=True
                ),
                Line("hard", t("The hardest thing"), long=True, limit=5000),
                Choice(
                    "ticks",
                    t("You may"),
                    (Option("a", t("Introduce me")), Option("b", t("Draw me"), t("in rounds"))),
                    ("b",),
                    many=True,
                ),
                Choice("one", t("How often?"), (Option("1", t("Once")),), ("1",), required=True),
                Choice("maybe", t("Or not"), (Option("1", t("Once")),)),
            ),
            intro=t("Only {a} sees this.", a=ANA),
        ),
        Step(
            (
                People("host", t("Host"), (ANA,)),
                People("hosts", t("Hosts"), (ANA, BEA), most=5, required=True),
                Where("hello", t("Where newcomers say hello"), HELLO),
                Choice(
                    "many", t("Many"), tuple(Option(str(n), t("x")) for n in range(20)), many=True
                ),
            )
        ),
    ),
    submit=t("Save"),
)


def golden(name: str, drawn: Any) -> None:
    """Compare with what was frozen; `GOLDEN=write` freezes anew, for eyes to read in the diff."""
    file = GOLDEN / f"{name}.json"
    if os.environ.get("GOLDEN") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(drawn, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert drawn == json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", EVERY_BLOCK)
@pytest.mark.parametrize(("where", "eyes"), [("private", PRIVATE), ("channel", CHANNEL)])
def test_every_block_is_drawn_as_it_was(judge: Judge, name: str, where: str, eyes: Eyes) -> None:
    """A block looks the same as in the last release, and Slack would take it."""
    drawn = render.message(message(*EVERY_BLOCK[name]), eyes)
    shown = {"text": drawn.text, "blocks": drawn.blocks}
    judge.judge_slack("chat.postMessage", {"channel": "C1", **shown})
    golden(f"{name}.{where}", shown)


@pytest.mark.parametrize("step", [0, 1])
def test_every_field_is_drawn_as_it_was(judge: Judge, step: int) -> None:
    """A form's step is a modal that carries nothing but the form's id."""
    view = forms.view(Fill(EVERY_FIELD, step, id="f1"), PRIVATE)
    judge.judge_slack("views.open", {"trigger_id": "1.2.3", "view": view})
    assert view["private_metadata"] == "f1"
    golden(f"form.{step}", view)


def test_given_values_win_over_a_fields_own(judge: Judge) -> None:
    """What somebody wrote before stands in the form again, tick for tick."""
    values = {"help": "tax", "ticks": ("a",), "hosts": (BEA,), "hello": None, "host": None}
    for step in (0, 1):
        view = forms.view(Fill(EVERY_FIELD, step, values, id="f1"), PRIVATE)
        judge.judge_slack("views.open", {"trigger_id": "1.2.3", "view": view})
        golden(f"form.{step}.filled", view)


def test_a_home_is_drawn_as_it_was(judge: Judge) -> None:
    """A home page holds everything a message holds."""
    view = render.home(Home(tuple(b for blocks in EVERY_BLOCK.values() for b in blocks)), PRIVATE)
    judge.judge_slack("views.publish", {"user_id": "U1", "view": view})
    golden("home", view)


def test_errors_stand_at_their_fields() -> None:
    """Errors of the step that is open are shown in place, nothing else moves."""
    fill = Fill(EVERY_FIELD, 0, errors={"help": t("One more detail, {a}?", a=BEA)}, id="f1")
    assert forms.answer(fill, PRIVATE, ["help", "hard"]) == {
        "response_action": "errors",
        "errors": {"help": "One more detail, Bea *bold*?"},
    }


def test_errors_of_another_step_bring_that_step_back(judge: Judge) -> None:
    """A field that is not on the screen cannot bear an error, so its step is shown with it."""
    fill = Fill(EVERY_FIELD, 0, errors={"help": t("One more detail?")}, id="f1")
    answer = forms.answer(fill, PRIVATE, ["host"])
    judge.judge_slack("ack.view_submission", answer)
    assert answer["response_action"] == "update"
    assert "One more detail?" in json.dumps(answer["view"]["blocks"][0])


def test_the_next_step_replaces_the_view(judge: Judge) -> None:
    """Step two comes in the same window."""
    answer = forms.answer(Fill(EVERY_FIELD, 1, id="f1"), PRIVATE, ["help"])
    judge.judge_slack("ack.view_submission", answer)
    assert answer["view"]["private_metadata"] == "f1"


def test_values_come_back_as_what_they_are() -> None:
    """Every kind of field is read back as its own kind of value, empty ones too."""
    state: dict[str, Any] = {
        "line": {"value": {"type": "plain_text_input", "value": "hi"}},
        "none": {"value": {"type": "plain_text_input", "value": None}},
        "radio": {"value": {"type": "radio_buttons", "selected_option": {"value": "1"}}},
        "select": {"value": {"type": "static_select", "selected_option": None}},
        "ticks": {"value": {"type": "checkboxes", "selected_options": [{"value": "a"}]}},
        "who": {"value": {"type": "users_select", "selected_user": "U0ANA"}},
        "whom": {"value": {"type": "multi_users_select", "selected_users": ["U0BEA"]}},
        "where": {"value": {"type": "channels_select", "selected_channel": "C0HELLO"}},
    }
    assert forms.values(state, TEAM) == {
        "line": "hi",
        "none": "",
        "radio": "1",
        "select": None,
        "ticks": ("a",),
        "who": ANA,
        "whom": (BEA,),
        "where": HELLO,
    }


def test_only_whom_we_mean_is_mentioned_in_a_channel() -> None:
    """In a channel a mention pings, so whoever is not to be pinged is called by name."""
    drawn = render.message(message(Paragraph(t("{a} and {b}", a=ANA, b=BEA))), CHANNEL)
    runs = drawn.blocks[0]["elements"][0]["elements"]
    assert [run.get("user_id") for run in runs] == ["U0ANA", None]
    assert "<@U0ANA>" in drawn.text
    assert "U0BEA" not in drawn.text
    assert people((Paragraph(t("{a} and {b}", a=ANA, b=BEA)),), CHANNEL) == {"U0BEA"}


def test_names_are_needed_where_mentions_cannot_stand() -> None:
    """A heading or a label takes words alone, so a name has to be looked up."""
    row = Row((Button(t("Ask {b}", b=BEA), "a.b"),))
    assert people((Heading(t("{a}", a=ANA)), row), PRIVATE) == {"U0ANA", "U0BEA"}
    assert people((Paragraph(t("{a}", a=ANA)),), PRIVATE) == set()


def texts(node: Any) -> list[tuple[str, str]]:
    """Every piece of words with the type of what holds it."""
    if isinstance(node, dict):
        mine = [(node["type"], node["text"])] if isinstance(node.get("text"), str) else []
        return mine + [found for value in node.values() for found in texts(value)]
    if isinstance(node, list):
        return [found for value in node for found in texts(value)]
    return []


@settings(max_examples=150)
@given(
    some.text(max_size=60),
    some.sampled_from(["<!here>", "<@U1>", "*x*", "</x>", "&lt;", "\ufdd0uU9\ufdd1x\ufdd2"]),
)
def test_nothing_typed_becomes_markup(words: str, trick: str) -> None:
    """Whatever a member types is only ever the text of something that formats nothing."""
    blocks = (Paragraph(own(words + trick)), Quote(own(trick + words)), Note(own(trick + words)))
    drawn = render.message(message(*blocks), CHANNEL)
    assert {kind for kind, _ in texts(drawn.blocks)} <= {"text", "plain_text"}
    assert '"user"' not in json.dumps(drawn.blocks)
    assert "<" not in drawn.text
    assert ">" not in drawn.text


@settings(max_examples=40)
@given(some.lists(some.integers(1, 9000), min_size=1, max_size=19), some.booleans())
def test_long_words_stay_within_slacks_total(lengths: list[int], spaced: bool) -> None:  # noqa: FBT001 - from a table
    """Blocks never sum above 12,000 characters, and every button is still there."""
    word = "wörter " if spaced else "x"
    long = tuple(Paragraph(own((word * n)[:n])) for n in lengths)
    drawn = render.message(message(*long, EVERY_BLOCK["row"][0]), PRIVATE)
    assert sum(len(said) for _, said in texts(drawn.blocks)) <= render.MAX_TOTAL
    assert len(drawn.blocks[-1]["elements"]) == 3
    assert len(drawn.text) <= MAX_NOTICE


def test_a_cut_never_goes_through_a_mention() -> None:
    """A shortened notification ends in words, not in half a mention."""
    for pad in range(MAX_NOTICE - 15, MAX_NOTICE + 5):
        said: Text = t("{pad}{a}{more}", pad="x" * pad, a=ANA, more="y" * 50)
        notice = render.message(message(Paragraph(said)), PRIVATE).text
        assert notice.count("<") == notice.count(">")
