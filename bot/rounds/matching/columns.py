"""What members told, as arrays: words as bits, the rest numbered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.rounds.matching.model import Member

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]
Found = NDArray[np.bool_]

WORD = 64
FULL_DAY = 18.0  # half hours: sharing nine hours is sharing all there is to share


def words(
    members: Sequence[Member], *kinds: Callable[[Member], tuple[str, ...]]
) -> tuple[Bits, ...]:
    """Each kind of words as bits; a word that cannot meet its like is nobody's."""
    held = [[kind(member) for member in members] for kind in kinds]
    known = set.intersection(*({word for words in each for word in words} for each in held))
    number = {word: at for at, word in enumerate(sorted(known))}
    return tuple(_bits(each, number) for each in held)


def _bits(held: Sequence[tuple[str, ...]], number: dict[str, int]) -> Bits:
    bits = np.zeros((-(-len(number) // WORD), len(held)), np.uint64)
    for row, words in enumerate(held):
        for word in words:
            if (at := number.get(word)) is not None:
                bits[at // WORD, row] |= np.uint64(1 << at % WORD)
    return bits


def numbered(words: Sequence[str]) -> Ints:
    number = {word: at for at, word in enumerate(sorted({*words} - {""}), 1)}
    return np.array([number.get(word, 0) for word in words], np.int64)


def overlap(hours: Bits) -> Floats:
    both = np.bitwise_count(hours[:, None] & hours[None, :])
    return np.asarray(np.minimum(both / FULL_DAY, 1), np.float32)


def sought(wants: Bits, teaches: Bits) -> Bits:
    """Of what is wanted, what at least as many want as can teach it; shape (words, n)."""
    scarce = _holding(wants) >= _holding(teaches)
    mask = np.packbits(scarce, axis=1).view(np.uint64)
    return wants & mask


def _holding(bits: Bits) -> Ints:
    """How many members hold each word; shape (words, 64), each word's bits in the order stored."""
    each = bits[..., None].view(np.uint8)
    held: Ints = np.unpackbits(each, axis=2).sum(1)
    return held
