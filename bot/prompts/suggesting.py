"""A member has an idea for a prompt; their name stays on it, and they may take it back."""

from __future__ import annotations

from bot.errors import Refusal
from bot.events import Commanded, Pointed, Pressed, Submitted
from bot.handlers import MEMBER, Target, words
from bot.prompts import backlog_views, views
from bot.prompts.answering import identity, written
from bot.prompts.model import LONGEST, Job, Kind, Prompt, State
from bot.prompts.table import on
from bot.text import t
from bot.ui import Fill, Reply, Say, Update


@on.command(
    "suggest",
    help=t("An idea for a prompt; your name stays on it"),
    who=MEMBER,
    idea=words(LONGEST, required=False, hint=t("What to ask everybody")),
)
def suggest(asked: Commanded, work: Job) -> Reply:
    """Open the form for an idea, with what was written already."""
    idea = asked.values.get("idea")
    return Fill(views.suggestion_form(idea if isinstance(idea, str) else ""))


@on.shortcut("prompts.suggest_this", label=t("Suggest as a prompt"), target=Target.MESSAGE)
def suggest_this(pointed: Pointed, work: Job) -> Reply:
    """The same from a message; somebody else's words are shown, and never taken as they are."""
    if pointed.target is None or pointed.target == pointed.actor.person:
        return Fill(views.suggestion_form(pointed.text[:LONGEST]))
    return Fill(views.suggestion_form(by=pointed.target, theirs=pointed.text))


@on.form("prompts.suggest", who=MEMBER)
def suggested(submitted: Submitted, work: Job) -> Reply:
    """It waits for a coordinator."""
    idea = composed(submitted, work, State.SUGGESTED)
    work.store.save(idea)
    return Say(views.suggested(idea))


def composed(submitted: Submitted, work: Job, state: State) -> Prompt:
    """A prompt from the form, in the community's language and under its author's name."""
    language = work.community.language
    return Prompt(
        id=f"idea-{identity(work)}",
        kind=kind_of(submitted),
        text={language: written(submitted, "words")},
        purpose=_told(submitted, "purpose", language),
        about=_told(submitted, "about", language),
        state=state,
        author=submitted.actor.person,
        at=work.now,
    )


def _told(submitted: Submitted, name: str, language: str) -> dict[str, str]:
    value = submitted.values.get(name)
    return {language: value.strip()} if isinstance(value, str) and value.strip() else {}


def kind_of(submitted: Submitted) -> Kind:
    """The kind that was chosen; a question where nothing was."""
    value = submitted.values.get("kind")
    return Kind(value) if isinstance(value, str) and value in set(Kind) else Kind.QUESTION


@on.button("prompts.take_back", who=MEMBER)
def take_back(pressed: Pressed, work: Job) -> Reply:
    """Its author thought again; nothing of it is kept."""
    idea = work.store.prompt(pressed.subject)
    if idea and idea.author != pressed.actor.person:
        raise Refusal(t("This idea is somebody else's. Nothing was changed."))
    if idea and idea.posted:
        raise Refusal(t("It has gone out already; a coordinator can remove it from the channel."))
    if idea:
        work.store.remove(idea)
    return Update(backlog_views.taken_back())
