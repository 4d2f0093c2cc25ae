"""What comes of answers: accepted, several, none; and what comes weeks later."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.activity import Spoken
from bot.errors import Refusal
from bot.events import Beat, itself
from bot.handlers import Kind
from bot.questions.model import Outcome, State, Verdict
from bot.ui import Fill
from bot.work import DAY, HOUR
from tests.introductions.town import HERE, Town, labels, read, who
from tests.prompts.conftest import Heard
from tests.questions.acting import answers, asked, helps, news, now, offer_of, put_to, stands


def post(town: Town, id_: str) -> str:
    """What stands in the home."""
    return read(town.promises.edits[f"questions.post.{id_}"])


def test_an_answer_stands_in_the_thread_and_the_asker_is_told_at_once(town: Town) -> None:
    """And everybody else who was asked is let go, by name of who answered."""
    question = asked(town)
    name, other, third = put_to(town, question)
    answer = helps(town, name, question)
    posted = town.promises.posted[f"questions.answer.{answer}"]
    assert "Use the templates." in read(posted.message)
    assert posted.message.pings == (who("ana"),)
    told = news(town, answer)
    assert read(told).startswith(f"@{name} answered your question:\nUse the templates.")
    assert labels(told) == ["That solved it", "It did not work"]
    for each in (other, third):
        message = stands(town, offer_of(town, question, each))
        assert read(message) == f"Answered by @{name}, nothing for you to do. Thank you."
        assert labels(message) == []
    assert read(stands(town, offer_of(town, question, name))) == "You answered. Thank you."
    assert f"Answered by @{name}." in post(town, question.id)
    assert now(town, question).first == town.now


def test_accepting_keeps_it_counts_it_once_and_says_so(town: Town) -> None:
    """The library is asked, an exchange is logged, a second press changes nothing."""
    question = asked(town)
    answer = helps(town, put_to(town, question)[0], question)
    for _ in range(2):
        said = read(town.presses("ana", "questions.accept", answer))
    assert "Use the templates." in said  # what helped is not gone when it was judged
    assert now(town, question).state is State.ACCEPTED
    assert town.store.answer(answer).verdict is Verdict.ACCEPTED
    (exchange,) = town.promises.exchanged
    assert exchange.kind == "answer"
    assert exchange.people == (who("ana"), who(put_to(town, question)[0]))
    assert exchange.about.endswith(f":{answer}")
    assert ("library.keep", f"questions:{answer}") in town.promises.timers
    source = town.store.source(f"questions:{answer}")
    assert (source.title, source.words) == (question.need, "Use the templates.")
    assert source.topic == "procurement"
    assert town.store.source(f"prompts:{answer}") is None
    assert "Solved, with thanks to" in post(town, question.id)


def test_several_may_be_right(town: Town) -> None:
    """Complaint 28: each is accepted on its own, by its button or by one form."""
    question = asked(town)
    first = helps(town, put_to(town, question)[0], question)
    second = answers(town, "gus", question, "Ask the ministry.")
    third = answers(town, "cleo", question, "See the law.")
    town.presses("ana", "questions.accept", first)
    fill = town.presses("ana", "questions.solved", question.id)
    assert isinstance(fill, Fill)
    town.fills("ana", fill, answers=(second, third))
    verdicts = {one.id: one.verdict for one in town.store.answers(question.id)}
    assert verdicts == dict.fromkeys((first, second, third), Verdict.ACCEPTED)
    assert len(town.promises.exchanged) == 3


def test_it_did_not_work_asks_others_and_blames_nobody(town: Town) -> None:
    """Open again; the helper never hears of it."""
    question = asked(town)
    name = put_to(town, question)[0]
    answer = helps(town, name, question)
    before = town.to(name)
    said = read(town.presses("ana", "questions.did_not_work", answer))
    town.wait()
    assert "I ask others; this stays between you and me." in said
    assert "Use the templates." in said
    assert now(town, question).state is State.ROUTED
    assert len(put_to(town, question)) == 6
    assert put_to(town, question).count(name) == 1
    assert town.to(name) == before


def test_one_of_two_that_did_not_work_changes_nothing_else(town: Town) -> None:
    """The other answer stands."""
    question = asked(town)
    first = helps(town, put_to(town, question)[0], question)
    answers(town, "gus", question)
    town.presses("ana", "questions.did_not_work", first)
    assert now(town, question).state is State.ANSWERED


def test_solved_by_themselves(town: Town) -> None:
    """Nobody's answer is needed for it."""
    question = asked(town)
    said = read(town.presses("ana", "questions.solved", question.id))
    assert said == "Good. Nobody is asked any more."
    assert now(town, question).state is State.ACCEPTED
    offer = offer_of(town, question, put_to(town, question)[0])
    assert "This is settled" in read(stands(town, offer))
    with pytest.raises(Refusal, match="yours"):
        town.presses("ana", "questions.can_answer", question.id)


def test_a_quiet_thread_is_asked_once_and_closed_and_may_be_opened(town: Town) -> None:
    """After 7 days; after 14; then, with one press, it goes on."""
    question = asked(town)
    helps(town, put_to(town, question)[0], question)
    town.wait(7 * DAY - HOUR)
    assert not town.to("ana", "questions.still")
    town.wait(2 * HOUR)
    (still,) = town.to("ana", "questions.still")
    assert labels(still) == ["It is solved", "Still open", "No longer needed"]
    town.wait(6 * DAY)
    assert now(town, question).state is State.ANSWERED
    town.wait(DAY)
    assert now(town, question).state is State.CLOSED
    (closed,) = town.to("ana", "questions.closed")
    assert labels(closed) == ["Open it again"]
    assert "Closed, as it was quiet." in post(town, question.id)
    town.presses("ana", "questions.reopen", question.id)
    town.wait()
    assert now(town, question).state is State.ROUTED
    assert len(put_to(town, question)) == 6
    town.wait(20 * DAY)
    assert now(town, question).state is State.CLOSED


def test_who_needs_it_no_more_closes_it_and_it_does_not_say_quiet(town: Town) -> None:
    """From the question in the quiet, too: whoever reads it later is told what happened."""
    question = asked(town)
    town.presses("ana", "questions.close", question.id)
    assert post(town, question.id).rstrip().endswith("Closed.")
    other = asked(town, need="How do I split a contract?")
    town.wait(8 * DAY)
    still = town.to("ana", "questions.still")[-1]
    town.presses_on("ana", still, "No longer needed")
    assert now(town, other).state is State.CLOSED
    assert "as it was quiet" not in post(town, other.id)


def test_still_open_and_words_in_the_thread_keep_it_open(town: Town) -> None:
    """Each counts the week anew."""
    question = asked(town)
    helps(town, put_to(town, question)[0], question)
    town.wait(7 * DAY + HOUR)
    town.presses("ana", "questions.still_open", question.id)
    assert now(town, question).state is State.ROUTED
    town.wait(6 * DAY)
    assert isinstance(town.overheard, Heard)
    spoken = (Spoken(who("bea"), town.now),)
    town.overheard.under[f"questions.post.{question.id}"] = spoken
    town.wait(6 * DAY)
    assert len(town.to("ana", "questions.still")) == 1
    assert now(town, question).state is State.ROUTED


def test_two_weeks_later_whether_it_worked_and_the_helper_reads_it(town: Town) -> None:
    """In the asker's own words."""
    question = asked(town)
    name = put_to(town, question)[0]
    answer = helps(town, name, question)
    town.presses("ana", "questions.accept", answer)
    town.wait(14 * DAY + HOUR)
    (did,) = town.to("ana", "questions.did_it_work")
    assert labels(did) == ["It worked", "Partly", "It did not"]
    fill = town.presses_on("ana", did, "It worked")
    town.fills("ana", fill, came="All contracts are out.")
    town.wait(2 * HOUR)
    (came,) = town.to(name, "questions.what_came")
    assert "@ana wrote that your answer worked." in read(came)
    assert "All contracts are out." in read(came)
    assert town.store.answer(answer).outcome is Outcome.WORKED


def test_a_bare_no_stays_between_us_and_a_bare_yes_is_told(town: Town) -> None:
    """Whoever presses and writes nothing."""
    question = asked(town)
    name = put_to(town, question)[0]
    answer = helps(town, name, question)
    town.presses("ana", "questions.accept", answer)
    town.presses("ana", "questions.outcome", f"{answer}.not")
    town.wait(2 * HOUR)
    assert not town.to(name, "questions.what_came")
    town.presses("ana", "questions.outcome", f"{answer}.worked")
    town.wait(2 * HOUR)
    assert len(town.to(name, "questions.what_came")) == 1
    with pytest.raises(Refusal, match="Only whoever asked"):
        town.presses("gus", "questions.outcome", f"{answer}.worked")


def begins(town: Town, day: datetime) -> None:
    """The first of a month has come."""
    town.wait(day - town.now)
    event = Beat(
        id=f"m{day}", at=town.now, actor=itself(HERE), name="questions.month", day=day.date()
    )
    town.does(event, town.line(Kind.DAILY, "questions.month"))
    town.wait()


def test_a_months_thanks_to_each_helper_alone(town: Town) -> None:
    """How many they helped, and one's words; once, and nothing to whoever helped nobody."""
    told = None
    for asker in ("ana", "gus"):
        question = asked(town, asker)
        name = put_to(town, question)[0] if told is None else told
        told = name
        answer = answers(town, name, question)
        town.presses(asker, "questions.accept", answer)
    assert told
    town.presses("ana", "questions.outcome", f"{town.store.answers_of(who(told))[0].id}.worked")
    first = town.now.replace(month=12, day=1, hour=10)
    begins(town, first)
    begins(town, first + DAY)
    (thanks,) = town.to(told, "questions.thanks_month")
    assert "Last month you helped 2 people." in read(thanks)
    assert "One wrote that it worked." in read(thanks)
    everybody = [p for p in town.promises.posted.values() if "thanks" in p.key]
    assert len(everybody) == 1
    begins(town, first + timedelta(days=31))
    assert len([p for p in town.promises.posted.values() if "thanks" in p.key]) == 1


def test_erasing_takes_words_and_names_and_leaves_others_theirs(town: Town) -> None:
    """The asker's questions go; a helper's answers and offers go, the question stays."""
    question = asked(town)
    name = put_to(town, question)[0]
    helps(town, name, question)
    assert {"your answer", "on", "came of it"} <= set(town.store.kept(who(name))[0].items[0])
    town.store.erase(who(name))
    assert town.store.kept(who(name)) == ()
    assert town.store.question(question.id) is not None
    town.store.erase(who("ana"))
    assert town.store.questions() == ()
    assert town.store.kept(who("ana")) == ()
