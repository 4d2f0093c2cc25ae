"""The next people to ask about a question, and what it is about, as computed in the background."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from bot.events import Role
from bot.likeness import similar, stems
from bot.questions import choosing, kinds
from bot.questions.choosing import Candidate, Need, Past
from bot.questions.model import ANYBODY, Chosen, Helper, Pick, Pool
from bot.waking import is_waking
from bot.work import HOUR

WIDE_AFTER = 20 * HOUR  # a waking day, seen from an evening
LAST_WIDE = 2  # after two waves; where a third found people who know, they are enough

SHORTEST = 3  # letters of a name that is looked for


def choose(pool: Pool) -> Chosen:
    """The people to ask now, best first; equal worth is settled by the question's seed."""
    question = pool.question
    topic = question.topic or topic_of(question.words, pool.tasks)
    asker = question.asker.id if question.asker else ""
    named = frozenset(named_in(question.words, pool.helpers))
    need = Need(question.words, topic, asker, pool.organisation, named)
    candidates = tuple(_candidate(one, pool) for one in pool.helpers)
    dice = Random(f"{question.seed}/{question.wave}")
    found = choosing.choose(need, candidates, pool.now, dice, max(pool.places, 0))
    picks = tuple(Pick(person=one.id, why=one.sign.value, about=one.about) for one in found)
    if not picks and is_wide(pool):
        picks = anybody(pool, dice)
    kind = kinds.suggest(question.words).value
    return Chosen(wave=question.wave, topic=topic, kind=kind, picks=picks)


def is_wide(pool: Pool) -> bool:
    """Whether it waited so long, and not even a second time was there anybody who may know."""
    posted, wave = pool.question.posted, pool.question.wave
    long = posted is not None and pool.now - posted >= WIDE_AFTER
    return long and wave <= LAST_WIDE and not pool.widened


def anybody(pool: Pool, dice: Random) -> tuple[Pick, ...]:
    """Less particular: whoever said that they may be asked, those asked least first."""
    topic = pool.question.topic
    free = [one for one in pool.helpers if not (topic and topic in one.stopped)]
    ordered = sorted(free, key=lambda one: (one.asked, dice.random()))[: max(pool.places, 0)]
    return tuple(Pick(person=one.card.person.id, why=ANYBODY, about="") for one in ordered)


def _candidate(one: Helper, pool: Pool) -> Candidate:
    card = one.card
    past = tuple(Past(each.at, each.shared, each.topic, each.accepted) for each in one.earlier)
    return Candidate(
        id=card.person.id,
        claims=card.claims,
        answered=past,
        seen=one.seen,
        awake=is_waking(pool.now, card.hours),
        asked=one.asked,
        declined=frozenset(one.stopped),
        organisation=card.organisation,
        host=Role.HOST in card.roles,
    )


def named_in(words: str, helpers: Iterable[Helper]) -> Iterator[str]:
    """Whose name stands in the words, as a word and as they write it."""
    for card in (one.card for one in helpers):
        at = words.find(card.name) if len(card.name) >= SHORTEST else -1
        if at >= 0:
            around = words[max(0, at - 1) : at] + words[at + len(card.name) :][:1]
            if not any(each.isalnum() for each in around):
                yield card.person.id


def topic_of(words: str, tasks: Iterable[str]) -> str:
    """The task the words are nearest to; none where none is near."""
    wanted = stems(words)
    near = [task for task in sorted(set(tasks)) if similar(task, words)]
    return max(near, key=lambda task: len(wanted & stems(task)), default="")
