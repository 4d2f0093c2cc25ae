"""A world to begin with: the channels, the people in them, and what they said before."""

from __future__ import annotations

from datetime import datetime, timedelta

from adapters.web.history import CHANNELS, HELLO, HISTORY, HOME, Said
from adapters.web.inbound import callable_names, split
from adapters.web.people import RESIDENTS
from adapters.web.render import draw_words
from adapters.web.workspace import Spot, Workspace


def settle(world: Workspace, now: datetime) -> None:
    """Forget what was, and begin with a community that has been talking for a while."""
    with world.kept.together():
        world.begin()
        for place, channel in enumerate(CHANNELS):
            members = tuple(p.id for i, p in enumerate(RESIDENTS) if _belongs(channel.id, i, place))
            world.add_spot(Spot(channel.id, "channel", channel.id, channel.topic, members))
        lines = [(said, spot) for spot, said_there in HISTORY.items() for said in said_there]
        for said, spot_id in sorted(lines, key=lambda line: -line[0].before):
            _say(world, spot_id, said, now)
        for person in RESIDENTS:
            world.mark_all_read(person.id)


def _belongs(channel: str, person: int, place: int) -> bool:
    """Everybody is in the first two channels, most people in some of the others."""
    return channel in {HELLO, HOME} or (person + place) % 3 != 0


def _say(world: Workspace, spot: str, said: Said, now: datetime) -> None:
    at = now - timedelta(hours=said.before)
    names = callable_names((p.id, p.name) for p in world.people.values())
    first = world.post(spot, said.who, at, draw_words(split(said.text, names, {}), world))
    for after, who, text in said.answers:
        body = draw_words(split(text, names, {}), world)
        moment = min(at + timedelta(hours=after), now)
        world.post(spot, who, moment, body, thread=first.id)
