"""Write golden payloads of values that have none yet: `python -m tests.storage.golden_payloads`."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from enum import Enum
from importlib.metadata import version
from typing import Any, get_type_hints

from bot.events import Actor, Person, Place, Space
from bot.text import t
from bot.ui import Form, Home, Message, Paragraph, Weight
from storage.codec import encode
from tests.storage.test_codec import GOLDEN, VALUES

SPACE = Space("test", "1")
ANA = Person(SPACE, "ana")
AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
TEXT = t("{person}: {words}", person=ANA, words="hello")
SAMPLES: dict[str, Any] = {
    "str": "word",
    "int": 1,
    "bool": True,
    "bytes": b"\x00\xff",
    "datetime": AT,
    "date": date(2026, 11, 24),
    "Space": SPACE,
    "Person": ANA,
    "Place": Place(SPACE, "home", "2"),
    "Actor": Actor(ANA, "Ana", "es", "Europe/Madrid"),
    "Text": TEXT,
    "Form": Form("a.form", t("A form"), ()),
    "Message": Message("a.view", Weight.ASK, (Paragraph(TEXT),)),
    "Home": Home((Paragraph(TEXT),)),
}


def sample(kind: type) -> Any:
    """One value of a class: a sample in each field that has no default."""
    hints = get_type_hints(kind)
    given: dict[str, Any] = {}
    for each in fields(kind):
        if each.default is MISSING and each.default_factory is MISSING and each.init:
            given[each.name] = _of(hints[each.name])
    return kind(**given)


def _of(hint: Any) -> Any:
    name = getattr(hint, "__name__", "")
    if name in SAMPLES:
        return SAMPLES[name]
    if name == "tuple":
        return ()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint.__members__.values()))
    return TEXT if "Text" in str(hint) else "word"


def main() -> None:
    """Add what is missing to this release's file; what stands there is never changed."""
    file = GOLDEN / f"{version('hearth')}.json"
    kept: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    for name, kind in sorted(VALUES.items()):
        kept.setdefault(name, encode(sample(kind)))
    file.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n")


if __name__ == "__main__":
    main()
