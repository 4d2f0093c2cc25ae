"""What each of Discord's refusals means for a promise; one line per code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.errors import Busy, CannotLook, DeliveryError, Disconnected, Undeliverable, Unsure

Json = dict[str, Any]

GONE = "unknown_channel"
NO_MESSAGE = "unknown_message"
SHUT = "private_messages_shut"
ARCHIVED = "thread_archived"
# Reasons why an edit cannot be made where a new message can: it is posted anew.
POST_ANEW = frozenset(
    {NO_MESSAGE, GONE, ARCHIVED, "thread_locked", "not_our_message", "edited_too_often",
     "edit_refused"}
)  # fmt: skip

_HOUR, _MINUTE = 3600.0, 60.0
# Waiting helps: how long, where Discord does not say it itself.
_WAIT: dict[int, tuple[str, float]] = {
    20016: ("slow_mode", _MINUTE),
    20022: ("announcement_limit", _MINUTE),
    20028: ("channel_write_limit", _MINUTE),
    20029: ("server_write_limit", _MINUTE),
    30033: ("thread_is_full", _HOUR),
    31002: ("resource_limited", _MINUTE),
    40003: ("private_messages_opened_too_fast", 10 * _MINUTE),
    40004: ("sending_switched_off", _HOUR),
    160006: ("too_many_active_threads", _HOUR),
    160007: ("too_many_active_threads", _HOUR),
}
# It will never arrive as it is.
_NEVER: dict[int, str] = {
    10003: GONE,
    10007: "unknown_member",
    10008: NO_MESSAGE,
    10013: "unknown_user",
    10015: "answered_too_late",
    10062: "answered_too_late",
    20009: "explicit_content",
    30046: "edited_too_often",
    40005: "too_large",
    40060: "answered_already",
    40067: "tag_required",
    50001: "no_access",
    50003: "not_in_private_messages",
    50005: "not_our_message",
    50006: "empty_message",
    50007: SHUT,
    50008: "not_a_text_channel",
    50009: "verification_level",
    50013: "permission_missing",
    50024: "wrong_kind_of_channel",
    50027: "answered_too_late",
    50035: "malformed",
    50068: "wrong_kind_of_message",
    50083: ARCHIVED,
    50278: "no_server_in_common",
    160002: "permission_missing",
    160004: "thread_exists",
    160005: "thread_locked",
    200000: "blocked_by_automod",
    200001: "blocked_by_automod",
    240000: "harmful_link",
}
# The whole space, or all of Discord, is closed to us.
_CUT_OFF: dict[int, str] = {
    10002: "unknown_application",
    10004: "unknown_guild",
    40001: "token_revoked",
    40002: "account_unverified",
    50014: "token_revoked",
}
# It may or may not have been taken.
_UNKNOWN: dict[int, str] = {
    40333: "internal_network_error",
    130000: "overloaded",
}


def failure(status: int, told: Any, retry_after: float | None = None) -> DeliveryError:
    """The error for an answer that is not a success; `told` is its JSON, or None."""
    body: Json = told if isinstance(told, dict) else {}
    code = int(body.get("code") or 0)
    for made in (_waiting, _final, _cut_off, _unknown):
        if (found := made(code, body)) is not None:
            return found
    if status == 429:  # noqa: PLR2004 - too many requests
        waited = body.get("retry_after")
        return Busy("rate_limited", float(waited if waited is not None else retry_after or 1.0))
    if not body and status in _ON_THE_WAY:
        return Busy(f"not_discord_http_{status}", retry_after or _MINUTE)
    return _by_status(status, code)


def _waiting(code: int, body: Json) -> DeliveryError | None:
    if code not in _WAIT:
        return None
    reason, after = _WAIT[code]
    full = reason == "too_many_active_threads"
    return Busy(reason, float(body.get("retry_after") or after), others=full)


def _final(code: int, body: Json) -> DeliveryError | None:
    return Undeliverable(_NEVER[code]) if code in _NEVER else None


def _cut_off(code: int, body: Json) -> DeliveryError | None:
    return Disconnected(_CUT_OFF[code]) if code in _CUT_OFF else None


def _unknown(code: int, body: Json) -> DeliveryError | None:
    return Unsure(_UNKNOWN[code]) if code in _UNKNOWN else None


# Refused by something between Discord and us, which says nothing about the message.
_ON_THE_WAY = frozenset({401, 403, 404, 407})

# By status, where the code is none we know: the exact one, else its hundred, else unknown.
_STATUS: dict[int, Callable[[str], DeliveryError]] = {
    401: lambda _: Disconnected("token_revoked"),
    4: Undeliverable,
    5: Unsure,
}


def _by_status(status: int, code: int) -> DeliveryError:
    kind = _STATUS.get(status) or _STATUS.get(status // 100, Unsure)
    return kind(f"http_{status}" + (f"_{code}" if code else ""))


def unreadable(refused: Undeliverable) -> DeliveryError:
    """A refusal met while looking for a message: we may not read there, or nothing is there."""
    blind = {"no_access", "permission_missing"}
    return CannotLook(refused.reason) if refused.reason in blind else refused
