"""A round of thousands goes out, paced by the platforms' limits, through ten kills, by daylight.

Hearth and the loopback platform keep one clock that runs faster by a printed factor; limits are the
platform's own, shortened by the same factor. Members live in six zones; the accept log is the judge
of what went out, how often, and at which hour of its readers.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.waking import is_waking
from tests.prove.circles import CIRCLES, Circle
from tests.prove.fast import Fast
from tests.prove.faults import Plan
from tests.prove.kills import Verdict
from tests.prove.ledger import Row
from tests.prove.town import NOT_POSSIBLE, PATIENCE
from tests.world.story import COORDINATOR

KILLS = 10
LONGEST = 3600.0  # seconds of real time after which it is stuck
MORNING = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)  # a Tuesday; in Madrid it is seven
FACTORS = {"slack": 30.0, "discord": 60.0}


@dataclass
class Passage:
    """What came of one round."""

    platform: str
    members: int
    drawn: int
    factor: float
    groups: int = 0
    private: int = 0
    hours: float = 0.0  # of the community's clock, from the first message to the last
    refused: int = 0  # calls the platform refused because they came too fast
    at_night: list[str] = field(default_factory=list)
    verdict: Verdict = field(default_factory=lambda: Verdict("round"))

    @property
    def good(self) -> bool:
        """Complete, once each, by daylight."""
        return self.verdict.good and not self.at_night


async def passage(
    platform: str, members: int, drawn: int, seed: str, kills: int = KILLS
) -> Passage:
    """One round, from the draw to the last message."""
    clock = Fast(time.time(), MORNING.timestamp(), FACTORS[platform])
    came = Passage(platform, members, drawn, clock.factor)
    came.verdict.lane = f"round x {platform}"
    with tempfile.TemporaryDirectory(prefix="hearth-round-") as kept:
        folder = Path(kept)
        url = f"sqlite:///{folder / 'hearth.db'}"
        circle = CIRCLES[platform](folder, url, Plan(0, seed))
        circle.clock_ = clock
        began = time.monotonic()
        await circle.open()
        try:
            await _draw(circle, came)
            await _go_out(circle, came, seed, kills)
            _judge(circle, came)
        finally:
            await circle.close()
        came.verdict.seconds = time.monotonic() - began
    return came


async def _until(
    circle: Circle, act: Callable[[], Awaitable[None]], shown: Callable[[], bool]
) -> None:
    """Act until it shows: the bot has only just been started."""
    for _ in range(PATIENCE):
        with contextlib.suppress(*NOT_POSSIBLE):
            await act()
        for _ in range(20):
            if shown():
                return
            await asyncio.sleep(0.2)
    raise AssertionError(f"nothing answers {COORDINATOR}")


async def _draw(circle: Circle, came: Passage) -> None:
    """Found a community, fill it while no bot runs, and have a round drawn."""
    await _until(circle, lambda: circle.runs(COORDINATOR, "setup"), circle.has_form)
    await circle.fills(COORDINATOR, purpose="We try out a round of many.", begin="all")
    await asyncio.sleep(2)
    await circle.bot.stop()
    circle.people(came.members)
    await circle.drawn(came.drawn)
    await circle._alive()

    def offered() -> bool:
        return circle.offered(COORDINATOR, "Draw one now")

    await _until(circle, lambda: circle.runs(COORDINATOR, "desk round"), offered)
    await circle.presses(COORDINATOR, "Draw one now")
    circle.let_run()


async def _go_out(circle: Circle, came: Passage, seed: str, kills: int) -> None:
    """Only wait, and kill so often at moments the dice choose."""
    dice = random.Random(seed)
    # Some die while it is drawn and written, the others while it goes out.
    moments = sorted(dice.uniform(0, came.drawn / 2) for _ in range(kills))
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        groups, left = await asyncio.to_thread(circle.out)
        if groups and not left and not moments:
            came.groups = groups
            return
        if moments and (len(circle.landed()) >= moments[0] or (groups and not left)):
            moments.pop(0)
            await asyncio.sleep(dice.uniform(0, 0.5))
            await _killed(circle)
        await asyncio.sleep(0.5)
    came.verdict.lost.append(f"not out after {LONGEST:.0f} s")


async def _killed(circle: Circle) -> None:
    circle.bot.kill()
    await circle.bot.gone()
    circle.ledger.end_leases()
    circle.kills += 1
    await circle.bot.start()
    await circle.ready()


def _judge(circle: Circle, came: Passage) -> None:
    """Each message stands once; whoever reads it was awake."""
    accepted, rows = circle.accepted(), circle.ledger.rows()
    landed, readers = circle.landed(), circle.readers()
    came.verdict.kills, came.refused = circle.kills, circle.refused()
    promised = {_group(row.key) for row in rows if row.kind.startswith("rounds.meet")}
    alone = {_group(row.key) for row in rows if row.key.startswith("rounds.meet_alone.")}
    times = []
    for row in (row for row in rows if row.kind.startswith("rounds.meet")):
        stands = accepted[circle.mark_of(row)]
        came.verdict.messages += stands
        came.private += bool(row.person)
        _weigh(circle, came.verdict, row, stands, told=_group(row.key) in alone)
        if stands:
            at = landed[circle.mark_of(row)]
            times.append(at)
            came.at_night += _asleep(circle, row.key, row.person, readers, at)
    if times:
        came.hours = (max(times) - min(times)) / 3600
    never = [key for key in readers if _group(key) not in promised]
    came.verdict.lost += [f"{key} was never promised" for key in never]


def _weigh(circle: Circle, verdict: Verdict, row: Row, stands: int, *, told: bool) -> None:
    """One promise; `told`: its people were written to alone."""
    if stands > 1:
        verdict.doubled.append(f"{row.key} stands {stands} times")
    if row.state == "sent" and not stands:
        verdict.lost.append(f"{row.key} is marked sent and stands nowhere")
    if row.state == "parked":
        where = verdict.parked if circle.may_park(row) else verdict.wrongly
        where.append(f"{row.key} ({row.reason}), {stands} there")
    if row.state == "dropped" and told and not row.person:
        verdict.parked.append(f"{row.key}: of unknown fate; each was written to alone")
    elif row.state in {"todo", "sending", "dropped"}:
        verdict.lost.append(f"{row.key} is {row.state}: {row.reason}")


def _group(key: str) -> str:
    """The group a promise is about."""
    return key.split(".")[2]


def _asleep(
    circle: Circle, key: str, person: str, readers: dict[str, list[str]], at: float
) -> list[str]:
    moment = datetime.fromtimestamp(at, UTC)
    who = [person] if person else readers.get(key, [])
    return [
        f"{key} at {moment:%H:%M} UTC for {circle.hours_of(id_).zone}"
        for id_ in who
        if id_ and not is_waking(moment, circle.hours_of(id_))
    ]


def show(passages: list[Passage]) -> None:
    """The figures, one line a platform; then what is behind those that are not nought."""
    print("\na round of thousands, paced by the platform's own limits, killed while it goes out")
    head = ("members", "drawn", "x", "talks", "messages", "kills", "hours", "429", "lost",
            "doubled", "parked", "night", "seconds")  # fmt: skip
    print(f"{'':10}" + "".join(f"{word:>9}" for word in head))
    for each in passages:
        told: tuple[Any, ...] = (
            each.members, each.drawn, f"{each.factor:.0f}", each.groups, each.verdict.messages,
            each.verdict.kills, f"{each.hours:.1f}", each.refused, len(each.verdict.lost),
            len(each.verdict.doubled), len(each.verdict.parked), len(each.at_night),
            f"{each.verdict.seconds:.0f}",
        )  # fmt: skip
        print(f"{each.platform:10}" + "".join(f"{value!s:>9}" for value in told))
    for each in passages:
        for name in ("lost", "doubled", "wrongly"):
            for line in getattr(each.verdict, name)[:5]:
                print(f"  {each.platform} {name}: {line}")
        for line in each.at_night[:5]:
            print(f"  {each.platform} at night: {line}")
    print("hours: of the shared clock, from the first message to the last; 429: asked to wait;")
    print("parked: nobody may look whether a conversation was opened: each is written to alone")
