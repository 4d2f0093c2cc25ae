"""Calendars and holidays from elsewhere: within limits, and nothing that stands there can hurt."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from adapters.feeds import calendars, fetching
from adapters.feeds.public_holidays import public
from bot.feeds import Calendar, Entry, Found, Region
from tests.rhythm.feed import Feed, serving

SINCE = datetime(2026, 11, 22, tzinfo=UTC)
AT = datetime(2026, 12, 3, 14, 0, tzinfo=UTC)
ASKED = Calendar("", SINCE, SINCE + timedelta(weeks=18), "Europe/Madrid")


@pytest.fixture
async def feed() -> AsyncIterator[Feed]:
    """A calendar on this machine."""
    async with serving() as feed:
        feed.meets(AT, "Data clinic")
        yield feed


async def read(address: str, *, private_too: bool = True) -> Found:
    """In a thread, as it is in a process: the reader waits."""
    asked = replace(ASKED, address=address)
    return await asyncio.to_thread(calendars.read, asked, private_too=private_too)


def said(*lines: str) -> list[Entry]:
    """What a calendar with these lines says."""
    content = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "\r\n".join(lines) + "\r\nEND:VCALENDAR\r\n"
    return calendars.entries(content.encode(), ASKED)


def event(*lines: str) -> tuple[str, ...]:
    return ("BEGIN:VEVENT", *lines, "END:VEVENT")


async def test_a_meeting_is_read(feed: Feed) -> None:
    """Its moment, its length, its title."""
    found = await read(feed.address)
    assert found == Found((Entry("clinic@example.org", AT, 60, "Data clinic"),))


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/a.ics",
        "file:///etc/passwd",
        "https://user:secret@example.org/a.ics",
        "https:///a.ics",
        "https://example.org:99999/a.ics",
        "nonsense",
    ],
)
async def test_what_is_no_address_is_refused(address: str) -> None:
    """Before anything is asked."""
    assert (await read(address)).trouble == "address"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.5.5",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address that must not be asked
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fd00::1]",
        "[fe80::1]",
        "[2002:7f00:1::]",
        "2130706433",
        "0x7f.1",
        "224.0.0.1",
    ],
)
async def test_private_networks_are_not_entered(host: str) -> None:
    """However the address is written."""
    found = await read(f"http://{host}:1/a.ics", private_too=False)
    assert found.trouble in {"private", "unreachable"}
    if host not in {"2130706433", "0x7f.1"}:  # which a resolver may not know at all
        assert found.trouble == "private"


async def test_a_redirection_is_looked_at_like_any_address(feed: Feed) -> None:
    """Followed where it may be, three times; never into what is no address."""
    feed.location = "file:///etc/passwd"
    assert (await read(feed.address)).trouble == "address"
    feed.location, feed.asked = "/again.ics", []
    assert (await read(feed.address)).trouble == "unreachable"
    assert len(feed.asked) == 4


async def test_a_redirection_into_a_private_network_is_refused(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first machine passes for one of the open internet; the second does not."""
    open_ = fetching._is_open
    monkeypatch.setattr(fetching, "_is_open", lambda ip: ip == "127.0.0.1" or open_(ip))
    feed.location = "http://127.0.0.2:1/a.ics"
    assert (await read(feed.address, private_too=False)).trouble == "private"
    assert len(feed.asked) == 1


async def test_a_name_is_asked_where_it_was_checked(feed: Feed) -> None:
    """The machine stands in the address, the name in the header: nobody swaps it in between."""
    target = fetching._target(feed.address.replace("127.0.0.1", "localhost"), private_too=True)
    assert target.host == "localhost"
    assert "localhost" not in target.pinned


async def test_what_is_too_large_or_too_slow_is_left(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can hold us up."""
    monkeypatch.setattr(fetching, "SLOWEST", 0.3)
    feed.wait = 2
    began = time.monotonic()
    assert (await read(feed.address)).trouble == "slow"
    assert time.monotonic() - began < 1.5
    feed.wait, feed.content = 0, b"x" * (fetching.LARGEST + 1)
    monkeypatch.setattr(fetching, "SLOWEST", 15.0)
    assert (await read(feed.address)).trouble == "large"


async def test_what_the_server_refuses_is_told_apart(feed: Feed) -> None:
    """From a server that is not there, and from what is no calendar."""
    feed.status = 403
    assert (await read(feed.address)).trouble == "refused"
    feed.status, feed.content = 200, b"<html>Please sign in</html>"
    assert (await read(feed.address)).trouble == "not_a_calendar"
    assert (await read("http://127.0.0.1:9/a.ics")).trouble == "unreachable"


def test_a_series_is_unfolded_with_its_exceptions() -> None:
    """One taken out, one moved; the moved one keeps the name of when it was to be."""
    found = said(
        *event(
            "UID:a",
            "DTSTART;TZID=Europe/Madrid:20261201T170000",
            "DTEND;TZID=Europe/Madrid:20261201T183000",
            "RRULE:FREQ=MONTHLY;BYDAY=1TU",
            "EXDATE;TZID=Europe/Madrid:20270202T170000",
            "SUMMARY:Monthly",
        ),
        *event(
            "UID:a",
            "RECURRENCE-ID;TZID=Europe/Madrid:20270105T170000",
            "DTSTART;TZID=Europe/Madrid:20270107T180000",
            "SUMMARY:Moved",
        ),
    )
    assert [(one.uid, f"{one.at:%m-%d %H}", one.minutes, one.title) for one in found] == [
        ("a 202612011600", "12-01 16", 90, "Monthly"),
        ("a 202701051600", "01-07 17", 60, "Moved"),
        ("a 202703021600", "03-02 16", 90, "Monthly"),
    ]


def test_a_series_keeps_its_wall_time_over_a_clock_change() -> None:
    """Ten in Madrid before and after the last Sunday of March."""
    asked = replace(ASKED, until=SINCE + timedelta(days=200))
    lines = event("UID:a", "DTSTART;TZID=Europe/Madrid:20270301T100000", "RRULE:FREQ=WEEKLY")
    content = "BEGIN:VCALENDAR\r\n" + "\r\n".join(lines) + "\r\nEND:VCALENDAR\r\n"
    hours = {one.at.astimezone(ZoneInfo("Europe/Madrid")).hour for one in
             calendars.entries(content.encode(), asked)}  # fmt: skip
    assert hours == {10}


def test_whole_days_and_what_was_called_off_are_no_meetings() -> None:
    """A birthday, a holiday, a cancelled one."""
    assert said(
        *event("UID:a", "DTSTART;VALUE=DATE:20261208"),
        *event("UID:b", "DTSTART:20261208T100000Z", "STATUS:CANCELLED"),
    ) == []  # fmt: skip


def test_a_time_without_a_zone_is_the_communitys() -> None:
    """It floats, and comes down where the community is."""
    (one,) = said(*event("UID:a", "DTSTART:20261208T100000", "SUMMARY:Here"))
    assert one.at == datetime(2026, 12, 8, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("often", ["SECONDLY", "MINUTELY", "hourly"])
def test_a_series_by_the_minute_is_not_unfolded(often: str) -> None:
    """Also where its line is folded."""
    rule = f"RRULE:COUNT=99999999;FRE\r\n Q={often}"
    with pytest.raises(fetching.Trouble, match="too_often"):
        said(*event("UID:a", "DTSTART:20261208T100000Z", rule))


def test_at_most_two_hundred_are_taken() -> None:
    """A community with more has another calendar in it."""
    found = said(*event("UID:a", "DTSTART:20261123T100000Z", "RRULE:FREQ=DAILY"),
                 *event("UID:b", "DTSTART:20261123T110000Z", "RRULE:FREQ=DAILY"))  # fmt: skip
    assert len(found) == calendars.MOST


@pytest.mark.parametrize(
    "broken",
    [
        ("BEGIN:VEVENT", "UID:a", "DTSTART:20261208T100000Z"),
        event("UID:a", "DTSTART:no date at all"),
        event("UID:a", "SUMMARY:when?"),
        event("UID:a", "DTSTART:20261208T100000Z", "RRULE:FREQ=NEVER"),
        event("UID:a", "DTSTART:20261208T100000Z", "DTEND:20251208T100000Z"),
    ],
)
def test_a_broken_file_is_read_as_far_as_it_goes_or_told(broken: tuple[str, ...]) -> None:
    """It never raises anything but the one word."""
    good = event("UID:ok", "DTSTART:20261209T100000Z", "SUMMARY:Good")
    found, told = [], ""
    try:
        found = said(*good, *broken)
    except fetching.Trouble as trouble:
        told = str(trouble)
    assert told == "not_a_calendar" or "Good" in {one.title for one in found}


def test_public_holidays_by_region() -> None:
    """A country's, a part's, and nobody's."""
    spain = public(Region("ES", (2026, 2027))) or {}
    madrid = public(Region("ES-MD", (2026,))) or {}
    assert date(2027, 1, 6) in spain
    assert date(2026, 5, 2) in madrid
    assert date(2026, 5, 2) not in spain
    assert public(Region("XX", (2026,))) is public(Region("ES-ZZ", (2026,))) is None
