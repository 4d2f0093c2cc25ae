"""The words of *me*, of the home page, and of erasing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.events import Community, Person
from bot.members import naming, resting, views
from bot.members.model import ENDLESS, Member
from bot.text import PLAIN, Envelope, Moment, Text, draw, own, t, tn
from bot.ui import (
    MAX_BUTTONS,
    Block,
    Bullets,
    Button,
    Divider,
    Facts,
    File,
    Heading,
    Home,
    Menu,
    Message,
    Note,
    Option,
    Paragraph,
    Row,
)
from bot.work import Kept

MOST_ITEMS = 6  # of one kind, in a message; the file has all
LEAVE = Button(t("Leave"), "members.leave")
DOWNLOAD = Button(t("Download"), "members.download")
BREAK = Button(t("Take a break"), "members.pause")


@dataclass(frozen=True, slots=True)
class Mine:
    """What is somebody's here, at a moment; `apart` are those they set apart, by name."""

    member: Member
    community: Community
    now: datetime
    apart: tuple[tuple[Person, str], ...] = ()


def me(mine: Mine, kept: tuple[Kept, ...]) -> Message:
    """The profile, and every kind of thing that is kept: what, why, until when."""
    blocks: list[Block] = [Heading(t("You in {community}", community=mine.community.name))]
    blocks += _choices(mine)
    blocks.append(Divider())
    if kept:
        blocks.append(Paragraph(t("Everything I keep about you here, why, and until when:")))
        blocks.append(Bullets(tuple(_kind(one, mine) for one in kept)))
        blocks.append(Note(t("The download has every date, too.")))
    else:
        blocks.append(Paragraph(t("I keep nothing about you here.")))
    blocks.append(Row((views.PROFILE, DOWNLOAD, resting.ERASE)))
    blocks.append(Row(_more(mine)))
    theirs = tuple(button for one in kept for button in one.buttons)
    blocks += [Row(theirs[:MAX_BUTTONS])] if theirs else []
    blocks += _apart_menu(mine.apart)
    return views.answer("me", *blocks)


def _more(mine: Mine) -> tuple[Button, ...]:
    if not mine.member.here:
        return (views.JOIN, views.SKILLS)
    rest = resting.BACK if mine.member.paused(mine.now) else BREAK
    mine_ = (views.MY_ROUNDS,) if mine.member.in_rounds else ()
    return views.SKILLS, views.CHANGE_CHOICES, *mine_, rest, LEAVE


def _kind(kept: Kept, mine: Mine) -> Text:
    alone = len(kept.items) == 1
    items = tuple(_item(item, mine, alone=alone) for item in kept.items[:MOST_ITEMS])
    more = len(kept.items) - MOST_ITEMS
    if more > 0:
        rest = tn("one more in the download", "{n} more in the download", more)
        items = (*items, rest)
    return t(
        "{what}: {items}. Kept {why}; {until}.",
        what=kept.what,
        items=items,
        why=kept.why,
        until=kept.until,
    )


def _item(item: Mapping[str, str], mine: Mine, *, alone: bool) -> Text:
    """One thing that is kept; when it was said stands in the download."""
    space = mine.community.space
    told = [(key, said) for key, said in item.items() if said and not naming.is_stamp(key)]
    named = tuple(
        t("{name}: {value}", name=naming.name(key), value=naming.value(key, said, space))
        for key, said in told
    )
    if alone or len(told) <= 1:
        return t("{told}", told=named)
    return t("{thing} ({told})", thing=naming.value(*told[0], space), told=named[1:])


def _apart_menu(apart: tuple[tuple[Person, str], ...]) -> Iterable[Block]:
    if apart:
        options = tuple(Option(person.id, own(name)) for person, name in apart[:25])
        yield Menu(t("Kept apart from you: undo for"), "members.together_again", options)


def _choices(mine: Mine) -> Iterable[Block]:
    """What they chose, as facts; what to do next where there is nothing yet."""
    member = mine.member
    if not member.here:
        yield Paragraph(t("You have not joined: I introduce you to nobody and ask you nothing."))
        return
    yield Facts(tuple(_facts(mine)))
    yield resting.allowance_menu(member.allowance)


def _facts(mine: Mine) -> Iterable[tuple[Text, Text]]:
    member, yes, no = mine.member, t("yes"), t("no")
    yield t("Introduce me"), yes if member.introduce_me else no
    yield t("Draw me in rounds"), yes if member.in_rounds else no
    yield t("You may ask me what I know"), yes if member.ask_me else no
    until = member.paused(mine.now)
    if until == ENDLESS:
        yield t("Break"), t("until you say")
    elif until:
        yield t("Break"), t("until {day}", day=Moment(until, "day"))
    if member.helps:
        yield t("Can help with"), _listed(c.words for c in member.helps)
    if member.learns:
        yield t("Want to learn"), _listed(c.words for c in member.learns)


def _listed(words: Iterable[str]) -> Text:
    return t("{skills}", skills=tuple(own(one) for one in words))


def home(mine: Mine) -> Home:
    """Somebody's own page: what is theirs now, and the next step."""
    member, community = mine.member, mine.community
    blocks: list[Block] = [Heading(own(community.name))]
    if community.purpose:
        blocks.append(Paragraph(t("What this group is for: {purpose}", purpose=community.purpose)))
    if not member.here:
        nothing = t("I do nothing about you until you press Join.")
        blocks += [Paragraph(nothing), Row((views.JOIN, views.KEEP_WHAT))]
        return Home(tuple(blocks))
    blocks += [*_choices(mine), Paragraph(_next(member)), Row(_more(mine))]
    see = Button(t("All I keep about you"), "members.me")
    blocks.append(Row((views.PROFILE, see, views.KEEP_WHAT)))
    return Home(tuple(blocks))


def _next(member: Member) -> Text:
    if not member.claims:
        return t("Next: say what you can help with, and what you want to learn.")
    if not member.full:
        return t(
            "You agreed to be introduced, and to nothing else. To be found by others, and to "
            "meet newcomers, change what I may do."
        )
    return t("Look for somebody who can help: /hearth find, and a word or two.")


def download(file: File) -> Message:
    """The file, with all of it."""
    text = Paragraph(t("Here is everything I keep about you in this community."))
    told = views.answer("download", text, Note(t("It reads in any text editor.")))
    return Message(told.kind, told.weight, told.blocks, files=(file,))


def written(kept: tuple[Kept, ...], mine: Mine, envelope: Envelope) -> File:
    """All that is kept, as a file that people and programs read."""
    plain = {
        "community": mine.community.name,
        "person": mine.member.person.id,
        "written": mine.now.isoformat(timespec="seconds"),
        "kept": [
            {
                "what": draw(one.what, envelope, PLAIN),
                "why": draw(one.why, envelope, PLAIN),
                "until": draw(one.until, envelope, PLAIN),
                "items": [dict(item) for item in one.items],
            }
            for one in kept
        ],
    }
    content = json.dumps(plain, indent=2, ensure_ascii=False).encode()
    return File("hearth-about-me.json", content, t("Everything Hearth keeps about you, as JSON"))


def erased(kinds: tuple[Text, ...]) -> Message:
    """What is gone."""
    if not kinds:
        return views.said("erased", t("There was nothing here to erase."))
    gone = Paragraph(t("Erased, for good:"))
    text = t("I know nothing about you here any more. If you write to me, we begin anew.")
    return views.answer("erased", gone, Bullets(kinds), Note(text))


def together_again(name: str) -> Message:
    """The undoing of *Not this person*."""
    text = t("Undone: I no longer keep {name} apart from you. Nobody is told.", name=name)
    return views.said("together_again", text)
