"""Processes that all stories share: starting them anew for each costs seconds."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from typing import Any


@cache
def processes() -> ProcessPoolExecutor:
    """One pool for all stories: a new one for each costs seconds."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


class Lent(Executor):
    """Those processes, as one story has them: when it ends, or was idle long, they stay."""

    def submit(self, *call: Any, **named: Any) -> Future[Any]:
        """Run it there."""
        return processes().submit(*call, **named)
