"""Newcomers' ways: with a mouse, by the keyboard alone, on a phone, and just looking."""

from __future__ import annotations

from playwright.async_api import Locator, expect

from tests.journeys.conftest import Visit
from tests.journeys.visitor import DAY, Visitor

LEARN, HELP = "reading procurement data", "cleaning spreadsheets that fight back"
PURPOSE = "We help each other make public information open"
MOST_TABS = 120


async def test_a_shy_newcomer_meets_somebody(visitor: Visitor) -> None:
    """Start, the form, consent to the exact words, residents answer, the room, the outcome."""
    page = visitor.page
    await visitor.opens()
    await page.get_by_role("button", name="Arrive", exact=True).first.click()
    await visitor.connected()
    await visitor.says("nothing is posted about you.")
    await visitor.presses("Start")
    await visitor.says(PURPOSE)
    await visitor.says("Disagree with ideas, be kind to people.")
    await visitor.reaches_everybody()
    await visitor.presses("Sounds good")
    await expect(visitor.form).to_contain_text("What I want to learn")
    await visitor.reaches_everybody()
    await visitor.fills(learn=LEARN, help=HELP)
    await visitor.says("one or two people at a time, five at most")
    await visitor.says(f"Wants to learn: {LEARN}")
    await visitor.presses("Yes, introduce me")
    await visitor.says("I'm asking somebody now, and I'll tell you by")
    await visitor.steps_until(visitor.rooms)
    await visitor.rooms.first.click()
    await visitor.says("meet each other.")
    await visitor.says(f"wants to learn: {LEARN}")
    await visitor.says(", you start: what")
    await visitor.reaches_everybody()
    await visitor.writes("Hello! Would Thursday suit you?")
    await visitor.says("Would Thursday suit you?")
    await visitor.steps_until(
        page.locator("#log article:has(summary.name:not(:has-text('Robin')))")
    )
    await visitor.presses("We met")
    await visitor.says("Lovely, thank you for telling me.")
    await visitor.reaches_everybody()


async def test_just_looking_round(visitor: Visitor) -> None:
    """Who would rather read is told that this is fine, and nothing comes for ten days."""
    await visitor.arrives("Lena Looking")
    await visitor.presses("Start")
    await visitor.presses("Just looking round")
    await visitor.says("Lovely. Most people read first. I won't write unless you ask.")
    for _ in range(10):
        await visitor.steps(DAY)
    own = visitor.page.locator("#rail").get_by_role("link", name="Hearth")
    await expect(own).not_to_contain_text("unread")
    await own.click()
    await visitor.says("Nothing has been said here yet.")
    await expect(visitor.rooms).to_have_count(0)


async def test_the_keyboard_alone_is_enough(visitor: Visitor) -> None:
    """The whole walk without a mouse: whatever is needed is reached by Tab, and keeps its focus."""
    page, keys = visitor.page, visitor.page.keyboard
    await visitor.opens()
    await _tabs_to(visitor, page.get_by_label("Or arrive under a name"))
    await keys.type("Kai Keys")
    await keys.press("Enter")
    await page.wait_for_url("**/in/hello")
    await visitor.connected()
    await keys.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the conversation")).to_be_focused()
    await keys.press("Enter")
    await _enters(visitor, visitor.log.get_by_role("button", name="Start", exact=True).last)
    await visitor.says(PURPOSE)
    await _enters(visitor, visitor.log.get_by_role("button", name="Sounds good"))
    await _fills_by_keyboard(visitor)
    await visitor.says(f"Can help with: {HELP}")
    await _enters(visitor, visitor.log.get_by_role("button", name="Yes, introduce me"))
    await visitor.says("I'm asking somebody now")
    time, clock = page.locator("#top time"), page.get_by_role("button", name="To the next event")
    before = await time.get_attribute("datetime") or ""
    await _enters(visitor, clock)
    await expect(time).not_to_have_attribute("datetime", before)
    await expect(clock).to_be_focused()


async def _fills_by_keyboard(visitor: Visitor) -> None:
    """The form has the focus and keeps it; Escape leads back to where one was, Enter sends."""
    page, keys = visitor.page, visitor.page.keyboard
    first = visitor.form.locator("[name='f.help']")
    await expect(first).to_be_focused()
    await keys.press("Escape")
    await expect(visitor.form).to_have_count(0)
    await expect(visitor.log.get_by_role("button", name="Sounds good")).to_be_focused()
    await keys.press("Enter")
    await expect(first).to_be_focused()
    for _ in range(6):
        await keys.press("Tab")
        focus = await page.evaluate("document.activeElement.closest('dialog, body').tagName")
        inside = await page.evaluate("document.activeElement === document.body")
        assert focus == "DIALOG" or inside  # the browser's own buttons come between two rounds
    await _tabs_to(visitor, first)
    await keys.type(HELP)
    await keys.press("Tab")
    await expect(visitor.form.locator("[name='f.learn']")).to_be_focused()
    await keys.type(LEARN)
    await keys.press("Tab")
    await expect(visitor.form.get_by_role("button", name="Go on")).to_be_focused()
    await keys.press("Enter")


async def test_on_a_phone_in_the_dark(visit: Visit) -> None:
    """Thumbs, a narrow page, dark: everything is reached, nothing sticks out, contrast holds."""
    visitor = await visit(
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        color_scheme="dark",
    )
    page = visitor.page
    await visitor.opens()
    await _fits(visitor)
    await visitor.arrives("Pia Pocket")
    await _fits(visitor)
    await visitor.log.get_by_role("button", name="Start", exact=True).last.tap()
    await visitor.log.get_by_role("button", name="Sounds good").last.tap()
    await expect(visitor.form).to_be_visible()
    await _fits(visitor)
    await visitor.fills(learn=LEARN, help=HELP)
    await visitor.log.get_by_role("button", name="Yes, introduce me").last.tap()
    await visitor.says("I'm asking somebody now")
    await page.get_by_role("button", name="Behind", exact=True).tap()
    await expect(page.locator("#behind")).to_contain_text("Pia Pocket")
    await _fits(visitor)
    await page.get_by_role("button", name="Conversation", exact=True).tap()
    await visitor.steps_until(visitor.rooms)
    await page.get_by_role("button", name="Places", exact=True).tap()
    await _fits(visitor)
    await visitor.rooms.first.tap()
    await visitor.says("meet each other.")
    await _fits(visitor)


async def _tabs_to(visitor: Visitor, target: Locator) -> None:
    """Press Tab until it is there."""
    await target.wait_for()
    for _ in range(MOST_TABS):
        if await target.evaluate("one => one === document.activeElement"):
            return
        await visitor.page.keyboard.press("Tab")
    raise AssertionError(f"{target} was not reached by Tab")


async def _enters(visitor: Visitor, button: Locator) -> None:
    """Go to a button by Tab, and press Enter there."""
    await _tabs_to(visitor, button)
    await visitor.page.keyboard.press("Enter")


async def _fits(visitor: Visitor) -> None:
    """No sideways scrolling, dark, and open to everybody."""
    page = visitor.page
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    shade = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, shade.strip("rgba()").split(",")[:3])) < 80
    await visitor.reaches_everybody()
