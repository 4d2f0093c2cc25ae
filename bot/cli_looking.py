"""Whether tokens work and what they may do, asked of the platforms without listening to them."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import aiohttp

from bot.clock import wall
from bot.errors import Busy, DeliveryError, Disconnected, Unsure
from bot.events import Place
from bot.platform import Finding
from bot.text import PLAIN, Envelope, Text, draw

PATIENCE = aiohttp.ClientTimeout(total=20, connect=5)
TOKENS = "https://api.slack.com/apps, your app"
PORTAL = "https://discord.com/developers/applications"
MEMBERS_INTENT = 1 << 14 | 1 << 15  # granted, or granted while the app is small
CONTENT_INTENT = 1 << 18 | 1 << 19  # the same
LOST = (Busy, Unsure)  # nothing was said about the token


@dataclass(frozen=True, slots=True)
class Look:
    """What was found; `space` is the workspace a token belongs to, `app` the application's id.

    `reads`: Discord grants the words of messages.
    """

    findings: tuple[Finding, ...]
    space: str = ""
    app: str = ""
    reads: bool = False

    @property
    def works(self) -> bool:
        """Whether the tokens were taken at all."""
        return bool(self.space or self.app)


@asynccontextmanager
async def _slack(token: str, address: str) -> AsyncIterator[Any]:
    from slack_sdk.web.async_client import AsyncWebClient

    from adapters.slack.api import Api

    quiet = logging.getLogger("hearth.looking")
    async with aiohttp.ClientSession(timeout=PATIENCE) as session:
        client = AsyncWebClient(
            token=token, base_url=address, session=session, retry_handlers=[], logger=quiet
        )
        yield Api(client, session, lambda _code: None)


async def slack(
    bot: str, app: str, address: str, places: tuple[Place, ...] = (), *, http: bool = False
) -> Look:
    """The bot's token, its permissions, the app-level token, and places."""
    from adapters.slack import look

    address = address.rstrip("/") + "/"
    async with _slack(bot, address) as api:
        try:
            told = await api.call("auth.test")
        except DeliveryError as error:
            return Look((_refused("Slack bot token", error, "Install App, Bot User OAuth Token"),))
        if not str(told.get("bot_id") or ""):
            said = "It is a person's, not the bot's."
            remedy = f"Take the Bot User OAuth Token: {TOKENS}, Install App."
            return Look((Finding("Slack bot token", ok=False, said=said, remedy=remedy),))
        findings = await look.check(api, places)
    if not http:
        findings = (findings[0], await _app_token(app, address), *findings[1:])
    works = all(finding.ok for finding in findings[: 1 if http else 2])
    return Look(findings, f"slack:{told['team_id']}" if works else "")


async def _app_token(token: str, address: str) -> Finding:
    about = "Slack app-level token"
    async with _slack(token, address) as api:
        try:
            await api.call("apps.connections.open")
        except DeliveryError as error:
            if error.reason == "missing_scope":
                said = "It lacks the scope connections:write."
                remedy = f"Make a new one with that scope: {TOKENS}, App-Level Tokens."
                return Finding(about, ok=False, said=said, remedy=remedy)
            return _refused(about, error, "Basic Information, App-Level Tokens")
    return Finding(about, ok=True, said="opens a connection")


def _refused(about: str, error: DeliveryError, page: str) -> Finding:
    if isinstance(error, LOST):
        said = f"Slack cannot be asked ({error.reason})."
        remedy = "Look at the network and at https://slack-status.com, then try again."
    else:
        said, remedy = f"Slack refuses it ({error.reason}).", f"Copy it again: {TOKENS}, {page}."
    return Finding(about, ok=False, said=said, remedy=remedy)


async def discord(token: str, address: str) -> Look:
    """The token, the members intent, and whether only its owner may add the bot to servers."""
    from adapters.discord.api import Api

    api = Api(address, token, seconds=time.monotonic)
    try:
        me = await api.call("GET", "/users/@me")
        own = await api.call("GET", "/oauth2/applications/@me")
    except DeliveryError as error:
        return Look((_not_taken(error),))
    finally:
        await api.close()
    found = [Finding("Discord token", ok=True, said=f"works as {me['username']}")]
    if not int(own.get("flags") or 0) & MEMBERS_INTENT:
        said = "The members intent is off: I do not see who joins; people press Join instead."
        remedy = f"Switch on Server Members Intent: {PORTAL}, your app, page Bot. Then restart."
        found.append(Finding("Discord members intent", ok=False, said=said, remedy=remedy))
    if own.get("bot_public"):
        said = "Anybody can add this bot to any server."
        remedy = (
            f"Switch off Public Bot: {PORTAL}, your app, page Bot "
            "(on page Installation the install link must be None first)."
        )
        found.append(Finding("Discord public bot", ok=False, said=said, remedy=remedy))
    reads = bool(int(own.get("flags") or 0) & CONTENT_INTENT)
    return Look(tuple(found), app=str(own["id"]), reads=reads)


def content(look: Look, *, set_: bool, used: bool) -> tuple[Finding, ...]:
    """The intent for words of messages: set and not granted, or off where it would be of use."""
    about, page = "Discord message content intent", f"{PORTAL}, your app, page Bot"
    if set_ and not look.reads:
        said = "discord_content_intent is set, but Discord does not grant it."
        remedy = f"Switch on Message Content Intent: {page}. Then restart. Or take the setting out."
        return (Finding(about, ok=False, said=said, remedy=remedy),)
    if set_:
        return (Finding(about, ok=True, said="granted"),)
    if not used:
        return ()
    said = (
        "off. Where I listen no question is recognised, and in the forum I see only titles. "
        f"If you want that: Message Content Intent ({page}), and discord_content_intent = true."
    )
    return (Finding(about, ok=True, said=said),)


def _not_taken(error: DeliveryError) -> Finding:
    about = "Discord token"
    if isinstance(error, Disconnected):
        remedy = f"Reset it and copy it again: {PORTAL}, your app, page Bot."
        return Finding(about, ok=False, said="Discord refuses it.", remedy=remedy)
    remedy = "Look at the network and at https://discordstatus.com, then try again."
    return Finding(
        about, ok=False, said=f"Discord cannot be asked ({error.reason}).", remedy=remedy
    )


async def discord_places(
    token: str,
    address: str,
    folder: Path,
    places: tuple[Place, ...],
    forums: tuple[Place, ...],
    *,
    members: bool,
) -> tuple[Finding, ...]:
    """What doctor asks beyond set-up: connections of today, the channels, the forums."""
    from adapters.discord.platform import DiscordPlatform

    platform = DiscordPlatform(token, address, folder=folder, members_intent=members)
    try:
        found = await platform.check(places)
        return (*found, *[_forum(one, await platform.unfit(one)) for one in forums])
    finally:
        await platform.stop()


def _forum(place: Place, lacks: tuple[Text, ...]) -> Finding:
    about = f"Discord forum {place.id}"
    if not lacks:
        return Finding(about, ok=True, said="everything needed is allowed")
    said = " ".join(draw(one, Envelope(), PLAIN) for one in lacks)
    remedy = "Allow it in the forum's settings, or choose another: /hearth desk questions"
    return Finding(about, ok=False, said=said, remedy=remedy)


async def their_time(address: str) -> tuple[datetime, datetime] | None:
    """A platform's clock and ours, as its answer's Date header tells; None when it tells none."""
    async with aiohttp.ClientSession(timeout=PATIENCE) as session:
        try:
            async with session.get(address) as answer:
                ours, told = wall(), answer.headers.get("Date", "")
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None
    try:
        return parsedate_to_datetime(told), ours
    except ValueError:
        return None
