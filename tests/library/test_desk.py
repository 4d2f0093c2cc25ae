"""What a coordinator reads of a library that is larger than a message."""

from __future__ import annotations

import pytest

from bot.library.desk_views import LISTED, Desk, desk
from bot.library.model import Topic
from bot.ui import Bullets, Note


@pytest.mark.parametrize("more", [0, 1, 5])
def test_a_list_says_what_it_leaves_out(more: int) -> None:
    """The largest topics are told, and how many others there are."""
    topics = tuple(Topic(f"t{n}", f"Topic {n}", items=n) for n in range(1, LISTED + more + 1))
    blocks = desk(Desk(topics, items=100, loose=0, old=0)).blocks
    (told,) = (block for block in blocks if isinstance(block, Bullets))
    assert len(told.items) == LISTED
    assert [block.text.n for block in blocks if isinstance(block, Note)] == [more] * (more > 0)
