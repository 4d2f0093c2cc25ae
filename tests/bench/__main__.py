"""`make bench`: every figure of the decisions with its target; 1 when one is missed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from tests.bench import (
    answered,
    answerers,
    asking,
    choosing,
    large,
    properties,
    quality,
    rooms,
    same,
    searching,
    season,
    unmet,
    value,
)
from tests.bench.community import Community, read
from tests.bench.tables import Report


def main() -> int:
    reader = argparse.ArgumentParser(prog="make bench", description=__doc__)
    reader.add_argument(
        "part", nargs="*", choices=[[], *PARTS, *CONVERSATIONS], help="all, when none is named"
    )
    reader.add_argument("--quick", action="store_true", help="small sizes, fewer communities")
    usual = Path(os.environ.get("SHARED", "../shared")) / "data"
    reader.add_argument("--data", type=Path, default=usual, help="has matching/, gitter/, irc/ …")
    asked = reader.parse_args()
    report = Report()
    parts = asked.part or [*PARTS, *CONVERSATIONS]
    _matching(report, asked.data, [part for part in parts if part in PARTS], quick=asked.quick)
    told = [part for part in parts if part in CONVERSATIONS]
    folder = rooms.read(asked.data) if told else rooms.Folder()
    for part in told:
        CONVERSATIONS[part](report, folder, quick=asked.quick)
    return report.end()


def _matching(report: Report, data: Path, parts: list[str], *, quick: bool) -> None:
    if not parts:
        return
    if not (data / "matching" / "population.py").is_file():
        print(f"The matcher: no matching/population.py in {data}, not measured")
        return
    source = read(data)
    agrees = Community(source, 300).agrees
    print(f"{data}: the matcher's worth {'is' if agrees else 'is NOT'} the population's")
    for part in parts:
        PARTS[part](report, source, quick=quick)


def _value(report: Report, source: Any, *, quick: bool) -> None:
    value.show(report, source, (100, 1000) if quick else (100, 1000, 2000), 3 if quick else 7)


def _unmet(report: Report, source: Any, *, quick: bool) -> None:
    sizes = (10, 20, 30) if quick else (10, 20, 30, 50, 100)
    unmet.show(report, source, sizes, (1,) if quick else (1, 2, 3))


def _groups(report: Report, source: Any, *, quick: bool) -> None:
    quality.show(report, source, (60, 300) if quick else (60, 300, 1200))
    unmet.show_groups(report, source, (1,) if quick else (1, 2, 3, 4, 5))


def _season(report: Report, source: Any, *, quick: bool) -> None:
    season.show(report, source, (200,) if quick else (200, 1000))


def _same(report: Report, source: Any, *, quick: bool) -> None:
    same.show(report, source, 200 if quick else 3000)


def _large(report: Report, source: Any, *, quick: bool) -> None:
    if not quick:
        large.show(report, source, (10_000, 100_000))


def _properties(report: Report, _source: Any, *, quick: bool) -> None:
    properties.show(report, 300 if quick else 10_000)


PARTS = {
    "properties": _properties,
    "value": _value,
    "unmet": _unmet,
    "groups": _groups,
    "season": _season,
    "same": _same,
    "large": _large,
}


def _questions(report: Report, folder: rooms.Folder, *, quick: bool) -> None:
    asking.show(report, folder)


def _answered(report: Report, folder: rooms.Folder, *, quick: bool) -> None:
    answered.show(report, folder.faqs, quick=quick)


def _answerers(report: Report, folder: rooms.Folder, *, quick: bool) -> None:
    answerers.show(report, folder.whole, quick=quick)


def _searching(report: Report, _folder: rooms.Folder, *, quick: bool) -> None:
    searching.show(report, (10_000,) if quick else (100_000,))


def _choosing(report: Report, _folder: rooms.Folder, *, quick: bool) -> None:
    choosing.show(report, 2_000 if quick else 10_000)


CONVERSATIONS = {
    "questions": _questions,
    "answered": _answered,
    "answerers": _answerers,
    "searching": _searching,
    "choosing": _choosing,
}

if __name__ == "__main__":
    sys.exit(main())
