"""Hostile words in every corner of a page, looked at with a real browser."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page as Tab

from adapters.web.desk.guards import Frame
from adapters.web.desk.server import Desk
from bot.events import Actor, Begin, Community, Event, Person, Place, Space, Visited
from bot.handlers import COORDINATOR, Declaration, Kind
from bot.platform import Admitted, Answer, Visitor
from bot.text import Envelope, Link, Moment, Words, own, t
from bot.ui import (
    Bullets,
    Button,
    Chart,
    Choice,
    Facts,
    Figure,
    Figures,
    Fill,
    Form,
    Heading,
    Line,
    Look,
    Menu,
    Note,
    Option,
    Page,
    Paragraph,
    People,
    PeopleMenu,
    Quote,
    Row,
    Series,
    Step,
    Table,
)
from tests.hostile import strings

SPACE = Space("web", "playground")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
A_PAGE = 10  # strings
# What a page of ours has; anything else came out of somebody's words.
LOOK = """() => {
  const bad = [];
  const tags = new Set(("html head meta link title body a header p img span strong form input button nav ul li main h1 h2 h3 " +
    "section div dl dt dd table caption thead tbody tr th td figure figcaption svg line text rect circle polyline " +
    "details summary label select option fieldset legend textarea blockquote br footer small hr").split(" "));
  for (const one of document.querySelectorAll("*")) {
    if (!tags.has(one.localName)) bad.push("<" + one.localName + ">");
    for (const at of one.attributes) {
      if (at.name.startsWith("on") || at.name === "style" || at.name === "srcdoc") bad.push(at.name + "=" + at.value);
      if (["href", "src", "action", "formaction", "xlink:href"].includes(at.name)
          && !/^(\\/desk\\/|#|https?:\\/\\/)/.test(at.value)) bad.push(at.name + "=" + at.value);
    }
  }
  const images = [...document.images].filter((one) => !one.src.endsWith("/desk/static/icon.svg"));
  if (images.length) bad.push("images");
  if (document.querySelectorAll("meta[http-equiv]").length) bad.push("http-equiv");
  if (window.owned || document.title.startsWith("owned")) bad.push("owned");
  return [bad, document.querySelector("main").textContent];
}"""  # noqa: E501 - a program of its own


@dataclass
class Seen:
    """What was found, over all pages: empty where all is well."""

    pages: int = 0
    strings: int = 0
    bad: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


class Everything:
    """A house that shows the words it is given everywhere at once; its doorkeeper lets in."""

    def __init__(self) -> None:
        self.words: Sequence[str] = ("hello",)

    async def hear(self, event: Event) -> Answer | None:
        envelope = Envelope("en", "Europe/Madrid", "c1")
        return Answer(page(self.words), envelope) if isinstance(event, Visited) else None

    def now(self, _space: Space) -> datetime:
        return NOW

    async def admit(self, _token: str) -> Admitted | None:
        return Admitted("visit", "today")

    async def visitor(self, _token: str) -> Visitor | None:
        first = self.words[0]
        home, name = Place(SPACE, "home"), self.words[-1]
        community = Community(
            id="c1", space=SPACE, home=home, hello=home, name=name, purpose="", language="en",
            zone="UTC", begin=Begin.ALL, held=False, since=NOW,
        )  # fmt: skip
        return Visitor(Actor(Person(SPACE, "p0"), first, "en", "UTC"), community, "v1")

    async def leave(self, _token: str) -> None:
        self.words = ()

    async def names(self, people: Iterable[Person]) -> Mapping[Person, str]:
        return {each: self.words[len(each.id) % len(self.words)] for each in people}

    async def people(self, community: Community) -> tuple[Actor, ...]:
        return tuple(
            Actor(Person(SPACE, each[:90]), each) for each in (*self.words, community.name)
        )


def page(words: Sequence[str]) -> Page:
    """Each of the words in every kind of place there is."""
    blocks = [part for at, said in enumerate(words) for part in _everywhere(at, said)]
    texts = tuple(own(said) for said in words)
    table = Table(
        own(words[0]), texts[:4], tuple((own(said),) * len(texts[:4]) for said in words),
        tuple((Button(own(s), "a.b", s[:60], confirm=own(s)),) for s in words),
    )  # fmt: skip
    shown = Chart(
        Look.LINE, own(words[0]), texts,
        (Series(own(words[-1]), tuple(float(n) for n in range(len(words)))),
         Series(own(words[0]), (None,) * len(words))),
        own(words[-1]), own(words[0]),
    )  # fmt: skip
    return Page(own(words[0]), (*blocks, table, shown, _form(words)))


def _everywhere(at: int, said: str) -> tuple[Any, ...]:
    who, text = Person(SPACE, f"p{at}"), own(said)
    link = t("{a} {b}", a=Link(said, Words(said)), b=Link(f"https://x.example/{said}", text))
    spot = t("{who} {where} {at}", who=who, where=Place(SPACE, said), at=Moment(NOW))
    return (
        Heading(text),
        Paragraph(t("{a} {b} {c}", a=said, b=link, c=spot)),
        Quote(text, who),
        Bullets((text,)),
        Facts(((text, text),)),
        Figures((Figure(text, text, text),)),
        Note(text),
        Row((Button(text, "a.b", said[:60]),)),
        *((Menu(text, "a.b", (Option(said, text, text),), said[:60]),
           PeopleMenu(text, "a.b", said[:60])) if at % 4 == 0 else ()),
    )  # fmt: skip


def _form(words: Sequence[str]) -> Fill:
    first, last = words[0], words[-1]
    fields = (
        Line("a", own(first), first, own(last), required=True),
        Line("b", own(last), last, long=True),
        Choice("c", own(first), (Option(last, own(first), own(last)),), (last,), own(first)),
        People("d", own(last), (Person(SPACE, first[:90]),)),
    )
    form = Form("a.form", own(last), (Step(fields, own(first)),), submit=own(first))
    return Fill(form, 0, {"b": first}, {"a": own(last), "c": own(first)}, first[:60])


@contextlib.asynccontextmanager
async def shown() -> AsyncIterator[tuple[Everything, str]]:
    """The page served, and its address."""
    house = Everything()
    told = Declaration(Kind.PAGE, "today", house.hear, "x", COORDINATOR, label=t("Today"))
    served = Desk(house.hear, house, (told,), Frame())
    app = web.Application()
    app.add_routes(served.routes())
    async with TestServer(app, host="127.0.0.1") as server:
        yield house, str(server.make_url("")).rstrip("/")


async def through(tab: Tab, count: int) -> Seen:
    """So many strings, ten a page, through every corner of it."""
    found, every = Seen(), strings.made(count, NOWHERE)
    tab.on("dialog", lambda dialog: found.bad.append(f"dialog {dialog.message}"))
    tab.on("console", lambda told: found.said.append(told.text))
    tab.on("pageerror", lambda error: found.said.append(str(error)))
    async with shown() as (house, address):
        await tab.context.add_cookies([{"name": "hearth_desk", "value": "x", "url": address}])
        for start in range(0, len(every), A_PAGE):
            house.words = every[start : start + A_PAGE]
            await tab.goto(f"{address}/desk/today")
            bad, text = await tab.evaluate(LOOK)
            there = strings.bare(text)
            found.bad += bad
            found.lost += [said for said in house.words if strings.bare(said) not in there]
            found.pages, found.strings = found.pages + 1, found.strings + len(house.words)
    return found


NOWHERE = {"zoe": "0", "canary_id": "0", "home": "0", "other": "0"}
