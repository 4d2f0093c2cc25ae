"""What people do that the app hears of as events: writing, joining, leaving, archiving."""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Any

from tests.loopback.slack import posting, shapes, wording
from tests.loopback.slack.forms import NotPossible
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.world import TEAM, Channel, Message, User

Json = dict[str, Any]
SHORT = {"channel": "C", "group": "G", "im": "D", "mpim": "G"}


class People:
    """Each act is done when the app acknowledged the first try, or failed to."""

    def __init__(self, at: Installation) -> None:
        self.at = at
        self.world = at.world

    async def mentions(
        self, who: User | str, where: Channel | str, text: str, *, thread: str | None = None
    ) -> Message:
        """A message that names the bot; arrives as a message and as a mention."""
        name = f"<@{self.world.bot.id}>"
        said = text if name in text else f"{name} {text}"
        return await self.writes(who, where, said, thread=thread)

    async def writes(
        self, who: User | str, where: Channel | str, text: str, *, thread: str | None = None
    ) -> Message:
        user, channel = self.world.user(who), self.world.channel(where)
        if user.id not in channel.members or channel.is_archived or user.deleted:
            raise NotPossible(f"{user.name} cannot write in {channel.name or channel.id}")
        message = Message(
            self.world.ts(),
            channel,
            user.id,
            wording.sent(text),
            wording.rich(text),
            thread_ts=thread,
        )
        posting.stand(self.at, message)
        await self._written(channel, shapes.message(self.world, message))
        return message

    async def _written(self, channel: Channel, shape: Json) -> None:
        shape["client_msg_id"] = str(uuid.uuid4())
        told = [posting.tell(self.at, channel, shape)]
        mentioned = f"<@{self.world.bot.id}>" in shape["text"]
        if mentioned and channel.kind != "im" and self.world.bot.id in channel.members:
            event = {**shape, "type": "app_mention", "channel": channel.id, "event_ts": shape["ts"]}
            told.append(self.at.announce("app_mention", event))
        await asyncio.gather(*told)

    async def writes_dm(self, who: User | str, text: str, *, thread: str | None = None) -> Message:
        """To the bot, in its messages tab."""
        if not self.at.manifest.messages_tab or self.at.manifest.messages_read_only:
            raise NotPossible("Sending messages to this app has been turned off.")
        return await self.writes(who, self.world.direct([who])[0], text, thread=thread)

    async def edits(self, message: Message, text: str) -> None:
        before = shapes.message(self.world, message)
        message.text, message.blocks = wording.sent(text), wording.rich(text)
        message.edited.append(self.world.ts())
        after = shapes.message(self.world, message)
        event = {"subtype": "message_changed", "hidden": True, "message": after}
        event |= {"previous_message": before, "ts": message.edited[-1]}
        await posting.tell(self.at, message.channel, event)

    async def deletes(self, message: Message) -> None:
        """Removes a message, one's own or as an admin another's."""
        posting.remove(self.at, message)
        await asyncio.sleep(0)

    async def opens_home(self, who: User | str, tab: str = "home") -> None:
        user = self.world.user(who)
        channel, _ = self.world.direct([user])
        event: Json = {
            "type": "app_home_opened",
            "user": user.id,
            "channel": channel.id,
            "tab": tab,
            "event_ts": self.world.ts(),
        }
        if user.home is not None and tab == "home":
            event["view"] = shapes.view(self.world, user.home)
        await self.at.announce("app_home_opened", event)

    async def joins_team(self, name: str, **traits: Any) -> User:
        user = self.world.add_user(name, **traits)
        event = {
            "type": "team_join",
            "cache_ts": int(time.time()),
            "user": shapes.user(user, locale=True),
            "event_ts": self.world.ts(),
        }
        await self.at.announce("team_join", event)
        return user

    async def changes(self, who: User | str, **traits: Any) -> User:
        """A profile, a zone, a power; `deleted=True` is a deactivation."""
        user = self.world.user(who)
        for name, value in traits.items():
            setattr(user, name, value)
        ts = self.world.ts()
        shape = shapes.user(user, locale=True)
        event = {"type": "user_change", "user": shape, "cache_ts": int(time.time()), "event_ts": ts}
        await self.at.announce("user_change", event)
        return user

    async def deactivates(self, who: User | str) -> User:
        """The account goes, and no channel tells that it left."""
        return await self.changes(who, deleted=True)

    async def joins_channel(
        self, who: User | str, where: Channel | str, *, inviter: User | str | None = None
    ) -> None:
        user, channel = self.world.user(who), self.world.channel(where)
        if user.id in channel.members:
            raise NotPossible(f"{user.name} is in {channel.name} already")
        channel.members.append(user.id)
        by = {"inviter": self.world.user(inviter).id} if inviter else {}
        text = f"<@{user.id}> has joined the channel"
        message = Message(self.world.ts(), channel, user.id, text, subtype="channel_join")
        posting.stand(self.at, message)
        shape = shapes.message(self.world, message) | by
        joined = self._membership("member_joined_channel", user, channel) | by
        await self._both(channel, shape, "member_joined_channel", joined)

    async def leaves_channel(self, who: User | str, where: Channel | str) -> None:
        user, channel = self.world.user(who), self.world.channel(where)
        channel.members.remove(user.id)
        if user is self.world.bot:
            word = "channel" if channel.kind == "channel" else "group"
            event = {"type": f"{word}_left", "channel": channel.id, "event_ts": self.world.ts()}
            await self.at.announce(f"{word}_left", event | {"actor_id": user.id})
            return
        text = f"<@{user.id}> has left the channel"
        message = Message(self.world.ts(), channel, user.id, text, subtype="channel_leave")
        posting.stand(self.at, message)
        left = self._membership("member_left_channel", user, channel)
        await self._both(channel, shapes.message(self.world, message), "member_left_channel", left)

    def _membership(self, kind: str, user: User, channel: Channel) -> Json:
        event = {"type": kind, "user": user.id, "channel": channel.id}
        event |= {"channel_type": SHORT[channel.kind], "team": TEAM}
        return event | {"event_ts": self.world.ts()}

    async def _both(self, channel: Channel, shape: Json, name: str, event: Json) -> None:
        told = [posting.tell(self.at, channel, shape)]
        if self.world.bot.id in channel.members:
            told.append(self.at.announce(name, event))
        await asyncio.gather(*told)

    async def archives(
        self, where: Channel | str, who: User | str = "", *, back: bool = False
    ) -> None:
        """Closes a channel, or with `back` opens it again."""
        channel = self.world.channel(where)
        channel.is_archived = not back
        await self._housekeeping(channel, "unarchive" if back else "archive", who)

    async def renames(self, where: Channel | str, name: str) -> None:
        channel = self.world.channel(where)
        channel.name = name
        word = "channel" if channel.kind == "channel" else "group"
        told = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
        event = {"type": f"{word}_rename", "channel": told, "event_ts": self.world.ts()}
        await self.at.announce(f"{word}_rename", event)

    async def deletes_channel(self, where: Channel | str, who: User | str = "") -> None:
        channel = self.world.channel(where)
        await self._housekeeping(channel, "deleted", who)
        del self.world.channels[channel.id]

    async def _housekeeping(self, channel: Channel, what: str, who: User | str) -> None:
        actor = self.world.user(who).id if who else channel.members[0]
        word = "channel" if channel.kind == "channel" else "group"
        event = {"type": f"{word}_{what}", "channel": channel.id, "user": actor}
        if self.world.bot.id in channel.members:
            await self.at.announce(f"{word}_{what}", event | {"event_ts": self.world.ts()})
