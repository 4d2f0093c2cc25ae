"""What people write in a list of skills, read as separate skills."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.directory import Level
from bot.errors import Invalid
from bot.events import Value
from bot.members.model import folded
from bot.text import Text, t

LONGEST, MOST = 70, 20  # characters of one skill, skills of one list
BETWEEN = re.compile(r"[,;\n·•]+")


def listed(said: Value) -> tuple[str, ...]:
    """The separate things in a list, each once, as they were written."""
    plain = said if isinstance(said, str) else ""
    pieces = (" ".join(piece.split()) for piece in BETWEEN.split(plain))
    return tuple({folded(piece): piece for piece in pieces if folded(piece)}.values())


def skills(lists: Mapping[str, tuple[Value, Level]]) -> dict[str, Level]:
    """Skills by their words, from fields by name; the first field that names one decides.

    Raises Invalid, field by field, for what is too long or too many.
    """
    found: dict[str, tuple[str, Level]] = {}
    wrong: dict[str, Text] = {}
    for name, (said, level) in lists.items():
        things = listed(said)
        long = next((thing for thing in things if len(thing) > LONGEST), None)
        if long:
            wrong[name] = t(
                "“{start}…” is long for one skill; put commas between several.", start=long[:30]
            )
        elif len(things) > MOST:
            wrong[name] = t("At most {most} at a time, please.", most=MOST)
        for thing in things:
            found.setdefault(folded(thing), (thing, level))
    if wrong:
        raise Invalid(t("Please look at the marked fields again."), wrong)
    return dict(found.values())


def added(skills_: Mapping[str, Level], more: Iterable[tuple[str, Level]]) -> dict[str, Level]:
    """The same with skills chosen from a list, where they are not there yet."""
    there = {folded(words) for words in skills_}
    fresh = {words: level for words, level in more if folded(words) not in there}
    return {**fresh, **skills_}
