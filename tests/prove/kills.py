"""Part A: the running bot is killed at named points; the platform's accept log is the judge."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.prove.faults import EVERY, Plan
from tests.prove.town import TOWNS, NeverQuiet, Town
from tests.prove.walks import Walks

NEWCOMERS = 40


@dataclass
class Verdict:
    """What came of one lane."""

    lane: str
    kills: int = 0
    messages: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    parked: list[str] = field(default_factory=list)
    wrongly: list[str] = field(default_factory=list)  # parked where we could have looked
    met: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Nothing lost, nothing doubled, parked only where nobody can look."""
        return not (self.lost or self.doubled or self.wrongly)


async def lane(
    platform: str,
    database: str,
    url: str,
    kills: int,
    seed: str,
    without: str = "",
    points: Sequence[str] = EVERY,
) -> Verdict:
    """Kill one bot so often; then let it live and count."""
    plan = Plan(kills, f"{seed} {platform} {database}", points)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hearth-prove-") as kept:
        folder = Path(kept)
        url = url or f"sqlite:///{folder / 'hearth.db'}"
        town = TOWNS[platform](folder, url, plan, without)
        verdict = Verdict(f"{database} x {platform}", met=plan.met)
        await town.open()
        try:
            await _live(town, kills, verdict)
        finally:
            await town.close()
    verdict.seconds = time.monotonic() - began
    return verdict


async def _live(town: Town, kills: int, verdict: Verdict) -> None:
    walks = Walks(town, min(NEWCOMERS, 2 + kills))
    await walks.prepare()
    await town.arm()
    try:
        for number in range(walks.newcomers):
            await walks.newcomer(number)
            if town.kills >= kills:
                break
        await town.disarm()
    except NeverQuiet as stuck:
        verdict.lost.append(str(stuck))
    judge(town, walks, verdict)


def judge(town: Town, walks: Walks, verdict: Verdict) -> None:
    """Every promise's message stands exactly once, and every act that was answered made one."""
    verdict.kills = town.kills
    accepted, rows = town.accepted(), town.ledger.rows()
    for row in rows:
        stands = accepted.pop(town.mark_of(row), 0)
        verdict.messages += stands
        if stands > 1:
            verdict.doubled.append(f"{row.key} stands {stands} times")
        if row.state == "sent" and not stands:
            verdict.lost.append(f"{row.key} is marked sent and stands nowhere")
        if row.state == "parked":
            where = verdict.parked if town.may_park(row) else verdict.wrongly
            where.append(f"{row.key} ({row.reason}), {stands} there")
        if row.state == "sending":
            verdict.lost.append(f"{row.key} is still being sent")
    verdict.doubled += [f"{n} messages of no promise" for n in accepted.values()]
    known = [row.key for row in rows]
    verdict.lost += [
        f"{key} was never promised"
        for key in walks.owed
        if not any(k.startswith(key) for k in known)
    ]
    verdict.lost += [f"no answer: {each}" for each in walks.unanswered]


async def campaign(
    kills: int, urls: Mapping[str, Sequence[str]], seed: str, at_once: int = 2
) -> list[Verdict]:
    """All four lanes, two at a time; `urls` gives an empty address for SQLite."""
    gate = asyncio.Semaphore(at_once)
    lanes = [(p, d) for d in urls for p in TOWNS]
    shares = [kills // len(lanes) + (n < kills % len(lanes)) for n in range(len(lanes))]
    left = {database: list(addresses) for database, addresses in urls.items()}

    async def one(platform: str, database: str, share: int) -> Verdict:
        async with gate:
            return await lane(platform, database, left[database].pop(), share, seed)

    async with asyncio.TaskGroup() as group:  # one that fails ends the others
        ran = [group.create_task(one(*which, n)) for which, n in zip(lanes, shares, strict=True)]
    return [each.result() for each in ran]


def show(verdicts: Sequence[Verdict]) -> None:
    """The figures, one line a lane; then what is behind those that are not nought."""
    print('\nkill -9 between the decision and "sent"; judged by the platform\'s accept log')
    print(
        f"{'':24}{'kills':>7}{'messages':>10}{'lost':>6}{'doubled':>9}{'parked':>8}{'seconds':>9}"
    )
    whole = Verdict("together", seconds=max(each.seconds for each in verdicts))
    for each in verdicts:
        _line(each)
        whole.kills += each.kills
        whole.messages += each.messages
        for name in ("lost", "doubled", "parked", "wrongly"):
            getattr(whole, name).extend(getattr(each, name))
        for point, count in each.met.items():
            whole.met[point] = whole.met.get(point, 0) + count
    _line(whole)
    print("  at " + ", ".join(f"{point} {count}" for point, count in whole.met.items()))
    for name in ("lost", "doubled", "wrongly"):
        for one in getattr(whole, name):
            print(f"  {name}: {one}")
    for kind, count in Counter(one.partition(".")[2] for one in _kinds(whole.parked)).items():
        print(f"  parked, where the platform lets nobody look: {count} x {kind}")


def _kinds(parked: Sequence[str]) -> list[str]:
    """`newcomers.hello.U1 (reason)` without whose it is."""
    return [f".{'.'.join(one.split('.')[:2])} {one[one.index('(') :]}" for one in parked]


def _line(v: Verdict) -> None:
    print(
        f"{v.lane:24}{v.kills:>7}{v.messages:>10}{len(v.lost) + len(v.wrongly):>6}"
        f"{len(v.doubled):>9}{len(v.parked):>8}{v.seconds:>9.0f}"
    )
