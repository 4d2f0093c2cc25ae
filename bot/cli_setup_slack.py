"""`hearth setup slack`: from no app at all to a claim code."""

from __future__ import annotations

import argparse
import asyncio
import json

from bot import cli_looking
from bot import settings as configuration
from bot.cli_setup import RESTART, START, asked, keep, say, told
from bot.errors import HearthError

BOT, APP, SIGNING = "bot token (xoxb-…)", "app-level token (xapp-…)", "signing secret"


def declare(parser: argparse.ArgumentParser) -> None:
    """The tokens may be given here, piped line by line, or typed when asked for."""
    parser.add_argument("--bot-token", help="otherwise asked for; seen by `ps` while this runs")
    parser.add_argument("--app-token", help="the same")
    parser.add_argument("--signing-secret", help="the same, with --public-url")
    parser.add_argument(
        "--public-url",
        help="only where Slack shall call you: your https address. Without it Hearth calls Slack, "
        "which needs no address and no open port",
    )
    parser.add_argument("--manifest", action="store_true", help="print the app's manifest, no more")
    parser.set_defaults(run=_setup)


def _setup(given: argparse.Namespace) -> int:
    from adapters.slack.manifest import link, manifest
    from bot.compose import TABLE

    settings = configuration.read(fitting=False)
    url = given.public_url or (settings.public_url if given.signing_secret else "")
    if given.signing_secret and not url:
        raise HearthError("A signing secret is for --public-url; without one give an app token.")
    if given.manifest:
        print(json.dumps(manifest(TABLE, url), indent=2))
        return 0
    _explain(link(TABLE, url), http=bool(url))
    bot = asked(BOT, given.bot_token)
    other = asked(SIGNING if url else APP, given.signing_secret if url else given.app_token)
    _in_place(bot, other, http=bool(url))
    found = asyncio.run(cli_looking.slack(bot, other, settings.slack_api, http=bool(url)))
    say()
    well = told(found.findings)
    if not found.works:
        raise HearthError("Nothing was written. Correct that, and run this again.")
    kept: dict[str, str | None] = {"slack_bot_token": bot}
    kept |= {"slack_app_token": None if url else other}
    kept |= {"slack_signing_secret": other, "public_url": url} if url else {}
    code, running = keep(kept, found.space)
    _done(code, well=well, running=running, http=bool(url))
    return 0


def _explain(address: str, *, http: bool) -> None:
    from adapters.slack.manifest import OPTIONAL, SCOPES

    say("Open this link. Slack shows the app filled in: choose your workspace, then Create.", "1  ")
    print(f"\n{address}\n")
    say("If your workspace wants an administrator's yes, send them this:", "2  ")
    say()
    say(
        "We would like to add Hearth, an app we run ourselves, to our workspace. It introduces "
        "newcomers of our community to people who agreed to meet them. It keeps no word of any "
        "channel, only what people write to it. It asks for these permissions:",
        "   ",
    )
    for scope in sorted(SCOPES, key=lambda name: name.replace("groups:", "channels:~")):
        say(f"{scope}: {SCOPES[scope]}", "   - ")
    say("And for two that you may decline; all but that works without them:", "   ")
    for scope, why in OPTIONAL.items():
        say(f"{scope} (optional): {why}", "   - ")
    say()
    say("What the link cannot do, on the pages of the app you just made:", "3  ")
    if not http:
        say(
            "Basic Information, App-Level Tokens: Generate one, with the scope connections:write. "
            "It begins with xapp-.",
            "   - ",
        )
    else:
        say("Basic Information, App Credentials: copy the Signing Secret.", "   - ")
    say("Install App: Install. The Bot User OAuth Token begins with xoxb-.", "   - ")
    say(
        "Event Subscriptions: switch Delayed Events on, so that what people did while Hearth was "
        "away for a while arrives later.",
        "   - ",
    )
    say()
    say("Paste both here. They are not shown, and nobody else gets them.", "4  ")


def _in_place(bot: str, other: str, *, http: bool) -> None:
    """Whoever pastes in a hurry swaps them; say so before Slack says something less clear."""
    if bot.startswith("xapp-"):
        raise HearthError("The first is the app-level token; the bot token begins with xoxb-.")
    if not bot.startswith("xoxb-"):
        raise HearthError("That is no bot token: it begins with xoxb-, on the page Install App.")
    if not http and not other.startswith("xapp-"):
        raise HearthError("That is no app-level token: it begins with xapp-, Basic Information.")


def _done(code: str, *, well: bool, running: bool, http: bool) -> None:
    works = "The bot token works; the secret cannot be tried before Slack calls" if http else ""
    works = works or "Both work"
    missing = "nothing missing" if well else "what is missing is named above"
    say(f"{works}, {missing}; your claim code, good for one hour: {code}")
    say(RESTART if running else START)
    say(f"In your community's channel: /invite @Hearth, then /hearth setup {code}")
