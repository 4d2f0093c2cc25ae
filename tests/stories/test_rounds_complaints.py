"""What members of such communities complain about elsewhere; each has its story here."""

from __future__ import annotations

from tests.stories.rounds import (
    circle,
    draws,
    draws_and_sends,
    in_a_round,
    looks_first,
    partner,
    rhythm,
    takes_part,
)
from tests.stories.scenes import founded, live_in
from tests.world import World


async def test_complaint_01_the_same_person_again_and_again(world: World) -> None:
    """Four people, three rounds: everybody meets each of the others once."""
    await circle(world, bea=(), dan=(), eve=(), fay=())
    met = []
    for _ in range(3):
        await draws_and_sends(world)
        met.append(partner(world, "bea"))
    assert sorted(met) == ["dan", "eve", "fay"]


async def test_complaint_02_the_odd_one_is_silently_left_out(world: World) -> None:
    """Three make one group of three."""
    await circle(world, bea=(), dan=(), eve=())
    await draws_and_sends(world)
    assert in_a_round(world, "eve") == ("bea", "dan")


async def test_complaint_03_nobody_says_that_or_why_one_was_not_matched(world: World) -> None:
    """`why` says it in one kind sentence, and who was left alone comes first next time."""
    await circle(world, bea=())
    await draws(world)
    await world.runs("bea", "why")
    assert "still looking for the right person" in world.last("bea")
    for name in ("dan", "eve"):
        world.person(name)
        await world.joins(name)
        await takes_part(world, name)
    await draws_and_sends(world)
    assert in_a_round(world, "bea")
    await world.runs("bea", "why")
    assert "in this round:" in world.last("bea")


async def test_complaint_04_coordinators_cannot_see_who_was_matched(world: World) -> None:
    """Groups with their reasons, and everybody who is not in one with theirs."""
    await circle(world, bea=("maps", "law"), dan=("law", "maps"), eve=())
    await world.runs("eve", "pause", until="two weeks")
    await draws(world)
    seen = world.last("cora")
    assert "Bea" in seen
    assert "Dan" in seen
    assert "can help with" in seen
    assert "Have a break: @Eve" in seen or "Have a break: Eve" in seen


async def test_complaint_05_a_hard_window_never_starves_a_small_group(world: World) -> None:
    """Two people, three rounds: meeting again is better than not meeting."""
    await circle(world, bea=(), dan=())
    for number in range(1, 4):
        await draws_and_sends(world)
        rooms = [s for s in world.sees("bea") if "this round brings you together" in s.text]
        assert len(rooms) == number


async def test_complaint_06_time_zones_make_a_pair_useless(world: World) -> None:
    """Who is awake at the same hours sits together; and every message tells each one's time."""
    await circle(world, bea=(), dan=(), eve=(), fay=())
    for name in ("dan", "fay"):
        await live_in(world, name, "Pacific/Auckland")
    await draws_and_sends(world)
    await world.passes(days=1)
    assert partner(world, "bea") == "eve"
    await draws_and_sends(world)
    await world.passes(days=1)
    assert "The same moment is" in world.reads("bea")
    assert "never all awake at once" in world.reads("bea")


async def test_complaint_07_only_pairs_and_no_groups(world: World) -> None:
    """Two to eight, as the community likes."""
    await circle(world, bea=(), dan=(), eve=(), fay=(), gus=(), hal=())
    await looks_first(world, size="3")
    await draws_and_sends(world)
    assert len(in_a_round(world, "bea")) == 2
    assert len(in_a_round(world, "hal")) == 2


async def test_complaint_08_one_cadence_for_everybody(world: World) -> None:
    """Each says how often: every round, every second, once a month."""
    await circle(world, bea=(), dan=(), eve=())
    await draws_and_sends(world)
    await world.presses("bea", "My rounds")
    await world.chooses("bea", "How often?", "every second round")
    assert "From now on I draw you every second round." in world.reads("bea")
    await world.passes(days=14)
    await draws_and_sends(world)
    assert in_a_round(world, "dan") == ("eve",)
    await world.passes(days=14)
    await draws_and_sends(world)
    assert in_a_round(world, "bea") == ("dan", "eve")


async def test_complaint_09_a_break_does_not_end_by_itself(world: World) -> None:
    """Paused for two weeks: not in the round meanwhile, in the one after, without a press."""
    await circle(world, bea=(), dan=(), eve=())
    await world.runs("bea", "pause", until="two weeks")
    await draws_and_sends(world)
    assert in_a_round(world, "dan") == ("eve",)
    await world.passes(days=15)
    await draws_and_sends(world)
    assert in_a_round(world, "bea") == ("dan", "eve")


async def test_complaint_10_who_pauses_or_skips_is_matched_all_the_same(world: World) -> None:
    """Not by a draw, and not by one that was made already."""
    await circle(world, bea=(), dan=(), eve=(), fay=())
    await world.runs("fay", "pause", until="two weeks")
    await draws(world)
    await world.runs("eve", "pause", until="two weeks")
    await world.runs("cora", "desk round")
    await world.presses("cora", "Send")
    await world.passes(minutes=11)
    assert in_a_round(world, "bea") == ("dan",)
    assert not in_a_round(world, "eve")
    assert not in_a_round(world, "fay")


async def test_complaint_11_who_comes_back_stays_opted_out(world: World) -> None:
    """Left, and joined again with the same tick: drawn again."""
    await circle(world, bea=(), dan=())
    await world.runs("bea", "leave")
    await draws(world)
    assert "Bea" not in world.last("cora").partition("Not in it")[0]
    await world.runs("bea", "join")
    await world.fills("bea", ticks=("rounds",))
    await draws_and_sends(world)
    assert in_a_round(world, "bea") == ("dan",)


async def test_complaint_12_matched_with_somebody_who_has_left(world: World) -> None:
    """Gone between the draw and the message: nobody waits for them."""
    await circle(world, bea=(), dan=(), eve=())
    await draws(world)
    await world.presses("cora", "Send")
    await world.leaves("eve")
    await world.passes(minutes=11)
    assert in_a_round(world, "bea") == ("dan",)
    assert "Eve" not in world.last("bea")


async def test_complaint_13_no_warning_before_a_round(world: World) -> None:
    """The day before, with one press to skip it."""
    await founded(world, "bea", "dan", "eve")
    for name in ("bea", "dan", "eve"):
        await takes_part(world, name)
    await rhythm(world)
    await world.comes(1, 16)
    assert "you are in" in world.last("bea")
    await world.presses("bea", "Skip this round")
    assert "this round goes without you" in world.last("bea")
    await world.comes(2, 16)
    assert in_a_round(world, "dan") == ("eve",)
    assert not in_a_round(world, "bea")


async def test_complaint_14_no_single_round_without_changing_the_schedule(world: World) -> None:
    """Once a month, and this once besides."""
    await circle(world, bea=(), dan=(), eve=())
    await draws_and_sends(world)
    await world.presses("bea", "My rounds")
    await world.chooses("bea", "How often?", "once a month")
    await world.passes(days=14)
    await world.presses("bea", "My rounds")
    await world.presses("bea", "Draw me this once")
    await draws_and_sends(world)
    assert in_a_round(world, "bea") == ("dan", "eve")
    await world.presses("bea", "My rounds")
    assert "once a month" in world.last("bea")


async def test_complaint_15_next_week_instead_is_no_answer(world: World) -> None:
    """It is: the others are told, there is a week more, and nobody is asked before."""
    await circle(world, bea=(), dan=())
    await draws_and_sends(world)
    await world.presses("bea", "Next week instead")
    assert "there is time until" in world.reads("bea")
    assert "would rather talk next week" in world.reads("dan")
    await world.passes(days=10)
    assert "get to talk?" not in world.reads("dan")
    await world.passes(days=7)
    assert "get to talk?" in world.reads("dan")


async def test_complaint_16_consent_is_either_a_weekly_click_or_force(world: World) -> None:
    """One tick draws in every round until it is taken away; without it nobody is drawn."""
    await circle(world, bea=(), dan=())
    await world.runs("cora", "join")
    await world.fills("cora", ticks=("ask",), help="maps")
    for _ in range(2):
        await draws_and_sends(world)
        assert in_a_round(world, "bea") == ("dan",)
    assert not in_a_round(world, "cora")
    await world.presses("bea", "My rounds")
    await world.presses("bea", "No more rounds")
    await draws(world)
    assert "Send" not in world.sees("cora")[-1].buttons


async def test_complaint_17_one_does_not_know_whom_one_meets(world: World) -> None:
    """A line each: what they can help with, want to learn, and find hardest."""
    await founded(world, "bea", "dan")
    await takes_part(world, "bea", "maps", "law", hardest="old rules")
    await takes_part(world, "dan", "law", "maps")
    await looks_first(world)
    await draws_and_sends(world)
    said = world.last("dan")
    assert "can help with: maps" in said
    assert "wants to learn: law" in said
    assert "hardest now: old rules" in said


async def test_complaint_18_meetings_set_up_are_counted_as_held(world: World) -> None:
    """What took place, what is arranged, what did not, and no answer, each apart; no names."""
    people = dict.fromkeys(("bea", "dan", "eve", "fay", "gus", "hal"), ())
    await circle(world, **people)
    await draws_and_sends(world)
    await world.presses("bea", "We met")
    await world.presses("bea", "It was")
    other = next(n for n in ("eve", "fay", "gus", "hal") if n != partner(world, "bea"))
    await world.presses(other, "It's arranged")
    await world.passes(days=14)
    posted = next(s.text for s in world.sees("cora") if "conversations are over" in s.text)
    assert "3 conversations; 1 took place, 1 arranged, 0 did not come about, 1 gave no" in posted
    assert not any(name.title() in posted for name in people)
    await world.runs("cora", "desk today")
    await world.presses("cora", "See what came of it")
    assert "Of use: 1 said so, 0 said not really." in world.last("cora")
