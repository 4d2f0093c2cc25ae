"""What a person does here: it becomes an event, Hearth hears it, and its answer is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import structlog

from adapters.web.inbound import callable_names, command, form_values, routed, split, unmentioned
from adapters.web.people import Part, Resident
from adapters.web.render import Drawn, draw_fill, draw_home, draw_message, draw_options, draw_words
from adapters.web.workspace import HEARTH, SPACE, Post, Workspace, person_of
from bot import events, ui
from bot.errors import Away
from bot.events import Actor, Door, Person, Place, Power, Value
from bot.platform import Answer, Hear
from bot.spotting import OFFER, seems

LOG = structlog.get_logger("web")
PRESSABLE = {"row", "menu", "people"}


class UnknownError(Exception):
    """Something was pressed, sent or pointed at that is not there (any more)."""


@dataclass(frozen=True, slots=True)
class Back:
    """Where an answer goes: to whom, in which conversation, and the message it is about."""

    person: str
    spot: str = ""
    thread: str = ""
    post: str = ""
    under: str = ""  # the thread in which everybody may read an answer

    @property
    def handle(self) -> str:
        """All of it as the handle that the core saves."""
        return f"{self.person}|{self.spot}|{self.thread}|{self.post}|{self.under}"

    @classmethod
    def read(cls, handle: str) -> Back:
        return cls(*handle.split("|"))


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an act: Hearth's answer, the message that shows it, what was written."""

    answer: Answer | None = None
    post: Post | None = None
    form: Drawn | None = None


@dataclass(slots=True)
class Acts:
    """Everything a person can do, whoever moves the hand: a visitor, a resident, a test."""

    world: Workspace
    now: Callable[[], datetime]
    hear: Hear
    listened: frozenset[str] = frozenset()  # channels

    async def press(self, person: str, post: str, button: str) -> Done:
        """Press a button, found by its label, its name or what travels with it.

        `post` is a message, or `home`; without one, the newest message that has the button.
        """
        for where, block in self._pressables(person, post):
            if block["is"] == "row":
                for one in block["buttons"]:
                    if button in {one["label"], one["name"], one["travels"]}:
                        return await self._press(person, where, one["travels"], ())
        raise UnknownError(f"there is no button {button!r}")

    async def choose(self, person: str, post: str, menu: str, values: Sequence[str]) -> Done:
        """Choose from a menu, found like a button."""
        for where, block in self._pressables(person, post):
            if block["is"] != "row" and menu in {block["label"], block["name"], block["travels"]}:
                return await self._press(person, where, block["travels"], tuple(values))
        raise UnknownError(f"there is no menu {menu!r}")

    async def submit(self, person: str, form: str, values: Mapping[str, Value]) -> Done:
        """Send the step of the form that is open."""
        open_form = self.world.forms.get(person)
        if open_form is None or open_form["id"] != form:
            raise UnknownError("this form is not open any more")
        back = Back.read(open_form["back"])
        event = events.Submitted(form=form, values=values, **self._about(back))
        answer = await self.hear(event)
        if answer is None or not isinstance(answer.reply, ui.Fill):
            self.world.open_form(person, None)
        return self.apply(answer, back)

    async def send(self, person: str, form: str, sent: Mapping[str, Sequence[str]]) -> Done:
        """The same from the browser: strings by field name."""
        open_form = self.world.forms.get(person)
        if open_form is None:
            raise UnknownError("this form is not open any more")
        return await self.submit(person, form, form_values(open_form, sent))

    async def type(self, person: str, spot: str | None, text: str, thread: str = "") -> Done:
        """Write in a conversation (None: the one with Hearth), or give a command."""
        at = self.world.spots.get(spot) if spot else self.world.direct(person)
        if at is None or not self.world.may_see(person, at) or not text.strip():
            raise UnknownError("nothing can be written there")
        ordered = command(text)
        if ordered is not None:
            if at.kind == "direct":
                self.world.post(at.id, person, self.now(), draw_words((text.strip(),), self.world))
            back = Back(person, at.id, thread, under=thread)
            return await self._say_to_hearth(back, ordered, Door.COMMAND)
        body = draw_words(self._parts(text), self.world)
        post = self.world.post(at.id, person, self.now(), body, thread=thread)
        meant = unmentioned(text)
        if at.kind == "direct":
            back, door = Back(person, at.id), Door.DIRECT
        elif meant is not None:
            back, door = Back(person, at.id, thread, under=thread or post.id), Door.MENTION
        else:
            await self.overhear(post)
            return Done(post=post)
        done = await self._say_to_hearth(back, text if meant is None else meant, door)
        return Done(done.answer, done.post or post, done.form)

    async def overhear(self, post: Post) -> None:
        """Tell who wrote in a channel that is listened to, and of the words if they ask."""
        if post.spot not in self.listened or post.only:
            return
        told = sha256(f"{self.world.seed} {post.id}".encode()).hexdigest()[:32]
        thread, person = post.thread or post.id, person_of(post.author)
        begins = thread == post.id
        event = events.Wrote(
            id=f"wrote.{told}",
            at=post.at,
            actor=Actor(person, person.id) if person.id else events.itself(SPACE),
            place=Place(SPACE, post.spot, thread),
            begins=begins,
            seeks=begins and bool(person.id) and seems(post.body["plain"]) >= OFFER,
        )
        try:
            await self.hear(event)
        except Away as away:  # it stands there all the same; that it was written is not noted
            LOG.warning("not heard", why=type(away).__name__)

    async def join(self, person: str, spot: str) -> Done:
        """Enter a channel; Hearth is told."""
        at = self.world.spots.get(spot)
        if at is None or at.kind != "channel":
            raise UnknownError("there is no such channel")
        if not self.world.enter(person, spot):
            return Done()
        back = Back(person, spot, under="")
        return self.apply(await self.hear(events.Joined(**self._about(back))), back)

    async def leave(self, person: str, spot: str) -> Done:
        """Go out of a channel; Hearth is told."""
        if not self.world.go_out(person, spot):
            return Done()
        back = Back(person, spot)
        return self.apply(await self.hear(events.Left(**self._about(back))), back)

    async def point(self, person: str, name: str, target: str = "", post: str = "") -> Done:
        """Use a shortcut on a person, on a message, or on nothing."""
        on = self._post(person, post) if post else None
        back = Back(person, on.spot, on.thread, "", on.thread or on.id) if on else Back(person)
        whom = on.author if on else target
        event = events.Pointed(
            name=name,
            target=person_of(whom) if whom else None,
            text=on.body["plain"] if on else "",
            message=on.id if on else "",
            **self._about(back),
        )
        return self.apply(await self.hear(event), back)

    async def open_home(self, person: str) -> None:
        """Look at one's own page: Hearth draws it anew."""
        answer = await self.hear(events.Opened(**self._about(Back(person))))
        if answer and isinstance(answer.reply, ui.Show):
            drawn = draw_home(answer.reply.home, answer.envelope, self.world)
            self.world.show_home(person, drawn)

    async def complete(self, person: str, verb: str, option: str, partial: str) -> list[Drawn]:
        """Suggestions for an option that is being typed."""
        about = self._about(Back(person))
        asked = events.Completing(verb=verb, option=option, partial=partial, **about)
        answer = await self.hear(asked)
        if answer is None or not isinstance(answer.reply, ui.Suggest):
            return []
        return draw_options(answer.reply.options, answer.envelope, self.world)

    def apply(self, answer: Answer | None, back: Back) -> Done:
        """Show an answer where it belongs."""
        if answer is None:
            return Done()
        match answer.reply:
            case ui.Say(message, private):
                return Done(answer, self._say(message, answer, back, private=private))
            case ui.Update(message):
                return Done(answer, self._update(message, answer, back))
            case ui.Fill():
                form = draw_fill(answer.reply, answer.envelope, self.world)
                self.world.open_form(back.person, {**form, "back": back.handle})
                return Done(answer, form=form)
            case ui.Show(home):
                body = draw_home(home, answer.envelope, self.world)
                spot = self.world.direct(back.person)
                return Done(answer, self.world.post(spot.id, HEARTH, self.now(), body))
            case _:
                return Done(answer)

    def actor(self, person: Resident) -> Actor:
        """Somebody as the core knows people."""
        powers = frozenset({Power.MANAGE} if person.part is Part.KEEPER else ())
        return Actor(person_of(person.id), person.name, person.locale, person.zone, powers)

    def _say(self, message: ui.Message, answer: Answer, back: Back, *, private: bool) -> Post:
        body = draw_message(message, answer.envelope, self.world)
        at = self.world.spots.get(back.spot)
        if at is None or at.kind == "direct":
            spot = self.world.direct(back.person)
            return self.world.post(spot.id, HEARTH, self.now(), body)
        thread, only = (back.thread, back.person) if private else (back.under, "")
        return self.world.post(at.id, HEARTH, self.now(), body, thread=thread, only=only)

    def _update(self, message: ui.Message, answer: Answer, back: Back) -> Post:
        pressed = self.world.posts.get(back.post)
        if pressed is None:
            return self._say(message, answer, back, private=True)
        return self.world.change(pressed, draw_message(message, answer.envelope, self.world))

    async def _press(self, person: str, post: str, travels: str, values: tuple[str, ...]) -> Done:
        on = self.world.posts.get(post)
        back = Back(person, on.spot, on.thread, on.id, on.thread) if on else Back(person)
        name, community, subject = routed(travels)
        about = {**self._about(back), "community": community}
        event = events.Pressed(name=name, subject=subject, values=values, **about)
        return self.apply(await self.hear(event), back)

    async def _say_to_hearth(self, back: Back, text: str, door: Door) -> Done:
        event = events.Typed(parts=self._parts(text), door=door, **self._about(back))
        return self.apply(await self.hear(event), back)

    def _about(self, back: Back) -> dict[str, Any]:
        at = self.world.spots.get(back.spot)
        return {
            "id": f"{self.world.seed}-{self.world.number()}",
            "at": self.now(),
            "actor": self.actor(self.world.people[back.person]),
            "place": Place(SPACE, at.id, back.thread) if at and at.kind != "direct" else None,
            "handle": back.handle,
        }

    def _parts(self, text: str) -> tuple[events.Part, ...]:
        people = callable_names((p.id, p.name) for p in self.world.people.values())
        channels = {s.name: s.id for s in self.world.spots.values() if s.kind == "channel"}
        return split(text.strip(), people, channels)

    def _post(self, person: str, post: str) -> Post:
        found = self.world.posts.get(post)
        if found is None or not self.world.sees(person, found):
            raise UnknownError("this message is not there any more")
        return found

    def _pressables(self, person: str, post: str) -> Iterator[tuple[str, Drawn]]:
        if post == "home":
            bodies = [(post, self.world.homes.get(person, {"blocks": []}))]
        elif post:
            bodies = [(post, self._post(person, post).body)]
        else:
            bodies = [(p.id, p.body) for p in reversed(self.world.seen_by(person))]
        for where, body in bodies:
            for block in body["blocks"]:
                if block["is"] in PRESSABLE:
                    yield where, block


def of(person: Person | str) -> str:
    """An id, however somebody is named."""
    return person if isinstance(person, str) else person.id
