"""Every recorded frame of Discord goes through the running adapter and ends nothing."""

from __future__ import annotations

import json
from pathlib import Path

from structlog.testing import capture_logs

from bot.events import Joined, Pressed, Typed
from tests.adapters.discord_room import connected
from tests.adapters.test_discord_inbound import HAND_EDITED, recorded
from tests.loopback.judge import Judge

RECORDED_BOT = "1457469483726668048"


async def test_recorded_frames_reach_the_running_adapter(tmp_path: Path, judge: Judge) -> None:
    """Real ones are handled or left alone; the four edited by hand are refused by name."""
    async with connected(tmp_path, judge) as room:
        us = room.discord.world.bot.id
        with capture_logs() as logs:
            for _, event, data in recorded():
                ours = json.loads(json.dumps(data).replace(RECORDED_BOT, us))
                room.discord.sockets.emit(event, ours)
            await room.discord.joins("after")
            await room.until(lambda: room.of(Joined))
            await room.until(lambda: not room.platform._listening._at_hand)
        heard = {event.id for event in (*room.of(Pressed), *room.of(Typed))}
        refused = [line for line in logs if line["event"] == "discord.payload_refused"]
        frames = recorded()
        edited = [data for name, _, data in frames if name in HAND_EDITED]
        assert len(refused) == len(edited)
        assert not heard & {str(data["id"]) for data in edited}
        assert len(heard) == (6 if frames else 0)


async def test_a_frame_that_cannot_be_read_ends_nothing(tmp_path: Path, judge: Judge) -> None:
    """discord.py alone would leave its loop; the next event is heard all the same."""
    async with connected(tmp_path, judge) as room:
        with capture_logs() as logs:
            for name in ("MESSAGE_CREATE", "GUILD_MEMBER_ADD", "THREAD_CREATE", "GUILD_CREATE"):
                room.discord.sockets.emit(name, {"id": "x", "guild_id": "y"})
            room.discord.sockets.emit("INTERACTION_CREATE", {"type": 3})
            await room.discord.joins("after")
            await room.until(lambda: room.of(Joined))
        assert room.platform.spaces() == (room.space,)
        assert {line["event"] for line in logs} >= {"discord.frame_refused"}
