"""From the beat to the draft: a draw is asked for, its result checked and written in chunks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.events import Beat, Computed, Person, Role, Woken
from bot.rounds import coming, desk_views, opening, sending, views
from bot.rounds.model import (
    Absence,
    Group,
    Out,
    Plan,
    Reason,
    Result,
    Round,
    Seat,
    State,
    Why,
)
from bot.rounds.table import CHUNK, Working, identity, known, on
from bot.text import tn
from bot.work import DAY

DRAW = "rounds.draw"


@on.beat("rounds.draw")
def draw(beat: Beat, work: Working) -> None:
    """The day has come; a draft that was never sent makes room."""
    begin(work, beat.day)


def begin(work: Working, day: date) -> Round:
    """Begin a round: everything else follows from its row."""
    old = work.store.draft()
    if old:
        work.store.drop_groups(old)
        work.store.save(replace(old, state=State.DROPPED))
    running = work.store.running()
    if running and running.closes and running.closes > work.now:
        early = replace(running, closes=work.now)
        work.store.save(early)
        work.wake("rounds.close", f"{running.id}.0", at=work.now)
    now = work.store.settings()
    round_ = Round(
        id=identity(work),
        day=day,
        state=State.DRAWING,
        size=now.size,
        lens=now.lens,
        seed=work.random.getrandbits(30),
        at=work.now,
    )
    work.store.save(round_)
    work.compute(DRAW, round_.id)
    return round_


def again(work: Working, round_: Round) -> None:
    """Draw anew: other dice, and as it is set now; locked groups stay."""
    now = work.store.settings()
    work.store.save(
        replace(
            round_,
            state=State.DRAWING,
            attempt=round_.attempt + 1,
            at=work.now,
            seed=work.random.getrandbits(30),
            size=now.size,
            lens=now.lens,
        )
    )
    work.compute(DRAW, round_.id)


@on.computed("rounds.draw")
def drawn(computed: Computed, work: Working) -> None:
    """Keep what it came to, and take it in step by step; an older attempt's is nothing."""
    result: Result = computed.result  # type: ignore[assignment] # what draw() returned
    round_ = work.store.round(computed.subject)
    if round_ is None or round_.state is not State.DRAWING or result["attempt"] != round_.attempt:
        return
    result["groups"].sort(key=lambda plan: -len(plan["people"]))  # those that need a room most
    work.store.drop_groups(round_)
    work.store.keep_result(round_, result)
    work.store.save(replace(round_, groups=0))
    work.wake("rounds.take", f"{round_.id}.{round_.attempt}.0", at=work.now)


@on.wake("rounds.take")
def take(woken: Woken, work: Working) -> None:
    """Some of its groups; after the last of them, whoever is in none."""
    id_, attempt, at = woken.subject.split(".")
    round_, first = work.store.round(id_), int(at)
    if round_ is None or round_.state is not State.DRAWING or str(round_.attempt) != attempt:
        return
    result = work.store.result(round_)
    if result is None:
        return
    plans = result["groups"][first : first + CHUNK]
    if plans:
        _take(work, round_, plans)
        work.wake("rounds.take", f"{id_}.{attempt}.{first + CHUNK}", at=work.now)
        return
    _take_absent(work, round_, result)
    _finished(work, round_.id)


def _take(work: Working, round_: Round, plans: list[Plan]) -> None:
    """Look at everybody again: minds may have changed while the draw was computed."""
    people = [Person(work.space, id_) for plan in plans for id_ in plan["people"]]
    look = known(work, people)
    groups: list[Group] = []
    for plan in plans:
        group = sending.still(work, round_, _group(work, round_, plan), look)
        if len(group.sitting) > 1:
            position = round_.groups + len(groups)
            groups.append(replace(opening.hosted(work, group, look), position=position))
            continue
        for person in group.people:
            work.store.miss(round_, person, Out.WAITING, work.now)
    work.store.add_groups(groups)
    work.store.save(replace(round_, groups=round_.groups + len(groups)))


def _group(work: Working, round_: Round, plan: Plan) -> Group:
    why, *words = plan["reason"]
    return Group(
        identity(work),
        round_.id,
        0,
        Reason(Why(why), *words),
        tuple(Seat(Person(work.space, id_)) for id_ in plan["people"]),
        locked=plan["locked"],
        worth=plan["worth"],
    )


def _take_absent(work: Working, round_: Round, result: Result) -> None:
    alone = [Absence(Person(work.space, id_), Out.NOBODY, work.now) for id_ in result["alone"]]
    absent = [Absence(Person(work.space, id_), Out(why), work.now) for id_, why in result["absent"]]
    work.store.add_absences(round_, (*alone, *absent))
    work.store.keep_result(round_, None)
    for absence in work.store.absences(round_):
        if absence.out is Out.WAITING:
            fresh = work.store.absence(round_, absence.person)
            if fresh and fresh.out is Out.WAITING:
                coming.settle_in_draft(work, round_, absence.person)


def _finished(work: Working, id_: str) -> None:
    """A draft: it waits for a coordinator, or goes by itself."""
    round_ = work.store.round(id_)
    if round_ is None:
        return
    said = tn("Drew a round: one conversation", "Drew a round: {n} conversations", round_.groups)
    work.log(said)
    round_ = replace(round_, state=State.DRAFT)
    work.store.save(round_)
    if not round_.groups:
        _nobody(work, round_)
    elif waits(work):
        _tell(work, round_)
    else:
        sending.go(work, round_)


def waits(work: Working) -> bool:
    """Whether a round waits for a coordinator's Send."""
    return work.store.settings().look or work.ledger.awaits_yes(views.SAMPLE)


def _nobody(work: Working, round_: Round) -> None:
    """There is nobody to bring together: over before it began, and said in `why`."""
    over = replace(round_, state=State.CLOSED, sent_at=work.now, closes=work.now)
    work.store.save(over)
    for absence in work.store.absences(over):
        part = work.store.part(absence.person)
        if absence.out is Out.NOBODY:
            work.store.save_part(replace(part, missed_on=round_.day))
        elif absence.out is Out.SKIPPED:
            work.store.save_part(replace(part, skips=False))


def _tell(work: Working, round_: Round) -> None:
    for coordinator in work.directory.with_role(Role.COORDINATOR):
        key = f"rounds.drawn.{round_.id}.{coordinator.id}"
        work.post(key, coordinator, desk_views.drawn(round_), expires=work.now + 7 * DAY)
