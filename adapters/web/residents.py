"""Residents who act by themselves: they press, fill in, greet, chat, or go quiet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from adapters.web.acts import PRESSABLE, Acts, Done, UnknownError
from adapters.web.history import CHATTER, GREETINGS, HOME, LINES, REPLIES
from adapters.web.kept import Document
from adapters.web.people import Resident, Temper
from adapters.web.render import Drawn
from adapters.web.workspace import HEARTH, Post
from bot.errors import Away

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MORNING, EVENING, FRIDAY = 8, 20, 5


@dataclass(frozen=True, slots=True)
class Habit:
    """How likely somebody answers at all, how likely with the first button, and after how long."""

    answers: float
    agrees: float
    soonest: timedelta
    latest: timedelta


HABITS = {
    Temper.EAGER: Habit(0.97, 0.95, 4 * MINUTE, 50 * MINUTE),
    Temper.BUSY: Habit(0.8, 0.8, 3 * HOUR, 8 * HOUR),
    Temper.SHY: Habit(0.55, 0.7, 18 * HOUR, 28 * HOUR),
}
JOINS_IN_PUBLIC = 0.35  # a post with buttons for everybody is passed over by most
ANSWERS_IN_PUBLIC = 0.15  # and by more of those who know Hearth: it offers them nothing new
TALKING_TAKES = timedelta(days=2)  # people meet before they say whether they met
NO_LUCK = 5 * MINUTE
PRESSES_IN_A_ROW, MOST_STEPS = 3, 6


@dataclass(slots=True)
class Residents:
    """What they mean to do is kept like everything else, and survives a restart."""

    acts: Acts
    played: Callable[[], frozenset[str]]  # whom a visitor moves just now
    plans: dict[str, Document] = field(default_factory=dict)

    def wake(self) -> None:
        """Remember the plans, and listen to what is said."""
        self.plans = self.acts.world.kept.all("plan")
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
                    await self._press(person, plan["post"], agrees=plan["agrees"])
                case "say":
                    spot, thread = plan["spot"], plan["thread"]
                    await self.acts.type(person.id, spot, plan["text"], thread)
                case "chat":
                    await self.acts.type(person.id, plan["spot"], plan["text"])
                    self._plan_chat()
        except UnknownError:
            return  # what it was about is gone, and so is the reason to act

    async def _press(self, person: Resident, post: str, *, agrees: bool, turn: int = 0) -> None:
        on = self.acts.world.posts.get(post)
        if on is None:
            return
        first = next((each for each in on.body["blocks"] if each["is"] in PRESSABLE), None)
        if first is None:
            return
        if first["is"] == "row":
            chosen = _button(first["buttons"], agrees=agrees)
            done = await self.acts.press(person.id, post, chosen["travels"])
        elif first["is"] == "menu":
            value = first["options"][0]["value"]
            done = await self.acts.choose(person.id, post, first["travels"], (value,))
        else:
            return
        await self._follow(person, done, turn)

    async def _follow(self, person: Resident, done: Done, turn: int) -> None:
        """Go on with what an answer asks for: a form, or a button it recommends; then be done."""
        if done.form is not None:
            await self._fill_in(person, done)
        elif done.post is not None and _recommends(done.post) and turn < PRESSES_IN_A_ROW:
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
        if not any(block["is"] in PRESSABLE for block in post.body["blocks"]):
            return
        everybody = members is None
        if everybody and post.spot != HOME:
            return  # where newcomers say hello, residents do not press
        audience = self.acts.world.spots[post.spot].members if members is None else members
        for name in audience:
            chance = self._chance(name, post.id, "changed" if post.changed else "")
            habit = HABITS.get(self._temper(name))
            likely = self._likely(name, everybody=everybody)
            if habit is None or chance.random() > habit.answers * likely:
                continue
            after = _delay(habit, chance)
            if self.acts.world.spots[post.spot].kind == "room":
                after += TALKING_TAKES
            known = everybody and not self._is_stranger(name)
            agrees = known or chance.random() < habit.agrees
            at = self._awake(name, post.at + after)
            self._plan(at, what="press", who=name, post=post.id, agrees=agrees)

    def _greet(self, post: Post, members: tuple[str, ...]) -> None:
        for name in members:
            habit = HABITS.get(self._temper(name))
            if habit is None or self._has_spoken(name, post.spot):
                continue
            chance = self._chance(name, post.id, "greet")
            other = next((m for m in members if m != name), name)
            person, known = self.acts.world.people[name], self.acts.world.people[other]
            text = chance.choice(GREETINGS).format(name=known.first, town=person.town)
            at = self._awake(name, post.at + _delay(habit, chance))
            self._plan(at, what="say", who=name, spot=post.spot, thread="", text=text)

    def _reply(self, post: Post, members: tuple[str, ...]) -> None:
        """A visitor spoke: in a room the others answer, elsewhere whoever is mentioned."""
        meant = members or tuple(post.body["pings"])
        for name in meant:
            habit = HABITS.get(self._temper(name))
            if habit is None or name == post.author:
                continue
            chance = self._chance(name, post.id, "reply")
            at = self._awake(name, post.at + _delay(habit, chance) / 4)
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
        """The same moment, or the next morning of somebody who is asleep or has a weekend."""
        person = self.acts.world.people[name]
        local = at.astimezone(ZoneInfo(person.zone))
        if local.hour >= EVENING:
            local = (local + timedelta(days=1)).replace(hour=MORNING)
        elif local.hour < MORNING:
            local = local.replace(hour=MORNING)
        while person.temper is not Temper.EAGER and local.isoweekday() > FRIDAY:
            local = (local + timedelta(days=1)).replace(hour=MORNING)
        return local.astimezone(at.tzinfo)


def fill(
    person: Resident, form: Drawn, chance: Random, people: dict[str, Resident]
) -> dict[str, list[str]]:
    """What somebody writes into one step of a form, as the browser would send it."""
    return {each["name"]: _written(person, each, chance, people) for each in form["fields"]}


def _written(
    person: Resident, field: Drawn, chance: Random, people: dict[str, Resident]
) -> list[str]:
    if field["chosen"] and not field["error"]:
        return list(field["chosen"])
    wanted = field["required"] or chance.random() < 0.5  # noqa: PLR2004 - even odds
    match field["is"]:
        case "line":
            known = person.facts.get(field["name"])
            words = known or (chance.choice(LINES) if field["required"] else "")
            return [words[: field["limit"]]]
        case "choice" if wanted:
            values = [option["value"] for option in field["options"]]
            return chance.sample(values, min(2, len(values))) if field["many"] else values[:1]
        case "people" if field["required"]:
            return [chance.choice(sorted(people.keys() - {person.id}))]
        case "where" if field["required"]:
            return [HOME]
        case _:
            return []


def _button(buttons: list[Drawn], *, agrees: bool) -> Drawn:
    """The main button, or the first; the one after it for a no. Never a dangerous one."""
    harmless = [each for each in buttons if each["style"] != "danger"] or buttons
    main = next((each for each in harmless if each["style"] == "main"), harmless[0])
    others = [each for each in harmless if each is not main]
    return main if agrees or not others else others[0]


def _recommends(post: Post) -> bool:
    rows = (block["buttons"] for block in post.body["blocks"] if block["is"] == "row")
    return any(button["style"] == "main" for buttons in rows for button in buttons)


def _delay(habit: Habit, chance: Random) -> timedelta:
    return habit.soonest + (habit.latest - habit.soonest) * chance.random()


def _at(plan: Document) -> datetime:
    return datetime.fromisoformat(plan["at"])
