"""What the nine kinds of request are called."""

from __future__ import annotations

from collections.abc import Mapping

from bot.questions.kinds import Kind
from bot.text import Text, t

KINDS: Mapping[Kind, Text] = {
    Kind.SOLVE_PROBLEM: t("Solve a problem"),
    Kind.FIND_INFORMATION: t("Find information"),
    Kind.SEEK_EXPERIENCE: t("Learn from experience"),
    Kind.REUSE_ASSET: t("Use something again"),
    Kind.COORDINATE: t("Do it together"),
    Kind.DISCUSS_DEVELOPMENT: t("Talk about a development"),
    Kind.DOCUMENT: t("Write something down"),
    Kind.VISIT: t("Visit somebody"),
    Kind.MAP_KNOWLEDGE: t("Find out who knows"),
}
