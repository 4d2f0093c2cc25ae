"""What Slack tells us, as events: each payload once, other people's business never."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.slack import inbound, presses
from adapters.slack.inbound import Me, Subject
from adapters.slack.origin import origin
from adapters.slack.words import parts, said
from bot.events import (
    Actor,
    Changed,
    Door,
    Event,
    Joined,
    Left,
    Opened,
    Person,
    Place,
    PlaceLost,
    Pointed,
    Power,
    Pressed,
    Removed,
    Space,
    Submitted,
    Typed,
)
from tests.loopback.judge import folder

TEAM = Space("slack", "T1")
ME = Me(TEAM, "U0BOT", "B0BOT")
ANA = Actor(Person(TEAM, "U0ANA"), "Ana")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def told(kind: str, **more: Any) -> dict[str, Any]:
    event = {"type": kind, "event_ts": "1795348800.000100", **more}
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event}


def heard(body: dict[str, Any]) -> Event | None:
    subject = inbound.subject(body, ME)
    return None if subject is None else inbound.read(body, ME, ANA, NOW)


def acted(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "team": {"id": "T1"},
        "user": {"id": "U0ANA", "team_id": "T1"},
        "trigger_id": "1.2.abc",
        **more,
    }


def pressed(action: dict[str, Any], **more: Any) -> dict[str, Any]:
    container = {"type": "message", "message_ts": "5.1", "channel_id": "C1", **more}
    action = {"action_id": "0.0:members.join|c7|7f3a", "action_ts": "1795348800.5", **action}
    return acted("block_actions", container=container, channel={"id": "C1"}, actions=[action])


def test_a_mention_is_read_without_our_own_name() -> None:
    """People and places typed after a mention arrive as themselves, in the order typed."""
    body = told(
        "app_mention",
        user="U0ANA",
        channel="C1",
        ts="7.1",
        text="<@U0BOT> introduce <@U0BEA> to <@U0CLO|clo> in <#C9|hi> because a &lt; b",
    )
    event = heard(body)
    assert isinstance(event, Typed)
    assert event.parts == (
        "introduce",
        Person(TEAM, "U0BEA"),
        "to",
        Person(TEAM, "U0CLO"),
        "in",
        Place(TEAM, "C9"),
        "because a < b",
    )
    assert (event.door, event.place, event.id) == (Door.MENTION, Place(TEAM, "C1"), "Ev1")
    assert origin(event.handle).thread == "7.1"
    assert event.at.year == 2026


def test_an_answer_to_a_mention_in_a_thread_stays_there() -> None:
    """A mention in a thread is about that thread."""
    event = heard(
        told("app_mention", user="U0ANA", channel="C1", ts="7.2", thread_ts="7.1", text="")
    )
    assert event
    assert event.place == Place(TEAM, "C1", "7.1")
    assert origin(event.handle).thread == "7.1"


def test_a_private_message_has_no_place() -> None:
    """What is written to us alone is words at the private door."""
    body = told("message", user="U0ANA", channel="D1", ts="7.1", channel_type="im", text="why")
    event = heard(body)
    assert isinstance(event, Typed)
    assert (event.parts, event.door, event.place) == (("why",), Door.DIRECT, None)


@pytest.mark.parametrize(
    "body",
    [
        told("message", user="U0ANA", channel="C1", ts="1", channel_type="channel", text="hi"),
        told("message", user="U0BOT", channel="D1", ts="1", channel_type="im", text="own words"),
        told("message", bot_id="B2", channel="D1", ts="1", channel_type="im", text="a bot's"),
        told("message", user="U0ANA", channel="D1", channel_type="im", subtype="message_changed"),
        told("message", channel="D1", channel_type="im", subtype="message_deleted"),
        told("app_mention", user="U0ANA", channel="C1", ts="1", text="x", edited={"ts": "2"}),
        told("member_joined_channel", user="U0BOT", channel="C1"),
        told("app_home_opened", user="U0ANA", tab="messages"),
        told("reaction_added", user="U0ANA"),
        {**told("app_mention", user="U0ANA", channel="C1", ts="1", text="x"), "team_id": "T2"},
        acted("view_closed", view={"callback_id": "form"}),
        acted("view_submission", view={"callback_id": "of another app"}),
        pressed({"action_id": "somebody-elses"}),
    ],
)
def test_what_is_not_ours_is_not_heard(body: dict[str, Any]) -> None:
    """Ordinary words, bots, edits, other workspaces and other hands' buttons are nothing to us."""
    assert inbound.subject(body, ME) is None


def test_a_command_is_words_at_the_door() -> None:
    """Free words after the slash; its id is the same each time it is delivered."""
    body = {
        "command": "/hearth",
        "text": "desk welcome <@U0BEA|bea>",
        "user_id": "U0ANA",
        "team_id": "T1",
        "channel_id": "C1",
        "trigger_id": "1.2.abc",
        "response_url": "https://hooks.example.org/1",
    }
    event = heard(body)
    assert isinstance(event, Typed)
    assert event.parts == ("desk welcome", Person(TEAM, "U0BEA"))
    assert event.id == getattr(heard(dict(body)), "id", "")
    assert "1.2.abc" not in event.handle
    assert origin(event.handle).url(NOW) == "https://hooks.example.org/1"


def test_a_press_carries_what_travelled_with_the_button() -> None:
    """Name, community and subject come back as they went."""
    event = heard(pressed({"type": "button"}))
    assert isinstance(event, Pressed)
    assert (event.name, event.community, event.subject) == ("members.join", "c7", "7f3a")
    assert (event.values, event.place) == ((), Place(TEAM, "C1"))


def test_a_subject_may_hold_any_sign() -> None:
    """Only the first two bars divide."""
    event = heard(pressed({"type": "button", "action_id": "3.1:a.b||x|y:z"}))
    assert isinstance(event, Pressed)
    assert (event.name, event.community, event.subject) == ("a.b", None, "x|y:z")


@pytest.mark.parametrize(
    ("action", "values"),
    [
        ({"type": "static_select", "selected_option": {"value": "a"}}, ("a",)),
        ({"type": "static_select", "selected_option": None}, ()),
        (
            {"type": "multi_static_select", "selected_options": [{"value": "a"}, {"value": "b"}]},
            ("a", "b"),
        ),
        ({"type": "users_select", "selected_user": "U0BEA"}, ("U0BEA",)),
        ({"type": "users_select", "selected_user": None}, ()),
    ],
)
def test_a_choice_is_a_press_with_values(action: dict[str, Any], values: tuple[str, ...]) -> None:
    """Every kind of menu says what was chosen."""
    event = heard(pressed(action))
    assert isinstance(event, Pressed)
    assert event.values == values


def test_a_form_comes_back_under_its_id() -> None:
    """The view carries the fill's id and the fields under their names."""
    state = {"values": {"help": {"value": {"type": "plain_text_input", "value": "tax"}}}}
    view = {"id": "V1", "callback_id": "form", "private_metadata": "f1", "state": state}
    event = heard(acted("view_submission", view=view))
    assert isinstance(event, Submitted)
    assert (event.form, event.values) == ("f1", {"help": "tax"})


def test_a_message_shortcut_points_at_its_author() -> None:
    """The text is as people see it, the author a person."""
    message = {"user": "U0BEA", "ts": "7.2", "text": "ask <@U0CLO|clo> &amp; <https://a.org|us>"}
    body = acted(
        "message_action", callback_id="questions.ask", channel={"id": "C1"}, message=message
    )
    event = heard(body)
    assert isinstance(event, Pointed)
    assert (event.name, event.target) == ("questions.ask", Person(TEAM, "U0BEA"))
    assert event.text == "ask @clo & us (https://a.org)"
    assert event.message == "7.2"
    assert origin(event.handle).thread == "7.2"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (told("member_joined_channel", user="U0ANA", channel="C1"), Joined),
        (told("member_left_channel", user="U0ANA", channel="C1"), Left),
        (told("member_left_channel", user="U0BOT", channel="C1"), PlaceLost),
        (told("team_join", user={"id": "U0ANA"}), Joined),
        (told("user_change", user={"id": "U0ANA"}), Changed),
        (told("user_change", user={"id": "U0ANA", "deleted": True}), Left),
        (told("app_home_opened", user="U0ANA", tab="home"), Opened),
        (told("channel_archive", channel="C1", user="U0ANA"), PlaceLost),
        (told("channel_deleted", channel="C1"), PlaceLost),
        (told("group_left", channel="C1"), PlaceLost),
        (told("channel_id_changed", old_channel_id="C1", new_channel_id="C2"), PlaceLost),
        (told("app_uninstalled"), Removed),
    ],
)
def test_comings_and_goings(body: dict[str, Any], kind: type[Event]) -> None:
    """Each is one kind of event, and about the place it names."""
    event = heard(body)
    assert isinstance(event, kind)
    if event.place is not None:
        assert event.place == Place(TEAM, "C1")


def test_whose_news_it_is() -> None:
    """A lost place is about ourselves, a changed account about its owner."""
    assert inbound.subject(told("channel_archive", channel="C1", user="U0ANA"), ME) == Subject()
    assert inbound.subject(told("user_change", user={"id": "U9"}), ME) == Subject("U9")


def test_only_our_own_revoked_token_ends_us() -> None:
    """Tokens of people are revoked every day."""
    assert not inbound.loses_token(told("tokens_revoked", tokens={"oauth": ["U0ANA"]}), ME)
    assert inbound.loses_token(told("tokens_revoked", tokens={"bot": ["U0BOT"]}), ME)
    assert inbound.loses_token(told("app_uninstalled"), ME)


@pytest.mark.parametrize(
    ("user", "guest", "bot", "manages"),
    [
        ({"id": "U1", "team_id": "T1"}, False, False, False),
        ({"id": "U1", "team_id": "T1", "is_admin": True}, False, False, True),
        ({"id": "U1", "team_id": "T1", "is_owner": True}, False, False, True),
        ({"id": "U1", "team_id": "T1", "is_ultra_restricted": True}, True, False, False),
        ({"id": "U1", "team_id": "T2"}, True, False, False),
        ({"id": "U1", "team_id": "T2", "enterprise_user": {"teams": ["T1"]}}, False, False, False),
        ({"id": "U1", "team_id": "T1", "is_stranger": True}, True, False, False),
        ({"id": "USLACKBOT", "team_id": "T1"}, False, True, False),
    ],
)
def test_who_somebody_is(user: dict[str, Any], guest: bool, bot: bool, manages: bool) -> None:  # noqa: FBT001 - from a table
    """Guests, strangers and bots are told apart; managers are whom Slack calls so."""
    actor = inbound.actor(user, TEAM)
    assert (actor.is_guest, actor.is_bot) == (guest, bot)
    assert (Power.MANAGE in actor.powers) == manages


def test_words_lose_nothing() -> None:
    """Groups, broadcasts and links are words; lines stay lines."""
    written = "see <!subteam^S1|@team> <!here> <https://a.org> <mailto:a@b.c|a@b.c>\nnext &gt; line"
    assert parts(written, TEAM) == ("see @team @here https://a.org a@b.c\nnext > line",)
    assert said("<@U1>") == "@U1"


def samples() -> list[dict[str, Any]]:
    shared = folder()
    if shared is None:
        return []
    files = sorted((shared / "slack" / "java-sdk-samples" / "events").glob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def test_every_published_event_is_read_or_left() -> None:
    """All 96 sample events: each is one of ours or deliberately not, and none is an error."""
    for body in samples():
        body |= {"team_id": "T1", "type": "event_callback"}
        if inbound.subject(body, ME) is not None:
            body["event"]["event_ts"] = "1795348800.000100"
            assert isinstance(inbound.read(body, ME, ANA, NOW), Event), body["event"]["type"]
        assert presses.origin(body, NOW).until == 0
