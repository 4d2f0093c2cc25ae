"""The bot as a user starts it, in a process of its own that can be killed at a named point."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.faults import ARMED
from tests.loopback.judge import REPOSITORY
from tests.prove.nursery import BORN, ENDED
from tests.world.story import KEY

STARTS_WITHIN = 60.0
READY = "Ctrl+C stops it"


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
        self._nursery: asyncio.subprocess.Process | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._pid, self._status = 0, 0
        self._ready, self._ended = asyncio.Event(), asyncio.Event()
        self._ended.set()
        self.starts = 0

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return not self._ended.is_set()

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
        await self._bear(
            {
                "words": [*self.main, "run", "--port", "0"],
                "env": {**clean, **self._settings, **armed},
                "log": str(self._folder / "bot.log"),
            }
        )
        waiting = {asyncio.ensure_future(e.wait()) for e in (self._ready, self._ended)}
        await asyncio.wait(waiting, timeout=STARTS_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        for each in waiting:
            each.cancel()
        if self._ready.is_set():
            return
        if self.alive:
            raise TimeoutError(f"the bot does not start; see {self._folder / 'bot.log'}")
        if not (os.WIFSIGNALED(self._status) and os.WTERMSIG(self._status) == signal.SIGKILL):
            raise RuntimeError(f"the bot ended by itself; see {self._folder / 'bot.log'}")

    async def _bear(self, asked: Mapping[str, object]) -> None:
        if self._nursery is None:
            self._nursery = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.prove.nursery"),
                cwd=REPOSITORY,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
            self._hearing = asyncio.create_task(self._hear(self._nursery))
        self._pid = 0
        self._ready.clear()
        self._ended.clear()
        into = self._nursery.stdin
        if into is None:
            raise RuntimeError("no nursery to start it from")
        into.write(json.dumps(asked).encode() + b"\n")
        await into.drain()

    async def _hear(self, nursery: asyncio.subprocess.Process) -> None:
        """What the nursery tells, and the bot's own greeting in between."""
        while nursery.stdout is not None and (line := (await nursery.stdout.readline()).decode()):
            if line.startswith(BORN):
                self._pid = int(line.removeprefix(BORN))
            elif line.startswith(ENDED):
                self._status = int(line.removeprefix(ENDED))
                self._ended.set()
            elif READY in line:
                self._ready.set()
        self._ended.set()

    def kill(self) -> None:
        """Kill -9, now."""
        if self.alive and self._pid:
            os.kill(self._pid, signal.SIGKILL)

    async def gone(self) -> None:
        """Wait until the process is no more; its idle helpers go with it, as a unit's do."""
        await self._ended.wait()
        if self._pid:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)

    async def stop(self) -> None:
        """End it as a deploy does."""
        if self.alive and self._pid:
            os.kill(self._pid, signal.SIGTERM)
        await self.gone()

    async def close(self) -> None:
        """End it, and what started it."""
        await self.stop()
        if self._nursery is not None and self._nursery.stdin is not None:
            self._nursery.stdin.close()
            await self._nursery.wait()
        if self._hearing is not None:
            await self._hearing
