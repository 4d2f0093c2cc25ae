"""Where questions stand: in the home place, or in a forum that a coordinator chose for them."""

from __future__ import annotations

from bot.errors import Refusal
from bot.events import Place, Pressed, Settled, Submitted
from bot.handlers import COORDINATOR
from bot.questions import forum_views
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Fill, Reply, Say


def where(work: Job) -> Place:
    """The place for a new question."""
    return (work.store.forum() if work.forums else None) or work.community.home


@on.button("questions.forum", who=COORDINATOR)
def open_(_pressed: Pressed, work: Job) -> Reply:
    """Where they stand now, and how to change it."""
    return Say(forum_views.page(work.store.forum(), work.community.home))


@on.button("questions.choose_forum", who=COORDINATOR)
def choose(_pressed: Pressed, work: Job) -> Reply:
    """Ask for the forum."""
    if not work.forums:
        raise Refusal(t("There are no forums on {platform}.", platform=work.title))
    return Fill(forum_views.which(work.store.forum(), work.title))


@on.form("questions.forum", who=COORDINATOR)
def chosen(sent: Submitted, work: Job) -> Reply:
    """From the next question on; those that stand somewhere stay there."""
    place = sent.values.get("place")
    if not isinstance(place, Place) or not work.forums:
        raise Refusal(t("I need to know which forum. Nothing was changed."))
    work.store.set_forum(Place(work.space, place.id), work.now)
    work.log(t("Questions are posted in {place} from now on", place=place))
    return Say(forum_views.set_(place))


@on.button("questions.no_forum", who=COORDINATOR)
def none(_pressed: Pressed, work: Job) -> Reply:
    """Back to the home place."""
    work.store.set_forum(None, work.now)
    work.log(t("Questions are posted in {place} from now on", place=work.community.home))
    return Say(forum_views.set_(work.community.home))


@on.settled("questions.post")
def settled(settled: Settled, work: Job) -> None:
    """A forum that does not take our posts is one no more: the next question stands at home."""
    forum = work.store.forum()
    if settled.reason and settled.landed is None and forum:
        work.store.set_forum(None, work.now)
        work.log(
            t("I could not post a question in {place}; the next ones stand in {home}",
              place=forum, home=work.community.home)
        )  # fmt: skip
