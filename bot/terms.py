"""The terms of a text in any language, and whether two of them are the same word, said otherwise.

A term is folded (case, width, marks), has no ending, and is at most forty letters. An identifier
gives its parts and itself: `docker-compose.yml` is docker, compose, yml and dockercomposeyml.
Writing that sets no spaces gives pairs of letters. Words that say nothing are left out, unless a
text has no others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bot.likeness import EMPTY

LONGEST = 40
SHORTEST = 3  # letters that stay of a word
TYPO_FROM = 5  # letters from which a slip of the finger is forgiven

_WORD = re.compile(r"[^\W_]+(?:[-_./:@#]+[^\W_]+)*[+#]*")
_SHORTENED = re.compile(r"['’](?:s|t|re|ve|ll|d|m)\b", re.IGNORECASE)
_PART = re.compile(r"[^\W_]+[+#]*")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_]{3})(?=\d)")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    "\U00020000-\U0003134f]+"
)
_MARKED = re.compile("[\u0300-\u036f\u0591-\u05bd\u064b-\u065f]")

# Endings of languages written in these letters, the longest first, and how many letters must stay.
# What they change of the meaning is less than what they hide of it.
_ENDINGS = (
    ("amiento", 4), ("imiento", 4), ("aciones", 4), ("ization", 4), ("isation", 4), ("iendo", 3),
    ("mente", 4), ("ation", 4), ("acion", 4), ("ition", 4), ("ement", 4), ("ment", 4), ("ando", 3),
    ("able", 4), ("ible", 4), ("ung", 4), ("ing", 3), ("ion", 4), ("ado", 3), ("ada", 3),
    ("ido", 4), ("ida", 4), ("ate", 4), ("ize", 4), ("ise", 4), ("ed", 3), ("er", 4), ("or", 4),
    ("ar", 3), ("ir", 4), ("en", 4), ("ly", 4), ("al", 4), ("e", 3), ("o", 3), ("a", 3), ("y", 3),
    ("i", 4),
)  # fmt: skip
_CYRILLIC_ENDINGS = """
    иями ией ями ами иях иям ии ого его ому ему ыми ими ть ся ов ев ей ий ый ой ая яя ое
    ее ые ие ых их ом ем ам ям ах ях ию ия а я о е и ы у ю ь
"""
_CYRILLIC = tuple((ending, 4) for ending in _CYRILLIC_ENDINGS.split())


def terms(text: str) -> tuple[str, ...]:
    """The terms of a text in their order, as often as they are said."""
    said = _SHORTENED.sub("", unicodedata.normalize("NFKC", text))
    found = [term for word in _WORD.findall(said) for term in _of_word(word)]
    telling = tuple(term for word, term in found if word not in EMPTY)
    return telling or tuple(term for _, term in found)


@lru_cache(maxsize=16384)
def _of_word(word: str) -> tuple[tuple[str, str], ...]:
    """A written word's terms, each with the folded form it comes from."""
    parts = [piece for part in _PART.findall(word) for piece in _HUMP.split(part) if piece]
    if len(parts) > 1:
        parts.append("".join(parts))
    folded = (fold(part) for part in parts)
    return tuple(
        (each, term)
        for each in folded
        if len(each) <= LONGEST or _UNSPACED.search(each)
        for term in _pieces(each)
    )


def _pieces(word: str) -> Iterator[str]:
    """The term of a word, or, of writing without spaces, each two letters that follow."""
    at = 0
    for run in _UNSPACED.finditer(word):
        if word[at : run.start()]:
            yield stem(word[at : run.start()])
        letters = run.group()
        yield from (letters[i : i + 2] for i in range(max(1, len(letters) - 1)))
        at = run.end()
    if word[at:]:
        yield stem(word[at:])


def fold(word: str) -> str:
    """Without case, width and the marks that many leave out."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return unicodedata.normalize("NFC", _MARKED.sub("", apart))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A folded word without its ending; short words and those with figures stay as they are."""
    if len(word) <= SHORTEST or not word.isalpha():
        return word
    if not word.isascii():
        return _without(word, _CYRILLIC)
    bare = _without(_singular(word), _ENDINGS)
    return bare[:-1] if len(bare) > SHORTEST and bare[-1] == bare[-2] else bare


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > SHORTEST + 2:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "iones", "ores", "ades")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _without(word: str, endings: tuple[tuple[str, int], ...]) -> str:
    for ending, least in endings:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=16384)
def spellings(term: str) -> frozenset[str]:
    """The term, and as it is with one letter left out.

    Two terms that share one of these are a letter apart, or two: one more, one less, another one,
    two turned round. Short terms have only themselves. A vocabulary kept under its spellings is
    searched for a misspelt term by equality alone.
    """
    if len(term) < TYPO_FROM:
        return frozenset((term,))
    return frozenset((term, *(term[:at] + term[at + 1 :] for at in range(len(term)))))


def alike(one: str, other: str) -> float:
    """1 for the same term, less for another ending or a slip of the finger, 0 for another word."""
    if one == other:
        return 1.0
    if len(one) < SHORTEST + 1 or len(other) < SHORTEST + 1:
        return 0.0
    return _alike(one, other) if one[0] == other[0] or one[1] == other[1] else 0.0


@lru_cache(maxsize=65536)
def _alike(one: str, other: str) -> float:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= SHORTEST + 1 and longer.startswith(shorter):
        return max(0.0, 0.9 - 0.15 * (len(longer) - len(shorter)) / 2)
    if not spellings(one).isdisjoint(spellings(other)):
        return 0.7
    return 0.0
