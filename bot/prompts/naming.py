"""What the kinds of prompts are called."""

from __future__ import annotations

from bot.prompts.model import Kind
from bot.text import Text, t

KINDS = {
    Kind.QUESTION: t("questions"),
    Kind.STORY: t("stories"),
    Kind.TIP: t("tips"),
    Kind.CHALLENGE: t("what is hard just now"),
    Kind.PERSPECTIVE: t("seeing with other eyes"),
    Kind.ARTICLE: t("things to read"),
    Kind.SPOTLIGHT: t("people to put in the light"),
    Kind.CELEBRATE: t("things to celebrate"),
}
HEADINGS = {
    Kind.QUESTION: t("A question to all of you"),
    Kind.STORY: t("Tell us a story"),
    Kind.TIP: t("A tip to share"),
    Kind.CHALLENGE: t("What is hard just now?"),
    Kind.PERSPECTIVE: t("With other eyes"),
    Kind.ARTICLE: t("Something to read"),
    Kind.SPOTLIGHT: t("Somebody to put in the light"),
    Kind.CELEBRATE: t("Something to celebrate"),
}
SINGLE = {
    Kind.QUESTION: t("A question"),
    Kind.STORY: t("A story"),
    Kind.TIP: t("A tip"),
    Kind.CHALLENGE: t("What is hard just now"),
    Kind.PERSPECTIVE: t("A role to take, another's eyes"),
    Kind.ARTICLE: t("Something to read, with a question"),
    Kind.SPOTLIGHT: t("Somebody to put in the light"),
    Kind.CELEBRATE: t("Something to celebrate"),
}


def named(kind: Kind) -> Text:
    """A kind in the middle of a sentence."""
    return KINDS[kind]
