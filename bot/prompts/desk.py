"""The coordinators' page of prompts: what comes next and when, and what may be done about it."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refusal
from bot.events import Commanded, Pressed, Submitted
from bot.handlers import COORDINATOR
from bot.prompts import backlog, desk_views
from bot.prompts.answering import written
from bot.prompts.model import HARVESTABLE, Job, Prompt, Spoken, State
from bot.prompts.scheduling import candidates, next_date, prepared, scheduled, swapped
from bot.prompts.suggesting import composed, kind_of
from bot.prompts.table import on
from bot.text import t
from bot.ui import Fill, Message, Reply, Say, Update

PAGES = "prompts"  # the web page of the same


@on.command(
    "desk prompt",
    help=t("Prompts waiting: accept, edit, swap, keep the answers"),
    who=COORDINATOR,
)
def desk(asked: Commanded, work: Job) -> Reply:
    """What comes next and when."""
    return Say(work.doorway.under(page(work), PAGES))


@on.button("prompts.desk", who=COORDINATOR)
def desk_pressed(pressed: Pressed, work: Job) -> Reply:
    """The same from a button of any message."""
    return Say(work.doorway.under(page(work), PAGES))


def page(work: Job) -> Message:
    """The next prompt as it will stand there, and the ways on."""
    prompt = prepared(work)
    nxt = next_date(work)
    others = [p for p in candidates(work, nxt) if prompt and p.id != prompt.id] if nxt else []
    lately = work.store.postings(work.now - HARVESTABLE)
    harvest = next((one.id for one in lately if one.harvest and not one.harvested), "")
    left = sum(p.may_go(work.now) for p in work.store.prompts())
    return desk_views.page(
        desk_views.Desk(
            prompt=prompt,
            others=tuple(others),
            left=left,
            ideas=len(backlog.waiting(work)),
            harvest=harvest,
            language=work.community.language,
            date=f"{nxt.name} {nxt.day}" if nxt else "",
        )
    )


@on.button("prompts.swap", who=COORDINATOR)
def swap(pressed: Pressed, work: Job) -> Reply:
    """Another for the same date."""
    _ready(work, pressed.subject)
    swapped(work)
    return Update(page(work))


@on.button("prompts.instead", who=COORDINATOR)
def instead(pressed: Pressed, work: Job) -> Reply:
    """That one, chosen from the list."""
    swapped(work, pressed.values[0] if pressed.values else "")
    return Update(page(work))


@on.button("prompts.retire", who=COORDINATOR)
def retire(pressed: Pressed, work: Job) -> Reply:
    """Never ask it; another stands ready."""
    ready = _ready(work, pressed.subject)
    work.store.save(replace(ready, state=State.RETIRED, planned=None))
    return Update(page(work))


def _ready(work: Job, id_: str) -> Prompt:
    """The prompt a button was about, while it still stands ready."""
    ready = scheduled(work)
    if ready is None or ready.id != id_:
        raise Refusal(t("Another prompt stands ready by now. Look again: /hearth desk prompt"))
    return ready


@on.button("prompts.add", who=COORDINATOR)
def add(pressed: Pressed, work: Job) -> Reply:
    """Open the form for one more."""
    return Fill(desk_views.add_form())


@on.form("prompts.add", who=COORDINATOR)
def added(submitted: Submitted, work: Job) -> Reply:
    """It waits for its turn; it is Hearth's own, and any coordinator may change it."""
    written(submitted, "purpose")
    work.store.save(replace(composed(submitted, work, State.ACCEPTED), author=None))
    work.log(t("Added a prompt"))
    return Say(page(work))


@on.button("prompts.edit", who=COORDINATOR)
def edit(pressed: Pressed, work: Job) -> Reply:
    """Open the form; a member's own words are not among its fields."""
    return Fill(desk_views.edit_form(_ready(work, pressed.subject), work.community.language))


@on.form("prompts.edit", who=COORDINATOR)
def edited(submitted: Submitted, work: Job) -> Reply:
    """Change Hearth's words; changed in one language, the others would say something else."""
    prompt = _ready(work, submitted.subject)
    told = composed(submitted, work, prompt.state) if prompt.author is None else prompt
    language = work.community.language
    work.store.save(
        replace(
            prompt,
            kind=kind_of(submitted),
            text=_changed(prompt.text, told.text, language),
            purpose=_changed(prompt.purpose, _purpose(submitted, language), language),
        )
    )
    work.log(t("Changed a prompt"))
    return Say(page(work))


def _purpose(submitted: Submitted, language: str) -> dict[str, str]:
    return {language: written(submitted, "purpose")}


def _changed(before: Spoken, now: Spoken, language: str) -> Spoken:
    return before if before.get(language) == now.get(language) else now
