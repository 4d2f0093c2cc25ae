"""What arrives is made fit to be kept: no NUL, no half character, none of our own separators."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any
from zoneinfo import ZoneInfo

from bot.events import Actor, Event, Person, Place

UNFIT = re.compile("[\x00\x1f\ud800-\udfff]")


def scrubbed(event: Event) -> Event:
    """The event without what cannot be kept; mostly the very same one."""
    changed = {
        each.name: clean
        for each in fields(event)
        if (clean := _clean(value := getattr(event, each.name))) is not value
    }
    return replace(event, **changed) if changed else event


def _clean(value: Any) -> Any:
    """The value itself where nothing is amiss, so that the caller can tell."""
    match value:
        case str():
            return UNFIT.sub("\N{REPLACEMENT CHARACTER}", value) if UNFIT.search(value) else value
        case tuple():
            cleaned = tuple(_clean(each) for each in value)
            return value if all(a is b for a, b in zip(cleaned, value, strict=True)) else cleaned
        case Mapping():
            pairs = {_clean(k): _clean(v) for k, v in value.items()}
            return value if pairs == value else pairs
        case Person() | Place():
            id_ = _clean(value.id)
            return value if id_ is value.id else replace(value, id=id_)
        case Actor():
            return _actor(value)
        case _:
            return value


def _actor(actor: Actor) -> Actor:
    person, name = _clean(actor.person), _clean(actor.name)
    zone = actor.zone if actor.zone is None or _is_zone(actor.zone) else None
    if (person, name, zone) == (actor.person, actor.name, actor.zone):
        return actor
    return replace(actor, person=person, name=name, zone=zone)


def _is_zone(name: str) -> bool:
    """Whether we know this zone: one we do not know would stop every message to that person."""
    try:
        ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return False
    return True
