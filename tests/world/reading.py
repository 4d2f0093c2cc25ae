"""What somebody reads of a form, whatever shape a platform keeps it in."""

from __future__ import annotations

from typing import Any


def words_in(node: Any) -> list[str]:
    """Every word of a form as a platform holds it: labels, hints, options, what is filled in."""
    if isinstance(node, dict):
        return [word for value in node.values() for word in words_in(value)]
    if isinstance(node, list | tuple):
        return [word for value in node for word in words_in(value)]
    return [node] if isinstance(node, str) else []
