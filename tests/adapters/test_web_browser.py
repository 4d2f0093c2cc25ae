"""What a person does with the playground, in a real Chromium: each test is a small journey."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Route, expect

from adapters.web.workspace import SPACE
from bot.events import Person, Place, Pressed, Submitted, Typed
from bot.platform import Letter
from bot.text import Envelope, t
from bot.ui import (
    Say,
    Style,
    Together,
)
from tests.adapters.web_browser import AMINA, EVIL, arrive, script, write
from tests.adapters.web_room import (
    HOUR,
    Room,
    button,
    message,
    serving,
)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with serving(tmp_path, script()) as room:
        yield room


@pytest.fixture
async def pages(browser: Browser, room: Room) -> AsyncIterator[list[str]]:
    """Complaints of any page: a broken script or a breach of the policy is one."""
    complaints: list[str] = []
    yield complaints
    assert complaints == []


async def test_a_newcomer_walks_through_the_door(page: Page, room: Room, pages: list[str]) -> None:
    """Arrive, be greeted, press, fill in two steps with a mistake, and be answered."""
    await arrive(page, room, pages, "Arrive")
    welcome = message(t("Welcome"), buttons=(button("Start", "story.join", Style.MAIN),))
    await room.platform.deliver(Letter("story.w", Place(SPACE, "hello"), welcome, Envelope()))
    await page.get_by_role("button", name="Start").click()
    form = page.get_by_role("dialog", name="Take part")
    await form.get_by_label("Ask me").check()
    await form.get_by_label("Twice a week").check()
    await form.get_by_role("button", name="Next").click()
    await form.get_by_role("button", name="Join").click()
    role = form.get_by_label("What do you do?")
    await expect(role).to_have_accessible_description("Please say a word about it.")
    await expect(role).to_be_focused()
    await role.fill("Data officer")
    await form.get_by_label("Who invited you?").select_option("Amina Yusuf")
    room.hearth.replies["submitted"] = Say(message(t("Glad you are here.")))
    await form.get_by_role("button", name="Join").click()
    await expect(page.get_by_text("Glad you are here.")).to_be_visible()
    await expect(page.get_by_text("Only you can see this")).to_be_visible()
    await expect(form).to_have_count(0)
    sent = room.hearth.last(Submitted)
    assert sent.values["role"] == "Data officer"
    assert sent.values["host"] == AMINA
    first = next(e for e in room.hearth.heard if isinstance(e, Submitted))
    assert first.values == {"ticks": ("meet", "ask"), "times": "2"}


async def test_words_are_never_markup_in_the_page(page: Page, room: Room, pages: list[str]) -> None:
    """A member's words, a name, a message of ours with them: shown as they were typed."""
    await arrive(page, room, pages)
    await page.goto(f"{room.url}/playground/doors")
    await page.get_by_label("Or arrive under a name").fill(EVIL[:60])
    await page.get_by_role("button", name="Arrive", exact=True).last.click()
    await page.wait_for_url("**/in/hello")
    await write(page, EVIL)
    await expect(page.get_by_text("onerror=").last).to_be_visible()
    await write(page, "/hearth help")
    await expect(page.get_by_role("figure", name="Amina Yusuf")).to_contain_text("<script>")
    assert await page.title() != "owned"
    assert await page.locator("#log img:not([src$='icon.svg']), #log script").count() == 0


async def test_a_press_outlives_what_is_drawn_meanwhile(
    page: Page, room: Room, pages: list[str]
) -> None:
    """A message comes while a finger is down: the press counts, and the message is shown after."""
    await arrive(page, room, pages)
    link = page.locator("#rail").get_by_role("link", name="hello")
    await expect(page).not_to_have_url(re.compile("/in/hello$"))
    await link.hover()
    await page.mouse.down()
    together = Together((AMINA, Person(SPACE, "owen")), t("A room"))
    await room.platform.deliver(Letter("story.r", together, message(t("Meet.")), Envelope()))
    drawn = page.locator("#rail a[href*='/in/r-']")
    await page.wait_for_timeout(300)
    await page.mouse.up()
    await page.wait_for_url("**/in/hello")
    await expect(drawn).to_have_count(1)


async def test_buttons_menus_and_a_second_thought(page: Page, room: Room, pages: list[str]) -> None:
    await arrive(page, room, pages)
    await write(page, "/hearth help")
    await page.get_by_role("button", name="Erase me").click()
    sure = page.get_by_role("dialog", name="Are you sure?")
    await expect(sure).to_contain_text("For good.")
    await sure.get_by_role("button", name="Cancel").click()
    await page.get_by_label("How long?").select_option("A month")
    await page.get_by_role("button", name="Choose").first.click()
    await expect(page.get_by_text("A month, then.")).to_be_visible()
    presses = [event for event in room.hearth.heard if isinstance(event, Pressed)]
    assert [(event.name, event.values) for event in presses] == [("story.long", ("2",))]


async def test_the_composer_helps_with_commands_people_and_options(
    page: Page, room: Room, pages: list[str]
) -> None:
    """Everything offered comes from the declarations; the keyboard chooses."""
    await arrive(page, room, pages)
    box = page.get_by_role("combobox", name="Write")
    await box.press_sequentially("/hearth in")
    offered = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    await expect(offered).to_have_count(1)
    await expect(offered).to_contain_text("Introduce two members")
    await box.press("Tab")
    await box.press_sequentially("@Kof")
    await box.press("ArrowDown")
    await expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    await box.press("Enter")
    await box.press_sequentially("@Ruth Adler both count things")
    await box.press("Enter")
    await expect(box).to_have_value("")
    parts = room.hearth.last(Typed).parts
    people = [part.id for part in parts if isinstance(part, Person)]
    assert people == ["kofi", "ruth"]
    await box.press_sequentially("/hearth find t")
    await expect(page.get_by_role("option", name="Tea")).to_be_visible()
    await box.fill("")
    await box.press_sequentially("/hearth pause t")
    await expect(page.get_by_role("option", name="two weeks")).to_be_visible()


@pytest.mark.parametrize("pressed_before", ["the words", "what fits"])
async def test_a_late_suggestion_covers_nothing(
    page: Page, room: Room, pages: list[str], pressed_before: str
) -> None:
    """What was being looked up while one wrote is not shown over the answer."""
    pressed, looked_up, answered = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def words(route: Route) -> None:
        if pressed_before == "the words":
            await pressed.wait()
        await route.continue_()

    async def fitting(route: Route) -> None:
        looked_up.set()
        await answered.wait()
        await route.continue_()

    async def say(route: Route) -> None:
        await looked_up.wait()
        await route.continue_()

    await arrive(page, room, pages)
    await page.route("**/playground/words", words)
    await page.route("**/playground/complete", fitting)
    await page.route("**/playground/say", say)
    box = page.get_by_role("combobox", name="Write")
    await box.fill("/hearth find t")
    async with page.expect_response("**/playground/complete"):
        async with page.expect_response("**/playground/say"):
            await box.press("Enter")
            pressed.set()
        answered.set()
    await page.wait_for_timeout(100)
    await expect(page.get_by_role("listbox", name="Suggestions")).to_be_hidden()


async def test_a_mention_is_answered_in_its_thread(
    page: Page, room: Room, pages: list[str]
) -> None:
    room.hearth.replies["help"] = Say(message(t("Here I am.")), private=False)
    await arrive(page, room, pages)
    await write(page, "@Hearth help")
    await page.get_by_role("link", name="1 reply").click()
    await expect(page.get_by_role("heading", name="Thread")).to_be_visible()
    await expect(page.get_by_text("Here I am.")).to_be_visible()
    await page.get_by_role("link", name="Back", exact=True).click()
    await expect(page.get_by_role("heading", name="community")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("heading", name="Thread")).to_be_visible()


async def test_what_arrives_is_shown_and_read_out_once(
    page: Page, room: Room, pages: list[str]
) -> None:
    """A new message appears without a reload; the ones that stood there stay where they were."""
    await arrive(page, room, pages)
    await page.evaluate("document.querySelector('#log .post').dataset.witness = 'same'")
    await room.platform.type("kofi", Place(SPACE, "community"), "Good news")
    await expect(page.get_by_role("log").get_by_text("Good news")).to_be_visible()
    assert await page.locator("#log .post[data-witness=same]").count() == 1
    await room.platform.type("kofi", Place(SPACE, "hello"), "Over here")
    await expect(page.get_by_role("link", name="hello 1 unread")).to_be_visible()


async def test_what_one_is_writing_survives_what_arrives(
    page: Page, room: Room, pages: list[str]
) -> None:
    await arrive(page, room, pages)
    box = page.get_by_role("combobox", name="Write")
    await box.fill("Half a thou")
    await room.platform.type("kofi", Place(SPACE, "community"), "Good news")
    await expect(page.get_by_text("Good news")).to_be_visible()
    await expect(box).to_have_value("Half a thou")
    await expect(box).to_be_focused()


async def test_the_clock_moves_and_what_was_promised_comes(
    page: Page, room: Room, pages: list[str]
) -> None:
    await arrive(page, room, pages)
    both = Together((AMINA, Person(SPACE, "kofi")), t("You two"))
    room.hand.promise(3 * HOUR, "story.room", both, message(t("Meet each other.")))
    await page.reload()
    await expect(page.get_by_text("It is early")).to_be_visible()
    clock = page.get_by_role("group", name="Move the clock")
    await clock.get_by_role("button", name="To the next event").click()
    await page.get_by_role("link", name="Kofi 1 unread").click()
    await expect(page.get_by_text("Meet each other.")).to_be_visible()
    await expect(page.get_by_role("banner").get_by_text("15:00")).to_be_visible()
    await expect(page.get_by_text("Nothing is promised just now.")).to_be_visible()


async def test_somebody_else_and_the_home_page(page: Page, room: Room, pages: list[str]) -> None:
    await arrive(page, room, pages)
    await page.get_by_role("link", name="Be somebody else").click()
    await page.get_by_role("button", name="Be Mara").click()
    await page.wait_for_url("**/in/community")
    await expect(page.get_by_role("banner")).to_contain_text("Mara Lindqvist")
    await page.get_by_role("link", name="Home").click()
    await expect(page.get_by_role("heading", name="Good morning")).to_be_visible()
