"""A question whose post was deleted, by its author or a moderator: nobody is asked on about it."""

from __future__ import annotations

from dataclasses import replace

from bot.events import Deleted
from bot.questions import after_views, routing, settling
from bot.questions.model import LIVE, Question, State
from bot.questions.store import Job
from bot.questions.table import on


@on.event("deleted")
def deleted(event: Deleted, work: Job) -> None:
    """Close what stood there; of what was solved, nobody is asked any more how it went."""
    named = event.messages or ((event.place.thread,) if event.place else ())
    for question in work.store.standing(named):
        if question.state in {*LIVE, State.ACCEPTED}:
            _close(work, question)


def _close(work: Job, question: Question) -> None:
    """Whoever was asked reads that it is settled, the asker once what happened; then silence."""
    was = question.state
    settling.no_longer_so(work, question)
    question = replace(question, state=State.CLOSED, settled=work.now, touched=work.now)
    # It stands nowhere now, also not in a post of their own; opened again, it is posted anew.
    question = replace(question, posted=None, title="", above=False)
    work.store.save(question)
    settling.release(work, question, None)
    work.withdraw(routing.LATE + question.id)
    for one in work.store.answers(question.id):
        work.withdraw(f"questions.worked.{one.id}")
    asker = question.asker
    if was in LIVE and asker and work.directory.card(asker):
        key = f"questions.tell.{question.id}.removed"
        work.post(key, asker, after_views.removed(question))
