"""What Hearth may do in a place, computed as Discord publishes it, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from bot.text import Text, t

Json = dict[str, Any]

ADMINISTRATOR, MANAGE_GUILD = 1 << 3, 1 << 5
VIEW_CHANNEL, SEND_MESSAGES, ATTACH_FILES, READ_HISTORY = 1 << 10, 1 << 11, 1 << 15, 1 << 16
MANAGE_THREADS, CREATE_PUBLIC_THREADS, CREATE_PRIVATE_THREADS = 1 << 34, 1 << 35, 1 << 36
SEND_IN_THREADS = 1 << 38
EVERYTHING = (1 << 53) - 1
TEXT_CHANNEL, FORUM = 0, 15
WRITTEN_IN = {TEXT_CHANNEL, 5}  # text, announcements

# What a home needs, by the name Discord's settings show, and why, in one sentence.
NEEDED: tuple[tuple[int, str, Text], ...] = (
    (VIEW_CHANNEL, "View Channel", t("to see this channel at all")),
    (SEND_MESSAGES, "Send Messages", t("to say in the channel what the community should know")),
    (READ_HISTORY, "Read Message History", t("to look whether my message arrived")),
    (CREATE_PRIVATE_THREADS, "Create Private Threads", t("to bring people together privately")),
    (SEND_IN_THREADS, "Send Messages in Threads", t("to speak in those private conversations")),
    (CREATE_PUBLIC_THREADS, "Create Public Threads", t("to keep answers under their post")),
    (ATTACH_FILES, "Attach Files", t("to hand over reports and downloads")),
    (MANAGE_THREADS, "Manage Threads", t("to wake a conversation that fell asleep")),
)  # fmt: skip
# What a forum for questions needs, by the names that Discord's settings show for forums.
NEEDED_IN_FORUM: tuple[tuple[int, str, Text], ...] = (
    (VIEW_CHANNEL, "View Channel", t("to see this forum at all")),
    (SEND_MESSAGES, "Create Posts", t("to post the questions that are asked through me")),
    (SEND_IN_THREADS, "Send Messages in Posts", t("to put answers under them")),
    (READ_HISTORY, "Read Message History", t("to look whether my post arrived")),
    (MANAGE_THREADS, "Manage Posts", t("to have title and tags say how far a question is")),
)  # fmt: skip
INVITED = sum(bit for bit, _, _ in NEEDED)


def invitation(application: str) -> str:
    """The link that adds Hearth to a server with exactly what it needs."""
    asked = {"client_id": application, "scope": "bot applications.commands"}
    return "https://discord.com/oauth2/authorize?" + urlencode(
        {**asked, "permissions": str(INVITED)}
    )


def lacking(held: int, needed: tuple[tuple[int, str, Text], ...] = NEEDED) -> tuple[Text, ...]:
    """One sentence for each missing permission."""
    return tuple(
        t("I lack the permission “{name}”: I need it {why}.", name=name, why=why)
        for bit, name, why in needed
        if not held & bit
    )


def deaf(channel: Json, held: int) -> tuple[Text, ...]:
    """Why we could not hear who writes in a channel, or not announce there that we do."""
    if int(channel["type"]) not in WRITTEN_IN:
        return (t("I listen only in text and announcement channels."),)
    needed = (VIEW_CHANNEL, SEND_MESSAGES)
    return lacking(held | ~sum(needed))


def no_home(channel: Json, held: int) -> tuple[Text, ...]:
    """Why this channel cannot be a home."""
    if int(channel["type"]) == TEXT_CHANNEL:
        return lacking(held)
    kind = t("A home must be a text channel: other kinds cannot hold private conversations.")
    return (kind, *lacking(held))


def no_forum(channel: Json, held: int) -> tuple[Text, ...]:
    """Why questions cannot stand in this channel as posts."""
    if int(channel["type"]) != FORUM:
        return (t("This is no forum. Choose one, or make one: its posts become the questions."),)
    return lacking(held, NEEDED_IN_FORUM)


def in_guild(guild: Json, roles: Iterable[str], user: str) -> int:
    """What somebody may do before any channel has its say."""
    if user == str(guild.get("owner_id")):
        return EVERYTHING
    wanted = {str(guild["id"]), *roles}
    held = 0
    for role in guild["roles"]:
        if str(role["id"]) in wanted:
            held |= int(role["permissions"])
    return EVERYTHING if held & ADMINISTRATOR else held


def in_channel(guild: Json, channel: Json, roles: Iterable[str], user: str) -> int:
    """What somebody may do in a channel: everybody's overwrite, then roles', then their own."""
    mine = set(roles)
    held = in_guild(guild, mine, user)
    if held == EVERYTHING:
        return held
    written = {str(one["id"]): one for one in channel.get("permission_overwrites") or ()}
    everyone = written.get(str(guild["id"]))
    of_roles = [one for id_, one in written.items() if id_ in mine]
    for layer in (
        [everyone] if everyone else [],
        of_roles,
        [written[user]] if user in written else [],
    ):
        held &= ~_all(layer, "deny")
        held |= _all(layer, "allow")
    return held if held & VIEW_CHANNEL else 0


def _all(overwrites: Iterable[Json], side: str) -> int:
    bits = 0
    for one in overwrites:
        bits |= int(one.get(side) or 0)
    return bits
