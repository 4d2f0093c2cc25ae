"""The matcher: who talks with whom in a round, so that the conversations are worth most.

`draw(given)` is a pure function of a frozen `Draw` (`model.py`) and runs in the process pool as the
computation `rounds.draw`. Everybody given is in exactly one group or left out with a reason; people
kept apart never meet, whatever it costs. The same seed draws the same round, whatever the order of
the members, the process, its hash seed or its number of threads: the members are first put in an
order that only the seed decides (`crowd.py`), and everything after that is arithmetic.
"""

from bot.rounds.matching.drawing import draw

__all__ = ["draw"]
