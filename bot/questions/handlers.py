"""When this happens, do that: the modules of the room write their lines into one table."""

from __future__ import annotations

from bot.questions import (
    answering,
    asking,
    desk,
    entering,
    following,
    forum,
    here,
    judging,
    listing,
    noticing,
    offers,
    pages,
    relearning,
    removed,
    routing,
    unnamed,
    with_ticket,
)
from bot.questions.table import on

__all__ = [
    "answering",
    "asking",
    "desk",
    "entering",
    "following",
    "forum",
    "here",
    "judging",
    "listing",
    "noticing",
    "offers",
    "on",
    "pages",
    "relearning",
    "removed",
    "routing",
    "unnamed",
    "with_ticket",
]
