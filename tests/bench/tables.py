"""Tables as `make bench` prints them, and the targets it holds the figures against."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

T = TypeVar("T")


@dataclass
class Report:
    """Prints tables as they are done, and remembers which targets were missed."""

    held: int = 0
    missed: list[str] = field(default_factory=list)

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        widths = [max(len(row[at]) for row in [columns, *rows]) for at in range(len(columns))]
        print(f"\n{title}\n")
        for row in (columns, *rows):
            cells = [
                cell.ljust(width) if not at else cell.rjust(width)
                for at, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            print("  " + "  ".join(cells), flush=True)

    def target(self, what: str, measured: float, least: float, form: str) -> str:
        """What it should be at least and whether it is, for a cell."""
        said = f"≥ {form.format(least)}"
        return self._judged(what, measured >= least, form.format(measured), said)

    def ceiling(self, what: str, measured: float, most: float, form: str) -> str:
        """What it should be at most and whether it is, for a cell."""
        said = f"≤ {form.format(most)}"
        return self._judged(what, measured <= most, form.format(measured), said)

    def _judged(self, what: str, good: bool, measured: str, said: str) -> str:  # noqa: FBT001 - private
        if good:
            self.held += 1
            return f"{said} met"
        self.missed.append(f"{what}: {measured}, wanted {said}")
        return f"{said} MISSED"

    def end(self) -> int:
        """What was missed, said plainly; 1 when anything was."""
        print(f"\n{self.held} targets met, {len(self.missed)} missed")
        for each in self.missed:
            print(f"  missed  {each}")
        return bool(self.missed)


def timed(run: Callable[[], T]) -> tuple[T, float]:
    """What came out, and the seconds."""
    began = time.perf_counter()
    return run(), time.perf_counter() - began


def alternating(*runs: Callable[[], object], times: int) -> list[float]:
    """The median seconds of each, run in turns; the processor's, so that others do not count."""
    taken = [[_busy(run) for run in runs] for _ in range(times)]
    return [median(each) for each in zip(*taken, strict=True)]


def _busy(run: Callable[[], object]) -> float:
    began = time.thread_time()
    run()
    return time.thread_time() - began


def percent(share: float) -> str:
    return f"{100 * share:.2f} %"
