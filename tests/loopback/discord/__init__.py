"""A loopback Discord: REST and gateway on 127.0.0.1, written longhand from the published pages.

async with LoopbackDiscord(judge=judge) as discord:
    discord.person("ana")                         # members, before the bot looks
    ...                                           # the bot: discord.api, .gateway, .token
    await discord.runs("ana", "hearth find", {"words": "law"})
    await discord.presses("ana", None, "Join")    # the newest [Join] ana can see
    await discord.submits("ana", None, {"What can you help with?": "law"})
    assert "law" in discord.sees("ana")[-1]
    assert not discord.messages[-1].pings
    discord.faults.next("POST /channels/{id}/messages", faults.lose_reply)
"""

from tests.loopback.discord import faults, model, permissions
from tests.loopback.discord.interactions import Interaction
from tests.loopback.discord.model import Channel, Message, User
from tests.loopback.discord.refusals import NotPossible
from tests.loopback.discord.server import LoopbackDiscord
from tests.loopback.discord.sight import Seen

__all__ = [
    "Channel",
    "Interaction",
    "LoopbackDiscord",
    "Message",
    "NotPossible",
    "Seen",
    "User",
    "faults",
    "model",
    "permissions",
]
