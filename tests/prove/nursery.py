"""`python -m tests.prove.nursery`: starts the bot from a process that has loaded it already.

A line of JSON on stdin, `{"words": [...], "env": {...}, "log": path}`, starts one; `born PID` and
`ended STATUS` (as `os.waitpid` tells it) stand on stdout around what the bot itself says. Each is a
process of its own in a session of its own, as killable as one that was started from nothing, which
costs two seconds of a processor more.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import sys
from typing import Any

LOADED = ("bot.cli_run", "bot.serving", "adapters.slack.platform", "adapters.discord.platform")
BORN, ENDED = "born ", "ended "


def main() -> None:
    """One after the other, until stdin ends."""
    for name in LOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _live(asked)
        _say(f"{BORN}{child}")
        _say(f"{ENDED}{os.waitpid(child, 0)[1]}")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _live(asked: dict[str, Any]) -> None:
    """Be the bot; never come back."""
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(asked["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT), 2)
    os.environ.clear()
    os.environ.update(asked["env"])
    module, *words = asked["words"]
    sys.argv = [module, *words]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        sys.stdout.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)
    except BaseException:  # noqa: BLE001 - as the interpreter's own end of a process
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
