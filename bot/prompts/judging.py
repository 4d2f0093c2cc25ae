"""A week later: how many answered, and whether the pace is right for this community."""

from __future__ import annotations

from dataclasses import replace

from bot.events import Woken
from bot.prompts.choosing import SILENT, loved, silent
from bot.prompts.model import Job, Posting
from bot.prompts.posting import KEY
from bot.prompts.table import on


@on.wake("prompts.judge")
def judge(woken: Woken, work: Job) -> None:
    """Count the people; three silent prompts in a row slow the pace, an answer restores it."""
    posting = work.store.posting(woken.subject)
    if posting is None or posting.answers is not None:
        return
    before = silent(work.store.postings())
    work.store.save_posting(replace(posting, answers=_answered(work, posting)))
    past = work.store.postings()
    quiet = silent(past)
    if quiet and quiet % SILENT == 0:
        # Again after three more: a coordinator may have set the pace back meanwhile.
        # What pace it becomes, and the words about it, are the rhythm's: it is told how this was
        # seen, and which kinds were answered here.
        heard = "listened" if work.activity.measured(work.community.home) else "buttons"
        work.wake("rhythm.slower", ",".join((heard, *loved(past))), at=work.now)
    elif before >= SILENT and not quiet:
        work.wake("rhythm.restore", "answered", at=work.now)


def _answered(work: Job, posting: Posting) -> int:
    """How many people answered: by the button, and in the thread where it is listened to."""
    people = {one.person for one in work.store.answers(posting.id)}
    since = posting.posted or work.now
    people |= {one.person for one in work.activity.answers(KEY + posting.id, since)}
    return len(people)
