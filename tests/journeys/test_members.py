"""Members' and coordinators' ways: the desk, a set-up, an ask, and what is kept about oneself."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.async_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.visitor import DAY, Visitor

ASKS = "Would you talk to @{}"
WHOM = re.compile(r"To @([\w .]+): Would you talk to @")


async def test_a_coordinators_day(visitor: Visitor) -> None:
    """The first daily message comes by itself; the desk opens, holds everything, and lets go."""
    page = visitor.page
    await visitor.opens()
    await page.get_by_role("button", name="Be Mara", exact=True).click()
    await visitor.connected()
    await visitor.turns_to("Hearth")
    daily = visitor.log.get_by_text("Nothing else needs you.")
    assert await daily.count() == 0
    await visitor.steps_until(daily, DAY, most=4)
    await visitor.says("minutes.")
    await visitor.reaches_everybody()
    await visitor.presses("Set the rhythm")
    await expect(visitor.form).to_be_visible()
    await visitor.reaches_everybody()
    await page.keyboard.press("Escape")
    await visitor.turns_to("community")
    await visitor.writes("/hearth desk today")
    await visitor.says("needs you")
    await visitor.writes("/hearth desk hold")
    await visitor.says("Everything I would send is held.")
    await visitor.writes("/hearth help")
    await visitor.says("desk today")
    await visitor.writes("/hearth desk hold")
    await visitor.presses("Release")
    await visitor.says("Released.")
    await visitor.reaches_everybody()


async def test_a_keeper_sets_up_a_second_community(visitor: Visitor) -> None:
    """One form in two steps, a mistake said where it is, the first month told, and undone."""
    page = visitor.page
    await visitor.opens()
    await page.get_by_role("button", name="Be Mara", exact=True).click()
    await visitor.turns_to("open-data")
    await visitor.writes("/hearth setup")
    await visitor.fills(name="Portal keepers")
    purpose = visitor.form.locator("[name='f.purpose']")
    await expect(purpose).to_be_focused()
    await expect(purpose).to_have_accessible_description(re.compile("Please fill this in"))
    await expect(visitor.form.locator("[name='f.name']")).to_have_value("Portal keepers")
    await visitor.reaches_everybody()
    await visitor.fills(purpose="We keep portals alive.")
    await expect(visitor.form).to_contain_text("Step 2 of 2")
    await visitor.fills(zone="Middle/Earth")
    await expect(visitor.form.locator("[name='f.zone']")).to_have_attribute("aria-invalid", "true")
    await visitor.fills(zone="Europe/Stockholm", hosts=["owen", "samir"], begin="each")
    await expect(visitor.form).to_have_count(0)
    await visitor.says("Nothing has been sent.")
    await visitor.says("Every message waits for your yes first")
    await visitor.reaches_everybody()
    await visitor.presses("Undo this set-up")
    sure = page.get_by_role("dialog", name="Are you sure?")
    if await sure.is_visible():
        await sure.get_by_role("button", name="Yes").click()
    await visitor.writes("/hearth desk today")
    await visitor.says("needs you")


async def test_a_no_stays_private_and_a_yes_opens_a_room(visit: Visit) -> None:
    """The one asked says not this time: the newcomer never reads of it; another one says yes."""
    newcomer, peer = await visit(), await visit()
    await newcomer.arrives("Nia Newman")
    await newcomer.presses("Start")
    await newcomer.presses("Sounds good")
    await newcomer.fills(learn="tracing who owns a company", help="write minutes")
    await newcomer.presses("Yes, introduce me")
    await newcomer.says("I'm asking somebody now")
    asked = newcomer.page.locator("#behind li:has-text('sent, as ask')")
    asked = asked.filter(has_text=ASKS.format("Nia Newman"))
    await newcomer.steps_until(asked)
    found = WHOM.search(await asked.first.inner_text())
    assert found
    await peer.opens()
    await peer.page.get_by_role("button", name=found[1]).first.click()
    await peer.connected()
    await peer.turns_to("Hearth")
    await peer.says(ASKS.format("Nia Newman"))
    await peer.presses("Not this time")
    await peer.says("It stays between you and me, and I'll ask somebody else.")
    await peer.reaches_everybody()
    await newcomer.writes("/hearth why")
    await newcomer.says("I'm still looking for the right person.")
    await newcomer.turns_to("Hearth")
    await expect(newcomer.log).not_to_contain_text(found[1])
    await newcomer.steps_until(newcomer.rooms)
    await newcomer.rooms.first.click()
    await newcomer.says("meet each other.")
    await expect(newcomer.log).not_to_contain_text(found[1])


async def test_what_is_kept_is_handed_out_and_erased(visitor: Visitor, tmp_path: Path) -> None:
    """A profile is told, downloaded as a file that holds it, and erased with a second thought."""
    await visitor.arrives("Eve Erased")
    await visitor.turns_to("Hearth")
    await visitor.writes("/hearth join")
    await visitor.fills(help="count trees", learn="plant hedges")
    await visitor.says("you take part")
    await visitor.writes("/hearth me")
    await visitor.says("count trees")
    await visitor.reaches_everybody()
    await visitor.presses("Download")
    link = visitor.log.locator("a[download]").last
    async with visitor.page.expect_download() as downloading:
        await link.click()
    file = tmp_path / "mine.json"
    await (await downloading.value).save_as(file)
    kept = json.dumps(json.loads(file.read_text(encoding="utf-8")), ensure_ascii=False)
    assert "count trees" in kept
    assert "plant hedges" in kept
    await visitor.presses("Erase everything")
    sure = visitor.page.get_by_role("dialog", name="Are you sure?")
    await expect(sure).to_be_visible()
    await visitor.reaches_everybody()
    await sure.get_by_role("button", name="Yes").click()
    await expect(sure).to_be_hidden()
    await visitor.writes("/hearth me")
    newest = visitor.log.locator("article").last
    await expect(newest).not_to_contain_text("count trees")
    await expect(newest).to_contain_text("Hearth")
