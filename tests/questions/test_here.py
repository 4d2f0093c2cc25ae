"""A post somebody begins in the forum for questions: offered help once, a question on a press."""

from __future__ import annotations

import pytest

from bot.errors import Refusal
from bot.events import Actor, Began, Place, Post, Pressed, Submitted
from bot.handlers import Kind
from bot.questions.model import State
from bot.shelf import Found
from bot.text import PLAIN, Envelope, draw
from bot.ui import Fill, Message, Reply, Say, Update, Weight
from bot.work import DAY, HOUR
from tests.introductions.memory import Shelved
from tests.introductions.town import HERE, MONDAY, Town, buttons, labels, read, who
from tests.questions.acting import answers, asked, put_to

FORUM = Place(HERE, "open-questions")
TITLE, TEXT = (
    "How do I publish procurement contracts?",
    "We have four hundred a year, all on paper.",
)
OFFER = "questions.here"


@pytest.fixture(autouse=True)
def forum(town: Town) -> None:
    """Cleo chose it."""
    town.forums = True
    town.store.set_forum(FORUM, town.now)


def begins(town: Town, name: str = "ana", *, place: Place = FORUM, text: str = TEXT) -> None:
    """Somebody begins a post."""
    there = Place(place.space, place.id, "t9")
    event = Began(**town._by(name), place=there, title=TITLE, text=text)
    town.does(event, town.line(Kind.EVENT, "began"))
    town.wait()


def offers(town: Town) -> list[tuple[str, Message]]:
    """What stands in the post for its author, by key."""
    posted = town.promises.posted.values()
    return [(one.key, one.message) for one in posted if one.message.kind == OFFER]


def presses(town: Town, name: str, label: str, *, author: str = "ana") -> Reply | None:
    """Press a button of the offer; whose post it is, the platform tells."""
    [(_, message)] = offers(town)
    button = next(one for one in buttons(message) if draw(one.label, Envelope(), PLAIN) == label)
    post = Post(TITLE, who(author))
    event = Pressed(**town._by(name), name=button.name, subject=button.subject, post=post)
    return town.does(event, town.line(Kind.BUTTON, button.name))


def sends(town: Town, fill: Reply | None, name: str = "ana", **values: object) -> Reply | None:
    """Send the form as it opened, but for `values`."""
    assert isinstance(fill, Fill)
    given = {one.name: getattr(one, "value", "") for one in fill.form.steps[0].fields}
    given |= {"wish": ("answer",), "by": ("none",), **values}
    event = Submitted(
        **town._by(name), form="f", values=given, name=fill.form.name,
        subject=fill.form.subject, post=Post(TITLE, who(name)),
    )  # fmt: skip
    reply = town.does(event, town.line(Kind.FORM, fill.form.name))
    town.wait()
    return reply


def test_its_author_is_offered_help_where_they_wrote(town: Town) -> None:
    """In their post, once, without a ping; nothing of what they wrote is kept."""
    begins(town)
    [(key, message)] = offers(town)
    promise = town.promises.posted[key]
    assert promise.to == Place(HERE, FORUM.id, "t9")
    assert (message.weight, message.pings, message.title) == (Weight.POST, (), None)
    assert promise.expires == town.now + 12 * HOUR
    assert labels(message) == ["Find somebody", "No, thank you", "Never offer this"]
    assert town.store.of(who("ana")) == ()
    assert TEXT not in repr(town.promises)
    town.wait(30 * DAY)
    assert len(town.promises.posted) == 1, "who ignores it is left alone"


def test_other_forums_guests_and_bots_are_left_alone(town: Town) -> None:
    """And every post, once there is no forum for questions any more."""
    begins(town, place=Place(HERE, "memes"))
    there = Place(HERE, FORUM.id, "t9")
    guest, bot = Actor(who("ana"), "", is_guest=True), Actor(who("ana"), "", is_bot=True)
    for actor in (guest, bot):
        other = Began(**town._by("ana") | {"actor": actor}, place=there, title=TITLE)
        town.does(other, town.line(Kind.EVENT, "began"))
    town.store.set_forum(None, town.now)
    begins(town)
    assert offers(town) == []


def test_the_form_opens_with_their_words(town: Town) -> None:
    """Title and first words for an hour; after that, or where they cannot be read, the title."""
    begins(town)
    need = need_in(presses(town, "ana", "Find somebody"))
    assert need == f"{TITLE}\n{TEXT}"
    town.wait(2 * HOUR)
    assert need_in(presses(town, "ana", "Find somebody")) == TITLE


def need_in(fill: Reply | None) -> str:
    """What the form begins with."""
    assert isinstance(fill, Fill)
    return str(getattr(fill.form.steps[0].fields[0], "value", None))


def test_the_question_stands_in_their_post(town: Town) -> None:
    """Not posted a second time: the offer becomes its state; whoever can help is asked."""
    begins(town)
    reply = sends(town, presses(town, "ana", "Find somebody"), tried="Asked the printer.")
    assert "It stays where you wrote it" in read(reply)
    [question] = town.store.of(who("ana"))
    key = f"questions.post.{question.id}"
    assert [key] == [one for one in town.promises.posted if one.startswith("questions.post.")]
    shown = town.promises.edits[key]
    assert "Tried: Asked the printer." in read(shown)
    assert TEXT not in read(shown), "it stands above already"
    assert (title_of(shown), labels(shown)) == (TITLE, ["I can answer", "I know who"])
    assert put_to(town, question)
    one = answers(town, "gus", question)
    town.presses("ana", "questions.accept", one)
    shown = town.promises.edits[key]
    assert title_of(shown) == f"Solved: {TITLE}"
    assert draw(shown.tags[0], Envelope(), PLAIN) == "Solved"


def title_of(message: Message) -> str:
    """As the forum lists it."""
    assert message.title
    return draw(message.title, Envelope(), PLAIN)


def test_what_they_add_in_the_form_is_shown(town: Town) -> None:
    """Other words than those above are theirs, too."""
    begins(town)
    sends(town, presses(town, "ana", "Find somebody"), need="How do I publish 400 contracts?")
    [shown] = town.promises.edits.values()
    assert "400 contracts" in read(shown)
    assert title_of(shown) == TITLE


def test_sent_twice_it_is_one_question(town: Town) -> None:
    """Two forms open, or a press under what is a question by now."""
    begins(town)
    first, second = (presses(town, "ana", "Find somebody") for _ in "ab")
    sends(town, first)
    assert "decided that already" in read(sends(town, second))
    assert "settled already" in read(presses(town, "ana", "Find somebody"))
    assert len(town.store.questions()) == 1


def test_a_short_one_is_invited_to_say_more(town: Town) -> None:
    """The same post afterwards, and the same question."""
    begins(town, text="")
    said = sends(town, presses(town, "ana", "Find somebody"), need="Contracts?")
    assert labels(said) == ["Add", "Post as it is"]
    [draft] = town.store.questions(State.DRAFT)
    sends(town, town.presses("ana", "questions.add", draft.id))
    assert [one.id for one in town.store.questions() if one.posted] == [draft.id]
    assert title_of(town.promises.edits[f"questions.post.{draft.id}"]) == TITLE


def test_an_earlier_answer_solves_it_there(town: Town) -> None:
    """Nobody is asked; title and tag say so."""
    found = Found("i1", "Contracts", "publish them", "", MONDAY, people=(who("bea"),))
    town.shelved = Shelved([found])
    begins(town)
    already = sends(town, presses(town, "ana", "Find somebody"), need="publish contracts how then")
    assert isinstance(already, Say)
    town.presses_on("ana", already.message, "This helps")
    [shown] = town.promises.edits.values()
    assert "Solved by what @bea answered before." in read(shown)
    assert title_of(shown) == f"Solved: {TITLE}"


def test_taken_back_their_post_is_theirs(town: Town) -> None:
    """Its title is not touched, and nothing of it is kept."""
    begins(town)
    sends(town, presses(town, "ana", "Find somebody"))
    [question] = town.store.questions()
    town.presses("ana", "questions.take_back", question.id)
    shown = town.promises.edits[f"questions.post.{question.id}"]
    assert (shown.title, shown.tags) == (None, ())
    assert "I look for nobody any more." in read(shown)
    assert town.store.questions() == ()


@pytest.mark.parametrize("label", ["Find somebody", "No, thank you", "Never offer this"])
def test_only_its_author_decides(town: Town, label: str) -> None:
    """Everybody sees the buttons; a press of anybody else changes nothing."""
    begins(town)
    with pytest.raises(Refusal):
        presses(town, "bea", label)
    assert (town.promises.edits, town.store.is_spared(who("bea"))) == ({}, False)


def test_who_has_not_joined_learns_how(town: Town) -> None:
    """Kindly, to them alone; after joining, the same button opens the form."""
    begins(town, "newcomer")
    reply = presses(town, "newcomer", "Find somebody", author="newcomer")
    assert isinstance(reply, Say)
    assert labels(reply) == ["Join"]
    assert "Your post stays as it is" in read(reply)
    town.moves_in("newcomer", days=0)
    assert need_in(presses(town, "newcomer", "Find somebody", author="newcomer"))


def test_no_means_no(town: Town) -> None:
    """The offer becomes a sentence; never means never, until they take it back."""
    begins(town)
    reply = presses(town, "ana", "No, thank you")
    assert isinstance(reply, Update)
    assert labels(reply) == []
    assert "I won't offer it again." in read(presses(town, "ana", "Never offer this"))
    town.promises.posted.clear()
    begins(town)
    assert offers(town) == []


def test_an_offer_that_was_not_let_out_costs_no_forum(town: Town) -> None:
    """A coordinator dropped it, or it came too late: that says nothing about the forum."""
    town.delivers = False
    begins(town)
    [(key, _)] = offers(town)
    town.settles(key, "a coordinator dropped it")
    assert town.store.forum() == FORUM


def test_an_own_question_is_posted_as_ever(town: Town) -> None:
    """The forum's other posts are Hearth's, one a question."""
    question = asked(town)
    assert town.promises.posted[f"questions.post.{question.id}"].to == FORUM
