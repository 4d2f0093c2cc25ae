"""The gateway's intents: which sessions hear which events."""

GUILDS, MEMBERS, PRESENCES = 1 << 0, 1 << 1, 1 << 8
GUILD_MESSAGES, GUILD_REACTIONS, GUILD_TYPING = 1 << 9, 1 << 10, 1 << 11
DM_MESSAGES, DM_REACTIONS, DM_TYPING = 1 << 12, 1 << 13, 1 << 14
MESSAGE_CONTENT = 1 << 15
KNOWN = (1 << 26) - 1
PRIVILEGED = {"members": MEMBERS, "presences": PRESENCES, "message_content": MESSAGE_CONTENT}
# Always sent, whatever was asked for.
ALWAYS = 0


def messages(guild_id: str | None) -> int:
    return DM_MESSAGES if guild_id is None else GUILD_MESSAGES


def reactions(guild_id: str | None) -> int:
    return DM_REACTIONS if guild_id is None else GUILD_REACTIONS
