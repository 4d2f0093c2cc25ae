"""What goes out next: hard rules over hundreds of weeks, and what tips the scales."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.events import Person, Space
from bot.prompts.choosing import Scene, answered, loved, ranked, silent, stage
from bot.prompts.content import shipped
from bot.prompts.model import NO_REUSE, Kind, Posting, Prompt, Stage, State
from bot.work import WEEK

BEGAN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BEA = Person(Space("web", "town"), "bea")


def prompt(name: str, kind: Kind = Kind.QUESTION, **more: Any) -> Prompt:
    plain = Prompt(name, kind, {"en": name}, {"en": "to see"})
    return replace(plain, **more)


def went(kind: Kind, answers: int | None = None, day: int = 0) -> Posting:
    on = BEGAN.date() + timedelta(days=day)
    return Posting(on, f"p{day}", kind, BEGAN, answers=answers)


def scene(*past: Posting, at: datetime = BEGAN, seed: str = "s") -> Scene:
    return Scene(past, BEGAN, at, seed)


LISTENED = (went(Kind.TIP), went(Kind.TIP), went(Kind.TIP), went(Kind.TIP))


def season(
    backlog: dict[str, Prompt], weeks: int, answers: dict[Kind, int], seed: str
) -> list[Posting]:
    """So many weeks as the room lives them; oldest first."""
    past: list[Posting] = []
    for week in range(weeks):
        at = BEGAN + week * WEEK
        best = next(
            iter(ranked(tuple(backlog.values()), Scene(past, BEGAN, at, f"{seed}{week}"))), None
        )
        if best is None:
            continue
        backlog[best.id] = replace(best, state=State.POSTED, posted=at)
        went_out = Posting(at.date(), best.id, best.kind, at, answers=answers.get(best.kind, 0))
        past.insert(0, went_out)
    return past[::-1]


@settings(max_examples=12)  # each example is two years
@given(some.text(max_size=5), some.dictionaries(some.sampled_from(Kind), some.integers(0, 9)))
def test_two_years_keep_every_rule(seed: str, answers: dict[Kind, int]) -> None:
    """Never the same within 26 weeks; listening first; one perspective in four; no kind twice."""
    past = season({one.id: one for one in shipped()}, 104, answers, seed)
    assert len(past) == 104
    first = sorted((p for p in shipped() if p.first), key=lambda p: p.first)
    assert [one.prompt for one in past[:4]] == [one.id for one in first]
    last: dict[str, datetime] = {}
    for number, one in enumerate(past):
        assert one.posted is not None
        assert one.posted - last.get(one.prompt, one.posted - NO_REUSE) >= NO_REUSE
        last[one.prompt] = one.posted
        four = [p.kind for p in past[max(0, number - 3) : number + 1]]
        assert four.count(Kind.PERSPECTIVE) <= 1
        if number >= 4:
            assert one.kind is not past[number - 1].kind


def test_the_same_seed_ranks_the_same_in_any_order() -> None:
    """And another seed, sooner or later, differently."""
    backlog = shipped()
    one = [p.id for p in ranked(backlog, scene(*LISTENED))]
    assert one == [p.id for p in ranked(backlog[::-1], scene(*LISTENED))]
    assert any(
        one != [p.id for p in ranked(backlog, scene(*LISTENED, seed=str(n)))] for n in range(9)
    )


@pytest.mark.parametrize(
    "more",
    [
        {"purpose": {}},
        {"state": State.SUGGESTED},
        {"state": State.RETIRED},
        {"state": State.POSTED, "posted": BEGAN - NO_REUSE + timedelta(minutes=1)},
        {"state": State.HARVESTED, "posted": BEGAN - NO_REUSE + timedelta(minutes=1)},
    ],
)
def test_what_may_not_go_out(more: dict[str, Any]) -> None:
    """Without a purpose, not accepted, put away, or asked within 26 weeks."""
    assert ranked((prompt("one", **more),), scene()) == ()
    again = {**more, "purpose": {"en": "to see"}, "posted": BEGAN - NO_REUSE}
    known = more.get("state") in {State.POSTED, State.HARVESTED} or "state" not in more
    assert bool(ranked((prompt("one", **again),), scene())) is known


def test_kinds_that_got_answers_come_first() -> None:
    """Among kinds that rested equally long."""
    past = (*LISTENED, went(Kind.STORY, 5), went(Kind.QUESTION, 0))
    backlog = tuple(prompt(f"{k}{n}", k) for n in range(20) for k in (Kind.STORY, Kind.QUESTION))
    assert ranked(backlog, scene(*past))[0].kind is Kind.STORY
    turned = scene(*LISTENED, went(Kind.STORY, 0), went(Kind.QUESTION, 5))
    assert ranked(backlog, turned)[0].kind is Kind.QUESTION


def test_a_members_idea_is_not_kept_waiting() -> None:
    """It comes before Hearth's own of the same kind."""
    backlog = (*(prompt(f"p{n}") for n in range(50)), prompt("hers", author=BEA))
    assert ranked(backlog, scene(*LISTENED))[0].id == "hers"


def test_each_stage_has_its_own() -> None:
    """By age, and by three prompts without an answer."""
    assert stage(scene(at=BEGAN + 7 * WEEK)) is Stage.POTENTIAL
    assert stage(scene(at=BEGAN + 20 * WEEK)) is Stage.COALESCING
    assert stage(scene(at=BEGAN + 30 * WEEK)) is Stage.ACTIVE
    quiet = tuple(went(Kind.TIP, 0) for _ in range(3))
    assert stage(scene(*quiet, at=BEGAN + 30 * WEEK)) is Stage.DISPERSED
    backlog = tuple(prompt(f"{s}{n}", stage=s) for n in range(9) for s in Stage)
    best = ranked(backlog, scene(*LISTENED, at=BEGAN + 30 * WEEK))
    assert {one.stage for one in best[:9]} <= {Stage.ACTIVE, Stage.ANY}
    assert best[0].stage is Stage.ACTIVE


def test_silence_is_counted_from_the_newest_week_that_is_over() -> None:
    """What is still open says nothing yet."""
    assert silent(()) == 0
    assert silent((went(Kind.TIP), went(Kind.TIP, 0), went(Kind.TIP, 0), went(Kind.TIP, 1))) == 2
    assert silent((went(Kind.TIP, 1), went(Kind.TIP, 0))) == 0


def test_kinds_people_answered() -> None:
    """Two at most, the most answered first; on average, shrunk where little is known."""
    past = (went(Kind.TIP, 1), went(Kind.STORY, 4), went(Kind.QUESTION, 0), went(Kind.ARTICLE, 2))
    assert loved(past) == (Kind.STORY, Kind.ARTICLE)
    assert answered(Kind.CELEBRATE, past) == 1.0
    assert answered(Kind.STORY, past) == 2.5
