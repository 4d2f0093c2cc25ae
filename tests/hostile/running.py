"""All the strings on each platform, a fresh world for every few hundred."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.hostile import strings
from tests.hostile.eyes import Findings
from tests.hostile.passage import Passage
from tests.loopback.judge import Judge
from tests.quiet import quiet
from tests.world import open_world

PLATFORMS = ("slack", "discord", "web")
# Strings; with every thirty-odd a community grows by three people and a topic, and a coordinator
# is told the eight largest topics.
A_WORLD = 200
NOWHERE = {"zoe": "0", "canary_id": "0", "home": "0", "other": "0"}


async def passage(platform: str, numbers: slice, judge: Judge | None = None) -> Findings:
    """These strings of the corpus, through one world after the other."""
    with quiet():
        return await _passage(platform, numbers, judge or Judge())


async def _passage(platform: str, numbers: slice, judge: Judge) -> Findings:
    found, began = Findings(platform), time.monotonic()
    every = range(*numbers.indices(numbers.stop))
    for start in range(0, len(every), A_WORLD):
        part = every[start : start + A_WORLD]
        with tempfile.TemporaryDirectory(prefix="hearth-hostile-") as kept:
            folder = Path(kept)
            url = f"sqlite:///{folder / 'hearth.db'}"
            async with open_world(platform, folder, url, judge) as world:
                through = Passage(world, found)
                ids = await through.prepare(strings.made(part[0] + 1, NOWHERE)[part[0]])
                corpus = strings.made(numbers.stop, ids)
                await through.passes([corpus[n] for n in part])
                await through.close()
    found.seconds = time.monotonic() - began
    return found


def show(all_found: Sequence[Findings]) -> None:
    """The figures, one line a platform, and what is behind those that are not nought."""
    print("\nhostile words through every field and every output")
    print(f"{'':10}{'strings':>9}{'fields':>8}{'messages':>10}{'pings':>7}{'broken':>8}"
          f"{'changed':>9}{'foreign':>9}{'seconds':>9}")  # fmt: skip
    for each in all_found:
        print(
            f"{each.platform:10}{each.strings:>9}{len(each.fields):>8}{each.messages:>10}"
            f"{len(each.pings):>7}{len(each.broken):>8}{len(each.changed):>9}"
            f"{len(each.foreign):>9}{each.seconds:>9.0f}"
        )
    for each in all_found:
        for name in ("pings", "broken", "changed", "foreign"):
            for one in getattr(each, name)[:20]:
                print(f"  {each.platform}, {name}: {one}")
