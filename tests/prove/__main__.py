"""`make prove`: every proof at full number, with the figures, red where one does not hold."""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.hostile import running as hostile
from tests.prove import (
    circles,
    downtime,
    kills,
    leaks,
    questions,
    replay,
    rounds,
    shuffles,
    twins,
    zones,
)
from tests.prove.faults import ACCEPTED
from tests.prove.guards import GUARDS
from tests.prove.postgres import server

FEW_KILLS, FEW_EVENTS, FEW_STRINGS = 8, 500, 220
# Where a death makes each of these guards matter.
DEATHS = {"order": ("outbox.before_send",)}
USUAL_DEATHS = ("outbox.after_send", ACCEPTED)


def main() -> int:
    """Run what was asked for; 1 when something does not hold."""
    reader = argparse.ArgumentParser(prog="python -m tests.prove", description=__doc__)
    reader.add_argument("part", nargs="?", choices=RUNS, help="all of them, when none is named")
    reader.add_argument("--kills", type=int, default=300)
    reader.add_argument("--events", type=int, default=1000)
    reader.add_argument("--strings", type=int, default=2000)
    reader.add_argument("--downtimes", type=int, default=60, help="on each database")
    reader.add_argument("--people", type=int, default=10_000, help="members, for rounds")
    reader.add_argument("--lives", type=int, default=1000, help="of questions")
    usual = Path(os.environ.get("SHARED", "../shared")) / "data"
    reader.add_argument("--data", type=Path, default=usual, help="has gitter/, for replay")
    reader.add_argument("--messages", type=int, default=10_000, help="of it, for replay")
    reader.add_argument("--askings", type=int, default=500, help="without a name, each a kill")
    reader.add_argument("--pairs", type=int, default=200, help="of lives that differ in who asks")
    reader.add_argument("--seed", default="1")
    reader.add_argument("--without", choices=GUARDS, help="take this guard out: it must go red")
    asked = reader.parse_args()
    began = time.monotonic()
    if asked.without:
        good = asyncio.run(_without(asked.without, asked.seed))
    else:
        done = [run(asked) for part, run in RUNS.items() if asked.part in {None, part}]
        good = all(done)
    print(f"{'proven' if good else 'NOT PROVEN'}, in {time.monotonic() - began:.0f} s", flush=True)
    return not good


def _kills(asked: argparse.Namespace) -> bool:
    with server() as postgres:
        urls = {"sqlite": ["", ""], "postgresql": [postgres.create(), postgres.create()]}
        verdicts = asyncio.run(kills.campaign(asked.kills, urls, asked.seed))
    kills.show(verdicts)
    return all(each.good for each in verdicts)


def _events(asked: argparse.Namespace) -> bool:
    with server() as postgres:
        urls = {"sqlite": "", "postgresql": postgres.create()}
        outcomes, wrong = asyncio.run(shuffles.prove(asked.events, urls, asked.seed))
    shuffles.show(outcomes, wrong)
    return not wrong


def _words(asked: argparse.Namespace) -> bool:
    every = slice(0, asked.strings, 1)
    found = [asyncio.run(hostile.passage(each, every)) for each in hostile.PLATFORMS]
    hostile.show(found)
    return all(each.good for each in found)


def _zones(_asked: argparse.Namespace) -> bool:
    figures = zones.prove(zones.every())
    zones.show(figures)
    return not figures.wrong


def _downtime(asked: argparse.Namespace) -> bool:
    with server() as postgres:
        urls = {"sqlite": "", "postgresql": postgres.create()}
        found = [
            asyncio.run(downtime.prove(asked.downtimes, database, asked.seed, url))
            for database, url in urls.items()
        ]
    downtime.show(found)
    return not any(each.wrong for each in found)


def _guards(asked: argparse.Namespace) -> bool:
    """Each guard in a process of its own, which must go red."""
    shown = 0
    print("\nguards taken out, one at a time", flush=True)
    for name, guard in GUARDS.items():
        command = [sys.executable, "-m", "tests.prove", "--without", name, "--seed", asked.seed]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        red = ended.returncode == 1 and "NOT PROVEN" in ended.stdout
        shown += red
        print(f"  {'red' if red else 'STILL GREEN':12}{guard.what} ({guard.proof})", flush=True)
        if not red:
            print(ended.stdout[-2000:] + ended.stderr[-2000:])
    print(f"{shown} of {len(GUARDS)} guards shown")
    return shown == len(GUARDS)


async def _without(name: str, seed: str) -> bool:
    """The proof that must notice, in short; whether it still holds."""
    proof, _, platform = GUARDS[name].proof.partition(" ")
    if proof == "kills":
        points = DEATHS.get(name, USUAL_DEATHS)
        verdict = await kills.lane(platform, "sqlite", "", FEW_KILLS, seed, name, points)
        kills.show([verdict])
        return verdict.good
    whole = await shuffles.record(FEW_EVENTS, seed) if proof == "events" else []
    if proof == "events":
        base = await shuffles.run("in order", shuffles.in_order(whole), "", seed)
        GUARDS[name].remove()
        once = await shuffles.run("shuffled", shuffles.shuffled(whole, seed), "", seed)
        wrong = [*once.wrong, *shuffles.differences(base, once)]
        shuffles.show([base, once], wrong)
        return not wrong
    GUARDS[name].remove()
    if proof == "unnamed":
        twin = await twins.prove(platform, 1, seed)
        twins.show([twin])
        return twin.good
    found = await hostile.passage(platform, slice(0, FEW_STRINGS, 1))
    hostile.show([found])
    return found.good


def _rounds(asked: argparse.Namespace) -> bool:
    """All of a big workspace; of a big server, as many as its threads allow."""
    many, room = asked.people, circles.room_of_discord()
    passages = [
        asyncio.run(rounds.passage("slack", many, many, asked.seed)),
        asyncio.run(rounds.passage("discord", many, min(many, 2 * room), asked.seed)),
    ]
    rounds.show(passages)
    return all(each.good for each in passages)


def _questions(asked: argparse.Namespace) -> bool:
    found = questions.prove(asked.lives)
    questions.show(found)
    return found.good


def _replay(asked: argparse.Namespace) -> bool:
    lines = replay.read(asked.data, asked.messages)
    found = [asyncio.run(replay.passage(each, lines, asked.seed)) for each in replay.PLATFORMS]
    replay.show(found)
    return all(each.good for each in found)


def _unnamed(asked: argparse.Namespace) -> bool:
    """Most pairs in the playground, whose set-up is done once; a tenth on each of the others."""
    shares = {"slack": asked.pairs // 10, "discord": asked.pairs // 10}
    shares["web"] = asked.pairs - sum(shares.values())
    found = [asyncio.run(twins.prove(name, many, asked.seed)) for name, many in shares.items()]
    twins.show(found)
    leaked = asyncio.run(leaks.prove(asked.askings, asked.seed))
    leaks.show(leaked)
    return leaked.good and all(each.good for each in found)


RUNS = {
    "kills": _kills,
    "events": _events,
    "words": _words,
    "zones": _zones,
    "downtime": _downtime,
    "rounds": _rounds,
    "replay": _replay,
    "questions": _questions,
    "unnamed": _unnamed,
    "guards": _guards,
}

if __name__ == "__main__":
    sys.exit(main())
