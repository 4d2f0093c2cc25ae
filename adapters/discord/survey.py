"""What set-up and `hearth doctor` learn of Discord, over REST alone: no second connection."""

from __future__ import annotations

from typing import Any

from adapters.discord import permissions
from adapters.discord.api import Api
from adapters.discord.gate import A_DAY, Gate
from adapters.discord.people import People
from bot.errors import DeliveryError, Disconnected, Undeliverable
from bot.events import Person, Place
from bot.platform import Finding
from bot.text import PLAIN, Envelope, Text, draw, t

Json = dict[str, Any]

MEMBERS_INTENT = 1 << 14 | 1 << 15  # granted, or granted while the app is small
PORTAL = "https://discord.com/developers/applications"
NOBODY = t("I am not in that server, or cannot see that channel. Invite me, then try again.")


class Survey:
    """Looks at the token, the intents, the identifies of today, and at places."""

    def __init__(self, api: Api, people: People, gate: Gate, *, members: bool) -> None:
        """`members`: whether the members intent is wanted."""
        self._api = api
        self._people = people
        self._gate = gate
        self._members = members

    async def findings(self, places: tuple[Place, ...], *, without_members: bool) -> list[Finding]:
        """Everything, in the order somebody would repair it."""
        try:
            application = await self._api.read("/applications/@me")
            me = await self._api.read("/users/@me")
        except Disconnected:
            remedy = f"Reset the token under {PORTAL}, page Bot, and set it again."
            return [Finding("Discord token", False, "Discord refuses the token.", remedy)]
        except DeliveryError as away:
            remedy = "Look at the network and at https://discordstatus.com, then try again."
            return [Finding("Discord", False, f"Discord cannot be asked: {away.reason}.", remedy)]
        found = [Finding("Discord token", True, f"Connected as {me['username']}.")]
        found.append(self._intent(application, without_members=without_members))
        found.append(self._identifies())
        return found + [await self._place(place, str(application["id"])) for place in places]

    async def missing(self, home: Place) -> tuple[Text, ...]:
        """What keeps a channel from being a home; empty when nothing does."""
        found = await self._held(home)
        return permissions.no_home(*found) if found else (NOBODY,)

    async def deaf(self, place: Place) -> tuple[Text, ...]:
        """What keeps us from hearing who writes in a channel; empty when nothing does."""
        found = await self._held(place)
        return permissions.deaf(*found) if found else (NOBODY,)

    async def unfit(self, forum: Place) -> tuple[Text, ...]:
        """What keeps us from posting in a forum and following its posts; mostly nothing."""
        found = await self._held(forum)
        return permissions.no_forum(*found) if found else (NOBODY,)

    async def _held(self, place: Place) -> tuple[Json, int] | None:
        """A channel, and what we may do in it; None where we cannot see it."""
        try:
            channel = await self._api.read(f"/channels/{place.id}")
            me = await self._me(place)
            guild = await self._people.guild(place.space.id)
        except Undeliverable:
            return None
        held = permissions.in_channel(guild, channel, me["roles"], str(me["user"]["id"]))
        return channel, held

    async def _me(self, home: Place) -> Json:
        own = await self._api.read("/users/@me")
        me = Person(home.space, str(own["id"]))
        found: Json = await self._api.read(f"/guilds/{me.space.id}/members/{me.id}")
        return found

    def _intent(self, application: Json, *, without_members: bool) -> Finding:
        granted = int(application.get("flags") or 0) & MEMBERS_INTENT
        about = "Discord members intent"
        if self._members and (not granted or without_members):
            said = "It is not granted: joins are not seen, the Join button is the door."
            remedy = f"Switch on Server Members Intent under {PORTAL}, page Bot, and restart."
            return Finding(about, False, said, remedy)
        if not self._members:
            return Finding(about, True, "Not used; the Join button is the door.")
        return Finding(about, True, "Granted.")

    def _identifies(self) -> Finding:
        today, wait = self._gate.today(), self._gate.wait()
        said = f"{today} of {A_DAY} allowed today."
        remedy = "Something restarts in a circle; look for what ends the process."
        if wait:
            return Finding("Discord connections", False, f"{said} Waiting {wait:.0f} s.", remedy)
        return Finding("Discord connections", True, said)

    async def _place(self, place: Place, application: str) -> Finding:
        lacks = await self.missing(place)
        if not lacks:
            return Finding(f"Discord channel {place.id}", True, "Everything needed is allowed.")
        said = " ".join(draw(one, Envelope(), PLAIN) for one in lacks)
        remedy = (
            "Allow it in the channel's settings, or add me again with "
            f"{permissions.invitation(application)}"
        )
        return Finding(f"Discord channel {place.id}", False, said, remedy)
