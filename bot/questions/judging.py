"""What the asker says: it solved it, it did not work, never mind."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refusal
from bot.events import Pressed
from bot.questions import routing, settling, views
from bot.questions.model import LIVE, Answer, Question, State, Verdict, standing
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Reply, Update


@on.button("questions.accept")
def accept(pressed: Pressed, work: Job) -> Reply:
    """It helped; there may be several that did."""
    one, question = _mine(work, pressed)
    if one.verdict is Verdict.ACCEPTED:
        return Update(settling.accepted_view(one))
    settling.accepted(work, question, one)
    return Update(settling.accepted_view(one))


@on.button("questions.did_not_work")
def did_not_work(pressed: Pressed, work: Job) -> Reply:
    """It did not help; the next people are asked, and nobody is blamed."""
    one, question = _mine(work, pressed)
    if failed(work, question, one):
        words = t("Thank you for saying so. I ask others; this stays between you and me.")
        return Update(views.said("others", words, *settling.what_was_said(one)))
    words = t("Thank you for saying so. The other answers stay, and this stays between us.")
    return Update(views.said("noted", words, *settling.what_was_said(one)))


def failed(work: Job, question: Question, one: Answer) -> bool:
    """It did not help; whether others are asked, as no other answer stands."""
    work.store.save_answer(replace(one, verdict=Verdict.FAILED, accepted=None))
    left = standing(work.store.answers(question.id))
    if question.state in {State.ANSWERED, State.ACCEPTED} and not left:
        question = replace(question, state=State.ROUTED, settled=None, touched=work.now, told=None)
        work.store.save(question)
        settling.restate(work, question)
        routing.begin(work, question)
        return True
    return False


def _mine(work: Job, pressed: Pressed) -> tuple[Answer, Question]:
    one = work.store.answer(pressed.subject)
    question = work.store.question(one.question) if one else None
    if one is None or question is None:
        raise Refusal(t("This answer is not there any more. Nothing was changed."))
    if question.asker != pressed.actor.person:
        raise Refusal(t("Only whoever asked can decide that. Nothing was changed."))
    return one, question


@on.button("questions.take_back")
def take_back(pressed: Pressed, work: Job) -> Reply:
    """They thought again: before it is posted nothing stays of it; after, everybody is let go."""
    question = work.store.question(pressed.subject)
    if question and question.asker != pressed.actor.person:
        raise Refusal(t("Only whoever asked can decide that. Nothing was changed."))
    if question:
        if question.state not in {State.DRAFT, *LIVE}:
            return Update(views.already_over())
        settling.take_back(work, question)
    return Update(views.taken_back())
