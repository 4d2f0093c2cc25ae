"""A loopback Discord: REST and gateway on 127.0.0.1, written longhand from the published pages."""

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
