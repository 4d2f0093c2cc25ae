"""Real conversations, read from a folder in the documented formats, told apart by their fields."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

LEARN = 0.6  # of a room's messages come before the figure
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote then."""

    id: str
    conversation: str
    user: str
    at: datetime
    text: str
    learn: bool  # it may be learnt from; the others are for the figure


@dataclass(frozen=True)
class Room:
    """One community's messages in order. `whole`: with all that was said, not chosen dialogs."""

    name: str
    messages: tuple[Message, ...]
    whole: bool = True

    @cached_property
    def conversations(self) -> dict[str, list[Message]]:
        """Each with its messages in order; the first is its root, whose author asks."""
        found = defaultdict(list)
        for each in self.messages:
            found[each.conversation].append(each)
        return dict(found)

    def out_of_the_blue(self, talking: timedelta) -> frozenset[str]:
        """Messages whose authors had written nothing there for so long."""
        wrote: dict[str, datetime] = {}
        found = set()
        for each in self.messages:
            before = wrote.get(each.user)
            if before is None or each.at - before > talking:
                found.add(each.id)
            wrote[each.user] = each.at
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message somebody read: Q asks the community, C one person, R social, N none of it."""

    set: str
    source: str
    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Faq:
    """Answered questions, and paraphrases, each with the number of the question it means."""

    name: str
    answered: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Folder:
    """All that a folder holds; parts that are not there are empty."""

    rooms: tuple[Room, ...] = ()
    labelled: tuple[Labelled, ...] = ()
    faqs: tuple[Faq, ...] = ()

    @property
    def whole(self) -> tuple[Room, ...]:
        return tuple(room for room in self.rooms if room.whole)


def read(folder: Path) -> Folder:
    """What stands in the folder's files, whatever they are called."""
    rooms: list[Room] = []
    labelled: list[Labelled] = []
    for path in sorted([*folder.glob("*/*.jsonl.gz"), *folder.glob("*/*.jsonl")]):
        rows = list(_lines(path))
        if not rows:
            continue
        if "parents" in rows[0]:
            rooms.append(_linked(path.parent.name, rows))
        elif "conv" in rows[0]:
            rooms += _threaded(rows)
        elif "label" in rows[0]:
            labelled += [
                Labelled(row["set"], row["src"], row["id"], row["label"], row["text"])
                for row in rows
            ]
    faqs = [_faq(path) for path in sorted(folder.glob("*/*.json"))]
    return Folder(tuple(rooms), tuple(labelled), tuple(each for each in faqs if each))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as opened:
        yield from (json.loads(line) for line in opened if line.strip())


def _faq(path: Path) -> Faq | None:
    told = json.loads(path.read_text())
    if not isinstance(told, dict) or not {"faq", "queries"} <= told.keys():
        return None
    answered = tuple((question, answer) for question, answer in told["faq"])
    return Faq(path.stem, answered, tuple((each["q"], each["faq"]) for each in told["queries"]))


def _threaded(rows: Rows) -> Iterator[Room]:
    """Rooms whose messages name their conversation; the first 60 % are for learning."""
    by_room = defaultdict(list)
    for row in rows:
        by_room[(row["kind"] != "manual", row["ch"])].append(row)
    for (whole, name), told in by_room.items():
        ordered = sorted(told, key=lambda row: str(row["ts"]))
        cut = ordered[int(LEARN * len(ordered))]["ts"]
        messages = tuple(
            Message(
                f"{row['conv']}@{row['ts']}",
                row["conv"],
                row["user"] or "",
                _instant(row["ts"]),
                row["text"].replace("\\n", "\n").replace("\\'", "'"),
                row["ts"] < cut,
            )
            for row in ordered
        )
        yield Room(name if whole else f"{name}, dialogs", messages, whole)


def _instant(said: str) -> datetime:
    at = datetime.fromisoformat(said)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _linked(name: str, rows: Rows) -> Room:
    """A channel whose lines link to those they answer; its files say which are for learning."""
    by_file = defaultdict(list)
    for row in rows:
        by_file[row["file"]].append(row)
    found = [each for file in by_file.values() for each in _file(file)]
    return Room(name, tuple(sorted(found, key=lambda each: each.at)))


def _file(rows: Rows) -> Iterator[Message]:
    ordered = sorted(rows, key=lambda row: row["i"])
    begin = datetime.fromisoformat(ordered[0]["file"][:10]).replace(tzinfo=UTC)
    conversation: dict[int, str] = {}
    minutes = 0
    for row in ordered:
        minutes = _after(minutes, row["hm"])
        known = [conversation[parent] for parent in row["parents"] if parent in conversation]
        conversation[row["i"]] = known[0] if known else f"{row['file']}:{row['i']}"
        if row["user"]:
            # The microseconds keep lines of one minute in their order.
            at = begin + timedelta(minutes=minutes, microseconds=row["i"])
            id_ = f"{row['file']}@{row['i']}"
            learn = row["split"] == "train"
            yield Message(id_, conversation[row["i"]], row["user"], at, row["text"], learn)


def _after(minutes: int, told: str | None) -> int:
    """The minutes since the file's day began; a clock that goes back has passed midnight."""
    if not told:
        return minutes
    hour, minute = told.split(":")
    said = int(hour) * 60 + int(minute) + minutes // 1440 * 1440
    return said + 1440 if said < minutes - 600 else said
