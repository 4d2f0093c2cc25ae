"""Five days later: who answered, what was useful, and which answers are worth keeping."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refusal
from bot.events import Pressed, Submitted, Woken
from bot.handlers import COORDINATOR
from bot.prompts import harvest_views, noting
from bot.prompts.answering import found
from bot.prompts.model import Answer, Job, Posting, State
from bot.prompts.posting import KEY
from bot.prompts.table import on
from bot.text import t
from bot.ui import Fill, Message, Reply, Say, Update


@on.wake("prompts.harvest")
def ripe(woken: Woken, work: Job) -> None:
    """The coordinators may look; with no answer there is nothing to look at."""
    posting = work.store.posting(woken.subject)
    if posting is None or posting.harvest:
        return
    work.store.save_posting(replace(posting, harvest=work.now))
    if not work.store.answers(posting.id):
        _done(work, posting)


@on.button("prompts.harvest", who=COORDINATOR)
def harvest(pressed: Pressed, work: Job) -> Reply:
    """Who answered, and the answers with what others thought of them."""
    return Say(harvest_views.harvest(_harvest(work, found(work, pressed.subject))))


def _harvest(work: Job, posting: Posting) -> harvest_views.Harvest:
    prompt = work.store.prompt(posting.prompt)
    since = posting.posted or work.now
    spoke = work.activity.answers(KEY + posting.id, since)
    measured = work.activity.measured(work.community.home)
    return harvest_views.Harvest(
        posting,
        prompt,
        work.store.answers(posting.id),
        work.store.marks(posting.id),
        tuple(dict.fromkeys(one.person for one in spoke)) if measured else None,
        work.community.language,
    )


@on.button("prompts.keep_useful", who=COORDINATOR)
def keep_useful(pressed: Pressed, work: Job) -> Reply:
    """One tap: the answers somebody found useful, or all where nobody said."""
    posting = _open(work, pressed.subject)
    return Update(_keep(work, posting, preferred(work, posting)))


def preferred(work: Job, posting: Posting) -> tuple[Answer, ...]:
    """Those marked as useful; all of them where none was."""
    answers, marks = work.store.answers(posting.id), work.store.marks(posting.id)
    return tuple(one for one in answers if marks.get(one.id)) or answers


@on.button("prompts.choose", who=COORDINATOR)
def choose(pressed: Pressed, work: Job) -> Reply:
    """Open the form with all answers, the useful ones ticked."""
    posting = _open(work, pressed.subject)
    answers = work.store.answers(posting.id)
    ticked = tuple(one.id for one in preferred(work, posting))
    names = {one.person: work.directory.name(one.person) for one in answers}
    return Fill(harvest_views.choose_form(posting, answers, ticked, names))


@on.form("prompts.choose", who=COORDINATOR)
def chosen(submitted: Submitted, work: Job) -> Reply:
    """Their authors are asked."""
    posting, ticked = _open(work, submitted.subject), submitted.values.get("answers")
    names = ticked if isinstance(ticked, tuple) else (ticked,)
    return Say(_keep(work, posting, tuple(a for a in work.store.answers(posting.id)
                                          if a.id in names)))  # fmt: skip


def _keep(work: Job, posting: Posting, answers: tuple[Answer, ...]) -> Message:
    if not answers:
        raise Refusal(t("No answer was chosen. Nothing was changed."))
    posting = _done(work, replace(posting, asked=work.now))
    noting.ask(work, posting, answers)
    work.log(t("Had authors of answers asked whether they may be quoted"))
    return harvest_views.asking(len({one.person for one in answers}))


@on.button("prompts.keep_none", who=COORDINATOR)
def keep_none(pressed: Pressed, work: Job) -> Reply:
    """The thread is enough."""
    _done(work, _open(work, pressed.subject))
    return Update(harvest_views.nothing_kept())


def _open(work: Job, id_: str) -> Posting:
    posting = found(work, id_)
    if posting.asked or posting.harvested:
        raise Refusal(t("Somebody has decided about these answers. Nothing was changed."))
    return posting


def _done(work: Job, posting: Posting) -> Posting:
    posting = replace(posting, harvested=work.now)
    work.store.save_posting(posting)
    prompt = work.store.prompt(posting.prompt)
    if prompt and prompt.state is State.POSTED:
        work.store.save(replace(prompt, state=State.HARVESTED))
    return posting
