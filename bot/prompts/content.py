"""Prompts as a plain file that a coordinator may edit: read, checked entry by entry, written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from bot.errors import Refusal
from bot.prompts.model import LONGEST, LONGEST_PURPOSE, Kind, Prompt, Stage
from bot.text import LANGUAGES, Text, t

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
KEYS = ("id", "kind", "stage", "first", "text", "purpose", "about", "link")
BEGINS = "[[prompt]]"
MOST = 500  # entries in one file
LONGEST_ABOUT, LONGEST_LINK, FIRST = 60, 300, 4


@lru_cache
def shipped() -> tuple[Prompt, ...]:
    """The prompts Hearth brings along, in the order of the file."""
    return read((resources.files("bot.prompts") / "prompts.toml").read_text(encoding="utf-8"))


def read(said: str) -> tuple[Prompt, ...]:
    """The prompts of a file; a Refusal tells which entry needs another look, and why."""
    try:
        entries = tomllib.loads(said).get("prompt", [])
    except tomllib.TOMLDecodeError as error:
        raise Refusal(t("This is not in the form of the file: {where}", where=str(error))) from None
    if not isinstance(entries, list) or not 0 < len(entries) <= MOST:
        raise Refusal(t("I found no prompts in it; each begins with the line {line}", line=BEGINS))
    prompts = tuple(_prompt(number, entry) for number, entry in enumerate(entries, 1))
    names = [one.id for one in prompts]
    for name in names:
        if names.count(name) > 1:
            raise _no(name, t("there are two of that name"))
    return prompts


def _prompt(number: int, entry: Any) -> Prompt:
    if not isinstance(entry, dict):
        raise _no(str(number), t("it is not an entry"))
    name = entry.get("id")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise _no(str(number), t("its id is small letters, digits and dashes, at most 40"))
    for key in entry:
        if key not in KEYS:
            raise _no(name, t("I don't know what {key} is", key=key))
    return Prompt(
        id=name,
        kind=Kind(_one_of(name, "kind", entry.get("kind"), [str(k) for k in Kind])),
        stage=Stage(_one_of(name, "stage", entry.get("stage", "any"), [str(s) for s in Stage])),
        text=_spoken(name, "text", entry, LONGEST) or _missing(name),
        purpose=_spoken(name, "purpose", entry, LONGEST_PURPOSE),
        about=_spoken(name, "about", entry, LONGEST_ABOUT),
        link=_link(name, entry.get("link", "")),
        first=_first(name, entry.get("first", 0)),
    )


def _one_of(name: str, key: str, value: Any, known: list[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise _no(name, t("{key} is one of: {known}", key=key, known=", ".join(known)))
    return value


def _spoken(name: str, key: str, entry: Mapping[str, Any], longest: int) -> dict[str, str]:
    """Words by language; a plain string is the first language's."""
    value = entry.get(key, {})
    said = {LANGUAGES[0]: value} if isinstance(value, str) else value
    if not isinstance(said, dict) or not all(isinstance(one, str) for one in said.values()):
        example = f"{key}.{LANGUAGES[0]}"
        raise _no(name, t("{key} is written as {example} = …", key=key, example=example))
    for language, words in said.items():
        if language not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise _no(name, t("{key} is told in one of: {known}", key=key, known=known))
        if len(words) > longest:
            raise _no(name, t("{key} is longer than {most} characters", key=key, most=longest))
    return {language: words.strip() for language, words in said.items() if words.strip()}


def _missing(name: str) -> dict[str, str]:
    raise _no(name, t("it has no text"))


def _link(name: str, value: Any) -> str:
    known = isinstance(value, str) and (not value or re.match(r"https?://\S+$", value))
    if not known or len(value) > LONGEST_LINK:
        raise _no(name, t("its link begins with http:// or https:// and has no spaces"))
    return str(value)


def _first(name: str, value: Any) -> int:
    if not isinstance(value, int) or not 0 <= value <= FIRST:
        raise _no(name, t("its place among the first is a number from 1 to 4"))
    return value


def _no(name: str, why: Text) -> Refusal:
    return Refusal(t("The prompt {name}: {why}. Nothing was changed.", name=name, why=why))


def write(prompts: Iterable[Prompt]) -> str:
    """The same file, from prompts; who suggested one is nobody else's business, and left out."""
    return "\n".join(_entry(prompt) for prompt in prompts)


def _entry(prompt: Prompt) -> str:
    lines = [BEGINS, f"id = {_quoted(prompt.id)}", f"kind = {_quoted(prompt.kind)}"]
    lines.append(f"stage = {_quoted(prompt.stage)}")
    lines += [f"first = {prompt.first}"] if prompt.first else []
    for key in ("text", "purpose", "about"):
        said: Mapping[str, str] = getattr(prompt, key)
        lines += [f"{key}.{language} = {_quoted(words)}" for language, words in said.items()]
    lines += [f"link = {_quoted(prompt.link)}"] if prompt.link else []
    return "\n".join((*lines, ""))


SPELT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _quoted(words: str) -> str:
    """A basic string; what the format may not hold as it is, is spelt out."""
    spelt = (SPELT.get(c) or (c if c.isprintable() else f"\\U{ord(c):08x}") for c in words)
    return f'"{"".join(spelt)}"'
