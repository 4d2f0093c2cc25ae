"""How a member takes part: the notice, skipping, how often, next week instead, in and out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.events import Beat, Event, Person, Pressed, Woken
from bot.handlers import MEMBER
from bot.rounds import coming, part_views
from bot.rounds.model import Often, Out, State
from bot.rounds.table import Working, on
from bot.ui import Message, Reply, Say, Update
from bot.work import DAY, WEEK, Promise

NOTICED = 8 * DAY  # before a round: the waking day before it, over holidays and quiet weeks
PAGE = 250  # members of one transaction
LOOK_AHEAD, MONTH = timedelta(days=28), timedelta(days=30)
DRAW = "rounds.draw"


@on.beat("rounds.notice")
def notice(beat: Beat, work: Working) -> None:
    """The day before a round: tell whoever is in it, page by page."""
    if work.planned(work.now, work.now + NOTICED):
        work.wake("rounds.notices", f"{beat.day}.", at=work.now)


@on.wake("rounds.notices")
def notices(woken: Woken, work: Working) -> None:
    """One page of members; the next page is another transaction."""
    day, _, after = woken.subject.partition(".")
    coming_up = [p for p in work.planned(work.now, work.now + NOTICED) if p.name == DRAW]
    if not coming_up:
        return
    draw, before = coming_up[0], work.store.last_sent()
    cards = work.directory.in_rounds(after, PAGE)
    parts = work.store.parts_of([card.person for card in cards])
    message = part_views.notice(draw.at, work.store.settings().lens)
    promises = []
    for card in cards:
        part = parts.get(card.person)
        paused = card.paused_until is not None and card.paused_until > draw.at
        idle = part and (part.skips or part.out)
        due = part is None or part.is_due(draw.day, before.day if before else None)
        if due and not paused and not idle:
            key = f"rounds.notice.{day}.{card.person.id}"
            promises.append(Promise(key, card.person, message, work.now, draw.at))
    work.post_many(promises)
    if len(cards) == PAGE:
        work.wake("rounds.notices", f"{day}.{cards[-1].person.id}", at=work.now)


@on.button("rounds.skip", who=MEMBER)
def skip(pressed: Pressed, work: Working) -> Reply:
    """Not this round; one that is drawn already goes on without them."""
    work.store.set_skips(pressed.actor.person, pressed.at, skips=True)
    coming.away(work, pressed.actor.person, by_choice=True)
    return Update(part_views.skipped())


@on.button("rounds.unskip", who=MEMBER)
def unskip(pressed: Pressed, work: Working) -> Reply:
    """After all."""
    work.store.set_skips(pressed.actor.person, pressed.at, skips=False)
    coming.here(work, pressed.actor.person)
    return Update(part_views.unskipped())


@on.button("rounds.instead", who=MEMBER)
def instead(pressed: Pressed, work: Working) -> Reply:
    """Not tomorrow, but a week later."""
    person = pressed.actor.person
    work.store.set_skips(person, pressed.at, skips=True)
    coming.away(work, person, by_choice=True)
    at = work.now + WEEK
    work.wake("rounds.week_later", person.id, at=at)
    return Update(part_views.instead(at))


@on.wake("rounds.week_later")
def week_later(woken: Woken, work: Working) -> None:
    """The week has passed: somebody free is looked for, however much of the round is left."""
    person = Person(work.space, woken.subject)
    round_ = work.store.running()
    if round_ and round_.ends and work.now < round_.ends:
        absence = work.store.absence(round_, person)
        if absence and absence.out is Out.SKIPPED:
            coming.seek(work, round_, person)


@on.button("rounds.mine")
def mine(pressed: Pressed, work: Working) -> Reply:
    """How they take part."""
    return Say(_mine(pressed, work))


def _mine(event: Event, work: Working) -> Message:
    person = event.actor.person
    card = work.directory.card(person)
    ahead = [p for p in work.planned(work.now, work.now + LOOK_AHEAD) if p.name == DRAW]
    paused = bool(card and card.paused_until and card.paused_until > work.now)
    return part_views.mine(
        work.store.part(person),
        ahead[0].at if ahead else None,
        drawn=bool(card and card.in_rounds),
        paused=paused,
    )


@on.button("rounds.often", who=MEMBER)
def often(pressed: Pressed, work: Working) -> Reply:
    """From the menu."""
    chosen = Often(pressed.values[0]) if pressed.values else Often.EVERY
    work.store.set_often(pressed.actor.person, chosen, pressed.at)
    return Say(part_views.often(chosen))


@on.button("rounds.draw_me", who=MEMBER)
def draw_me(pressed: Pressed, work: Working) -> Reply:
    """In again, after silent rounds."""
    part = work.store.part(pressed.actor.person)
    work.store.save_part(replace(part, out=False, silent=0))
    coming.here(work, pressed.actor.person)
    return Update(part_views.drawn_again())


@on.button("rounds.in_a_month", who=MEMBER)
def in_a_month(pressed: Pressed, work: Working) -> Reply:
    """Asked again then, once."""
    work.wake("rounds.month_later", pressed.actor.person.id, at=work.now + MONTH)
    return Update(part_views.in_a_month())


@on.wake("rounds.month_later")
def month_later(woken: Woken, work: Working) -> None:
    """Unless they are in again, or want none any more."""
    person = Person(work.space, woken.subject)
    card = work.directory.card(person)
    if card and card.in_rounds and work.store.part(person).out:
        key = f"rounds.month_later.{person.id}.{work.now:%Y%m%d}"
        work.post(key, person, part_views.a_month_later())


@on.button("rounds.no_more", who=MEMBER)
def no_more(pressed: Pressed, work: Working) -> Reply:
    """The tick goes off; the members' room keeps it."""
    person = pressed.actor.person
    work.wake("members.no_rounds", person.id, at=work.now)
    coming.away(work, person, by_choice=True)
    return Update(part_views.no_more())


@on.wake("rounds.changed")
def changed(woken: Woken, work: Working) -> None:
    """Somebody joined, came back, paused or left: in the round that goes on, at once."""
    person = Person(work.space, woken.subject)
    card = work.directory.card(person)
    paused = bool(card and card.paused_until and card.paused_until > work.now)
    if card and card.in_rounds and not paused:
        coming.here(work, person)
    else:
        coming.away(work, person, by_choice=False)
    round_ = work.store.running()
    if round_ and round_.state is State.RUNNING:
        coming.no_orphans(work, round_)
