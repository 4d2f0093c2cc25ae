"""The pages refuse what they did not draw themselves, and say so in every header."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar, WSServerHandshakeError

from adapters.web.workspace import SPACE
from bot.errors import Away
from bot.events import Event, Person, Place, Typed
from bot.platform import Answer, Letter
from bot.text import Envelope, t
from bot.ui import File, Option, Suggest
from tests.adapters.web_room import Room, Scripted, button, message, serving

TOLD = message(t("Would you?"), buttons=(button("Happy to", "story.yes"),))


class Browser:
    """A browser without a window: cookies, the token of its page, and nothing else."""

    def __init__(self, room: Room, session: ClientSession) -> None:
        self.room = room
        self.session = session
        self.csrf = ""

    async def arrives(self, person: str) -> None:
        async with self.session.get(f"{self.room.url}/playground/doors") as response:
            found = re.search(r'name="csrf" value="([^"]+)"', await response.text())
        assert found
        self.csrf = found[1]
        assert (await self.posts("be", person=person))[0] == 200

    async def posts(
        self, act: str, *, origin: str | None = "own", **fields: str
    ) -> tuple[int, str]:
        headers = {"Accept": "application/json"}
        if origin is not None:
            headers["Origin"] = self.room.url if origin == "own" else origin
        url = f"{self.room.url}/playground/{act}"
        data = {"csrf": self.csrf, **fields}
        async with self.session.post(url, data=data, headers=headers) as response:
            return response.status, await response.text()

    async def gets(self, path: str) -> tuple[int, str]:
        async with self.session.get(f"{self.room.url}{path}") as response:
            return response.status, await response.text()


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with serving(tmp_path, Scripted()) as room:
        yield room


@pytest.fixture
async def browser(room: Room) -> AsyncIterator[Browser]:
    """Somebody who has come as Amina."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        browser = Browser(room, session)
        await browser.arrives("amina")
        yield browser


PATHS = (
    "/", "/playground", "/playground/doors", "/playground/home", "/playground/in/community",
    "/playground/in/nowhere", "/playground/words", "/playground/static/hearth.js",
    "/playground/static/nothing.js", "/playground/file/m1/0",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_carries_a_strict_policy(browser: Browser, path: str) -> None:
    """Nothing inline, nothing from elsewhere, nobody may frame it, nothing is kept."""
    url = f"{browser.room.url}{path}"
    async with browser.session.get(url, allow_redirects=False) as response:
        policy = response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", ["/playground/in/community", "/playground/doors"])
async def test_a_page_holds_nothing_inline(browser: Browser, path: str) -> None:
    """A policy that forbids inline code would only show what the page got wrong."""
    _, html = await browser.gets(path)
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", html)


async def test_the_cookie_is_for_this_site_and_no_script(room: Room) -> None:
    async with ClientSession() as session, session.get(f"{room.url}/playground/doors") as response:
        cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/playground" in cookie


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", None, "http://127.0.0.1:1"])
async def test_a_post_from_another_page_is_refused(browser: Browser, origin: str | None) -> None:
    status, _ = await browser.posts("say", origin=origin, spot="community", text="forged")
    assert status == 403
    assert "forged" not in browser.room.read("amina")


@pytest.mark.parametrize("token", ["", "wrong"])
async def test_a_post_without_the_pages_token_is_refused(browser: Browser, token: str) -> None:
    status, _ = await browser.posts("say", csrf=token, spot="community", text="forged")
    assert status == 403
    assert "forged" not in browser.room.read("amina")


async def test_a_name_that_is_not_ours_is_refused(browser: Browser) -> None:
    """Another site's name that leads to this machine gets nothing (DNS rebinding)."""
    url, headers = f"{browser.room.url}/playground/doors", {"Host": "evil.example"}
    async with browser.session.get(url, headers=headers) as response:
        assert response.status == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_a_socket_from_another_page_is_refused(browser: Browser, origin: str) -> None:
    url = f"{browser.room.url}/playground/live"
    with pytest.raises(WSServerHandshakeError) as refused:
        await browser.session.ws_connect(url, origin=origin)
    assert refused.value.status == 403


@pytest.mark.parametrize("said", ["not json", "[]", '{"look": 7}', "{}"])
async def test_a_socket_that_talks_nonsense_is_closed(browser: Browser, said: str) -> None:
    url, origin = f"{browser.room.url}/playground/live", browser.room.url
    async with browser.session.ws_connect(url, origin=origin) as socket:
        await socket.send_str(said)
        await socket.receive(timeout=2)
        assert socket.close_code == 1007


async def test_a_file_is_given_to_its_reader_alone(browser: Browser) -> None:
    file = replace(TOLD, files=(File("më.json", b"{}", t("All I keep")),))
    to = Letter("story.1", Person(SPACE, "amina"), file, Envelope())
    landed = await browser.room.platform.deliver(to)
    path = f"/playground/file/{landed.message}/0"
    async with browser.session.get(f"{browser.room.url}{path}") as response:
        assert await response.read() == b"{}"
        disposition = response.headers["Content-Disposition"]
        assert disposition == "attachment; filename*=UTF-8''m%C3%AB.json"
    await browser.posts("be", person="kofi")
    assert (await browser.gets(path))[0] == 404
    assert (await browser.gets(path[:-1] + "7"))[0] == 404


async def test_somebody_elses_conversation_is_not_shown(browser: Browser) -> None:
    """An address of what one may not see leads to the first channel, and nothing of it is there."""
    to = Letter("story.1", Person(SPACE, "kofi"), message(t("For Kofi alone")), Envelope())
    await browser.room.platform.deliver(to)
    status, html = await browser.gets("/playground/in/d-kofi")
    assert status == 200
    assert "For Kofi alone" not in html
    _, said = await browser.posts("say", spot="d-kofi", text="hello", thread="")
    assert "did not work" in said
    assert browser.room.hearth.heard == []


async def test_a_press_on_somebody_elses_button_does_nothing(browser: Browser) -> None:
    to = Letter("story.1", Person(SPACE, "kofi"), TOLD, Envelope("en", "UTC", "c1"))
    landed = await browser.room.platform.deliver(to)
    for token in ("story.yes|c1|7f3a", "story.yes|c2|7f3a", "anything||"):
        _, said = await browser.posts("press", post=landed.message, button=token, look="")
        assert "did not work" in said
    assert browser.room.hearth.heard == []


async def test_without_a_script_a_post_leads_back_to_where_one_was(browser: Browser) -> None:
    url = f"{browser.room.url}/playground/say"
    fields = {
        "csrf": browser.csrf,
        "spot": "community",
        "text": "Hi all",
        "look": "/playground/home",
    }
    headers = {"Origin": browser.room.url}
    async with browser.session.post(
        url, data=fields, headers=headers, allow_redirects=False
    ) as response:
        assert response.status == 303
        assert response.headers["Location"] == "/playground/home"
    assert browser.room.read("amina")[-1] == "Hi all"


async def test_nothing_leads_to_another_site(browser: Browser) -> None:
    """Where a post leads back to is an address of ours, whatever was sent."""
    url = f"{browser.room.url}/playground/close"
    for look in ("https://evil.example/", "//evil.example", "/playground/in/%2F%2Fevil"):
        data = {"csrf": browser.csrf, "look": look}
        headers = {"Origin": browser.room.url}
        async with browser.session.post(
            url, data=data, headers=headers, allow_redirects=False
        ) as response:
            assert response.headers["Location"].startswith("/playground/in/")


async def test_while_the_notes_are_away_one_is_told_and_nothing_is_lost(browser: Browser) -> None:
    async def away(_event: Event) -> Answer | None:
        raise Away("the database is not there")

    browser.room.platform.acts.hear = away
    _, said = await browser.posts("say", spot="d-amina", text="help", thread="")
    assert "try again in a moment" in said
    assert browser.room.read("amina", "d-amina") == ["help"]


async def test_the_composer_learns_the_words_and_asks_for_suggestions(browser: Browser) -> None:
    browser.room.hearth.replies["completing"] = Suggest((Option("tea", t("Tea"), t("4 people")),))
    _, words = await browser.gets("/playground/words")
    assert '"verb": "introduce"' in words
    _, found = await browser.posts("complete", verb="find", option="what", partial="t")
    assert found == '[{"value": "tea", "label": "Tea", "hint": "4 people"}]'


async def test_a_second_browser_is_somebody_else(room: Room, browser: Browser) -> None:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        other = Browser(room, session)
        await other.arrives("ruth")
        await other.posts("say", spot="community", text="From Ruth", thread="")
        await browser.posts("say", spot="d-amina", text="From Amina", thread="")
    assert room.hearth.last(Typed).actor.person.id == "amina"
    assert "From Ruth" in room.read("amina")


async def test_a_newcomer_arrives_once_under_a_name_of_their_own(browser: Browser) -> None:
    await browser.posts("be", person="", name="  Zoë   Quill ")
    people = browser.room.platform.world.people
    (zoe,) = [each for each in people.values() if each.name == "Zoë Quill"]
    await browser.posts("be", person=zoe.id)
    joined = [type(event).__name__ for event in browser.room.hearth.heard]
    assert joined == ["Joined", "Joined"]


async def test_a_newcomer_is_noticed_before_they_wonder(browser: Browser) -> None:
    """What is promised for the minutes after somebody arrives has come when the page opens."""
    room = browser.room
    to = Place(SPACE, "hello")
    room.hand.promise(timedelta(minutes=1), "story.hello", to, message(t("Welcome.")))
    room.hand.promise(timedelta(minutes=9), "story.later", to, message(t("Too early.")))
    await browser.posts("be", person="", name="")
    assert room.read("robin", "hello")[-1] == "Welcome."
    await browser.posts("be", person="robin")
    assert room.read("robin", "hello")[-1] == "Welcome."


async def test_starting_afresh_makes_everybody_nobody(browser: Browser) -> None:
    await browser.posts("say", spot="community", text="Soon forgotten", thread="")
    _, said = await browser.posts("afresh")
    assert '"go": "/playground/doors"' in said
    assert "Soon forgotten" not in browser.room.read("amina")
    async with browser.session.get(f"{browser.room.url}/playground/home") as response:
        assert response.url.path == "/playground/doors"
