"""What other rooms may look up in the library: implements `bot.shelf.Shelf`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from bot.events import Person
from bot.library.model import LEVELS, Item, State
from bot.relevance import Candidate, rank
from bot.shelf import Found
from bot.terms import fold
from storage.library.store import LibraryStore

LOOKED_AT = 16  # items the index finds, of which the nearest are told


class SqlShelf:
    """One community's kept items, read-only, each with somebody to ask who is still here."""

    def __init__(
        self,
        store: LibraryStore,
        here: Callable[[Person], bool],
        coordinators: Callable[[], tuple[Person, ...]],
    ) -> None:
        """Read that store; `here` says whether somebody is a member."""
        self._store, self._here, self._coordinators = store, here, coordinators

    def similar(self, words: str, now: datetime, most: int = 5) -> tuple[Found, ...]:
        """Items near to these words, the nearest first; nothing where none is near enough."""
        hits, counts = self._store.index.nearest(words, LOOKED_AT)
        items = self._store.of_ids(hits)
        candidates = [_candidate(item, hits[item.id]) for item in items.values()]
        ranked = rank(words, candidates, now, counts)
        near = [one for one in ranked if one.near][:most]
        return self._found((items[one.candidate.id], one.score) for one in near)

    def item(self, id: str) -> Found | None:  # noqa: A002 - it is one
        """The item of that id, while it is kept."""
        item = self._store.item_of(id)
        kept = ((item, 0.0),) if item and item.state is State.KEPT else ()
        return next(iter(self._found(kept)), None)

    def begun(self, words: str, most: int = 5) -> tuple[Found, ...]:
        """Items whose titles have words that begin so."""
        hits = self._store.index.begun(words, LOOKED_AT)
        items = self._store.of_ids(hits)
        found = [(items[id_], float(score)) for id_, score in hits.items()]
        return self._found([one for one in found if _begins(one[0].title, words)][:most])

    def _found(self, scored: Iterable[tuple[Item, float]]) -> tuple[Found, ...]:
        told = tuple(scored)
        topics = self._stewards(told)
        return tuple(self._one(item, score, topics.get(item.topic)) for item, score in told)

    def _stewards(self, told: Iterable[tuple[Item, float]]) -> Mapping[str, Person | None]:
        names = {item.topic for item, _ in told if item.topic}
        found = self._store.of_topics(self._store.topic_id(name) for name in names)
        return {topic.words: topic.steward for topic in found.values()}

    def _one(self, item: Item, score: float, steward: Person | None) -> Found:
        asked = (item.named, steward)
        ask = next((one for one in asked if one and self._here(one)), None)
        return Found(
            id=item.id,
            title=item.title,
            words=item.words,
            topic=item.topic,
            kept_at=item.kept or item.at,
            people=(item.named,) if item.named else (),
            ask=ask or next(iter(self._coordinators()), None),
            helped_at=item.helped_at,
            where=item.where,
            score=score,
            level=LEVELS[item.level] if item.level else None,
        )


def _candidate(item: Item, found: int) -> Candidate:
    said = f"{item.words}\n{item.addition}"
    fresh = item.confirmed or item.kept or item.at
    return Candidate(item.id, item.title, said, fresh, item.helped, item.helped_at, float(found))


def _begins(title: str, words: str) -> bool:
    """Whether a word of the title begins as the last word that was typed."""
    typed = fold(words).split()[-1:]
    return any(word.startswith(start) for word in fold(title).split() for start in typed)
