"""What the kinds of prompts are called above a prompt, and in a list of them."""

from __future__ import annotations

from bot.prompts.model import Kind
from bot.text import t

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
    Kind.PERSPECTIVE: t("Seeing it from somebody else's chair"),
    Kind.ARTICLE: t("Something to read, with a question"),
    Kind.SPOTLIGHT: t("Somebody to put in the light"),
    Kind.CELEBRATE: t("Something to celebrate"),
}
