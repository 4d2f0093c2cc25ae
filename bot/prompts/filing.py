"""The backlog as a plain file: taken away, edited anywhere, and brought back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.errors import Invalid, Refusal
from bot.events import Pressed, Submitted
from bot.handlers import COORDINATOR
from bot.prompts import content, desk_views
from bot.prompts.answering import written
from bot.prompts.model import WAITING, Job, Prompt, Prompts, State
from bot.prompts.table import on
from bot.text import t
from bot.ui import Fill, Reply, Say


@on.button("prompts.export", who=COORDINATOR)
def export(pressed: Pressed, work: Job) -> Reply:
    """All that may still be asked, as a file without anybody's name."""
    return Say(desk_views.exported(written_out(work.store, work.now).encode()))


def written_out(store: Prompts, now: datetime) -> str:
    """The file's words."""
    store.bring(content.shipped(), now)
    return content.write(_told(store))


def _told(store: Prompts) -> Iterable[Prompt]:
    """Everything but what waits for a yes, and what was put away."""
    return (p for p in store.prompts() if p.state not in {State.SUGGESTED, State.RETIRED})


@on.button("prompts.import", who=COORDINATOR)
def bring(pressed: Pressed, work: Job) -> Reply:
    """Open the form for entries of a file."""
    return Fill(desk_views.import_form())


@on.form("prompts.import", who=COORDINATOR)
def brought(submitted: Submitted, work: Job) -> Reply:
    """Read them; a mistake is told by its entry, and nothing of the file is taken."""
    try:
        prompts = content.read(written(submitted, "words"))
    except Refusal as no:
        raise Invalid(no.message, {"words": no.message}) from None
    new, changed = taken(work.store, prompts, work.now)
    rest = submitted.values.get("rest")
    if desk_views.AWAY in (rest if isinstance(rest, tuple) else (rest,)):
        put_away(work.store, {prompt.id for prompt in prompts})
    work.log(t("Brought prompts from a file"))
    return Say(desk_views.imported(new, changed))


def put_away(store: Prompts, kept: set[str]) -> None:
    """Retire Hearth's own that wait and were not in the file; members' ideas are theirs."""
    for prompt in store.prompts():
        if prompt.id not in kept and prompt.author is None and prompt.state in WAITING:
            store.save(replace(prompt, state=State.RETIRED, planned=None))


def taken(store: Prompts, prompts: Iterable[Prompt], now: datetime) -> tuple[int, int]:
    """Add what is new, replace what has the same name; how many of each.

    What stood there keeps its life and its author; a member's own words are not replaced.
    """
    store.bring(content.shipped(), now)
    told = tuple(prompts)
    changed = 0
    for prompt in told:
        known = store.prompt(prompt.id)
        if known is None or known.author is not None:
            continue
        same = replace(
            prompt, state=known.state, at=known.at, planned=known.planned, posted=known.posted
        )
        if same.state is State.RETIRED:
            same = replace(same, state=State.ACCEPTED)
        if same != known:
            store.save(same)
            changed += 1
    return store.bring(told, now), changed
