"""`hearth run` as it is installed, in a folder where nothing is configured."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from pathlib import Path

INSTALLED = Path(sys.executable).with_name("hearth")
LONGEST = 60.0  # seconds a start or a stop may take, from nothing, on a busy machine


class House:
    """One folder and the process that runs in it; `said` is what it printed at its first start."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.asked, self.port = folder, port, port
        self.said: list[str] = []
        self.url = ""
        self._process: asyncio.subprocess.Process | None = None

    @property
    def journal(self) -> str:
        """What was logged, over all starts."""
        return (self.folder / "journal").read_text(encoding="utf-8")

    async def start(self) -> None:
        """Run until the address is printed and everything stands."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        with (self.folder / "journal").open("ab") as journal:
            self._process = await asyncio.create_subprocess_exec(
                *(str(INSTALLED), "run", "--port", str(self.port)),
                cwd=self.folder,
                env=kept,
                stdout=asyncio.subprocess.PIPE,
                stderr=journal,
            )
        assert self._process.stdout
        said = []
        async with asyncio.timeout(LONGEST):
            while "Ctrl+C" not in (line := (await self._process.stdout.readline()).decode()):
                assert line, f"it ended before it was ready:\n{self.journal[-2000:]}"
                said.append(line.strip())
        found = re.search(r"http://\S+", "\n".join(said))
        assert found, said
        self.said = self.said or said
        self.url = found[0].rstrip("/")
        self.port = int(self.url.rpartition(":")[2])

    async def stop(self) -> None:
        """Ask it to stop, as a deploy does."""
        await self._ends(signal.SIGTERM)

    async def kill(self) -> None:
        """Pull the plug; what it started must end with it, or the output never closes."""
        await self._ends(signal.SIGKILL)

    async def _ends(self, by: signal.Signals) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        if process.returncode is None:
            process.send_signal(by)
        async with asyncio.timeout(LONGEST):
            await process.communicate()


def two_free_ports() -> int:
    """The first of two neighbours nobody listens on."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            try:
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
