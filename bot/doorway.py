"""Where a space's web pages are, if anywhere, and the button that leads there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.text import t
from bot.ui import Button

OPEN = "pages.open"

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Doorway:
    """`address` is empty where no pages are. Links live by `at`, the machine's own time.

    A playground's clock is moved; nobody's link may live longer, or end sooner, for that.
    """

    address: str = ""
    at: datetime = NEVER

    def leads_to(self, page: str) -> tuple[Button, ...]:
        """The button for a web page, to stand under what it shows; none where no pages are."""
        return (Button(t("Open the page"), OPEN, page),) if self.address else ()


NOWHERE = Doorway()
