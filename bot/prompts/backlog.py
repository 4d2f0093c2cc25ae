"""Ideas that wait: accepted with one tap, or not, and why; the author hears either way."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refusal
from bot.events import Pressed, Submitted
from bot.handlers import COORDINATOR
from bot.prompts import backlog_views
from bot.prompts.answering import written
from bot.prompts.model import Job, Prompt, State
from bot.prompts.table import on
from bot.text import t
from bot.ui import Fill, Message, Reply, Say, Update


@on.button("prompts.ideas", who=COORDINATOR)
def ideas(pressed: Pressed, work: Job) -> Reply:
    """What members suggested and nobody has looked at."""
    return Say(backlog_views.ideas(waiting(work), work.community.language))


def waiting(work: Job) -> tuple[Prompt, ...]:
    """The ideas without a yes or a no, oldest first."""
    return work.store.prompts(State.SUGGESTED)


@on.button("prompts.accept", who=COORDINATOR)
def accept(pressed: Pressed, work: Job) -> Reply:
    """One tap; where the purpose is missing, one line more."""
    idea = _suggested(work, pressed.subject)
    if not idea.purpose:
        return Fill(backlog_views.purpose_form(idea))
    return Update(_accept(work, idea))


@on.form("prompts.purpose", who=COORDINATOR)
def purpose(submitted: Submitted, work: Job) -> Reply:
    """With its purpose it can be scheduled."""
    idea = _suggested(work, submitted.subject)
    told = {work.community.language: written(submitted, "purpose")}
    _accept(work, replace(idea, purpose=told))
    return Say(backlog_views.ideas(waiting(work), work.community.language))


def _accept(work: Job, idea: Prompt) -> Message:
    work.store.save(replace(idea, state=State.ACCEPTED))
    work.log(t("Accepted an idea for a prompt"))
    if idea.author and work.directory.card(idea.author):
        message = backlog_views.accepted(idea, work.community.language)
        work.post(verdict_key(idea), idea.author, message)
    return backlog_views.ideas(waiting(work), work.community.language)


def verdict_key(idea: Prompt) -> str:
    """The name of what its author hears."""
    return f"prompts.verdict.{idea.id}"


@on.button("prompts.decline", who=COORDINATOR)
def decline(pressed: Pressed, work: Job) -> Reply:
    """Ask for the reason: its author reads it."""
    return Fill(backlog_views.why_not_form(_suggested(work, pressed.subject)))


@on.form("prompts.why_not", who=COORDINATOR)
def why_not(submitted: Submitted, work: Job) -> Reply:
    """Its author hears it, kindly, with the coordinator's own words."""
    idea, why = _suggested(work, submitted.subject), written(submitted, "why")
    work.store.save(replace(idea, state=State.RETIRED))
    work.log(t("Did not take an idea for a prompt"))
    if idea.author and work.directory.card(idea.author):
        language, by = work.community.language, submitted.actor.person
        work.post(verdict_key(idea), idea.author, backlog_views.declined(idea, language, by, why))
    return Say(backlog_views.ideas(waiting(work), language=work.community.language))


def _suggested(work: Job, id_: str) -> Prompt:
    idea = work.store.prompt(id_)
    if idea is None or idea.state is not State.SUGGESTED:
        raise Refusal(t("Somebody has decided about it, or its author took it back."))
    return idea
