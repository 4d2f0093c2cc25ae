"""What a forum shows of a question in its list: a title, and the tag of its state."""

from __future__ import annotations

from bot.questions.model import Question, State
from bot.text import Text, own, t

LONGEST_TITLE = 80  # characters of the question
OPENED, ANSWERED, SOLVED, CLOSED = t("Open"), t("Answered"), t("Solved"), t("Closed")
ALL_CLOSED = (CLOSED, OPENED, ANSWERED, SOLVED)
SOLVES = frozenset({State.ACCEPTED, State.HELPED})
TAGS = {
    State.ANSWERED: ANSWERED,
    State.ACCEPTED: SOLVED,
    State.HELPED: SOLVED,
    State.CLOSED: CLOSED,
}


def tags(question: Question) -> tuple[Text, ...]:
    """Every state a forum may have a tag for, the one that is so first."""
    now = TAGS.get(question.state, OPENED)
    return (now, *(one for one in (OPENED, ANSWERED, SOLVED, CLOSED) if one != now))


def title(question: Question) -> Text:
    """What the forum's list shows; it changes once, when it is solved: renaming is limited.

    The title of somebody's own post is theirs.
    """
    words = " ".join((question.title or question.need).split())
    if len(words) > LONGEST_TITLE and not question.title:
        words = words[: LONGEST_TITLE - 1].rstrip() + "…"
    if question.state in SOLVES:
        return t("Solved: {question}", question=words)
    return own(words)
