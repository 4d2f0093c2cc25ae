"""What a person does with the playground, in a real Chromium, by mouse, by keyboard, on a phone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize, expect

from adapters.web.workspace import SPACE
from bot.events import Person, Place, Pressed, Submitted, Typed
from bot.platform import Letter
from bot.text import Envelope, own, t
from bot.ui import (
    Bullets,
    Divider,
    Facts,
    File,
    Fill,
    Heading,
    Home,
    Menu,
    Message,
    Note,
    Option,
    Paragraph,
    PeopleMenu,
    Quote,
    Row,
    Say,
    Show,
    Style,
    Suggest,
    Together,
    Update,
    Weight,
)
from tests.adapters.web_room import (
    FORM,
    HOUR,
    Room,
    Scripted,
    button,
    in_steps,
    message,
    serving,
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


async def arrive(page: Page, room: Room, complaints: list[str], who: str = "Be Amina") -> None:
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(room.url)
    await page.get_by_role("button", name=who, exact=True).first.click()
    await page.wait_for_url("**/playground/in/*")
    await page.wait_for_function("document.documentElement.dataset.line === 'up'")


async def write(page: Page, text: str) -> None:
    box = page.get_by_role("combobox", name="Write")
    await box.fill(text)
    await box.press("Escape")
    await box.press("Enter")


async def violations(page: Page) -> list[str]:
    found = (await Axe().run(page)).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['target']}" for each in found]


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
    await expect(page.get_by_role("figure")).to_contain_text("<script>")
    assert await page.title() != "owned"
    assert await page.locator("#log img:not([src$='icon.svg']), #log script").count() == 0


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


async def test_the_keyboard_alone_is_enough(page: Page, room: Room, pages: list[str]) -> None:
    """Skip link, a button, a form that holds the focus, Escape, and back where one was."""
    await arrive(page, room, pages)
    await page.reload()
    await page.wait_for_function("document.documentElement.dataset.line === 'up'")
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
