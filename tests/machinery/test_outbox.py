"""What was promised arrives once: in order, in its hour, whatever the platform answers."""

from __future__ import annotations

import pytest

from bot.errors import Busy, CannotLook, Disconnected, Undeliverable, Unsure
from bot.events import Person
from bot.outbox import AT_ONCE, TRIES
from bot.text import t
from bot.ui import Together, Weight
from bot.work import Promise
from tests.machinery.office import ANA, BEA, KOFI, Office, message
from tests.machinery.scripted import SPACE, Lost


async def test_each_goes_once_in_the_order_of_promising(office: Office) -> None:
    """Alphabets do not matter, nor batches."""
    words = ["zebra", "apple", "mango"]
    for word in words:
        await office.post(word, ANA, word)
    both = [Promise(k, BEA, message(k), office.clock.moment) for k in ("y", "x")]
    await office.write(lambda book: book.post(both))
    assert await office.drain() == 5
    assert [one.said for one in office.platform.log if one.to == ANA] == words
    assert [one.said for one in office.platform.log if one.to == BEA] == ["y", "x"]
    assert await office.drain() == 0
    assert await office.state("zebra") == "sent"


async def test_one_key_twice_in_one_breath_is_one_promise(office: Office) -> None:
    """The later words count."""
    twice = [Promise("k", ANA, message(said), office.clock.moment) for said in ("old", "new")]
    await office.write(lambda book: book.post(twice))
    await office.drain()
    assert office.platform.said == ["new"]


async def test_a_lost_reply_is_looked_for_and_found(office: Office) -> None:
    """Accepted once, never sent again."""
    office.platform.faults.append(Lost())
    await office.post("k", ANA, "hello")
    await office.drain()
    assert (await office.state("k"), office.platform.looks) == ("sending", [])
    await office.drain()
    assert office.platform.looks == []  # the platform is given time to finish
    office.clock.pass_(6)
    await office.drain()
    assert (await office.state("k"), office.platform.looks) == ("sent", ["c1/k"])
    assert office.platform.said == ["hello"]


async def test_what_is_not_found_is_sent_again(office: Office) -> None:
    """Unknown, looked for, not there: now it goes."""
    office.platform.faults.append(Unsure("reset"))
    await office.post("k", ANA, "hello")
    await office.drain()
    office.clock.pass_(6)
    await office.drain()
    assert office.platform.looks == ["c1/k"]
    assert office.platform.said == ["hello"]
    assert await office.told() == ["k"]


async def test_what_is_not_found_after_hours_waits_for_the_morning(office: Office) -> None:
    """A crash in the evening does not wake anybody at night."""
    office.platform.faults.append(Unsure("reset"))
    await office.post("k", ANA, message("hello", Weight.AGREED))
    await office.drain()
    office.clock.pass_(11 * 3600)
    await office.drain()
    assert (await office.state("k"), office.platform.said) == ("todo", [])
    office.clock.pass_(13 * 3600)
    await office.drain()
    assert office.platform.said == ["hello"]


@pytest.mark.parametrize("trouble", [Busy("slow_down", 30), Unsure("reset")])
async def test_trouble_while_looking_does_not_send_blindly(
    office: Office, trouble: Busy | Unsure
) -> None:
    """The look itself is refused: it is still unknown, so we look again later."""
    office.platform.faults.append(Lost())
    office.platform.blind.append(trouble)
    await office.post("k", ANA, "hello")
    await office.drain()
    office.clock.pass_(6)
    await office.drain()
    assert await office.state("k") == "sending"
    office.clock.pass_(31)
    await office.drain()
    assert (await office.state("k"), office.platform.said) == ("sent", ["hello"])


async def test_where_we_cannot_look_a_person_decides(office: Office) -> None:
    """Parked with its reason, until somebody says: send again."""
    office.platform.faults.append(Unsure("reset"))
    office.platform.blind.append(CannotLook("no_history"))
    await office.post("k", ANA, "hello")
    await office.drain()
    office.clock.pass_(6)
    await office.drain()
    row = await office.row("k")
    assert (row.state, row.reason) == ("parked", "no_history")
    assert await office.told() == ["k"]
    await office.post("k", ANA, "better words")
    await office.drain()
    assert office.platform.said == []  # new words do not decide it
    await office.write(lambda book: book.release("k", office.clock.moment))
    await office.drain()
    assert office.platform.said == ["better words"]


async def test_unknown_again_and_again_is_parked_at_last(office: Office) -> None:
    """Eight tries, then a person looks."""
    office.platform.faults.extend(Unsure("reset") for _ in range(2 * TRIES))
    await office.post("k", ANA, "hello")
    for _ in range(3 * TRIES):
        await office.drain()
        office.clock.pass_(6)
    assert await office.state("k") == "parked"
    assert office.platform.calls < TRIES


async def test_busy_waits_and_nobody_overtakes(office: Office) -> None:
    """No request before the platform said so; one recipient's order is kept."""
    for said in ("one", "two", "three"):
        await office.post(said, ANA, said)
    office.platform.faults.append(Busy("slow_down", 30))
    await office.drain()
    assert office.platform.calls == 1
    office.clock.pass_(29)
    await office.drain()
    assert office.platform.calls == 1
    office.clock.pass_(2)
    await office.drain()
    assert office.platform.said == ["one", "two", "three"]


async def test_a_limit_of_all_is_asked_about_once(office: Office) -> None:
    """A hundred conversations wait for one refusal; what goes another way does not."""
    for number in range(100):
        pair = (Person(SPACE, f"a{number}"), Person(SPACE, f"b{number}"))
        await office.post(f"t{number}", Together(pair, t("A round")), "meet")
    await office.post("k", ANA, "hello")
    office.platform.faults.extend([Busy("ratelimited", 30, others=True)] * AT_ONCE)
    await office.drain()
    assert office.platform.said == ["hello"]
    assert office.platform.calls == AT_ONCE + 1, "those under way, and not one more"
    office.clock.pass_(31)
    await office.drain()
    assert len(office.platform.said) == 101


async def test_an_unknown_one_is_not_overtaken_either(office: Office) -> None:
    """The second message waits until the first is known to stand, or not."""
    for said in ("one", "two"):
        await office.post(said, ANA, said)
    office.platform.faults.append(Unsure("reset"))
    await office.drain()
    assert office.platform.said == []
    office.clock.pass_(6)
    await office.drain()
    assert office.platform.said == ["one", "two"]


async def test_the_gone_are_not_written_to_again(office: Office) -> None:
    """Parked at once, and the room that asked is told; others are served."""
    office.platform.faults.append(Undeliverable("user_gone"))
    await office.post("k", ANA, "hello")
    await office.drain()
    await office.post("b", BEA, "hello you")
    await office.drain()
    assert (await office.row("k")).reason == "user_gone"
    assert office.platform.said == ["hello you"]


async def test_put_out_means_silence_until_a_restart(office: Office) -> None:
    """One refusal stops the rest of the batch; the queue is kept and goes out after a restart."""
    for number in range(30):
        await office.post(f"k{number:02}", ANA, f"{number:02}")
    office.platform.faults.append(Disconnected("token_revoked"))
    await office.drain()
    await office.drain()
    assert office.platform.calls == 1
    office.outbox = office.another()
    await office.drain()
    assert office.platform.said == [f"{number:02}" for number in range(30)]


async def test_let_in_anew_means_trying_anew(office: Office) -> None:
    """A space that was gone and is served again needs no restart."""
    office.platform.faults.append(Disconnected("removed"))
    await office.post("k", ANA, "hello")
    await office.drain()
    office.outbox.served((SPACE,))
    await office.drain()
    assert office.platform.said == []
    office.outbox.served(())
    await office.drain()
    assert office.platform.said == ["hello"]


async def test_put_out_while_unknown_looks_first_after_the_restart(office: Office) -> None:
    """It had arrived: it does not go a second time."""
    office.platform.faults.append(Lost())
    office.platform.blind.append(Disconnected("token_revoked"))
    await office.post("k", ANA, "hello")
    await office.drain()
    office.clock.pass_(6)
    await office.drain()
    office.outbox = office.another()
    office.clock.pass_(1)
    await office.drain()
    assert (await office.state("k"), office.platform.said) == ("sent", ["hello"])


async def test_the_room_is_told_once(office: Office) -> None:
    """When it lands, and not again of edits, nor of edits that fail."""
    await office.post("k", ANA, "hello")
    await office.drain()
    assert await office.told() == ["k"]
    for fault in (None, Undeliverable("deleted")):
        await office.database.write(lambda tx: tx.run.exec_driver_sql("DELETE FROM timers"))
        if fault:
            office.platform.faults.append(fault)
        await office.post("k", ANA, "hello again")
        await office.drain()
        assert (await office.told(), await office.state("k")) == ([], "sent")


async def test_together_is_one_conversation(office: Office) -> None:
    """Everybody in it gets one message."""
    await office.post("k", Together((ANA, BEA, KOFI), t("three")), "hello")
    await office.drain()
    assert len(office.platform.log) == 1
