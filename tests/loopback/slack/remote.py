"""The loopback Slack in a process of its own, as a test that kills the bot holds it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

from tests.loopback import log as kept
from tests.loopback.judge import REPOSITORY
from tests.loopback.slack.forms import NotPossible

Json = dict[str, Any]
STARTS_WITHIN = 20.0


class RemoteSlack:
    """`await slack.act("writes_dm", "ana", "hello")` does there what it would do here."""

    def __init__(self, manifest: Mapping[str, Any], folder: Path, *options: str) -> None:
        self._manifest = folder / "manifest.json"
        self._manifest.write_text(json.dumps(manifest), encoding="utf-8")
        self._log = folder / "slack.log"
        self._options = options
        self._process: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None
        self.origin = ""

    @property
    def api(self) -> str:
        return f"{self.origin}/api/"

    @property
    def log(self) -> kept.Log:
        """What it took and refused up to now."""
        return kept.read(self._log)

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.loopback.slack", "--manifest", str(self._manifest)),
            *("--log", str(self._log), *self._options),
            cwd=REPOSITORY,
            stdout=asyncio.subprocess.PIPE,
        )
        if self._process.stdout is None:
            raise RuntimeError("the loopback Slack has no output to read its address from")
        async with asyncio.timeout(STARTS_WITHIN):
            self.origin = json.loads(await self._process.stdout.readline())["origin"]
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()
        if self._process is not None:
            self._process.terminate()
            await self._process.communicate()

    async def act(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Raises NotPossible where a person could not do it."""
        if self._session is None:
            raise RuntimeError("the loopback Slack is not running")
        body = {"args": args, "kwargs": kwargs}
        async with self._session.post(f"{self.origin}/control/{name}", json=body) as answer:
            told: Json = await answer.json()
        if "error" in told:
            raise NotPossible(told["error"])
        return told["result"]
