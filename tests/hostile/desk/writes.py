"""Writes that our own page did not make, addresses that are not ours, and too many of them."""

from __future__ import annotations

import time

from adapters.web.desk.guards import Often
from tests.hostile.desk.house import OTHER, Browser, House
from tests.hostile.desk.links import IN, held

EVIL = "https://evil.example"
TOO_MANY, FEW = 60, 30


async def cross_site(house: House) -> int:
    """Another page posts with the coordinator's cookie; it even knows what our forms carry."""
    browser, got = await house.signed_in(), 0
    for origin in (
        EVIL,
        "null",
        "",
        browser.origin.replace("127.0.0.1", "localhost"),
        browser.origin + ".evil.example",
        browser.origin.replace("http", "https"),
    ):
        sent = await browser.post("/desk/today/press", await _fields(browser), Origin=origin)
        got += sent.status == IN
    sent = await browser.post(
        "/desk/today/press", await _fields(browser), Sec_Fetch_Site="cross-site"
    )
    return got + int(sent.status == IN) + await held(house)  # fmt: skip


async def unwritten(house: House) -> int:
    """Our own origin, but nothing, chance, or another visit's in what a form carries."""
    browser, other = await house.signed_in(), await house.signed_in(OTHER)
    theirs, got = (await other.get("/desk/today")).hidden("written"), 0
    for written in (theirs, "", "x", "0" * 64):
        fields = {**await _fields(browser), "written": written}
        got += (await browser.post("/desk/today/press", fields)).status == IN
        got += (await browser.post("/desk/today/send", {**fields, "form": "1"})).status == IN
        got += (await browser.post("/desk/out", fields)).status == IN
    return got + await held(house)


async def sign_in_for_somebody(house: House) -> int:
    """Another page signs a visitor in as somebody else, to see what they do there."""
    token, victim = await house.token(OTHER), await house.browser()
    for origin in (EVIL, "null", ""):
        await victim.post("/desk/in", {"token": token}, Origin=origin)
    return int(await victim.is_in())


async def another_name(house: House) -> int:
    """A name of somebody else's that leads to this machine."""
    browser, got = await house.signed_in(), 0
    for name in ("evil.example", "127.0.0.1.evil.example", "hearth.internal"):
        browser.says["Host"] = name
        got += (await browser.get("/desk/today")).status == 200
    return got


async def by_looking(house: House) -> int:
    """What changes something is never a look: an image's address does nothing."""
    browser = await house.signed_in()
    button = (await _fields(browser))["button"]
    for path in (f"/desk/today/press?button={button}", "/desk/today/send", "/desk/out", "/desk/in"):
        await browser.get(path)
    return await held(house) + int(not await browser.is_in())


async def twice(house: House) -> int:
    """A button pressed twice before the page came back."""
    browser = await house.signed_in()
    fields = await _fields(browser)
    await browser.post("/desk/today/press", fields)
    again = await browser.post("/desk/today/press", fields)
    return int("said=" in again.headers["Location"])


async def too_often(house: House) -> int:
    """Somebody who tries link after link, and somebody signed in who never rests."""
    browser, thief = await house.signed_in(), await house.browser()
    house.desk._by_visit = Often(FEW, time.monotonic)  # the same, sooner
    tried = [await thief.comes_in(f"link-{n}") for n in range(TOO_MANY)]
    looks = [await browser.get("/desk/today?n") for _ in range(FEW + 5)]
    return sum(each.status == 403 for each in tried[25:]) + sum(
        each.status == 200 for each in looks[FEW:]
    )


async def bare(house: House) -> int:
    """Every answer, also to whoever is turned away, says what browsers must not do with it."""
    browser, stranger = await house.signed_in(), await house.browser()
    answers = [
        *[await browser.get(path) for path in ("/desk", "/desk/today", "/desk/none")],
        *[await stranger.get(path) for path in ("/desk/today", "/desk/in/x", "/desk/static/none")],
        await stranger.get("/desk/static/desk.css"),
        await stranger.post("/desk/in", {"token": "x"}),
        await browser.post("/desk/today/press", {}),
    ]
    return sum(not _is_dressed(each.headers) for each in answers)


def _is_dressed(headers: object) -> bool:
    said = {k.lower(): v for k, v in dict(headers).items()}  # type: ignore[call-overload] # a mapping
    policy = said.get("content-security-policy", "")
    return (
        "default-src 'none'" in policy
        and "unsafe" not in policy
        and "script-src" not in policy
        and "frame-ancestors 'none'" in policy
        and said.get("cache-control") == "no-store"
        and said.get("referrer-policy") == "same-origin"
        and said.get("x-content-type-options") == "nosniff"
    )


async def _fields(browser: Browser) -> dict[str, str]:
    """What an honest page would send to hold everything."""
    seen = await browser.get("/desk/today")
    return {
        "written": seen.hidden("written"),
        "once": seen.hidden("once"),
        "button": seen.button("Yes") or "communities.hold|",
    }
