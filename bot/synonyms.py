"""Words that stand for each other, from a plain file written by us; more may be added there."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from importlib import resources

from bot.terms import terms


@lru_cache(maxsize=1)
def synonyms() -> dict[str, frozenset[str]]:
    """For each term the terms that may stand for it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    told = (resources.files("bot") / "synonyms.txt").read_text(encoding="utf-8")
    for line in told.splitlines():
        if not line.startswith("#"):
            group = set(terms(line))
            for term in group:
                found[term] |= group - {term}
    return {term: frozenset(others) for term, others in found.items()}
