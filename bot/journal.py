"""Log lines: one per event, one per promise; ids and outcomes, never anybody's words."""

from __future__ import annotations

import hashlib
import logging
import sys

import structlog


def mark(name: str) -> str:
    """An event's id or a promise's key as a line may hold it: the name itself may name people."""
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def begin(level: str) -> None:
    """Write to standard error; libraries, which print payloads at DEBUG, never below WARNING."""
    number = getattr(logging, level.upper())
    logging.basicConfig(level=max(number, logging.WARNING), stream=sys.stderr, format="%(message)s")
    # The metronome skips a beat while the last one still runs: meant so, and no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(number),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper("iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(sort_keys=False, bool_as_flag=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
