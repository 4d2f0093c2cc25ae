"""The platform's refusals, each with its published code, status and words."""

from __future__ import annotations

from typing import Any

CODES: dict[int, tuple[int, str]] = {
    0: (401, "401: Unauthorized"),
    10002: (404, "Unknown Application"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10014: (404, "Unknown Emoji"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    20016: (429, "This action cannot be performed due to slowmode rate limit"),
    20028: (429, "The write action you are performing on the channel has hit the write rate limit"),
    20029: (429, "The write action you are performing on the server has hit the write rate limit"),
    30033: (400, "Maximum number of thread participants has been reached (1000)"),
    30034: (400, "Maximum number of daily application command creates has been reached (200)"),
    30046: (429, "Maximum number of edits to messages older than 1 hour reached. Try again later"),
    40001: (401, "Unauthorized. Provide a valid token and try again"),
    40003: (429, "You are opening direct messages too fast"),
    40005: (413, "Request entity too large. Try sending something smaller in size"),
    40060: (400, "Interaction has already been acknowledged"),
    40094: (403, "This interaction has hit the maximum number of follow up messages"),
    50001: (403, "Missing Access"),
    50003: (403, "Cannot execute action on a DM channel"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50028: (400, "Invalid role"),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    130000: (503, "API resource is currently overloaded. Try again a little later"),
    160002: (400, "You cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
    160005: (400, "Thread is locked"),
    160006: (400, "Maximum number of active threads reached"),
    200000: (400, "Message was blocked by automatic moderation"),
    240000: (400, "Message blocked by harmful links filter"),
}


class Refused(Exception):
    """The platform said no, with the code a client can act on."""

    def __init__(self, code: int, errors: dict[str, Any] | None = None) -> None:
        self.status, self.message = CODES[code]
        self.code = code
        self.errors = errors
        super().__init__(f"{code} {self.message} {errors or ''}".strip())

    def body(self) -> dict[str, Any]:
        """`{message, code}` and, for a malformed body, where it is malformed."""
        told: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors is not None:
            told["errors"] = self.errors
        return told


class NotPossible(AssertionError):
    """A person tried what the client on their screen would not let them do."""


def malformed(path: str, reason: str, code: str = "BASE_TYPE_BAD") -> Refused:
    """50035, naming the field by its dotted path as the platform nests it."""
    found: dict[str, Any] = {"_errors": [{"code": code, "message": reason}]}
    for key in reversed(path.split(".")):
        found = {key: found}
    return Refused(50035, found)


def too_long(path: str, most: int) -> Refused:
    """50035 for a text over its limit."""
    return malformed(path, f"Must be {most} or fewer in length.", "BASE_TYPE_MAX_LENGTH")
