"""A bare client of the loopback platform, for asking it things no library would ask."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from tests.loopback.discord.server import LoopbackDiscord
from tests.loopback.judge import Judge

POST = "POST /channels/{channel_id}/messages"


@dataclass
class Wire:
    """A bare client: what it sends, status and body it gets."""

    platform: LoopbackDiscord
    session: aiohttp.ClientSession

    async def ask(self, method: str, path: str, body: Any = None, token: str | None = None) -> Any:
        headers = {"Authorization": f"Bot {token or self.platform.token}"}
        url = self.platform.api + path
        async with self.session.request(method, url, json=body, headers=headers) as answer:
            text = await answer.text()
            return answer, json.loads(text) if answer.content_type == "application/json" else text

    async def code(self, method: str, path: str, body: Any = None) -> int:
        """The error code of a refusal, 0 where there was none."""
        answer, told = await self.ask(method, path, body)
        return int(told["code"]) if answer.status >= 400 else 0

    @property
    def general(self) -> str:
        return f"/channels/{self.platform.channel('general').id}"


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    """Its judge is not the session's: here bodies are wrong on purpose."""
    platform = LoopbackDiscord(judge=Judge(tallied=False), rate=0)
    platform.person("ana")
    async with platform, aiohttp.ClientSession() as session:
        yield Wire(platform, session)
