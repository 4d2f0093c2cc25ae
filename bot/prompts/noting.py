"""A note of chosen answers: each author is asked, named, unnamed or not; then it is posted."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refusal
from bot.events import Pressed, Settled, Woken
from bot.prompts import harvest_views
from bot.prompts.model import NOTE_WAITS, Answer, Job, Posting, spoken
from bot.prompts.table import on
from bot.text import Moment, t
from bot.ui import Message, Reply, Update
from bot.wording import Naming

CONSENT, NOTE = "prompts.consent.", "prompts.note."
TOLD = (Naming.NAMED, Naming.UNNAMED)


def ask(work: Job, posting: Posting, answers: tuple[Answer, ...]) -> None:
    """Ask each author privately; after a week it is made of those who said yes."""
    prompt = work.store.prompt(posting.prompt)
    asked = spoken(prompt.text, work.community.language) if prompt else ""
    for one in answers:
        work.store.save_answer(replace(one, chosen=True))
        card = work.directory.card(one.person)
        if card is None:
            work.store.save_answer(replace(one, chosen=True, naming=Naming.NO))
            continue
        before = work.directory.asked_lately(one.person, work.now)
        message = harvest_views.may_i(one, asked, card, before)
        work.post(CONSENT + one.id, one.person, message, expires=work.now + NOTE_WAITS)
    work.wake("prompts.note", posting.id, at=work.now + NOTE_WAITS)


@on.settled("prompts.consent.")
def put(settled: Settled, work: Job) -> None:
    """A question that never arrived was not answered with yes."""
    one = work.store.answer(settled.key.removeprefix(CONSENT))
    if one and settled.reason and one.naming is None:
        _noted(work, one, Naming.NO)


@on.button("prompts.named")
def named(pressed: Pressed, work: Job) -> Reply:
    """Yes, with their name."""
    return Update(_answer(pressed, work, Naming.NAMED))


@on.button("prompts.unnamed")
def unnamed(pressed: Pressed, work: Job) -> Reply:
    """Yes, without it."""
    return Update(_answer(pressed, work, Naming.UNNAMED))


@on.button("prompts.no")
def no(pressed: Pressed, work: Job) -> Reply:
    """No; nobody else ever learns of it."""
    return Update(_answer(pressed, work, Naming.NO))


def _answer(pressed: Pressed, work: Job, naming: Naming) -> Message:
    one = work.store.answer(pressed.subject)
    if one is None or not one.chosen:
        return harvest_views.too_late()
    if one.person != pressed.actor.person:
        raise Refusal(t("This question was put to somebody else. Nothing was changed."))
    posting = work.store.posting(one.posting)
    if posting is None or posting.noted:
        return harvest_views.too_late()
    _noted(work, one, naming)
    return harvest_views.consented(naming)


def _noted(work: Job, one: Answer, naming: Naming) -> None:
    work.store.save_answer(replace(one, naming=naming))
    posting = work.store.posting(one.posting)
    chosen = _chosen(work, one.posting)
    if posting and all(answer.naming is not None for answer in chosen):
        _post(work, posting)


def _chosen(work: Job, posting: str) -> tuple[Answer, ...]:
    return tuple(one for one in work.store.answers(posting) if one.chosen)


@on.wake("prompts.note")
def note(woken: Woken, work: Job) -> None:
    """A week is enough: silence is not a yes."""
    posting = work.store.posting(woken.subject)
    if posting:
        _post(work, posting)


def _post(work: Job, posting: Posting) -> None:
    """Once; where nobody agreed there is no note, and nobody is told who did not."""
    if posting.noted:
        return
    work.store.save_posting(replace(posting, noted=work.now))
    told = tuple(one for one in _chosen(work, posting.id) if one.naming in TOLD)
    prompt = work.store.prompt(posting.prompt)
    day = Moment(posting.posted or work.now, "day")
    if not told:
        work.log(t("No note was made of the prompt of {day}", day=day))
        return
    asked = spoken(prompt.text, work.community.language) if prompt else ""
    work.post(NOTE + posting.id, work.community.home, harvest_views.note(asked, told))
    for one in told:
        work.wake("library.keep", f"prompts:{one.id}", at=work.now)
