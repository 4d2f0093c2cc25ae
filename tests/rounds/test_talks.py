"""What a round's conversations came to, as the report reads them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from bot.exchanges import Came, Talking
from tests.introductions.town import Town
from tests.rounds.circle import moves_in, sends

TWO_WEEKS = timedelta(days=14)


def test_each_conversation_is_one_and_silence_is_told_as_silence(town: Town) -> None:
    """One word is enough; before its end nothing is silent; earlier rounds stay out of it."""
    for name in ("ana", "bea", "dan", "eve", "fay", "gus", "hal", "ida", "jan", "kai"):
        moves_in(town, name)
    begun = town.now
    groups = town.store.groups(sends(town))
    buttons = ("rounds.met", "rounds.arranged", "rounds.let_go", "rounds.not_yet")
    for group, button in zip(groups, buttons, strict=False):
        town.presses(group.people[0].id, button, group.id)
    assert isinstance(town.store, Talking)

    def came() -> Counter[Came]:
        return Counter(talk.came for talk in town.store.talks(begun, town.now + TWO_WEEKS))

    once = dict.fromkeys((Came.MET, Came.ARRANGED, Came.LET_GO), 1)
    assert came() == {**once, Came.OPEN: 2}
    town.wait(TWO_WEEKS)
    assert came() == {**once, Came.OPEN: 1, Came.SILENT: 1}
    assert town.store.talks(begun + TWO_WEEKS, town.now) == ()
