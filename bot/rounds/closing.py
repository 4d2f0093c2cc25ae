"""A round is over: counts to the channel, the detail to coordinators, silence told kindly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.events import Woken
from bot.rounds import desk_views, part_views
from bot.rounds.model import SILENT_ROUNDS, Group, Life, Out, Round, State, Told
from bot.rounds.table import CHUNK, Working, on

OPEN_FOR = timedelta(days=14)  # how long the question after three silent rounds may still go out
ENOUGH = 3  # conversations of which counts tell nothing about anybody


@on.wake("rounds.close")
def close(woken: Woken, work: Working) -> None:
    """Some of its groups end; the rest is another transaction."""
    id_, _, at = woken.subject.partition(".")
    round_, first = work.store.round(id_), int(at)
    if round_ is None or round_.state is not State.RUNNING:
        return
    groups = work.store.groups(round_, first, CHUNK)
    for group in groups:
        _end(work, group)
    if groups:
        work.wake("rounds.close", f"{id_}.{groups[-1].position + 1}", at=work.now)
    else:
        _results(work, round_)


def _end(work: Working, group: Group) -> None:
    """A conversation that was moved by a week goes on by itself; it is nobody's silence."""
    if group.life is not Life.OPEN:
        return
    later = group.ends is not None and group.ends > work.now
    if later:
        work.wake("rounds.over", group.id, at=(group.ends or work.now) + timedelta(days=4))
        return
    work.store.save_group(replace(group, life=Life.OVER))
    parts = work.store.parts_of(group.people)
    for seat in group.sitting:
        part = parts.get(seat.person)
        if part is None or group.met or seat.told is not Told.NOTHING:
            continue
        silent = part.silent + 1
        out = silent >= SILENT_ROUNDS
        work.store.save_part(replace(part, silent=silent, out=out))
        if out:
            key = f"rounds.left_out.{group.round}.{seat.person.id}"
            message = part_views.left_out()
            work.post(key, seat.person, message, expires=work.now + OPEN_FOR)


@on.wake("rounds.over")
def over(woken: Woken, work: Working) -> None:
    """The week more has passed, too."""
    group = work.store.group(woken.subject)
    if group and group.life is Life.OPEN:
        work.store.save_group(replace(group, life=Life.OVER))


def _results(work: Working, round_: Round) -> None:
    for absence in work.store.absences(round_):
        if absence.out is Out.WAITING:
            part = work.store.part(absence.person)
            work.store.save_part(replace(part, missed_on=round_.day))
    work.store.save(replace(round_, state=State.CLOSED))
    counts = work.store.counts(round_)
    work.log(desk_views.counted(counts))
    if counts.groups >= ENOUGH:
        key = f"rounds.results.{round_.id}"
        work.post(key, work.community.home, desk_views.posted(round_, counts))
