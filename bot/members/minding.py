"""*me*, download, erase, leave; and keeping two people apart, or no longer."""

from __future__ import annotations

from bot.events import Commanded, Event, Opened, Person, Pressed, Woken
from bot.members import joining, resting, showing
from bot.members.table import Working, on
from bot.text import t
from bot.ui import Reply, Say, Show, Update
from bot.work import Kept


@on.command("me", help=t("Your profile and all I keep: change, download, erase"))
def me(asked: Commanded, work: Working) -> Reply:
    """All that is kept, over every room."""
    return _me(asked, work)


@on.button("members.me")
def me_pressed(pressed: Pressed, work: Working) -> Reply:
    """The same from the home page."""
    return _me(pressed, work)


def _me(event: Event, work: Working) -> Reply:
    return Say(showing.me(_mine(event, work), _kept(event.actor.person, work)))


def _kept(person: Person, work: Working) -> tuple[Kept, ...]:
    return tuple(kept for room in work.rooms for kept in room.kept(person))


def _mine(event: Event, work: Working) -> showing.Mine:
    person = event.actor.person
    apart = work.store.set_apart_by(person)
    return showing.Mine(
        work.store.member(person),
        work.community,
        work.now,
        tuple((other, work.directory.name(other)) for other in apart),
    )


@on.event("opened")
def opened(event: Opened, work: Working) -> Reply:
    """Their own page."""
    return Show(showing.home(_mine(event, work)))


@on.button("members.download")
def download(pressed: Pressed, work: Working) -> Reply:
    """All of it, as a file."""
    person = pressed.actor.person
    envelope = work.people.envelope(person)
    file = showing.written(_kept(person, work), _mine(pressed, work), envelope)
    return Say(showing.download(file))


@on.button("members.erase")
def erase(pressed: Pressed, work: Working) -> Reply:
    """Every room forgets them; the log too hears nothing of it."""
    person = pressed.actor.person
    kinds = tuple(dict.fromkeys(kept.what for kept in _kept(person, work)))
    for room in work.rooms:
        room.erase(person)
    joining.tell_rounds(pressed, work)
    return Update(showing.erased(kinds))


@on.command(
    "leave",
    help=t("Stop everything; keep or erase what I hold"),
    aliases=("stop", "unsubscribe", "opt out"),
)
@on.button("members.leave")
def leave(event: Event, work: Working) -> Reply:
    """Everything stops at once; what is kept is asked afterwards."""
    work.store.leave(event.actor.person, event.at)
    joining.tell_rounds(event, work)
    return Say(resting.left())


@on.button("members.keep")
def keep(_pressed: Pressed, _work: Working) -> Reply:
    """They may come back."""
    return Update(resting.kept())


@on.button("members.not_for_me")
def not_for_me(pressed: Pressed, work: Working) -> Reply:
    """Nothing of this, please; whoever takes part is asked what to keep."""
    was_here = work.store.member(pressed.actor.person).here
    work.store.leave(pressed.actor.person, pressed.at)
    joining.tell_rounds(pressed, work)
    work.wake("newcomers.quiet", pressed.actor.person.id, at=work.now)
    return Say(resting.left() if was_here else resting.nothing_to_leave())


@on.wake("members.apart")
def apart(woken: Woken, work: Working) -> None:
    """Somebody does not want to be brought together with another: `one,other`."""
    one, _, other = woken.subject.partition(",")
    if one and other:
        mine, theirs = Person(work.space, one), Person(work.space, other)
        work.store.set_apart(mine, theirs, woken.at, apart=True)
        work.wake("rounds.apart", woken.subject, at=work.now)


@on.button("members.together_again")
def together_again(pressed: Pressed, work: Working) -> Reply:
    """They take it back."""
    other = Person(work.space, pressed.values[0] if pressed.values else pressed.subject)
    work.store.set_apart(pressed.actor.person, other, pressed.at, apart=False)
    return Say(showing.together_again(work.directory.name(other)))
