"""Where a space's web pages are, if anywhere, and the button that leads there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.text import t
from bot.ui import MAX_BLOCKS, Button, Message, Row

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

    def under(self, message: Message, page: str) -> Message:
        """The message with that button at its end, where there is a page and room for it."""
        buttons = self.leads_to(page)
        if not buttons or len(message.blocks) >= MAX_BLOCKS:
            return message
        return replace(message, blocks=(*message.blocks, Row(buttons)))


NOWHERE = Doorway()
