"""`hearth setup`: what every platform's set-up shares: asking, telling, and the claim code."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import textwrap
from collections.abc import Iterable, Mapping

from bot import settings as configuration
from bot.cli_claim import claim
from bot.cli_toml import write
from bot.errors import HearthError
from bot.platform import Finding

WIDE = 78
RESTART = "Hearth is running without them yet: restart it first."
START = "Start Hearth first: hearth run (or make run)."


def declare(parser: argparse.ArgumentParser) -> None:
    """One word more: which platform."""
    from bot import cli_setup_discord, cli_setup_slack

    which = parser.add_subparsers(title="platforms", metavar="", required=True)
    cli_setup_slack.declare(which.add_parser("slack", help="a workspace of Slack"))
    cli_setup_discord.declare(which.add_parser("discord", help="a server on Discord"))


def say(said: str = "", indent: str = "") -> None:
    """A paragraph, folded; addresses stay whole."""
    for line in textwrap.wrap(
        said, WIDE, initial_indent=indent, subsequent_indent=" " * len(indent),
        break_long_words=False, break_on_hyphens=False,
    ) or [""]:  # fmt: skip
        print(line)


def asked(what: str, given: str | None) -> str:
    """A token: from the command line, typed without an echo, or the next line of what is piped."""
    if given is None:
        given = getpass.getpass(f"{what}: ") if sys.stdin.isatty() else sys.stdin.readline()
    token = given.strip().strip("'\"")
    if not token:
        raise HearthError(f"No {what} came. Nothing was written; run this again when you have it.")
    return token


def told(findings: Iterable[Finding]) -> bool:
    """Say what is missing, each with its remedy; whether nothing is."""
    well = True
    for finding in findings:
        if not finding.ok:
            well = False
            say(f"! {finding.about}: {finding.said}")
            say(finding.remedy, "  ")
    return well


def keep(values: Mapping[str, str | None], space: str = "") -> tuple[str, bool]:
    """Write the tokens, and make a claim code; whether Hearth runs just now."""
    file = write(values)
    say(f"Written into {file}, readable by you alone.")
    for name in values:
        variable = f"{configuration.PREFIX}{name}".upper()
        if variable in os.environ:
            say(f"! {variable} is set in the environment too, and wins over that file.")
    return claim(configuration.read(), space)
