"""Every test of the command line may ask for `hearth`, and for a place with a database."""

from tests.cli.command import hearth
from tests.cli.kept import place, url

__all__ = ["hearth", "place", "url"]
