"""The words about the forum in which questions stand."""

from __future__ import annotations

from bot.events import Place
from bot.questions.views import said
from bot.text import Text, t
from bot.ui import Bullets, Button, Form, Message, Note, Row, Step, Style, Where

OPEN = Button(t("Where questions stand"), "questions.forum")


def page(forum: Place | None, home: Place) -> Message:
    """For coordinators."""
    row = [Button(t("Choose a forum"), "questions.choose_forum", style=Style.MAIN)]
    if forum:
        row.append(Button(t("No forum"), "questions.no_forum"))
    words = t("New questions are posted in {place}.", place=forum or home)
    return said("forum", words, Row(tuple(row)), Note(_follows()))


def _follows() -> Text:
    return t(
        "In a forum each question is a post of its own. Its title says when it is solved, and if "
        "the forum has the tags Open, Answered, Solved or Closed, they follow. I make no tags. "
        "Whoever begins a post there is offered, once and in it, to have somebody found."
    )


def which(forum: Place | None, platform: str) -> Form:
    """Which one; only this platform has them."""
    field = Where("place", t("Forum"), forum, required=True, forum=True)
    intro = t(
        "Only {platform} has forums. I must be allowed to see it, to write posts in it and to "
        "manage its threads.",
        platform=platform,
    )
    return Form("questions.forum", t("A forum for questions"), (Step((field,), intro),))


def unfit(place: Place, why: tuple[Text, ...]) -> Message:
    """What the platform would not let us do there; nothing was changed."""
    words = t(
        "Questions cannot stand in {place} yet. Somebody must change this first:", place=place
    )
    note = Note(t("Nothing was changed. When it is done, choose it once more."))
    return said("forum_unfit", words, Bullets(why), note)


def set_(place: Place) -> Message:
    """The coordinator's answer."""
    words = t("New questions are posted in {place} from now on.", place=place)
    return said("forum_set", words, Note(t("Those that stand somewhere already stay there.")))
