"""What a round came to: counts without names, the detail for coordinators, and what is kept."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.directory import Hours
from bot.rounds.model import Lens, Often, Round, State
from bot.text import PLAIN, Envelope
from bot.text import draw as drawn_for
from storage.rounds import tables
from tests.introductions.town import HOME, Town, labels, read, who
from tests.rounds.circle import draws, group_of, looks, moves_in, sends, sitting

TWO_WEEKS = timedelta(days=14)


def six(town: Town) -> Round:
    for name in ("ana", "bea", "dan", "eve", "fay", "gus"):
        moves_in(town, name)
    return sends(town)


def test_the_channel_gets_counts_and_no_names(town: Town) -> None:
    """No answer is not no."""
    round_ = six(town)
    groups = town.store.groups(round_)
    for group, button in zip(groups, ("rounds.met", "rounds.let_go"), strict=False):
        town.presses(group.people[0].id, button, group.id)
    town.wait(TWO_WEEKS)
    posted = town.promises.posted[f"rounds.results.{round_.id}"]
    assert posted.to == HOME
    said = read(posted.message)
    assert "3 conversations; 1 took place, 0 arranged, 1 did not come about, 1 gave no" in said
    assert "@" not in said


def test_counts_that_would_tell_who_are_not_posted(town: Town) -> None:
    """Of one conversation everybody knows whose it was."""
    moves_in(town, "ana")
    moves_in(town, "bea")
    round_ = sends(town)
    town.wait(TWO_WEEKS)
    assert town.store.round(round_.id).state is State.CLOSED
    assert f"rounds.results.{round_.id}" not in town.promises.posted


def test_coordinators_see_each_lens(town: Town) -> None:
    """What took place and was of use, by what the rounds went by."""
    first = six(town)
    group = group_of(town, first, "ana")
    town.presses("ana", "rounds.met", group.id)
    town.presses("ana", "rounds.helpful", group.id)
    town.wait(TWO_WEEKS)
    looks(town, lens=Lens.ROLE, look=False)
    second = sends(town)
    town.wait(TWO_WEEKS)
    (chore,) = [c for c in town.store.chores(town.now) if "round is over" in c.said.template]
    assert chore.weekly
    said = read(town.presses("cleo", chore.buttons[0].name, chore.buttons[0].subject))
    assert f"The round of {second.day:%A} {second.day.day} {second.day:%B}, by" in said
    assert "the same role: 0 of 3 took place, of use to 0 of 0" in said
    assert "another can do: 1 of 3 took place, of use to 1 of 1" in said
    assert town.store.chores(town.now) == (), "looked at"


def test_a_draft_that_waits_is_a_chore(town: Town) -> None:
    """With one press to look at it."""
    moves_in(town, "ana")
    moves_in(town, "bea")
    looks(town)
    draws(town)
    (chore,) = town.store.chores(town.now)
    assert read(town.presses("cleo", chore.buttons[0].name)).startswith("Nothing has been sent")
    (told,) = town.to("cleo", "rounds.drawn")
    assert labels(told) == ["Look"]


def test_why_explains_every_pair_and_every_absence(town: Town) -> None:
    """One kind sentence each; nothing of a block, a no or a number."""
    moves_in(town, "ana", "maps", "law")
    moves_in(town, "bea", "law", "maps")
    moves_in(town, "dan", paused_until=town.now + timedelta(days=3))
    moves_in(town, "eve")
    town.presses("eve", "rounds.skip")
    moves_in(town, "fay")
    town.members.kept_apart |= {frozenset({who("fay"), who(n)}) for n in ("ana", "bea")}
    sends(town)
    said = {n: read_all(town, n) for n in ("ana", "bea", "dan", "eve", "fay")}
    assert "in this round" in said["ana"]
    assert "can help with" in said["ana"]
    assert said["dan"] == "You are not in this round: you had a break when it was drawn."
    assert "you skipped it" in said["eve"]
    assert said["fay"].startswith("I'm still looking for the right person.")
    assert not any(word in said["fay"] for word in ("apart", "block", "ana", "bea"))


def read_all(town: Town, name: str) -> str:
    reasons = town.store.reasons(who(name), town.now)
    return " ".join(drawn_for(text, Envelope(), PLAIN) for text in reasons)


def test_each_lens_groups_the_same_people_differently(town: Town) -> None:
    """Row 16: by role, by region, by challenge, by newcomers, by chance."""
    people = (
        ("ana", "planner", "Europe/Madrid", "old rules in buying"),
        ("bea", "planner", "America/Lima", "no time to write"),
        ("dan", "lawyer", "Europe/Paris", "no time for writing"),
        ("eve", "lawyer", "America/Bogota", "buying by old rules"),
    )
    for name, role, zone, hardest in people:
        moves_in(town, name, role=role, hours=Hours(zone), hardest=hardest)
    looks(town)
    drawn = {}
    for lens in (Lens.ROLE, Lens.REGION, Lens.CHALLENGE):
        looks(town, lens=lens)
        round_ = draws(town)
        drawn[lens] = sitting(town, round_)
        town.presses("cleo", "rounds.drop", round_.id)
    assert drawn[Lens.ROLE] == [("ana", "bea"), ("dan", "eve")]
    assert drawn[Lens.REGION] == [("ana", "dan"), ("bea", "eve")]
    assert drawn[Lens.CHALLENGE] == [("ana", "eve"), ("bea", "dan")]


def test_erasing_leaves_nothing_of_somebody(town: Town) -> None:
    """Also not in a draw that is just being taken in."""
    moves_in(town, "ana", "maps", "law")
    moves_in(town, "bea", "law", "maps")
    round_ = sends(town)
    town.presses("ana", "rounds.met", group_of(town, round_, "ana").id)
    assert town.store.kept(who("ana"))
    town.store.erase(who("ana"))
    assert not town.store.kept(who("ana"))
    for table in (tables.parts, tables.learned, tables.absences, tables.seats):
        rows = town.run.execute(select(table)).all()
        assert not any("ana" in map(str, row) for row in rows), table.name
    (group,) = town.store.groups(round_)
    assert "ana" not in repr(group.reason)


def test_what_a_member_set_last_holds_whatever_arrives_first(town: Town) -> None:
    """Shuffled or doubled, the state is the same."""
    early, late = town.now, town.now + timedelta(minutes=1)
    town.store.set_skips(who("ana"), late, skips=False)
    town.store.set_skips(who("ana"), early, skips=True)
    assert not town.store.part(who("ana")).skips
    town.store.set_often(who("ana"), Often.MONTHLY, late)
    town.store.set_often(who("ana"), Often.EVERY, early)
    assert town.store.part(who("ana")).often is Often.MONTHLY


def test_where_there_is_no_room_each_is_written_to(town: Town) -> None:
    """Above what a platform can hold open; the preview says how many."""
    six(town)
    town.wait(TWO_WEEKS)
    town.conversations = 2
    looks(town)
    round_ = draws(town)
    said = read(town.says("cleo", "desk round"))
    assert "Town has no room for that many conversations at once. In one of them" in said
    town.presses("cleo", "rounds.send", round_.id)
    town.wait(timedelta(minutes=11))
    private = [g for g in town.store.groups(round_) if g.private]
    assert len(private) == 1
    for person in private[0].people:
        assert "please write to" in read(town.to(person.id, "rounds.meet")[-1])
