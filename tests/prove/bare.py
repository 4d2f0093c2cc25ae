"""`python -m tests.prove.bare GUARD run …`: the `hearth` command with one guard taken out."""

from __future__ import annotations

import sys

from bot.cli import main
from tests.prove.guards import GUARDS

if __name__ == "__main__":
    GUARDS[sys.argv.pop(1)].remove()
    raise SystemExit(main())
