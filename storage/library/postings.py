"""The index of kept items: which term stands in which, by keyed digests, and BM25 in plain SQL.

A term is kept as eight bytes of a keyed digest, so that the words of a community do not lie open in
its database or backups; that costs some microseconds a term. BM25 is counted in whole numbers: two
databases then give the same order, whatever their arithmetic.
"""

from __future__ import annotations

import re
import struct
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, delete, func, insert, literal, select, update

from bot.relevance import K1, B, Counts, rarity, spellings, terms
from bot.terms import fold
from storage.library.tables import postings, sizes, spelt, vocabulary

if TYPE_CHECKING:
    from storage.database import Scope, Tx

_WORD = re.compile(r"[^\W_]+")
LONGEST, OFTENEST = 400, 20  # terms of an item that are indexed; how often one counts at most
COMMON = 10  # per cent of the items: a term in more says little, where others remain
READ = 4000  # postings a search goes through, the rarest terms first
ASKED = 24  # terms of a question that are looked for
FINE = 100  # hundredths of a term's weight
FORGIVEN = 3  # spellings of an unknown term that are looked for instead
BEGINS = (3, 5)  # letters of a title's words by which they are found while typing
FEW = 200  # a term in so few items is never too common
_HELD = select(vocabulary.c.term, vocabulary.c.held).where(
    vocabulary.c.community == bindparam("here"),
    vocabulary.c.term.in_(bindparam("terms", expanding=True)),
)
_ONE_MORE = (
    update(vocabulary)
    .where(
        vocabulary.c.community == bindparam("here"),
        vocabulary.c.term.in_(bindparam("terms", expanding=True)),
    )
    .values(held=vocabulary.c.held + 1)
)
_SPELT = select(spelt.c.spelling, spelt.c.term).where(
    spelt.c.community == bindparam("here"),
    spelt.c.spelling.in_(bindparam("spelt", expanding=True)),
)
BEGIN, SPELT = "begins ", "spelt "  # what is digested with a term, so that nothing is mixed up


class Postings:
    """One community's index, in one transaction."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        """Speak of one community only."""
        self.tx, self.scope = tx, scope

    def add(self, item: str, title: str, words: str) -> str:
        """Make an item findable; what to give to `take` when it shall be no longer."""
        found, starts, length = self.read(title, words)
        here, number = self.scope.community, int(item, 16)
        rows = [(term, often) for term, (_, often) in found.items()] + [(s, 1) for s in starts]
        if not rows:  # nothing but signs: there is no word to find it by
            return ""
        self.tx.run.execute(
            insert(postings),
            [
                {"community": here, "term": term, "item": number, "tf": tf, "length": length}
                for term, tf in rows
            ],
        )
        self._hold({term: told for term, (told, _) in found.items()}, starts)
        self._grow(1, length)
        return packed(term for term, _ in rows)

    def read(self, title: str, words: str) -> tuple[dict[int, tuple[str, int]], set[int], int]:
        """Each term's digest with the term and how often it is said; of beginnings; how long."""
        said = Counter({term: min(n, OFTENEST) for term, n in _said(title, words).items()})
        found = {self.digest(term): (term, often) for term, often in said.items()}
        starts = {self.digest(BEGIN + start) for start in beginnings(title)} - found.keys()
        return found, starts, min(said.total(), LONGEST)

    def take(self, item: str, held_: str) -> None:
        """Make it findable no longer."""
        held = tuple(number for (number,) in struct.iter_unpack(">q", b64decode(held_)))
        c = postings.c
        mine = (c.community == self.scope.community, c.term.in_(held), c.item == int(item, 16))
        length = self.tx.run.execute(select(c.length).where(*mine).limit(1)).scalar_one_or_none()
        if length is None:
            return
        self.tx.run.execute(delete(postings).where(*mine))
        v, s = vocabulary.c, spelt.c
        known = (v.community == self.scope.community, v.term.in_(held))
        self.tx.run.execute(update(vocabulary).where(*known).values(held=v.held - 1))
        nobodys = (*known, v.held <= 0)
        gone = self.tx.run.execute(select(v.term).where(*nobodys)).scalars().all()
        self.tx.run.execute(delete(vocabulary).where(*nobodys))
        spellings_ = (s.community == self.scope.community, s.term.in_(gone))
        self.tx.run.execute(delete(spelt).where(*spellings_))
        self._grow(-1, -length)

    def nearest(self, words: str, most: int) -> tuple[dict[str, int], Counts]:
        """Items by what BM25 gives them for these words, the best first; and how rare those are."""
        told = tuple(dict.fromkeys(terms(words)))[:ASKED]
        asked = {self.digest(term): term for term in told}
        found, size = self._holding(asked), self._size
        counts = Counts(size[0], {asked[term]: held for term, held in found.items()})
        missing = [term for digest, term in asked.items() if digest not in found]
        return self._best({**found, **self._nearly(missing)}, size, most), counts

    def begun(self, words: str, most: int) -> dict[str, int]:
        """Items whose titles have words that begin so."""
        *whole, last = words.split() or [""]
        start = [self.digest(BEGIN + each) for each in beginnings(last)][-1:]
        asked = [self.digest(term) for term in dict.fromkeys(terms(" ".join(whole)))]
        holding = self._holding({*asked, *start})
        if not start or start[0] not in holding:
            return {}
        return self._best(holding, self._size, most, must=start[0])

    def _best(
        self,
        holding: Mapping[int, int],
        size: tuple[int, int],
        most: int,
        must: int | None = None,
    ) -> dict[str, int]:
        total, length = size
        chosen = _chosen(holding, total, must)
        if not chosen:
            return {}
        p, here = postings.c, self.scope.community
        weights = {term: round(FINE * rarity(total, holding[term])) + 1 for term in chosen}
        long = round(1_000_000 * K1 * B * total / max(1, length))
        norm = round(1000 * K1 * (1 - B)) + long * p.length // 1000
        gain = case(weights, value=p.term) * p.tf * round(1000 * (K1 + 1)) // (1000 * p.tf + norm)
        score = func.sum(gain).label("score")
        asked = (
            select(p.item, score)
            .where(p.community == here, p.term.in_(chosen))
            .group_by(p.item)
            .order_by(score.desc(), p.item)
            .limit(most)
        )
        if must is not None:
            asked = asked.having(func.max(case((p.term == must, 1), else_=0)) == literal(1))
        return {f"{row.item:016x}": int(row.score) for row in self.tx.run.execute(asked)}

    def _nearly(self, asked: Iterable[str]) -> dict[int, int]:
        """For terms that nobody wrote: those spelt nearly so, the most frequent ones of each."""
        near = {self.digest(SPELT + one): term for term in asked for one in spellings(term)}
        if not near:
            return {}
        given = {"here": self.scope.community, "spelt": tuple(near)}
        known = [(row.term, near[row.spelling]) for row in self.tx.run.execute(_SPELT, given)]
        held = self._holding({term for term, _ in known})
        order = sorted({(told, -held.get(term, 0), term) for term, told in known})
        each = (list(some)[:FORGIVEN] for _, some in groupby(order, key=itemgetter(0)))
        return {term: -times for some in each for _, times, term in some if times}

    def _holding(self, digests: Collection[int]) -> dict[int, int]:
        given = {"here": self.scope.community, "terms": tuple(digests)}
        return {row.term: row.held for row in self.tx.run.execute(_HELD, given)} if digests else {}

    def _hold(self, said: Mapping[int, str], starts: Iterable[int]) -> None:
        """Count an item to its terms; a term nobody wrote before is kept with its spellings."""
        here, every = self.scope.community, {*said, *starts}
        given = {"here": here, "terms": tuple(every)}
        known = {row.term for row in self.tx.run.execute(_HELD, given)}
        if known:
            self.tx.run.execute(_ONE_MORE, given)
        new = [{"community": here, "term": term, "held": 1} for term in every - known]
        if new:
            self.tx.run.execute(insert(vocabulary), new)
        rows: list[dict[str, Any]] = [
            {"community": here, "spelling": spelling, "term": term}
            for term in said.keys() - known
            for spelling in {self.digest(SPELT + one) for one in spellings(said[term])}
        ]
        if rows:
            self.tx.run.execute(insert(spelt), rows)

    def _grow(self, items: int, terms_: int) -> None:
        s, here = sizes.c, self.scope.community
        more = update(sizes).where(s.community == here)
        done = self.tx.run.execute(more.values(kept=s.kept + items, terms=s.terms + terms_))
        if not done.rowcount:
            row = {"community": here, "kept": items, "terms": terms_}
            self.tx.run.execute(insert(sizes).values(**row))

    @property
    def _size(self) -> tuple[int, int]:
        """How many items there are, and how many terms they have together."""
        mine = select(sizes.c.kept, sizes.c.terms).where(sizes.c.community == self.scope.community)
        row = self.tx.run.execute(mine).one_or_none()
        return (row.kept, row.terms) if row else (0, 0)

    def digest(self, term: str) -> int:
        """Eight bytes as a number that both databases hold."""
        told = self.tx.vault.digest("library term", self.scope.community, term)
        return int(told[:16], 16) - 2**63


def packed(held: Iterable[int]) -> str:
    """Digests as one word."""
    return b64encode(b"".join(struct.pack(">q", each) for each in held)).decode()


def beginnings(words: str) -> tuple[str, ...]:
    """The first letters of each word, as many as are kept, the fewest first."""
    folded = (fold(word) for word in _WORD.findall(words))
    found = (word[:most] for word in folded for most in BEGINS if len(word) >= most)
    return tuple(dict.fromkeys(found))


def _said(title: str, words: str) -> Counter[str]:
    return Counter((*terms(title), *terms(words))[:LONGEST])


def _chosen(holding: Mapping[int, int], total: int, must: int | None) -> tuple[int, ...]:
    """The rarest terms, as many as are cheap to go through; always one."""
    common = max(FEW, total * COMMON // 100)
    order = sorted(holding, key=lambda term: (term != must, holding[term], term))
    telling = [term for term in order if holding[term] <= common or term == must] or order[:1]
    read = 0
    chosen: list[int] = []
    for term in telling:
        read += holding[term]
        if chosen and read > READ:
            break
        chosen.append(term)
    return tuple(chosen)
