"""The answers with `ok: false`."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A call Slack answers with an error code and, at times, more."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        return {"ok": False, "error": self.error, **self.extra}


def invalid_blocks(*reasons: str) -> Refused:
    return Refused(
        "invalid_blocks",
        errors=list(reasons),
        response_metadata={"messages": [f"[ERROR] {reason}" for reason in reasons]},
    )


def invalid_arguments(*reasons: str) -> Refused:
    return Refused(
        "invalid_arguments",
        response_metadata={"messages": [f"[ERROR] {reason}" for reason in reasons]},
    )
