"""Setting a community up, and a careful start."""

from __future__ import annotations

import re

from tests.stories.scenes import agrees, arrives, asked, founded, only, regular
from tests.world import World

PURPOSE = "Buyers who help each other."


async def test_a_stranger_is_told_who_may(world: World) -> None:
    """Without a code or power nothing opens, and the sentence says both ways."""
    world.person("bea")
    await world.joins("bea")
    await world.runs("bea", "setup")
    assert world.form("bea") == ""
    assert "an administrator of" in world.last("bea")
    assert "/hearth setup EMBER-4821" in world.last("bea")


async def test_a_claim_code_opens_the_form_once(world: World) -> None:
    """Whoever has the code from the command line sets up, once; a wrong code opens nothing."""
    world.person("bea")
    await world.joins("bea")
    await world.claims("EMBER-4821")
    await world.runs("bea", "setup", code="EMBER-1111")
    assert "That code is not open" in world.last("bea")
    await world.runs("bea", "setup", code="ember-4821")
    await world.fills("bea", purpose=PURPOSE)
    assert "Nothing has been sent." in world.reads("bea")
    world.channel("garden")
    await world.runs("cora", "setup", code="EMBER-4821", place="garden")
    assert "What is this community for?" in world.form("cora")


async def test_nothing_is_sent_before_somebody_says_so(world: World) -> None:
    """Set-up sends nothing; it shows what would come, by number and by person."""
    await founded(world, "bea", hosts=("bea",))
    forecast = "\n".join(world.received("cora"))
    assert "Nothing has been sent." in forecast
    assert "1 private question, to the host you named" in forecast
    assert "nothing private to anybody who has not pressed a button" in forecast
    await world.passes(hours=20)
    assert world.received("bea") == []
    assert not [seen for seen in world.sees("bea") if seen.ours]


async def test_the_post_is_seen_before_it_stands(world: World) -> None:
    """The coordinator sees the first post, changes its middle, and posts it; hosts are asked."""
    await founded(world, "bea", hosts=("bea",))
    await world.presses("cora", "See the post")
    assert "This would stand in" in world.last("cora")
    await world.presses("cora", "Change the words")
    await world.fills("cora", words="I bring buyers together.")
    assert "I bring buyers together." in world.last("cora")
    await world.presses("cora", "Post it")
    post = next(seen for seen in world.sees("bea") if seen.ours)
    assert "I bring buyers together. I do nothing about you until you press Join." in post.text
    assert post.buttons == ("Join", "What do you keep?", "Not for me")
    await world.presses("cora", "Ask the hosts")
    assert "named you as a host" in world.last("bea")
    await world.presses("bea", "Happy to")
    assert "Press Join and tick" in world.last("bea")


async def test_a_change_opens_filled_in(world: World) -> None:
    """Setup again shows what was saved; a purpose changed there is what newcomers read."""
    await founded(world)
    await world.runs("cora", "setup")
    await world.fills("cora", purpose=PURPOSE)
    assert "Saved" in world.last("cora") or "Nothing has been sent." in world.last("cora")
    await arrives(world, "ana")
    await world.presses("ana", "Start")
    assert f"What this group is for: {PURPOSE}" in world.last("ana")


async def test_changed_norms_are_one_post(world: World) -> None:
    """A new version of how people treat each other is posted once, and can be acknowledged."""
    await founded(world, "bea")
    await world.runs("cora", "setup")
    await world.fills("cora", norm1="Answer kindly, or not at all.")
    posts = [seen for seen in world.sees("bea") if "How we treat each other, from" in seen.text]
    assert len(posts) == 1
    assert "Answer kindly, or not at all." in posts[0].text
    assert posts[0].buttons == ("Sounds good",)
    assert world.received("bea") == []


async def test_forty_people_are_adopted_in_silence(world: World) -> None:
    """An existing place of forty: nobody is written to, greeted, listed, matched or asked."""
    names = [f"member{n}" for n in range(40)]
    for name in names:
        world.person(name)
        await world.joins(name)
    await world.sets_up(alive="alive")
    told = "\n".join(world.received("cora"))  # Discord counts its server's owner, too
    assert re.search(r"4[12] people are here\. I have written to none of them", told)
    await agrees(world, "ana")
    await world.passes(days=2)
    assert not [name for name in names if world.received(name)]
    assert asked(world, *names) == []
    await regular(world, "member1", helps="maps")
    await world.runs("member1", "find", words="procurement")
    assert "Nobody here has said so yet" in world.last("member1")


@only("slack", "slack-http", "discord")
async def test_a_missing_permission_is_named_first(world: World) -> None:
    """Where the place lacks something, set-up says what before anything is filled in."""
    world.forbids()
    await world.runs("cora", "setup")
    assert world.form("cora") == ""
    assert "Before I can work in this channel" in world.last("cora")
    assert world.offered("cora", "Look again")


async def test_each_message_is_shown_first(world: World) -> None:
    """Show me every message first: it waits, is seen whole, and goes on a press."""
    await founded(world, "bea", begin="each")
    await regular(world, "bea", helps="procurement")
    await greeted(world, "ana")
    assert "Whoever approves my messages here sees these words, too: " in world.last("ana")
    await world.presses("ana", "Yes, introduce me")
    assert asked(world, "bea") == []
    await world.runs("cora", "desk held")
    assert "Would you talk to" in world.last("cora")
    await world.presses("cora", "Send")
    assert asked(world, "bea") == ["bea"]


async def greeted(world: World, name: str) -> None:
    """A newcomer whose welcome line the coordinator lets go, up to the question of consent."""
    await arrives(world, name)
    await world.runs("cora", "desk held")
    await world.presses("cora", "Let this kind go")
    await world.presses(name, "Start")
    await world.presses(name, "Sounds good")
    await world.fills(name, learn="procurement", help="maps")


async def test_a_dropped_message_never_goes(world: World) -> None:
    """What the coordinator drops is never sent, and the log says so."""
    await founded(world, begin="each")
    await arrives(world, "ana")
    await world.runs("cora", "desk held")
    await world.presses("cora", "Drop")
    await world.passes(days=1)
    assert "Welcome. I'm Hearth" not in world.reads("ana")
    await world.runs("cora", "desk log")
    assert "Dropped: " in world.last("cora")


async def test_a_held_message_is_reworded(world: World) -> None:
    """Hearth's own sentence of a waiting message can be changed before it goes."""
    await founded(world, begin="each")
    await arrives(world, "ana")
    await world.runs("cora", "desk held")
    await world.presses("cora", "Change")
    await world.fills("cora", block0="Hello and welcome, I'm a bot. Press Start when you like.")
    await world.presses("cora", "Send")
    assert "Hello and welcome, I'm a bot." in world.reads("ana")


async def test_a_kind_let_go_needs_no_yes(world: World) -> None:
    """After *Let this kind go* messages of that kind are sent at once, others still wait."""
    await founded(world, begin="each")
    await arrives(world, "ana")
    await world.runs("cora", "desk held")
    await world.presses("cora", "Let this kind go")
    assert "Welcome. I'm Hearth" in world.reads("ana")
    await arrives(world, "dan")
    lines = [seen for seen in world.sees("dan") if "Welcome. I'm Hearth" in seen.text]
    assert len(lines) == 2


async def test_hold_stops_everything_but_answers(world: World) -> None:
    """On hold nothing goes out but answers; release lets what waits go."""
    await founded(world)
    await world.runs("cora", "desk hold")
    assert "Everything I would send is held." in world.last("cora")
    await arrives(world, "ana")
    assert "Welcome. I'm Hearth" not in world.reads("ana")
    await world.runs("ana", "help")
    assert "What I do here" in world.last("ana")
    await world.runs("cora", "desk hold")
    assert "Released." in world.reads("cora")
    assert "Welcome. I'm Hearth" in world.reads("ana")


async def test_a_mistaken_set_up_is_undone(world: World) -> None:
    """Undo takes a set-up back while nothing went out; afterwards there is no community."""
    await founded(world, "bea")
    await world.presses("cora", "Undo this set-up")
    assert "Undone. Nothing was sent, and I keep nothing of it." in world.last("cora")
    await world.runs("bea", "join")
    assert "No community is set up here yet." in world.last("bea")


async def test_undo_says_when_it_is_too_late(world: World) -> None:
    """Once the post stands, undo names it and offers to hold everything."""
    await founded(world)
    await world.presses("cora", "See the post")
    await world.presses("cora", "Post it")
    await world.presses("cora", "Undo this set-up")
    assert "I cannot take that back any more" in world.last("cora")
    assert world.offered("cora", "Hold everything")
