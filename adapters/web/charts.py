"""Chart → where its lines, bars and words stand in a picture (pure): drawn by charts.html."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.ui import Chart, Look

if TYPE_CHECKING:
    from adapters.web.render import Brush

Drawn = dict[str, Any]
HIGH, TOP, BELOW, RIGHT = 220, 12, 30, 10
LETTER = 7.2  # about how wide a letter is, in the picture's own measure
WIDTHS = {"wide": 640, "narrow": 330}  # one for a desk, one for a telephone: words stay readable
STEPS = (1, 2, 2.5, 5, 10)
TINY = 1e-6  # below that a value looks like nought
LINES = 4  # about how many lines there are to read heights by


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to a height."""

    low: float
    high: float

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(TOP + (1 - share) * (HIGH - TOP - BELOW), 1)


def draw_chart(chart: Chart, brush: Brush) -> Drawn:
    """Both pictures, and the numbers themselves for whoever would rather read them."""
    labels = [brush.plain(each) for each in chart.labels]
    names = [brush.plain(each.name) for each in chart.series]
    rows = [
        [label, *(_told(each.values[at]) for each in chart.series)]
        for at, label in enumerate(labels)
    ]
    return {
        "is": "chart",
        "title": brush.plain(chart.title),
        "alt": brush.plain(chart.alt),
        "unit": brush.plain(chart.unit),
        "names": names,
        "head": ["", *names],
        "rows": rows,
        "pictures": [
            {"size": size, **_picture(chart, labels, width)} for size, width in WIDTHS.items()
        ],
    }


def _picture(chart: Chart, labels: list[str], width: int) -> Drawn:
    marks = ticks([v for each in chart.series for v in each.values if v is not None])
    scale = Scale(marks[0], marks[-1])
    left = max(len(_told(mark)) for mark in marks) * LETTER + 12
    room = (width - left - RIGHT) / max(len(labels), 1)
    middles = [round(left + room * (at + 0.5), 1) for at in range(len(labels))]
    look = _bars if chart.look is Look.BARS else _lines
    return {
        "width": width,
        "height": HIGH,
        "left": round(left, 1),
        "right": width - RIGHT,
        "zero": scale.y(max(0.0, marks[0])),
        "ticks": [{"y": scale.y(mark), "label": _told(mark)} for mark in marks],
        "labels": _labels(labels, middles, room),
        "bars": [],
        "lines": [],
        **look(chart, middles, room, scale),
    }


def _labels(labels: list[str], middles: list[float], room: float) -> list[Drawn]:
    """As many labels as there is room for, the last one always."""
    widest = max((len(label) for label in labels), default=1) * LETTER + 8
    every = max(1, math.ceil(widest / room))
    last = len(labels) - 1
    return [
        {"x": x, "text": label}
        for at, (label, x) in enumerate(zip(labels, middles, strict=True))
        if (last - at) % every == 0
    ]


def _bars(chart: Chart, middles: list[float], room: float, scale: Scale) -> Drawn:
    group = min(room * 0.72, 56.0)
    each = group / max(len(chart.series), 1)
    bars = []
    for number, series in enumerate(chart.series):
        for x, value in zip(middles, series.values, strict=True):
            if value is None:
                continue
            top, bottom = sorted((scale.y(value), scale.y(0.0)))
            bars.append(
                {
                    "series": number,
                    "x": round(x - group / 2 + number * each, 1),
                    "y": top,
                    "width": round(max(each - 1.5, 1.0), 1),
                    "height": max(round(bottom - top, 1), 0.8),
                }
            )
    return {"bars": bars}


def _lines(chart: Chart, middles: list[float], _room: float, scale: Scale) -> Drawn:
    """A gap where nothing was measured; a point alone is still a dot."""
    lines = []
    for number, series in enumerate(chart.series):
        parts: list[list[tuple[float, float]]] = [[]]
        for x, value in zip(middles, series.values, strict=True):
            if value is None:
                parts.append([])
            else:
                parts[-1].append((x, scale.y(value)))
        points = [point for part in parts for point in part]
        paths = [" ".join(f"{x},{y}" for x, y in part) for part in parts if len(part) > 1]
        lines.append({"series": number, "paths": paths, "points": points})
    return {"lines": lines}


def ticks(values: list[float]) -> list[float]:
    """Round numbers from at most the lowest value, nought included, to at least the highest."""
    seen = [0.0, *(value for value in values if abs(value) > TINY)]
    low, high = min(seen), max(seen)
    if low == high:
        return [0.0, 1.0]
    rough = (high - low) / LINES
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in STEPS if power * each >= rough)
    if all(float(value).is_integer() for value in values):
        step = max(1.0, math.ceil(step))  # half a person is none
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(step * at, 10) for at in range(first, last + 1)]


def _told(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")
