"""Every Monday: who begins the conversations here, where that is measured."""

from __future__ import annotations

from datetime import time

from bot.events import Beat
from bot.rhythm.pace import Verdict, edges, verdict, weeks
from bot.rhythm.store import Working
from bot.rhythm.table import on

EARLY = time(7)  # before the coordinators' one message of the day


@on.daily("rhythm.pace", at=EARLY)
def weigh(beat: Beat, work: Working) -> None:
    """Count the last four weeks; where listening is off nothing is known, so nothing changes."""
    if beat.day.isoweekday() != 1 or not work.activity.measured(work.community.home):
        return
    between = edges(beat.day, work.community.zone)
    past = weeks(work.activity.threads(between[0], between[-1]), between)
    match verdict(past, work.store.rhythm().pace):
        case Verdict.TAPER:
            work.wake("rhythm.taper", "", at=work.now)
        case Verdict.RESTORE:
            work.wake("rhythm.restore", "fewer", at=work.now)
        case Verdict.STAY:
            pass
