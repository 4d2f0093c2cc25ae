"""When to ask the next: how many questions that still wait are answered by themselves later."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.spotting import FIRST, seems
from tests.bench.rooms import Room
from tests.bench.tables import Report

HOURS = (1, 4, 24, 72)
COLUMNS = ("room", "questions", "ever answered", *(f"of those waiting {h} h, later" for h in HOURS))


def show(report: Report, rooms: Sequence[Room]) -> None:
    rows = [_row(room) for room in rooms]
    if rows:
        report.table(
            "Waiting: conversations that begin like a question, answered by somebody else; of those"
            " not answered after so long, the share that is later",
            COLUMNS,
            rows,
        )


def _row(room: Room) -> list[str]:
    waited = np.array(
        [
            next(
                ((each.at - told[0].at).total_seconds() / 3600 for each in told
                 if each.user != told[0].user),
                np.inf,
            )
            for told in room.conversations.values()
            if seems(told[0].text) >= FIRST
        ]
    )  # fmt: skip
    later = [np.isfinite(waited[waited > hours]) for hours in HOURS]
    return [
        room.name,
        f"{len(waited):,}",
        f"{np.isfinite(waited).mean():.2f}" if len(waited) else "-",
        *(f"{each.mean():.2f} of {len(each):,}" if len(each) else "-" for each in later),
    ]
