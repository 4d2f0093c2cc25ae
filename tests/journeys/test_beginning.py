"""From nothing to a page one can use; through a power cut; and from the beginning again."""

from __future__ import annotations

import socket
from pathlib import Path

from playwright.async_api import expect

from tests.journeys.conftest import Visit, in_order
from tests.journeys.house import House, two_free_ports
from tests.journeys.visitor import Visitor

BACK = 20_000  # milliseconds for a start and for the page to notice


async def test_from_nothing_to_a_page_one_can_use(tmp_path: Path, visit: Visit) -> None:
    """A taken port is said, the address is printed, the door opens, and words can be said."""
    house = House(tmp_path, two_free_ports())
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", house.port))
        taken.listen()
        await house.start()
    told = "\n".join(house.said)
    assert f"Port {house.asked} is taken; trying {house.asked + 1}." in told
    assert (house.folder / "hearth.key").stat().st_mode & 0o077 == 0
    visitor = await visit()
    visitor.url = house.url
    await visitor.opens()
    await expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    await visitor.reaches_everybody()
    await visitor.page.get_by_role("button", name="Be Amina", exact=True).click()
    await visitor.connected()
    await visitor.writes("A word from Nairobi.")
    await visitor.says("A word from Nairobi.")
    await visitor.reaches_everybody()
    await visitor.page.get_by_role("link", name="Home", exact=True).click()
    await expect(visitor.page.locator("#home-page")).to_contain_text("procurement")
    await visitor.reaches_everybody()
    await visitor.page.close()
    await house.stop()
    in_order(house)


async def test_a_power_cut(house: House, visitor: Visitor) -> None:
    """Killed and started again, everything is there, the page comes back, old buttons work."""
    await visitor.arrives("Ivo Brandt")
    await visitor.presses("Start")
    await visitor.presses("Sounds good")
    await visitor.fills(learn="reading procurement data", help="keeping minutes")
    await visitor.presses("Yes, introduce me")
    await visitor.says("I'm asking somebody now")
    behind = visitor.page.locator("#behind")
    await expect(behind).to_contain_text("Asked somebody for @Ivo Brandt", timeout=BACK)
    await house.kill()
    await expect(visitor.page.locator("html[data-line=down]")).to_be_attached()
    await house.start()
    await expect(visitor.page.locator("html[data-line=up]")).to_be_attached(timeout=BACK)
    visitor.complaints.clear()  # the page could not reach what was not there
    await visitor.says("I'm asking somebody now")
    await expect(behind).to_contain_text("Asked somebody for @Ivo Brandt")
    await visitor.turns_to("Hearth")
    await visitor.presses("Write a line")
    await expect(visitor.form).to_be_visible()
    await visitor.page.keyboard.press("Escape")


async def test_a_new_beginning(visitor: Visitor) -> None:
    """Start afresh asks twice, forgets who came and what was said, and the community stands."""
    await visitor.arrives("Ulla Undone")
    await visitor.writes("Here I am.")
    await visitor.page.get_by_label("Settings").click()
    await visitor.page.get_by_role("button", name="Start afresh").click()
    sure = visitor.page.get_by_role("dialog", name="Are you sure?")
    await expect(sure).to_contain_text("Everything that happened in this playground is forgotten.")
    await visitor.reaches_everybody()
    await sure.get_by_role("button", name="Yes").click()
    await visitor.page.wait_for_url("**/playground/doors", timeout=BACK)
    await expect(visitor.page.get_by_role("button", name="Ruth Adler")).to_be_visible()
    await expect(visitor.page.get_by_text("Ulla")).to_have_count(0)
    await visitor.page.get_by_role("button", name="Be Mara", exact=True).click()
    await visitor.connected()
    await visitor.writes("/hearth desk today")
    await visitor.says("needs you")
    await expect(visitor.page.get_by_text("Ulla")).to_have_count(0)
