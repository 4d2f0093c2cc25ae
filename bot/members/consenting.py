"""The newcomer's first minute: the norms, two fields, and the consent by the exact words shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.directory import Hours, Level
from bot.errors import Invalid
from bot.events import Begin, Person, Pressed, Role, Submitted, Value
from bot.members import forms, views, wording
from bot.members.model import Consent, Member, Shown, Source
from bot.members.table import Working, coordinator_for, on
from bot.text import t
from bot.ui import Fill, Form, Message, Reply, Say, Update
from bot.waking import waking_days_after


@on.button("members.sounds_good")
def sounds_good(pressed: Pressed, work: Working) -> Reply:
    """The norms are acknowledged in this version; then two fields, or the question at once."""
    person, current = pressed.actor.person, work.community.norms_version
    version = int(pressed.subject) if pressed.subject.isdecimal() else current
    work.store.acknowledge(person, min(version, current), pressed.at)
    member = work.store.member(person)
    if member.here:
        return Say(views.thanks_for_norms())
    return Say(question(member, work)) if member.claims else Fill(_two_fields(member, work))


@on.button("members.introduce")
def introduce(pressed: Pressed, work: Working) -> Reply:
    """Somebody who said not now would like to, after all."""
    member = work.store.member(pressed.actor.person)
    return Say(question(member, work)) if member.claims else Fill(_two_fields(member, work))


def _two_fields(member: Member, work: Working) -> Form:
    return forms.first(work.store.tasks(), member)


@on.form("members.first")
def first(sent: Submitted, work: Working) -> Reply:
    """Two fields are filled in: ask, with exactly these words."""
    found = from_two_fields(sent.values)
    if not found:
        one = t("One of the two is enough: what could you help with, or what would you learn?")
        raise Invalid(one, {"help": one})
    work.store.claim(sent.actor.person, found, sent.at)
    return Say(question(work.store.member(sent.actor.person), work))


def from_two_fields(values: Mapping[str, Value]) -> dict[str, Level]:
    """Skills from the two fields; what I can help with is taken as what I can do."""
    lists = {"help": (values.get("help"), Level.DO), "learn": (values.get("learn"), Level.LEARN)}
    return wording.skills(lists)


def question(member: Member, work: Working, *, again: bool = False) -> Message:
    """The question with the words as they are now, which are kept as asked about."""
    work.store.offer(member.person, member.shown)
    readers = work.directory.with_role(Role.COORDINATOR)
    each = work.community.begin is Begin.EACH
    return views.shall_i(member.shown, readers if each else (), again=again)


@on.button("members.yes")
def yes(pressed: Pressed, work: Working) -> Reply:
    """Introduce me, by these words."""
    return _agreed(pressed, work, name_first=False)


@on.button("members.name_first")
def name_first(pressed: Pressed, work: Working) -> Reply:
    """Introduce me, by these words, and show me the other's name before mine is shown."""
    return _agreed(pressed, work, name_first=True)


def _agreed(pressed: Pressed, work: Working, *, name_first: bool) -> Reply:
    person, at = pressed.actor.person, pressed.at
    before = work.store.member(person)
    shown = agreed_to(pressed.subject, before, at)
    if shown is None:
        if not before.claims:
            return Fill(_two_fields(before, work))
        return Update(question(before, work, again=True))
    if before.consents and before.consents.shown == shown and before.introduce_me:
        return Update(views.yes_already())
    work.store.consent(person, Consent(shown, name_first, at), at)
    work.store.arrive((person,), Source.YES, at)
    work.store.join(person, at, full=False)
    work.store.introduce(person, at, ticked=True)
    begin = "introductions.begin_name_first" if name_first else "introductions.begin"
    work.wake(begin, person.id, at=work.now)
    by = waking_days_after(work.now, 2, _hours(work, person))
    return Update(views.asking_now(by, coordinator_for(work, person)))


def agreed_to(mark: str, member: Member, at: datetime) -> Shown | None:
    """The words under which the button stood: those of now, or those of then for a late press."""
    if member.shown.mark == mark and (member.shown.help or member.shown.learn):
        return member.shown
    changes = (member.claims_at, member.profile_at, member.hardest_at)
    if all(changed is None or changed <= at for changed in changes):
        return None
    return next((shown for shown in member.offered if shown.mark == mark), None)


def _hours(work: Working, person: Person) -> Hours:
    zone = work.people.envelope(person).zone
    return work.store.member(person).profile.hours(zone)


@on.button("members.not_now")
def not_now(pressed: Pressed, work: Working) -> Reply:
    """No introduction for now, and silence, from every room."""
    work.store.consent(pressed.actor.person, None, pressed.at)
    work.store.introduce(pressed.actor.person, pressed.at, ticked=False)
    work.wake("newcomers.quiet", pressed.actor.person.id, at=work.now)
    return Update(views.not_now())
