"""Every value the core can show, frozen as Discord gets it and judged by its own schema."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.discord import inbound, modal, render
from bot import ui
from bot.events import Person, Place, Space, Value
from bot.text import Envelope, Link, Moment, Text, Words, own, t, tn
from tests.loopback.judge import Judge

GOLDEN = Path(__file__).parent / "golden" / "discord"
SPACE = Space("discord", "81")
ANA, BEA = Person(SPACE, "101"), Person(SPACE, "102")
HOME = Place(SPACE, "201")
EYES = Envelope("en", "Europe/Madrid", "c1")
MADE = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)


def names(person: Person) -> str:
    return {"101": "Ana", "102": "Bea"}.get(person.id, "somebody")


def said(*blocks: ui.Block, **more: Any) -> ui.Message:
    return ui.Message("test.said", ui.Weight.ANSWER, blocks, **more)


def buttons(*labels: str, **more: Any) -> ui.Row:
    return ui.Row(tuple(ui.Button(t(one), f"test.{one.lower()}", "7", **more) for one in labels))


OPTIONS = (ui.Option("a", t("First"), t("the one")), ui.Option("b", t("Second")))
MESSAGES: dict[str, ui.Message] = {
    "heading": said(ui.Heading(t("Hello, {who}", who=ANA))),
    "paragraph": said(ui.Paragraph(t("See {place} at {when}.", place=HOME, when=Moment(MADE)))),
    "quote": said(ui.Quote(own("one *two*\n# three @everyone"), by=BEA)),
    "bullets": said(ui.Bullets((t("one"), own("two\nlines"), tn("{n} day", "{n} days", 3)))),
    "facts": said(ui.Facts(((t("Zone"), own("Europe/Madrid")), (t("Since"), t("May"))))),
    "note": said(ui.Paragraph(t("Words.")), ui.Note(t("Only you\nsee this."))),
    "divider": said(ui.Paragraph(t("One")), ui.Divider(), ui.Paragraph(t("Two"))),
    "row": said(
        ui.Paragraph(t("Choose.")),
        ui.Row(
            (
                ui.Button(t("Yes"), "test.yes", "7", ui.Style.MAIN),
                ui.Button(t("No"), "test.no", "7"),
                ui.Button(t("Erase"), "test.erase", "", ui.Style.DANGER, t("Really *erase*?")),
            )
        ),
    ),
    "menu": said(ui.Menu(t("Pick one"), "test.pick", OPTIONS, "7")),
    "menu_many": said(ui.Menu(t("Pick some"), "test.pick", OPTIONS, many=True)),
    "people_menu": said(ui.PeopleMenu(t("Whom?"), "test.whom", "7")),
    "link": said(ui.Paragraph(t("{x}", x=Link("https://x.example/a", Words("a page"))))),
    "pings": said(ui.Paragraph(t("{a}, meet {b}.", a=ANA, b=BEA)), pings=(ANA, BEA)),
    "files": said(
        ui.Paragraph(t("The report.")),
        files=(
            ui.File("report.csv", b"a,b", t("The figures")),
            ui.File("chart.png", b"PNG", t("Two bars: five and three")),
        ),
    ),
    "empty": said(ui.Paragraph(own(" "))),
}
FIELDS: dict[str, ui.Field] = {
    "line": ui.Line("want", t("What do you want to learn?"), hint=t("a few words"), required=True),
    "line_long": ui.Line("hard", t("The hardest thing"), value="now", limit=600, long=True),
    "choice": ui.Choice("begin", t("How do I begin?"), OPTIONS, chosen=("a",), required=True),
    "choice_single_option": ui.Choice("only", t("Only one"), OPTIONS[:1]),
    "choice_many": ui.Choice("ticks", t("Ticks"), OPTIONS, chosen=("a", "b"), many=True),
    "choice_wide": ui.Choice(
        "zone", t("Zone"), tuple(ui.Option(str(n), own(f"Zone {n}")) for n in range(25)), many=True
    ),
    "people": ui.People("hosts", t("Hosts"), chosen=(ANA,), most=5),
    "people_one": ui.People("who", t("Who"), required=True),
    "where": ui.Where("home", t("Where do newcomers say hello?"), chosen=HOME),
}


def compare(name: str, drawn: Any) -> None:
    """Against the frozen picture; GOLDEN=write freezes what is drawn now."""
    file = GOLDEN / f"{name}.json"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(json.dumps(drawn, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert drawn == json.loads(file.read_text(encoding="utf-8")), f"see {file.name}"


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_drawn_as_frozen(name: str, judge: Judge) -> None:
    """And Discord's schema takes it as it stands."""
    drawn = render.message(MESSAGES[name], EYES, names, key=f"test.{name}")
    compare(f"message_{name}", drawn.body)
    judge.judge_discord("post", "/channels/{channel_id}/messages", drawn.body)


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_drawn_as_frozen(name: str, judge: Judge) -> None:
    """In a form of one step, which Discord's schema takes."""
    form = ui.Form("test.form", t("A form"), (ui.Step((FIELDS[name],), t("Above the fields.")),))
    drawn = modal.modal(ui.Fill(form, id="f00d"), EYES, names)
    compare(f"field_{name}", drawn)
    judge.judge_discord(
        "post",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        {"type": 9, "data": drawn},
    )


def test_a_home_page_is_drawn_as_frozen(judge: Judge) -> None:
    """As a message to its owner."""
    page = ui.Home((ui.Heading(t("You")), ui.Facts(((t("Asks"), t("2 a week")),)), buttons("Edit")))
    drawn = render.home(page, EYES, names)
    compare("home", drawn.body)
    judge.judge_discord("post", "/channels/{channel_id}/messages", drawn.body)


def two_steps(**errors: Text) -> ui.Fill:
    first, second = FIELDS["line"], FIELDS["people"]
    form = ui.Form("test.form", t("A form"), (ui.Step((first,)), ui.Step((second,))))
    values: dict[str, Value] = {"want": "x", "hosts": (BEA,)}
    return ui.Fill(form, 0 if errors else 1, values, errors, "f00d")


def test_errors_stand_beside_their_fields_and_nothing_is_lost() -> None:
    """The form opens again with what was written and what is wrong with it."""
    drawn = modal.modal(two_steps(want=t("One more detail, please.")), EYES, names)
    assert drawn["components"][0]["description"] == "One more detail, please."
    assert drawn["components"][0]["component"]["value"] == "x"


def test_between_two_steps_stands_a_note_with_a_button() -> None:
    """It says where one is; after an error it names the field."""
    onward = modal.note(two_steps(), EYES, names).body["components"]
    assert onward[0]["content"] == "A form: step 2 of 2."
    assert onward[1]["components"][0]["custom_id"] == "form.again|c1|f00d"
    back = modal.note(two_steps(want=t("Too short.")), EYES, names).body["components"]
    assert "What do you want to learn?: Too short." in back[1]["content"]
    assert back[2]["components"][0]["label"] == "Correct"


def test_five_fields_leave_room_for_the_words_above_them() -> None:
    """Discord takes five parts; the words then stand beside the first field."""
    fields = tuple(ui.Line(f"f{n}", t("Field"), hint=t("hint")) for n in range(5))
    form = ui.Form("test.form", t("A form"), (ui.Step(fields, t("Please read.")),))
    drawn = modal.modal(ui.Fill(form, id="f"), EYES, names)["components"]
    assert len(drawn) == 5
    assert drawn[0]["description"] == "Please read. hint"


def test_long_texts_give_way_and_buttons_stay(judge: Judge) -> None:
    """Four thousand characters in all: the longest is cut, the short ones stay whole."""
    long, short = ui.Paragraph(own("word " * 2000)), ui.Paragraph(t("The end."))
    drawn = render.message(said(long, short, buttons("Yes")), EYES, names).body["components"]
    assert drawn[0]["content"].endswith("word…")
    assert drawn[1]["content"] == "The end."
    assert drawn[2]["components"][0]["label"] == "Yes"
    body = {"components": drawn, "flags": render.COMPONENTS_V2}
    judge.judge_discord("post", "/channels/{channel_id}/messages", body)


def test_many_small_blocks_share_a_component(judge: Judge) -> None:
    """Forty components hold any message of twenty blocks with six full rows."""
    rows = [buttons(*(f"B{r}x{b}" for b in range(5))) for r in range(6)]
    texts = [ui.Paragraph(own(f"line {n}")) for n in range(14)]
    drawn = render.message(said(*texts, *rows), EYES, names).body
    assert render._count(drawn["components"]) <= 40
    assert "line 13" in json.dumps(drawn)
    judge.judge_discord("post", "/channels/{channel_id}/messages", drawn)


def test_a_button_that_wants_to_be_sure_says_what_it_asks() -> None:
    """The question travels beside the body, under the id the press will bring."""
    drawn = render.message(MESSAGES["row"], EYES, names)
    assert drawn.confirms == {"test.erase?c1|": r"Really \*erase\*?"}


def test_the_mark_of_a_key_is_stable_and_fits_an_int32() -> None:
    """It is how a message of unknown fate is found again, years from now."""
    assert render.mark("introductions.7f3a") == render.mark("introductions.7f3a")
    assert render.mark("a") != render.mark("b")
    assert all(1000 <= render.mark(str(n)) < 2**31 for n in range(500))


def test_two_buttons_alike_travel_apart_and_mean_the_same(judge: Judge) -> None:
    """Discord refuses a message in which a custom id stands twice: two chores with one *Look*."""
    drawn = render.message(said(buttons("Look"), buttons("Look")), EYES, names)
    judge.judge_discord("post", "/channels/{channel_id}/messages", drawn.body)
    ids = re.findall(r'"custom_id": "([^"]+)"', json.dumps(drawn.body))
    assert len(set(ids)) == 2
    assert {inbound.carried(one) for one in ids} == {("test.look", "c1", "7")}
