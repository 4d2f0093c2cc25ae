"""What whoever asked without a name does with the ticket: look, write back, say what helped.

A press with a ticket leaves no trace of who and when; what it changes shows some minutes later.
"""

from __future__ import annotations

from bot.errors import Refusal
from bot.events import Pressed, Submitted, Woken
from bot.handlers import MEMBER
from bot.questions import aloud, asking, following, judging, settling, tickets, unnamed_views
from bot.questions.model import LIVE, Question, State, Verdict, standing
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Beside, Fill, Message, Reply, Say, Update

LOOKS, WRITES = 100, 10  # of one person in a day


@on.button("questions.ticket", who=MEMBER, unkept=True)
def have_ticket(_pressed: Pressed, _work: Job) -> Reply:
    """Ask for it."""
    return Fill(unnamed_views.ticket_form())


@on.form("questions.ticket", who=MEMBER, unkept=True)
def typed(submitted: Submitted, work: Job) -> Reply:
    """Show its thread."""
    said = submitted.values.get("ticket")
    ticket = tickets.read(said if isinstance(said, str) else "")
    if ticket is None:
        raise Refusal(t("That is no ticket of mine. It looks like EMBER-7K2M-Q9XD-4TGH."))
    return Say(shown(work, ticket))


def shown(work: Job, ticket: str) -> Message:
    """The question, how far it is, and every answer."""
    question = _by(work, ticket)
    return unnamed_views.thread(question, work.store.answers(question.id), ticket)


def _by(work: Job, ticket: str) -> Question:
    """The question of a ticket; who holds it asked, as far as anybody can know."""
    if not work.memory.may("look", LOOKS):
        raise Refusal(t("That was often enough for today. Please look again tomorrow."))
    found = work.store.of_ticket(ticket)
    question = work.store.question(found) if found else None
    if question is None:
        raise Refusal(t("I know no question of that ticket. A slip, perhaps?"))
    return question


def _later(work: Job, act: str, id_: str) -> Reply:
    at = tickets.later(work.now, work.random)
    work.wake("questions.says_so", f"{act}.{id_}", at=at)
    return Update(unnamed_views.noted())


def _about(work: Job, pressed: Pressed, act: str) -> Reply:
    ticket, _, id_ = pressed.subject.partition(".")
    question, one = _by(work, ticket), work.store.answer(id_)
    if one is None or one.question != question.id:
        raise Refusal(t("This answer is not there any more. Nothing was changed."))
    return _later(work, act, one.id)


@on.button("questions.ticket_accept", who=MEMBER, unkept=True)
def accept(pressed: Pressed, work: Job) -> Reply:
    """It helped; there may be several that did."""
    return _about(work, pressed, "accept")


@on.button("questions.ticket_fail", who=MEMBER, unkept=True)
def fail(pressed: Pressed, work: Job) -> Reply:
    """It did not."""
    return _about(work, pressed, "fail")


@on.button("questions.ticket_close", who=MEMBER, unkept=True)
def close(pressed: Pressed, work: Job) -> Reply:
    """They need it no more."""
    return _later(work, "close", _by(work, pressed.subject).id)


@on.button("questions.ticket_reopen", who=MEMBER, unkept=True)
def reopen(pressed: Pressed, work: Job) -> Reply:
    """It is needed after all."""
    return _later(work, "reopen", _by(work, pressed.subject).id)


@on.button("questions.ticket_back", who=MEMBER, unkept=True)
def back(pressed: Pressed, work: Job) -> Reply:
    """They thought again."""
    return _later(work, "back", _by(work, pressed.subject).id)


@on.button("questions.ticket_write", who=MEMBER, unkept=True)
def write(pressed: Pressed, work: Job) -> Reply:
    """Ask back, or add something."""
    _by(work, pressed.subject)
    return Fill(unnamed_views.write_form(pressed.subject))


@on.form("questions.ticket_write", who=MEMBER, unkept=True)
def written(submitted: Submitted, work: Job) -> Reply:
    """It stands under the question some minutes later."""
    question, words = _by(work, submitted.subject), submitted.values.get("words")
    if not isinstance(words, str) or not words.strip():
        raise Refusal(t("There were no words in it. Nothing was changed."))
    if not work.memory.may("write", WRITES):
        raise Refusal(t("That was often enough for today. Please write again tomorrow."))
    id_ = asking.identity(work)
    work.store.keep_aside(id_, question.id, words.strip())
    return _later(work, "write", id_)


@on.wake("questions.says_so")
def says_so(woken: Woken, work: Job) -> None:
    """What whoever asked without a name said some minutes ago takes effect."""
    act, _, id_ = woken.subject.partition(".")
    if act == "write":
        _writes(work, id_)
    elif act in {"accept", "fail"}:
        _judges(work, act, id_)
    elif question := _unnamed(work, id_):
        _decides(work, act, question)


def _unnamed(work: Job, id_: str) -> Question | None:
    question = work.store.question(id_)
    return question if question and question.asker is None else None


def _writes(work: Job, id_: str) -> None:
    held = work.store.take_aside(id_)
    question = _unnamed(work, held[0]) if held else None
    if held and question and question.posted:
        beside = Beside(settling.POST + question.id)
        answered = dict.fromkeys(one.person for one in standing(work.store.answers(question.id)))
        message = unnamed_views.wrote(held[1], tuple(answered))
        work.post(f"questions.wrote.{id_}", beside, message)


def _judges(work: Job, act: str, id_: str) -> None:
    one = work.store.answer(id_)
    question = _unnamed(work, one.question) if one else None
    if one is None or question is None or one.verdict is not Verdict.NONE:
        return
    if act == "accept":
        settling.accepted(work, question, one)
        aloud.says(work, question, f"solved.{one.id}")
    elif judging.failed(work, question, one):
        aloud.says(work, question, f"failed.{one.id}")


def _decides(work: Job, act: str, question: Question) -> None:
    if act == "back" and question.state in {State.DRAFT, *LIVE}:
        settling.take_back(work, question)
    elif act == "close" and question.state in LIVE:
        settling.end(work, question, State.CLOSED)
    elif act == "reopen":
        following.opened_again(work, question)
