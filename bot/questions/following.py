"""What comes afterwards: a quiet thread, whether it worked, and a month's thanks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.errors import Refusal
from bot.events import Beat, Person, Pressed, Settled, Submitted, Woken
from bot.questions import after_views, aloud, forum, routing, settling, views
from bot.questions.asking import KEY, theirs
from bot.questions.model import (
    CLOSED_AFTER,
    LIVE,
    QUIET_AFTER,
    Answer,
    Outcome,
    Question,
    State,
    Verdict,
)
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Fill, Reply, Say, Update
from bot.work import DAY, HOUR, WEEK

QUIET = settling.QUIET
CATCH_UP = 3  # days of a month on which its thanks may still go out


@on.wake("questions.quiet")
def quiet(woken: Woken, work: Job) -> None:
    """A week without a word: ask once; another week, and it is closed, to be opened again."""
    question = work.store.question(woken.subject)
    if question is None or question.state not in LIVE:
        return
    touched = last_life(work, question)
    closes = _is_asked(question, touched)
    due = (question.asked_quiet if closes and question.asked_quiet else touched) + QUIET_AFTER
    if work.now < due:
        work.wake("questions.quiet", question.id, at=due)
    elif closes:
        settling.end(work, question, State.CLOSED)
        settling.tell(work, question, f"closed.{touched:%Y%m%d}", after_views.closed(question))
    elif work.now < touched + CLOSED_AFTER and question.asker and _reads(work, question.asker):
        work.post(settling.quiet_key(question), question.asker, after_views.still(question))
        # Whoever it has not reached by then, their week begins all the same.
        work.wake("questions.quiet", question.id, at=touched + CLOSED_AFTER)
    else:
        if question.asker is None:
            aloud.says(work, question, f"still.{touched:%Y%m%d}")
        _asked(work, question)


@on.settled("questions.still.")
def asked_still(settled: Settled, work: Job) -> None:
    """From when they read it they have their week; who cannot be asked has had it, too."""
    question = work.store.question(settled.key.removeprefix(QUIET).partition(".")[0])
    if question and question.state in LIVE and not _is_asked(question, last_life(work, question)):
        _asked(work, question)


def _is_asked(question: Question, touched: datetime) -> bool:
    return question.asked_quiet is not None and question.asked_quiet >= touched


def _reads(work: Job, person: Person) -> bool:
    return work.directory.card(person) is not None


def _asked(work: Job, question: Question) -> None:
    work.store.save(replace(question, asked_quiet=work.now))
    work.wake("questions.quiet", question.id, at=work.now + QUIET_AFTER)


def last_life(work: Job, question: Question) -> datetime:
    """When anybody last did anything about it, by a button or, where it is heard, in the thread."""
    touched = question.touched or question.at
    spoken = work.activity.answers(settling.POST + question.id, touched)
    return max((touched, *(one.at for one in spoken)))


@on.button("questions.still_open")
def still_open(pressed: Pressed, work: Job) -> Reply:
    """It stays open, and the next people are asked."""
    question = _live(work, pressed)
    question = replace(question, touched=work.now, asked_quiet=None, told=None)
    if question.state is State.ANSWERED:
        question = replace(question, state=State.ROUTED)
    work.store.save(question)
    settling.restate(work, question)
    routing.begin(work, question)
    return Update(views.said("still_open", t("It stays open, and I look for somebody else.")))


@on.button("questions.close")
def close(pressed: Pressed, work: Job) -> Reply:
    """The asker needs it no more."""
    question = replace(_live(work, pressed), asked_quiet=None)  # not the quiet closes it
    settling.end(work, question, State.CLOSED)
    return Update(after_views.closed_by_you(question))


def _live(work: Job, pressed: Pressed) -> Question:
    question = theirs(work, pressed.subject, pressed.actor.person)
    if question.state not in LIVE:
        raise Refusal(t("This question is settled already. Nothing was changed."))
    return question


@on.button("questions.reopen")
def reopen(pressed: Pressed, work: Job) -> Reply:
    """It is needed after all: the same post, new people."""
    question = theirs(work, pressed.subject, pressed.actor.person)
    if question.state is State.CLOSED:
        opened_again(work, question)
    return Update(views.said("reopened", t("It is open again, and I look for somebody.")))


def opened_again(work: Job, question: Question) -> None:
    """The same post, and people are asked anew."""
    if question.state is State.CLOSED:
        stands = question.posted is not None
        question = replace(
            question,
            state=State.OPEN,
            posted=question.posted or work.now,
            touched=work.now,
            settled=None,
            told=None,
            asked_quiet=None,
        )
        work.store.save(question)
        if stands:
            settling.restate(work, question)
        else:
            work.post(KEY + question.id, forum.where(work), views.post(question))
        routing.begin(work, question)


@on.wake("questions.worked")
def worked(woken: Woken, work: Job) -> None:
    """Two weeks after it was accepted, ask whether it worked."""
    one, question = _accepted(work, woken.subject)
    if one is None or question is None or one.outcome is not Outcome.NONE:
        return
    if question.state is State.CLOSED:  # its post was deleted
        return
    if question.asker and work.directory.card(question.asker):
        message = after_views.did_it_work(question, one)
        work.post(
            f"questions.worked.{one.id}", question.asker, message, expires=work.now + 2 * WEEK
        )


def _accepted(work: Job, id_: str) -> tuple[Answer | None, Question | None]:
    one = work.store.answer(id_)
    if one is None or one.verdict is not Verdict.ACCEPTED:
        return None, None
    return one, work.store.question(one.question)


@on.button("questions.outcome")
def outcome(pressed: Pressed, work: Job) -> Reply:
    """Keep it, and ask for a word that whoever helped may read."""
    id_, _, said = pressed.subject.partition(".")
    one, question = _accepted(work, id_)
    if one is None or question is None or said not in set(Outcome):
        raise Refusal(t("This answer is not there any more. Nothing was changed."))
    if question.asker != pressed.actor.person:
        raise Refusal(t("Only whoever asked can decide that. Nothing was changed."))
    work.store.save_answer(replace(one, outcome=Outcome(said)))
    work.wake("questions.pass_on", one.id, at=work.now + HOUR)
    return Fill(after_views.word_form(one, Outcome(said)))


@on.form("questions.word")
def word(submitted: Submitted, work: Job) -> Reply:
    """Their own words, for whoever helped."""
    one, question = _accepted(work, submitted.subject)
    if one is None or question is None or question.asker != submitted.actor.person:
        raise Refusal(t("This answer is not there any more. Nothing was changed."))
    words = submitted.values.get("came")
    told = words.strip() if isinstance(words, str) else ""
    work.store.save_answer(replace(one, told=told))
    work.wake("questions.pass_on", one.id, at=work.now)
    return Say(views.said("passed_on", t("Thank you. {helper} will read it.", helper=one.person)))


@on.wake("questions.pass_on")
def pass_on(woken: Woken, work: Job) -> None:
    """Whoever helped reads what came of it, in the asker's words; a bare no stays between us."""
    one, question = _accepted(work, woken.subject)
    if one is None or question is None or (one.outcome is Outcome.NOT and not one.told):
        return
    if work.directory.card(one.person):
        message = after_views.what_came(question, one)
        work.post(f"questions.came.{one.id}", one.person, message, expires=work.now + 2 * WEEK)


@on.daily("questions.month", at=time(10))
def month(beat: Beat, work: Job) -> None:
    """At the month's beginning each helper is thanked for the one before, alone."""
    if beat.day.day > CATCH_UP:
        return
    first = beat.day.replace(day=1)
    since = datetime.combine((first - DAY).replace(day=1), time(), work.now.tzinfo)
    until = datetime.combine(first, time(), work.now.tzinfo)
    for person, helped in helped_between(work, since, until).items():
        _thank(work, person, helped, first)


def helped_between(
    work: Job, since: datetime, until: datetime
) -> dict[Person, list[tuple[Answer, Question]]]:
    """Whose answers were accepted then, each with its question."""
    found: dict[Person, list[tuple[Answer, Question]]] = {}
    for one in work.store.answers_since(since - timedelta(days=62)):
        if one.accepted and since <= one.accepted < until:
            question = work.store.question(one.question)
            if question:
                found.setdefault(one.person, []).append((one, question))
    return found


def _thank(work: Job, person: Person, helped: list[tuple[Answer, Question]], first: date) -> None:
    key = f"questions.thanks.{first:%Y-%m}.{person.id}"
    lately = work.ledger.sent(person, work.now - CATCH_UP * DAY)
    if work.directory.card(person) is None or any(one.key == key for one in lately):
        return
    people = len({question.asker or question.id for _, question in helped})
    worked = [one for one, _ in helped if one.outcome is Outcome.WORKED]
    told = next((one.told for one in worked if one.told), "")
    message = after_views.thanks(people, len(worked), told)
    work.post(key, person, message, expires=work.now + WEEK)
