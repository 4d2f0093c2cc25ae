"""A judge for stories: the same body in another story is judged once, and counted each time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.loopback import discord_schemas, slack_schemas
from tests.loopback.judge import Complaint, Judge, folder

# Snowflakes, instants, hashes and the ids we give differ in every story; to the schemas they
# are alike, as long as they are of one length. Components' own ids are any 32 bits.
CHANCE = re.compile(r"""[0-9a-f]{9,}|(?<=\|)[0-9a-z]{8}(?=\|)|(?<="nonce": ")[^"]+""")
NUMBERED = re.compile(r"""(?<="id": )\d+""")
_judged: dict[str, list[str]] = {}


class Court(Judge):
    """Judges by the same schemas; a verdict is remembered for the session."""

    def judge_slack(self, method: str, body: Mapping[str, Any]) -> Complaint | None:
        """`method`: as Judge."""
        shared = folder()
        if shared is None:
            return None
        key = _like("slack", method, body)
        reasons = _once(key, lambda: slack_schemas.reasons(shared / "slack", method, body))
        return self._record("slack", method, body, reasons)

    def judge_discord(self, method: str, path: str, body: Any) -> Complaint | None:
        """`path`: as Judge."""
        shared = folder()
        if shared is None or body is None:
            return None
        api = shared / "discord" / "openapi.json"
        key = _like(method, path, body)
        reasons = _once(key, lambda: discord_schemas.reasons(api, method, path, body))
        return self._record("discord", f"{method.upper()} {path}", body, reasons)


def _like(kind: str, method: str, body: Any) -> str:
    said = json.dumps([kind, method, body], sort_keys=True, default=str)
    return NUMBERED.sub("0", CHANCE.sub(lambda found: "0" * len(found[0]), said))


def _once(key: str, judging: Callable[[], list[str]]) -> list[str]:
    if key not in _judged:
        _judged[key] = judging()
    return _judged[key]
