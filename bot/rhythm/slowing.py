"""The prompts' pace: slower when nobody answers, tapered when members begin, and back."""

from __future__ import annotations

from dataclasses import replace

from bot.events import Woken
from bot.rhythm.deriving import derive, tell
from bot.rhythm.model import Pace, Telling
from bot.rhythm.store import Working
from bot.rhythm.table import on
from bot.text import t


@on.wake("rhythm.slower")
def slower(woken: Woken, work: Working) -> None:
    """Three prompts went quiet; the subject: how that was seen, then kinds answered before."""
    if _paced(work, Pace.SLOWED, Telling.SLOWER, woken.subject):
        work.log(t("Prompts went quiet, so they come half as often"))


@on.wake("rhythm.taper")
def taper(woken: Woken, work: Working) -> None:
    """Members begin at least half of the conversations."""
    if _paced(work, Pace.TAPERED, Telling.TAPER, woken.subject):
        work.log(t("Members begin by themselves, so prompts come half as often"))


@on.wake("rhythm.restore")
def restore(woken: Woken, work: Working) -> None:
    """What made us slower is over."""
    if _paced(work, Pace.FULL, Telling.RESTORE, woken.subject):
        work.log(t("Prompts come as often as they were set"))


def _paced(work: Working, pace: Pace, telling: Telling, why: str) -> bool:
    """Change the pace and say why; False where nothing changes, or nothing is set."""
    rhythm = work.store.rhythm()
    if rhythm.set_at is None or rhythm.pace is pace or not rhythm.prompt.every:
        return False
    work.store.save(replace(rhythm, pace=pace))
    derive(work)
    tell(work, telling, why)
    return True
