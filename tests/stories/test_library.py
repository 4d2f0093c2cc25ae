"""What was learned stays, with its author's yes, and is found again with somebody to ask."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta

from sqlalchemy import create_engine, update

from storage.library.tables import items
from tests.stories.scenes import founded, regular
from tests.stories.test_pages import carried, comes_in, served
from tests.world import World

WORDS = "Ask for the price per metre, never per map."
TITLE = "How are maps priced?"


async def kept(
    world: World, name: str = "bea", by: str = "dan", button: str = "With my name"
) -> None:
    """Somebody would keep what somebody wrote in the home, and its author says how."""
    await world.writes(name, WORDS)
    await world.points(by, "Keep this", at="per metre")
    await world.fills(by, title=TITLE, kind="lesson", new_topic="Maps")
    await world.passes(minutes=20)
    if button:
        await world.presses(name, button)


async def peopled(world: World, *names: str) -> None:
    """Regulars, who take part."""
    await founded(world, *names)
    for name in names:
        await regular(world, name, helps="drawing maps")


async def test_what_is_kept_is_found_with_somebody_to_ask(world: World) -> None:
    """Row 55: kept with its author's yes, found by other words, and it helped."""
    await peopled(world, "bea", "dan", "eve")
    await world.writes("bea", WORDS)
    await world.points("dan", "Keep this", at="per metre")
    await world.fills("dan", title=TITLE, kind="lesson", new_topic="Maps")
    assert "Nothing is kept before their yes" in world.last("dan")
    await world.runs("eve", "find", words="pricing of maps")
    assert TITLE not in world.last("eve")
    await world.passes(minutes=20)
    assert WORDS in world.last("bea")
    await world.presses("bea", "With my name")
    assert "It stands in the library, with your name." in world.last("bea")

    await world.runs("eve", "find", words="pricing of maps")
    assert TITLE in world.last("eve")
    assert "ask" in world.last("eve")
    await world.chooses("eve", "Read one", TITLE)
    assert WORDS in world.last("eve")
    await world.presses("eve", "This helped")
    assert "without your name" in world.last("eve")
    await world.passes(hours=2)
    assert any("helped somebody here" in text for text in world.received("bea"))
    await world.runs("eve", "find", words="price map")
    assert "helped last on" in world.last("eve")


async def test_an_author_is_asked_after_the_weekend(world: World) -> None:
    """Kept on a Friday evening: its author reads of it on Monday, in time to say yes."""
    await peopled(world, "bea", "dan")
    await world.comes(weekday=5, hour=21)
    await kept(world, button="")
    assert WORDS not in "".join(world.received("bea"))
    await world.comes(weekday=1, hour=12)
    await world.presses("bea", "With my name")
    assert "It stands in the library, with your name." in world.last("bea")
    await world.runs("dan", "find", words="pricing of maps")
    assert TITLE in world.last("dan")


async def test_coordinators_say_for_whom_and_take_all_away(world: World) -> None:
    """Row 55: levels are theirs to say; one command gives every item as a Markdown file."""
    await peopled(world, "bea", "dan", "eve")
    await kept(world)
    await world.runs("cora", "desk library")
    assert "Maps: one item" in world.last("cora")
    await world.chooses("cora", "Look into a topic", "Maps")
    await world.chooses("cora", "Open one", TITLE)
    await world.chooses("cora", "For whom it is", "A first step")
    await world.runs("eve", "find", words="price map")
    assert "A first step" in world.last("eve")
    await world.runs("cora", "desk library", how="export")
    archive = zipfile.ZipFile(io.BytesIO(world.file("cora")))
    (path,) = (name for name in archive.namelist() if name.startswith("maps/"))
    assert WORDS in archive.read(path).decode()
    assert json.dumps(TITLE) in archive.read(path).decode()


async def test_its_author_decides_and_may_think_again(world: World) -> None:
    """Unnamed it leads nowhere; taken back it is gone, also from the database; so does a no."""
    await peopled(world, "bea", "dan", "eve")
    await kept(world, button="Without my name")
    await world.runs("eve", "find", words="priced maps")
    await world.chooses("eve", "Read one", TITLE)
    assert WORDS in world.last("eve")
    assert "bea" not in world.last("eve").casefold()
    await world.runs("bea", "me")
    assert TITLE in world.last("bea")
    await world.presses("bea", "What I wrote in the library")
    await world.chooses("bea", "Look at one", TITLE)
    await world.presses("bea", "Take it back")
    await world.runs("eve", "find", words="priced maps")
    assert TITLE not in world.last("eve")

    before = world.received("bea")
    await world.points("dan", "Keep this", at="per metre")
    await world.fills("dan", title=TITLE, kind="lesson")
    await world.passes(days=1)
    assert world.received("bea") == before


async def test_nothing_unasked_is_at_rest(world: World) -> None:
    """A week of silence is a no, and nothing of the words is left open, then or before."""
    await peopled(world, "bea", "dan")
    await kept(world, button="")
    assert b"per metre" not in world.holds()
    await world.passes(days=8)
    await world.presses("bea", "With my name")
    assert "closed" in world.last("bea")
    await world.runs("dan", "find", words="priced maps")
    assert TITLE not in world.last("dan")


async def test_a_year_later_somebody_looks(world: World) -> None:
    """Row 55: what nobody confirmed for a year is asked about; out of date it is in no search."""
    await peopled(world, "bea", "dan")
    await kept(world)
    await world.runs("cora", "desk library")
    assert not world.offered("cora", "Look at an old one")
    a_year_passes(world)
    await world.runs("cora", "desk library")
    await world.presses("cora", "Look at an old one")
    await world.chooses("cora", "Open one", TITLE)
    assert WORDS in world.last("cora")
    await world.presses("cora", "Out of date")
    await world.runs("dan", "find", words="priced maps")
    assert TITLE not in world.last("dan")


def a_year_passes(world: World) -> None:
    """For what is kept alone: four hundred days of everything else would take a minute."""
    engine = create_engine(world.database)
    with engine.begin() as connection:
        long_ago = world.now() - timedelta(days=400)
        connection.execute(update(items).values(kept=long_ago, confirmed=long_ago))
    engine.dispose()


async def test_the_page_finds_it_and_gives_it_away(world: World) -> None:
    """Topics, a search whose titles are suggested, levels, and the files; for coordinators only."""
    await peopled(world, "bea", "dan")
    await kept(world)
    async with served(world) as browser:
        page = await comes_in(world, browser)
        async with browser.get("/desk/library") as answer:
            page = await answer.text()
        assert "Maps" in page
        assert f'<option value="{TITLE}">' in page
        sent = dict(re.findall(r'name="(written|once|form|step)" value="([^"]*)"', page))
        async with browser.post("/desk/library/send", data={**sent, "f.words": "metre"}) as answer:
            assert "Near to" in await answer.text()
        pressed = carried(page, "Export as files")
        async with browser.post("/desk/library/press", data=pressed) as answer:
            told = await answer.text()
        (at,) = re.findall(r'href="(/desk/file/[^"]+)"', told)
        async with browser.get(at) as answer:
            assert "attachment" in answer.headers["Content-Disposition"]
            archive = zipfile.ZipFile(io.BytesIO(await answer.read()))
        assert "README.md" in archive.namelist()
        async with browser.get(at[:-1] + "1") as answer:
            assert answer.status == 404
        browser.cookie_jar.clear()
        async with browser.get(at) as answer:
            assert answer.status == 401
