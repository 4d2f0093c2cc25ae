"""What Discord refuses, loses or delays, and what each of it means for a promise."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from adapters.discord import failures
from adapters.discord.failures import failure
from adapters.discord.platform import DiscordPlatform
from bot.errors import Busy, CannotLook, Disconnected, Undeliverable, Unsure
from tests.adapters.discord_room import Room, connected
from tests.loopback.judge import Judge

POST = "POST /channels/{channel_id}/messages"


@pytest.fixture
async def room(tmp_path: Path, judge: Judge) -> AsyncIterator[Room]:
    """Connected, with two members."""
    async with connected(tmp_path, judge) as made:
        yield made


def since(room: Room) -> float:
    return room.discord.world.clock.now() - 5


@pytest.mark.parametrize(
    ("fault", "error", "reason"),
    [
        ("rate_limit:1.5", Busy, "rate_limited"),
        ("error:20016", Busy, "slow_mode"),
        ("error:40003", Busy, "private_messages_opened_too_fast"),
        ("error:50001", Undeliverable, "no_access"),
        ("error:50013", Undeliverable, "permission_missing"),
        ("error:200000", Undeliverable, "blocked_by_automod"),
        ("error:50035", Undeliverable, "malformed"),
        ("reset_before", Unsure, "Server"),
        ("truncated_json", Unsure, "unreadable"),
        ("html", Unsure, "http_5"),
    ],
)
async def test_every_refusal_says_what_it_means(
    room: Room, fault: str, error: type[Exception], reason: str
) -> None:
    """And is met with exactly one request."""
    room.discord.faults.next(POST, fault)
    with pytest.raises(error, match=reason):
        await room.platform.deliver(room.letter("demo.1", room.home))
    assert len(room.discord.log.of(POST)) == len(room.discord.faults.met)


async def test_a_limit_is_not_asked_again_before_its_time(room: Room) -> None:
    """Refused requests cost the address; nothing leaves before the limit ends."""
    room.discord.faults.next(POST, "rate_limit:60")
    for _ in range(3):
        with pytest.raises(Busy) as busy:
            await room.platform.deliver(room.letter("demo.1", room.home))
        assert 50 < busy.value.after <= 60
    assert len(room.discord.log.of(POST)) == 1


async def test_where_we_may_not_read_we_cannot_look(room: Room) -> None:
    """Said as such, so that the promise is parked and not sent again."""
    letter = room.letter("demo.1", room.home)
    room.discord.hide(room.discord.channel("general"))
    with pytest.raises(CannotLook):
        await room.platform.find(letter, since(room))


async def test_nobody_listens_there(room: Room, tmp_path: Path) -> None:
    """No connection at all means that nothing was sent: Busy, not Unsure."""
    lonely = DiscordPlatform("token", "http://127.0.0.1:9/api/v10", folder=tmp_path)
    with pytest.raises(Busy, match="unreachable"):
        await lonely.deliver(room.letter("demo.1", room.home))
    await lonely.stop()


@pytest.mark.parametrize(
    ("status", "told", "error"),
    [
        (401, {"message": "401: Unauthorized", "code": 0}, Disconnected),
        (401, None, Busy),
        (403, None, Busy),
        (413, None, Undeliverable),
        (404, {"code": 10003}, Undeliverable),
        (404, {"code": 10004}, Disconnected),
        (400, {"code": 999999}, Undeliverable),
        (429, {"retry_after": 3}, Busy),
        (429, {"code": 30046}, Undeliverable),
        (429, None, Busy),
        (500, {"code": 0}, Unsure),
        (503, {"code": 130000}, Unsure),
        (400, {"code": 160006}, Busy),
        (302, None, Unsure),
    ],
)
def test_statuses_and_codes_have_one_meaning_each(
    status: int, told: Any, error: type[Exception]
) -> None:
    """What something between Discord and us refuses is not the end of a message."""
    assert type(failure(status, told)) is error


def test_no_code_stands_in_two_tables() -> None:
    """Each has one meaning."""
    tables = (failures._WAIT, failures._NEVER, failures._CUT_OFF, failures._UNKNOWN)
    codes = [code for table in tables for code in table]
    assert len(codes) == len(set(codes))
