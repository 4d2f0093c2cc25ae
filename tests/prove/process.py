"""The bot as a user starts it, in a process of its own that can be killed at a named point."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.faults import ARMED
from tests.loopback.judge import REPOSITORY
from tests.world.story import KEY

STARTS_WITHIN = 60.0
READY = b"Ctrl+C stops it"


class Bot:
    """`hearth run`, started again and again over the same data."""

    def __init__(self, folder: Path, database: str, chat: Mapping[str, str], without: str) -> None:
        """`without` names a guard that `tests.prove.bare` takes out before the bot starts."""
        self._folder = folder
        self.main = ["tests.prove.bare", without] if without else ["bot"]
        self._settings = {
            "HEARTH_DATA": str(folder),
            "HEARTH_DATABASE": database,
            "HEARTH_KEY": KEY,
            "HEARTH_PLAYGROUND": "false",
            "HEARTH_LOOK_AFTER": "0.1",
            "HEARTH_SECRETS": str(folder / "no-secrets"),
            **{f"HEARTH_{name.upper()}": value for name, value in chat.items()},
        }
        self._process: asyncio.subprocess.Process | None = None
        self._draining: asyncio.Task[bytes] | None = None
        self.starts = 0

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.returncode is None

    async def start(self, fault: str = "") -> None:
        """Start it, `fault` (name:count) armed, and wait until it says that it is ready.

        It may die before it is ready: a fault may lie in the work that was left.
        """
        await self.gone()
        self.starts += 1
        # The counter against circles of crashes is proven elsewhere; a day has passed.
        (self._folder / "discord-identifies.json").unlink(missing_ok=True)
        clean = {k: v for k, v in os.environ.items() if not k.startswith("HEARTH_")}
        armed = {ARMED: fault} if fault else {}
        with (self._folder / "bot.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", *self.main, "run", "--port", "0"),
                cwd=REPOSITORY,
                env={**clean, **self._settings, **armed},
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        out = self._process.stdout
        if out is None:
            raise RuntimeError("no output to read the greeting from")
        async with asyncio.timeout(STARTS_WITHIN):
            while (line := await out.readline()) and READY not in line:
                pass
        self._draining = asyncio.create_task(out.read())
        if not line:
            await self._process.wait()
            if self._process.returncode != -signal.SIGKILL:
                raise RuntimeError(f"the bot ended by itself; see {self._folder / 'bot.log'}")

    def kill(self) -> None:
        """Kill -9, now."""
        if self._process is not None and self._process.returncode is None:
            os.kill(self._process.pid, signal.SIGKILL)

    async def gone(self) -> None:
        """Wait until the process is no more; its idle helpers go with it, as a unit's do."""
        if self._process is None:
            return
        await self._process.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        if self._draining is not None:
            await asyncio.shield(self._draining)
            await asyncio.sleep(0)

    async def stop(self) -> None:
        """End it as a deploy does."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
        await self.gone()
