"""*me* shows all, the file holds all, erasing leaves nothing; and two people kept apart."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import inspect, text

from bot.directory import Level
from bot.errors import Refusal
from storage.tables import metadata
from tests.members.club import Club, drawn, message, names, person, words

ANA, BEA = person("ana"), person("bea")
MINUTE = timedelta(minutes=1)


def a_life(club: Club) -> None:
    """Ana does everything one can do here."""
    club.comes("ana")
    club.agrees("ana", help="Canary skill", learn="Canary wish")
    club.now += MINUTE
    club.joins("ana", hardest="Canary trouble")
    profile = club.presses("ana", "members.profile")
    club.sends("ana", profile, role="Canary role", organisation="Canary house", sector="Canaries")
    club.says("ana", "pause", until="2026-12-01")
    club.wakes("members.apart", "ana,bea")
    club.wakes("members.apart", "bea,ana")
    club.now += MINUTE


def test_me_shows_everything(club: Club) -> None:
    """Every word ever told, why it is kept and until when, and what to do about it."""
    a_life(club)
    reply = club.says("ana", "me")
    shown = words(reply)
    for canary in ("skill", "wish", "trouble", "role", "house", "Canaries"):
        assert canary in shown
    assert "@bea" in shown
    assert "Kept to find people for you, and you for them; until you change or erase it." in shown
    assert "break" in shown.lower()
    assert names(reply)[:3] == ["members.profile", "members.download", "members.erase"]


def test_me_shows_nothing_of_what_others_did(club: Club) -> None:
    """Whom ana was set apart by is bea's, and is never told."""
    club.joins("ana", help="Budgets")
    club.wakes("members.apart", "bea,ana")
    assert "bea" not in words(club.says("ana", "me"))
    assert club.store.kept(ANA) == tuple(k for k in club.store.kept(ANA) if "bea" not in str(k))


def test_the_file_holds_all_that_is_kept(club: Club) -> None:
    """Every item of every room, in words a person can read."""
    a_life(club)
    reply = club.presses("ana", "members.download")
    (file,) = message(reply).files
    read = json.loads(file.content)
    kept = [*club.people.kept(ANA), *club.store.kept(ANA)]
    assert [one["what"] for one in read["kept"]] == [drawn(one.what) for one in kept]
    assert [one["items"] for one in read["kept"]] == [[dict(i) for i in one.items] for one in kept]
    assert "Canary trouble" in file.content.decode()


def rows_with(club: Club, needle: str) -> list[str]:
    """Tables in any row of which the needle stands, in the clear."""
    found = []
    for table in inspect(club.run).get_table_names():
        rows = club.run.execute(text(f'SELECT * FROM "{table}"')).all()
        held = any(needle in str(value) for row in rows for value in row)
        found += [table] if held else []
    return found


def test_what_was_told_is_sealed(club: Club) -> None:
    """Ids and dates stand in the clear, words do not."""
    a_life(club)
    assert set(rows_with(club, "ana")) == {"apart", "belonging", "claims", "members", "people"}
    assert rows_with(club, "anary") == []


def test_erase_leaves_no_row(both: Club) -> None:
    """Not in any table, also not in other people's rows, and says what is gone."""
    club = both
    a_life(club)
    club.joins("bea", help="Canary skill")
    reply = club.presses("ana", "members.erase")
    assert "That you belong here" in words(reply)
    assert "Your name, language and time zone, as the platform tells them" in words(reply)
    assert rows_with(club, "ana") == []
    assert club.store.kept(ANA) == ()
    assert [c.words for c in club.store.member(BEA).helps] == ["Canary skill"]
    assert club.pad.logged == []
    assert words(club.presses("ana", "members.erase")).startswith("Erased")


def test_every_column_of_the_room_is_erased(club: Club) -> None:
    """A new table of this room is walked too: none keeps a row after all have been erased."""
    a_life(club)
    club.joins("bea", help="Canary skill, canary skills")
    club.store.reword(club.store.tasks()[0].key, "Canary", club.now)
    for one in (ANA, BEA):
        club.store.erase(one)
    for name in ("belonging", "members", "claims", "skills", "apart"):
        assert club.run.execute(metadata.tables[name].select()).all() == [], name


def test_kept_apart_is_mutual_and_can_be_undone(club: Club) -> None:
    """Only by whoever asked for it; the other's own wish stands."""
    club.joins("ana", help="Budgets")
    club.wakes("members.apart", "ana,bea")
    assert club.directory.apart(ANA) == {BEA}
    assert club.directory.apart(BEA) == {ANA}
    club.now += MINUTE
    club.presses("bea", "members.together_again", "", "ana")
    assert club.directory.apart(ANA) == {BEA}
    reply = club.presses("ana", "members.together_again", "", "bea")
    assert "I no longer keep Bea apart from you" in words(reply)
    assert club.directory.apart(BEA) == frozenset()


def test_home_before_and_after_joining(club: Club) -> None:
    """What is mine now, and the next step."""
    before = club.opens("ana")
    assert "I do nothing about you until you press Join." in words(before)
    assert "members.join" in names(before)
    club.joins("ana", allowance="1")
    after = club.opens("ana")
    assert "How often may I ask you? Now: Once a week" in words(after)
    assert "Next: say what you can help with" in words(after)
    assert "members.leave" in names(after)


def test_a_coordinator_words_two_skills_as_one(club: Club) -> None:
    """The list changes; nobody's own words do."""
    club.joins("ana", help="Public procurement")
    club.now += MINUTE
    club.joins("bea", help="public procuring")
    (chore,) = club.store.chores(club.now)
    assert "look alike" in drawn(chore.said)
    club.sends("cora", club.presses("cora", chore.buttons[0].name), pair1="Procurement")
    (task,) = club.store.tasks()
    assert (task.words, task.claims) == ("Procurement", 2)
    assert club.store.chores(club.now) == ()
    card = club.directory.card(BEA)
    assert card is not None
    assert card.claims == {"Procurement": Level.DO}
    assert club.store.member(BEA).claims[0].words == "public procuring"
    club.joins("cyd", help="procurement")
    (task,) = club.store.tasks()
    assert task.claims == 3


def test_two_skills_stay_two(club: Club) -> None:
    """An empty line settles it for good."""
    club.joins("ana", help="Budgets, budgeting")
    club.sends("cora", club.presses("cora", "members.tasks"))
    assert len(club.store.tasks()) == 2
    assert club.store.chores(club.now) == ()
    with pytest.raises(Refusal):
        club.presses("cora", "members.tasks")
