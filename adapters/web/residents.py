"""Residents who act by themselves: they press, fill in, greet, chat, or go quiet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from adapters.web.acts import Acts, Done, UnknownError
from adapters.web.history import CHATTER, GREETINGS, HOME, REPLIES
from adapters.web.kept import Document
from adapters.web.people import Resident, Temper
from adapters.web.render import Drawn
from adapters.web.tastes import (
    HABITS,
    HOUR,
    MINUTE,
    Taste,
    Tastes,
    awake,
    known,
    named,
    pick,
    pressable,
    recommends,
    usual,
)
from adapters.web.workspace import HEARTH, Post
from adapters.web.writing import fill, knows
from bot.errors import Away

JOINS_IN_PUBLIC = 0.35  # a post with buttons for everybody is passed over by most
ANSWERS_IN_PUBLIC = 0.15  # and by more of those who know Hearth: it offers them nothing new
TALKING_TAKES = timedelta(days=2)  # people meet before they say whether they met
PASS_BY = 0.2  # the same, of what they know: so many of those who might answer do
NO_LUCK = 5 * MINUTE
PRESSES_IN_A_ROW, MOST_STEPS = 3, 6
MOST_PRESSES = 2  # of one person on one message: what a press changes is pressed no third time
MOST_PLANS = 120  # whatever else arrives in a storm passes residents by


@dataclass(slots=True)
class Residents:
    """What they mean to do is kept like everything else, and survives a restart."""

    acts: Acts
    played: Callable[[], frozenset[str]]  # whom a visitor moves just now
    plans: dict[str, Document] = field(default_factory=dict)
    tastes: Tastes = field(default_factory=dict)  # by a button's name
    beyond: Tastes = field(default_factory=dict)  # where they know nothing of what it is about
    pressed: dict[str, Document] = field(default_factory=dict)  # what, by who and where

    def wake(self) -> None:
        """Remember the plans, and listen to what is said."""
        self.plans = self.acts.world.kept.all("plan")
        self.pressed = self.acts.world.kept.all("pressed")
        if self._notice not in self.acts.world.stands:
            self.acts.world.stands.append(self._notice)
        if not any(plan["what"] == "chat" for plan in self.plans.values()):
            self._plan_chat()

    @property
    def on(self) -> bool:
        return bool(self.acts.world.about.get("residents", True))

    def switch(self, *, on: bool) -> None:
        self.acts.world.tell(residents=on)

    def next_act(self, *, chat: bool = False) -> datetime | None:
        """When somebody does something next; small talk is no event to wait for."""
        plans = (plan for plan in self.plans.values() if chat or plan["what"] != "chat")
        return min((_at(plan) for plan in plans), default=None) if self.on else None

    async def act(self, now: datetime) -> int:
        """Do what is due, in order; how much it was."""
        done = 0
        while (soonest := self.next_act(chat=True)) and soonest <= now:
            name = min(self.plans, key=lambda each: _at(self.plans[each]))
            plan = self.plans[name]
            self._forget(name)
            try:
                await self._do(plan)
            except Away:
                self._plan(now + NO_LUCK, **{k: v for k, v in plan.items() if k != "at"})
                return done
            done += 1
        return done

    async def _do(self, plan: Document) -> None:
        person = self.acts.world.people.get(plan["who"])
        if person is None or person.id in self.played():
            return
        try:
            match plan["what"]:
                case "press":
                    meant = plan.get("name", "")
                    await self._press(person, plan["post"], agrees=plan["agrees"], name=meant)
                case "say":
                    spot, thread = plan["spot"], plan["thread"]
                    await self.acts.type(person.id, spot, plan["text"], thread)
                case "chat":
                    done = await self.acts.type(person.id, plan["spot"], plan["text"])
                    await self._follow(person, done, 0)
                    self._plan_chat()
        except UnknownError:
            return  # what it was about is gone, and so is the reason to act

    async def _press(
        self, person: Resident, post: str, *, agrees: bool, name: str = "", turn: int = 0
    ) -> None:
        """Press what they meant to (`name`), or what is there; a message that is gone, not."""
        on = self.acts.world.posts.get(post)
        first = pressable(on) if on else None
        if on is None or first is None or first["is"] == "people":
            return
        if first["is"] == "menu" and not name:
            self._note(person.id, post, first["name"])
            value = first["options"][0]["value"]
            done = await self.acts.choose(person.id, post, first["travels"], (value,))
        else:
            chosen = named(on, name) if name else usual(first["buttons"], agrees=agrees)
            if chosen is None:
                return
            self._note(person.id, post, chosen["name"])
            done = await self.acts.press(person.id, post, chosen["travels"])
        await self._follow(person, done, turn)

    async def _follow(self, person: Resident, done: Done, turn: int) -> None:
        """Go on with what an answer asks for: a form, or a button it recommends; then be done."""
        if done.form is not None:
            await self._fill_in(person, done)
        elif done.post is not None and recommends(done.post) and turn < PRESSES_IN_A_ROW:
            await self._press(person, done.post.id, agrees=True, turn=turn + 1)

    async def _fill_in(self, person: Resident, done: Done) -> None:
        for step in range(MOST_STEPS):
            if done.form is None:
                return
            chance = self._chance(person.id, done.form["id"], str(step))
            sent = fill(person, done.form, chance, self.acts.world.people)
            done = await self.acts.send(person.id, done.form["id"], sent)
        self.acts.world.open_form(person.id, None)

    def _notice(self, post: Post) -> None:
        """Something stands in the world: see who will do something about it."""
        spot = self.acts.world.spots[post.spot]
        if post.author == HEARTH:
            if not post.key:
                return  # an answer to somebody's own act, which they are dealing with already
            self._notice_buttons(post, spot.members if spot.kind != "channel" else None)
            if spot.kind == "room" and not post.changed:
                self._greet(post, spot.members)
        elif spot.kind != "direct" and self._is_visitor(post.author):
            self._reply(post, spot.members if spot.kind == "room" else ())

    def _notice_buttons(self, post: Post, members: tuple[str, ...] | None) -> None:
        if pressable(post) is None or len(self.plans) > MOST_PLANS:
            return
        everybody = members is None
        if everybody and post.spot != HOME:
            return  # where newcomers say hello, residents do not press
        rows = (block["buttons"] for block in post.body["blocks"] if block["is"] == "row")
        buttons = [button for row in rows for button in row]
        for name in self.acts.world.spots[post.spot].members if members is None else members:
            done = self.pressed.get(f"{name}|{post.id}", {}).get("names", [])
            if len(done) >= MOST_PRESSES or self._means_to(name, post.id):
                continue
            if any(button["name"] in self.tastes for button in buttons):
                liked = known(buttons, self.tastes, done)
                self._follow_taste(name, post, liked, everybody=everybody)
            elif not done:
                self._follow_habit(name, post, everybody=everybody)

    def _follow_taste(
        self, name: str, post: Post, buttons: list[Drawn], *, everybody: bool
    ) -> None:
        """They know these buttons: one may be for them, later; or a line in the thread."""
        chance = self._chance(name, post.id, *(button["name"] for button in buttons))
        habit = HABITS.get(self._temper(name))
        if habit is None or chance.random() > habit.answers * (PASS_BY if everybody else 1.0):
            return
        able = knows(self.acts.world.people[name], post.body["plain"])
        tastes = self.tastes if able else {**self.tastes, **self.beyond}
        button = pick(buttons, tastes, chance)
        if button is None:
            return
        taste: Taste = tastes[button["name"]]
        at = self._awake(name, self.acts.now() + taste.delay(chance))
        if everybody and taste.says and chance.random() < 0.5:  # noqa: PLR2004 - even odds
            thread, text = post.thread or post.id, chance.choice(taste.says)
            self._plan(at, what="say", who=name, spot=post.spot, thread=thread, text=text)
        else:
            what = {"what": "press", "post": post.id, "agrees": True}
            self._plan(at, who=name, name=button["name"], **what)

    def _follow_habit(self, name: str, post: Post, *, everybody: bool) -> None:
        """A message like any other: its main button for a yes, the next one for a no."""
        chance = self._chance(name, post.id, "changed" if post.changed else "")
        habit = HABITS.get(self._temper(name))
        likely = self._likely(name, everybody=everybody)
        if habit is None or chance.random() > habit.answers * likely:
            return
        after = habit.delay(chance)
        if self.acts.world.spots[post.spot].kind == "room":
            after += TALKING_TAKES
        acquainted = everybody and not self._is_stranger(name)
        agrees = acquainted or chance.random() < habit.agrees
        at = self._awake(name, post.at + after)
        self._plan(at, what="press", who=name, post=post.id, agrees=agrees)

    def _means_to(self, name: str, post: str) -> bool:
        """Whether they are going to press something there already."""
        return any(plan["who"] == name and plan.get("post") == post for plan in self.plans.values())

    def _note(self, name: str, post: str, button: str) -> None:
        """What somebody pressed where, so that they know when it is enough."""
        at = f"{name}|{post}"
        names = [*self.pressed.get(at, {}).get("names", []), button]
        self.pressed[at] = {"names": names}
        self.acts.world.kept.put("pressed", at, self.pressed[at])

    def _greet(self, post: Post, members: tuple[str, ...]) -> None:
        for name in members:
            habit = HABITS.get(self._temper(name))
            if habit is None or self._has_spoken(name, post.spot):
                continue
            chance = self._chance(name, post.id, "greet")
            other = next((m for m in members if m != name), name)
            person, known = self.acts.world.people[name], self.acts.world.people[other]
            text = chance.choice(GREETINGS).format(name=known.first, town=person.town)
            at = self._awake(name, post.at + habit.delay(chance))
            self._plan(at, what="say", who=name, spot=post.spot, thread="", text=text)

    def _reply(self, post: Post, members: tuple[str, ...]) -> None:
        """A visitor spoke: in a room the others answer, elsewhere whoever is mentioned."""
        meant = members or tuple(post.body["pings"])
        for name in meant:
            habit = HABITS.get(self._temper(name))
            if habit is None or name == post.author:
                continue
            chance = self._chance(name, post.id, "reply")
            at = self._awake(name, post.at + habit.delay(chance) / 4)
            thread = post.thread or ("" if members else post.id)
            text = chance.choice(REPLIES)
            self._plan(at, what="say", who=name, spot=post.spot, thread=thread, text=text)

    def _plan_chat(self) -> None:
        """The next line of small talk; when all of them are said, it is quiet."""
        told = int(self.acts.world.about.get("chatted", 0))
        if told >= len(CHATTER) or CHATTER[told][1] not in self.acts.world.people:
            return
        spot, who, text = CHATTER[told]
        chance = self._chance(who, "chat", str(told))
        at = self._awake(who, self.acts.now() + chance.uniform(2, 7) * HOUR)
        self.acts.world.tell(chatted=told + 1)
        self._plan(at, what="chat", who=who, spot=spot, text=text)

    def _plan(self, at: datetime, **plan: object) -> None:
        name = f"a{self.acts.world.number()}"
        self.plans[name] = {**plan, "at": at.isoformat()}
        self.acts.world.kept.put("plan", name, self.plans[name])

    def _forget(self, name: str) -> None:
        del self.plans[name]
        self.acts.world.kept.drop("plan", name)

    def _temper(self, name: str) -> Temper:
        return self.acts.world.people[name].temper

    def _likely(self, name: str, *, everybody: bool) -> float:
        if not everybody:
            return 1.0
        return JOINS_IN_PUBLIC if self._is_stranger(name) else ANSWERS_IN_PUBLIC

    def _is_stranger(self, name: str) -> bool:
        """Whether somebody has not talked to Hearth before."""
        return f"d-{name}" not in self.acts.world.spots

    def _is_visitor(self, name: str) -> bool:
        """Residents answer visitors, never each other: that would not end."""
        return name in self.played() or self._temper(name) is Temper.PLAYED

    def _chance(self, *about: str) -> Random:
        return Random("|".join((self.acts.world.seed, *about)))

    def _has_spoken(self, name: str, spot: str) -> bool:
        return any(p.author == name and p.spot == spot for p in self.acts.world.posts.values())

    def _awake(self, name: str, at: datetime) -> datetime:
        return awake(self.acts.world.people[name], at)


def _at(plan: Document) -> datetime:
    return datetime.fromisoformat(plan["at"])
