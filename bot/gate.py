"""The one gate: which community is meant, and who may do what in it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.errors import Refusal
from bot.events import (
    Actor,
    Began,
    Community,
    Deleted,
    Event,
    Joined,
    Opened,
    PlaceLost,
    Power,
    Role,
    Wrote,
)
from bot.handlers import Declaration, Kind, Who
from bot.text import t
from bot.ui import Button, Style

if TYPE_CHECKING:
    from bot.premises import Premises

JOIN = Button(t("Join"), "members.join", style=Style.MAIN)


def admit(
    declaration: Declaration, actor: Actor, event: Event, roles: frozenset[Role] | None
) -> None:
    """Let pass, or raise Refusal saying who may and what to do; `roles` None: no community here.

    Buttons, forms, typed words and suggestions pass here as commands do.
    """
    who = declaration.who
    if who is Who.ITSELF:
        if actor.person.id:
            raise Refusal(t("Only Hearth itself does that."))
        return
    if actor.is_guest and declaration.kind is not Kind.EVENT:
        raise Refusal(t("Guests of this place cannot take part; a full account of it is needed."))
    if who is Who.MANAGER and Power.MANAGE not in actor.powers:
        raise Refusal(t("Only administrators of this place can do that."))
    if roles is None:
        return
    if who is Who.MEMBER and not roles:
        raise Refusal(t("That is for members. Join first: /hearth join"), JOIN)
    if who is Who.COORDINATOR and Role.COORDINATOR not in roles:
        raise Refusal(t("Only coordinators can do that. Ask one of them: /hearth help"))


def meant(event: Event, premises: Premises, now: datetime) -> tuple[Community, ...]:
    """The communities an event may mean: this place's, the remembered, the person's, the only."""
    person = event.actor.person
    if event.community:
        known = premises.community(event.community)
        return (known,) if known else ()
    here = premises.communities_at(event.place) if event.place else ()
    if len(here) == 1:
        return here
    remembered = premises.community(premises.remembered(person, event.place, now) or "")
    if remembered:
        return (remembered,)
    return here or premises.communities_of(person) or premises.communities()


def concerned(event: Event, premises: Premises) -> tuple[Community, ...]:
    """The communities that hear of something that happened, without anybody meaning one."""
    if event.community:
        found = premises.community(event.community)
        return (found,) if found else ()
    if isinstance(event, Opened):
        return premises.communities_of(event.actor.person)[:1] or premises.communities()[:1]
    if isinstance(event, Wrote):
        return premises.listening_at(event.place)
    if isinstance(event, Began | Deleted):  # the rooms know what of it is theirs
        return premises.communities()
    if isinstance(event, PlaceLost):
        there = (*premises.communities_at(event.place), *premises.listening_at(event.place))
        return tuple(dict.fromkeys(there))
    if event.place is not None:
        return premises.communities_at(event.place)
    everywhere = premises.communities()
    if isinstance(event, Joined):  # joining the space is joining its only community
        return everywhere if len(everywhere) == 1 else ()
    return everywhere
