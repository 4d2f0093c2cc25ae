"""Everybody can use the playground: by keyboard, on a phone, in the dark, read aloud."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from adapters.web.workspace import SPACE
from bot.events import Place
from bot.platform import Letter
from bot.text import Envelope, t
from tests.adapters.web_browser import DESK, PHONE, arrive, script, violations, write
from tests.adapters.web_room import (
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


async def test_the_keyboard_alone_is_enough(page: Page, room: Room, pages: list[str]) -> None:
    """Skip link, a button, a form that holds the focus, Escape, and back where one was."""
    await arrive(page, room, pages)
    await page.reload()
    await page.locator("html[data-line=up]").wait_for()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the conversation")).to_be_focused()
    await page.keyboard.press("Enter")
    asks = message(t("Please"), buttons=(button("Join", "story.join"),))
    await room.platform.deliver(Letter("story.1", Place(SPACE, "community"), asks, Envelope()))
    join = page.get_by_role("button", name="Join", exact=True)
    await join.focus()
    await page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Take part")
    await expect(form).to_be_visible()
    for _ in range(12):
        await page.keyboard.press("Tab")
        outside = "!document.activeElement.closest('dialog') && document.activeElement.tagName"
        assert await page.evaluate(outside) in {False, "BODY"}
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    await expect(join).to_be_focused()
    name = page.get_by_text("Carlos Medina").first
    await name.focus()
    await page.keyboard.press("Enter")
    await expect(
        page.get_by_role("button", name="Not this person").locator("visible=true")
    ).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(name).to_be_focused()


async def test_on_a_phone_there_is_one_pane_at_a_time(
    page: Page, room: Room, pages: list[str]
) -> None:
    await page.set_viewport_size(PHONE)
    await arrive(page, room, pages)
    rail = page.get_by_role("navigation", name="Conversations")
    await expect(rail).to_be_hidden()
    await page.get_by_role("button", name="Places").click()
    await rail.get_by_role("link", name="hello").click()
    await expect(rail).to_be_hidden()
    await expect(page.get_by_role("heading", name="hello")).to_be_visible()
    await page.get_by_role("button", name="Behind").last.click()
    await expect(page.get_by_text("Both are awake")).to_be_visible()
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not await page.evaluate(wide)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(
    browser: Browser, room: Room, pages: list[str], scheme: str, size: ViewportSize
) -> None:
    """The doors, a conversation with everything in it, suggestions, a form with errors, home."""
    context = await browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport=size,
        reduced_motion="reduce",
    )
    context.set_default_timeout(5_000)
    page = await context.new_page()
    await page.goto(room.url)
    found = await violations(page)
    await arrive(page, room, pages)
    await write(page, "/hearth help")
    await expect(page.get_by_role("heading", name="Everything there is")).to_be_visible()
    found += await violations(page)
    await page.get_by_role("combobox", name="Write").press_sequentially("/hearth ")
    suggestions = page.get_by_role("listbox", name="Suggestions")
    await expect(suggestions.get_by_role("option").first).to_be_visible()
    found += await violations(page)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Join", exact=True).click()
    form = page.get_by_role("dialog", name="Take part")
    await form.get_by_label("Once a week").check()
    await form.get_by_role("button", name="Next").click()
    await form.get_by_role("button", name="Join").click()
    await expect(form.get_by_role("alert")).to_be_visible()
    found += await violations(page)
    await page.goto(f"{room.url}/playground/home")
    found += await violations(page)
    await context.close()
    assert found == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_nothing_to_press_is_too_small(
    page: Page, room: Room, pages: list[str], size: ViewportSize
) -> None:
    """Targets are 24 by 24 at least (WCAG 2.2, 2.5.8); links inside sentences are excepted."""
    await page.set_viewport_size(size)
    await arrive(page, room, pages)
    await write(page, "/hearth help")
    await expect(page.get_by_role("heading", name="Everything there is")).to_be_visible()
    small = await page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, select, label.tick")]
        .filter((each) => !each.closest("p:not(.you):not(.file)") && each.checkVisibility())
        .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
        .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
        .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
    )
    assert small == []
