"""The figures: from stored acts alone, each against a count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.activity import Thread
from bot.directory import Stay
from bot.events import Person
from bot.exchanges import Came, Exchange, Talk
from bot.introductions.model import Introduction, Outcome, Reason, Side, State, Why, came
from bot.reports.counting import conversations, participation, prompts, threads
from bot.reports.gathering import groups
from tests.introductions.town import MONDAY, who

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ANA, BEA, CAI, DAN = (who(name) for name in ("ana", "bea", "cai", "dan"))


def stay(person: Person, days: float, paused: timedelta | None = None) -> Stay:
    until = MONDAY + paused if paused else None
    return Stay(person, MONDAY - timedelta(days=days), established=False, paused_until=until)


def met(*people: Person, kind: str = "introduction", about: str = "x") -> Exchange:
    return Exchange(kind, people, "learn", about, MONDAY - DAY, len(people))


def test_distinct_contributors_of_eligible_members() -> None:
    """Twice is once; who came last week, or has a break, is in neither number."""
    stays = (stay(ANA, 14), stay(BEA, 200), stay(CAI, 13.9), stay(DAN, 200, DAY))
    done = (met(ANA, CAI), met(ANA, DAN), met(ANA, kind="prompt"))
    found = participation(stays, done, frozenset(), MONDAY)
    assert found.contributors == {ANA}
    assert found.eligible == {ANA, BEA}
    assert found.share == 50
    heard = participation(stays, done, frozenset({BEA, CAI}), MONDAY)
    assert heard.contributors == {ANA, BEA}


def test_a_break_that_is_over_is_none() -> None:
    """Back is back."""
    back = stay(ANA, 200, -DAY)
    assert participation((back,), (), frozenset(), MONDAY).eligible == {ANA}


def test_nobody_eligible_is_no_share() -> None:
    """Not measured, and not nought."""
    assert participation((), (met(ANA),), frozenset({BEA}), MONDAY).share is None


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40), st.booleans()), max_size=30),
    st.lists(st.lists(st.integers(0, 30), max_size=4), max_size=20),
    st.frozensets(st.integers(0, 30)),
)
def test_it_is_what_counting_by_hand_gives(
    here: list[tuple[int, int, bool]], done: list[list[int]], spoke: frozenset[int]
) -> None:
    """Whatever the order, and however often somebody did something."""
    people = {n: (days, paused) for n, days, paused in here}
    stays = [stay(who(str(n)), days, DAY if p else None) for n, (days, p) in people.items()]
    acts = [met(*(who(str(n)) for n in one)) for one in done]
    heard = frozenset(who(str(n)) for n in spoke)
    found = participation(reversed(stays), acts, heard, MONDAY)
    by_hand = {n for n, (days, paused) in people.items() if days >= 14 and not paused}
    did = {n for one in done for n in one} | spoke
    assert len(found.eligible) == len(by_hand)
    assert len(found.contributors) == len(by_hand & did)


def test_between_organisations_only_where_they_told() -> None:
    """One that did not tell is not another."""
    works = {ANA: "Leeds ", BEA: "leeds", CAI: "Porto", DAN: ""}
    done = [met(ANA, BEA), met(ANA, CAI), met(ANA, DAN), met(ANA, BEA, CAI, kind="round")]
    found = conversations(done, (), works.__getitem__)
    assert (found.met, found.between) == (4, 2)


def test_by_lens_and_what_came_of_the_rest() -> None:
    """A round tells its lens; a prompt is no conversation; no answer is not a no."""
    done = [
        met(ANA, BEA, kind="round", about="skills:1"),
        met(CAI, BEA, kind="round", about="skills:2"),
        met(CAI, DAN, kind="round", about="role:3"),
        met(ANA, kind="prompt", about="question:4"),
        met(ANA, DAN),
    ]
    talks = [Talk((ANA,), came) for came in (Came.SILENT, Came.SILENT, Came.LET_GO, Came.MET)]
    found = conversations(done, talks, lambda _: "")
    assert found.met == 4
    assert found.by_lens == {"skills": 2, "role": 1}
    assert (found.rest[Came.SILENT], found.rest[Came.LET_GO]) == (2, 1)
    assert prompts(done) == (1, 1)


def test_threads_half_of_the_answered() -> None:
    """The median of what was answered; what was not stays out of it."""
    begun = [Thread(ANA, MONDAY, frozenset({BEA}), MONDAY + hours * HOUR) for hours in (1, 5, 40)]
    found = threads((*begun, Thread(None, MONDAY)))
    assert (found.begun, found.by_members, found.answered) == (4, 3, 3)
    assert found.half_within == 5 * HOUR
    assert threads([Thread(None, MONDAY)]).half_within is None


def test_what_came_of_an_introduction() -> None:
    """Silence only once they were asked; one side's word is enough."""
    one = Introduction(
        "i", Side(ANA), Side(BEA), Reason(Why.DO), State.ACCEPTED, MONDAY, together_at=MONDAY
    )
    later = MONDAY + 14 * DAY
    assert came(one, later - HOUR) is Came.OPEN
    assert came(one, later) is Came.SILENT
    assert came(one.tells(ANA, Outcome.NOT_YET), later) is Came.OPEN
    assert came(one.tells(ANA, Outcome.ARRANGED), later) is Came.ARRANGED
    assert came(one.tells(ANA, Outcome.LET_GO), later) is Came.LET_GO
    assert came(one.tells(ANA, Outcome.MET).tells(BEA, Outcome.LET_GO), later) is Came.MET
    assert came(replace(one, state=State.EXPIRED), later) is Came.SILENT


@given(st.integers(0, 40), st.frozensets(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_nobody_kept_apart_learns_together(n: int, pairs: frozenset[tuple[int, int]]) -> None:
    """At most eight, never alone, nobody twice, and no two who are kept apart."""
    people = [who(str(i)) for i in range(n)]
    apart = frozenset((who(str(a)), who(str(b))) for a, b in pairs if a != b)
    found = groups(people, apart)
    everybody = [person for group in found for person in group]
    assert len(everybody) == len(set(everybody))
    for group in found:
        assert 2 <= len(group) <= 8
        assert not any((a, b) in apart for a in group for b in group)
    if not apart and n > 1 and n % 8 != 1:
        assert len(everybody) == n
