"""A coordinator opens the web page from the chat, on every platform the same."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator

from aiohttp import ClientSession, CookieJar, web
from aiohttp.test_utils import TestServer

from adapters.web.desk.guards import Frame
from adapters.web.desk.server import Desk
from tests.stories.scenes import founded, only, regular
from tests.world import World


@contextlib.asynccontextmanager
async def served(world: World) -> AsyncIterator[ClientSession]:
    """The page beside the world, and a browser that looks at it as people's do."""
    hearth = world.hearth
    page = Desk(hearth.dispatcher.hear, hearth.reception, hearth.parts.table, Frame())
    app = web.Application()
    app.add_routes(page.routes())
    async with TestServer(app, host="127.0.0.1") as server:
        address = str(server.make_url("")).rstrip("/")
        hearth.dispatcher.addresses = lambda _space: address
        headers = {"Origin": address}
        jar = CookieJar(unsafe=True)
        async with ClientSession(address, cookie_jar=jar, headers=headers) as browser:
            yield browser


def links(world: World) -> list[str]:
    """The ways in that cora was given."""
    return [link for link in world.links("cora") if "/desk/in/" in link]


async def comes_in(world: World, browser: ClientSession) -> str:
    """Ask in chat, follow the link, press its button; the page that opens."""
    await world.runs("cora", "desk today")
    await world.presses("cora", "Open the page")
    token = links(world)[-1].rpartition("/")[2]
    async with browser.post("/desk/in", data={"token": token}) as answer:
        assert answer.status == 200
        return await answer.text()


def carried(html: str, label: str) -> dict[str, str]:
    """What pressing a button of the page sends."""
    found = re.search(rf'name="button" value="([^"]*)">{label}<', html)
    assert found, html
    hidden = dict(re.findall(r'name="(written|once)" value="([^"]*)"', html))
    return {**hidden, "button": found[1]}


async def test_a_press_on_the_page_is_the_press_in_the_chat(world: World) -> None:
    """Held on the page, everything is held in the chat; released there, it goes on."""
    await founded(world)
    async with served(world) as browser:
        page = await comes_in(world, browser)
        assert "What needs you" in page
        async with browser.post("/desk/today/press", data=carried(page, "Yes")) as answer:
            assert "Everything I would send is held" in await answer.text()
        await world.runs("cora", "desk today")
        assert world.offered("cora", "Release")
        async with browser.get("/desk/today") as answer:
            page = await answer.text()
        async with browser.post("/desk/today/press", data=carried(page, "Release")) as answer:
            assert "Released" in await answer.text()


async def test_a_form_on_the_page_is_the_form_of_the_chat(world: World) -> None:
    """Step by step, with what is amiss said in its place, and nothing written lost."""
    await founded(world)
    async with served(world) as browser:
        page = await comes_in(world, browser)
        fields = {**carried(page, "Yes"), "button": "communities.change|"}
        async with browser.post("/desk/today/press", data=fields) as answer:
            form = await answer.text()
        assert "How this works" in form
        sent = dict(re.findall(r'name="(written|once|form|step)" value="([^"]*)"', form))
        async with browser.post("/desk/today/send", data={**sent, "f.purpose": ""}) as answer:
            again = await answer.text()
        assert "Please fill this in." in again
        whole = {**dict(re.findall(r'name="(written|once|form|step)" value="([^"]*)"', again))}
        home = re.findall(r'<option value="([^"]+)" selected', form)
        whole |= {"f.purpose": "Maps for all", "f.name": "Maps", "f.home": home[0]}
        async with browser.post("/desk/today/send", data={**whole, "f.hello": home[-1]}) as answer:
            assert "Your time zone" in await answer.text()


async def test_only_coordinators_are_given_a_link(world: World) -> None:
    """Somebody else's press of the same button is refused, in a sentence."""
    await founded(world, "bea")
    await regular(world, "bea", helps="maps")
    async with served(world):
        await world.runs("bea", "desk today")
        assert not world.offered("bea", "Open the page")
        assert "Only coordinators" in world.last("bea")


async def test_without_an_address_no_link_is_shown(world: World) -> None:
    """Nothing promises a page that nobody could open."""
    await founded(world)
    await world.runs("cora", "desk today")
    assert not world.offered("cora", "Open the page")
    await world.comes(weekday=1, hour=12)
    assert not world.offered("cora", "Open the page")


async def test_a_link_is_made_when_it_is_wanted_not_before(world: World) -> None:
    """The message of the day holds a button; its link would be long over when it is read."""
    await founded(world)
    async with served(world):
        await world.comes(weekday=1, hour=12)
        assert world.offered("cora", "Open the page")
        assert not links(world)
        await world.presses("cora", "Open the page")
        assert links(world)


async def test_every_desk_has_its_page(world: World) -> None:
    """Today, the rhythm, the report, the library: each opens, and leads to the others."""
    await founded(world)
    async with served(world) as browser:
        first = await comes_in(world, browser)
        pages = re.findall(r'<li><a href="(/desk/\w+)"', first)
        assert [path.rpartition("/")[2] for path in pages] == [
            *("today", "rhythm", "prompts", "questions", "round", "report", "library")
        ]
        for path in pages:
            async with browser.get(path) as answer:
                assert answer.status == 200
                assert f'<a href="{path}" aria-current="page">' in await answer.text()


async def test_a_desk_in_chat_leads_to_its_own_page(world: World) -> None:
    """Under each answer the button of that page, not of another."""
    await founded(world)
    async with served(world) as browser:
        for verb, page in (("desk prompt", "prompts"), ("desk round", "round")):
            await world.runs("cora", verb)
            await world.presses("cora", "Open the page")
            token = links(world)[-1].rpartition("/")[2]
            async with browser.post("/desk/in", data={"token": token}) as answer:
                assert answer.url.path == f"/desk/{page}"


@only("slack", "discord")
async def test_a_chart_in_the_report_is_a_picture_in_chat(world: World) -> None:
    """Numbers of several Mondays come as a picture, with its sentence for whoever does not see."""
    await founded(world, "bea", "kofi")
    for name in ("bea", "kofi"):
        await regular(world, name, helps="maps")
    await world.runs("cora", "desk rhythm")
    await world.fills("cora")
    await world.passes(days=36)
    await world.runs("cora", "desk report")
    # The first picture of a process takes as long as its library: the answer comes late.
    for _ in range(300):
        if found(world):
            break
        await asyncio.sleep(0.1)
    assert found(world).startswith(b"\x89PNG")


def found(world: World) -> bytes:
    """The newest file cora was given, if there is any."""
    try:
        return world.file("cora")
    except IndexError:
        return b""
