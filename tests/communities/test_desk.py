"""The desk: what needs coordinators, what waits, holding everything, roles, the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.errors import Invalid, Refusal
from bot.events import Actor, Person, Role
from bot.text import t
from bot.ui import Fill, Message, Paragraph, Quote, Row, Together, Weight
from bot.work import Promise
from tests.communities.stage import FORM, MAX, ZOE, Stage, buttons_of, plain, words_of
from tests.communities.test_storage import ANA, BEA, SPACE

EVE = Person(SPACE, "eve")


def would_you(kind: str = "introductions.would_you", weight: Weight = Weight.ASK) -> Message:
    """A message as another room would promise it."""
    asked = t("Would you talk to {newcomer}?", newcomer=EVE)
    return Message(kind, weight, (Paragraph(asked), Quote(t("{words}", words="I buy bridges"))))


def promise(stage: Stage, key: str, message: Message | None = None) -> None:
    stage.ledger.post((Promise(key, BEA, message or would_you(), stage.now),))


@pytest.fixture
def town(stage: Stage) -> Stage:
    """A careful community, its post out and its hosts asked, two coordinators, on a Monday."""
    stage.sets_up(hosts=(), coordinators=(ANA, BEA))
    stage.press(ANA, "communities.post_it")
    stage.goes_out()
    return stage


def test_nothing_needs_anybody(town: Stage) -> None:
    """Said plainly, when asked."""
    assert words_of(town.command(ANA, "desk today")) == "Nothing needs you today."


def test_three_things_at_most_most_urgent_first(town: Stage) -> None:
    """Each with what to press; the rest can wait."""
    promise(town, "one")
    promise(town, "two")
    town.parks("two", "timeout")
    town.command(ANA, "desk hold")
    town.press(ANA, "communities.role", f"+host:{MAX.id}")
    town.press(ANA, "communities.role", f"-coordinator:{BEA.id}")
    town.now += timedelta(days=7)
    reply = town.command(ANA, "desk today")
    assert words_of(reply) == (
        "Three things, five minutes.\n"
        "1. Of one message I cannot tell whether it arrived.\n"
        "2. One message waits for your yes.\n"
        "3. Everything I would send is held.\n"
        "2 more can wait."
    )
    assert buttons_of(reply)["Release"] == ("communities.release", "")


def test_a_set_up_that_nobody_finished_is_remembered_kindly(stage: Stage) -> None:
    """The post, the hosts, a second coordinator; for three days, then on Mondays only."""
    stage.sets_up()
    said = words_of(stage.command(ANA, "desk today"))
    assert said == (
        "Three things, five minutes.\n"
        "1. My first post is ready; nothing is posted before you say so.\n"
        "2. 3 hosts are not asked yet.\n"
        "3. You tend this alone. A second coordinator would let you take a week off.\n"
        "Nothing else needs you."
    )
    stage.now += timedelta(days=4)
    assert words_of(stage.command(ANA, "desk today")) == "Nothing needs you today."


def test_hosts_who_do_not_answer_are_a_chore(stage: Stage) -> None:
    """After two days; whoever answered is none."""
    stage.sets_up(coordinators=(ANA, BEA), hosts=(MAX, ZOE))
    stage.press(ANA, "communities.post_it")
    stage.press(ANA, "communities.ask_hosts")
    stage.press(MAX, "communities.host_yes")
    stage.now += timedelta(days=2, hours=1)
    assert "1. One host has not answered." in words_of(stage.command(ANA, "desk today"))


def test_one_message_a_day_and_only_with_something_to_do(town: Stage) -> None:
    """Monday says so also when nothing is needed; other days are silent; each beat once."""
    town.beat()
    town.beat()
    today = town.promised()
    assert sorted(today) == [
        "communities.today.2026-03-02.ana",
        "communities.today.2026-03-02.bea",
    ]
    assert {words_of(message) for message in today.values()} == {"Nothing needed."}
    assert all(message.weight is Weight.DUTY for message in today.values())
    town.goes_out()
    town.now += timedelta(days=1)
    town.beat()
    assert town.promised() == {}
    promise(town, "one")
    town.beat()
    (told,) = {words_of(m) for k, m in town.promised().items() if k.startswith("communities.today")}
    assert told == (
        "One thing, two minutes.\n1. One message waits for your yes.\nNothing else needs you."
    )


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
    message = reply.message  # type: ignore[union-attr]  # it is a Say
    row = next(block for block in message.blocks if isinstance(block, Row))
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
    assert sorted(town.state(key) for key in ("one", "two")) == ["dropped", "todo"]


def test_holding_everything_and_letting_go(town: Stage) -> None:
    """What coordinators must know and what people ask is never stopped."""
    town.ledger.let_go("introductions.would_you")
    for key in ("one", "two", "three"):
        promise(town, key)
    promise(town, "duty", would_you("desk.duty", Weight.DUTY))
    reply = town.command(ANA, "desk hold")
    assert words_of(reply) == (
        "Everything I would send is held. 3 messages wait. Answers to what people ask still work."
    )
    assert list(buttons_of(reply)) == ["See them", "Release", "Drop them"]
    assert town.ledger.is_held()
    assert "3 messages wait for you" in words_of(town.press(ANA, "communities.held"))
    released = town.command(ANA, "desk hold")
    assert words_of(released) == "Released. 3 messages go out, each in its hour."
    assert not town.ledger.is_held()


def test_what_waits_under_a_hold_can_be_dropped(town: Stage) -> None:
    """The hold stays; pressed after the release nothing is dropped."""
    town.ledger.let_go("introductions.would_you")
    promise(town, "one")
    town.command(ANA, "desk hold")
    town.press(ANA, "communities.drop_all")
    assert town.state("one") == "dropped"
    assert town.ledger.is_held()
    town.press(ANA, "communities.release")
    promise(town, "two")
    town.press(ANA, "communities.drop_all")
    assert town.state("two") == "todo"


def test_a_host_is_made_asked_and_unmade(town: Stage) -> None:
    """With the role in the command it turns round; the person is told each time."""
    town.command(ANA, "desk role", person=MAX, role="host")
    assert town.store.with_role(Role.HOST) == (MAX,)
    (asked,) = (m for k, m in town.promised("todo").items() if k.startswith("communities.host.max"))
    assert "named you as a host" in words_of(asked)
    town.now += timedelta(minutes=1)
    town.command(ANA, "desk role", person=MAX, role="host")
    assert town.store.with_role(Role.HOST) == ()
    (told,) = (m for k, m in town.promised().items() if k.startswith("communities.role.host.max"))
    assert "took you off the hosts" in words_of(told)
    assert town.logged()[:2] == ["Took @max off the hosts", "Made @max a host"]


def test_without_a_role_the_buttons_say_what_would_happen(town: Stage) -> None:
    """A button means what it says, however late and often it is pressed."""
    reply = town.command(ANA, "desk role", person=MAX)
    assert buttons_of(reply) == {
        "Make host": ("communities.role", "+host:max"),
        "Make coordinator": ("communities.role", "+coordinator:max"),
    }
    for _ in range(2):
        done = town.press(ANA, "communities.role", "+coordinator:max")
        town.now += timedelta(minutes=1)
    assert words_of(done) == "That is so already; nothing was changed."
    assert MAX in town.store.with_role(Role.COORDINATOR)


def test_the_last_coordinator_stays(stage: Stage) -> None:
    """By command, button and form alike."""
    stage.sets_up(hosts=())
    with pytest.raises(Refusal) as error:
        stage.command(ANA, "desk role", person=ANA, role="coordinator")
    assert "Name another coordinator first" in plain(error.value.message)
    with pytest.raises(Refusal):
        stage.press(ANA, "communities.role", "-coordinator:ana")
    fill = stage.command(ANA, "setup")
    stage.submit(ANA, fill, **{**FORM, "coordinators": (BEA,), "hosts": ()})
    assert stage.store.with_role(Role.COORDINATOR) == (BEA,)


def test_an_older_word_about_a_role_loses(town: Stage) -> None:
    """A press that arrives late does not undo a newer one."""
    town.press(ANA, "communities.role", "-host:max", later=60)
    town.press(ANA, "communities.role", "+host:max", later=30)
    assert town.store.with_role(Role.HOST) == ()


def test_bots_get_no_role(town: Stage) -> None:
    """And the sentence says what to do."""
    town.knows(Actor(MAX, "Max", is_bot=True))
    with pytest.raises(Refusal):
        town.command(ANA, "desk role", person=MAX, role="host")


@pytest.mark.parametrize("subject", ["", "+", "+host", "+member:max", "*host:max", "+host:"])
def test_a_broken_button_does_nothing(town: Stage, subject: str) -> None:
    """One sentence, no effect."""
    with pytest.raises(Refusal):
        town.press(ANA, "communities.role", subject)
    assert town.store.with_role(Role.HOST) == ()


def test_a_second_coordinator_is_named(stage: Stage) -> None:
    """From the chore's button; told to them as their duty."""
    stage.sets_up(hosts=())
    stage.submit(ANA, stage.press(ANA, "communities.name_coordinator"), person=(BEA,))
    assert stage.store.with_role(Role.COORDINATOR) == (ANA, BEA)
    (told,) = stage.promised().values()
    assert told.weight is Weight.DUTY
    assert "@ana made you a coordinator" in words_of(told)


def test_the_log_tells_who_did_what(town: Stage) -> None:
    """Newest first, with the moment in the reader's zone."""
    reply = town.command(ANA, "desk log")
    assert words_of(reply).splitlines()[:2] == [
        "What was done, newest first",
        "Monday 2 March, 10:00, @ana: Posted my first post",
    ]
