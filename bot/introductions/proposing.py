"""Any member may propose that two others meet; both are asked, whatever may be in the way."""

from __future__ import annotations

from bot.directory import Card
from bot.errors import Refusal
from bot.events import Commanded, Person, Woken
from bot.handlers import MEMBER, person, words
from bot.introductions import views
from bot.introductions.looking import Working, ask_key, identity, paused
from bot.introductions.model import OPEN, Introduction, Reason, Said, Side, State, Why
from bot.introductions.table import on
from bot.text import t
from bot.ui import Reply, Say


@on.command(
    "introduce",
    help=t("Introduce two members; both are asked first"),
    who=MEMBER,
    one=person(hint=t("Somebody")),
    other=person(hint=t("Whom they should meet")),
    because=words(200, required=False, hint=t("Why these two; both will read it")),
)
def introduce(asked: Commanded, work: Working) -> Reply:
    """Propose that two members meet; the answer is the same whatever is in the way."""
    one, other = asked.values.get("one"), asked.values.get("other")
    if not isinstance(one, Person) or not isinstance(other, Person) or one == other:
        raise Refusal(t("Name two different people: /hearth introduce @one @other because …"))
    because = asked.values.get("because")
    words = because.strip() if isinstance(because, str) else ""
    _propose(work, one, other, asked.actor.person, Reason(Why.PROPOSED, words=words))
    return Say(views.if_i_can())


@on.wake("introductions.propose")
def propose(woken: Woken, work: Working) -> None:
    """Two said the same is hard, and the first would like to meet the other, who is asked."""
    one, _, other = woken.subject.partition(",")
    first, second = Person(work.space, one), Person(work.space, other)
    if one and other and first != second:
        _propose(work, first, second, first, Reason(Why.HARDEST))


def _propose(work: Working, one: Person, other: Person, by: Person, reason: Reason) -> None:
    if not _may_propose(work, one, other, by):
        return
    found = work.directory.askable(work.now)
    askable = {card.person: card for card in found if card.introduce_me}
    asked = [card for card in (askable.get(p) for p in (one, other) if p != by) if card]
    if len(asked) < len({one, other} - {by}):
        return
    proposal = Introduction(
        id=identity(work),
        a=Side(one, _said(one, by)),
        b=Side(other, _said(other, by)),
        reason=reason,
        state=State.PROPOSED,
        at=work.now,
        by=by,
        search=False,
    )
    work.store.save(proposal)
    for card in asked:
        _ask(work, proposal, card)


def _said(person: Person, by: Person) -> Said:
    """Who proposes a meeting of their own has said yes to it."""
    return Said.YES if person == by else Said.NOTHING


def _ask(work: Working, proposal: Introduction, card: Card) -> None:
    asked = views.Asked(card, work.directory.asked_lately(card.person, work.now))
    work.post(ask_key(proposal, card.person), card.person, views.proposed(proposal, asked))


def _may_propose(work: Working, one: Person, other: Person, by: Person) -> bool:
    """Both are members awake to it, nobody is kept apart, and it does not go on already."""
    cards = work.directory.card(one), work.directory.card(other)
    if any(card is None or paused(work, card) for card in cards):
        return False
    three = {one, other, by}
    if any(work.directory.apart(p) & three for p in three):
        return False
    return not any(other in i.people and i.state in OPEN for i in work.store.of(one))
