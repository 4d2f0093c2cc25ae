"""Whether two people's words mean something similar: shared words, without their endings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Words that say nothing about the matter, in the languages we ship.
ENGLISH = """a an and are as at be by can do does for from get getting has have how i in is it its
    make me my no not of on or our out so than that the them they this to too up us we what when
    where who with without work"""
SPANISH = """al como con cosa cosas de del el en es hacer la las lo los mas me mi muy no nos para
    pero por que se ser sin su sus trabajo un una y"""
EMPTY = frozenset(ENGLISH.split()) | frozenset(SPANISH.split())
ENDINGS = ("ings", "ing", "iones", "ion", "ers", "er", "ed", "es", "os", "as", "s", "e", "o", "a")
SHORTEST = 4  # letters that must stay of a word


@lru_cache(maxsize=4096)
def stems(words: str) -> frozenset[str]:
    """The words that carry meaning, folded and without endings."""
    folded = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return frozenset(_stem(w) for w in re.findall(r"\w+", plain) if w not in EMPTY)


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending)
    return word


def similar(one: str, other: str) -> bool:
    """At least half of the shorter's words are in the other, and more than one unless it is one."""
    a, b = stems(one), stems(other)
    return enough(len(a & b), min(len(a), len(b)))


def most_similar(words: str, texts: Iterable[str]) -> str:
    """The text that shares most with the words; "" where none is similar."""
    wanted = stems(words)
    near = [each for each in sorted(set(texts)) if similar(each, words)]
    return max(near, key=lambda each: len(wanted & stems(each)), default="")


def enough(shared: int, shorter: int) -> bool:
    """Whether so many shared words make two texts similar, of which the shorter has so many."""
    return bool(shared) and shared * 2 >= shorter and (shared > 1 or shorter == 1)
