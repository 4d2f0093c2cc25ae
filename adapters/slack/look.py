"""A look at what we may do: for `hearth doctor`, and before a channel becomes somebody's home."""

from __future__ import annotations

from typing import Any

from adapters.slack.api import Api
from adapters.slack.manifest import LISTENS, OPTIONAL, SCOPES
from bot.errors import DeliveryError, Undeliverable
from bot.events import Place
from bot.platform import Finding
from bot.text import Text, t

HIDDEN = {"channel_not_found", "missing_scope"}


async def check(
    api: Api, places: tuple[Place, ...], app_token: str | None = None
) -> tuple[Finding, ...]:
    """The tokens, each permission, each place, in plain words."""
    try:
        told = await api.call("auth.test")
    except DeliveryError as error:
        return (
            Finding("Slack token", ok=False, said=error.reason, remedy="Install the app again."),
        )
    workspace = Finding("Slack token", ok=True, said=f"works in {told.get('team', 'Slack')}")
    sockets = [await _sockets(api, app_token)] if app_token else []
    rooms = [await _place(api, place) for place in places]
    return (workspace, *sockets, *_permissions(api), _listening(api), *rooms)


async def _sockets(api: Api, app_token: str) -> Finding:
    if why := await api.refuses(app_token):
        remedy = "Make an app-level token with connections:write, under Basic Information."
        return Finding("Slack app token", ok=False, said=why, remedy=remedy)
    return Finding("Slack app token", ok=True, said="opens sockets")


async def missing(api: Api, home: Place) -> tuple[Text, ...]:
    """What keeps a channel from being a home, each a sentence somebody can act on."""
    lacks = [t("I lack a permission: {scope}.", scope=scope) for scope in _lacking(api)]
    try:
        channel = await _channel(api, home)
    except Undeliverable as error:
        if error.reason not in HIDDEN:
            raise
        return (*lacks, t("I can't see this channel. Invite me: /invite @Hearth."))
    if channel.get("is_archived"):
        lacks.append(t("This channel is archived."))
    elif not channel.get("is_member"):
        lacks.append(t("I'm not in this channel. Invite me: /invite @Hearth."))
    if channel.get("is_im") or channel.get("is_mpim"):
        lacks.append(t("A private conversation can't be a home. Choose a channel."))
    return tuple(lacks)


async def deaf(api: Api, place: Place) -> tuple[Text, ...]:
    """What keeps us from hearing who writes in a channel, each a sentence somebody can act on."""
    try:
        channel = await _channel(api, place)
    except Undeliverable as error:
        if error.reason not in HIDDEN:
            raise
        return (t("I can't see this channel. Invite me: /invite @Hearth."),)
    if channel.get("is_im") or channel.get("is_mpim"):
        return (t("A private conversation is never listened to. Choose a channel."),)
    lacks = []
    if not channel.get("is_member"):
        lacks.append(t("I'm not in this channel. Invite me: /invite @Hearth."))
    return (*lacks, *_unheard(api, private=bool(channel.get("is_private"))))


def _unheard(api: Api, *, private: bool) -> list[Text]:
    scope, event = list(OPTIONAL)[private], LISTENS[private]
    if not api.scopes or scope in api.scopes:
        return []
    said = t(
        "The app was installed without the permission {scope}, which is optional. Whoever looks "
        "after it adds that and the event {event}, and installs it again.",
        scope=scope,
        event=event,
    )
    return [said]


def _listening(api: Api) -> Finding:
    """Never a fault: an app without these works, and says "not measured"."""
    lacking = sorted(set(OPTIONAL) - api.scopes) if api.scopes else []
    said = "allowed, where a coordinator switches it on"
    if lacking:
        said = f"cannot be switched on: without {', '.join(lacking)}, which are optional"
    return Finding("Slack listening", ok=True, said=said)


def _lacking(api: Api) -> list[str]:
    """Scopes the token was not given; Slack tells them with every answer."""
    return sorted(set(SCOPES) - api.scopes) if api.scopes else []


def _permissions(api: Api) -> list[Finding]:
    lacking = _lacking(api)
    if not lacking:
        return [Finding("Slack permissions", ok=True, said="nothing missing")]
    remedy = "Add them under OAuth & Permissions, then install the app again."
    return [
        Finding(
            f"Slack permission {scope}", ok=False, said=f"missing: {SCOPES[scope]}", remedy=remedy
        )
        for scope in lacking
    ]


async def _place(api: Api, place: Place) -> Finding:
    about = f"Slack channel {place.id}"
    try:
        channel = await _channel(api, place)
    except DeliveryError as error:
        return Finding(about, ok=False, said=error.reason, remedy="Invite it: /invite @Hearth.")
    if channel.get("is_archived"):
        return Finding(about, ok=False, said="archived", remedy="Unarchive it, or move home.")
    if not channel.get("is_member"):
        return Finding(about, ok=False, said="not in it", remedy="Invite it: /invite @Hearth.")
    return Finding(about, ok=True, said="reads who is there, and may post")


async def _channel(api: Api, place: Place) -> dict[str, Any]:
    channel: dict[str, Any] = (await api.call("conversations.info", channel=place.id))["channel"]
    return channel
