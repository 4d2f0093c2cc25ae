"""A synthetic community whose members said what they can do, and now and then answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from bot.directory import Level
from bot.questions.weighing import Candidate, Need, Past
from bot.terms import terms

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
VERBS = ("plan", "review", "teach", "budget", "design", "run", "write", "test", "buy", "translate")
THINGS = (
    "workshops", "servers", "contracts", "surveys", "newsletters", "databases", "dashboards",
    "grants", "websites", "policies", "interviews", "prototypes", "reports", "libraries", "courses",
    "networks", "audits", "mentoring", "recordings", "maps",
)  # fmt: skip
LEVELS = (Level.DO, Level.EXPLAIN, Level.CONNECT, Level.LEARN)


def community(
    members: int, dice: Random
) -> tuple[tuple[Candidate, ...], tuple[Need, ...], datetime]:
    """Its members, two hundred questions, and the moment they are asked."""
    tasks = [f"{verb} {thing}" for verb in VERBS for thing in THINGS]
    people = tuple(_member(str(at), tasks, dice) for at in range(members))
    needs = tuple(
        Need(f"How do I {dice.choice(tasks)} when nobody here ever did, and the {thing} are late?")
        for thing in THINGS * 10
    )
    return people, needs, NOW


def _member(id_: str, tasks: list[str], dice: Random) -> Candidate:
    claims = {task: dice.choice(LEVELS) for task in dice.sample(tasks, 3)}
    answers = min(60, int(dice.paretovariate(1.1)) - 1)
    return Candidate(
        id_,
        claims=claims,
        answered=tuple(_answer(tasks, dice) for _ in range(answers)),
        seen=NOW - timedelta(minutes=min(200_000, dice.paretovariate(0.3))),
        asked=dice.choice((0, 0, 0, 1, 2)),
        awake=dice.random() < 0.5,
        organisation=f"team {dice.randrange(300)}",
    )


def _answer(tasks: list[str], dice: Random) -> Past:
    said = terms(f"{dice.choice(tasks)} {dice.choice(tasks)}")
    return Past(NOW - timedelta(days=dice.random() * 365), frozenset(said))
