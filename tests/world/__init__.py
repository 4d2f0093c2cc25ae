"""The world a story plays in: one community, its people, and Hearth running as it is shipped."""

from tests.world.story import Seen, World
from tests.world.worlds import WORLDS, open_world

__all__ = ["WORLDS", "Seen", "World", "open_world"]
