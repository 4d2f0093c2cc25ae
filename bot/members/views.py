"""The words of joining and of the consent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.events import Person
from bot.members.model import Member, Shown
from bot.text import Moment, Text, own, t, tn
from bot.ui import Block, Bullets, Button, Message, Note, Paragraph, Row, Style, Weight

JOIN = Button(t("Join"), "members.join", style=Style.MAIN)
CHANGE_CHOICES = Button(t("Change what I may do"), "members.join")
KEEP_WHAT = Button(t("What do you keep?"), "guide.keep")
MY_ROUNDS = Button(t("My rounds"), "rounds.mine")
SKILLS = Button(t("Change my skills"), "members.skills")
PROFILE = Button(t("Change my profile"), "members.profile")


def answer(kind: str, *blocks: Block) -> Message:
    """An answer to what somebody just did."""
    return Message(f"members.{kind}", Weight.ANSWER, blocks)


def said(kind: str, text: Text, *buttons: Button) -> Message:
    """A sentence, and what can be pressed."""
    return answer(kind, Paragraph(text), *((Row(buttons),) if buttons else ()))


def lines(shown: Shown) -> tuple[Text, ...]:
    """The exact words, a line for each thing that was told."""
    return tuple(_lines(shown))


def _lines(shown: Shown) -> Iterable[Text]:
    if shown.learn:
        yield t("Wants to learn: {skills}", skills=_all(shown.learn))
    if shown.help:
        yield t("Can help with: {skills}", skills=_all(shown.help))
    if shown.role:
        yield t("Role: {role}", role=shown.role)
    if shown.organisation:
        yield t("Works in: {organisation}", organisation=shown.organisation)
    if shown.hardest:
        yield t(
            "Only to those who said yes, the hardest thing now: {hardest}", hardest=shown.hardest
        )


def _all(words: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(own(one) for one in words)


def shall_i(shown: Shown, readers: tuple[Person, ...], *, again: bool = False) -> Message:
    """The consent: these words, to how many, and who else sees them (`readers`)."""
    blocks: list[Block] = []
    if again:
        changed = t("Your words have changed since I asked you. These are the new ones.")
        blocks.append(Paragraph(changed))
    question = t(
        "Shall I introduce you? I'd show these words, to one or two people at a time, five at most:"
    )
    blocks += [Paragraph(question), Bullets(lines(shown))]
    if readers:
        seen = t(
            "Whoever approves my messages here sees these words, too: {readers}.", readers=readers
        )
        blocks.append(Note(seen))
    buttons = Row(
        (
            Button(t("Yes, introduce me"), "members.yes", shown.mark, Style.MAIN),
            Button(t("Show me the name first"), "members.name_first", shown.mark),
            Button(t("Not now"), "members.not_now", shown.mark),
        )
    )
    first = t(
        "Show me the name first: you see a name only after that person said yes, and decide "
        "before they see yours. Your no is silent, too."
    )
    return answer("shall_i", *blocks, buttons, Note(first))


def asking_now(by: datetime, coordinator: Person | None) -> Message:
    """The yes is taken, and when they hear of it."""
    day = Moment(by, "weekday")
    if coordinator is None:
        text = t(
            "I'm asking somebody now, and I'll tell you by {weekday}, also if I have nobody.",
            weekday=day,
        )
    else:
        text = t(
            "I'm asking somebody now, and I'll tell you by {weekday}. "
            "If I have nobody by then, {coordinator} will write to you.",
            weekday=day,
            coordinator=coordinator,
        )
    return said("asking_now", text)


def yes_already() -> Message:
    """Pressed twice, or late."""
    return said("yes_already", t("I have your yes already. What I'm doing about it: /hearth why"))


def not_now() -> Message:
    """No introduction, and nothing else either."""
    text = t("All right. I won't introduce you, and I won't write unless you ask.")
    return said("not_now", text, Button(t("Introduce me after all"), "members.introduce"))


def not_for_me() -> Message:
    """They want nothing of this."""
    text = t("All right: I do nothing about you, and I won't write. You can always join later.")
    return said("not_for_me", text, KEEP_WHAT)


def thanks_for_norms() -> Message:
    """A member pressed Sounds good under a new version."""
    return said("thanks_for_norms", t("Thank you, that's noted."))


def joined(member: Member) -> Message:
    """What the Join form led to."""
    did = [t("Thank you, you take part.")]
    if member.introduce_me:
        did.append(t("Now and then I ask you to meet a newcomer, and you are free to say no."))
    if member.in_rounds:
        did.append(t("I draw you in rounds: the day before each I tell you, and you may skip it."))
    if member.introduce_me or member.ask_me:
        did.append(often(member.allowance))
    else:
        did.append(t("You ticked nothing I could ask you for, so I won't ask you anything."))
    did.append(t("When you need something: /hearth ask brings it to people who can help."))
    buttons = [SKILLS, PROFILE, CHANGE_CHOICES]
    buttons += [MY_ROUNDS] if member.in_rounds else []
    return answer("joined", Bullets(tuple(did)), Row(tuple(buttons)))


def often(allowance: int) -> Text:
    """How often somebody may be asked, said plainly."""
    return {
        0: t("I ask you nothing for now."),
        1: t("I ask you at most once a week, everything together."),
        2: t("I ask you at most twice a week, everything together."),
        5: t("I ask you at most five times a week, everything together."),
    }[allowance]


def fewer(allowance: int) -> Message:
    """One step down, because they said so."""
    return said("fewer", often(allowance))


def back() -> Message:
    """The break is over."""
    return said("back", t("Welcome back. All is as it was before the break."), CHANGE_CHOICES)


def words_kept() -> Message:
    """Skills or a profile were changed, and nothing has to be asked about it."""
    return said("words_kept", t("Saved. Change it whenever you like."), SKILLS, PROFILE)


def worded(count: int) -> Message:
    """A coordinator looked at skills that look alike."""
    text = tn(
        "Thank you. One skill is worded anew; nobody's own words are changed.",
        "Thank you. {n} skills are worded anew; nobody's own words are changed.",
        count,
    )
    kept = t("Thank you. They stay as they are, and I won't ask about them again.")
    return said("worded", text if count else kept)
