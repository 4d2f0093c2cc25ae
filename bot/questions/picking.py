"""The next people to ask about a question, and what it is about, as computed in the background."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from random import Random

from bot.events import Person
from bot.questions import choosing, kinds
from bot.questions.choosing import Candidate, Need
from bot.questions.model import ANYBODY, Chosen, Helper, Pick, Pool, is_wide
from bot.waking import is_waking

SHORTEST = 3  # letters of a name that is looked for
LOOKED_AT = 36  # people who are looked at closely


def choose(pool: Pool) -> Chosen:
    """The people to ask now, best first; equal worth is settled by the question's seed."""
    question = pool.question
    candidates = tuple(_candidate(one, pool) for one in pool.helpers)
    dice = Random(f"{question.seed}/{question.wave}")
    most = max(pool.places, 0)
    found = choosing.choose(_need(pool), candidates, pool.now, dice, most, pool.weights)
    picks = tuple(Pick(person=one.id, why=one.sign.value, about=one.about) for one in found)
    if not picks and is_wide(pool):
        picks = anybody(pool, dice)
    kind = kinds.suggest(question.words).value
    return Chosen(wave=question.wave, topic=pool.topic, kind=kind, picks=picks)


def anybody(pool: Pool, dice: Random) -> tuple[Pick, ...]:
    """Less particular: whoever said that they may be asked, those asked least first."""
    free = [one for one in pool.helpers if not one.stopped]
    ordered = sorted(free, key=lambda one: (one.asked, dice.random()))[: max(pool.places, 0)]
    return tuple(Pick(person=one.able.person.id, why=ANYBODY, about="") for one in ordered)


def shortlist(pool: Pool) -> tuple[Person, ...]:
    """Who may come into question at all, by the little that is known of everybody."""
    question = pool.question
    candidates = tuple(_roughly(one) for one in pool.helpers)
    people = {one.able.person.id: one.able.person for one in pool.helpers}
    dice = Random(f"{question.seed}/{question.wave}/near")
    found = choosing.nearest(_need(pool), candidates, pool.now, dice, LOOKED_AT, pool.weights)
    return tuple(people[id_] for id_ in found)


def _need(pool: Pool) -> Need:
    question = pool.question
    asker = question.asker.id if question.asker else ""
    named = frozenset(named_in(question.words, pool.helpers))
    return Need(
        question.words, pool.topic, asker, pool.organisation, named, pool.total, pool.holding
    )


def named_in(words: str, helpers: Iterable[Helper]) -> Iterator[str]:
    """Whose name stands in the words, as a word and as they write it."""
    for able in (one.able for one in helpers):
        at = words.find(able.name) if len(able.name) >= SHORTEST else -1
        if at >= 0:
            around = words[max(0, at - 1) : at] + words[at + len(able.name) :][:1]
            if not any(each.isalnum() for each in around):
                yield able.person.id


def _roughly(one: Helper) -> Candidate:
    past = one.earlier
    moments = [*one.turns, *(each.at for each in past)]
    return Candidate(
        id=one.able.person.id,
        claims=one.claims,
        answered=past,
        seen=max(moments, default=None),
        asked=one.asked,
        host=one.able.host,
    )


def _candidate(one: Helper, pool: Pool) -> Candidate:
    able = one.able
    past = tuple(sorted(one.earlier, key=lambda each: each.at))
    moments = sorted({*one.turns, *(each.at for each in past)})
    return Candidate(
        id=able.person.id,
        claims=one.claims,
        answered=past,
        seen=moments[-1] if moments else None,
        hours=shares(one.turns),
        with_asker=one.with_asker,
        awake=is_waking(pool.now, able.hours),
        asked=one.asked,
        declined=frozenset({pool.topic}) if one.stopped else frozenset(),
        organisation=able.organisation,
        host=able.host,
    )


def shares(moments: Sequence[datetime]) -> tuple[float, ...]:
    """How much of it falls into each hour of the day (UTC); its two neighbours count half."""
    hours = Counter(at.hour for at in moments)
    whole = 2.0 * len(moments)
    if not whole:
        return ()
    return tuple(
        (hours[h] + 0.5 * (hours[(h - 1) % 24] + hours[(h + 1) % 24])) / whole for h in range(24)
    )
