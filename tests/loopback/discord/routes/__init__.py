"""The operations of the published API, one module per noun; importing them fills the table."""

from tests.loopback.discord.routes import (
    accounts,
    channels,
    commands,
    guilds,
    interactions,
    messages,
    threads,
)

LOADED = (accounts, channels, commands, guilds, interactions, messages, threads)
