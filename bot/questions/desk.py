"""`desk questions`: what is open and late, what was tried, and what a coordinator may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.errors import Refusal
from bot.events import Commanded, Person, Pressed, Submitted
from bot.handlers import COORDINATOR
from bot.questions import counting, desk_views, routing
from bot.questions.asking import found
from bot.questions.desk_views import Desk, Opened
from bot.questions.kinds import Kind
from bot.questions.model import LIVE, WAITING, Offer, Question, open_offers
from bot.questions.store import Job
from bot.questions.table import on
from bot.text import t
from bot.ui import Fill, Message, Reply, Say
from bot.work import DAY, WEEK

PAGE = "questions"
COUNTED, TOPICS = 4 * WEEK, 13 * WEEK
LATE_AFTER = 3 * DAY


@on.command("desk questions", help=t("Late questions, topics, who carries much"), who=COORDINATOR)
def desk(_asked: Commanded, work: Job) -> Reply:
    """Open and late, topics without helpers, and a few figures."""
    return Say(page(work))


@on.button("questions.desk", who=COORDINATOR)
def desk_pressed(_pressed: Pressed, work: Job) -> Reply:
    """The same, from a button."""
    return Say(page(work))


def page(work: Job) -> Message:
    """What chat shows; the page shows all of it."""
    return work.doorway.under(desk_views.desk(gathered(work)), PAGE)


def gathered(work: Job) -> Desk:
    """All that is told, counted now."""
    recent = work.store.questions(since=work.now - TOPICS)
    offers = by_question(work.store.offers_since(work.now - TOPICS))
    lately = [one for one in recent if one.at >= work.now - COUNTED]
    asks = [o for each in offers.values() for o in each if o.at >= work.now - COUNTED]
    return Desk(
        waiting=waiting(work),
        counted=counting.counted(lately),
        alone=counting.without_helpers([one for one in recent if one.posted], offers),
        heavy=counting.carry_too_much(asks),
        kinds=counting.by_kind(lately),
        heard=work.activity.measured(work.community.home),
        now=work.now,
        forums=work.forums,
        learnt=work.store.learnt(),
    )


def waiting(work: Job) -> tuple[Opened, ...]:
    """Questions without a human reply, the longest waiting first."""
    found = []
    for one in work.store.questions(*WAITING):
        if one.posted:
            asked = [offer for offer in work.store.offers(one.id) if offer.delivered]
            still = len(open_offers(asked))
            found.append(Opened(one, len(asked), still, work.now - one.posted >= LATE_AFTER))
    return tuple(found)


def by_question(offers: Sequence[Offer]) -> Mapping[str, Sequence[Offer]]:
    """Offers under the question they are about."""
    found: dict[str, list[Offer]] = {}
    for offer in offers:
        found.setdefault(offer.question, []).append(offer)
    return found


@on.button("questions.ask_somebody", who=COORDINATOR)
def ask_somebody(pressed: Pressed, work: Job) -> Reply:
    """Open the form for whom to ask."""
    return Fill(desk_views.whom_form(_open(work, pressed.subject)))


@on.button("questions.ask_them", who=COORDINATOR)
def ask_them(pressed: Pressed, work: Job) -> Reply:
    """The same, chosen from a menu."""
    question = _open(work, pressed.subject)
    person = Person(work.space, pressed.values[0]) if pressed.values else None
    return Say(_ask(work, question, person, pressed.actor.person))


@on.form("questions.whom", who=COORDINATOR)
def whom(submitted: Submitted, work: Job) -> Reply:
    """Ask that person, if they may be asked."""
    question = _open(work, submitted.subject)
    value = submitted.values.get("person")
    person = value[0] if isinstance(value, tuple) and value else value
    found = person if isinstance(person, Person) else None
    return Say(_ask(work, question, found, submitted.actor.person))


def _ask(work: Job, question: Question, person: Person | None, by: Person) -> Message:
    card = routing.askable(work, question, person) if person else None
    if card is None or person is None:
        raise Refusal(
            t(
                "I may not ask them: they did not say so, were asked already, or their week is "
                "full. A word from you may do."
            )
        )
    others = len(open_offers(work.store.offers(question.id)))
    routing.ask(work, question, card, "named", "", others, by=by)
    work.log(t("Had somebody asked about a question"))
    return desk_views.asking(person)


def _open(work: Job, id_: str) -> Question:
    question = found(work, id_)
    if question.state not in LIVE:
        raise Refusal(t("This question is settled already. Nothing for you to do."))
    return question


@on.button("questions.describe", who=COORDINATOR)
def describe(pressed: Pressed, work: Job) -> Reply:
    """Open the form for its topic and its kind."""
    return Fill(desk_views.describe_form(found(work, pressed.subject)))


@on.form("questions.describe", who=COORDINATOR)
def described(submitted: Submitted, work: Job) -> Reply:
    """A coordinator knows better; what they say stays, and the next people fit it."""
    question = found(work, submitted.subject)
    topic, kind = submitted.values.get("topic"), submitted.values.get("kind")
    chosen = kind[0] if isinstance(kind, tuple) and kind else kind
    work.store.save(
        replace(
            question,
            topic=topic.strip() if isinstance(topic, str) else "",
            kind=chosen if isinstance(chosen, str) and chosen in set(Kind) else question.kind,
        )
    )
    work.log(t("Said what a question is about"))
    routing.go_on(work, work.store.question(question.id) or question)
    return Say(desk_views.noted())


@on.button("questions.who_knows", who=COORDINATOR)
def who_knows(pressed: Pressed, work: Job) -> Reply:
    """Show what would stand in the channel."""
    question = found(work, pressed.subject)
    return Say(desk_views.who_knows_preview(question, work.community.home))


@on.button("questions.post_who_knows", who=COORDINATOR)
def post_who_knows(pressed: Pressed, work: Job) -> Reply:
    """Ask everybody who knows, once for each question."""
    question = found(work, pressed.subject)
    work.post(
        f"questions.who_knows.{question.id}", work.community.home, desk_views.who_knows(question)
    )
    work.log(t("Asked everybody who knows about a topic"))
    return Say(desk_views.noted())
