"""What a visitor does on the pages: each act is one posted form, and says where to look next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from adapters.web.acts import Done
from adapters.web.clock import By
from adapters.web.history import HELLO, HOME
from adapters.web.people import NEWCOMERS, Part, Resident, Temper
from adapters.web.sessions import Session, Sessions
from adapters.web.views import ROOT, Look

if TYPE_CHECKING:
    from adapters.web.platform import WebPlatform

LONGEST_NAME = 60
A_LITTLE = timedelta(minutes=2)  # a stranger who arrives should not wait to be noticed


class Form:
    """What was posted: single words, and every word of a name."""

    def __init__(self, fields: Mapping[str, list[str]]) -> None:
        self.fields = fields

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        return self.fields.get(name, [])


class Went:
    """What came of a post: where to look now (None: stay), and a word about it."""

    def __init__(self, go: str | None = None, notice: str = "") -> None:
        self.go = go
        self.notice = notice


Act = Callable[[Session, Form], Awaitable[Went]]


class Doing:
    """The acts of a visitor, whoever they are just now."""

    def __init__(
        self,
        platform: WebPlatform,
        sessions: Sessions,
        afresh: Callable[[], Awaitable[None]] | None,
    ) -> None:
        self._platform = platform
        self._world = platform.world
        self.sessions = sessions
        self._afresh = afresh

    def table(self) -> dict[str, Act]:
        """Every act by the name in its address."""
        return {
            "be": self._be,
            "join": self._join,
            "say": self._say,
            "press": self._press,
            "choose": self._choose,
            "send": self._send,
            "close": self._close,
            "point": self._point,
            "dismiss": self._dismiss,
            "step": self._step,
            "residents": self._residents,
            "afresh": self._begin_afresh,
            "hint": self._hint,
        }

    async def _be(self, session: Session, form: Form) -> Went:
        """Become somebody: a resident, a newcomer with a name, or the next prepared one."""
        person = form["person"]
        if person not in self._world.people:
            person = self._newcomer(form["name"]).id
        session = self.sessions.be(session, person)
        self._world.direct(person)
        part = self._world.people[person].part
        if part is Part.NEWCOMER:
            await self._arrive(person)
        self.sessions.did(session, f"been {part.value}")
        self._world.stir()
        return Went(Look(HELLO if part is Part.NEWCOMER else HOME).path)

    def _newcomer(self, name: str) -> Resident:
        """Somebody who has just come; without a name, the first prepared one who has not."""
        called = " ".join(name.split())[:LONGEST_NAME]
        prepared = next((each for each in NEWCOMERS if each.id not in self._world.people), None)
        if not called and prepared is not None:
            self._world.add_person(prepared)
            return prepared
        number = self._world.number()
        called = called or f"Guest {number}"
        new = Resident(
            f"new{number}", called, "UTC", "Has just arrived", Temper.PLAYED, Part.NEWCOMER
        )
        self._world.add_person(new)
        return new

    async def _arrive(self, person: str) -> None:
        """Come through the door: into the first channel and home, if not there yet."""
        if person in self._world.spots[HOME].members:
            return
        self._world.mark_all_read(person)
        for spot in (HELLO, HOME):
            await self._platform.acts.join(person, spot)
        if self._platform.clock:
            await self._platform.clock.pass_by(A_LITTLE)

    async def _join(self, session: Session, form: Form) -> Went:
        await self._platform.acts.join(session.person, form["spot"])
        return Went(Look(form["spot"]).path)

    async def _say(self, session: Session, form: Form) -> Went:
        acts = self._platform.acts
        done = await acts.type(session.person, form["spot"], form["text"], form["thread"])
        return self._went(done, Look(form["spot"], form["thread"]))

    async def _press(self, session: Session, form: Form) -> Went:
        done = await self._platform.acts.press(session.person, form["post"], form["button"])
        went = self._went(done, Look.read(form["look"]))
        if form["post"] == "home" and went.go is None:
            await self._platform.acts.open_home(session.person)
        return went

    async def _choose(self, session: Session, form: Form) -> Went:
        chosen = [value for value in form.all("value") if value]
        if not chosen:
            return Went(notice="Choose something first.")
        acts = self._platform.acts
        done = await acts.choose(session.person, form["post"], form["menu"], chosen)
        return self._went(done, Look.read(form["look"]))

    async def _send(self, session: Session, form: Form) -> Went:
        sent = {name.removeprefix("f."): values for name, values in form.fields.items()}
        done = await self._platform.acts.send(session.person, form["form"], sent)
        return self._went(done, Look.read(form["look"]))

    async def _close(self, session: Session, form: Form) -> Went:
        self._world.open_form(session.person, None)
        return Went()

    async def _point(self, session: Session, form: Form) -> Went:
        acts = self._platform.acts
        done = await acts.point(session.person, form["name"], form["person"], form["post"])
        return self._went(done, Look.read(form["look"]))

    async def _dismiss(self, session: Session, form: Form) -> Went:
        """Put away what only oneself sees."""
        post = self._world.posts.get(form["post"])
        if post is not None and post.only == session.person:
            self._world.remove(post)
        return Went()

    async def _step(self, session: Session, form: Form) -> Went:
        clock = self._platform.clock
        if clock is None or form["by"] not in {by.value for by in By}:
            return Went(notice="Time passes by itself here.")
        moved = await clock.step(By(form["by"]), at_each=lambda: asyncio.sleep(0))
        self.sessions.did(session, "stepped")
        self._world.stir()
        return Went(notice="" if moved else "Nothing is planned. Try a day.")

    async def _residents(self, session: Session, form: Form) -> Went:
        self._platform.residents.switch(on=form["on"] == "yes")
        self._world.stir()
        return Went()

    async def _begin_afresh(self, session: Session, form: Form) -> Went:
        if self._afresh is None:
            return Went(notice="This playground cannot begin afresh.")
        with self._platform.pages.closed():
            await self._platform.begin_afresh()
            self.sessions.afresh()
            await self._afresh()
        return Went(f"{ROOT}/doors")

    async def _hint(self, session: Session, form: Form) -> Went:
        self.sessions.did(session, "hidden")
        self._world.stir()
        return Went()

    def _went(self, done: Done, look: Look) -> Went:
        """Turn to where the answer stands, when that is somewhere else."""
        post = done.post
        if post is None or (not look.home and post.spot == look.spot):
            return Went()
        return Went(Look(post.spot, post.thread).path)
