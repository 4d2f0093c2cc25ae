"""The words about listening: what is seen, what is not, and how to be left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.events import Person, Place
from bot.listening.model import KEPT_DAYS, Channel
from bot.text import Moment, Text, t
from bot.ui import (
    Block,
    Bullets,
    Button,
    Form,
    Heading,
    Message,
    Note,
    Paragraph,
    Row,
    Step,
    Style,
    Weight,
    Where,
)

ON = Button(t("Listen in a channel"), "listening.choose", style=Style.MAIN)
OFF = Button(t("Stop listening in one"), "listening.choose_off")
OUT = Button(t("Leave me out"), "listening.leave_me_out")
IN = Button(t("Count me again"), "listening.take_me_in")
SEE = Button(t("What do you see?"), "guide.see")


def page(channels: tuple[Channel, ...], measured: Callable[[Place], bool]) -> Message:
    """For coordinators: where it is on, what for, and the two ways to change it."""
    what = t(
        "Where you switch it on, I note who writes when, and in which thread: to see whether a "
        "newcomer was answered, whether my questions go quiet, how many take part, and who is "
        "about when somebody needs an answer. What they write is dropped the moment it arrives. I "
        "announce it in the channel first, and anybody can be left out. Without it, those figures "
        "say “not measured”."
    )
    stands: Block = Paragraph(t("It is off everywhere."))
    if channels:
        stands = Bullets(tuple(_state(one, measured(one.place)) for one in channels))
    buttons = (ON, OFF) if channels else (ON,)
    return _answer("page", Heading(t("Listening")), Paragraph(what), stands, Row(buttons))


def _state(channel: Channel, sounded: bool) -> Text:  # noqa: FBT001 - said by its only caller
    place = channel.place
    if channel.since is None:
        return t("{place}: begins when its announcement stands there", place=place)
    if not sounded:
        since = Moment(channel.since, "day")
        return t("{place}: on since {day}, nothing heard yet", place=place, day=since)
    return t("{place}: on since {day}", place=place, day=Moment(channel.since, "day"))


def where_on(home: Place) -> Form:
    """In which channel to listen."""
    field = Where("place", t("Channel"), home, t("I must be in it"), required=True)
    intro = t("One post there says what I see and what not. I note nothing before it stands.")
    return Form("listening.on", t("Listen in a channel"), (Step((field,), intro),))


def where_off(place: Place) -> Form:
    """In which channel to stop."""
    field = Where("place", t("Channel"), place, required=True)
    intro = t("I stop at once, forget what I noted there, and say so there.")
    return Form("listening.off", t("Stop listening"), (Step((field,), intro),))


def announced(place: Place, by: Person) -> Message:
    """The one post in the channel."""
    return Message(
        "listening.announced",
        Weight.POST,
        (
            Paragraph(
                t(
                    "From now on I see when somebody writes in {place}. {coordinator} asked me to, "
                    "so that newcomers get an answer, I ask less where you talk anyway, and "
                    "questions come to people who are about.",
                    place=place,
                    coordinator=by,
                )
            ),
            Bullets(
                (
                    t(
                        "What I note: who wrote, when, and in which thread, for {days} days.",
                        days=KEPT_DAYS,
                    ),
                    t("What I don't: what you write. It is dropped the moment it arrives."),
                    t("Nobody gets a list of who wrote, or of who did not."),
                )
            ),
            Row((OUT, SEE)),
        ),
    )


def stopped(place: Place) -> Message:
    """The one post in the channel when it ends."""
    said = t(
        "I no longer see who writes in {place}, and I have erased what I had noted here.",
        place=place,
    )
    return Message("listening.stopped", Weight.POST, (Paragraph(said),))


def asked(place: Place, known: Channel | None) -> Message:
    """The coordinator's answer."""
    if known and known.since:
        return _answer("asked", Paragraph(t("Listening is on in {place} already.", place=place)))
    said = t(
        "I announce it in {place} now, and listen from the moment that stands there.", place=place
    )
    return _answer("asked", Paragraph(said), Note(t("Off again: the same place, any time.")))


def not_announced(place: Place) -> Message:
    """Without an announcement there is no listening."""
    said = t(
        "My announcement does not stand in {place}, so I do not listen there. Nothing was noted.",
        place=place,
    )
    return Message("listening.not_announced", Weight.DUTY, (Paragraph(said), Row((ON,))))


def deaf(place: Place, why: Iterable[Text]) -> Message:
    """What the platform would not let us hear; nothing was changed."""
    said = t(
        "I could not hear who writes in {place}. Somebody must change this first:", place=place
    )
    rest = t("Until then it says “not measured”, and everything else works as it does.")
    return _answer("deaf", Paragraph(said), Bullets(tuple(why)), Note(rest))


def off(place: Place) -> Message:
    """The coordinator's answer."""
    said = t("I listen in {place} no longer, and have forgotten what I noted there.", place=place)
    return _answer("off", Paragraph(said))


def left_out() -> Message:
    """Somebody would rather not."""
    said = t(
        "You are left out: what I had noted of you is erased, and I note nothing more of when you "
        "write. Nobody is told. Everything else works for you as before."
    )
    return _answer("left_out", Paragraph(said), Row((IN,)))


def taken_in() -> Message:
    """Somebody changed their mind."""
    said = t("All right: from now on you count again where listening is on.")
    return _answer("taken_in", Paragraph(said), Row((OUT,)))


def about(places: tuple[Place, ...], *, out: bool) -> Message:
    """For anybody: where it is on, and whether they are left out."""
    if not places:
        return _answer("about", Paragraph(t("Listening is off in every channel here.")))
    said = t(
        "In these channels I note who writes when, and in which thread, for {days} days; never "
        "what. It tells me whether a newcomer was answered, when my questions go quiet, and who is "
        "about when somebody needs an answer.",
        days=KEPT_DAYS,
    )
    mine = t("You are left out.") if out else t("One press, and I leave you out.")
    shown = Bullets(tuple(t("{place}", place=place) for place in places))
    return _answer("about", Paragraph(said), shown, Paragraph(mine), Row((IN if out else OUT,)))


def _answer(kind: str, *blocks: Block) -> Message:
    return Message(f"listening.{kind}", Weight.ANSWER, blocks)
