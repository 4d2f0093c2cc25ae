"""The loopback platform's own rules, asked for directly: what it refuses and what people can do."""

from __future__ import annotations

from typing import Any

import pytest

from tests.loopback.discord import NotPossible, permissions
from tests.loopback.discord.wire import POST, Wire, wire

__all__ = ["wire"]


async def synced(wire: Wire, *commands: dict[str, Any]) -> int:
    path = f"/applications/{wire.platform.world.application.id}/commands"
    return await wire.code("PUT", path, list(commands))


PING = {"name": "ping", "description": "Are you there?"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 50006),
        ({"content": "x" * 2001}, 50035),
        ({"content": "x", "nonce": "n" * 26}, 50035),
        ({"content": "x", "flags": 1 << 15}, 50035),
        ({"flags": 1 << 15, "components": [{"type": 10, "content": "x"}] * 41}, 50035),
        ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, 50035),
        ({"components": [{"type": 1, "components": []}]}, 50035),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "style": 5, "label": "a"}]}]},
            50035,
        ),
        ({"components": [{"type": 10, "content": "text outside the second version"}]}, 50035),
        (
            {"flags": 1 << 15, "components": [{"type": 13, "file": {"url": "attachment://a"}}]},
            50035,
        ),
        ({"content": "x", "message_reference": {"message_id": "1"}}, 50035),
        ({"content": "x", "colour": "an unknown key is ignored"}, 0),
        ({"flags": 1 << 15, "components": [{"type": 10, "content": "x"}]}, 0),
    ],
)
async def test_a_wrong_body_is_refused(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, body: dict[str, Any], code: int
) -> None:
    """Longhand, whether the schemas are there or not."""
    assert await wire.code("POST", f"{wire.general}/messages", body) == code
    monkeypatch.setenv("SHARED", "nowhere")
    assert await wire.code("POST", f"{wire.general}/messages", body) == code
    assert [one.outcome for one in wire.platform.log.of(POST)] == [
        "ok" if code == 0 else str(code)
    ] * 2


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/channels/1", 10003),
        ("GET", "/guilds/1", 10004),
        ("GET", "/guilds/{guild}/members/1", 10013),
        ("GET", "{general}/messages/1", 10008),
        ("GET", "/users/1", 10013),
        ("GET", "/applications/1/commands", 10002),
        ("POST", "/interactions/1/x/callback", 10062),
        ("POST", "/webhooks/1/x", 10015),
        ("PUT", "{general}/thread-members/1", 50024),
        ("DELETE", "{general}", 50013),
    ],
)
async def test_unknown_things_have_their_codes(
    wire: Wire, method: str, path: str, code: int
) -> None:
    where = path.format(general=wire.general, guild=wire.platform.home.id)
    assert await wire.code(method, where, {"type": 4} if method == "POST" else None) == code


async def test_only_the_token_opens_the_door(wire: Wire) -> None:
    answer, told = await wire.ask("GET", "/users/@me", token="wrong")
    assert (answer.status, told) == (401, {"message": "401: Unauthorized", "code": 0})
    answer, _ = await wire.ask("GET", "/users/@me")
    assert answer.headers["Content-Type"] == "application/json"


async def test_an_interaction_is_answered_once_and_lives_a_quarter_hour(wire: Wire) -> None:
    assert await synced(wire, PING) == 0
    asked = await wire.platform.runs("ana", "ping", wait=False)
    callback = f"/interactions/{asked.id}/{asked.token}/callback"
    webhook = f"/webhooks/{wire.platform.world.application.id}/{asked.token}"
    said = {"type": 4, "data": {"content": "yes", "flags": 64}}
    assert await wire.code("POST", webhook, {"content": "too soon"}) == 10015
    answer, told = await wire.ask("POST", f"{callback}?with_response=1", said)
    assert answer.status == 200
    assert told["resource"]["message"]["flags"] == 64
    assert await wire.code("POST", callback, said) == 40060
    hidden = f"{wire.general}/messages/{told['resource']['message']['id']}"
    assert await wire.code("GET", hidden) == 10008
    assert await wire.code("PATCH", f"{webhook}/messages/@original", {"content": "later"}) == 0
    wire.platform.passes(901)
    assert await wire.code("PATCH", f"{webhook}/messages/@original", {"content": "late"}) == 50027


async def test_a_late_answer_meets_a_dead_token(wire: Wire) -> None:
    assert await synced(wire, PING) == 0
    asked = await wire.platform.runs("ana", "ping", wait=False)
    wire.platform.passes(3.1)
    callback = f"/interactions/{asked.id}/{asked.token}/callback"
    assert await wire.code("POST", callback, {"type": 5}) == 10062


async def test_interactions_ping_users_only_unless_told(wire: Wire) -> None:
    """The default of an answer is not that of an ordinary message."""
    wire.platform.permit(permissions.EVERYTHING)
    assert await synced(wire, PING) == 0
    asked = await wire.platform.runs("ana", "ping", wait=False)
    ana = wire.platform.world.user("ana").id
    said = {"type": 4, "data": {"content": f"@everyone <@{ana}>"}}
    callback = f"/interactions/{asked.id}/{asked.token}/callback"
    assert await wire.code("POST", callback, said) == 0
    assert wire.platform.messages[-1].pings == [f"<@{ana}>"]


@pytest.mark.parametrize(
    "command",
    [
        {"name": "Ping", "description": "upper case"},
        {"name": "ping"},
        {"name": "ping", "description": "x" * 101},
        {
            "name": "ping",
            "description": "required after optional",
            "options": [
                {"type": 3, "name": "a", "description": "a"},
                {"type": 3, "name": "b", "description": "b", "required": True},
            ],
        },
    ],
)
async def test_a_wrong_tree_is_not_synced(wire: Wire, command: dict[str, Any]) -> None:
    assert await synced(wire, command) == 50035
    with pytest.raises(NotPossible):
        await wire.platform.runs("ana", "ping")


async def test_a_command_keeps_its_id_and_hides_from_those_without_the_right(wire: Wire) -> None:
    await synced(wire, PING)
    before = wire.platform.registry.all(None)[0]
    limited = {**PING, "default_member_permissions": permissions.MANAGE_GUILD}
    assert await synced(wire, limited) == 0
    after = wire.platform.registry.all(None)[0]
    assert before["id"] == after["id"]
    assert before["version"] != after["version"]
    with pytest.raises(NotPossible, match="not offered"):
        await wire.platform.runs("ana", "ping")


async def test_messages_of_others_are_not_the_bots_to_edit(wire: Wire) -> None:
    message = await wire.platform.writes("ana", "general", "mine")
    where = f"{wire.general}/messages/{message.id}"
    assert await wire.code("PATCH", where, {"content": "yours"}) == 50005
    assert await wire.code("DELETE", where) == 50013


async def test_a_message_carries_one_thread(wire: Wire) -> None:
    message = await wire.platform.writes("ana", "general", "a question")
    where = f"{wire.general}/messages/{message.id}/threads"
    assert await wire.code("POST", where, {"name": "answers"}) == 0
    assert await wire.code("POST", where, {"name": "answers"}) == 160004


async def test_private_messages_opened_too_fast_are_refused(wire: Wire) -> None:
    wire.platform.world.dm_opens_per_ten_minutes = 1
    wire.platform.person("bea")
    for name, code in (("ana", 0), ("ana", 40003)):
        recipient = {"recipient_id": wire.platform.world.user(name).id}
        assert await wire.code("POST", "/users/@me/channels", recipient) == code
    wire.platform.passes(601)
    recipient = {"recipient_id": wire.platform.world.user("bea").id}
    assert await wire.code("POST", "/users/@me/channels", recipient) == 0


def _menu(kind: int, custom_id: str, **more: Any) -> dict[str, Any]:
    return {"type": 1, "components": [{"type": kind, "custom_id": custom_id, **more}]}


async def test_selects_take_what_they_offer(wire: Wire) -> None:
    """Labels become values, people become ids with what is known about them."""
    options = [{"label": "Law", "value": "l"}, {"label": "Tax", "value": "t"}]
    rows = [_menu(3, "topic", options=options), _menu(5, "host", max_values=2)]
    assert await wire.code("POST", f"{wire.general}/messages", {"components": rows}) == 0
    ana = wire.platform.world.user("ana").id
    topic = await wire.platform.selects("ana", None, "topic", "Tax", wait=False)
    assert topic.data["values"] == ["t"]
    host = await wire.platform.selects("ana", None, "host", "ana", wait=False)
    assert host.data["values"] == [ana]
    assert set(host.data["resolved"]) == {"users", "members"}
    for wrong in (("Law", "Tax"), ("Physics",), ()):
        with pytest.raises(NotPossible):
            await wire.platform.selects("ana", None, "topic", *wrong, wait=False)


async def test_greyed_out_and_hidden_controls_cannot_be_used(wire: Wire) -> None:
    button = {"type": 2, "style": 1, "label": "Join", "custom_id": "join", "disabled": True}
    body = {"content": "x", "components": [{"type": 1, "components": [button]}]}
    assert await wire.code("POST", f"{wire.general}/messages", body) == 0
    with pytest.raises(NotPossible, match="greyed out"):
        await wire.platform.presses("ana", None, "Join")
    wire.platform.hide(wire.platform.channel("general"), "ana")
    with pytest.raises(NotPossible, match="finds no"):
        await wire.platform.presses("ana", None, "Join")


async def test_a_message_has_a_menu_too(wire: Wire) -> None:
    assert await synced(wire, {"name": "Keep this", "type": 3}) == 0
    message = await wire.platform.writes("ana", "general", "worth keeping")
    asked = await wire.platform.context_menu("ana", "Keep this", message, wait=False)
    assert asked.data["target_id"] == message.id
    assert asked.data["resolved"]["messages"][message.id]["content"] == "worth keeping"


async def test_a_command_of_one_guild_hides_that_of_everywhere(wire: Wire) -> None:
    assert await synced(wire, PING) == 0
    application, guild = wire.platform.world.application.id, wire.platform.home.id
    path = f"/applications/{application}/guilds/{guild}/commands"
    assert await wire.code("PUT", path, [{**PING, "description": "Here only"}]) == 0
    asked = await wire.platform.runs("ana", "ping", wait=False)
    assert asked.data["guild_id"] == guild


async def test_a_role_is_pinged_only_if_it_may_be(wire: Wire) -> None:
    role = wire.platform.role("Hosts")
    for mentionable, pings in ((False, []), (True, [f"<@&{role.id}>"])):
        role.mentionable = mentionable
        await wire.ask("POST", f"{wire.general}/messages", {"content": f"<@&{role.id}>"})
        assert wire.platform.messages[-1].pings == pings


async def test_text_of_components_pings_as_content_does(wire: Wire) -> None:
    ana = wire.platform.world.user("ana").id
    shown = {"flags": 1 << 15, "components": [{"type": 10, "content": f"<@{ana}>"}]}
    for allowed, pings in ((None, [f"<@{ana}>"]), ({"parse": []}, [])):
        body = {**shown, "allowed_mentions": allowed} if allowed else shown
        await wire.ask("POST", f"{wire.general}/messages", body)
        assert wire.platform.messages[-1].pings == pings


async def test_a_message_cannot_keep_its_content_under_the_second_version(wire: Wire) -> None:
    _, made = await wire.ask("POST", f"{wire.general}/messages", {"content": "old"})
    where = f"{wire.general}/messages/{made['id']}"
    card = {"flags": 1 << 15, "components": [{"type": 10, "content": "new"}]}
    assert await wire.code("PATCH", where, card) == 50035
    assert wire.platform.messages[-1].content == "old"
    assert await wire.code("PATCH", where, {**card, "content": None}) == 0


async def test_nobody_is_added_to_an_archived_thread(wire: Wire) -> None:
    _, made = await wire.ask("POST", f"{wire.general}/threads", {"name": "two", "type": 12})
    where = f"/channels/{made['id']}/thread-members/{wire.platform.world.user('ana').id}"
    wire.platform.passes(1440 * 60 + 1)
    assert await wire.code("PUT", where) == 50083
    assert await wire.code("POST", f"/channels/{made['id']}/messages", {"content": "awake"}) == 0
    assert await wire.code("PUT", where) == 0
