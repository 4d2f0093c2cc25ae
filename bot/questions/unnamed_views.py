"""The words of asking without a name: the form, the ticket, and what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.events import Person, Place
from bot.questions import list_views
from bot.questions.model import LIVE, LONGEST, Answer, Question, State, Verdict
from bot.questions.views import PREVIEW, kept_before, said
from bot.shelf import Found
from bot.text import Hole, Text, own, t, tn
from bot.ui import (
    Block,
    Button,
    Choice,
    Form,
    Line,
    Message,
    Note,
    Option,
    Paragraph,
    Quote,
    Row,
    Step,
    Style,
    Weight,
)
from bot.wording import shortened

NAMED, UNNAMED = "named", "unnamed"
SHOWN = 4  # answers shown with a ticket, the newest


def have_ticket() -> Button:
    """The way back for whoever asked without a name."""
    return Button(t("I have a ticket"), "questions.ticket")


def form(asked: Form) -> Form:
    """The form for asking, and under which name; nothing of it is kept before it is sent."""
    options = (
        Option(NAMED, t("With my name"), t("I write to you when somebody answers")),
        Option(UNNAMED, t("Without my name"), t("You get a ticket; I keep no trace of who asked")),
    )
    naming = Choice("naming", t("Who asks"), options, (NAMED,), required=True)
    step = asked.steps[0]
    step = replace(step, fields=(*step.fields, naming))
    return replace(asked, name="questions.asks", steps=(step,), kept=False)


def who_could_know(platform: str) -> Note:
    """Said plainly, wherever a name is left out."""
    return Note(
        t(
            "Who could still know: whoever runs me, had they watched at this moment; {platform}, "
            "which carried it. How you write may tell, too.",
            platform=platform,
        )
    )


def received(ticket: str, home: Place, platform: str) -> Message:
    """It is taken; this is the only time the ticket is said."""
    first = t(
        "Received. I post it in {home} within a quarter of an hour, without your name. "
        "I keep nothing that says it was you, so I cannot write to you.",
        home=home,
    )
    how = t(
        "Your ticket, which I can't give you again. /hearth ask, followed by it, shows the answers:"
    )
    return said("received", first, Paragraph(how), Quote(own(ticket)), who_could_know(platform))


def too_few(id_: str, coordinator: Person | None) -> Message:
    """Among so few, anybody could guess."""
    ways = [Button(t("With my name"), "questions.with_name", id_)]
    if coordinator:
        label = t("Ask {coordinator} privately to ask it for me", coordinator=coordinator)
        ways.insert(0, Button(label, "questions.for_me", id_, Style.MAIN))
    row = Row((*ways, _cancel(id_)))
    return said("too_few", t("There are too few of us for that to be safe."), row)


def _cancel(id_: str) -> Button:
    return Button(t("Cancel"), "questions.never_mind", id_)


def enough_today(id_: str, need: str) -> Message:
    """A limit that knows nobody."""
    words = t("That is as many questions without a name as I take from one person in a day.")
    row = Row((Button(t("With my name"), "questions.with_name", id_), _cancel(id_)))
    return said("enough_today", words, Quote(own(shortened(need, PREVIEW))), row)


def already(id_: str, found: Sequence[Found]) -> Message:
    """What was answered before; nothing is kept while they look."""
    words = tn(
        "This was answered before; perhaps it helps:",
        "These were answered before; perhaps one helps:",
        len(found),
    )
    blocks: list[Block] = []
    for one in found:
        helps = Button(t("This helps"), "questions.old_helps", f"{id_}.{one.id}", Style.MAIN)
        blocks += [*kept_before(one), Row((helps,))]
    anyway = Button(t("Ask anyway"), "questions.without_name", id_)
    return said("already", words, *blocks, Row((anyway, _cancel(id_))))


def gone() -> Message:
    """Its hour is over, or the process ended meanwhile."""
    words = t("I don't have that any more, and kept nothing of it. Please ask again.")
    return said("not_held", words)


def nothing_kept() -> Message:
    """They thought again."""
    return said("nothing_kept", t("All right. I keep nothing of it."))


def asked_for_you(coordinator: Person) -> Message:
    """The coordinator knows who asks; the community will not."""
    words = t(
        "I ask {coordinator}, who reads your name and your words, and asks it as their own.",
        coordinator=coordinator,
    )
    return said("for_you", words)


def please_ask(question: Question, for_: Person) -> Message:
    """A coordinator is asked to lend their name."""
    row = Row(
        (
            Button(t("Yes, open the form"), "questions.from_message", question.id, Style.MAIN),
            Button(t("Rather not"), "questions.rather_not", question.id),
        )
    )
    first = t(
        "{person} would like you to ask this for them, without their name. Only you know:",
        person=for_,
    )
    blocks = (Paragraph(first), Quote(own(question.need)), row)
    return Message("questions.please_ask", Weight.DUTY, blocks)


def ticket_form(ticket: str = "") -> Form:
    """Where a ticket is typed in."""
    line = Line("ticket", t("Your ticket"), ticket, limit=60, required=True)
    return Form("questions.ticket", t("Your question"), (Step((line,)),), kept=False)


def thread(question: Question, answers: Sequence[Answer], ticket: str) -> Message:
    """How far it is, every answer, and what may be said about it."""
    state = Note(_state(question, answers))
    blocks: list[Block] = [Quote(own(shortened(question.need, PREVIEW))), state]
    for one in answers[-SHOWN:]:
        words = own(one.words) if one.words else t("Answered in the thread.")
        blocks += [Quote(words, one.person), *_about(one, ticket)]
    if question.state is not State.DRAFT and not answers:
        blocks.append(Paragraph(t("Nobody has answered yet.")))
    return Message("questions.thread", Weight.ANSWER, (*blocks, *_ways(question, ticket)))


def _state(question: Question, answers: Sequence[Answer]) -> Text:
    if question.state is State.DRAFT:
        return t("It will stand in the channel within a quarter of an hour.")
    return list_views.state(list_views.Listed(question, tuple(answers)))


def _about(one: Answer, ticket: str) -> tuple[Block, ...]:
    subject = f"{ticket}.{one.id}"
    if one.verdict is Verdict.ACCEPTED:
        return (Note(t("You said that this helped.")),)
    if one.verdict is Verdict.FAILED:
        return (Note(t("You said that this did not help.")),)
    helped = Button(t("That solved it"), "questions.ticket_accept", subject, Style.MAIN)
    return (Row((helped, Button(t("It did not work"), "questions.ticket_fail", subject))),)


def _ways(question: Question, ticket: str) -> tuple[Block, ...]:
    buttons = []
    if question.state is not State.DRAFT:
        buttons.append(Button(t("Write back"), "questions.ticket_write", ticket))
    if question.state in LIVE:
        buttons.append(Button(t("No longer needed"), "questions.ticket_close", ticket))
    if question.state is State.CLOSED:
        buttons.append(Button(t("Open it again"), "questions.ticket_reopen", ticket))
    if question.state in {State.DRAFT, *LIVE}:
        buttons.append(Button(t("Take it back"), "questions.ticket_back", ticket))
    return (Row(tuple(buttons)),) if buttons else ()


def write_form(ticket: str) -> Form:
    """What they would like to say under their question."""
    line = Line("words", t("What you want to say"), limit=LONGEST, required=True, long=True)
    title = t("Under your question")
    return Form("questions.ticket_write", title, (Step((line,)),), ticket, kept=False)


def noted() -> Message:
    """When it shows must not tell who was here just now."""
    words = t("Noted. It shows within a quarter of an hour, so that the time tells nobody who.")
    return said("noted_quietly", words)


def wrote(words: str, answered: tuple[Person, ...]) -> Message:
    """As it stands in the thread; whoever answered is told, as nobody else may be meant."""
    names: tuple[Hole, ...] = answered
    first = t("Whoever asked writes:")
    if names:
        first = t("Whoever asked writes to {people}:", people=names)
    blocks = (Paragraph(first), Quote(own(words)))
    return Message("questions.wrote", Weight.POST, blocks, pings=answered)
