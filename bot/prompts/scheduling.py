"""What goes out next, and when: one prompt stands ready for the next planned date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.prompts.choosing import Scene, ranked
from bot.prompts.content import shipped
from bot.prompts.model import Job, Prompt, State
from bot.work import WEEK, Planned

POST = "prompts.post"
AHEAD = 26 * WEEK  # how far a date is looked for


def next_date(work: Job, after: date | None = None) -> Planned | None:
    """The next date on which a prompt is planned, and nothing has gone out."""
    for one in work.planned(work.now, work.now + AHEAD):
        past = after is not None and one.day <= after
        if one.name == POST and not past and work.store.posting(one.day.isoformat()) is None:
            return one
    return None


def prepared(work: Job, after: date | None = None) -> Prompt | None:
    """See that a prompt stands ready for the next date; what stands ready stays."""
    nxt = next_date(work, after)
    if nxt is None:
        _wait_on(work, scheduled(work))
        return None
    work.store.bring(shipped(), work.now)
    ready = scheduled(work)
    if ready and not ready.may_go(nxt.at):
        _wait_on(work, ready)
        ready = None
    if ready is None:
        ready = next(iter(candidates(work, nxt)), None)
    return ready and _schedule(work, ready, nxt)


def candidates(work: Job, nxt: Planned) -> tuple[Prompt, ...]:
    """What could go out on a date, the best first; the same date ranks the same."""
    seed = f"{work.community.id}/{nxt.day}"
    scene = Scene(work.store.postings(), work.community.since, nxt.at, seed)
    return ranked(work.store.prompts(), scene)


def scheduled(work: Job) -> Prompt | None:
    """The prompt that stands ready."""
    return next(iter(work.store.prompts(State.SCHEDULED)), None)


def swapped(work: Job, instead: str = "") -> Prompt | None:
    """Another for the same date: the one of that name, or the next of the ranking."""
    nxt, ready = next_date(work), scheduled(work)
    order = candidates(work, nxt) if nxt else ()
    if nxt is None or ready is None or not order:
        return ready
    names = [prompt.id for prompt in order]
    if instead in names:
        place = names.index(instead)
    else:
        place = (names.index(ready.id) + 1 if ready.id in names else 0) % len(names)
    _wait_on(work, ready)
    return _schedule(work, order[place], nxt)


def _schedule(work: Job, prompt: Prompt, nxt: Planned) -> Prompt:
    ready = replace(prompt, state=State.SCHEDULED, planned=nxt.at)
    if ready != prompt:
        work.store.save(ready)
    return ready


def _wait_on(work: Job, prompt: Prompt | None) -> None:
    if prompt:
        work.store.save(replace(prompt, state=State.ACCEPTED, planned=None))
