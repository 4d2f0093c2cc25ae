"""The family of errors, on one screen.

HearthError
├── Refusal          a domain "no", said privately; nothing is kept of the attempt
│   └── Invalid      a form's fields need another look; what was written is kept
├── Away             our database is not there: acknowledge nothing, ask people to try again
├── Misconfigured    a setting is wrong: its name, where it stands, the remedy
└── DeliveryError
    ├── Busy         the platform asks us to wait
    ├── Unsure       the platform may or may not have taken it: look before sending again
    ├── CannotLook   this platform cannot tell here whether it arrived
    ├── Undeliverable  it will never arrive (gone, refused): do not try again
    └── Disconnected   the whole space is unreachable for us: token revoked, uninstalled
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.text import Text
    from bot.ui import Button


class HearthError(Exception):
    """Anything this project raises on purpose."""


class Refusal(HearthError):
    """A domain "no". The dispatcher rolls back and says `message` privately."""

    def __init__(self, message: Text, remedy: Button | None = None) -> None:
        """Keep the words to say, and the button that helps."""
        super().__init__(message.template)
        self.message, self.remedy = message, remedy


class Invalid(Refusal):
    """Fields of a form need another look; the form opens again, filled in, errors in place."""

    def __init__(self, message: Text, fields: Mapping[str, Text]) -> None:
        """Keep what to say about each field, by field name."""
        super().__init__(message)
        self.fields = dict(fields)


class Away(HearthError):
    """The database is not there just now; what was asked is not lost if it is asked again."""


class Misconfigured(HearthError):
    """A setting is wrong; the start stops and says which, where and what to do."""

    def __init__(self, setting: str, where: str, remedy: str) -> None:
        """Name the setting, where it stands, and the remedy."""
        super().__init__(f"{setting} ({where}): {remedy}")
        self.setting = setting
        self.where = where
        self.remedy = remedy


class DeliveryError(HearthError):
    """A promise could not be carried out just now, or at all."""

    def __init__(self, reason: str) -> None:
        """Keep the platform's reason, a short word such as `channel_not_found`."""
        super().__init__(reason)
        self.reason = reason


class Busy(DeliveryError):
    """Not before `after` seconds from now; nothing was sent.

    `others`: the limit is not this recipient's alone, but of all whom we write to in that way.
    """

    def __init__(self, reason: str, after: float, *, others: bool = False) -> None:
        """Keep how long to wait, in seconds, and whether others wait as well."""
        super().__init__(reason)
        self.after, self.others = after, others


class Unsure(DeliveryError):
    """The reply was lost, or the platform says part of it may have happened."""


class CannotLook(DeliveryError):
    """We lack the right to read there what arrived."""


class Undeliverable(DeliveryError):
    """It will not arrive: the person or place is gone, or refuses us."""


class Disconnected(DeliveryError):
    """The token is revoked or we were uninstalled: stop at once, keep the queue."""


def where(error: BaseException) -> str:
    """File and line where it was raised, for the log; never its words, which may be somebody's."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return ""
    file = trace.tb_frame.f_code.co_filename.rsplit("/", 2)
    return f"{'/'.join(file[-2:])}:{trace.tb_lineno}"
