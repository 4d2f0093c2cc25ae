"""Takes the pictures of README.md and docs from the playground: `make screens`."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from playwright.async_api import Browser, FloatRect, Page, async_playwright

from tests.browser import QUIET, chromium

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
HEARTH = Path(sys.executable).with_name("hearth")
# As wide as a telephone held sideways, so that words are readable at half the README's width.
WIDE, HIGH, FINE, LONG = 560, 1300, 2, 1.5  # and less fine where a picture is long
STARTS, SHOWS = 60, 20_000  # seconds; milliseconds
DRAWS = 12  # looks whether a round is drawn
MOST_STEPS = 80  # until somebody answers
NEED = "How do I begin reading procurement data?"
LARGEST = 250_000  # bytes of a picture
ANSWERS = {
    "Kofi Mensah": "Requests we used to refuse are now a monthly file. Nobody asks any more.",
    "Ruth Adler": "Our budget evenings: eighty people, tea, one number explained at a time.",
}
QUIETLY = {"HEARTH_LOG_LEVEL": "error"}


@contextlib.asynccontextmanager
async def playing(folder: Path) -> AsyncIterator[str]:
    """Hearth as anybody starts it, with an empty data folder; its address."""
    hearth = await asyncio.create_subprocess_exec(
        HEARTH, "run", "--port", "8790",
        env={**os.environ, **QUIETLY, "HEARTH_DATA": str(folder)}, cwd=folder,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield await asyncio.wait_for(_address(hearth), STARTS)
    finally:
        hearth.send_signal(signal.SIGTERM)
        await hearth.wait()


async def _address(hearth: asyncio.subprocess.Process) -> str:
    assert hearth.stdout
    async for line in hearth.stdout:
        if found := re.search(r"http://[\w.:]+/", line.decode()):
            return found[0]
    raise RuntimeError("Hearth ended before it said where it listens")


async def arrive(page: Page, address: str, name: str) -> None:
    """Come in as a newcomer of that name, by the front door, and be welcomed."""
    await page.goto(f"{address}playground/doors")
    await page.get_by_label("Or arrive under a name").fill(name)
    await page.get_by_role("button", name="Arrive", exact=True).last.click()
    await page.wait_for_url("**/in/**")
    await page.get_by_role("button", name="Start", exact=True).last.wait_for()


async def newcomer(page: Page, address: str) -> None:
    """From the door to the question that shows every word an introduction would show."""
    await arrive(page, address, "Nadia Benali")
    await page.get_by_role("button", name="Start", exact=True).last.click()
    await page.get_by_role("button", name="Sounds good").last.click()
    form = page.get_by_role("dialog")
    await form.get_by_label("What I want to learn").fill("read procurement data")
    await form.get_by_label("What I can help with").fill("explain a budget to residents")
    await form.get_by_role("button", name="Go on").click()
    await page.get_by_role("button", name="Yes, introduce me").wait_for()
    await taken(page, "newcomer", posts=2)
    await page.get_by_role("button", name="Yes, introduce me").click()
    await page.get_by_text("I'm asking somebody now").wait_for()


async def coordinator(page: Page, address: str) -> None:
    """A day later: what needs her, each with what to press."""
    await arrive(page, address, "Leo Brandt")
    await page.goto(f"{address}playground/doors")
    await page.get_by_role("button", name="Be Mara").click()
    await page.wait_for_url("**/in/**")
    await page.get_by_role("button", name="+1 day").click()
    await settled(page)
    await orders(page, "/hearth desk today")
    await page.locator("#log").get_by_text(re.compile(r"things?, \w+ minutes")).last.wait_for()
    await taken(page, "coordinator", posts=1)


async def question(page: Page, address: str) -> None:
    """Somebody asks; a resident who knows answers; the asker reads it where it can be judged."""
    await arrive(page, address, "Sora Ito")
    await page.goto(f"{address}playground/in/community")
    await orders(page, "/hearth join")
    await page.get_by_role("dialog").get_by_role("button", name="Save").click()
    await page.get_by_text("Thank you, you take part").wait_for()
    await orders(page, f"/hearth ask {NEED}")
    form = page.get_by_role("dialog")
    await form.get_by_label("What I tried").fill("The contract list. Every date comes twice.")
    await form.get_by_role("button", name="Send").click()
    await page.get_by_text("I can answer").last.wait_for()
    mine = page.locator("article.post").filter(has_text=NEED)
    answered = mine.filter(has_text="More answers are welcome")
    for _ in range(MOST_STEPS):
        if await answered.count():
            break
        await page.get_by_role("button", name="To the next event").click()
        await page.wait_for_timeout(1_000)
    await answered.locator("a.answers").click()
    await page.locator("#log").get_by_text("answers:").wait_for()
    await taken(page, "question", posts=2)


async def rhythm(page: Page, address: str) -> None:
    """A rhythm is set; a round to look at before it goes; the first prompt and its thread."""
    await page.goto(f"{address}playground/doors")
    await page.get_by_role("button", name="Be Mara").click()
    await page.wait_for_url("**/in/**")
    await page.goto(f"{address}playground/in/community")
    await orders(page, "/hearth desk rhythm")
    await page.get_by_role("dialog").get_by_role("button", name="Next").click()
    await page.get_by_role("dialog").get_by_role("button", name="Save").click()
    await page.get_by_text("I plan by it from now on").wait_for()
    await orders(page, "/hearth desk round")
    await page.get_by_role("button", name="Draw one now").last.click()
    await page.get_by_text("I'm drawing").wait_for()
    sent = page.get_by_role("button", name="Take back")
    for _ in range(DRAWS):
        await page.wait_for_timeout(5_000)
        await page.get_by_role("button", name="Look", exact=True).last.click()
        await page.wait_for_timeout(1_000)
        if await sent.count():
            break
    await taken(page, "round", posts=1)
    await page.get_by_role("button", name="+1 day").click()
    await settled(page)
    for who, words in ANSWERS.items():
        await answers(page, address, who, words)
    await page.locator("a.answers").last.click()
    await page.wait_for_timeout(1_000)
    await taken(page, "rhythm", posts=await page.locator("article.post").count())


async def answers(page: Page, address: str, who: str, words: str) -> None:
    """Be a member, and answer the prompt by its button."""
    await page.goto(f"{address}playground/doors")
    await page.get_by_role("button", name=who).last.click()
    await page.wait_for_url("**/in/**")
    await page.goto(f"{address}playground/in/community")
    await page.get_by_role("button", name="Answer here").last.click()
    await page.get_by_role("dialog").get_by_label("Your answer").last.fill(words)
    await page.get_by_role("dialog").get_by_role("button", name="Send").click()
    await page.get_by_text("I'll put it under the prompt").last.wait_for()


async def orders(page: Page, words: str) -> None:
    """Type a command."""
    await page.get_by_label("Write", exact=True).fill(words)
    await page.keyboard.press("Enter")


async def settled(page: Page) -> None:
    """A day passes step by step; wait until the clock stands still."""
    shown, before = "", "-"
    while shown != before:
        await page.wait_for_timeout(3_000)
        before, shown = shown, await page.locator("#top time").inner_text()


async def taken(page: Page, name: str, posts: int) -> None:
    """One picture of the last posts of the conversation, from edge to edge."""
    await page.mouse.move(0, 0)
    await page.reload()
    await page.wait_for_timeout(1_000)
    shown = [await each.bounding_box() for each in (await page.locator("article.post").all())]
    boxes = [box for box in shown if box][-posts:]
    top = boxes[0]["y"]
    high = boxes[-1]["y"] + boxes[-1]["height"] - top
    clip: FloatRect = {"x": 0, "y": top, "width": WIDE, "height": high}
    PICTURES.mkdir(exist_ok=True)
    file = PICTURES / f"{name}.png"
    await page.screenshot(path=file, clip=clip, animations="disabled", caret="hide")
    if file.stat().st_size > LARGEST:
        raise RuntimeError(f"{file.name} is larger than {LARGEST} bytes")


async def opened(browser: Browser, fine: float = FINE) -> Page:
    """A page of a reader who likes it light."""
    context = await browser.new_context(
        viewport={"width": WIDE, "height": HIGH}, device_scale_factor=fine, locale="en-GB",
        timezone_id="Europe/Madrid", color_scheme="light", reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(SHOWS)
    return await context.new_page()


async def main() -> None:
    """The pictures of two worlds: a newcomer's with questions, and one with a rhythm."""
    with tempfile.TemporaryDirectory() as folder:
        async with playing(Path(folder)) as address, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
            await newcomer(await opened(browser), address)
            await coordinator(await opened(browser), address)
            await question(await opened(browser), address)
            await browser.close()
    with tempfile.TemporaryDirectory() as folder:
        async with playing(Path(folder)) as address, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
            await rhythm(await opened(browser, LONG), address)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
