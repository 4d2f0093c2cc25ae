"""Commands, buttons, menus, forms and shortcuts → Event, and where each can be answered (pure)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from adapters.slack import forms
from adapters.slack.origin import LIFE, Origin
from adapters.slack.words import parts, said
from bot.events import Actor, Door, Event, Person, Place, Pointed, Pressed, Space, Submitted, Typed

Json = Mapping[str, Any]
ROUTING = 3  # name, community, subject


def whose(body: Json) -> str:
    """The user of an interaction that is ours; empty for what we take no notice of."""
    if "command" in body:
        return str(body["user_id"])
    kind = body.get("type")
    ours = (
        (kind == "block_actions" and _routing(body) is not None)
        or (kind == "view_submission" and body["view"].get("callback_id") == forms.CALLBACK)
        or kind in {"shortcut", "message_action"}
    )
    return str(body["user"]["id"]) if ours else ""


def read(body: Json, actor: Actor, now: datetime, me: str) -> Event | None:
    """The event of an interaction; its id comes from the trigger, one for each act."""
    space = actor.person.space
    about: dict[str, Any] = {"at": now, "actor": actor, "handle": origin(body, now).handle()}
    if "command" in body:
        return _typed(body, space, me, about)
    match body["type"]:
        case "block_actions":
            return _pressed(body, space, about)
        case "view_submission":
            return _submitted(body, space, about)
        case "shortcut" | "message_action":
            return _pointed(body, space, about)
    return None


def origin(body: Json, now: datetime) -> Origin:
    """Where a payload came from: message events, interactions and commands alike."""
    if body.get("type") == "event_callback":
        return _origin_of_event(body["event"])
    user = str(body.get("user_id") or body["user"]["id"])
    container, message = body.get("container") or {}, body.get("message") or {}
    view = body.get("view") or {}
    talk = container.get("thread_ts") or message.get("thread_ts") or ""
    url = body.get("response_url") or ""
    pressed = container.get("message_ts") or ""
    return Origin(
        user,
        channel=_channel(body),
        thread=talk or pressed or message.get("ts") or "",
        talk=talk,
        message=pressed,
        hidden=bool(container.get("is_ephemeral")),
        home=view.get("type") == "home",
        view=view.get("id") or "",
        response_url=url,
        until=now.timestamp() + LIFE if url else 0.0,
        trigger=body.get("trigger_id") or "",
    )


def place(body: Json, space: Space) -> Place | None:
    """Where an interaction happened; None in private conversations and on pages."""
    channel = _channel(body)
    if not channel or channel.startswith("D"):
        return None
    told = body.get("container") or body.get("message") or {}
    return Place(space, channel, told.get("thread_ts") or "")


def _origin_of_event(event: Json) -> Origin:
    user = event.get("user") or ""
    talk = event.get("thread_ts") or ""
    channel = event["channel"] if isinstance(event.get("channel"), str) else ""
    direct = channel.startswith("D")
    return Origin(
        user if isinstance(user, str) else str(user.get("id")),
        channel=channel,
        thread=talk or ("" if direct else event.get("ts") or ""),
        talk=talk,
        home=event["type"] == "app_home_opened",
    )


def _channel(body: Json) -> str:
    channel = body.get("channel_id") or (body.get("channel") or {}).get("id")
    return str(channel or (body.get("container") or {}).get("channel_id") or "")


def _id(*told: object) -> str:
    return hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()[:32]


def _routing(body: Json) -> list[str] | None:
    """What travels with our own buttons; None on anything another hand has made."""
    actions = body.get("actions") or [{}]
    travelled = str(actions[0].get("action_id", "")).partition(":")[2].split("|", ROUTING - 1)
    return travelled if len(travelled) == ROUTING and travelled[0] else None


def _typed(body: Json, space: Space, me: str, about: dict[str, Any]) -> Event:
    return Typed(
        **about,
        id=_id("command", body.get("trigger_id")),
        place=place(body, space),
        parts=parts(body.get("text") or "", space, without=me),
        door=Door.COMMAND,
    )


def _pressed(body: Json, space: Space, about: dict[str, Any]) -> Event | None:
    routing = _routing(body)
    if routing is None:
        return None
    name, community, subject = routing
    action = body["actions"][0]
    told = action.get("action_ts")
    at = datetime.fromtimestamp(float(told), UTC) if told else about["at"]
    return Pressed(
        **{**about, "at": at},
        id=_id("press", body.get("trigger_id"), action["action_id"], told, body["user"]["id"]),
        place=place(body, space),
        community=community or None,
        name=name,
        subject=subject,
        values=_chosen(action),
    )


def _chosen(action: Json) -> tuple[str, ...]:
    match action.get("type"):
        case "static_select" | "radio_buttons":
            chosen = action.get("selected_option") or {}
            return (chosen["value"],) if chosen else ()
        case "multi_static_select" | "checkboxes":
            return tuple(one["value"] for one in action.get("selected_options") or ())
        case "users_select":
            return (action["selected_user"],) if action.get("selected_user") else ()
        case "multi_users_select":
            return tuple(action.get("selected_users") or ())
    return ()


def _submitted(body: Json, space: Space, about: dict[str, Any]) -> Event:
    view = body["view"]
    state = (view.get("state") or {}).get("values") or {}
    told = body.get("trigger_id") or view.get("hash")
    return Submitted(
        **about,
        id=_id("form", view.get("id"), told, body["user"]["id"]),
        form=view.get("private_metadata") or "",
        values=forms.values(state, space),
    )


def _pointed(body: Json, space: Space, about: dict[str, Any]) -> Event:
    message = body.get("message") or {}
    author = message.get("user") if not message.get("bot_id") else None
    return Pointed(
        **about,
        id=_id("point", body.get("trigger_id"), body.get("action_ts"), body["user"]["id"]),
        place=place(body, space),
        name=body["callback_id"],
        target=Person(space, author) if author else None,
        text=said(message.get("text") or ""),
        message=str(message.get("ts") or ""),
    )
