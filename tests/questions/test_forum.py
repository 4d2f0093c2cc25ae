"""A forum for questions: chosen by coordinators where there are any, and left when it refuses."""

from __future__ import annotations

import pytest

from bot.errors import Refusal
from bot.events import Place
from bot.questions.titles import tags, title
from bot.text import PLAIN, Envelope, draw, t
from bot.ui import Fill, Where
from tests.introductions.town import HERE, HOME, Town, labels, read
from tests.questions.acting import NEED, asked, asks, helps, offer_of, put_to

FORUM = Place(HERE, "open-questions")


def chooses(town: Town) -> str:
    """The coordinator chooses it."""
    fill = town.presses("cleo", "questions.choose_forum")
    assert isinstance(fill, Fill)
    return read(town.fills("cleo", fill, place=FORUM))


def stands(town: Town) -> list[object]:
    """Where questions were posted."""
    posted = town.promises.posted.items()
    return [promise.to for key, promise in posted if key.startswith("questions.post.")]


@pytest.fixture(autouse=True)
def forums(town: Town) -> None:
    """A platform that has them."""
    town.forums = True


def test_from_then_on_questions_stand_there(town: Town) -> None:
    """Those that stand somewhere stay; taken back, the home has them again."""
    asked(town)
    assert "New questions are posted in #open-questions from now on." in chooses(town)
    assert "I post it in #open-questions" in read(asks(town, "bea"))
    assert labels(town.presses("cleo", "questions.forum")) == ["Choose a forum", "No forum"]
    town.presses("cleo", "questions.no_forum")
    asked(town, "dan")
    assert stands(town) == [HOME, FORUM, HOME]


def test_a_forum_that_would_refuse_is_not_chosen(town: Town) -> None:
    """What is missing there is said at once, before anything stands in it."""
    town.missing = (t("I lack the permission “Create Posts”."),)
    assert "I lack the permission “Create Posts”." in chooses(town)
    assert town.store.forum() is None
    assert town.promises.listens == 0
    town.missing = ()
    chooses(town)
    assert (town.store.forum(), town.promises.listens) == (FORUM, 1)


def test_where_there_are_none_it_cannot_be_set(town: Town) -> None:
    """The desk does not offer it, a late press changes nothing, and the form says whose it is."""
    assert "Where questions stand" in labels(town.says("cleo", "desk questions"))
    fill = town.presses("cleo", "questions.choose_forum")
    assert isinstance(fill, Fill)
    intro = fill.form.steps[0].intro
    assert intro
    assert "Only Town has forums." in draw(intro, Envelope(), PLAIN)
    assert [f.forum for f in fill.form.steps[0].fields if isinstance(f, Where)] == [True]
    chooses(town)
    town.forums = False
    assert "Where questions stand" not in labels(town.says("cleo", "desk questions"))
    with pytest.raises(Refusal):
        town.presses("cleo", "questions.choose_forum")
    asked(town)
    assert stands(town) == [HOME]


def test_a_forum_that_refuses_is_one_no_more(town: Town) -> None:
    """Its question is asked privately all the same, and the next one stands at home."""
    chooses(town)
    town.delivers = False
    asks(town)
    [key] = [one for one in town.promises.posted if one.startswith("questions.post.")]
    for line in town.on.table:
        assert line.name != "questions.post" or key.startswith(line.name)
    town.settles(key, "tag_required")
    assert town.store.forum() is None
    town.delivers = True
    town.wait()
    assert put_to(town, town.store.questions()[-1])
    asked(town, "bea")
    assert stands(town) == [FORUM, HOME]


def test_title_and_tags_follow_the_question(town: Town) -> None:
    """The title changes once, when it is solved; the tag with each state."""
    question = asked(town)

    def shown() -> tuple[str, str]:
        one = town.store.question(question.id)
        drawn = [draw(text, Envelope(), PLAIN) for text in (title(one), tags(one)[0])]
        assert len(set(tags(one))) == 4
        return drawn[0], drawn[1]

    assert shown() == (NEED, "Open")
    answer = helps(town, offer_of(town, question, put_to(town, question)[0]).person.id, question)
    assert shown() == (NEED, "Answered")
    town.presses("ana", "questions.accept", answer)
    assert shown() == (f"Solved: {NEED}", "Solved")


def test_a_long_question_is_a_short_title(town: Town) -> None:
    """One line; the rest stands in the post."""
    question = asked(town, need="How do I\n" + "publish " * 40)
    said = draw(title(question), Envelope(), PLAIN)
    assert said.startswith("How do I publish")
    assert (len(said), said[-1], "\n" in said) <= (80, "…", False)


def test_of_what_was_taken_back_no_word_stands_in_the_title(town: Town) -> None:
    """The post says that it is gone, and so does the list."""
    question = asked(town)
    town.presses("ana", "questions.take_back", question.id)
    message = town.promises.edits[f"questions.post.{question.id}"]
    assert message.title
    assert draw(message.title, Envelope(), PLAIN) == "A question, taken back"
