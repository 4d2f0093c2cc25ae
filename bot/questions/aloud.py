"""What whoever asked by name is told privately stands, for an unnamed question, in its thread."""

from __future__ import annotations

from bot.questions.model import Question
from bot.questions.store import Job
from bot.text import Text, t
from bot.ui import Beside, Message, Note, Paragraph, Weight

POST = "questions.post."
WITH_TICKET = t("Whoever asked: your ticket shows you what you can do.")


def says(work: Job, question: Question, slug: str) -> None:
    """Put an outcome under the question; where it does not stand, there is nowhere to."""
    words = _of(slug)
    if question.posted is None or words is None:
        return
    message = Message("questions.aloud", Weight.POST, (Paragraph(words), Note(WITH_TICKET)))
    work.post(f"questions.aloud.{question.id}.{slug}", Beside(POST + question.id), message)


def _of(slug: str) -> Text | None:
    """None for what the post says itself."""
    if slug == "late":
        return t("Nobody has answered yet. I tell a coordinator, who may know somebody.")
    if slug.startswith("closed"):
        return t("I have closed this question, as it was quiet for two weeks.")
    if slug.startswith("still"):
        return t("This has been quiet for a week. Without a word I close it in another.")
    if slug.startswith("solved"):
        return t("Whoever asked says that this was solved. Thank you.")
    if slug.startswith("failed"):
        return t("Whoever asked says that it is not solved yet. More answers are welcome.")
    return None
