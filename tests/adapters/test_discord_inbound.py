"""Payloads of the gateway become events, or nothing; hand-edited ones do no harm."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.discord import comings, inbound
from adapters.discord.inbound import Known, Malformed
from bot.events import (
    Commanded,
    Completing,
    Door,
    Event,
    Person,
    Place,
    Pointed,
    Power,
    Pressed,
    Space,
    Submitted,
    Typed,
)
from tests.loopback.judge import folder

SPACE = Space("discord", "81")
ME = "900"
CREATED = "1457536583141163186"
HAND_EDITED = {"buttonClickInfo", "buttonClickGoodbye", "dmButtonClick", "differentUser"}


def powers(guild: str, roles: Iterable[str], user: str) -> frozenset[Power]:
    return frozenset({Power.MANAGE}) if "55" in set(roles) else frozenset()


KNOWN = Known({(2, "Tell a coordinator"): "test.tell", (3, "Keep this"): "test.keep"},
              {"301": "201"}.get, powers, lambda _: False)  # fmt: skip


def act(kind: int, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    member = {
        "user": {"id": "101", "username": "ana", "global_name": "Ana"},
        "nick": "Ana M.",
        "permissions": "32",
        "roles": [],
    }
    raw = {
        "id": CREATED,
        "application_id": "900",
        "token": "tok",
        "type": kind,
        "guild_id": "81",
        "channel_id": "201",
        "channel": {"id": "201", "type": 0},
        "member": member,
        "locale": "es-ES",
        "data": data,
    }
    return {**raw, **more}


def read(raw: dict[str, Any]) -> Any:
    return inbound.interaction(raw, SPACE, KNOWN)


def test_a_command_tells_who_where_and_what() -> None:
    """Typed options become values, subcommand groups become one verb."""
    options = [{"type": 6, "name": "who", "value": "102"}, {"type": 3, "name": "why", "value": "x"}]
    group = {
        "type": 2,
        "name": "desk",
        "options": [{"type": 1, "name": "role", "options": options}],
    }
    event = read(act(2, {"type": 1, "name": "hearth", "options": [group]}))
    assert isinstance(event, Commanded)
    assert event.verb == "desk role"
    assert event.values == {"who": Person(SPACE, "102"), "why": "x"}
    assert event.actor.name == "Ana M."
    assert event.actor.locale == "es-ES"
    assert event.actor.powers == {Power.MANAGE}
    assert event.place == Place(SPACE, "201")
    assert event.at == datetime(2026, 1, 5, 0, 50, 1, 141000, tzinfo=UTC)


def test_typing_an_option_asks_for_suggestions() -> None:
    """The option in focus, and what stands there so far."""
    focused = {"type": 3, "name": "words", "value": "proc", "focused": True}
    event = read(act(4, {"options": [{"type": 1, "name": "find", "options": [focused]}]}))
    assert isinstance(event, Completing)
    assert (event.verb, event.option, event.partial) == ("find", "words", "proc")


def test_a_press_brings_back_what_travelled_with_the_button() -> None:
    """Name, community and subject; a subject may hold a bar."""
    thread = {"id": "301", "type": 12, "parent_id": "201"}
    pressed = {"component_type": 2, "custom_id": "test.yes|c1|a|b"}
    on = {"id": "7", "flags": 0}
    event = read(act(3, pressed, channel=thread, channel_id="301", message=on))
    assert isinstance(event, Pressed)
    assert (event.name, event.community, event.subject) == ("test.yes", "c1", "a|b")
    assert event.place == Place(SPACE, "201", thread="301")
    assert event.handle == "i:81:900:tok:301:7"


def test_a_menu_brings_its_choice() -> None:
    """Also a menu of people, whose values are ids."""
    event = read(act(3, {"component_type": 5, "custom_id": "test.whom||7", "values": ["102"]}))
    assert isinstance(event, Pressed)
    assert (event.values, event.community) == (("102",), None)


def test_a_form_brings_each_field_as_its_kind() -> None:
    """Words, one of several, several, people, a place; what is left empty is empty."""
    parts = [
        {"type": 4, "custom_id": "want", "value": "procurement"},
        {"type": 21, "custom_id": "begin", "value": "a"},
        {"type": 21, "custom_id": "none", "value": None},
        {"type": 22, "custom_id": "ticks", "values": ["a", "b"]},
        {"type": 3, "custom_id": "zone", "values": []},
        {"type": 5, "custom_id": "who", "values": ["102"]},
        {"type": 5, "custom_id": "hosts|many", "values": ["102", "103"]},
        {"type": 8, "custom_id": "home", "values": ["201"]},
    ]
    components = [{"type": 18, "component": part} for part in parts] + [{"type": 10}]
    event = read(act(5, {"custom_id": "f00d", "components": components}))
    assert isinstance(event, Submitted)
    assert event.form == "f00d"
    assert event.values == {
        "want": "procurement",
        "begin": "a",
        "none": None,
        "ticks": ("a", "b"),
        "zone": None,
        "who": Person(SPACE, "102"),
        "hosts": (Person(SPACE, "102"), Person(SPACE, "103")),
        "home": Place(SPACE, "201"),
    }


def test_a_shortcut_points_at_a_person_or_a_message() -> None:
    """By the label under which it was registered; one we no longer have is nothing."""
    event = read(act(2, {"type": 2, "name": "Tell a coordinator", "target_id": "102"}))
    assert isinstance(event, Pointed)
    assert event.target == Person(SPACE, "102")
    resolved = {"messages": {"77": {"content": "an idea", "author": {"id": "103"}}}}
    kept = read(act(2, {"type": 3, "name": "Keep this", "target_id": "77", "resolved": resolved}))
    assert isinstance(kept, Pointed)
    assert (kept.target, kept.text) == (Person(SPACE, "103"), "an idea")
    assert read(act(2, {"type": 2, "name": "Old one", "target_id": "102"})) is None


def test_bots_never_act() -> None:
    """Neither by pressing nor by writing nor by joining."""
    bot = {"id": "5", "username": "b", "bot": True}
    assert read(act(3, {"custom_id": "x"}, member={"user": bot, "permissions": "8"})) is None
    assert write("<@900> hello", author=bot) is None
    assert comings.joined({"user": bot}, SPACE, datetime(2026, 1, 1, tzinfo=UTC)) is None


def write(content: str, **more: Any) -> Typed | None:
    raw = {
        "id": CREATED,
        "type": 0,
        "guild_id": "81",
        "channel_id": "301",
        "timestamp": "2026-01-05T00:49:53.676000+00:00",
        "author": {"id": "101", "username": "ana"},
        "member": {"roles": ["55"], "nick": None},
        "content": content,
    }
    return inbound.typed({**raw, **more}, SPACE, ME, KNOWN)


def test_a_mention_becomes_words_people_and_places() -> None:
    """Our own mention is left out; a thread is known by its parent."""
    event = write("<@900> introduce <@!102> and <@103> in <#201> because why")
    assert event is not None
    assert event.parts == (
        "introduce", Person(SPACE, "102"), "and", Person(SPACE, "103"), "in",
        Place(SPACE, "201"), "because why",
    )  # fmt: skip
    assert event.door is Door.MENTION
    assert event.place == Place(SPACE, "201", thread="301")
    assert event.actor.powers == {Power.MANAGE}


def test_a_private_message_needs_no_mention() -> None:
    """And stands in no place."""
    event = write("pause until Monday", guild_id=None, member=None)
    assert event is not None
    assert (event.parts, event.door, event.place) == (("pause until Monday",), Door.DIRECT, None)


@pytest.mark.parametrize(
    "raw",
    [
        {"content": "ordinary words"},
        {"content": "<@901> hello"},
        {"content": "<@900> hello", "webhook_id": "5"},
        {"content": "<@900> pinned", "type": 6},
    ],
)
def test_ordinary_words_are_none_of_our_business(raw: dict[str, Any]) -> None:
    """Without a mention of us there is no event; nor from webhooks and the system."""
    assert write(**raw) is None


def test_a_join_has_the_same_id_whenever_it_is_told() -> None:
    """Passing the screening and being added are one joining."""
    raw = {"user": {"id": "101", "username": "ana"}, "joined_at": "2026-01-04T20:21:10+00:00"}
    one = comings.joined(raw, SPACE, datetime(2026, 1, 4, tzinfo=UTC))
    two = comings.joined(raw, SPACE, datetime(2026, 1, 5, tzinfo=UTC))
    assert one is not None
    assert two is not None
    assert one.id == two.id


def recorded() -> list[tuple[str, str, dict[str, Any]]]:
    """Every recorded Discord frame: name, event, data."""
    shared = folder()
    found = []
    for file in sorted(shared.rglob("recorded-payloads/**/discord*.json")) if shared else ():
        for name, frame in json.loads(file.read_text(encoding="utf-8")).items():
            if isinstance(frame, dict) and name != "metadata":
                kind = str(frame.get("type"))
                event = (
                    kind.removeprefix("GATEWAY_") if "data" in frame and "GATEWAY" in kind else ""
                )
                found.append(
                    (name, event or "INTERACTION_CREATE", frame["data"] if event else frame)
                )
    return found


def understood(event: str, data: dict[str, Any], me: str) -> Event | None:
    if event == "INTERACTION_CREATE":
        return inbound.interaction(data, SPACE, KNOWN)
    return inbound.typed(data, SPACE, me, KNOWN) if event == "MESSAGE_CREATE" else None


def test_recorded_frames_are_understood_or_left_alone() -> None:
    """Real presses and mentions become events; reactions, bots' and unaddressed words do not."""
    if folder() is None:
        return
    heard, refused = {}, set()
    for name, event, data in recorded():
        try:
            heard[name] = understood(event, data, "1457469483726668048")
        except Malformed:
            refused.add(name)
    assert refused == HAND_EDITED
    told = {name: type(event).__name__ for name, event in heard.items() if event}
    assert told == {
        "buttonClickHello": "Pressed",
        "buttonClickMessages": "Pressed",
        "channel_post_action": "Pressed",
        "gatewayAIMention": "Typed",
        "gatewayMention": "Typed",
        "mention": "Typed",
    }
    assert len(heard) + len(refused) == 21
