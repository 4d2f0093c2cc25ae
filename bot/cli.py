"""The `hearth` command: its table of verbs, and how a mistake is said."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from bot.errors import HearthError, Misconfigured

# Each verb's words for `--help`, and the module that adds its arguments and runs it. A module is
# imported only when its verb is given: the health check must not cost a second.
VERBS = {
    "run": ("start, and stay until stopped", "bot.cli_run"),
    "setup": ("connect a chat platform, step by step", "bot.cli_setup"),
    "doctor": ("look at everything, and say what to do", "bot.cli_doctor"),
    "owner": ("make somebody coordinator of a community without one", "bot.cli_owner"),
    "prompts": ("take a community's prompts as a file, or bring one back", "bot.cli_prompts"),
    "backup": ("write everything into one file, while running or not", "bot.cli_backup"),
    "restore": ("bring such a file back", "bot.cli_restore"),
    "key": ("print a new key for HEARTH_KEY", "bot.cli_key"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 2 when a setting is wrong, 1 for the rest."""
    os.umask(0o077)  # whatever is written, other users of the machine do not read it
    words = list(sys.argv[1:] if arguments is None else arguments) or ["run"]
    given = _parser(words[0]).parse_args(words)
    try:
        return int(given.run(given) or 0)
    except Misconfigured as error:
        print(f"{error.setting} is not right.", file=sys.stderr)
        print(f"  where   {error.where}", file=sys.stderr)
        print(f"  remedy  {error.remedy}", file=sys.stderr)
        return 2
    except HearthError as error:
        print(str(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _parser(wanted: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hearth",
        description="Keeps a community of practice talking between its meetings.",
        epilog="`hearth COMMAND --help` says more. Without a command it runs.",
    )
    verbs = parser.add_subparsers(title="commands", metavar="", required=True)
    for name, (words, module) in VERBS.items():
        verb = verbs.add_parser(name, help=words, description=words[:1].upper() + words[1:] + ".")
        if name == wanted:
            importlib.import_module(module).declare(verb)
    return parser
