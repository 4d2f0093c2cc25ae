"""What the browser tests share: a Hearth that shows everything, and a visitor's first steps."""

from __future__ import annotations

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, ViewportSize

from adapters.web.workspace import SPACE
from bot.events import Person, Place
from bot.text import own, t
from bot.ui import (
    Bullets,
    Chart,
    Divider,
    Facts,
    File,
    Fill,
    Heading,
    Home,
    Look,
    Menu,
    Message,
    Note,
    Option,
    Paragraph,
    PeopleMenu,
    Quote,
    Row,
    Say,
    Series,
    Show,
    Style,
    Suggest,
    Update,
    Weight,
)
from tests.adapters.web_room import (
    FORM,
    Room,
    Scripted,
    button,
    in_steps,
    message,
)

AMINA = Person(SPACE, "amina")
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=860)
EVIL = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'
EVERYTHING = Message(
    "story.all",
    Weight.ANSWER,
    (
        Heading(t("Everything there is")),
        Paragraph(t("Hello {p}, look at {c}", p=AMINA, c=Place(SPACE, "community"))),
        Quote(own(EVIL), AMINA),
        Bullets((t("One"), own(EVIL))),
        Facts(((t("Role"), own("Analyst")),)),
        Divider(),
        Menu(t("How long?"), "story.long", (Option("1", t("A week")), Option("2", t("A month")))),
        Menu(t("Which?"), "story.many", (Option("1", t("Maps")),), many=True),
        PeopleMenu(t("Who?"), "story.who"),
        Row(
            (
                button("Join", "story.join", Style.MAIN),
                button("Erase me", "story.erase", Style.DANGER, t("For good.")),
            )
        ),
        Note(t("You got this because you asked.")),
    ),
    (File("me.json", b"{}", t("All I keep")),),
    charts=(
        Chart(
            Look.BARS,
            t("Answers"),
            (own(EVIL), own("June")),
            (Series(own(EVIL), (1.0, None)), Series(t("No answer"), (2.0, 3.0))),
            t("Three answers in May."),
        ),
    ),
)


def script() -> Scripted:
    """A Hearth that shows everything when it is asked for help."""
    return Scripted(
        {
            "help": Say(EVERYTHING),
            "story.join": Fill(FORM, 0, {}, {}, "f1"),
            "story.erase": Update(message(t("You are forgotten."))),
            "story.long": Update(message(t("A month, then."))),
            "submitted": in_steps,
            "opened": Show(Home((Heading(t("Good morning")), Paragraph(t("All is well."))))),
            "completing": Suggest((Option("tea", t("Tea"), t("4 people")),)),
        }
    )


async def arrive(page: Page, room: Room, complaints: list[str], who: str = "Be Amina") -> None:
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(room.url)
    await page.get_by_role("button", name=who, exact=True).first.click()
    await page.wait_for_url("**/playground/in/*")
    await page.locator("html[data-line=up]").wait_for()


async def write(page: Page, text: str) -> None:
    box = page.get_by_role("combobox", name="Write")
    await box.fill(text)
    await box.press("Escape")
    await box.press("Enter")


async def violations(page: Page) -> list[str]:
    found = (await Axe().run(page)).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['target']}" for each in found]
