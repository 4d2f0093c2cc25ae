"""A community to walk into: the residents set it up and join by the same forms as everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import structlog

from adapters.web.history import HELLO, HOME, THOUGHTS
from adapters.web.people import KEEPER, RESIDENTS, Part, Resident, Temper
from adapters.web.platform import WebPlatform
from adapters.web.tastes import Taste
from adapters.web.workspace import SPACE
from bot.events import Person, Place, Value
from bot.ui import Fill

if TYPE_CHECKING:
    from adapters.web.acts import Done
    from bot.hearth import Hearth
    from bot.platform import Platform

HOSTS = ("beatriz", "kofi", "ruth")
STILL = 5  # residents who read along and never pressed Join
PURPOSE = "We help each other make public information open, and useful to the people it is about."
NAME = "Open Practice Network"
# What the rhythm brings, by the names of its buttons: how many of a hundred press it, after how
# many hours. What stands here with 0 is known, and left alone.
TASTES = {
    "prompts.answer": Taste(55, 0.5, 40, says=THOUGHTS),
    "prompts.me_too": Taste(30, 1, 60),
    "prompts.useful": Taste(40, 1, 30),
    "prompts.not_this_time": Taste(20, 2, 20),
    "prompts.mute": Taste(1, 2, 20),
    "prompts.named": Taste(60, 2, 40),
    "prompts.unnamed": Taste(15, 2, 40),
    "prompts.no": Taste(10, 2, 40),
    "prompts.keep_useful": Taste(0, 0, 0),
    "questions.can_help": Taste(75, 0.01, 3),
    "questions.introduce_us": Taste(10, 0.1, 4),
    "questions.not_me": Taste(8, 0.05, 5),
    "questions.who": Taste(0, 0, 0),
    "questions.tomorrow": Taste(6, 0.1, 4),
    "questions.can_answer": Taste(15, 0.1, 8),
    "questions.know_who": Taste(0, 0, 0),
    "questions.accept": Taste(75, 0.5, 10),
    "questions.did_not_work": Taste(5, 4, 20),
    "questions.outcome": Taste(80, 1, 20),
    "questions.solved": Taste(40, 1, 20),
    "questions.still_open": Taste(15, 1, 20),
    "questions.close": Taste(15, 1, 20),
    "questions.anyway": Taste(60, 1, 10),
    "questions.from_message": Taste(50, 1, 10),
    "questions.rather_not": Taste(25, 1, 10),
    "questions.ask_them": Taste(0, 0, 0),
    "library.named": Taste(65, 0.5, 20),
    "library.unnamed": Taste(15, 0.5, 20),
    "library.no": Taste(5, 0.5, 20),
    "rounds.mine": Taste(0, 0, 0),
    "rounds.skip": Taste(6, 1, 10),
    "rounds.instead": Taste(2, 1, 10),
    "rounds.unskip": Taste(0, 0, 0),
    "rounds.in_touch": Taste(25, 3, 30),
    "rounds.arranged": Taste(25, 20, 60),
    "rounds.met": Taste(30, 60, 200),
    "rounds.not_yet": Taste(5, 40, 90),
    "rounds.let_go": Taste(3, 60, 150),
    "rounds.helpful": Taste(60, 1, 30),
    "rounds.not_helpful": Taste(8, 1, 30),
    "rhythm.bring": Taste(50, 2, 60),
    "rhythm.open": Taste(45, 1, 40),
    "rhythm.take": Taste(60, 2, 40),
    "rhythm.not_me": Taste(20, 2, 20),
    "rhythm.done": Taste(40, 20, 90),
    "rhythm.still": Taste(20, 10, 60),
    "checkins.good": Taste(35, 2, 60),
    "checkins.busy": Taste(20, 2, 60),
    "checkins.nothing": Taste(10, 2, 60),
    "checkins.something": Taste(5, 2, 60),
}
# The same, where a question is about nothing that they do or can explain.
BEYOND = {
    "questions.can_help": Taste(25, 0.1, 4),
    "questions.not_me": Taste(25, 0.05, 5),
    "questions.who": Taste(35, 0.1, 4),
    "questions.can_answer": Taste(5, 0.1, 8),
}
SETTLED = "settled"  # the world knows that everybody has moved in

logger = structlog.get_logger("playground")


async def move_in(hearth: Hearth, platform: Platform) -> None:
    """Found the community and let most residents join it, once; begin again if that was cut off."""
    if not isinstance(platform, WebPlatform):
        return
    platform.residents.tastes, platform.residents.beyond = TASTES, BEYOND
    if platform.world.about.get(SETTLED):
        return
    if await hearth.parts.diary.communities(SPACE):
        await hearth.forget(SPACE)
        await platform.begin_afresh()
    with platform.pages.closed():
        await _set_up(platform)
        await hearth.settle(SPACE)
        for place, resident in enumerate(RESIDENTS):
            if _joins(place, resident):
                await _join(platform, resident)
        await hearth.settle(SPACE)
    platform.world.tell(**{SETTLED: True})
    logger.info("moved in", residents=len(RESIDENTS))


async def _set_up(platform: WebPlatform) -> None:
    """The keeper's set-up: one form, the hosts asked, the hello posted."""
    home = Place(SPACE, HOME)
    done = await platform.type(KEEPER.id, home, "/hearth setup")
    hosts = tuple(Person(SPACE, one) for one in HOSTS)
    answers: dict[str, Value] = {
        "purpose": PURPOSE,
        "name": NAME,
        "hello": Place(SPACE, HELLO),
        "hosts": hosts,
        "begin": "all",
    }
    await _fill(platform, KEEPER.id, done, answers)
    for button in ("communities.ask_hosts", "communities.see_post", "communities.post_it"):
        await _press(platform, KEEPER.id, button)


async def _press(platform: WebPlatform, who: str, button: str) -> Done:
    """Press the newest button of that name somebody sees."""
    for post in sorted(platform.world.posts.values(), key=lambda post: -post.number):
        rows = [block for block in post.body["blocks"] if block["is"] == "row"]
        names = {one["name"] for row in rows for one in row["buttons"]}
        if button in names and platform.world.sees(who, post):
            return await platform.press(who, post.id, button)
    raise LookupError(f"{who} sees no {button}")


def _joins(place: int, resident: Resident) -> bool:
    """Who takes part: not the newcomer, not those who are away, not quite everybody else."""
    told = resident.can or resident.explains or resident.learns
    return (
        resident.part is not Part.NEWCOMER
        and resident.temper is not Temper.AWAY
        and bool(told)
        and place % STILL != STILL - 1
    )


async def _join(platform: WebPlatform, resident: Resident) -> None:
    """Join, then the profile and the four lists of skills, as its forms ask for them."""
    ticks = ("introduce", "rounds", "ask")
    done = await platform.type(resident.id, None, "/hearth join")
    answers: dict[str, Value] = {
        "help": ", ".join((*resident.can, *resident.explains)),
        "learn": ", ".join(resident.learns),
        "ticks": ticks,
        "allowance": "5" if resident.temper is Temper.EAGER else "2",
        "hardest": resident.facts.get("hardest", ""),
    }
    await _fill(platform, resident.id, done, answers)
    for command in ("members.profile", "members.skills"):
        done = await _press(platform, resident.id, command)
        await _fill(platform, resident.id, done, {**resident.facts, **_levels(resident)})


def _levels(resident: Resident) -> dict[str, Value]:
    return {
        "do": ", ".join(resident.can),
        "explain": ", ".join(resident.explains),
        "connect": ", ".join(resident.connects),
        "learn": ", ".join(resident.learns),
    }


async def _fill(platform: WebPlatform, who: str, done: Done, answers: Mapping[str, Value]) -> Done:
    """Send every step of the open form: what `answers` knows, and the rest as it stands."""
    while done.answer and isinstance(done.answer.reply, Fill) and done.form:
        fields = {field["name"]: field["chosen"] for field in done.form["fields"]}
        given = {name: answers[name] for name in fields if name in answers}
        sent = {
            name: [str(one) for one in _strings(given.get(name, chosen))]
            for name, chosen in fields.items()
        }
        done = await platform.acts.send(who, done.form["id"], sent)
    return done


def _strings(value: object) -> list[str]:
    match value:
        case str():
            return [value] if value else []
        case tuple() | list():
            return [one.id if isinstance(one, Person) else str(one) for one in value]
        case Place(id=id_):
            return [id_]
        case _:
            return []
