"""What coordinators read about a round: the draft, who is left out and why, what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.events import Person
from bot.rounds.model import (
    Absence,
    Counts,
    Group,
    Lens,
    Out,
    Round,
    State,
)
from bot.rounds.part_views import LENSES
from bot.text import Moment, Text, t, tn
from bot.ui import (
    Block,
    Bullets,
    Button,
    Heading,
    Menu,
    Message,
    Note,
    Option,
    Paragraph,
    Row,
    Style,
    Weight,
)

PAGE = 6  # groups shown at once
NAMES = 20  # people named in a line
SETTINGS = Button(t("Settings"), "rounds.settings")
DRAW = Button(t("Draw one now"), "rounds.draw_now")
RHYTHM = Button(t("The rhythm"), "rhythm.show")
LOOK = Button(t("Look"), "rounds.look")
OUT: dict[Out, Text] = {
    Out.SKIPPED: t("Skip this round: {people}"),
    Out.PAUSED: t("Have a break: {people}"),
    Out.NOT_EACH: t("Less often, and not this time: {people}"),
    Out.SILENT: t("Left out for now, until they say: {people}"),
    Out.NOBODY: t("Nobody left for them to meet; first in line next time: {people}"),
    Out.LEFT: t("Can't make it: {people}"),
    Out.WAITING: t("I'm still looking for somebody for: {people}"),
}


@dataclass(frozen=True, slots=True)
class Sight:
    """What a coordinator looks at: a page of a draft, who is left out, how many get no room."""

    round: Round
    groups: tuple[Group, ...]
    page: int
    absent: tuple[Absence, ...]
    without_room: int = 0
    title: str = ""
    note: Text | None = None


def preview(sight: Sight) -> Message:
    """Groups with their reasons, who is left out and why, and what can be done."""
    round_ = sight.round
    blocks: list[Block] = [Heading(_heading(round_))]
    if sight.note:
        blocks.append(Note(sight.note))
    blocks.append(Paragraph(_state(round_)))
    blocks.append(Paragraph(t("People are brought together by {lens}.", lens=LENSES[round_.lens])))
    if sight.without_room:
        blocks.append(Paragraph(_without_room(sight)))
    if sight.groups:
        blocks.append(Bullets(tuple(map(_group, sight.groups))))
        options = tuple(_option(group) for group in sight.groups)
        blocks.append(Menu(t("Look at one"), "rounds.show", options, f"{round_.id}.{sight.page}"))
    absent = tuple(_absent(sight.absent))
    if absent:
        blocks += [Paragraph(t("Not in it, and why:")), Bullets(absent)]
    blocks += _actions(sight)
    return _answer("rounds.preview", *blocks)


def _heading(round_: Round) -> Text:
    return tn("One conversation", "{n} conversations", round_.groups)


def _state(round_: Round) -> Text:
    match round_.state:
        case State.GOING if round_.goes_at:
            return t(
                "It goes out at {time}. Until then you can take it back.",
                time=Moment(round_.goes_at, "time"),
            )
        case State.RUNNING if round_.ends:
            return t("It is under way, until {day}.", day=Moment(round_.ends, "day"))
        case State.DRAFT:
            return t("Nothing has been sent: look, change, then send.")
        case _:
            return t("It is over.")


def _without_room(sight: Sight) -> Text:
    return tn(
        "{platform} has no room for that many conversations at once. In one of them each gets a "
        "private message with the other's name instead, and they write to each other.",
        "{platform} has no room for that many conversations at once. In {n} of them each gets a "
        "private message with the other's name instead, and they write to each other.",
        sight.without_room,
        platform=sight.title,
    )


def _group(group: Group) -> Text:
    said = group.reason.told(group.people[0].space) if group.people else t("Nobody")
    if group.locked:
        return t("{people}: {reason} (locked)", people=tuple(group.people), reason=said)
    return t("{people}: {reason}", people=tuple(group.people), reason=said)


def _option(group: Group) -> Option:
    return Option(group.id, t("Number {n}", n=group.position + 1))


def _absent(absent: Iterable[Absence]) -> Iterable[Text]:
    by_why: dict[Out, list[Person]] = defaultdict(list)
    for one in absent:
        by_why[one.out].append(one.person)
    for out, people in by_why.items():
        named = t(OUT[out].template, people=tuple(people[:NAMES]))
        more = len(people) - NAMES
        yield t("{named} and {n} more", named=named, n=more) if more > 0 else named


def _actions(sight: Sight) -> list[Block]:
    round_, id_ = sight.round, sight.round.id
    rows: list[Block] = []
    if round_.state is State.DRAFT:
        buttons = [
            Button(t("Draw again"), "rounds.draw_again", id_),
            Button(t("Move somebody"), "rounds.move", id_),
            Button(t("Don't send"), "rounds.drop", id_, Style.DANGER),
        ]
        if round_.groups:
            buttons.insert(0, Button(t("Send"), "rounds.send", id_, Style.MAIN))
        rows.append(Row((*buttons, SETTINGS)))
    elif round_.state is State.GOING:
        rows.append(Row((Button(t("Take back"), "rounds.take_back", id_, Style.MAIN),)))
    pages = []
    if sight.page > 0:
        pages.append(Button(t("Back"), "rounds.page", f"{id_}.{sight.page - 1}"))
    if (sight.page + 1) * PAGE < round_.groups:
        pages.append(Button(t("More"), "rounds.page", f"{id_}.{sight.page + 1}"))
    return [*rows, Row(tuple(pages))] if pages else rows


def shown(group: Group, message: Message) -> Message:
    """One group: the message as it would go out, and what can be done with it."""
    words = tuple(block for block in message.blocks if not isinstance(block, Row | Menu))
    lock = (
        Button(t("Unlock"), "rounds.unlock", group.id)
        if group.locked
        else Button(t("Lock"), "rounds.lock", group.id)
    )
    return _answer(
        "rounds.shown",
        Note(t("This is what they would read:")),
        *words,
        Row((lock, Button(t("Move somebody"), "rounds.move", group.round), LOOK)),
    )


def quiet(members: int, next_at: datetime | None, last: tuple[Round, Counts] | None) -> Message:
    """Nothing is drawn just now."""
    who = tn("One member wants to be drawn.", "{n} members want to be drawn.", members)
    if next_at:
        when = t("The next round is drawn on {day}.", day=Moment(next_at, "day"))
    else:
        when = t("No round is planned. You can draw one now, or set a rhythm: /hearth desk rhythm")
    blocks: list[Block] = [Paragraph(who), Paragraph(when)]
    if last:
        blocks.append(Paragraph(results_line(*last)))
    return _answer("rounds.quiet", *blocks, Row((DRAW, SETTINGS, RHYTHM)))


def drawing(*, waits: bool) -> Message:
    """It is being drawn; said before it goes, whether it goes by itself."""
    if waits:
        said = t("I'm drawing. Have a look in a moment; it goes out when you press Send.")
    else:
        said = t(
            "I'm drawing. Have a look in a moment: it goes out ten minutes later, unless you take "
            "it back."
        )
    return _answer("rounds.drawing", Paragraph(said), Row((LOOK,)))


def stuck(round_: Round) -> Message:
    """A draw that did not come to an end."""
    said_ = t("The draw did not come to an end. Nothing has been sent.")
    again = Button(t("Draw again"), "rounds.draw_again", round_.id, Style.MAIN)
    return said("stuck", said_, again)


def drawn(round_: Round) -> Message:
    """To each coordinator: a draft waits for them."""
    said = tn(
        "A round is drawn: one conversation. It goes out when you press Send.",
        "A round is drawn: {n} conversations. It goes out when you press Send.",
        round_.groups,
    )
    return Message("rounds.drawn", Weight.DUTY, (Paragraph(said), Row((LOOK,))))


def running(round_: Round, counts: Counts, waiting: int) -> Message:
    """How the round under way stands."""
    blocks: list[Block] = [Paragraph(_state(round_)), Paragraph(results_line(round_, counts))]
    if waiting:
        said = tn(
            "I'm looking for somebody for one person.",
            "I'm looking for somebody for {n} people.",
            waiting,
        )
        blocks.append(Paragraph(said))
    look = Button(t("Who is with whom"), "rounds.page", f"{round_.id}.0")
    return _answer("rounds.running", *blocks, Row((look, DRAW, SETTINGS)))


def results_line(round_: Round, counts: Counts) -> Text:
    """The counts in a sentence; no answer stands apart from no."""
    noon = datetime.combine(round_.day, time(12), UTC)
    return t(
        "The round of {day}, by {lens}: {said}",
        day=Moment(noon, "day", "UTC"),
        lens=LENSES[round_.lens],
        said=counted(counts),
    )


def counted(counts: Counts) -> Text:
    """Counts, and nobody's name."""
    return t(
        "{groups}; {met} took place, {arranged} arranged, {let_go} did not come about, "
        "{silent} gave no answer.",
        groups=tn("One conversation", "{n} conversations", counts.groups),
        met=counts.met,
        arranged=counts.arranged,
        let_go=counts.let_go,
        silent=counts.silent,
    )


def posted(round_: Round, counts: Counts) -> Message:
    """To the channel: counts and thanks."""
    said = t("This round's conversations are over. {said} Thank you.", said=counted(counts))
    join = Row((Button(t("Join"), "members.join"),))
    return Message("rounds.results", Weight.POST, (Paragraph(said), join))


def results(round_: Round, counts: Counts, by_lens: tuple[tuple[Lens, Counts], ...]) -> Message:
    """To coordinators: what came of it, whether it was of use, and each lens so far."""
    helpful = t(
        "Of use: {yes} said so, {no} said not really.", yes=counts.helpful, no=counts.not_helpful
    )
    lenses = tuple(
        t(
            "{lens}: {met} of {groups} took place, of use to {yes} of {asked}",
            lens=LENSES[lens],
            met=each.met,
            groups=each.groups,
            yes=each.helpful,
            asked=each.helpful + each.not_helpful,
        )
        for lens, each in by_lens
    )
    blocks: list[Block] = [Paragraph(results_line(round_, counts)), Paragraph(helpful)]
    if lenses:
        blocks += [Paragraph(t("All rounds so far, by what they went by:")), Bullets(lenses)]
    note = Note(t("“No answer” is not “no”: nobody pressed anything."))
    return _answer("rounds.results_shown", *blocks, note, Row((SETTINGS,)))


def said(kind: str, text: Text, *buttons: Button) -> Message:
    """One sentence, and what to press."""
    row = (Row(buttons),) if buttons else ()
    return _answer(f"rounds.{kind}", Paragraph(text), *row)


def _answer(kind: str, *blocks: Block) -> Message:
    return Message(kind, Weight.ANSWER, blocks)
