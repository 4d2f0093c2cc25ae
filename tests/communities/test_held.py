"""What waits for a yes: looked at, changed, sent, dropped, let go by its kind."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.errors import Invalid, Refusal
from bot.text import t
from bot.ui import Fill, Row, Say, Together, Weight
from bot.work import Promise
from tests.communities.stage import (
    EVE,
    Stage,
    buttons_of,
    plain,
    promise,
    words_of,
    would_you,
)
from tests.communities.test_storage import ANA, BEA


def test_what_waits_is_shown_with_whom_it_goes_to_and_why(town: Stage) -> None:
    """Its words as they are, a few at a time."""
    for number in range(5):
        promise(town, f"introductions.{number}")
    reply = town.command(ANA, "desk held")
    said = words_of(reply)
    assert said.startswith("5 messages wait for you\nTo @bea. It waits for your yes.\n")
    assert "Would you talk to @eve?\nI buy bridges" in said
    assert said.endswith("2 more come after these.")
    assert list(buttons_of(reply)) == ["Send", "Change", "Drop", "Let this kind go"]


def test_a_group_is_named_one_by_one(town: Stage) -> None:
    """Who it goes to is told for conversations, too."""
    both = Together((BEA, EVE), t("You two"))
    town.ledger.post((Promise("together", both, would_you(), town.now),))
    assert "To @bea and @eve." in words_of(town.command(ANA, "desk held"))


def test_sent_dropped_or_too_late(town: Stage) -> None:
    """A yes lets it go, a no keeps it for ever, a second press changes nothing."""
    for key in ("one", "two"):
        promise(town, key)
    buttons = buttons_of_first(town)
    town.press(ANA, *buttons["Send"])
    assert [town.state(key) for key in ("one", "two")] == ["todo", "held"]
    town.goes_out()
    with pytest.raises(Refusal) as error:
        town.press(ANA, *buttons["Send"])
    assert plain(error.value.message) == "That one does not wait any more. Nothing was done."
    reply = town.press(ANA, *buttons_of_first(town)["Drop"])
    assert town.state("two") == "dropped"
    assert words_of(reply).endswith("Nothing waits for you.")
    assert town.logged()[0] == "Dropped: introductions.would_you to @bea"


def buttons_of_first(stage: Stage) -> Mapping[str, tuple[str, str]]:
    """What can be pressed for the first of those that wait."""
    reply = stage.command(ANA, "desk held")
    assert isinstance(reply, Say)
    row = next(block for block in reply.message.blocks if isinstance(block, Row))
    return {plain(b.label): (b.name, b.subject) for b in row.buttons}


def test_a_kind_is_let_go(town: Stage) -> None:
    """What waits of it goes, and what comes later needs no yes; other kinds still do."""
    promise(town, "one")
    promise(town, "two")
    promise(town, "other", would_you("newcomers.hello", Weight.POST))
    name, subject = buttons_of_first(town)["Let this kind go"]
    first = next(w for w in town.ledger.waiting("held"))
    town.press(ANA, name, subject)
    promise(town, "three")
    kinds = {w.message.kind for w in town.ledger.waiting("held")}
    assert first.message.kind not in kinds
    assert town.state("three") == ("todo" if first.message.kind != "newcomers.hello" else "held")


def test_a_coordinator_changes_my_words_never_a_members(town: Stage) -> None:
    """The form holds Hearth's sentence with its holes; the member's words are not in it."""
    promise(town, "one")
    fill = town.press(ANA, *buttons_of_first(town)["Change"])
    assert isinstance(fill, Fill)
    (field,) = (f for step in fill.form.steps for f in step.fields)
    assert getattr(field, "value", "") == "Would you talk to {newcomer}?"
    with pytest.raises(Invalid) as error:
        town.submit(ANA, fill, **{field.name: "Would you talk to somebody?"})
    assert plain(error.value.fields[field.name]) == "Please keep {newcomer} as it stands."
    town.submit(ANA, fill, **{field.name: "May I introduce {newcomer} to you?"})
    assert words_of(town.promised("held")["one"]) == ("May I introduce @eve to you?\nI buy bridges")


def test_holes_cannot_be_made_up(town: Stage) -> None:
    """A name in braces that nothing fills is refused."""
    promise(town, "one")
    fill = town.press(ANA, *buttons_of_first(town)["Change"])
    with pytest.raises(Invalid):
        town.submit(ANA, fill, block0="Talk to {newcomer}, says {everybody}")


def test_parked_messages_ask_whether_they_are_there(town: Stage) -> None:
    """Seen there, nothing is sent; else it goes again."""
    for key in ("one", "two"):
        promise(town, key)
        town.parks(key, "timeout")
    assert "could not tell whether it arrived, or it could not go: timeout" in words_of(
        town.command(ANA, "desk held")
    )
    town.press(ANA, *buttons_of_first(town)["It is there"])
    town.press(ANA, *buttons_of_first(town)["Send again"])
    assert sorted(town.state(key) for key in ("one", "two")) == ["sent", "todo"]
