"""Nothing is kept before its author's yes, and nothing stays after their no."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import Refusal
from bot.library.model import Item, State
from bot.shelf import Source
from bot.ui import Fill, Reply, Say, Update, Weight
from bot.wording import Naming
from storage.library.tables import items, postings
from tests.introductions.town import HOME, MONDAY, labels, read, who
from tests.library.conftest import Reading

DAY = timedelta(days=1)
ANSWER = Source("answer", "How hot is a kiln?", "Thirteen hundred degrees.", who("bea"), MONDAY,
                HOME, "Firing")  # fmt: skip
SUBJECT = "questions:7"


def offered(town: Reading, **more: object) -> None:
    """Another room has this answer, and asks the library to keep it."""
    town.sources.said[SUBJECT] = replace(ANSWER, **more)  # type: ignore[arg-type] # by name
    town.wakes("library.keep", SUBJECT)
    town.wait()


def the_item(town: Reading) -> Item:
    """The only item there is."""
    (row,) = town.run.execute(select(items.c.id)).scalars().all()
    found = town.store.item_of(row)
    assert isinstance(found, Item)
    return found


def found(town: Reading, words: str = "kiln") -> list[str]:
    return [one.title for one in town.shelved.similar(words, town.now)]


def question(town: Reading, name: str = "bea") -> list[str]:
    return [read(message) for message in town.to(name, "library.may_i")]


def answers(town: Reading, label: str, name: str = "bea") -> Reply | None:
    return town.presses_on(name, town.to("bea", "library.may_i")[-1], label)


def test_its_author_is_asked_and_says_with_my_name(town: Reading) -> None:
    """An ask of their allowance; nothing can be found before the yes."""
    offered(town)
    (message,) = town.to("bea", "library.may_i")
    assert message.weight is Weight.ASK
    assert "Thirteen hundred degrees." in read(message)
    assert "This is your 1st of 2 this week." in read(message)
    assert not found(town)
    assert "with your name" in read(answers(town, "With my name"))
    assert found(town) == ["How hot is a kiln?"]
    kept = the_item(town)
    assert (kept.named, kept.where, kept.topic) == (who("bea"), HOME, "Firing")


def test_without_a_name_nothing_leads_to_it(town: Reading) -> None:
    """No author, and no link to where everybody could read whose it is."""
    offered(town)
    answers(town, "Without my name")
    (one,) = town.shelved.similar("kiln", town.now)
    assert (one.people, one.where, one.ask) == ((), None, who("cleo"))


@pytest.mark.parametrize("label", ["No, thank you", ""])
def test_no_and_silence_leave_no_word(town: Reading, label: str) -> None:
    """The row says only that they said no; nobody has them asked again about the same."""
    offered(town)
    if label:
        assert "nobody is told" in read(answers(town, label))
    town.wait(8 * DAY)
    kept = the_item(town)
    assert (kept.state, kept.words, kept.title, kept.where) == (State.NO, "", "", None)
    assert town.run.execute(select(items.c.words)).scalars().all() == [None]
    town.wakes("library.keep", SUBJECT)
    assert len(town.to("bea", "library.may_i")) == 1
    assert "closed" in read(answers(town, "With my name"))
    assert not found(town)


def test_a_week_counts_from_when_it_arrived(town: Reading) -> None:
    """Held back for three days, a yes on the ninth is in time; what never arrives is gone."""
    town.delivers = False
    offered(town)
    town.wait(3 * DAY)
    key = next(iter(town.promises.posted))
    town.settles(key)
    town.wait(6 * DAY)
    assert "with your name" in read(answers(town, "With my name"))
    town.store.remove(the_item(town))
    offered(town)
    town.settles(list(town.promises.posted)[-1], reason="expired")
    assert not town.run.execute(select(items)).all()


def test_only_its_author_may_say(town: Reading) -> None:
    """Neither somebody else, nor a coordinator."""
    offered(town)
    with pytest.raises(Refusal):
        answers(town, "With my name", "dan")
    answers(town, "With my name")
    for name in ("dan", "cleo"):
        with pytest.raises(Refusal):
            town.presses(name, "library.take_back", the_item(town).id)
        with pytest.raises(Refusal):
            town.presses(name, "library.stays", the_item(town).id)


@pytest.mark.parametrize("naming", [Naming.NAMED, Naming.UNNAMED])
def test_who_was_asked_elsewhere_is_not_asked_again(town: Reading, naming: Naming) -> None:
    """A note of prompts asked already."""
    offered(town, naming=naming)
    assert not question(town)
    assert the_item(town).naming is naming


def test_a_no_said_elsewhere_is_one_here(town: Reading) -> None:
    """And a subject that nobody knows is nothing."""
    offered(town, naming=Naming.NO)
    town.wakes("library.keep", "questions:gone")
    assert not town.run.execute(select(items)).all()


def test_who_has_not_joined_is_not_written_to(town: Reading) -> None:
    """Nothing of theirs waits here, either."""
    offered(town, by=who("zoe"))
    assert not town.promises.posted
    assert not town.run.execute(select(items)).all()


def test_taken_back_and_gone(town: Reading) -> None:
    """By its author under the thanks; and when it is deleted where it was said."""
    offered(town)
    thanks = answers(town, "With my name")
    assert isinstance(thanks, Update)
    town.presses_on("bea", thanks.message, "Take it back")
    assert not found(town)
    assert not town.run.execute(select(postings)).all()
    town.store.remove(the_item(town))
    offered(town, naming=Naming.NAMED)
    assert found(town)
    town.wakes("library.gone", SUBJECT)
    assert not found(town)
    assert not town.run.execute(select(items)).all()


def test_what_becomes_of_it_when_they_go(town: Reading) -> None:
    """As they said last, under the thanks."""
    offered(town)
    thanks = answers(town, "With my name")
    assert "it goes with you" in read(thanks)
    assert isinstance(thanks, Update)
    again = town.presses_on("bea", thanks.message, "If I go, it may stay unnamed")
    assert "it stays without your name" in read(again)
    town.store.erase(who("bea"))
    assert found(town)


def test_keep_this_asks_the_author_first(town: Reading) -> None:
    """The words wait sealed; the same answer is given whether or not somebody can be asked."""
    said = []
    for author in ("bea", "zoe"):
        form = town.keeps("dan", who(author), "Glaze dries in a day.")
        assert isinstance(form, Fill)
        assert not town.to(author)
        reply = town.fills("dan", form, title="Glazing", kind="lesson", new_topic="Glaze")
        said.append(read(reply).replace(author, "somebody"))
    assert said[0] == said[1] == "I'll ask @somebody, if I can. Nothing is kept before their yes."
    town.wait()
    assert "about “Glazing”" in question(town)[0]
    assert not found(town, "glaze")
    answers(town, "With my name")
    assert found(town, "glaze") == ["Glazing"]
    assert read(town.keeps("eve", who("bea"), "Glaze dries in a day.")) == "It is kept already."


def test_a_no_is_not_asked_again_by_another(town: Reading) -> None:
    """About the same words; the second person is told the same as the first."""
    replies = []
    for name in ("dan", "eve"):
        form = town.keeps(name, who("bea"), "Glaze dries in a day.")
        replies.append(read(town.fills(name, form, title="Glazing")))
        town.wait()
        if name == "dan":
            answers(town, "No, thank you")
    assert replies[0] == replies[1]
    assert len(question(town)) == 1


def test_a_form_that_is_not_sent_leaves_nothing(town: Reading) -> None:
    """After an hour; sent later than that, it says so."""
    form = town.keeps("dan", who("bea"), "Glaze dries in a day.")
    assert town.run.execute(select(items.c.state)).scalars().all() == ["begun"]
    town.wait(timedelta(hours=2))
    assert not town.run.execute(select(items)).all()
    with pytest.raises(Refusal, match="an hour"):
        town.fills("dan", form, title="Glazing")


def test_ones_own_needs_nobody_elses_yes(town: Reading) -> None:
    """With the name or without it, as the form says; even after a no."""
    form = town.keeps("dan", who("bea"), "Glaze dries in a day.")
    town.fills("dan", form, title="Glazing")
    town.wait()
    answers(town, "No, thank you")
    form = town.keeps("bea", who("bea"), "Glaze dries in a day.")
    reply = town.fills("bea", form, title="Glazing", naming="unnamed")
    assert isinstance(reply, Say)
    assert "without your name" in read(reply)
    assert "Take it back" in labels(reply)
    (one,) = town.shelved.similar("glaze", town.now)
    assert one.people == ()


def test_what_cannot_be_kept(town: Reading) -> None:
    """A picture without words; what a bot said."""
    with pytest.raises(Refusal, match="no words"):
        town.keeps("dan", who("bea"), "  ")
    with pytest.raises(Refusal, match="bot"):
        town.keeps("dan", None, "Welcome!")


def test_it_helped_somebody(town: Reading) -> None:
    """Its author hears of it once a week, without a name; their own press counts nothing."""
    offered(town, naming=Naming.UNNAMED)
    id_ = the_item(town).id
    town.presses("dan", "library.helps", id_)
    town.wakes("library.helped", id_)
    with pytest.raises(Refusal):
        town.presses("bea", "library.helps", id_)
    assert the_item(town).helped == 2
    (thanks,) = town.to("bea", "library.helped")
    assert thanks.weight is Weight.NUDGE
    assert "@dan" not in read(thanks)
    assert the_item(town).helped_at == town.now


def test_me_shows_it_and_leads_to_it(town: Reading) -> None:
    """With everything that is kept; from there each item can be taken back."""
    offered(town)
    assert "not asked" in str(town.store.kept(who("bea"))[0].items)
    answers(town, "With my name")
    (kept,) = town.store.kept(who("bea"))
    assert "named" in str(kept.items)
    assert [button.name for button in kept.buttons] == ["library.mine"]
    assert "How hot is a kiln?" in read(town.presses("bea", "library.mine"))
    mine = town.chooses("bea", "library.read", the_item(town).id)
    assert "Take it back" in labels(mine)
    assert "Take it back" not in labels(town.chooses("dan", "library.read", the_item(town).id))
    assert "kept for everybody" in str(town.store.reasons(who("bea"), town.now))
