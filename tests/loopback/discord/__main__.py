"""The platform as a process of its own, for tests that kill the bot and never the platform."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import signal
from pathlib import Path

from tests.loopback.discord.control import ControlledDiscord
from tests.loopback.log import Log


async def serve(port: int, log: Path | None, rate: float) -> None:
    """Says where it listens in one line of JSON, then serves until told to stop."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for told in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(told, stopped.set)
    async with contextlib.AsyncExitStack() as stack:
        discord = ControlledDiscord(log=Log(log), rate=rate)
        await discord.start(port)
        stack.push_async_callback(discord.stop)
        where = {
            "port": discord.port,
            "api": discord.api,
            "gateway": discord.gateway,
            "token": discord.token,
        }
        print(json.dumps(where), flush=True)
        await stopped.wait()


def main() -> None:
    reader = argparse.ArgumentParser(prog="python -m tests.loopback.discord", description=__doc__)
    reader.add_argument("--port", type=int, default=0)
    reader.add_argument("--log", type=Path, help="every REST call as a line of JSON")
    reader.add_argument("--rate", type=float, default=0.02, help="1.0: the real limits; 0: none")
    asked = reader.parse_args()
    asyncio.run(serve(asked.port, asked.log, asked.rate))


if __name__ == "__main__":
    main()
