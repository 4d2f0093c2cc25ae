"""The words of the guide."""

from __future__ import annotations

from collections.abc import Iterable

from bot.events import Community, Person, Place
from bot.guide.verbs import Verb
from bot.text import Text, own, t
from bot.ui import (
    Block,
    Bullets,
    Button,
    Heading,
    Message,
    Note,
    Paragraph,
    Quote,
    Row,
    Style,
    Weight,
)

HELP = Button(t("What can you do?"), "guide.help")
SEE = Button(t("What do you see?"), "guide.see")
KEEP = Button(t("What do you keep?"), "guide.keep")
FIND = Button(t("Find somebody"), "guide.find")
ASK = Button(t("Ask a coordinator"), "guide.coordinators")
LISTENING = Button(t("In which channels?"), "listening.about")
LISTEN = Button(t("Change that per channel"), "listening.open")
JOIN = Button(t("Join"), "members.join", style=Style.MAIN)
TELL = Button(t("Tell a coordinator"), "introductions.tell")
NEAREST = {"find": FIND, "join": JOIN, "help": HELP, "privacy": KEEP}

UNNAMED = t(
    "I note nothing of who asked or when, so that neither members and coordinators nor whoever "
    "holds my database, its backups or my logs can tell. Who still could: whoever runs me, "
    "watching at that very moment, and this platform, which carries your press. How you write is "
    "your own risk."
)


def answer(kind: str, *blocks: Block) -> Message:
    """An answer to what somebody just did."""
    return Message(f"guide.{kind}", Weight.ANSWER, blocks)


def help_(
    community: Community | None, everybody: tuple[Verb, ...], desk: tuple[Verb, ...]
) -> Message:
    """What I do here; the coordinators' verbs only where `desk` holds any."""
    blocks: list[Block] = [Heading(t("What I do here"))]
    if community:
        blocks += [Paragraph(t("What this group is for:")), Quote(own(community.purpose))]
    blocks += [
        Paragraph(
            t(
                "I introduce people to each other who could use each other, and ask both first; "
                "I bring questions to those who can answer, and find what was answered. "
                "Write one of these words after /hearth, after my name, or in a message to me:"
            )
        ),
        Bullets(_lines(everybody)),
    ]
    if desk:
        blocks += [Heading(t("For coordinators")), Bullets(_lines(desk))]
    return answer("help", *blocks, Row((SEE, KEEP, ASK) if community else (SEE, KEEP)))


def _lines(verbs: Iterable[Verb]) -> tuple[Text, ...]:
    return tuple(_line(verb) for verb in verbs)


def _line(verb: Verb) -> Text:
    if not verb.aliases:
        return t("{usage}: {help}", usage=verb.usage, help=verb.help)
    others = ", ".join(verb.aliases)
    return t("{usage}: {help} (also: {others})", usage=verb.usage, help=verb.help, others=others)


def see(watchers: Text | None, listened: tuple[Place, ...] = (), *, tends: bool = False) -> Message:
    """What Hearth sees, said plainly; coordinators may change it per channel."""
    seen = (
        t("My own buttons, forms and commands, when you use them."),
        t("Messages that mention me, and messages to me."),
        t("Who enters or leaves the place I work in."),
        *_heard(listened),
    )
    not_seen = (
        t("What people write to each other: not in the channels, and not in private."),
        t("Who reads what, and who is online."),
    )
    blocks: list[Block] = [
        Heading(t("What I see")),
        Bullets(seen),
        Heading(t("What I do not see or use")),
        Bullets(not_seen),
        Heading(t("When you ask without your name")),
        Paragraph(UNNAMED),
        *_watched(watchers),
        Row((KEEP, HELP, *((LISTENING,) if listened else ()), *((LISTEN,) if tends else ()))),
    ]
    return answer("see", *blocks)


def _heard(listened: tuple[Place, ...]) -> tuple[Text, ...]:
    if not listened:
        return ()
    said = t(
        "In {places}: who writes when, and in which thread, because a coordinator switched that "
        "on. Never what: it is dropped the moment it arrives.",
        places=listened,
    )
    return (said,)


def keep(watchers: Text | None, listened: tuple[Place, ...] = ()) -> Message:
    """What Hearth keeps, why, and for how long."""
    noted = (t("When you wrote where listening is on, for ninety days; never what."),)
    kept = (
        t("Before you press Join: that you are here, since when, and how I learnt it. No more."),
        t("After you press Join: what you tell me in the form, so that I can introduce you."),
        t("Your name, language and time zone, as this place tells them to me."),
        t("Whom I asked and introduced you to, and how it went when you tell me."),
        t("What I wrote to you: its words for seven days."),
        t("The day you last used me, to ask once, after a quiet month, how it is for you."),
        *(noted if listened else ()),
    )
    blocks: list[Block] = [
        Heading(t("What I keep")),
        Bullets(kept),
        Paragraph(
            t(
                "Words about people are encrypted. Who you would rather not meet, and who said no, "
                "is told to nobody. Nothing is sold, and no other company's service reads it. "
                "See all of it, download it or erase it: /hearth me"
            )
        ),
        *_watched(watchers),
        Row((SEE, HELP)),
    ]
    return answer("keep", *blocks)


def _watched(watchers: Text | None) -> tuple[Block, ...]:
    return (Note(watchers),) if watchers else ()


def not_understood(verb: str | None, *, is_member: bool) -> Message:
    """One line and the three nearest things."""
    near = (NEAREST[verb],) if verb in NEAREST else ()
    usual = (FIND, HELP, ASK) if is_member else (JOIN, HELP, ASK)
    buttons = tuple(dict.fromkeys((*near, *usual)))[:3]
    if verb is None:
        said = t("I did not understand that. One of these, perhaps?")
    else:
        said = t("I did not understand that. Did you mean “{verb}”?", verb=verb)
    return answer("not_understood", Paragraph(said), Row(buttons))


def nobody_here() -> Message:
    """Not understood, where no community is."""
    said = t("I did not understand that, and no community is set up here yet.")
    return answer("not_understood", Paragraph(said), Row((HELP, SEE, KEEP)))


def find_how() -> Message:
    """How to look for somebody."""
    said = t("Write what you look for after the word find. Like this: find procurement")
    return answer("find", Paragraph(said))


def coordinators(people: tuple[Person, ...], community: Community) -> Message:
    """Who tends this, and how to reach all of them at once."""
    if not people:
        said = t("Nobody tends {community} just now.", community=community.name)
        return answer("coordinators", Paragraph(said))
    said = t(
        "{community} is tended by {people}. Write to any of them, or let me tell all of them.",
        community=community.name,
        people=people,
    )
    return answer("coordinators", Paragraph(said), Row((TELL,)))
