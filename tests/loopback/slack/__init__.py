"""A Slack on 127.0.0.1: its Web API, Socket Mode, signed deliveries, and the people who use it."""

from tests.loopback.slack.forms import NotPossible
from tests.loopback.slack.interactions import Interaction
from tests.loopback.slack.server import LoopbackSlack
from tests.loopback.slack.sight import Seen
from tests.loopback.slack.timings import Timings
from tests.loopback.slack.world import Channel, Message, User, View

__all__ = [
    "Channel",
    "Interaction",
    "LoopbackSlack",
    "Message",
    "NotPossible",
    "Seen",
    "Timings",
    "User",
    "View",
]
