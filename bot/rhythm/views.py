"""What everybody reads: what comes, what a meeting needs, and what it left open."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.directory import Card
from bot.events import Person
from bot.rhythm.model import AFTER, BEFORE, DRAW, GATHERING, PROMPT, Meeting, Point, State
from bot.text import Moment, Text, own, t, tn
from bot.ui import (
    Block,
    Bullets,
    Button,
    Choice,
    Divider,
    File,
    Form,
    Heading,
    Line,
    Message,
    Note,
    Option,
    Paragraph,
    People,
    Quote,
    Row,
    Step,
    Weight,
)

NAMES = {
    PROMPT: t("The prompt"),
    DRAW: t("A round of conversations"),
    BEFORE: t("What shall we bring to the next meeting?"),
    AFTER: t("What did the meeting leave open?"),
    GATHERING: t("A meeting"),
}
TAKE, DONE = t("I'll look after it"), t("It's done")


def called(name: str, day: date, zone: str) -> Text | None:
    """What an occurrence is, and its day; None for what nobody outside sees."""
    if name not in NAMES:
        return None
    noon = datetime.combine(day, time(12), ZoneInfo(zone))
    return t("{what}, {day}", what=NAMES[name], day=Moment(noon, "day", zone))


def coming(rows: tuple[Text, ...], yours: tuple[Text, ...], row: Row) -> Message:
    """The next four weeks, and one's own part in them."""
    blocks: list[Block] = [Heading(t("The next four weeks"))]
    if rows:
        blocks.append(Bullets(rows))
    else:
        blocks.append(Paragraph(t("Nothing is planned in the next four weeks.")))
    blocks += [Divider(), Heading(t("Your part")), Bullets(yours), row]
    return Message("rhythm.next", Weight.ANSWER, tuple(blocks))


def for_the_calendar(file: File) -> Message:
    """The file, and what taking it in again does."""
    said = t("Open it with your calendar. Taken in again later, it moves what was moved.")
    return Message("rhythm.file", Weight.ANSWER, (Paragraph(said),), files=(file,))


def line(at: datetime, what: Text, zone: str | None = None) -> Text:
    """One thing that comes, with its hour in the reader's zone; `zone` is what they told us."""
    return t("{when}: {what}", when=Moment(at, zone=zone), what=what)


def quiet(monday: date, zone: str) -> Text:
    """A week in which nothing is posted."""
    noon = datetime.combine(monday, time(12), ZoneInfo(zone))
    return t("The week of {day}: quiet, I post nothing.", day=Moment(noon, "day", zone))


def your_part(card: Card | None, now: datetime, rounds: int) -> tuple[Text, ...]:
    """Whether the rounds that come mean this reader."""
    if card is None:
        return (t("You have not joined, so nothing of this reaches you privately."),)
    if card.paused_until and card.paused_until > now:
        until = Moment(card.paused_until, "day")
        return (t("You take a break until {day}; nobody draws you before.", day=until),)
    if not card.in_rounds:
        return (t("You are not drawn in rounds. Prompts are in the channel, for whoever likes."),)
    if not rounds:
        return (t("You are drawn in rounds; none comes in these weeks."),)
    return (
        tn(
            "You are drawn in the round. I tell you the day before, and you can skip it then.",
            "You are drawn in {n} rounds. I tell you the day before each, and you can skip it.",
            rounds,
        ),
    )


def titled(meeting: Meeting) -> Text:
    """What a meeting is called."""
    return own(meeting.title) if meeting.title else t("the meeting")


def what_shall_we_bring(
    meeting: Meeting, open_: tuple[Point, ...], done: tuple[Point, ...]
) -> Message:
    """The channel's post, a week before."""
    ask = t("What shall we bring on {day}?", day=Moment(meeting.at, "weekday"))
    about = t("{title}: {when}", title=titled(meeting), when=Moment(meeting.at))
    blocks: list[Block] = [Paragraph(ask), Note(about)]
    if open_:
        blocks += [Paragraph(t("Still open from before:")), Bullets(_words(open_))]
    if done:
        blocks += [Paragraph(t("Done since we met:")), Bullets(_words(done))]
    blocks.append(Row((Button(t("Bring something"), "rhythm.bring", meeting.id),)))
    return Message("rhythm.what_shall_we_bring", Weight.POST, tuple(blocks))


def _words(points: tuple[Point, ...]) -> tuple[Text, ...]:
    return tuple(_one(point) for point in points)


def _one(point: Point) -> Text:
    if point.owner:
        return t("{words} ({person})", words=point.words, person=point.owner)
    return own(point.words)


def bring_form(meeting: Meeting) -> Form:
    """One field: what somebody would bring."""
    hint = t("A question, something to show, a matter to decide. It stands under the post.")
    field = Line(
        "words", t("What would you bring?"), hint=hint, limit=300, required=True, long=True
    )
    return Form("rhythm.bring", t("For the meeting"), (Step((field,)),), meeting.id)


def brought(by: Person, words: str) -> Message:
    """Somebody's matter, under the post, as their own words."""
    said = t("{person} would bring:", person=by)
    return Message("rhythm.brought", Weight.POST, (Paragraph(said), Quote(own(words), by)))


def today(meeting: Meeting, open_: tuple[Point, ...], done: tuple[Point, ...]) -> Message:
    """On the day itself: what was closed since the last one, and what is still open."""
    said = t("Today, {time}: {title}", time=Moment(meeting.at, "time"), title=titled(meeting))
    blocks: list[Block] = [Paragraph(said)]
    if done:
        blocks += [Paragraph(t("Done since we met:")), Bullets(_words(done))]
    if open_:
        blocks += [Paragraph(t("Still open:")), Bullets(_words(open_))]
    return Message("rhythm.today", Weight.POST, tuple(blocks))


def what_is_open(meeting: Meeting, *, yesterday: bool) -> Message:
    """The channel's post, the day after."""
    if yesterday:
        ask = t("What did yesterday leave open? I'll find somebody for each.")
    else:
        day = Moment(meeting.at, "weekday")
        ask = t("What did {day} leave open? I'll find somebody for each.", day=day)
    row = Row((Button(t("Something is open"), "rhythm.open", meeting.id),))
    return Message("rhythm.what_is_open", Weight.POST, (Paragraph(ask), row))


def open_form(meeting: Meeting) -> Form:
    """What is open, and who might look after it."""
    me = (
        Option("find", t("Find somebody"), t("I ask one person at a time, privately")),
        Option("me", t("I look after it myself")),
    )
    words = Line(
        "words",
        t("What is open?"),
        hint=t("One sentence. It stands in the channel as you write it, without your name."),
        limit=200,
        required=True,
        long=True,
    )
    who = Choice("who", t("Who looks after it?"), me, ("find",), required=True)
    person = People("person", t("Whom would you ask?"), hint=t("If you know; they may say no"))
    return Form("rhythm.open", t("Left open"), (Step((words, who, person)),), meeting.id)


def taken_up(stands: datetime | None) -> Message:
    """What whoever wrote the point reads: None when they look after it themselves."""
    if stands is None:
        said = t("Good. It stands in the channel now, with your name.")
    else:
        day = Moment(stands, "weekday")
        said = t("I'm asking somebody now. By {day} it stands in the channel.", day=day)
    return answer("taken_up", Paragraph(said))


def answer(name: str, *blocks: Block) -> Message:
    """An answer to a press."""
    return Message(f"rhythm.{name}", Weight.ANSWER, blocks)


def would_you(point: Point, meeting: Meeting | None) -> Message:
    """One person is asked, privately."""
    when = Moment(meeting.at, "weekday") if meeting else None
    lead = (
        t("{day}'s meeting left this open:", day=when) if when else t("A meeting left this open:")
    )
    ask = t("Would you look after it, so that it is not forgotten? You need not do it all.")
    row = Row(
        (
            Button(TAKE, "rhythm.take", point.id),
            Button(t("Not this time"), "rhythm.not_me", point.id),
        )
    )
    private = Note(t("Not this time stays private; I'll ask somebody else."))
    blocks = (Paragraph(lead), Quote(own(point.words)), Paragraph(ask), row, private)
    return Message("rhythm.would_you", Weight.ASK, blocks)


def stands(point: Point) -> Message:
    """A point in the channel, with who looks after it, or how it ended."""
    blocks: list[Block]
    match point.state:
        case State.DONE:
            said = (
                t("Done. Thank you, {person}.", person=point.owner) if point.owner else t("Done.")
            )
            blocks = [Quote(own(point.words)), Paragraph(said)]
        case State.LET_GO:
            blocks = [Quote(own(point.words)), Paragraph(t("Let go."))]
        case _:
            blocks = [Paragraph(t("Still open from the meeting:")), Quote(own(point.words))]
            blocks += _who_has_it(point)
    # Whoever said yes to looking after it is called to it, once it stands.
    pings = (point.owner,) if point.owner and point.state is State.OPEN else ()
    return Message("rhythm.point", Weight.POST, tuple(blocks), pings=pings)


def _who_has_it(point: Point) -> list[Block]:
    done = Button(DONE, "rhythm.done", point.id)
    if point.owner is None:
        take = Button(TAKE, "rhythm.take", point.id)
        return [Paragraph(t("Nobody has it yet.")), Row((take, done))]
    said = t("{person} looks after it. Say here whatever helps.", person=point.owner)
    return [Paragraph(said), Row((done,))]


def still_open(point: Point) -> Message:
    """The one nudge, a week later."""
    said = t("You look after this. How does it stand?")
    row = Row(
        (
            Button(DONE, "rhythm.done", point.id),
            Button(t("Still open"), "rhythm.still", point.id),
            Button(t("Let it go"), "rhythm.let_go", point.id),
        )
    )
    note = Note(t("I ask this once."))
    return Message(
        "rhythm.still_open", Weight.NUDGE, (Paragraph(said), Quote(own(point.words)), row, note)
    )
