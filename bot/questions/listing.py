"""`questions`: what waits for somebody like you, and your own, each with how far it is."""

from __future__ import annotations

from bot.errors import Refusal
from bot.events import Commanded, Event, Person, Pressed, Submitted
from bot.handlers import MEMBER
from bot.likeness import similar
from bot.questions import list_views, settling, views
from bot.questions.asking import theirs
from bot.questions.list_views import Listed
from bot.questions.model import LIVE, WAITING, Answer, Question, State, Verdict, standing
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Fill, Message, Reply, Say, Update
from bot.work import DAY

LATELY = 60 * DAY  # how long one's own settled questions are shown


@on.command(
    "questions",
    help=t("Waiting for somebody like you, and your own"),
    who=MEMBER,
    aliases=("solved", "close"),
)
def questions(asked: Commanded, work: Job) -> Reply:
    """Both lists, to the asker alone."""
    return Say(listed(asked, work))


@on.button("questions.list", who=MEMBER)
def list_pressed(pressed: Pressed, work: Job) -> Reply:
    """The same, from a button."""
    return Say(listed(pressed, work))


def listed(event: Event, work: Job) -> Message:
    """What waits for them, the most fitting first; then their own, newest first."""
    person = event.actor.person
    own = [one for one in work.store.of(person) if one.at > work.now - LATELY]
    return list_views.both(
        tuple(_shown(work, one) for one in waiting_for(work, person)),
        tuple(_shown(work, one) for one in reversed(own)),
        work.now,
    )


def _shown(work: Job, question: Question) -> Listed:
    return Listed(question, work.store.answers(question.id))


def waiting_for(work: Job, person: Person) -> tuple[Question, ...]:
    """Open questions of others, those about what they can do first, then the oldest."""
    card, apart = work.directory.card(person), work.directory.apart(person)
    claims = tuple(card.claims) if card else ()

    def rank(question: Question) -> tuple[bool, float]:
        fits = any(task == question.topic or similar(task, question.words) for task in claims)
        return not fits, question.at.timestamp()

    others = (one for one in work.store.questions(*WAITING) if one.posted)
    return tuple(
        sorted((q for q in others if q.asker != person and q.asker not in apart), key=rank)
    )


@on.button("questions.solved")
def solved(pressed: Pressed, work: Job) -> Reply:
    """By the one answer there is, by several, or without anybody's."""
    question = theirs(work, pressed.subject, pressed.actor.person)
    if question.state not in {*LIVE, State.ACCEPTED}:
        raise Refusal(t("This question is settled already. Nothing was changed."))
    answers = by_person(standing(work.store.answers(question.id)))
    if len(answers) > 1:
        names = {one.person: work.directory.name(one.person) for one in answers}
        return Fill(list_views.which_form(question, answers, names))
    if answers:
        if answers[0].verdict is not Verdict.ACCEPTED:
            settling.accepted(work, question, answers[0])
        return Update(settling.accepted_view(answers[0]))
    settling.end(work, question, State.ACCEPTED)
    return Update(views.said("solved", t("Good. Nobody is asked any more.")))


def by_person(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """The last of each person who answered."""
    return tuple({one.person: one for one in answers}.values())


@on.form("questions.which")
def which(submitted: Submitted, work: Job) -> Reply:
    """One or several helped."""
    question = theirs(work, submitted.subject, submitted.actor.person)
    ticked = submitted.values.get("answers")
    chosen = ticked if isinstance(ticked, tuple) else (ticked,)
    for one in standing(work.store.answers(question.id)):
        if one.id in chosen and one.verdict is not Verdict.ACCEPTED:
            now = work.store.question(question.id) or question
            settling.accepted(work, now, one)
    return Say(views.said("which", t("Noted, with thanks to all of them.")))
