"""Somebody at a browser: what they click, type and look at; what the page complains of."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, Response, expect
from playwright.async_api import TimeoutError as TooLongError

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NEXT, DAY, HOUR = "To the next event", "+1 day", "+1 hour"
STEP = 30_000.0  # milliseconds one step may take
MOMENT = 250.0  # milliseconds in which a page shows what a step brought


class Visitor:
    """One page of one browser, at the running playground."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.complaints: list[str] = []
        page.on("console", lambda said: self._hears(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self._hears(str(error)))
        page.on("response", self._answered)

    def _hears(self, complaint: str) -> None:
        self.complaints.append(complaint)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._hears(f"{response.status} {response.url}")

    @property
    def log(self) -> Locator:
        """The conversation that is shown."""
        return self.page.locator("#log")

    @property
    def form(self) -> Locator:
        """The form that is open."""
        return self.page.locator("#form").get_by_role("dialog")

    @property
    def rooms(self) -> Locator:
        """Private rooms in the list of conversations."""
        return self.page.locator("#rail a[href*='/in/r-']")

    async def opens(self) -> None:
        """Follow the printed address."""
        await self.page.goto(self.url)

    async def arrives(self, name: str) -> None:
        """Come as a newcomer of that name."""
        await self.page.goto(f"{self.url}/playground/doors")
        await self.page.get_by_label("Or arrive under a name").fill(name)
        await self.page.locator(".own-name").get_by_role("button", name="Arrive").click()
        await self.page.wait_for_url("**/in/hello")
        await self.connected()

    async def becomes(self, name: str) -> None:
        """Be somebody else: any of those who live here."""
        await self.page.get_by_role("link", name="Be somebody else").click()
        everybody = self.page.get_by_role("region", name="Or anybody who lives here")
        await everybody.get_by_role("button", name=name).click()
        await self.page.wait_for_url("**/playground/in/*")
        await self.connected()

    async def connected(self) -> None:
        """The page hears what happens."""
        await expect(self.page.locator("html[data-line=up]")).to_be_attached()

    async def turns_to(self, place: str) -> None:
        """Open a conversation from the list; `Hearth` is the private one with the bot."""
        await self.page.locator("#rail").get_by_role("link", name=place).first.click()
        await expect(self.page.locator("#title h2")).to_contain_text(place)

    async def writes(self, words: str) -> None:
        """Write into the composer and send."""
        box = self.page.locator("#text")
        await box.fill(words)
        await box.press("Escape")
        await box.press("Enter")
        await expect(box).to_have_value("")

    async def presses(self, label: str) -> None:
        """Press the newest button of that label in the conversation."""
        await self.log.get_by_role("button", name=label, exact=True).last.click()

    async def fills(self, **values: str | Sequence[str]) -> None:
        """Write into the open step of the form, by field name, and send it."""
        for name, value in values.items():
            field = self.form.locator(f"[name='f.{name}']")
            if await field.first.get_attribute("type") in {"checkbox", "radio"}:
                await self.form.locator(f"[name='f.{name}'][value='{value}']").check()
            elif await field.evaluate("one => one.tagName") == "SELECT":
                await field.select_option(value)
            else:
                await field.fill(str(value))
        await self.sends()

    async def sends(self) -> None:
        """Send the open step."""
        await self.form.locator(".dialog-buttons").get_by_role("button").click()

    async def says(self, words: str | re.Pattern[str]) -> None:
        """Expect words in the conversation that is shown."""
        try:
            await self.log.get_by_text(words).last.wait_for()
        except TooLongError:
            stands = (await self.log.inner_text())[-800:]
            raise AssertionError(f"{words!r} is not to be read in:\n{stands}") from None

    async def steps(self, by: str = NEXT) -> None:
        """Move the clock, and wait until everything due has happened."""
        clock = self.page.get_by_role("group", name="Move the clock")
        # What happens meanwhile redraws the buttons: only the answer tells that it is done.
        async with self.page.expect_response("**/step", timeout=STEP):
            await clock.get_by_role("button", name=by).click()
        await expect(self.page.locator("form.time[aria-busy]")).to_have_count(0)

    async def steps_until(self, sight: Locator, by: str = NEXT, most: int = 60) -> None:
        """Move the clock until something is there, on a pane in sight or not."""
        for _ in range(most):
            with contextlib.suppress(TooLongError):
                await sight.first.wait_for(state="attached", timeout=MOMENT)
                return
            await self.page.reload()  # a slow machine may show it late: nothing is stepped over
            await self.connected()
            if await sight.count():
                return
            await self.steps(by)
        raise AssertionError(f"{sight} was not to be seen after {most} steps")

    async def reaches_everybody(self) -> None:
        """Nothing on the page as it stands keeps anybody out; what is half drawn may settle."""
        if await self._kept_out():
            await self.page.wait_for_timeout(MOMENT)
            found = await self._kept_out()
            assert not found, found

    async def _kept_out(self) -> list[str]:
        found = (await Axe().run(self.page, options={"runOnly": STANDARD})).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found]
