"""There is no place for a word: not in the event, not in a row, and none may be made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from sqlalchemy import Boolean, Column, MetaData, String, Table, Text

from bot.activity import Spoken, Thread
from bot.events import Event, Wrote
from storage.listening.tables import heard, listening, unheard
from storage.tables import Instant, metadata

# What a row may tell, to the last column: who, where, when, whether it began the thread.
TOLD = {
    "listening": {"community", "place", "space", "by", "asked_at", "since"},
    "heard": {"community", "place", "thread", "person", "at", "begins"},
    "unheard": {"community", "digest"},
}

BITS = {"begins": "bool", "seeks": "bool"}


def strays(tables: Iterable[Table]) -> set[str]:
    """Columns that are not named above, or could hold more than an id, an instant, yes and no."""
    found = set()
    for table in tables:
        for column in table.columns:
            is_id = type(column.type) is String and column.type.length == 200
            fits = is_id or isinstance(column.type, Instant | Boolean)
            if column.name not in TOLD.get(table.name, set()) or not fits:
                found.add(f"{table.name}.{column.name}")
    return found


def test_no_row_of_this_room_can_hold_a_word() -> None:
    """All of its tables, and each of their columns."""
    theirs = [heard, listening, unheard]
    assert strays(theirs) == set()
    assert {table.name for table in metadata.sorted_tables} >= set(TOLD)


def test_a_column_for_text_would_be_found() -> None:
    """Under a new name, and under an old one."""
    made = MetaData()
    worse = Table("heard", made, Column("person", Text), Column("words", String(200)))
    assert strays([worse]) == {"heard.person", "heard.words"}


def test_the_event_has_no_field_for_words() -> None:
    """What every event has, and two bits: whether it begins a thread, and as a question."""
    own = {f.name: f.type for f in fields(Wrote)}
    assert {k: own[k] for k in own.keys() - {f.name for f in fields(Event)}} == BITS


def test_what_other_rooms_read_has_none_either() -> None:
    """Who and when; no thread's name, no message's id."""
    assert {f.name for f in fields(Spoken)} == {"person", "at"}
    assert {f.name for f in fields(Thread)} == {"starter", "at", "answers", "first_answer"}
