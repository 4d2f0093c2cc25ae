"""Answering through a form: somebody's own words, in the thread of the prompt."""

from __future__ import annotations

from bot.errors import Refusal
from bot.events import Pressed, Submitted
from bot.handlers import MEMBER
from bot.prompts import views
from bot.prompts.inviting import invitation_key
from bot.prompts.model import Answer, Job, Kind, Posting, spoken
from bot.prompts.posting import KEY
from bot.prompts.table import on
from bot.text import t
from bot.ui import Beside, Fill, Reply, Say

ANSWER = "prompts.answer."


@on.button("prompts.answer", who=MEMBER)
def answer(pressed: Pressed, work: Job) -> Reply:
    """Open the form; it works where nothing is listened to, and for the shy."""
    posting = found(work, pressed.subject)
    prompt = work.store.prompt(posting.prompt)
    asked = spoken(prompt.text, work.community.language) if prompt else ""
    return Fill(views.answer_form(posting, asked))


@on.form("prompts.answer", who=MEMBER)
def answered(submitted: Submitted, work: Job) -> Reply:
    """Put their words under the prompt, as theirs."""
    posting, who = found(work, submitted.subject), submitted.actor.person
    words = written(submitted, "words")
    one = Answer(identity(work), posting.id, who, words, work.now)
    work.store.save_answer(one)
    message = views.answer(one, challenge=posting.kind is Kind.CHALLENGE)
    work.post(ANSWER + one.id, Beside(KEY + posting.id), message)
    work.exchange("prompt", (who,), "learn", f"{posting.kind}:{posting.id}")
    work.edit(invitation_key(posting, who.id), views.thanks_for_answering())
    return Say(views.answer_goes())


def found(work: Job, id_: str) -> Posting:
    """What went out on that day; a Refusal when it is not there any more."""
    posting = work.store.posting(id_)
    if posting is None:
        raise Refusal(t("This prompt is not there any more. Nothing was posted."))
    return posting


def written(submitted: Submitted, name: str) -> str:
    """The words of a field; a Refusal when there are none."""
    words = submitted.values.get(name)
    if not isinstance(words, str) or not words.strip():
        raise Refusal(t("There were no words in it. Nothing was changed."))
    return words.strip()


def identity(work: Job) -> str:
    """A new id, from the event's own dice."""
    return f"{work.random.getrandbits(48):012x}"


@on.button("prompts.useful", who=MEMBER)
def useful(pressed: Pressed, work: Job) -> Reply:
    """Somebody found an answer useful; once, and not their own."""
    one = work.store.answer(pressed.subject)
    if one is None:
        raise Refusal(t("This answer is not there any more. Nothing was changed."))
    if one.person == pressed.actor.person:
        raise Refusal(t("This one is yours; the others will say."))
    work.store.mark(one.id, pressed.actor.person, work.now)
    return Say(views.noted_as_useful())
