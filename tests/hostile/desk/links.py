"""Stolen, replayed, expired, guessed links, and visits that should have ended."""

from __future__ import annotations

import asyncio
import hashlib

from sqlalchemy import select, update

from bot.events import Role
from storage.communities.tables import roles
from storage.pages.tables import passes, visits
from storage.tables import holds
from tests.hostile.desk.house import OTHER, House
from tests.world.story import COORDINATOR
from tests.world.web import WebWorld

IN, SEEN = 303, 200


async def replayed(house: House) -> int:
    """A link that was used, sent once more from another browser."""
    token, owner, thief = await house.token(), await house.browser(), await house.browser()
    assert (await owner.comes_in(token)).status == IN
    await thief.comes_in(token)
    return int(await thief.is_in())


async def raced(house: House) -> int:
    """Fifteen at once with one link: one comes in."""
    token = await house.token()
    browsers = [await house.browser() for _ in range(15)]
    came = await asyncio.gather(*(each.comes_in(token) for each in browsers))
    return sum(each.status == IN for each in came) - 1


async def looked_at(house: House) -> int:
    """Previews look at a link before its owner does; none may use it up, none comes in."""
    token, preview, owner = await house.token(), await house.browser(), await house.browser()
    for _ in range(5):
        assert (await preview.get(f"/desk/in/{token}")).status == SEEN
    await owner.comes_in(token)
    return int(not await owner.is_in()) + int(await preview.is_in())


async def expired(house: House) -> int:
    """A link found eleven minutes later."""
    token, thief = await house.token(), await house.browser()
    await house.world.passes(minutes=11)
    await thief.comes_in(token)
    return int(await thief.is_in())


async def rested(house: House) -> int:
    """A browser that was left alone for two hours."""
    browser = await house.signed_in()
    await house.world.passes(minutes=121)
    return int(await browser.is_in())


async def outlived(house: House) -> int:
    """A browser that somebody keeps looking with, all night."""
    browser = await house.signed_in()
    for _ in range(13):
        await house.world.passes(hours=1)
        stays = await browser.is_in()
    return int(stays)


async def older(house: House) -> int:
    """A link that was never used, found after a newer one was asked for."""
    old, _, thief = await house.token(), await house.token(), await house.browser()
    await thief.comes_in(old)
    return int(await thief.is_in())


async def guessed(house: House) -> int:
    """A real link with a letter changed, and what no link looks like."""
    token, got = await house.token(), 0
    tries = [token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in range(10)]
    tries += ["", "a", token[:-1], token + "A", token.swapcase(), f"../{token}", "' OR 1=1 --"]
    for one in tries:
        browser = await house.browser()
        await browser.comes_in(one)
        got += await browser.is_in()
    return got


async def another_secret(house: House) -> int:
    """An unused link, what stands in the rows, and chance, as a cookie."""
    unused, _, got = await house.token(), await house.signed_in(), 0
    for name in [unused, *await _digests(house), "x" * 43, hashlib.sha256(b"").hexdigest()]:
        thief = await house.browser()
        thief.says["Cookie"] = f"hearth_desk={name}"
        got += await thief.is_in()
    return got


async def _digests(house: House) -> list[str]:
    def read(tx: object) -> list[str]:
        found = [select(table.c.digest) for table in (passes, visits)]
        return [row for each in found for row in tx.run.execute(each).scalars()]  # type: ignore[attr-defined] # a Tx

    return await house.database.read(read)


async def in_the_clear(house: House) -> int:
    """A thief of the database finds neither a link nor a cookie in it."""
    browser, unused = await house.signed_in(), await house.token()
    cookie = next(iter(browser.session.cookie_jar)).value
    held = house.world.holds()
    return sum(secret.encode() in held for secret in (cookie, unused))


async def signed_out(house: House) -> int:
    """A copy of the cookie after its owner signed out; and after *Sign me out everywhere*."""
    browser, copy = await house.signed_in(), await house.browser()
    copy.says["Cookie"] = f"hearth_desk={next(iter(browser.session.cookie_jar)).value}"
    assert await copy.is_in()
    page = await browser.get("/desk/today")
    await browser.post("/desk/out", {"written": page.hidden("written")})
    after, third = await copy.is_in(), await house.signed_in()
    await house.token()
    await house.world.presses(COORDINATOR, "Sign me out everywhere")
    return int(after) + int(await third.is_in())


async def former(house: House) -> int:
    """Signed in, then no coordinator any more: out at the next look, with an unused link too."""
    browser = await house.signed_in()
    unused, late = await house.token(), await house.browser()
    await unmade(house)
    looks = await browser.is_in()
    await late.comes_in(unused)
    return int(looks) + int(await late.is_in())


async def former_press(house: House) -> int:
    """The same, with a page still open: its button does nothing."""
    browser = await house.signed_in()
    page = await browser.get("/desk/today")
    await unmade(house)
    fields = {"written": page.hidden("written"), "button": page.button("Yes"), "once": "z"}
    await browser.post("/desk/today/press", fields)
    return await held(house)


async def gone(house: House) -> int:
    """Somebody who left the platform altogether; our rows may not know yet."""
    browser = await house.signed_in(OTHER)
    assert isinstance(house.world, WebWorld)
    del house.world.world.people[OTHER]
    house.world.hearth.reception._told.clear()  # a minute has passed
    return int(await browser.is_in())


async def others_page(house: House) -> int:
    """Otto, signed in to his community, names cora's in all he sends."""
    otto = await house.signed_in(OTHER)
    for one in await house.world.hearth.parts.diary.communities(house.world.space):
        await otto.presses("Yes", button=f"communities.hold|{one.id}", community=one.id)
        await otto.presses("Yes", button=f"communities.hold|{one.id}|{one.id}")
        seen = await otto.get(f"/desk/today?community={one.id}")
    return await held(house, COORDINATOR) + int("open government data" in seen.text)


async def others_form(house: House) -> int:
    """The number of a form that cora has open, looked at and sent by otto."""
    cora, otto = await house.signed_in(), await house.signed_in(OTHER)
    opened = await cora.presses("Yes", button="communities.change|")
    id_ = opened.headers["Location"].partition("form=")[2].partition("#")[0]
    assert id_, opened.headers
    seen = await otto.get(f"/desk/today?form={id_}")
    written = (await otto.get("/desk/today")).hidden("written")
    sent = {"written": written, "once": "1", "form": id_, "step": "1", "f.purpose": "Taken over"}
    await otto.post("/desk/today/send", sent)
    after = await cora.get(f"/desk/today?form={id_}")
    return int("open government data" in seen.text) + int("Taken over" in after.text)


async def unmade(house: House, who: str = COORDINATOR) -> None:
    """Nobody's coordinator any more, as another process would have written it."""
    mine = roles.c.person == who, roles.c.role == Role.COORDINATOR.value
    await house.database.write(
        lambda tx: tx.run.execute(update(roles).where(*mine).values(given=False))
    )


async def held(house: House, who: str = "") -> int:
    """How many communities hold everything: the effect that most attacks are after."""
    communities = await house.world.hearth.parts.diary.communities(house.world.space)
    mine = {c.id for c in communities if not who or c.home.id == "home"}
    found = await house.database.read(
        lambda tx: set(tx.run.execute(select(holds.c.community)).scalars())
    )
    return len(found & mine)
