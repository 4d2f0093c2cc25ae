"""`find`: people who can help, among those who take part, and what is kept already."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bot.directory import Level
from bot.events import Commanded, Completing, Person, Role
from bot.handlers import MEMBER, words
from bot.members import matching, views
from bot.members.matching import Hit, Standing
from bot.members.model import Claim, Member
from bot.members.table import Working, coordinator_for, on
from bot.shelf import Found
from bot.text import Moment, Text, own, t
from bot.ui import Block, Bullets, Menu, Message, Note, Option, Paragraph, Reply, Row, Say, Suggest

MOST, SUGGESTED = 5, 25  # items told, words suggested
LABEL = 75  # characters of a title in a menu


@on.command(
    "find",
    help=t("People who can help, and answers we already have"),
    who=MEMBER,
    aliases=("who", "need"),
    words=words(200, hint=t("What you need help with"), suggests=True),
)
def find(asked: Commanded, work: Working) -> Reply:
    """At most five people and five kept items, to the asker alone."""
    said, person = str(asked.values["words"]), asked.actor.person
    hosts, apart = work.directory.with_role(Role.HOST), work.directory.apart(person)

    def standing(member: Member) -> Standing:
        one = member.person
        lately = work.directory.asked_lately(one, work.now)
        return Standing(one in hosts, lately, work.directory.name(one))

    others = [
        member
        for member in work.store.listed()
        if member.person != person and member.person not in apart and not member.paused(work.now)
    ]
    hits = matching.find(others, said, standing)
    kept = tuple(
        replace(one, ask=None) if one.ask == person else one for one in _kept(work, said, apart)
    )
    if not hits and not kept:
        return Say(_nobody(said, coordinator_for(work, person)))
    return Say(_found(hits, kept))


def _kept(work: Working, said: str, apart: frozenset[Person]) -> tuple[Found, ...]:
    """What is kept near to these words, but for the words of people apart."""
    found = work.shelf.similar(said, work.now, MOST)
    return tuple(one for one in found if apart.isdisjoint({*one.people, one.ask}))


@on.complete("find", "words")
def suggest(typing: Completing, work: Working) -> Reply:
    """Skills somebody here can help with, and titles of what is kept."""
    if not work.store.member(typing.actor.person).here:
        return Suggest(())
    found = matching.suggested(work.store.tasks(), typing.partial)
    titles = [one.title for one in work.shelf.begun(typing.partial, MOST)]
    words = (*(task.words for task in found), *titles)
    shown = dict.fromkeys(_short(each) for each in words[:SUGGESTED])
    return Suggest(tuple(Option(each, own(each)) for each in shown))


def _short(title: str) -> str:
    """As much of a title as a menu shows; its beginning finds it as well."""
    return title if len(title) <= LABEL else title[:LABEL].rsplit(" ", 1)[0]


def _holds(claim: Claim) -> Text:
    said = claim.words
    match claim.level:
        case Level.DO:
            return t("can do: {skill}", skill=said)
        case Level.EXPLAIN:
            return t("can explain: {skill}", skill=said)
        case _:
            return t("knows who can: {skill}", skill=said)


def _found(hits: tuple[Hit, ...], kept: tuple[Found, ...]) -> Message:
    blocks: list[Block] = []
    if hits:
        how = t(
            "They agreed to be found. Write to them, or: /hearth introduce @them @you because …"
        )
        blocks += [Bullets(tuple(_line(hit) for hit in hits)), Note(how)]
    if kept:
        kept = told_apart(kept)
        options = tuple(Option(one.id, own(_short(one.title))) for one in kept)
        blocks += [
            Paragraph(t("Kept here already:")),
            Bullets(tuple(_with_level(one) for one in kept)),
            Menu(t("Read one"), "library.read", options),
        ]
    return views.answer("found", *blocks)


def told_apart(kept: tuple[Found, ...]) -> tuple[Found, ...]:
    """Several answers to one question are called by their own words, not all by the question."""
    often = Counter(one.title for one in kept)
    return tuple(
        replace(one, title=_short(" ".join(one.words.split()))) if often[one.title] > 1 else one
        for one in kept
    )


def _with_level(one: Found) -> Text:
    line = _item(one)
    return t("{line} · {level}", line=line, level=one.level) if one.level else line


def _item(one: Found) -> Text:
    """A kept item in one line: whom to ask about it, and when it last helped."""
    day, title = Moment(one.helped_at or one.kept_at, "day"), one.title
    if one.helped_at and one.ask:
        return t("{title} (helped last on {day}; ask {person})", title=title, day=day,
                 person=one.ask)  # fmt: skip
    if one.ask:
        return t("{title} (kept on {day}; ask {person})", title=title, day=day, person=one.ask)
    return t("{title} (kept on {day})", title=title, day=day)


def _line(hit: Hit) -> Text:
    told, holds, person = hit.member.profile, _holds(hit.claim), hit.member.person
    if told.role and told.organisation:
        return t(
            "{person} ({role}, {organisation}) {holds}",
            person=person,
            role=told.role,
            organisation=told.organisation,
            holds=holds,
        )
    if told.role or told.organisation:
        who = told.role or told.organisation
        return t("{person} ({who}) {holds}", person=person, who=who, holds=holds)
    return t("{person} {holds}", person=person, holds=holds)


def _nobody(said: str, coordinator: Person | None) -> Message:
    none = t("Nobody here has said so yet: {words}.", words=said)
    step = t("If you put it among what you want to learn, it counts when I introduce people.")
    blocks = [Paragraph(none), Paragraph(step)]
    if coordinator:
        blocks.append(
            Paragraph(t("Or ask {coordinator}, who knows many here.", coordinator=coordinator))
        )
    return views.answer("nobody_found", *blocks, Row((views.SKILLS,)))
