"""A post somebody begins in the forum for questions: offered help there, once, and not followed up.

Its words are held in memory for an hour, for the form alone; nothing of it is written down before
its author sends the form. What offered to help then becomes what shows how far the question is.
"""

from __future__ import annotations

from bot.errors import Refusal
from bot.events import Began, Place, Pressed
from bot.questions import forum, here_views, notice_views, views
from bot.questions.asking import KEY, identity, theirs
from bot.questions.model import LONGEST, Question, State
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Fill, Reply, Say, Update
from bot.work import HOUR

STALE = 12 * HOUR  # an offer that cannot be made by then is not made


@on.event("began")
def began(event: Began, work: Job) -> None:
    """Offer its author to find somebody, in their own post; whoever said never is left alone."""
    place, author = event.place, event.actor
    if place is None or work.store.forum() != Place(place.space, place.id):
        return
    if author.is_bot or author.is_guest or work.store.is_spared(author.person):
        return
    own = forum.OwnPost(identity(work), work.memory.keep(event.text) if event.text else "")
    message = here_views.shall_i(author.person, own.subject)
    work.post(KEY + own.id, place, message, expires=work.now + STALE)


@on.button("questions.here")
def find_somebody(pressed: Pressed, work: Job) -> Reply:
    """The form, filled in from what they wrote; who has not joined learns how."""
    own = _its_author(pressed)
    if work.directory.card(pressed.actor.person) is None:
        return Say(here_views.join_first())
    begun = work.store.question(own.id)
    if begun is None:
        title = pressed.post.title if pressed.post else ""
        need = forum.first_words(title, work.memory.find(own.held) or "")
        begun = Question("", pressed.actor.person, need[:LONGEST], work.now)
    elif theirs(work, own.id, pressed.actor.person).state is not State.DRAFT:
        return Say(views.already_over())
    return Fill(views.ask_form(begun, work.now, subject=forum.HERE + own.subject))


@on.button("questions.here_no")
def no_need(pressed: Pressed, work: Job) -> Reply:
    """Not this one."""
    _its_author(pressed)
    return Update(here_views.left_alone())


@on.button("questions.here_never")
def never(pressed: Pressed, work: Job) -> Reply:
    """Not this one, and none that comes."""
    own = _its_author(pressed)
    work.store.spare(pressed.actor.person, work.now)
    work.edit(KEY + own.id, here_views.left_alone())
    return Say(notice_views.never_again())


def _its_author(pressed: Pressed) -> forum.OwnPost:
    """Everybody sees the buttons; whose post it is, the platform tells with each press."""
    if pressed.post is None or pressed.post.author != pressed.actor.person:
        raise Refusal(t("Only whoever began this post can decide that. You can answer it here."))
    return forum.OwnPost.read(pressed.subject)
