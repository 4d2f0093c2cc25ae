"""`find`: people who can help, among those who take part."""

from __future__ import annotations

from bot.directory import Level
from bot.events import Commanded, Completing, Person, Role
from bot.handlers import MEMBER, words
from bot.members import matching, views
from bot.members.matching import Hit, Standing
from bot.members.model import Claim, Member
from bot.members.table import Working, coordinator_for, on
from bot.text import Text, own, t
from bot.ui import Bullets, Message, Note, Option, Paragraph, Reply, Row, Say, Suggest


@on.command(
    "find",
    help=t("People who can help, and answers we already have"),
    who=MEMBER,
    aliases=("who", "need"),
    words=words(200, hint=t("What you need help with"), suggests=True),
)
def find(asked: Commanded, work: Working) -> Reply:
    """At most five people, to the asker alone."""
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
    return Say(_found(hits) if hits else _nobody(said, coordinator_for(work, person)))


@on.complete("find", "words")
def suggest(typing: Completing, work: Working) -> Reply:
    """Skills somebody here can help with."""
    if not work.store.member(typing.actor.person).here:
        return Suggest(())
    found = matching.suggested(work.store.tasks(), typing.partial)
    return Suggest(tuple(Option(task.words, own(task.words)) for task in found[:25]))


def _holds(claim: Claim) -> Text:
    said = claim.words
    match claim.level:
        case Level.DO:
            return t("can do: {skill}", skill=said)
        case Level.EXPLAIN:
            return t("can explain: {skill}", skill=said)
        case _:
            return t("knows who can: {skill}", skill=said)


def _found(hits: tuple[Hit, ...]) -> Message:
    return views.answer(
        "found",
        Bullets(tuple(_line(hit) for hit in hits)),
        Note(
            t("They agreed to be found. Write to them, or: /hearth introduce @them @you because …")
        ),
    )


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
