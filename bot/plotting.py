"""Draws a chart as a picture for chats; runs in a process of the pool, where its library stays."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

WIDE, HIGH, FINE = 7.2, 3.4, 140  # inches, inches, dots an inch
PAPER, INK, QUIET, LINE = "#fffcf7", "#2a201a", "#67574b", "#e5d9ca"
COLOURS = ("#b5400d", "#2f5f7d", "#4c6b1f", "#7a3d73")
STROKES = ("-", "--", ":", "-.")
HATCHES = ("", "//", "..", "xx")  # no colour alone tells which bar is whose
MOST_LABELS = 10


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart in one reader's language: words and numbers, nothing else."""

    bars: bool
    title: str
    labels: tuple[str, ...]
    names: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    unit: str = ""


def png(plot: Plot) -> bytes:
    """The picture, readable on a light and on a dark screen: it brings its own paper."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - only the pool's process pays for it
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - the same

    figure = Figure(figsize=(WIDE, HIGH), dpi=FINE, facecolor=PAPER, layout="constrained")
    axes = figure.add_subplot(facecolor=PAPER)
    at = range(len(plot.labels))
    for number, (name, values) in enumerate(zip(plot.names, plot.values, strict=True)):
        heights = [float("nan") if value is None else value for value in values]
        told: dict[str, Any] = {"color": COLOURS[number], "label": name}
        if plot.bars:
            wide = 0.72 / len(plot.names)
            middles = [x - 0.36 + wide * (number + 0.5) for x in at]
            axes.bar(middles, heights, wide * 0.92, hatch=HATCHES[number], edgecolor=PAPER, **told)
        else:
            axes.plot(at, heights, STROKES[number], marker="o", linewidth=2.2, **told)
    every = max(1, -(-len(plot.labels) // MOST_LABELS))
    shown = [x for x in at if (len(plot.labels) - 1 - x) % every == 0]
    axes.set_xticks(shown, [_plain(plot.labels[x]) for x in shown])
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=_are_whole(plot)))
    axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
    axes.set_title(_plain(plot.title), loc="left", color=INK, fontsize=12, fontweight="bold")
    axes.set_ylabel(_plain(plot.unit), color=QUIET)
    axes.grid(axis="y", color=LINE)
    axes.set_axisbelow(True)
    axes.tick_params(colors=QUIET, length=0)
    axes.spines[:].set_visible(False)
    if len(plot.names) > 1:
        axes.legend(frameon=False, labelcolor=INK)
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png")
    return drawn.getvalue()


def _are_whole(plot: Plot) -> bool:
    return all(v is None or float(v).is_integer() for values in plot.values for v in values)


def _plain(said: str) -> str:
    """Words, never a formula: the library reads what stands between dollars as one."""
    return said.replace("$", r"\$")
