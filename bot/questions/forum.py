"""Where questions stand: in the home place, or in a forum that a coordinator chose for them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.errors import Refusal
from bot.events import Place, Pressed, Settled, Submitted
from bot.handlers import COORDINATOR
from bot.questions import forum_views
from bot.questions.model import LONGEST, Question
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Fill, Reply, Say

HERE = "here."  # how the form's subject begins when it is about a post of somebody's own


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A post that somebody began: the question it may become, and where its words are held."""

    id: str
    held: str

    @property
    def subject(self) -> str:
        """What travels with the buttons."""
        return f"{self.id}.{self.held}"

    @classmethod
    def read(cls, subject: str) -> OwnPost:
        """As it travelled."""
        id_, _, held = subject.partition(".")
        return cls(id_, held)


def own_post(submitted: Submitted) -> OwnPost | None:
    """The post that a form is about; None for any other form."""
    subject = submitted.subject
    return OwnPost.read(subject.removeprefix(HERE)) if subject.startswith(HERE) else None


def first_words(title: str, text: str) -> str:
    """What stands in a post: its title, and its first words where they say more."""
    title, text = title.strip(), text.strip()
    return text if text.startswith(title) else f"{title}\n{text}".strip()


def stands_in(made: Question, before: Question | None, sent: Submitted, work: Job) -> Question:
    """The question with the title of the post it stands in, if it stands in one already."""
    own = own_post(sent)
    if own:
        title = (sent.post.title if sent.post else "").strip() or made.need
        said = {title, first_words(title, work.memory.find(own.held) or "")[:LONGEST].strip()}
        return replace(made, id=own.id, title=title, above=made.need in said)
    if before:
        above = before.above and made.need == before.need
        return replace(made, title=before.title, above=above)
    return made


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
    if work.missing:
        return Say(forum_views.unfit(place, work.missing))
    work.store.set_forum(Place(work.space, place.id), work.now)
    work.ledger.listen()
    work.log(t("Questions are posted in {place} from now on", place=place))
    return Say(forum_views.set_(place))


@on.button("questions.no_forum", who=COORDINATOR)
def none(_pressed: Pressed, work: Job) -> Reply:
    """Back to the home place."""
    work.store.set_forum(None, work.now)
    work.ledger.listen()
    work.log(t("Questions are posted in {place} from now on", place=work.community.home))
    return Say(forum_views.set_(work.community.home))


@on.settled("questions.post")
def settled(settled: Settled, work: Job) -> None:
    """A forum that does not take our posts is one no more: the next question stands at home."""
    forum, key = work.store.forum(), settled.key
    ours = work.store.question(key.removeprefix("questions.post."))  # an offer is nobody's yet
    if settled.reason and settled.landed is None and forum and ours:
        work.store.set_forum(None, work.now)
        work.ledger.listen()
        work.log(
            t("I could not post a question in {place}; the next ones stand in {home}",
              place=forum, home=work.community.home)
        )  # fmt: skip
