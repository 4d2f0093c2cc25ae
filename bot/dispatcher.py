"""One event in, one transaction, at most one reply out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from bot import faults, forms, journal, words
from bot.doorway import Doorway
from bot.errors import Away, Refusal, where
from bot.events import (
    Began,
    Commanded,
    Completing,
    Deleted,
    Event,
    Place,
    Pointed,
    Pressed,
    Submitted,
    Typed,
    Visited,
    Wrote,
)
from bot.handlers import Declaration, Kind
from bot.platform import Answer
from bot.pocket import Memory
from bot.scrub import scrubbed
from bot.text import Envelope, own, t
from bot.turn import Turn
from bot.ui import Message, Paragraph, Quote, Say, Weight
from bot.unkept import Unkept, is_unkept

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.events import Part, Space
    from bot.platform import Platform
    from bot.premises import Draft, Premises, Units
    from bot.text import Text

SETUP, LISTEN, FORUM = "communities.setup", "listening.on", "questions.forum"
# Whoever did one of these is waiting for an answer; nobody is after anything else.
AWAITED = (Commanded, Typed, Pressed, Submitted, Pointed, Visited)

logger = structlog.get_logger("event")


class Dispatcher:
    """Answers events. `platforms` tells by space what the platform can do there."""

    def __init__(
        self,
        table: tuple[Declaration, ...],
        units: Units,
        clock: Clock,
        platform: Callable[[Space], Platform],
        committed: Callable[[Space], None],
    ) -> None:
        """`committed` is called after each event that may have promised something."""
        self.table, self.units, self.clock = table, units, clock
        self.platform, self._committed = platform, committed
        self.addresses: Callable[[Space], str] = _nowhere  # of the web pages, once they are served
        self.by_name = {(d.kind, d.name): d for d in table}
        # Forms that must leave no trace live here only, and die with the process.
        self.unkept: Unkept[Draft] = Unkept()
        self.memory = Memory()

    def doorway(self, space: Space) -> Doorway:
        """Where a space's web pages are, and the time by which their links live."""
        return Doorway(self.addresses(space), self.clock.read())

    async def hear(self, event: Event) -> Answer | None:
        """Handle one event. Raises Away, and nothing else, when it must be delivered again."""
        started, outcome = self.clock.ticks(), "done"
        event = scrubbed(event)
        traceless = self.is_traceless(event)
        try:
            missing = await self._missing(event)
            answer = await self.units.write(
                event, lambda p: self._one(event, p, missing, traceless=traceless)
            )
        except Away:
            outcome = "away"
            raise
        except Exception as error:  # noqa: BLE001 - whatever a handler raises must not kill the platform's loop
            outcome = type(error).__name__
            answer = await self._failed(event, error, traceless=traceless)
        finally:
            self._tell(event, outcome, started, traceless=traceless)
        faults.hit("inbound.after_commit")
        self._committed(event.space)
        return answer

    def _one(
        self, event: Event, premises: Premises, missing: tuple[Text, ...], *, traceless: bool
    ) -> Answer | None:
        if event.actor.is_bot and event.actor.person.id:
            return None
        now = self.clock.now(event.space)
        if not traceless:
            if not premises.first_time(event, now):
                return None
            # Of who wrote to others no more is kept than that they wrote.
            if event.actor.person.id and not isinstance(event, Wrote | Began):
                premises.refresh(event.actor, now)
        answer = Turn(self, event, premises, now, missing).answer()
        faults.hit("inbound.before_commit")
        return answer

    def is_traceless(self, event: Event) -> bool:
        """Whether nothing of who and when may be kept of this event."""
        match event:
            case Submitted(form=form) | Pressed(name=forms.AGAIN, subject=form):
                return is_unkept(form)
            case Commanded(verb=verb) | Completing(verb=verb):
                return self._unkept(self.by_name.get((Kind.COMMAND, verb)))
            case Pressed(name=name):
                return self._unkept(self.by_name.get((Kind.BUTTON, name)))
            case Typed(parts=parts):
                return self._is_told_quietly(parts)
            case _:
                return False

    def _is_told_quietly(self, parts: tuple[Part, ...]) -> bool:
        """Whether typed words lead to what leaves no trace, a plain question to asking too."""
        try:
            understood = words.understand(parts, self.table)
        except Refusal:
            return True  # it is said what is amiss, and nothing else happens
        if understood:
            return understood.command.unkept
        said = " ".join(part for part in parts if isinstance(part, str))
        asks = next((d for d in self.table if d.asks), None)
        return words.is_question(said) and self._unkept(asks)

    @staticmethod
    def _unkept(declaration: Declaration | None) -> bool:
        return declaration is not None and declaration.unkept

    async def _missing(self, event: Event) -> tuple[Text, ...]:
        """What the platform would not let us do; asked before we settle down, listen, post."""
        form = await self._form(event) if isinstance(event, Submitted) else ""
        if form in {LISTEN, FORUM} and isinstance(event, Submitted):
            chosen, platform = event.values.get("place"), self.platform(event.space)
            look = platform.deaf if form == LISTEN else platform.unfit
            return await look(chosen) if isinstance(chosen, Place) else ()
        if event.place is None or not (form == SETUP or _begins_setup(event)):
            return ()
        return await self.platform(event.space).missing(event.place)

    async def _form(self, event: Submitted) -> str:
        now = self.clock.now(event.space)
        draft = await self.units.write(event, lambda p: p.draft(event.form, now))
        return draft.form.name if draft else ""

    async def _failed(self, event: Event, error: Exception, *, traceless: bool) -> Answer | None:
        """The handler raised: record it where it may be, and say so in one sentence."""
        if traceless:
            told = t("I could not take that. Nothing was kept; please try again.")
            return _apology(event, told)
        try:
            reference = await self.units.failed(event, error)
        except Away:
            raise
        except Exception as worse:  # noqa: BLE001 - an event that cannot be kept is still answered
            logger.error("not recorded", kind=type(worse).__name__, at=where(worse))  # noqa: TRY400 - an error's words may be somebody's
            reference = "-"
        logger.error("failed", reference=reference, at=where(error), kind=type(error).__name__)
        if not isinstance(event, AWAITED):
            return None
        told = t(
            "Something went wrong on my side. Nothing was changed. "
            "If you tell a coordinator, give them this: {reference}",
            reference=reference,
        )
        return _apology(event, told)

    def _tell(self, event: Event, outcome: str, started: float, *, traceless: bool) -> None:
        if traceless or (isinstance(event, Wrote | Deleted) and outcome == "done"):
            return  # not even that something happened now
        logger.info(
            type(event).__name__.lower(),
            id=journal.mark(event.id),
            space=event.space.key,
            name=getattr(event, "verb", "") or getattr(event, "name", ""),
            outcome=outcome,
            ms=round((self.clock.ticks() - started) * 1000, 1),
        )


def _begins_setup(event: Event) -> bool:
    match event:
        case Commanded(verb=verb):
            return verb == "setup"
        case Typed(parts=parts):
            return words.folded(str(parts[0]) if parts else "").startswith("setup")
        case Pressed(name=name):
            return name.startswith(SETUP)
    return False


def _nowhere(_space: Space) -> str:
    return ""


def _apology(event: Event, told: Text) -> Answer:
    blocks: list[Paragraph | Quote] = [Paragraph(told)]
    if isinstance(event, Submitted):
        written = [v for v in event.values.values() if isinstance(v, str) and v.strip()]
        blocks += [Quote(own(said)) for said in written[:10]]
    message = Message("hearth.apology", Weight.ANSWER, tuple(blocks))
    locale = event.actor.locale or "en"
    return Answer(Say(message), Envelope(locale, event.actor.zone or "UTC"))
