"""How a question ends: accepted, did not work, taken back, gone quiet; everybody asked is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.events import Person
from bot.questions import aloud, offer_views, views
from bot.questions.model import (
    LIVE,
    QUIET_AFTER,
    WAITING,
    WORKED_AFTER,
    Answer,
    Question,
    Said,
    State,
    Verdict,
    Via,
    standing,
)
from bot.questions.store import Job
from bot.text import Hole, Text, own, t
from bot.ui import Block, Message, Quote, Weight
from bot.work import DAY

POST, OFFER, AGAIN = "questions.post.", "questions.offer.", "questions.again."
NEWS, QUIET = "questions.news.", "questions.still."


def tell(work: Job, question: Question, slug: str, message: Message) -> None:
    """Tell whoever asked; where it is not known who did, the thread."""
    if question.asker is None:
        aloud.says(work, question, slug)
    elif work.directory.card(question.asker):
        work.post(f"questions.tell.{question.id}.{slug}", question.asker, message)


def weight_of(work: Job, question: Question) -> Weight:
    """An answer to what they asked today comes at once; later it waits for their hours."""
    return Weight.ANSWER if work.now - question.at < DAY else Weight.AGREED


def answered(work: Job, question: Question, one: Answer) -> Question:
    """Somebody replied: the asker hears it, nobody else is asked, the others are let go."""
    work.store.save_answer(one)
    no_longer_so(work, question)
    question = replace(
        question,
        state=State.ANSWERED if question.state in WAITING else question.state,
        first=question.first or work.now,
        touched=work.now,
        asked_quiet=None,
    )
    work.store.save(question)
    if question.asker and work.directory.card(question.asker):
        message = offer_views.news(question, one, weight_of(work, question))
        work.post(NEWS + one.id, question.asker, message)
    if one.via is not Via.THREAD:
        release(work, question, one.person)
    watch(work, question)
    restate(work, question)
    return question


def no_longer_so(work: Job, question: Question) -> None:
    """What waits for the asker's hours, and is not true any more, is not said."""
    for key in (quiet_key(question), f"questions.tell.{question.id}.late"):
        work.withdraw(key)


def quiet_key(question: Question) -> str:
    """The name of the word that it is quiet: one for each time, as an edit disturbs nobody."""
    return f"{QUIET}{question.id}.{question.touched or question.at:%Y%m%d%H%M%S}"


def release(work: Job, question: Question, by: Person | None) -> None:
    """Every message that asked somebody says that it is settled; theirs, that they are thanked."""
    for offer in work.store.offers(question.id):
        helped = offer.person == by
        told = {Said.NO, Said.WHO, Said.ANSWERED} if not helped else set()
        if offer.said in {Said.SETTLED, *told}:
            continue  # what they were answered stays true
        message = offer_views.thanks() if helped else offer_views.settled(by)
        work.edit(OFFER + offer.id, message)
        work.edit(AGAIN + offer.id, message)
        said = Said.ANSWERED if helped else Said.SETTLED
        work.store.save_offer(replace(offer, said=said))


def watch(work: Job, question: Question) -> None:
    """From now on it may go quiet."""
    work.wake("questions.quiet", question.id, at=work.now + QUIET_AFTER)


def restate(work: Job, question: Question) -> None:
    """The post says how far it is."""
    if question.posted is None:
        return
    state = state_of(question, work.store.answers(question.id))
    open_ = question.state in LIVE
    work.edit(POST + question.id, views.post(question, state, open_=open_))


def state_of(question: Question, answers: Iterable[Answer]) -> Text | None:
    """How far a question is, in a sentence."""
    good = tuple(answers)
    names: tuple[Hole, ...] = tuple(dict.fromkeys(a.person for a in standing(good)))
    match question.state:
        case State.ANSWERED if names:
            return t("Answered by {people}. More answers are welcome.", people=names)
        case State.ACCEPTED:
            helped = (a.person for a in good if a.verdict is Verdict.ACCEPTED)
            solved: tuple[Hole, ...] = tuple(dict.fromkeys(helped))
            return t("Solved, with thanks to {people}.", people=solved) if solved else t("Solved.")
        case State.CLOSED:
            return t("Closed, as it was quiet.") if question.asked_quiet else t("Closed.")
        case _:
            return None


def accepted(work: Job, question: Question, one: Answer) -> None:
    """Keep it, thank whoever wrote it in two weeks, and let everybody else go."""
    work.withdraw(NEWS + one.id)
    no_longer_so(work, question)
    one = replace(one, verdict=Verdict.ACCEPTED, accepted=work.now)
    work.store.save_answer(one)
    question = replace(
        question, state=State.ACCEPTED, settled=question.settled or work.now, touched=work.now
    )
    work.store.save(question)
    release(work, question, one.person)
    restate(work, question)
    people = tuple(p for p in (question.asker, one.person) if p and work.directory.card(p))
    work.exchange("answer", people, "learn", f"{question.kind or 'answer'}:{one.id}")
    if one.words:
        work.wake("library.keep", f"questions:{one.id}", at=work.now)
    work.wake("questions.worked", one.id, at=work.now + WORKED_AFTER)


def accepted_view(one: Answer) -> Message:
    """The asker reads it where they pressed, and still what helped."""
    words = t(
        "Noted, with thanks to {helper}. If another answer helped as well, say so under it.",
        helper=one.person,
    )
    return views.said("accepted", words, *what_was_said(one))


def what_was_said(one: Answer) -> tuple[Block, ...]:
    """Somebody's words, where any are known: an answer is not gone when it was judged."""
    return (Quote(own(one.words), one.person),) if one.words else ()


def end(work: Job, question: Question, state: State) -> None:
    """Nobody is asked any more, and everybody who was is told."""
    no_longer_so(work, question)
    question = replace(question, state=state, settled=work.now, touched=work.now)
    work.store.save(question)
    release(work, question, None)
    restate(work, question)


def take_back(work: Job, question: Question) -> None:
    """Nothing of it is kept; whoever was asked is told, and the post says so."""
    release(work, question, None)
    no_longer_so(work, question)
    for one in work.store.answers(question.id):
        work.withdraw(NEWS + one.id)
    work.withdraw(f"questions.unposted.{question.id}")
    work.withdraw(POST + question.id)
    work.edit(POST + question.id, views.gone(question))
    work.store.remove(question)
