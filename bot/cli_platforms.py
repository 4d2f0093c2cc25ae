"""What the chat platforms say to `hearth doctor`: tokens, permissions, places, and their clocks."""

from __future__ import annotations

from datetime import timedelta

from bot import cli_looking
from bot.cli_rows import Where
from bot.events import Community, Place
from bot.platform import Finding
from bot.settings import Settings

APART = timedelta(minutes=5)  # signatures older than that are refused


async def look(settings: Settings, where: Where) -> list[Finding]:
    """Each platform that is set, with the places of its communities."""
    communities = where.communities
    found: list[Finding] = []
    if settings.slack_bot_token:
        found += await _slack(settings, _places(communities, "slack"))
    if settings.discord_token:
        found += await _discord(settings, _places(communities, "discord"), where)
    if settings.has_playground:
        found.append(Finding("Playground", ok=True, said="on"))
    return found


async def _slack(settings: Settings, places: tuple[Place, ...]) -> list[Finding]:
    bot, app = settings.slack_bot_token, settings.slack_app_token
    told = await cli_looking.slack(
        bot.get_secret_value() if bot else "",
        app.get_secret_value() if app else "",
        settings.slack_api,
        places,
        http=app is None,
    )
    address = settings.slack_api.rstrip("/") + "/api.test"
    return [*told.findings, *await clock("Slack", address)]


async def _discord(settings: Settings, places: tuple[Place, ...], where: Where) -> list[Finding]:
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    told = await cli_looking.discord(token, settings.discord_api)
    if not told.works:
        return list(told.findings)
    forums = tuple(one for one in where.forums if one.space.platform == "discord")
    more = await cli_looking.discord_places(
        token, settings.discord_api, settings.data, places, forums,
        members=settings.discord_members_intent,
    )  # fmt: skip
    named = {finding.about for finding in told.findings}
    uses = forums or [one for one in where.listened if one.space.platform == "discord"]
    more += cli_looking.content(told, set_=settings.discord_content_intent, used=bool(uses))
    address = settings.discord_api.rstrip("/") + "/gateway"
    found = [*told.findings, *(finding for finding in more if finding.about not in named)]
    return [*found, *await clock("Discord", address)]


async def clock(title: str, address: str) -> list[Finding]:
    times = await cli_looking.their_time(address)
    if times is None:
        return []
    theirs, ours = times
    apart = abs(ours - theirs)
    if apart <= APART:
        return [Finding("Clock", ok=True, said=f"agrees with {title}'s")]
    minutes = round(apart.total_seconds() / 60)
    said = f"{minutes} minutes {'ahead of' if ours > theirs else 'behind'} {title}'s"
    remedy = "Set this machine's clock, and let it be kept right (timedatectl set-ntp true)."
    return [Finding("Clock", ok=False, said=said, remedy=remedy)]


def _places(communities: tuple[Community, ...], platform: str) -> tuple[Place, ...]:
    here = [one for one in communities if one.space.platform == platform]
    return tuple(dict.fromkeys(place for one in here for place in (one.home, one.hello)))
