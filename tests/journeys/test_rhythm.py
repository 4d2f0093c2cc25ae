"""A coordinator gives the community a rhythm, and lives its first two weeks."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from playwright.async_api import expect

from tests.journeys.visitor import DAY, Visitor


async def test_a_coordinator_sets_the_rhythm_and_it_beats(visitor: Visitor) -> None:
    """Two steps of a form, a meeting; then the prompt, the round with its room, the report."""
    page = visitor.page
    await visitor.opens()
    await page.get_by_role("button", name="Be Mara", exact=True).click()
    await visitor.connected()
    await visitor.writes("/hearth desk rhythm")
    await visitor.fills(prompt="1", prompt_day="1", round="1", time="10:00")
    await expect(visitor.form).to_contain_text("Step 2 of 2")
    await visitor.reaches_everybody()
    await visitor.fills(checkin="3")
    await visitor.says("Saved. I plan by it from now on")
    await visitor.presses("Add a meeting")
    await visitor.fills(at=f"{await _thursday_after_next(visitor):%Y-%m-%d} 15:00", title="Monthly")
    await visitor.says("Kept: ")
    await visitor.writes("/hearth next")
    await visitor.says("What shall we bring to the next meeting?")
    await visitor.says(re.compile("15:00: Monthly"))
    await visitor.steps_until(visitor.log.get_by_role("button", name="Answer here"), DAY, most=9)
    await visitor.steps_until(visitor.rooms, DAY, most=9)
    await visitor.rooms.last.click()
    await visitor.says("this round brings you together")
    await expect(visitor.log.get_by_role("button", name="We met", exact=True)).to_be_visible()
    await visitor.reaches_everybody()
    await visitor.turns_to("community")
    await visitor.writes("/hearth desk round")
    await visitor.says("It is under way")
    await visitor.writes("/hearth desk report")
    await visitor.says("Not in these figures")
    await visitor.reaches_everybody()


async def _thursday_after_next(visitor: Visitor) -> datetime:
    """Far enough off that the week before it is still to come."""
    shown = await visitor.page.locator("#top time").get_attribute("datetime")
    now = datetime.fromisoformat(shown or "")
    return now + timedelta(days=(3 - now.weekday()) % 7 + 14)
