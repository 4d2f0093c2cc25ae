"""Runs the loopback Slack until it is told to end, its address on the first line it prints."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
from pathlib import Path

from tests.loopback.log import Log
from tests.loopback.slack.control import Control
from tests.loopback.slack.server import LoopbackSlack
from tests.loopback.slack.timings import Timings


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.loopback.slack", description=__doc__)
    parser.add_argument("--manifest", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path, help="every call as a line of JSON")
    parser.add_argument("--ready", type=Path, help="written with the address once it listens")
    parser.add_argument("--request-url", help="HTTP mode, delivering there")
    parser.add_argument("--retries", default="0.02,0.2,0.5", help="seconds before each further try")
    parser.add_argument("--tiers", type=float, help="rate limits; 1 is Slack's own minute")
    return parser.parse_args()


async def _run(given: argparse.Namespace) -> None:
    manifest = json.loads(given.manifest.read_text(encoding="utf-8"))
    waits = tuple(float(each) for each in given.retries.split(",") if each)
    timings = Timings(retries=waits, warning=0.2)
    slack = LoopbackSlack(manifest, timings=timings, tiers=given.tiers, log=Log(given.log))
    if given.request_url:
        slack.delivers_to(given.request_url)
    slack.also = Control(slack).routes()
    ended = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, ended.set)
    async with slack:
        told = {"api": slack.api, "origin": slack.at.origin}
        print(json.dumps(told), flush=True)
        if given.ready:
            given.ready.write_text(json.dumps(told), encoding="utf-8")
        await ended.wait()


if __name__ == "__main__":
    asyncio.run(_run(_arguments()))
