"""One draw in a process of its own: the round, its seconds and its memory."""

from __future__ import annotations

import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.rounds.matching import draw
from bot.rounds.matching.model import Draw, Drawn

KILOBYTE = 1024


@dataclass(frozen=True)
class Ran:
    """What came out of a process, the draw's seconds on the clock and of the processor, its memory.

    The memory is what the process had at most, in bytes.
    """

    drawn: Drawn
    seconds: float
    busy: float
    memory: int


def alone(given: Draw, environment: Mapping[str, str] | None = None) -> Ran:
    """Draw in a new process, with these variables in its environment."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draw"
        path.write_bytes(pickle.dumps(given))
        subprocess.run(
            [sys.executable, "-m", "tests.bench.alone", str(path)],
            env={**os.environ, **(environment or {})}, check=True,
        )  # fmt: skip
        ran: Ran = pickle.loads(path.read_bytes())  # noqa: S301 - written a moment ago, by us
        return ran


def main(path: Path) -> None:
    given = pickle.loads(path.read_bytes())  # noqa: S301 - the same
    began, worked = time.perf_counter(), time.process_time()
    drawn = draw(given)
    seconds, busy = time.perf_counter() - began, time.process_time() - worked
    # By its full name: what is pickled here is read where this module is not the main one.
    from tests.bench.alone import Ran as Written  # noqa: PLC0415 - as said above

    path.write_bytes(pickle.dumps(Written(drawn, seconds, busy, _memory())))


def _memory() -> int:
    """The most this process had, in bytes; where /proc does not say, what its parent had counts."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = (line.split() for line in status.read_text(encoding="ascii").splitlines())
        return next(int(line[1]) for line in lines if line[0] == "VmHWM:") * KILOBYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE


if __name__ == "__main__":
    main(Path(sys.argv[1]))
