"""What several want and nobody teaches: on the desk, with a press that begins something."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.directory import Level
from bot.errors import Refusal
from bot.events import Person
from bot.ui import Message, Together, Update, Weight
from storage.reports.tables import circles, wants
from tests.introductions.town import LEARNS, Town, labels, read, who

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WANTED = {"open data": LEARNS}
TASK = "open data"  # its own key in memory


@pytest.fixture(autouse=True)
def three_want_it(town: Town) -> None:
    for name in ("ana", "bea", "cai"):
        town.moves_in(name, claims=WANTED)


def desk(town: Town) -> list[str]:
    said = [dict(chore.said.holes) for chore in town.store.chores(town.now)]
    return [f"{holes['n']} {holes['task'].said}" for holes in said]


def posted(town: Town) -> list[Message]:
    home = town.community.home
    return [p.message for p in town.promises.posted.values() if p.to == home]


def begins(town: Town, kind: str) -> Message:
    """Cleo sees what would be posted, and posts it."""
    preview = town.presses("cleo", f"reports.{kind}", TASK)
    assert not posted(town)
    town.presses("cleo", f"reports.post_{kind}", TASK)
    (post,) = posted(town)
    assert read(post).splitlines()[0] in read(preview)
    return post


def test_three_who_want_and_nobody_who_teaches(town: Town) -> None:
    """On Mondays, with the count as evidence and what to press."""
    assert desk(town) == ["3 open data"]
    (chore,) = town.store.chores(town.now)
    assert chore.weekly
    assert [b.label.template for b in chore.buttons] == [
        "Find a speaker",
        "Start a circle",
        "Later",
    ]


@pytest.mark.parametrize("level", [Level.DO, Level.EXPLAIN])
def test_somebody_who_teaches_ends_it(town: Town, level: Level) -> None:
    """Doing it or explaining it is enough; knowing somebody is not."""
    town.moves_in("dan", claims={TASK: Level.CONNECT})
    assert desk(town)
    town.moves_in("eve", claims={TASK: level})
    assert not desk(town)


def test_two_are_not_enough(town: Town) -> None:
    """Two may be asked about each other."""
    town.changes("cai", claims={})
    assert not desk(town)
    with pytest.raises(Refusal):
        town.presses("cleo", "reports.speaker", TASK)


def test_whoever_looks_hears_of_a_speaker(town: Town) -> None:
    """The post asks everybody whom they know; the answer goes to the coordinator who asked."""
    town.moves_in("dora")
    town.members.coordinators.append(who("dora"))
    post = begins(town, "speaker")
    assert post.weight is Weight.POST
    assert labels(post) == ["I know somebody"]
    form = town.presses_on("bea", post, "I know somebody")
    town.fills("bea", form, words="My old teacher, teacher@example.org")
    (told,) = town.to("cleo", "reports.knows")
    assert told.weight is Weight.DUTY
    assert "My old teacher" in read(told)
    assert not town.to("dora", "reports.knows")
    town.members.coordinators.remove(who("cleo"))
    town.presses_on("bea", post, "I know somebody")
    town.fills("bea", form, words="And her sister")
    assert len(town.to("dora", "reports.knows")) == 1


def test_what_was_begun_rests_for_eight_weeks(town: Town) -> None:
    """Also when it was only put off; then it stands there again."""
    town.presses("cleo", "reports.later", TASK)
    town.now += 8 * WEEK - DAY
    assert not desk(town)
    town.now += DAY
    assert desk(town)


def test_pressed_twice_it_stands_there_once(town: Town) -> None:
    """Two coordinators, or a nervous thumb."""
    begins(town, "speaker")
    town.now += DAY
    town.presses("cleo", "reports.post_speaker", TASK)
    assert len(posted(town)) == 1


def conversations(town: Town) -> list[tuple[Person, ...]]:
    found = [p.to for p in town.promises.posted.values()]
    return [to.people for to in found if isinstance(to, Together)]


def test_whoever_is_in_learns_together(town: Town) -> None:
    """A week later one conversation opens, once; who changed their mind is not in it."""
    post = begins(town, "circle")
    for name in ("ana", "bea", "cai", "cai"):
        reply = town.presses_on(name, post, "I'm in")
    assert labels(reply) == ["Rather not, after all"]
    town.presses("bea", "reports.out")
    town.wait(6 * DAY)
    assert not conversations(town)
    town.wait(2 * DAY)
    assert conversations(town) == [(who("ana"), who("cai"))]
    assert "2 people are learning open data together" in read(town.to("cleo")[0])
    with pytest.raises(Refusal):
        town.presses_on("bea", post, "I'm in")
    town.wakes("reports.gather", TASK)
    assert len(conversations(town)) == 1


def test_nobody_is_brought_together_with_whom_they_keep_apart(town: Town) -> None:
    """And nobody learns why it came to nothing."""
    town.members.kept_apart.add(frozenset({who("ana"), who("bea")}))
    post = begins(town, "circle")
    for name in ("ana", "bea"):
        town.presses_on(name, post, "I'm in")
    town.wait(8 * DAY)
    assert not conversations(town)
    (said,) = {read(town.to(name)[0]) for name in ("ana", "bea")}
    assert said == "There is no circle for open data this time. Thank you for being in."
    assert "Shall I ask for a speaker?" in read(town.to("cleo")[0])


def test_whoever_left_is_in_nothing(town: Town) -> None:
    """They are looked at again on the day."""
    post = begins(town, "circle")
    for name in ("ana", "bea", "cai"):
        town.presses_on(name, post, "I'm in")
    del town.members.cards[who("bea")]
    town.wait(8 * DAY)
    assert conversations(town) == [(who("ana"), who("cai"))]


def test_rather_not_posts_nothing(town: Town) -> None:
    """A look is no act."""
    town.presses("cleo", "reports.circle", TASK)
    reply = town.presses("cleo", "reports.rather_not")
    assert isinstance(reply, Update)
    assert not posted(town)
    assert desk(town)


def test_erased_means_erased(town: Town) -> None:
    """Out of the circle, and no longer named as who began it; the words were sealed."""
    post = begins(town, "circle")
    town.presses_on("ana", post, "I'm in")
    assert town.store.kept(who("ana"))[0].items[0]["to learn"] == TASK
    for name in ("ana", "cleo"):
        town.store.erase(who(name))
    rows = [*town.run.execute(select(circles)), *town.run.execute(select(wants))]
    assert not any(name in str(row) for row in rows for name in ("'ana'", "'cleo'"))
    assert TASK.encode() not in rows[0].words
    assert town.store.want(TASK) is not None
