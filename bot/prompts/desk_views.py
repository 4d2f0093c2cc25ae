"""The words of `desk prompt`: what comes next, and every way of changing it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.prompts.model import Kind, Prompt, spoken
from bot.prompts.views import (
    SHOWN,
    kind_field,
    purpose_fields,
    shown,
    words_field,
)
from bot.text import Moment, Text, own, t, tn
from bot.ui import (
    MAX_LABEL,
    Block,
    Button,
    Choice,
    Field,
    File,
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
from bot.wording import shortened

OFFERED = 10  # others to take instead
PASTED = 3000  # characters: the smallest any platform takes in one field
FILE = "prompts.toml"
KEEP, AWAY = "keep", "away"
REST = (
    Option(KEEP, t("Keep them, too")),
    Option(AWAY, t("Put them away"), t("Members' ideas stay")),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page shows; `date` is how the next one travels with the rhythm's own buttons."""

    prompt: Prompt | None
    others: tuple[Prompt, ...]
    left: int
    ideas: int
    harvest: str
    language: str
    date: str


def page(desk: Desk) -> Message:
    """The next prompt as it will stand there, and what may be done."""
    blocks = [*_next(desk), _behind(desk), Row(_ways(desk)), Row(_files())]
    return Message("prompts.desk", Weight.ANSWER, tuple(blocks))


def _next(desk: Desk) -> list[Block]:
    prompt = desk.prompt
    if prompt is None or prompt.planned is None:
        if desk.date:
            return [Paragraph(t("I have no prompt that may go out. Add one, or bring a file."))]
        return [Paragraph(t("No date is planned yet. Plan some: /hearth desk rhythm"))]
    when = t("Next: {day}", day=Moment(prompt.planned))
    buttons = (
        Button(t("Swap"), "prompts.swap", prompt.id),
        Button(t("Change"), "prompts.edit", prompt.id),
        Button(t("Move"), "rhythm.move", desk.date),
        Button(t("Skip this date"), "rhythm.skip", desk.date),
        Button(
            t("Never ask this"),
            "prompts.retire",
            prompt.id,
            Style.DANGER,
            t("It leaves the backlog for good. Another takes its place."),
        ),
    )
    return [Heading(when), *shown(prompt, desk.language), Row(buttons), *_instead(desk)]


def _instead(desk: Desk) -> list[Block]:
    options = tuple(
        Option(one.id, own(shortened(spoken(one.text, desk.language), MAX_LABEL)))
        for one in desk.others[:OFFERED]
    )
    return [Menu(t("Take another instead"), "prompts.instead", options)] if options else []


def _behind(desk: Desk) -> Block:
    waiting = desk.left - (desk.prompt is not None)
    return Note(
        tn("One more prompt waits behind it.", "{n} more prompts wait behind it.", waiting)
        if desk.prompt
        else tn("One prompt is in the backlog.", "{n} prompts are in the backlog.", desk.left)
    )


def _ways(desk: Desk) -> tuple[Button, ...]:
    buttons = [Button(t("Add one"), "prompts.add")]
    if desk.ideas:
        label = tn("Look at one idea", "Look at {n} ideas", desk.ideas)
        buttons.insert(0, Button(label, "prompts.ideas", style=Style.MAIN))
    if desk.harvest:
        buttons.append(Button(t("Look at the answers"), "prompts.harvest", desk.harvest))
    return tuple(buttons)


def _files() -> tuple[Button, ...]:
    return (
        Button(t("Export all prompts"), "prompts.export"),
        Button(t("Import prompts"), "prompts.import"),
    )


def add_form() -> Form:
    """One more prompt."""
    return Form("prompts.add", t("One more prompt"), (Step(_fields()),))


def _fields() -> tuple[Field, ...]:
    return (words_field(), *purpose_fields(required=True), kind_field(Kind.QUESTION))


def edit_form(prompt: Prompt, language: str) -> Form:
    """Change Hearth's own words, the purpose and the kind; a member's words stay theirs."""
    words = spoken(prompt.text, language)
    purpose = purpose_fields(spoken(prompt.purpose, language), required=True)[:1]
    fields: tuple[Field, ...] = (*purpose, kind_field(prompt.kind))
    told: Text | None = None
    if prompt.author:
        told = t(
            "“{words}” These are {author}'s own words, and stay as they are.",
            words=shortened(words, SHOWN),
            author=prompt.author,
        )
    else:
        fields = (words_field(words), *fields)
    return Form("prompts.edit", t("Change the prompt"), (Step(fields, told),), prompt.id)


def exported(content: bytes) -> Message:
    """The backlog as a file."""
    said = t(
        "All prompts that may still be asked, without anybody's name. Edit the file as you like; "
        "bring entries back under desk prompt, or the whole file with the command line."
    )
    file = File(FILE, content, t("The prompts as a plain file"))
    return Message("prompts.exported", Weight.ANSWER, (Paragraph(said),), (file,))


def import_form() -> Form:
    """Entries of a file, pasted."""
    hint = t("A few entries at a time; each begins with [[prompt]]")
    line = Line("words", t("Entries of the file"), "", hint, PASTED, required=True, long=True)
    rest = Choice("rest", t("And the other prompts?"), REST, (KEEP,), required=True)
    told = t("An entry of a name I know replaces it; what is new is added.")
    return Form("prompts.import", t("Import prompts"), (Step((line, rest), told),))


def imported(new: int, changed: int) -> Message:
    """What came of it."""
    said = t(
        "{new} {changed}",
        new=tn("One prompt is new.", "{n} prompts are new.", new),
        changed=tn("One was changed.", "{n} were changed.", changed),
    )
    row = Row((Button(t("What comes next"), "prompts.desk"),))
    return Message("prompts.imported", Weight.ANSWER, (Paragraph(said), row))
