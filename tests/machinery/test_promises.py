"""What handlers may do with a promise at any moment, and what limits and holds do to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Busy, Undeliverable, Unsure
from bot.events import Begin, Place
from bot.outbox import LEASE
from bot.ui import Beside, Weight
from bot.work import Waiting
from storage.ledger.book import Asks
from tests.machinery.office import ANA, BEA, HOME, Office, message
from tests.machinery.scripted import SPACE, Lost


async def test_the_same_key_before_it_went_changes_the_words(office: Office) -> None:
    """One message goes, with the later words, at the later hour."""
    tomorrow = office.clock.moment + timedelta(days=1)
    await office.post("k", ANA, "old", due=tomorrow)
    await office.post("k", BEA, "new")
    await office.drain()
    assert [(one.said, one.to) for one in office.platform.log] == [("new", BEA)]
    assert (await office.row("k")).person == "bea"


async def test_the_same_key_after_it_went_edits_it(office: Office) -> None:
    """At once, after hours too; and what limits count does not change with the words."""
    await office.post("k", ANA, message("will you?", Weight.ASK))
    await office.drain()
    office.clock.pass_(12 * 3600)
    await office.post("k", ANA, message("thank you", Weight.ANSWER))
    await office.drain()
    assert [(one.said, one.edits) for one in office.platform.log] == [
        ("will you?", ""),
        ("thank you", "1"),
    ]
    since = office.clock.moment - timedelta(days=7)
    assert await office.database.read(lambda tx: Asks(tx, SPACE).since(ANA, since)) == 1


async def test_words_written_while_it_is_under_way_follow_it(office: Office) -> None:
    """It lands with the older words; the newer ones are an edit, whoever was first."""
    await office.post("k", ANA, "old")
    office.platform.during.append(office.post("k", ANA, "new"))
    await office.drain()
    assert [(one.said, one.edits) for one in office.platform.log] == [("old", ""), ("new", "1")]
    assert await office.state("k") == "sent"


async def test_words_written_while_it_is_unknown_follow_it(office: Office) -> None:
    """The look finds the older words: the newer ones still have to go."""
    office.platform.faults.append(Lost())
    await office.post("k", ANA, "old")
    await office.drain()
    await office.post("k", ANA, "new")
    office.clock.pass_(6)
    await office.drain()
    assert [(one.said, one.edits) for one in office.platform.log] == [("old", ""), ("new", "1")]


async def test_what_was_dropped_comes_back_when_it_is_promised_again(office: Office) -> None:
    """Taken back, then promised anew under the same key."""
    await office.post("k", ANA, "old", due=office.clock.moment + timedelta(hours=1))
    await office.write(lambda book: book.withdraw("k"))
    assert await office.state("k") == "dropped"
    office.clock.pass_(7200)
    await office.drain()
    assert office.platform.said == []
    await office.post("k", ANA, "new")
    await office.drain()
    assert office.platform.said == ["new"]


async def test_an_edit_of_what_never_went_takes_it_back(office: Office) -> None:
    """Nobody needs a message whose matter is over: waiting, held or parked."""
    await office.post("k", ANA, "old", due=office.clock.moment + timedelta(hours=1))
    await office.write(lambda book: book.edit("k", message("over")))
    await office.write(lambda book: book.edit("unheard of", message("over")))
    assert await office.state("k") == "dropped"
    office.platform.faults.append(Undeliverable("gone"))
    await office.post("p", ANA, "old")
    await office.drain()
    await office.write(lambda book: book.edit("p", message("over")))
    assert await office.state("p") == "dropped"


@pytest.mark.parametrize("takes_back", ["edit", "withdraw"])
async def test_taken_back_under_way_it_goes_no_second_time(office: Office, takes_back: str) -> None:
    """The first try may have arrived; if it did not, it never will."""
    office.platform.faults.append(Unsure("reset"))
    await office.post("k", ANA, "old")
    await office.drain()
    if takes_back == "edit":
        await office.write(lambda book: book.edit("k", message("over")))
    else:
        await office.write(lambda book: book.withdraw("k"))
    office.clock.pass_(6)
    await office.drain()
    assert (await office.state("k"), office.platform.said) == ("dropped", [])


async def test_an_edit_after_the_words_were_dropped_still_edits(office: Office) -> None:
    """A week later the words are gone from our side, and the buttons must go from theirs."""
    await office.post("k", ANA, "old")
    await office.drain()
    await office.database.write(
        lambda tx: tx.run.exec_driver_sql("UPDATE outbox SET letter = NULL")
    )
    await office.write(lambda book: book.edit("k", message("over")))
    await office.drain()
    assert [(one.said, one.edits, one.to) for one in office.platform.log][1:] == [
        ("over", "1", ANA)
    ]


async def test_an_edit_of_what_a_person_deleted_is_let_be(office: Office) -> None:
    """Nothing is parked, and no coordinator is bothered."""
    await office.post("k", ANA, "old")
    await office.drain()
    office.platform.faults.append(Undeliverable("message_not_found"))
    await office.post("k", ANA, "new")
    await office.drain()
    assert await office.state("k") == "sent"
    assert await office.drain() == 0


async def test_an_edit_of_unknown_fate_is_repeated(office: Office) -> None:
    """Twice the same words in one place disturb nobody; nothing is looked for."""
    await office.post("k", ANA, "old")
    await office.drain()
    office.platform.faults.append(Lost())
    await office.post("k", ANA, "new")
    await office.drain()
    office.clock.pass_(LEASE + 1)
    await office.drain()
    assert [(one.said, one.edits) for one in office.platform.log][1:] == [("new", "1")] * 2
    assert office.platform.looks == []


async def test_beside_waits_for_the_other_and_stands_under_it(office: Office) -> None:
    """In a channel in its thread; in a conversation in the conversation; at once when it lands."""
    soon = office.clock.moment + timedelta(minutes=5)
    await office.post("post", HOME, message("the post", Weight.POST), due=soon)
    await office.post("reply", Beside("post"), "under it")
    await office.drain()
    assert office.platform.said == []
    office.clock.pass_(301)
    await office.drain()
    assert office.platform.log[1].to == Place(SPACE, "home", "1")
    await office.post("private", ANA, "just us")
    await office.post("more", Beside("private"), "and more")
    await office.drain()
    assert office.platform.log[-1].to == Place(SPACE, "talk-ana")


@pytest.mark.parametrize("fate", ["parked", "never promised", "dropped"])
async def test_beside_what_never_arrives_is_parked(office: Office, fate: str) -> None:
    """There is no place for it; a person decides, and its room is told."""
    if fate != "never promised":
        office.platform.faults.append(Undeliverable("is_archived"))
        await office.post("post", HOME, message("the post", Weight.POST))
        await office.drain()
    if fate == "dropped":
        await office.write(lambda book: book.drop("post"))
    await office.post("reply", Beside("post"), "under it")
    await office.drain()
    row = await office.row("reply")
    assert (row.state, row.reason) == ("parked", "what it answers never arrived")
    assert "reply" in await office.told()


async def test_two_nudges_a_week_though_ten_are_due(office: Office) -> None:
    """What is under way counts: one batch must not carry them all."""
    for number in range(10):
        await office.post(f"k{number}", ANA, message(str(number), Weight.NUDGE))
    await office.drain()
    assert office.platform.said == ["0", "1"]
    office.clock.pass_(7 * 86_400 + 1)
    await office.drain()
    assert office.platform.said == ["0", "1", "2", "3"]


async def test_limits_count_over_all_communities(office: Office) -> None:
    """Two communities of one space are one life."""
    await office.found("c2")
    for number in range(2):
        for community in ("c1", "c2"):
            nudge = message(community, Weight.NUDGE)
            await office.post(f"k{number}", ANA, nudge, community)
    await office.drain()
    assert len(office.platform.said) == 2


async def test_a_nudge_that_comes_too_late_is_dropped(office: Office) -> None:
    """At night, over by the morning: never sent, and its room is told."""
    office.clock.pass_(12 * 3600)
    over = office.clock.moment + timedelta(hours=2)
    await office.post("k", ANA, message("now?", Weight.NUDGE), expires=over)
    await office.drain()
    assert (await office.state("k"), await office.told()) == ("dropped", ["k"])


async def test_busy_past_its_expiry_is_dropped(office: Office) -> None:
    """Nothing stale is sent."""
    office.platform.faults.append(Busy("slow_down", 3600))
    over = office.clock.moment + timedelta(minutes=10)
    await office.post("k", HOME, message("now?", Weight.POST), expires=over)
    await office.drain()
    office.clock.pass_(3601)
    await office.drain()
    assert (await office.state("k"), office.platform.said) == ("dropped", [])


async def test_a_hold_stops_all_but_answers_duties_and_edits(office: Office) -> None:
    """And what waited goes when it is released."""
    await office.post("before", ANA, message("before", Weight.AGREED))
    await office.drain()
    await office.write(lambda book: book.hold(office.clock.moment, held=True))
    for weight in (Weight.AGREED, Weight.POST, Weight.ANSWER, Weight.DUTY):
        await office.post(weight.value, BEA, message(weight.value, weight))
    await office.post("before", ANA, message("edited", Weight.AGREED))
    await office.drain()
    assert sorted(office.platform.said) == ["answer", "before", "duty", "edited"]
    await office.write(lambda book: book.hold(office.clock.moment, held=False))
    await office.drain()
    assert min(office.platform.said) == "agreed"


async def test_each_message_waits_for_a_yes_where_that_was_chosen(office: Office) -> None:
    """Until its kind is let go; answers and duties need none."""
    office.begin = Begin.EACH
    await office.post("k", ANA, message("asked", Weight.AGREED, "notes.ask"))
    await office.post("a", ANA, message("answer"))
    await office.drain()
    assert (office.platform.said, await office.state("k")) == (["answer"], "held")
    await office.post("k", ANA, message("better", Weight.AGREED, "notes.ask"))
    await office.write(lambda book: book.release("k", office.clock.moment))
    await office.drain()
    assert office.platform.said == ["answer", "better"]
    await office.write(lambda book: book.let_go("notes.ask"))
    await office.post("k2", BEA, message("next", Weight.AGREED, "notes.ask"))
    await office.drain()
    assert office.platform.said[-1] == "next"


async def test_what_cannot_be_read_stops_nothing_else(office: Office) -> None:
    """Sealed for another row, say: it is parked, and those behind it go."""
    seen: list[Waiting] = []
    await office.post("bad", ANA, "bad")
    await office.post("good", ANA, "good")
    await office.database.write(
        lambda tx: tx.run.exec_driver_sql(
            "UPDATE outbox SET letter = (SELECT letter FROM outbox WHERE key = 'good') "
            "WHERE key = 'bad'"
        )
    )
    await office.drain()
    assert office.platform.said == ["good"]
    assert (await office.row("bad")).reason == "cannot be read (HearthError)"
    await office.write(lambda book: seen.extend(book.waiting("parked")))
    assert seen == []  # and a coordinator's list still opens


async def test_a_thousand_that_must_wait_do_not_hide_one_that_may_go(office: Office) -> None:
    """At night: rounds of putting off, each a short transaction."""
    office.clock.pass_(12 * 3600)
    waiting = message("tomorrow", Weight.AGREED)
    for number in range(120):
        await office.post(f"k{number}", ANA, waiting)
    await office.post("now", BEA, replace(waiting, weight=Weight.ANSWER))
    await office.drain()
    assert len(office.platform.said) == 1
