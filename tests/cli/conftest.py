"""Every test of the command line may ask for `hearth`."""

from tests.cli.command import hearth

__all__ = ["hearth"]
