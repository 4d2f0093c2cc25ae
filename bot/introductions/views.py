"""The words of asking: what a peer, a newcomer and a coordinator read before two people meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.directory import Card
from bot.events import Person
from bot.introductions.model import Introduction, Reason, Why
from bot.text import Text, day_past, own, t
from bot.ui import Block, Button, Message, Note, Paragraph, Quote, Row, Style, Weight
from bot.wording import share

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, and the how many-th ask of the week this is for them."""

    card: Card
    before: int


def would_you(one: Introduction, newcomer: Card, asked: Asked, now: datetime) -> Message:
    """Ask a peer whether they would talk to a newcomer; the name is left out where it waits."""
    facts = tuple(_facts(newcomer, one.reason, now))
    if one.name_first:
        first = t("Would you talk to a newcomer for twenty minutes? {facts}.", facts=facts)
    else:
        first = t(
            "Would you talk to {newcomer} for twenty minutes? {facts}.",
            newcomer=newcomer.person,
            facts=facts,
        )
    blocks: list[Block] = [Paragraph(first)]
    because = _because(one)
    if because:
        blocks.append(Paragraph(because))
    if one.name_first:
        shown = t("They see your name once you say yes, and decide before you see theirs.")
        blocks.append(Note(shown))
    return _ask("introductions.would_you", blocks, one.id, asked)


def who_could(one: Introduction, newcomer: Card, asked: Asked, now: datetime) -> Message:
    """Ask somebody who said they know who; no meeting is asked of them."""
    name = t("A newcomer") if one.name_first else t("{newcomer}", newcomer=newcomer.person)
    said = t(
        "{newcomer} wants to learn {skill}, and nobody here said they can do it. "
        "You said you know who. Who could it be? I'd tell that person that you thought of them.",
        newcomer=name,
        skill=one.reason.wants,
    )
    buttons = Row(
        (
            Button(t("I know who"), "introductions.who", one.id, Style.MAIN),
            Button(t("Not this time"), "introductions.not_this_time", one.id),
            Button(t("Fewer of these"), "introductions.fewer", one.id),
        )
    )
    notes = (Note(_silent()), Note(share(asked.card, asked.before)))
    return Message("introductions.who_could", Weight.ASK, (Paragraph(said), buttons, *notes))


def proposed(one: Introduction, asked: Asked) -> Message:
    """Ask one of two whom a member would like to bring together."""
    other = one.other(asked.card.person).person
    blocks: list[Block] = []
    if one.by == other:
        said = t("{by} would like to meet you. Would you talk for twenty minutes?", by=one.by)
    else:
        said = t(
            "{by} would like to introduce you to {other}. Would you talk for twenty minutes?",
            by=one.by or other,
            other=other,
        )
    blocks.append(Paragraph(said))
    if one.reason.words:
        blocks.append(Quote(own(one.reason.words), one.by))
    because = _because(one)
    if because:
        blocks.append(Paragraph(because))
    return _ask("introductions.proposed", blocks, one.id, asked)


def name_first(one: Introduction, peer: Card) -> Message:
    """Show the newcomer the name of somebody who said yes; they decide, silently."""
    said = t("{peer} would be happy to talk to you for twenty minutes.", peer=peer.person)
    blocks: list[Block] = [Paragraph(said)]
    because = reason_for_newcomer(one.reason)
    if because:
        blocks.append(Paragraph(because))
    buttons = Row(
        (
            Button(t("Introduce us"), "introductions.happy", one.id, Style.MAIN),
            Button(t("Not this time"), "introductions.not_this_time", one.id),
        )
    )
    note = t("They have not seen your name. Not this time stays private; I'll ask somebody else.")
    return Message("introductions.name_first", Weight.AGREED, (*blocks, buttons, Note(note)))


def _ask(kind: str, blocks: list[Block], id_: str, asked: Asked) -> Message:
    buttons = Row(
        (
            Button(t("Happy to"), "introductions.happy", id_, Style.MAIN),
            Button(t("Not this time"), "introductions.not_this_time", id_),
            Button(t("Fewer of these"), "introductions.fewer", id_),
        )
    )
    notes = Note(_silent()), Note(share(asked.card, asked.before))
    return Message(kind, Weight.ASK, (*blocks, buttons, *notes))


def _silent() -> Text:
    return t("Not this time stays private; I'll ask somebody else.")


def _facts(newcomer: Card, reason: Reason, now: datetime) -> Iterable[Text]:
    yield t("Joined on {day}", day=day_past(newcomer.since, now))
    if newcomer.organisation:
        yield t("works in {organisation}", organisation=newcomer.organisation)
    yield from _wants(newcomer, reason)


def _wants(newcomer: Card, reason: Reason) -> Iterable[Text]:
    """What they want to learn, tied to what the peer said where that is the reason."""
    same = reason.wants == reason.can
    match reason.why:
        case Why.DO if same:
            yield t("wants to learn {skill}, which you said you can do", skill=reason.wants)
        case Why.EXPLAIN if same:
            yield t("wants to learn {skill}, which you said you can explain", skill=reason.wants)
        case Why.DO | Why.EXPLAIN | Why.NAMED if reason.wants:
            yield t("wants to learn {skill}", skill=reason.wants)
        case _:
            if newcomer.wants:
                yield t("wants to learn {skill}", skill=min(newcomer.wants))


def _because(one: Introduction) -> Text | None:
    """The reason as the peer recognises it, where the first sentence has not said it."""
    reason = one.reason
    match reason.why:
        case Why.DO if reason.wants != reason.can:
            return t("You said you can do {task}.", task=reason.can)
        case Why.EXPLAIN if reason.wants != reason.can:
            return t("You said you can explain {task}.", task=reason.can)
        case Why.HARDEST:
            return t("Asked what is hardest in your work now, you both named something similar.")
        case Why.ROLE:
            return t("You have the same role, in different organisations.")
        case Why.HOST:
            return t("You are one of the people newcomers may meet first.")
        case Why.NAMED if one.by:
            return t("{member} thought of you.", member=one.by)
        case _:
            return None


def reason_for_newcomer(reason: Reason) -> Text | None:
    """The same reason, said to the one who wants to learn."""
    match reason.why:
        case Why.DO:
            return t("They said they can do {task}.", task=reason.can)
        case Why.EXPLAIN:
            return t("They said they can explain {task}.", task=reason.can)
        case Why.HARDEST:
            return t("Asked what is hardest in your work now, you both named something similar.")
        case Why.ROLE:
            return t("You have the same role, in different organisations.")
        case Why.HOST:
            return t("They offered to meet newcomers first.")
        case Why.NAMED:
            return t("A member thought of them for {skill}.", skill=reason.wants)
        case _:
            return None


def thanks(other: Person) -> Message:
    """A yes, answered at once."""
    said = t(
        "Lovely. I'll open a conversation for you and {other} while you are both awake.",
        other=other,
    )
    return _answer("introductions.thanks", said)


def thanks_first() -> Message:
    """A yes, while somebody else still has to say theirs."""
    said = t("Thank you. If it comes to a conversation, I'll open it for you.")
    return _answer("introductions.thanks_first", said)


def stays_private() -> Message:
    """A no, answered at once; nobody else ever learns of it."""
    return _answer(
        "introductions.stays_private",
        t("All right. It stays between you and me, and I'll ask somebody else."),
    )


def fewer() -> Message:
    """A no that also means: not so often."""
    return _answer(
        "introductions.fewer",
        t(
            "All right: not this one, and I'll ask you less often. "
            "How often stands in your profile: /hearth me"
        ),
    )


def asking_who(name: Person) -> Message:
    """Thanks for a name; whether that person can be asked is not told."""
    said = t("Thank you. I'll ask {person}, if I can.", person=name)
    return _answer("introductions.asking_who", said)


def settled() -> Message:
    """What becomes of an ask that nobody needs any more."""
    return _answer(
        "introductions.settled",
        t("This has settled by itself. Nothing for you to do, and thank you."),
    )


def comes_to_nothing() -> Message:
    """Told once to somebody who said yes; the same words whatever the reason."""
    said = t(
        "You said yes to a conversation; this time it does not come to one. "
        "There is nothing for you to do, and thank you for saying yes."
    )
    return Message("introductions.comes_to_nothing", Weight.AGREED, (Paragraph(said),))


def if_i_can() -> Message:
    """The one answer to every proposal, whatever the reason."""
    return _answer("introductions.if_i_can", t("I'll ask, if I can."))


def _answer(kind: str, said: Text) -> Message:
    return Message(kind, Weight.ANSWER, (Paragraph(said),))
