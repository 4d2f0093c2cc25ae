"""Joining: the button in the channel, the form with its ticks, and coming back."""

from __future__ import annotations

from datetime import timedelta

from bot.events import Commanded, Event, Person, Pressed, Submitted, Value, Woken
from bot.members import consenting, forms, views
from bot.members.model import ALLOWANCES, USUAL_ALLOWANCE, Member, Source
from bot.members.table import Working, on
from bot.text import t
from bot.ui import Fill, Reply, Say, Update

NEWCOMER_FOR = timedelta(days=30)


@on.command(
    "join",
    help=t("Take part, or come back: introductions, rounds, being asked"),
    aliases=("subscribe", "opt in", "resume"),
)
def join(event: Commanded, work: Working) -> Reply:
    """End a break; without one, open the form."""
    member = work.store.member(event.actor.person)
    if member.here and member.paused(work.now):
        return back(event, work)
    return open_form(event, work)


@on.button("members.join")
def open_form(event: Event, work: Working) -> Reply:
    """The form, filled in as far as it is known."""
    return Fill(forms.join(work.store.member(event.actor.person), work.store.tasks()))


@on.button("members.back")
def back(event: Event, work: Working) -> Reply:
    """The break is over."""
    work.store.pause(event.actor.person, None, event.at)
    tell_rounds(event, work)
    return Say(views.back())


def tell_rounds(event: Event, work: Working) -> None:
    """The round that goes on takes notice at once: nobody is left alone, and who comes is in."""
    for room in ("rounds", "introductions", "questions"):
        work.wake(f"{room}.changed", event.actor.person.id, at=work.now)


@on.wake("members.no_rounds")
def no_rounds(woken: Woken, work: Working) -> None:
    """Somebody pressed No more rounds: that tick goes off."""
    person = Person(work.space, woken.subject)
    ask = work.store.member(person).ask
    work.store.tick(person, woken.at, rounds=False, ask=ask)


@on.form("members.join")
def joined(sent: Submitted, work: Working) -> Reply:
    """Take part: the ticks, the allowance, and what was written."""
    person, at, values = sent.actor.person, sent.at, sent.values
    ticks = several(values.get("ticks"))
    if "help" in values or "learn" in values:
        work.store.claim(person, consenting.from_two_fields(values), at)
    work.store.arrive((person,), Source.WELCOME, at)
    work.store.join(person, at, full=True)
    work.store.introduce(person, at, ticked=forms.INTRODUCE in ticks)
    work.store.tick(person, at, rounds=forms.ROUNDS in ticks, ask=forms.ASK in ticks)
    work.store.allow(person, allowance(values.get("allowance")), at)
    work.store.name_hardest(person, str(values.get("hardest") or "").strip(), at)
    if sent.subject != forms.CHANGE:
        work.store.pause(person, None, at)
    tell_rounds(sent, work)
    work.wake("newcomers.joined", person.id, at=work.now)
    member = work.store.member(person)
    if member.introduce_me and member.claims and not member.consents and _is_new(member, work):
        return Say(consenting.question(member, work))
    return Say(views.joined(member))


def several(value: Value) -> tuple[str, ...]:
    """What was ticked, however a platform sends it."""
    chosen = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in chosen if isinstance(one, str) and one)


def allowance(value: Value) -> int:
    """One of the four allowances; the usual one for anything else."""
    return next((n for n in ALLOWANCES if several(value)[:1] == (str(n),)), USUAL_ALLOWANCE)


def _is_new(member: Member, work: Working) -> bool:
    """Whether they came under thirty days ago, and were not here before the community was."""
    belonging = work.store.belonging(member.person)
    if belonging is None or belonging.source is Source.ADOPTION:
        return False
    return work.now - belonging.since < NEWCOMER_FOR


@on.button("members.allowance")
def allow(pressed: Pressed, work: Working) -> Reply:
    """How many asks a week, from the menu."""
    chosen = allowance(pressed.values[0] if pressed.values else None)
    work.store.allow(pressed.actor.person, chosen, pressed.at)
    return Say(views.fewer(chosen))


@on.wake("members.fewer")
def fewer(woken: Woken, work: Working) -> None:
    """Somebody pressed Fewer of these: one step down."""
    step_down(Person(work.space, woken.subject), woken, work)


def step_down(person: Person, event: Event, work: Working) -> int:
    """Five, two, one, none."""
    now = work.store.member(person).allowance
    lower = max((n for n in ALLOWANCES if n < now), default=0)
    work.store.allow(person, lower, event.at)
    return lower


@on.button("members.fewer")
def fewer_pressed(pressed: Pressed, work: Working) -> Reply:
    """The same by a button of our own."""
    return Update(views.fewer(step_down(pressed.actor.person, pressed, work)))
