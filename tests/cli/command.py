"""Runs the installed `hearth` command in a folder of its own, in an environment of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

INSTALLED = Path(sys.executable).with_name("hearth")
KEY = "aGVhcnRoIGtleSBmb3IgdGVzdHMsIDMyIGJ5dGVzLi4="
LONGEST = 60.0


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended, and all it said."""

    code: int
    out: str
    err: str


@dataclass
class Command:
    """A folder somebody runs Hearth in. `env` are the variables beyond PATH."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return self.env.get("HEARTH_DATABASE") or f"sqlite:///{self.data / 'hearth.db'}"

    def toml(self, written: str) -> Path:
        file = self.folder / "hearth.toml"
        file.write_text(written, encoding="utf-8")
        file.chmod(0o600)
        return file

    async def __call__(self, *words: str, typed: str = "", **env: str) -> Said:
        process = await self._start(*words, **env)
        async with asyncio.timeout(LONGEST):
            out, err = await process.communicate(typed.encode())
        return Said(process.returncode or 0, out.decode(), err.decode())

    @contextlib.asynccontextmanager
    async def running(self, **env: str) -> AsyncIterator[int]:
        """`hearth run` until the end of the block; the port. No platform unless one is set."""
        process = await self._start("run", "--port", "8450", **{"HEARTH_PLAYGROUND": "false"} | env)
        try:
            assert process.stdout
            async with asyncio.timeout(LONGEST):
                while "Ctrl+C" not in (line := (await process.stdout.readline()).decode()):
                    assert line or process.returncode is None, "it ended before it was ready"
            yield int((self.data / "port").read_text())
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(LONGEST):
                await process.communicate()

    async def _start(self, *words: str, **env: str) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return await asyncio.create_subprocess_exec(
            *(str(INSTALLED), *words),
            cwd=self.folder,
            env={**kept, **self.env, **env},
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
        )


@pytest.fixture
def hearth(tmp_path: Path) -> Command:
    """The command in an empty folder."""
    return Command(tmp_path)


def code_in(said: str) -> str:
    """The claim code a set-up printed."""
    found = re.search(r"good for one hour: ([A-Z]+-\d{4})", said)
    assert found, said
    return found[1]
