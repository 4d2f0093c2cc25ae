"""What waits for a coordinator's yes: look, change, send, drop, let its kind go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.communities import desk_views
from bot.communities.desk import stopped
from bot.communities.model import Job
from bot.errors import Invalid, Refusal
from bot.events import Commanded, Pressed, Submitted, Value
from bot.handlers import COORDINATOR, Handlers
from bot.text import HOLE, Hole, Text, t, translated
from bot.ui import Block, Fill, Heading, Message, Paragraph, Reply, Say, Update
from bot.work import Promise, Waiting

on = Handlers("communities")


@on.command("desk held", help=t("What waits for your yes: send, change, drop"), who=COORDINATOR)
def held(_asked: Commanded, work: Job) -> Reply:
    """Show what waits, a few at a time."""
    return Say(desk_views.waiting(_all(work)))


@on.button("communities.held", who=COORDINATOR)
def held_pressed(_pressed: Pressed, work: Job) -> Reply:
    """The same, from a button."""
    return Say(desk_views.waiting(_all(work)))


@on.button("communities.send", who=COORDINATOR)
def send(pressed: Pressed, work: Job) -> Reply:
    """Let one go; it still waits for its reader's hours."""
    item = _one(pressed.subject, work)
    work.ledger.release(item.key, max(work.now, item.due))
    return _done(work, item, t("Sent on: {kind} to {who}", **_named(item)))


@on.button("communities.drop", who=COORDINATOR)
def drop(pressed: Pressed, work: Job) -> Reply:
    """It never goes out."""
    item = _one(pressed.subject, work)
    work.ledger.drop(item.key)
    return _done(work, item, t("Dropped: {kind} to {who}", **_named(item)))


@on.button("communities.arrived", who=COORDINATOR)
def arrived(pressed: Pressed, work: Job) -> Reply:
    """It stands there already: nothing is sent again."""
    item = _one(pressed.subject, work)
    work.ledger.arrived(item.key)
    return _done(work, item, t("Seen to be there: {kind} to {who}", **_named(item)))


@on.button("communities.let_go", who=COORDINATOR)
def let_go(pressed: Pressed, work: Job) -> Reply:
    """Messages of this kind need no yes any more; those that wait go."""
    item = _one(pressed.subject, work)
    kind = item.message.kind
    work.ledger.let_go(kind)
    for one in work.ledger.waiting("held"):
        if one.message.kind == kind:
            work.ledger.release(one.key, max(work.now, one.due))
    return _done(work, item, t("Messages of this kind need no yes any more: {kind}", kind=kind))


@on.button("communities.reword", who=COORDINATOR)
def reword(pressed: Pressed, work: Job) -> Reply:
    """Open Hearth's own sentences of one message."""
    item = _one(pressed.subject, work)
    locale = work.people.envelope(pressed.actor.person).locale
    ours = desk_views.changeable(item.message)
    if not ours:
        raise Refusal(t("There are only a member's own words in it; those are never changed."))
    sentences = tuple((number, translated(text, locale)) for number, text in ours)
    return Fill(desk_views.reword_form(item, sentences))


@on.form("communities.reworded", who=COORDINATOR)
def reworded(sent: Submitted, work: Job) -> Reply:
    """Put the new words where the old ones stood; every hole must still be there."""
    item = _one(desk_views.short(sent.subject), work)
    message = _with_words(item.message, sent.values)
    work.ledger.post((Promise(item.key, item.to, message, item.due),))
    work.log(t("Changed the words of: {kind} to {who}", **_named(item)))
    return Say(desk_views.waiting(_all(work), t("Changed. It still waits for your yes.")))


def _with_words(message: Message, values: Mapping[str, Value]) -> Message:
    blocks, wrong = list(message.blocks), {}
    for number, text in desk_views.changeable(message):
        name = f"block{number}"
        said = values.get(name)
        new = " ".join(said.split()) if isinstance(said, str) else text.template
        lacking = _lacking(text, new)
        if lacking:
            wrong[name] = t("Please keep {holes} as it stands.", holes=lacking)
        blocks[number] = _reworded(blocks[number], text, new)
    if wrong:
        raise Invalid(t("Nothing is changed yet: something is missing."), wrong)
    return replace(message, blocks=tuple(blocks))


def _lacking(text: Text, new: str) -> str:
    """The holes that the new words lost, or made up."""
    were, are = set(HOLE.findall(text.template)), set(HOLE.findall(new))
    known = {name for name, _ in text.holes}
    return ", ".join("{" + name + "}" for name in sorted((were - are) | (are - known)))


def _reworded(block: Block, text: Text, new: str) -> Block:
    said = replace(text, template=new, many=None, n=1)
    return Heading(said) if isinstance(block, Heading) else Paragraph(said)


def _all(work: Job) -> tuple[Waiting, ...]:
    """Parked first: those are the oldest doubts; what only a hold stops comes last."""
    kept = stopped(work) if work.ledger.is_held() else ()
    todo = tuple(item for item in kept if item.state == "todo")
    return (*work.ledger.waiting("parked"), *work.ledger.waiting("held"), *todo)


def _one(short: str, work: Job) -> Waiting:
    for item in work.ledger.waiting("parked", "held", "todo"):
        if desk_views.short(item.key) == short:
            return item
    raise Refusal(t("That one does not wait any more. Nothing was done."))


def _done(work: Job, item: Waiting, said: Text) -> Reply:
    work.log(said)
    return Update(desk_views.waiting(_all(work), said))


def _named(item: Waiting) -> dict[str, Hole | str]:
    return {"kind": item.message.kind, "who": desk_views.addressed(item.to)}
