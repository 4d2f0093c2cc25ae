"""Kept values come back as they were, release after release; sealed ones only where they stand."""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import HearthError, Misconfigured
from bot.events import Event, Place
from bot.text import Hole, Link, Moment, Text, Words
from bot.ui import TooMuch
from storage.codec import KNOWN, VERSION, Vault, decode, encode

GOLDEN = Path(__file__).parent / "golden"
VALUES = {name: kind for name, kind in KNOWN.items() if is_dataclass(kind) and kind is not Event}
OLD, NEW = b"o" * 32, b"n" * 32

words = st.text(max_size=8)
moments = st.datetimes(timezones=st.just(UTC))
persons_and_places = st.one_of(st.from_type(KNOWN["Person"]), st.from_type(Place))
holes: st.SearchStrategy[Hole] = st.recursive(
    st.one_of(
        st.builds(Words, words),
        st.builds(Moment, moments, words),
        st.builds(Link, words, st.builds(Words, words)),
        persons_and_places,
        st.integers(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2).map(tuple),
        st.builds(Text, words, st.lists(st.tuples(words, inner), max_size=2).map(tuple)),
    ),
    max_leaves=4,
)
texts = st.builds(Text, words, st.lists(st.tuples(words, holes), max_size=2).map(tuple))
st.register_type_strategy(str, words)
st.register_type_strategy(datetime, moments)
st.register_type_strategy(Text, texts)
# A chart takes no others; and what is not a number is not even equal to itself.
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(object, st.one_of(st.none(), st.integers(), words, st.tuples(words)))


@st.composite
def made(draw: st.DrawFn, kind: type) -> Any:
    """Any value of a class, within the limits that it sets itself."""
    try:
        return draw(st.from_type(kind))
    except TooMuch:
        return draw(st.nothing())


@pytest.mark.parametrize("name", sorted(VALUES))
def test_every_value_comes_back(name: str) -> None:
    """Whatever stands in its fields."""

    @settings(max_examples=12, database=None, suppress_health_check=list(HealthCheck))
    @given(made(VALUES[name]))
    def comes_back(value: object) -> None:
        again = decode(encode(value))
        assert (type(again), again) == (type(value), value)

    comes_back()


@pytest.mark.parametrize("name", sorted(n for n, kind in KNOWN.items() if issubclass(kind, Enum)))
def test_every_name_comes_back(name: str) -> None:
    """Enumerations are kept by value."""
    for each in KNOWN[name]:  # type: ignore[attr-defined]  # KNOWN holds enums and others
        assert decode(encode(each)) is each


@pytest.mark.parametrize(
    "value",
    [None, True, 1, 1.5, "\ud83d", b"\x00\xff", date(2026, 1, 2), {"a": ("b",)}, frozenset()],
)
def test_plain_values_come_back(value: object) -> None:
    """Half a surrogate pair too."""
    assert decode(encode(value)) == value


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.json")), ids=lambda file: file.stem)
def test_payloads_of_every_release_are_read(file: Path) -> None:
    """What lies in somebody's database today is opened by every later release."""
    kept: dict[str, str] = json.loads(file.read_text())
    for name, payload in kept.items():
        assert type(decode(payload)).__name__ == name


def test_every_value_has_its_golden_payload() -> None:
    """A class that is new in this release is written down with it."""
    kept = set().union(*(json.loads(file.read_text()) for file in GOLDEN.glob("*.json")))
    assert set(VALUES) <= kept, "python -m tests.storage.golden_payloads writes what is missing"


def test_a_later_release_is_refused_aloud() -> None:
    """By its version, and by a name we do not know."""
    with pytest.raises(HearthError, match="payload version"):
        decode(json.dumps({"v": VERSION + 1, "is": None}))
    with pytest.raises(HearthError, match="not a value this release knows"):
        decode(json.dumps({"v": VERSION, "is": {"$": "Hologram"}}))
    with pytest.raises(HearthError, match="can be kept"):
        encode(Path())


@pytest.mark.parametrize("at", range(3))
def test_a_sealed_value_opens_only_where_it_stands(at: int) -> None:
    """Another table or column, another community, another row."""
    vault, where = Vault((OLD,)), ["outbox.letter", "c1", "k"]
    sealed = vault.seal("words", *where)
    assert vault.open(sealed, *where) == "words"
    where[at] += "2"
    with pytest.raises(HearthError, match="does not belong"):
        vault.open(sealed, *where)


def test_a_changed_byte_does_not_open() -> None:
    """Nor one cut short."""
    vault = Vault((OLD,))
    sealed = vault.seal("words", "here")
    for broken in (sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed[:20]):
        with pytest.raises(HearthError):
            vault.open(broken, "here")


def test_keys_are_changed_without_losing_anything() -> None:
    """The first seals, all open, and what is named by a digest keeps its name."""
    before, during, after = Vault((OLD,)), Vault((NEW, OLD)), Vault((NEW,))
    old, new = before.seal("words", "x"), during.seal("words", "x")
    assert during.open(old, "x") == during.open(new, "x") == after.open(new, "x") == "words"
    assert before.digest("skill", "x") == during.digest("skill", "x")
    with pytest.raises(HearthError, match="not in HEARTH_KEY"):
        after.open(old, "x")
    with pytest.raises(Misconfigured):
        Vault((b"short",))
