"""Small computations, in a module that a new process imports at once."""

from __future__ import annotations

import os


def double(number: int) -> int:
    """Compute."""
    return number * 2


def fail(_given: object) -> None:
    """Compute badly, with an error that could be taken for a matter that is gone."""
    raise KeyError("a bug")


def end(_given: object) -> None:
    """End the process in the middle."""
    os._exit(1)


COMPUTATIONS = {"double": double, "fail": fail, "end": end}
