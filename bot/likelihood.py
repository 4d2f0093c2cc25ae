"""How likely a title and its text are to speak of what was asked.

Each is a model of language: the chance of a word is how often it is said there, smoothed by how
often it is said anywhere. The mixture of both, against chance, is what a question is held to; a
synonym counts a tenth of the word. (Xue, Jeon and Croft, *Retrieval models for question and answer
archives*, 2008.) Beside it stands how alike two titles are spelt, by letters in threes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from bot.synonyms import synonyms
from bot.terms import fold

TITLE = 0.6  # of the mixture; the rest is the text's
TITLE_PRIOR, TEXT_PRIOR = 10.0, 200.0  # words of usual language beside those that are said
SYNONYM = 0.1
THREE = 3
Said = Mapping[str, int]
Near = Mapping[str, Mapping[str, float]]


def likely(
    asked: Said, texts: Sequence[tuple[Said, Said]], chance: Callable[[str], float], near: Near
) -> list[float]:
    """For each title and text: 0 as likely as chance, 1 as if the question were the title.

    `chance` is how likely a term is anywhere; `near` are other spellings, with how alike they are.
    """
    chances = {term: chance(term) for term in asked}
    said = {term for title, text in texts for terms_ in (title, text) for term in terms_}
    others = {
        term: {
            **dict.fromkeys(synonyms().get(term, frozenset()) & said, SYNONYM),
            **{other: SYNONYM + alike / 2 for other, alike in near.get(term, {}).items()},
        }
        for term in asked
    }
    best = _likelihood(asked, (asked, {}), chances, {})
    return [_likelihood(asked, each, chances, others) / (best or 1.0) for each in texts]


def _likelihood(
    asked: Said, texts: tuple[Said, Said], chances: Mapping[str, float], others: Near
) -> float:
    title, text = texts
    title_size = sum(title.values()) + TITLE_PRIOR
    text_size = sum(text.values()) + TEXT_PRIOR
    found = 0.0
    for term, times in asked.items():
        usual = chances[term]
        there = _times(term, title, others.get(term, {}))
        within = _times(term, text, others.get(term, {}))
        likely_ = TITLE * (there + TITLE_PRIOR * usual) / title_size
        likely_ += (1 - TITLE) * (within + TEXT_PRIOR * usual) / text_size
        found += times * math.log(likely_ / usual)
    return found


def _times(term: str, said: Said, others: Mapping[str, float]) -> float:
    """How often it is said; what may stand for it counts its part."""
    found = float(said.get(term, 0))
    for other, share in others.items():
        if other in said:
            found += share * said[other]
    return found


def spelt_alike(query: str, titles: Sequence[str]) -> list[float]:
    """How alike each title is spelt, 0 to 1: letters in threes, the rarer the more they count."""
    threes = [_threes(title) for title in titles]
    held = Counter(three for each in threes for three in each)
    rare = {three: math.log((len(titles) + 1) / (times + 0.5)) for three, times in held.items()}
    asked = _weighed(_threes(query), rare)
    return [_cosine(asked, _weighed(each, rare)) for each in threes]


def _threes(text: str) -> Counter[str]:
    words = "".join(each if each.isalnum() else " " for each in fold(text)).split()
    said = f" {' '.join(words)} "
    return Counter(said[at : at + THREE] for at in range(len(said) - THREE + 1))


def _weighed(threes: Said, rare: Mapping[str, float]) -> dict[str, float]:
    return {
        three: (1 + math.log(times)) * max(0.0, rare.get(three, 0.0))
        for three, times in threes.items()
    }


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = math.fsum(weight * other[three] for three, weight in one.items() if three in other)
    sizes = math.hypot(*one.values()) * math.hypot(*other.values())
    return product / sizes if sizes else 0.0
