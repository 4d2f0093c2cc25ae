"""`make prove`: every proof at full number, with the figures, red where one does not hold."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time

from tests.prove import kills
from tests.prove.postgres import server

PARTS = ("kills",)


def main() -> int:
    """Run what was asked for; 1 when something does not hold."""
    reader = argparse.ArgumentParser(prog="python -m tests.prove", description=__doc__)
    reader.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all, when none is named")
    reader.add_argument("--kills", type=int, default=300)
    reader.add_argument("--seed", default="1")
    asked = reader.parse_args()
    began, good = time.monotonic(), True
    for part in asked.parts or PARTS:
        good &= RUNS[part](asked)
    print(f"{'proven' if good else 'NOT PROVEN'}, in {time.monotonic() - began:.0f} s")
    return not good


def _kills(asked: argparse.Namespace) -> bool:
    with server() as postgres:
        urls = {"sqlite": ["", ""], "postgresql": [postgres.create(), postgres.create()]}
        verdicts = asyncio.run(kills.campaign(asked.kills, urls, asked.seed))
    kills.show(verdicts)
    return all(each.good for each in verdicts)


RUNS = {"kills": _kills}

if __name__ == "__main__":
    sys.exit(main())
