"""The date has come: the prompt goes into the home place, and its week begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.events import Beat, Settled
from bot.prompts import inviting, views
from bot.prompts.content import shipped
from bot.prompts.model import HARVEST_AFTER, JUDGED_AFTER, Job, Posting, Prompt, State
from bot.prompts.scheduling import POST, candidates, prepared, scheduled
from bot.prompts.table import on
from bot.text import Moment, t
from bot.work import DAY, Planned

KEY = "prompts.post."
EARLY = time(6)  # before the coordinators' day is told


@on.daily("prompts.prepare", at=EARLY)
def prepare(beat: Beat, work: Job) -> None:
    """See that the next prompt stands ready, for whoever looks at it."""
    prepared(work)


@on.beat(POST, window=DAY)
def post(beat: Beat, work: Job) -> None:
    """Once a date; then make the next one ready."""
    if work.store.posting(beat.day.isoformat()) is None:
        prompt = _ready(beat, work)
        if prompt:
            _send(work, prompt, Posting(beat.day, prompt.id, prompt.kind, posted=work.now))
        else:
            work.log(t("No prompt was left to ask on {day}.", day=Moment(work.now, "day")))
    prepared(work, after=beat.day)


def _ready(beat: Beat, work: Job) -> Prompt | None:
    """The one that stands ready; where there is none, the best."""
    prompt = scheduled(work)
    if prompt and prompt.may_go(work.now):
        return prompt
    work.store.bring(shipped(), work.now)
    return next(iter(candidates(work, Planned(work.now, POST, beat.day))), None)


def _send(work: Job, prompt: Prompt, posting: Posting) -> None:
    work.store.save_posting(posting)
    work.store.save(replace(prompt, state=State.POSTED, planned=None, posted=work.now))
    message = views.post(posting, prompt, work.community.language)
    work.post(KEY + posting.id, work.community.home, message)


@on.settled("prompts.post.")
def posted(settled: Settled, work: Job) -> None:
    """It stands there: its week counts from now. Or it never will: it may be asked another day."""
    posting = work.store.posting(settled.key.removeprefix(KEY))
    prompt = work.store.prompt(posting.prompt) if posting else None
    if posting is None:
        return
    if settled.reason:
        work.store.save_posting(replace(posting, posted=None))
        if prompt:
            work.store.save(replace(prompt, state=State.ACCEPTED, posted=None))
        return
    posting = replace(posting, posted=work.now)
    work.store.save_posting(posting)
    work.wake("prompts.harvest", posting.id, at=work.now + HARVEST_AFTER)
    work.wake("prompts.judge", posting.id, at=work.now + JUDGED_AFTER)
    if prompt:
        work.store.save(replace(prompt, state=State.POSTED, planned=None, posted=work.now))
        inviting.invite(work, posting, prompt)
