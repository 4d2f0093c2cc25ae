"""*Keep this*, on any message: its author decides, and what nobody agreed to is gone."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refusal
from bot.events import Pointed, Submitted
from bot.handlers import MEMBER, Target
from bot.library import asking, views
from bot.library.model import BEING_TOLD, LONGEST, Item, Job, Kind, State
from bot.library.table import on
from bot.text import t
from bot.ui import Fill, Reply, Say
from bot.wording import Naming


@on.shortcut("library.keep_this", label=t("Keep this"), target=Target.MESSAGE, who=MEMBER)
def keep_this(pointed: Pointed, work: Job) -> Reply:
    """Open the form; the words wait sealed until it is sent, an hour at most."""
    words, author = pointed.text.strip(), pointed.target
    if not words:
        raise Refusal(t("There are no words in this message that I could keep."))
    if author is None:
        raise Refusal(t("I keep what people say. This was written by a bot."))
    before = work.store.from_source(work.store.source_of(author, words))
    if before and before.state is State.KEPT and (found := work.shelf.item(before.id)):
        return Say(views.already(found))
    item = Item(
        id=asking.identity(work),
        kind=Kind.LINK if "://" in words else Kind.LESSON,
        title="",
        words=words[:LONGEST],
        by=author,
        at=pointed.at,
        state=State.BEGUN,
        where=pointed.place,
        message=pointed.message,
        thread=pointed.place.thread if pointed.place else "",
    )
    work.store.save(item)
    work.wake("library.forget", item.id, at=work.now + BEING_TOLD)
    mine = author == pointed.actor.person
    return Fill(views.keep_form(item, work.store.topics(), mine=mine))


@on.form("library.keep_this", who=MEMBER)
def told(submitted: Submitted, work: Job) -> Reply:
    """Their own is kept as they say; for anybody else's, its author is asked."""
    item = work.store.item_of(submitted.subject)
    if item is None or item.by is None or item.state is not State.BEGUN:
        raise Refusal(t("That took more than an hour. Use Keep this once more, please."))
    author = item.by
    item = replace(
        item,
        title=str(submitted.values.get("title") or "").strip(),
        kind=_kind(submitted, item.kind),
        topic=topic(submitted, work),
        source=work.store.source_of(author, item.words),
    )
    if author == submitted.actor.person:
        return _own(submitted, work, item)
    if _asked_before(work, item):
        work.store.remove(item)
    else:
        asking.ask(work, item)
    return Say(views.asking(author))


def _own(submitted: Submitted, work: Job, item: Item) -> Reply:
    before = work.store.from_source(item.source)
    if before and before.id != item.id:
        work.withdraw(asking.CONSENT + before.id)
        work.store.remove(before)
    without = submitted.values.get("naming") == Naming.UNNAMED.value
    return Say(views.kept(asking.shelve(work, item, Naming.UNNAMED if without else Naming.NAMED)))


def _asked_before(work: Job, item: Item) -> bool:
    """They are being asked, or said no: nobody has them asked again about the same words."""
    before = work.store.from_source(item.source)
    return before is not None and before.id != item.id


def _kind(submitted: Submitted, before: Kind) -> Kind:
    value = submitted.values.get("kind")
    return Kind(value) if isinstance(value, str) and value in set(Kind) else before


def topic(submitted: Submitted, work: Job) -> str:
    """The new topic that was written, else the one that was chosen; "" for none."""
    new = submitted.values.get("new_topic")
    if isinstance(new, str) and new.strip():
        return " ".join(new.split())
    chosen = submitted.values.get("topic")
    found = work.store.topic(chosen) if isinstance(chosen, str) else None
    return found.words if found else ""
