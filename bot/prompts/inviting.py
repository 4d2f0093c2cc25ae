"""One or two members whom a prompt suits are asked personally, and told because of what."""

from __future__ import annotations

from collections.abc import Iterator

from bot.directory import Card, Level
from bot.errors import Refusal
from bot.events import Begin, Pressed, Role
from bot.likeness import similar
from bot.prompts import views
from bot.prompts.model import INVITED, Job, Kind, Posting, Prompt
from bot.prompts.table import on
from bot.text import t
from bot.ui import Reply, Say, Update
from bot.work import DAY

LASTS = 3 * DAY  # an invitation that could not be put by then is not put
CAN = (Level.DO, Level.EXPLAIN)


def invite(work: Job, posting: Posting, prompt: Prompt) -> None:
    """Ask those who said they can do what it is about, who was asked least lately first."""
    fitting = sorted(
        _fitting(work, prompt),
        key=lambda found: (work.directory.asked_lately(found[0].person, work.now), found[0].person),
    )
    for card, task in fitting[:INVITED]:
        language = work.people.envelope(card.person).locale.split("-")[0]
        asked = views.Asked(card, work.directory.asked_lately(card.person, work.now), task)
        message = views.invitation(posting, prompt, asked, language)
        expires = work.now + LASTS
        work.post(invitation_key(posting, card.person.id), card.person, message, expires=expires)


def invitation_key(posting: Posting, person: str) -> str:
    """The name of the question to one person."""
    return f"prompts.invite.{posting.id}.{person}"


def _fitting(work: Job, prompt: Prompt) -> Iterator[tuple[Card, str]]:
    """Who may be asked about it, with the task of theirs it is about."""
    small = work.community.begin is Begin.SMALL
    for card in work.directory.askable(work.now):
        may = card.ask_me and (Role.HOST in card.roles or not small)
        if not may or card.person == prompt.author:
            continue
        task = next(_shared(card, prompt), "")
        if task and prompt.kind not in work.store.muted(card.person):
            yield card, task


def _shared(card: Card, prompt: Prompt) -> Iterator[str]:
    for task, level in sorted(card.claims.items()):
        if level in CAN and any(similar(task, about) for about in prompt.about.values()):
            yield task


@on.button("prompts.not_this_time")
def not_this_time(pressed: Pressed, work: Job) -> Reply:
    """No; nobody else ever learns of it."""
    return Update(views.not_this_time())


@on.button("prompts.mute")
def mute(pressed: Pressed, work: Job) -> Reply:
    """They would rather not be asked personally about this kind; the post stays for everybody."""
    kind = _kind(pressed.subject)
    work.store.mute(pressed.actor.person, kind, muted=True)
    return Say(views.muted(kind))


@on.button("prompts.unmute")
def unmute(pressed: Pressed, work: Job) -> Reply:
    """They may be asked about it again."""
    kind = _kind(pressed.subject)
    work.store.mute(pressed.actor.person, kind, muted=False)
    return Update(views.unmuted(kind))


def _kind(subject: str) -> Kind:
    try:
        return Kind(subject)
    except ValueError:
        raise Refusal(t("I no longer know that kind of prompt. Nothing was changed.")) from None
