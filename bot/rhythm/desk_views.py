"""What coordinators read: the rhythm as it is set, what is planned, and the forms to change it."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.rhythm.model import (
    FULL_PACE,
    SET,
    TROUBLES,
    Meeting,
    Pace,
    Rhythm,
    Touch,
)
from bot.text import Moment, Text, own, t, tn
from bot.ui import (
    Block,
    Bullets,
    Button,
    Choice,
    Facts,
    Field,
    Form,
    Heading,
    Line,
    Menu,
    Message,
    Note,
    Option,
    Paragraph,
    Row,
    Step,
    Style,
    Weight,
)

DAYS = tuple(
    Option(str(number), name)
    for number, name in enumerate(
        (
            t("Monday"),
            t("Tuesday"),
            t("Wednesday"),
            t("Thursday"),
            t("Friday"),
            t("Saturday"),
            t("Sunday"),
        ),
        1,
    )
)
NEVER = Option("0", t("Never"))
OFTEN = {2: t("every other week")}
EVERY = (
    Option("1", t("Every week")),
    Option("2", t("Every other week")),
    Option("4", t("Every four weeks")),
)
WEEKS = tuple(Option(str(n), tn("One week", "{n} weeks", n)) for n in range(1, 7))
WHEN = t("Like 2026-12-03 15:00, in your community's time zone")


def missed(what: str) -> Text:
    """The log's line about what was left out."""
    return t("Was away, and skipped what was over: {what}", what=what)


def form(rhythm: Rhythm) -> Form:
    """Everything about the rhythm, filled in with what is set, or with what works for most."""
    at = f"{rhythm.prompt.at:%H:%M}"
    first = (
        _every("prompt", t("A prompt worth answering"), rhythm.prompt),
        _day("prompt_day", t("Prompts come on"), rhythm.prompt),
        _every("round", t("A round of conversations"), rhythm.round),
        _day("round_day", t("Rounds begin on"), rhythm.round),
        Line("time", t("At what time?"), at, t("Your community's time"), limit=5, required=True),
    )
    second = (_checkin(rhythm), *_meeting(rhythm), *_elsewhere(rhythm))
    return Form("rhythm.set", t("The rhythm"), (Step(first), Step(second)), "", t("Save"))


def _checkin(rhythm: Rhythm) -> Field:
    chosen = str(rhythm.checkin.weekday if rhythm.checkin.every else 0)
    label = t("Ask people who went quiet how they are")
    return Choice("checkin", label, (NEVER, *DAYS), (chosen,), required=True)


def _meeting(rhythm: Rhythm) -> tuple[Field, ...]:
    """Only the first time: later ones are added by themselves."""
    if rhythm.set_at is not None:
        return ()
    return (Line("meeting", t("Your next meeting, if you have them"), hint=WHEN, limit=40),)


def _elsewhere(rhythm: Rhythm) -> tuple[Field, ...]:
    once, off = t("I read dates and titles from it, once a day"), t("Like ES, or ES-MD")
    address = t("Or your calendar's iCalendar address")
    return (
        Line("calendar", address, rhythm.calendar, once, limit=500),
        Line("region", t("Whose public holidays?"), rhythm.region, off, limit=10),
    )


def _every(name: str, label: Text, touch: Touch) -> Field:
    return Choice(name, label, (*EVERY, NEVER), (str(touch.every),), required=True)


def _day(name: str, label: Text, touch: Touch) -> Field:
    return Choice(name, label, DAYS, (str(touch.weekday),), required=True)


def desk(rhythm: Rhythm, zone: str, rows: tuple[Text, ...], movable: tuple[Option, ...]) -> Message:
    """The rhythm as it is set, and what is planned."""
    blocks: list[Block] = [Heading(t("The rhythm")), Facts(facts(rhythm, zone))]
    if rhythm.pace is not Pace.FULL:
        blocks.append(Paragraph(t("Prompts come half as often just now.")))
    if rhythm.trouble:
        why = TROUBLES[rhythm.trouble]
        blocks.append(Paragraph(t("I could not read your calendar: {why}", why=why)))
    if rows:
        blocks += [Heading(t("What is planned")), Bullets(rows)]
    if movable:
        blocks.append(Menu(t("Move or skip one"), "rhythm.one", movable))
    blocks.append(Row(_buttons(rhythm)))
    return Message("rhythm.desk", Weight.ANSWER, tuple(blocks))


def _buttons(rhythm: Rhythm) -> tuple[Button, ...]:
    found = (
        Button(t("Change the rhythm"), "rhythm.set", "", Style.MAIN),
        Button(t("Add a meeting"), "rhythm.add"),
        Button(t("Quiet weeks"), "rhythm.quiet"),
        Button(t("Listening"), "listening.open"),
    )
    return found if rhythm.pace is Pace.FULL else (*found, FULL_PACE)


def facts(rhythm: Rhythm, zone: str) -> tuple[tuple[Text, Text], ...]:
    """The settings, one a line."""
    found = [
        (t("Prompt"), _often(rhythm.prompt, zone)),
        (t("Round"), _often(rhythm.round, zone)),
        (t("Check-in"), _often(rhythm.checkin, zone)),
    ]
    if rhythm.region:
        found.append((t("Public holidays"), own(rhythm.region)))
    if rhythm.calendar:
        found.append((t("Meetings"), t("from your calendar, read once a day")))
    return tuple(found)


def _often(touch: Touch, zone: str) -> Text:
    if not touch.every:
        return t("never")
    often = OFTEN.get(touch.every) or tn("every week", "every {n} weeks", touch.every)
    return t(
        "{day}, {often}, {time} ({zone})",
        often=often,
        day=DAYS[touch.weekday - 1].label,
        time=f"{touch.at:%H:%M}",
        zone=zone,
    )


def saved(first: Text | None) -> Message:
    """What follows a change: the next thing that comes."""
    lines = [Paragraph(t("Saved. I plan by it from now on, and move things out of meetings' way."))]
    if first:
        lines.append(Paragraph(t("Next: {what}", what=first)))
    row = Row((Button(t("Show what is planned"), "rhythm.show"), *_buttons(Rhythm())[1:]))
    return Message("rhythm.saved", Weight.ANSWER, (*lines, row))


def meeting_form(meeting: Meeting | None, zone: str) -> Form:
    """A meeting's three facts."""
    at = f"{meeting.at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if meeting else ""
    fields = (
        Line("at", t("When does it begin?"), at, WHEN, limit=40, required=True),
        Line(
            "minutes",
            t("How many minutes?"),
            str(meeting.minutes if meeting else 60),
            limit=4,
            required=True,
        ),
        Line("title", t("What is it called?"), meeting.title if meeting else "", limit=100),
    )
    subject = meeting.id if meeting else ""
    return Form("rhythm.meeting", t("A meeting"), (Step(fields),), subject, t("Save"))


def quiet_form(first: date) -> Form:
    """From which day, for how many weeks."""
    fields = (
        Line(
            "from", t("From which day?"), f"{first}", t("Like 2026-12-21"), limit=10, required=True
        ),
        Choice("weeks", t("For how long?"), WEEKS, ("1",), required=True),
        Choice(
            "quiet",
            t("In those weeks"),
            (Option("yes", t("Post nothing")), Option("no", t("Post as usual"))),
            ("yes",),
            required=True,
        ),
    )
    return Form("rhythm.quiet", t("Quiet weeks"), (Step(fields),), "", t("Save"))


def one(what: Text, subject: str, *, meeting: bool) -> Message:
    """One thing that is planned, and what can be done with it."""
    buttons = (
        Button(t("Move it"), "rhythm.move", subject),
        Button(t("Skip it"), "rhythm.skip", subject),
    )
    note = t("What belongs to the meeting moves with it.") if meeting else t("Only this one moves.")
    return Message("rhythm.one", Weight.ANSWER, (Paragraph(what), Row(buttons), Note(note)))


def move_form(at: datetime, zone: str, subject: str) -> Form:
    """Where one occurrence goes."""
    written = f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    field = Line("at", t("When instead?"), written, WHEN, limit=40, required=True)
    return Form("rhythm.move", t("Move it"), (Step((field,)),), subject, t("Save"))


def skipped(what: Text) -> Message:
    """What was skipped."""
    lines = (Paragraph(t("Skipped: {what}", what=what)),)
    return Message("rhythm.skipped", Weight.ANSWER, lines)


def full_pace() -> Message:
    """The pace is back to what was set."""
    lines = (Paragraph(t("I ask as often as you set it, and tell you should it go quiet again.")),)
    return Message("rhythm.full_pace", Weight.ANSWER, lines)


def not_set() -> tuple[Block, ...]:
    """Where nothing is planned."""
    return (Paragraph(t("Nothing is planned here yet.")), Row((SET,)))


def noon(day: date, zone: str) -> Moment:
    """A date as a moment to be drawn."""
    return Moment(datetime.combine(day, time(12), ZoneInfo(zone)), "day", zone)
