"""`hearth setup discord`: from no app at all to an invite link and a claim code."""

from __future__ import annotations

import argparse
import asyncio

from bot import cli_looking
from bot import settings as configuration
from bot.cli_looking import PORTAL
from bot.cli_setup import RESTART, START, asked, keep, say, told
from bot.errors import HearthError

ASKED = "bot token"


def declare(parser: argparse.ArgumentParser) -> None:
    """The token may be given here, piped, or typed when asked for."""
    parser.add_argument("--bot-token", help="otherwise asked for; seen by `ps` while this runs")
    parser.set_defaults(run=_setup)


def _setup(given: argparse.Namespace) -> int:
    from adapters.discord.permissions import invitation

    settings = configuration.read(fitting=False)
    _explain()
    token = asked(ASKED, given.bot_token).removeprefix("Bot ").strip()
    if any(letter.isspace() for letter in token):
        raise HearthError("That is no token: there is white space in it. Copy it again.")
    found = asyncio.run(cli_looking.discord(token, settings.discord_api))
    say()
    well = told(found.findings)
    if not found.works:
        raise HearthError("Nothing was written. Correct that, and run this again.")
    code, running = keep({"discord_token": token})
    say()
    say("Add it to your server with this link. It asks for exactly what it needs:")
    print(f"\n{invitation(found.app)}\n")
    _reasons()
    missing = "nothing missing" if well else "what is missing is named above"
    say(f"It works, {missing}; your claim code, good for one hour: {code}")
    say(RESTART if running else START)
    say(f"In your community's channel: /hearth setup {code}")
    return 0


def _explain() -> None:
    say(f"Open {PORTAL} and press New Application. Call it Hearth.", "1  ")
    say("On the page Installation: set Install Link to None, and save.", "2  ")
    say("On the page Bot:", "3  ")
    say("Public Bot: off. Only you can add it to servers.", "   - ")
    say("Server Members Intent: on, to see who joins. Leave the others off.", "   - ")
    say("Reset Token, and copy it.", "   - ")
    say("Paste it here. It is not shown, and nobody else gets it.", "4  ")


def _reasons() -> None:
    from adapters.discord.permissions import NEEDED
    from bot.text import PLAIN, Envelope, draw

    for _, name, why in NEEDED:
        say(f"{name}: {draw(why, Envelope(), PLAIN)}", "   - ")
    say()
