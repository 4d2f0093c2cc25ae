"""Hosts and coordinators: made, unmade, told; the newest word wins."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.events import Actor, Role
from bot.ui import Weight
from tests.communities.stage import (
    EVE,
    FORM,
    MAX,
    Stage,
    buttons_of,
    plain,
    words_of,
)
from tests.communities.test_storage import ANA, BEA


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


def test_why_tells_hosts_and_coordinators_what_they_are(town: Stage) -> None:
    """And says nothing to anybody else."""
    town.press(ANA, "communities.role", f"+host:{ANA.id}")
    assert [plain(reason)[:18] for reason in town.store.reasons(ANA, town.now)] == [
        "You are a coordina",
        "You are a host her",
    ]
    assert town.store.reasons(EVE, town.now) == ()
