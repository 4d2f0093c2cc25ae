"""The library as plain files: one Markdown file an item, with what is known of it at its head."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.events import Person
from bot.library.model import Item

NAME = "library.zip"
LONGEST = 60  # letters of a file's name
_GAP = re.compile(r"[\W_]+")
PLAIN = "other"  # the folder of what has no topic


def packed(
    items: Iterable[Item], name: Callable[[Person], str], where: Callable[[Item], str]
) -> bytes:
    """All of it in one file; the same items give the same bytes."""
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as into:
        for path, words in sorted(files(items, name, where).items()):
            into.writestr(zipfile.ZipInfo(path), words)
    return told.getvalue()


def files(
    items: Iterable[Item], name: Callable[[Person], str], where: Callable[[Item], str]
) -> Mapping[str, str]:
    """Each file's words, by its path; a folder for each topic, and a list of all."""
    found: dict[str, str] = {}
    listed: dict[str, list[str]] = {}
    for item in items:
        folder = _slug(item.topic) or PLAIN
        path = f"{folder}/{item.at:%Y-%m-%d}-{_slug(item.title) or item.kind.value}"
        path = path if f"{path}.md" not in found else f"{path}-{item.id[-6:]}"
        found[f"{path}.md"] = written(item, name, where(item))
        line = f"- [{_flat(item.title)}]({path}.md)"
        listed.setdefault(item.topic or PLAIN, []).append(line)
    heads = (f"## {_flat(topic)}\n\n" + "\n".join(listed[topic]) for topic in sorted(listed))
    found["README.md"] = "\n\n".join(("# Library", *heads)) + "\n"
    return found


def written(item: Item, name: Callable[[Person], str], where: str) -> str:
    """One item; without a name where its author wanted none."""
    head = "\n".join(f"{key}: {json.dumps(said, ensure_ascii=False)}"
                     for key, said in _head(item, name, where))  # fmt: skip
    added = f"\n\n## Added later\n\n{item.addition.strip()}" if item.addition else ""
    return f"---\n{head}\n---\n\n{item.words.strip()}{added}\n"


def _head(item: Item, name: Callable[[Person], str], where: str) -> Iterator[tuple[str, str | int]]:
    yield "title", _flat(item.title)
    yield "kind", item.kind.value
    if item.topic:
        yield "topic", item.topic
    if item.level:
        yield "level", item.level.value
    if item.named:
        yield "author", name(item.named)
    yield "said", f"{item.at:%Y-%m-%d}"
    if where:
        yield "where", where
    if item.confirmed:
        yield "confirmed", f"{item.confirmed:%Y-%m-%d}"
    if item.helped_at:
        yield "helped", item.helped
        yield "helped_last", f"{item.helped_at:%Y-%m-%d}"


def _flat(words: str) -> str:
    return " ".join(words.replace("[", "(").replace("]", ")").split())


def _slug(words: str) -> str:
    """Letters and figures alone: no path of anybody's making."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    whole = _GAP.sub("-", plain).strip("-")
    cut = whole[: LONGEST + 1].rpartition("-")[0] if len(whole) > LONGEST else whole
    return cut or whole[:LONGEST]
