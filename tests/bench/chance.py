"""How sure a figure is: 95 % intervals by drawing the measured cases again and again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

TIMES = 1000


def interval(values: Any, times: int = TIMES) -> tuple[float, float]:
    """Of a mean over cases."""
    cases = np.asarray(values, float)
    return between(len(cases), lambda drawn: float(cases[drawn].mean()), times)


def between(cases: int, figure: Callable[[Any], float], times: int = TIMES) -> tuple[float, float]:
    """Of any figure of the cases with these numbers."""
    if not cases:
        return 0.0, 0.0
    dice = np.random.default_rng(0)
    found = [figure(dice.integers(0, cases, cases)) for _ in range(times)]
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def shown(mean: float, sure: Sequence[float]) -> str:
    """As it stands in a cell."""
    return f"{mean:.3f} [{sure[0]:.2f}, {sure[1]:.2f}]"
