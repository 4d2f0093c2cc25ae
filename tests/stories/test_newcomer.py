"""The shy newcomer's walk, from the door to a conversation."""

from __future__ import annotations

from tests.stories.scenes import agrees, arrives, asked, founded, regular, tells, together
from tests.world import World


async def test_a_newcomer_meets_a_regular(world: World) -> None:
    """Someone who joins is introduced to an established member who agreed to meet."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await arrives(world, "ana")
    await tells(world, "ana", learn="procurement")
    assert "Shall I introduce you?" in world.reads("ana")
    await world.presses("ana", "Yes, introduce me")
    assert "asking somebody now" in world.reads("ana")
    await world.presses("bea", "Happy to")
    assert world.met("ana", "bea")


async def test_several_arrivals_share_a_line(world: World) -> None:
    """Who comes within a minute is welcomed in one line that names nobody and is not private."""
    await founded(world)
    for name in ("ana", "dan", "eve"):
        world.person(name)
        await world.joins(name)
    await world.passes(minutes=2)
    lines = [seen for seen in world.sees("ana") if "Welcome. I'm Hearth, a bot." in seen.text]
    assert len(lines) == 1
    assert lines[0].place == "home"
    assert "Ana" not in lines[0].text
    assert world.received("ana") == []


async def test_start_says_what_for_and_how(world: World) -> None:
    """Start shows the purpose and how people treat each other, and offers to look round."""
    await founded(world)
    await arrives(world, "ana")
    await world.presses("ana", "Start")
    assert "What this group is for: We help each other open government data." in world.last("ana")
    assert "How we treat each other:" in world.last("ana")
    assert world.sees("ana")[-1].buttons == ("Sounds good", "Just looking round")
    assert not [text for text in world.received("cora") if "Ana" in text]


async def test_just_looking_round_is_the_end_of_it(world: World) -> None:
    """Who would rather read is told that this is fine, and never written to."""
    await founded(world)
    await arrives(world, "ana")
    await world.presses("ana", "Start")
    await world.presses("ana", "Just looking round")
    assert world.last("ana") == "Lovely. Most people read first. I won't write unless you ask."
    before = world.received("ana")
    await world.passes(days=31)
    assert world.received("ana") == before


async def test_two_fields_and_the_exact_words(world: World) -> None:
    """The first form asks two things; the question shows exactly what peers would read."""
    await founded(world)
    await arrives(world, "ana")
    await world.presses("ana", "Start")
    await world.presses("ana", "Sounds good")
    form = world.form("ana")
    assert "What I can help with" in form
    assert "What I want to learn" in form
    await world.fills("ana", learn="reading tenders", help="maps")
    question = world.last("ana")
    assert "one or two people at a time, five at most" in question
    assert "Wants to learn: reading tenders" in question
    assert "Can help with: maps" in question


async def test_not_now_is_a_no_to_everything(world: World) -> None:
    """Not now shows the words to nobody, and nothing more is written."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await agrees(world, "ana", button="Not now")
    assert "I won't introduce you, and I won't write unless you ask." in world.last("ana")
    before = world.received("ana")
    await world.passes(days=3)
    assert world.received("ana") == before
    assert asked(world, "bea") == []


async def test_the_name_comes_first(world: World) -> None:
    """A newcomer may see the peer's name, and decide, before the peer sees theirs."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await agrees(world, "ana", button="Show me the name first")
    assert "Would you talk to a newcomer for twenty minutes?" in world.reads("bea")
    await world.presses("bea", "Happy to")
    assert not [text for text in world.received("bea") if "Ana" in text]
    assert "would be happy to talk to you for twenty minutes" in world.last("ana")
    assert "Bea" in world.last("ana")
    await world.presses("ana", "Introduce us")
    assert world.met("ana", "bea")


async def test_no_after_the_name_is_silent(world: World) -> None:
    """A newcomer's no after seeing the name is never told: the peer hears only that it ended."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement")
    await agrees(world, "ana", button="Show me the name first")
    await world.presses("bea", "Happy to")
    await world.presses("ana", "Not this time")
    await world.passes(days=9)
    assert not world.met("ana", "bea")
    assert not [text for text in world.received("bea") if "Ana" in text]
    assert "this time it does not come to one" in world.last("bea")


async def test_the_next_peers_after_a_waking_day(world: World) -> None:
    """Two are asked at first; a no is silent, and silence for a waking day asks others."""
    peers = ("bea", "dan", "eve")
    await founded(world, *peers)
    for name in peers:
        await regular(world, name, helps="procurement")
    await agrees(world, "ana")
    first = asked(world, *peers)
    assert 1 <= len(first) <= 2
    await world.presses(first[0], "Not this time")
    assert "It stays between you and me" in world.reads(first[0])
    before = world.received("ana")
    await world.passes(hours=23)
    assert asked(world, *peers) == first
    await world.passes(hours=2)
    assert asked(world, *peers) == list(peers)
    assert world.received("ana") == before


async def test_a_late_yes_is_still_a_yes(world: World) -> None:
    """Whoever says yes after others were asked meets the newcomer; the open asks settle."""
    peers = ("bea", "dan", "eve")
    await founded(world, *peers)
    for name in peers:
        await regular(world, name, helps="procurement")
    await agrees(world, "ana")
    late = asked(world, *peers)[0]
    await world.passes(days=2)
    await world.presses(late, "Happy to")
    assert world.met("ana", late)


async def test_the_coordinator_is_told_at_once_when_nobody_is_there(world: World) -> None:
    """With nobody to ask the coordinator hears of it at once, and the newcomer by the day named."""
    await founded(world)
    await agrees(world, "ana")
    assert "there is nobody I can ask" in world.last("cora")
    assert world.offered("cora", "Say hello myself")
    await world.passes(days=3)
    assert "I haven't found the right person yet. " in world.last("ana")
    assert "Cora" in world.last("ana")


async def test_the_coordinator_is_told_after_two_rounds(world: World) -> None:
    """After two rounds without a yes it stands in the coordinator's morning, and not before."""
    peers = ("bea", "dan", "eve", "fay")
    await founded(world, *peers)
    for name in peers:
        await regular(world, name, helps="procurement")
    await agrees(world, "ana")
    nobody = "Nobody has been found for @Ana yet."
    await world.passes(days=1)
    assert nobody not in "\n".join(world.received("cora"))
    await world.passes(days=3)
    assert nobody in "\n".join(world.received("cora"))
    assert world.offered("cora", "Say hello myself")


async def test_nobody_hosts_three_at_once(world: World) -> None:
    """A third newcomer is not laid upon somebody who is being asked about two already."""
    await founded(world, "bea")
    await regular(world, "bea", helps="procurement", allowance="5")
    for name in ("ana", "dan", "eve"):
        await agrees(world, name)
    requests = [text for text in world.received("bea") if "for twenty minutes?" in text]
    assert len(requests) == 2
    assert "Eve" in world.last("cora")
    assert "there is nobody I can ask" in world.last("cora")


async def test_both_read_words_time_and_a_first_step(world: World) -> None:
    """The conversation holds both people's own words, the reason, and who starts with what."""
    await together(world)
    words = next(s.text for s in reversed(world.sees("ana")) if s.together == {"ana", "bea"})
    assert "meet each other." in words
    assert "wants to learn: procurement" in words
    assert "can help with: procurement" in words
    assert "Bea, you start: what" in words
    assert "Any time this week is fine." in words


async def test_the_outcome_is_asked_once_after_a_week(world: World) -> None:
    """Day seven asks each of them whether they got to talk, once, and that is all of week one."""
    await together(world)
    await world.passes(days=6, hours=20)
    question = "get to talk?"
    assert question not in world.reads("ana")
    await world.passes(days=1)
    await world.passes(days=5)
    for name in ("ana", "bea"):
        assert sum(question in text for text in world.received(name)) == 1
    await world.presses("ana", "We met")
    assert "Lovely, thank you for telling me." in world.last("ana")


async def test_let_it_go_is_told_to_nobody(world: World) -> None:
    """Who lets it go is offered somebody else; the other is told nothing."""
    await together(world)
    before = world.received("bea")
    await world.presses("ana", "Let it go")
    answer = world.last("ana")
    assert "All right. It stays between you and me." in answer
    assert "Shall I look for somebody else?" in answer
    assert world.received("bea") == before


async def test_why_says_nothing_about_others(world: World) -> None:
    """While looking, `why` names the day and never a no, a name or a number."""
    await founded(world, "bea", "dan")
    for name in ("bea", "dan"):
        await regular(world, name, helps="procurement")
    await agrees(world, "ana")
    await world.presses(asked(world, "bea", "dan")[0], "Not this time")
    await world.runs("ana", "why")
    said = world.last("ana")
    assert "still looking for the right person" in said
    for secret in ("Bea", "Dan", "declined", "said no", "one person", "two people"):
        assert secret not in said
