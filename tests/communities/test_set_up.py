"""Set-up: who may, the one form, what saving does, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Invalid, Refusal
from bot.events import Actor, Begin, Person, Place, Role, Rostered, itself
from bot.handlers import Kind
from bot.text import t
from bot.ui import Fill, Weight
from tests.communities.stage import CODE, FORM, MAX, ZOE, Stage, buttons_of, plain, words_of
from tests.communities.test_storage import ANA, BEA, HOME, NOW, SPACE


def refused(error: pytest.ExceptionInfo[Refusal]) -> str:
    return plain(error.value.message)


def test_a_stranger_is_told_who_can_start(stage: Stage) -> None:
    """Without code or power nothing opens; the sentence says both ways."""
    with pytest.raises(Refusal) as error:
        stage.command(BEA, "setup")
    assert "administrator of the playground" in refused(error)
    assert "/hearth setup EMBER-4821" in refused(error)


def test_a_code_opens_the_form_and_is_spent_by_saving(stage: Stage) -> None:
    """It survives a mistake in the form, and works once."""
    stage.claim()
    fill = stage.command(ANA, "setup", code=" ember-4821")
    with pytest.raises(Invalid) as error:
        stage.submit(ANA, fill, **{**FORM, "zone": "Nowhere"})
    assert plain(error.value.fields["zone"]).endswith("Europe/Madrid")
    stage.submit(ANA, fill, **FORM)
    assert stage.community.purpose == "People who buy for the public."
    elsewhere = stage.command(BEA, "setup", Place(SPACE, "elsewhere"), code=CODE)
    assert "works once, for an hour" in words_of(elsewhere)


@pytest.mark.parametrize("hours", [-0.1, 0])
def test_an_old_code_opens_nothing(stage: Stage, hours: float) -> None:
    """After its hour the sentence says where a new one comes from."""
    stage.claim(hours=hours)
    reply = stage.command(ANA, "setup", code=CODE)
    assert words_of(reply) == (
        "That code is not open: it works once, for an hour, and closes after too many wrong tries. "
        "Run hearth setup on the command line for a new one."
    )


def test_a_code_that_expires_while_the_form_is_open_saves_nothing(stage: Stage) -> None:
    """Who may is decided again when it is saved."""
    stage.claim()
    fill = stage.command(ANA, "setup", code=CODE)
    stage.now += timedelta(hours=2)
    with pytest.raises(Refusal):
        stage.submit(ANA, fill, **FORM)
    assert stage.book.in_space() == ()


def test_powers_are_asked_again_at_saving(stage: Stage) -> None:
    """Somebody who lost their power in between saves nothing."""
    stage.manages(ANA)
    fill = stage.command(ANA, "setup")
    stage.powers.clear()
    with pytest.raises(Refusal):
        stage.submit(ANA, fill, **FORM)
    assert stage.book.in_space() == ()


def test_everything_is_prefilled_but_the_first_line(stage: Stage) -> None:
    """At most five fields a step; the careful choices stand there already."""
    stage.manages(ANA)
    fill = stage.command(ANA, "setup", replace(HOME, thread="thread"))
    assert isinstance(fill, Fill)
    fields = {f.name: f for step in fill.form.steps for f in step.fields}
    assert list(fields) == [
        "purpose", "name", "alive", "hello", "zone", "languages", "coordinators", "hosts", "begin"
    ]  # fmt: skip
    required = [f for name, f in fields.items() if f.required and name != "purpose"]
    assert all(getattr(f, "value", None) or getattr(f, "chosen", None) for f in required)
    assert getattr(fields["hello"], "chosen", None) == HOME
    assert getattr(fields["begin"], "chosen", None) == ("each",)
    assert getattr(fields["coordinators"], "chosen", None) == (ANA,)
    assert getattr(fields["purpose"], "value", None) == ""


def test_in_private_there_is_no_place_to_start_in(stage: Stage) -> None:
    """Set-up needs the channel it is about."""
    stage.manages(ANA)
    with pytest.raises(Refusal) as error:
        stage.command(ANA, "setup", None)
    assert "in the channel" in refused(error)


def test_what_is_missing_is_named_before_anything_is_filled_in(stage: Stage) -> None:
    """And looked at again on a press."""
    stage.manages(ANA)
    stage.missing = (t("I may not make private threads here."),)
    reply = stage.command(ANA, "setup")
    assert "I may not make private threads here." in words_of(reply)
    name, subject = buttons_of(reply)["Look again"]
    stage.missing = ()
    assert isinstance(stage.press(ANA, name, subject), Fill)


def test_what_is_missing_at_saving_keeps_the_form(stage: Stage) -> None:
    """Nothing is saved, and nothing written is lost."""
    stage.manages(ANA)
    fill = stage.command(ANA, "setup")
    stage.missing = (t("I may not write here."), t("I may not make threads here."))
    with pytest.raises(Invalid) as error:
        stage.submit(ANA, fill, **FORM)
    assert plain(error.value.fields["hello"]) == (
        "I may not write here. I may not make threads here."
    )
    assert stage.book.in_space() == ()


def test_saving_makes_the_community_and_sends_nothing(stage: Stage) -> None:
    """Roles, log and a question for the roster; no promise to anybody."""
    stage.sets_up()
    community = stage.community
    assert (community.zone, community.begin, community.home) == ("Europe/Madrid", Begin.EACH, HOME)
    assert community.name == "People who buy for the public"
    assert len(community.norms) == 3
    assert len(community.id) == 8
    assert stage.store.with_role(Role.COORDINATOR) == (ANA,)
    assert stage.store.with_role(Role.HOST) == (BEA, MAX, ZOE)
    assert stage.promised() == {}
    assert stage.logged()[-1] == "Set up: People who buy for the public."


def test_the_forecast_counts_by_number_and_by_person(stage: Stage) -> None:
    """The walk's words; every host is named; what a press does stands under it."""
    reply = stage.sets_up()
    said = words_of(reply)
    assert (
        "Nothing has been sent. This is what would happen in the first month: 1 post now; "
        "3 private questions, to the hosts you named; nothing private to anybody who has not "
        "pressed a button; at most 2 a week to anybody who has."
    ) in said
    assert "@bea: 1 question, when you say so" in said
    assert "Somebody who pressed nothing: nothing" in said
    assert list(buttons_of(reply)) == [
        "See the post", "Ask the hosts", "Change", "Undo this set-up"
    ]  # fmt: skip


def test_a_small_start_asks_no_other_member(stage: Stage) -> None:
    """Its forecast says so."""
    said = words_of(stage.sets_up(begin="small", hosts=(BEA,)))
    assert "1 private question, to the host you named" in said
    assert "Somebody who joined: at most 2 messages a week, and no requests for help" in said


def test_four_hundred_who_are_there_already_are_left_alone(stage: Stage) -> None:
    """The count comes in chunks; the sentence goes to who set it up, and to nobody else."""
    stage.sets_up(alive="alive")
    people = tuple(Actor(Person(SPACE, f"p{i}"), f"P{i}") for i in range(400))
    robot = Actor(Person(SPACE, "robot"), "Robot", is_bot=True)
    for number, chunk in enumerate(((*people[:250], robot), people[250:])):
        event = Rostered(
            id=f"r{number}",
            at=NOW,
            actor=itself(SPACE),
            place=HOME,
            people=chunk,
            last=number == 1,
        )
        stage.happens(Kind.EVENT, "rostered", event)
    (waiting,) = stage.ledger.waiting("todo", "held")
    assert waiting.to == ANA
    assert waiting.message.weight is Weight.ANSWER
    said = words_of(waiting.message)
    assert (
        "400 people are here. I have written to none of them and will not. I keep their ids so as "
        "not to greet them later; nobody is listed, matched or asked before pressing Join."
    ) in said
    assert "in the first month with 400 people: 1 post now" in said


def test_a_second_count_tells_nobody_again(stage: Stage) -> None:
    """The roster may be looked at every day; the sentence comes once."""
    stage.sets_up(alive="alive")
    for number in range(3):
        event = Rostered(
            id=f"r{number}",
            at=NOW,
            actor=itself(SPACE),
            place=HOME,
            people=(Actor(MAX, "Max"),),
            last=True,
        )
        stage.happens(Kind.EVENT, "rostered", event)
        stage.goes_out()
    assert stage.promised() == {}
    founded = stage.store.founded()
    assert founded is not None
    assert founded.people == 1


def test_a_second_community_cannot_take_the_same_place(stage: Stage) -> None:
    """Two people filling in the form at once: the second is told."""
    stage.manages(ANA)
    stage.manages(BEA)
    first, second = stage.command(ANA, "setup"), stage.command(BEA, "setup")
    stage.submit(ANA, first, **FORM)
    with pytest.raises(Refusal) as error:
        stage.submit(BEA, second, **FORM)
    assert "just set up a community here" in refused(error)


def test_bots_are_no_hosts(stage: Stage) -> None:
    """The field that named one says so."""
    stage.knows(Actor(MAX, "Max", is_bot=True))
    with pytest.raises(Invalid) as error:
        stage.sets_up()
    assert "bot or a guest" in plain(error.value.fields["hosts"])


def test_only_coordinators_change_a_community(stage: Stage) -> None:
    """An administrator without the role is told whom to ask."""
    stage.sets_up()
    stage.manages(BEA)
    with pytest.raises(Refusal) as error:
        stage.command(BEA, "setup")
    assert "@ana" in refused(error)
    assert isinstance(stage.command(ANA, "setup"), Fill)


def test_a_change_form_in_other_hands_changes_nothing(stage: Stage) -> None:
    """Who sends it is asked again."""
    stage.sets_up()
    fill = stage.command(ANA, "setup")
    with pytest.raises(Refusal):
        stage.submit(BEA, fill, **{**FORM, "purpose": "Mine now"})
    assert stage.community.purpose == "People who buy for the public."


def test_changed_norms_are_one_post(stage: Stage) -> None:
    """A new version with its number; saved again unchanged, nothing is posted."""
    stage.sets_up(begin="all")
    norms: dict[str, str] = {"norm1": "Be kind.", "norm2": "Ask.", "norm3": ""}
    fill = stage.command(ANA, "setup")
    stage.submit(ANA, fill, **{**FORM, "begin": "all", **norms})
    assert stage.community.norms == ("Be kind.", "Ask.")
    assert stage.community.norms_version == 2
    stage.submit(ANA, stage.command(ANA, "setup"), **{**FORM, "begin": "all", **norms})
    assert list(stage.promised()) == ["communities.norms.2"]
    post = stage.promised()["communities.norms.2"]
    assert "How we treat each other, from today:" in words_of(post)
    assert buttons_of(post)["Sounds good"] == ("members.sounds_good", "2")
