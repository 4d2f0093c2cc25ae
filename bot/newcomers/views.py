"""The words a newcomer reads, and what is said to those who may answer them."""

from __future__ import annotations

from bot.events import Community, Person, Place
from bot.text import Text, own, t, tn
from bot.ui import (
    Block,
    Bullets,
    Button,
    Form,
    Line,
    Message,
    Note,
    Paragraph,
    Quote,
    Row,
    Step,
    Style,
    Weight,
)


def welcome() -> Message:
    """One line for everybody who has just joined; no mention, nothing about anybody."""
    said = t(
        "Welcome. I'm Hearth, a bot. When you feel like it: press Start. "
        "It takes a minute; nothing is posted about you."
    )
    row = Row((Button(t("Start"), "newcomers.start", style=Style.MAIN),))
    return Message("newcomers.welcome", Weight.POST, (Paragraph(said), row))


def welcome_one(person: Person, coordinator: Person) -> Message:
    """A welcome that a coordinator asked for."""
    said = t(
        "{person}, {coordinator} asked me to welcome you. I'm Hearth, a bot. "
        "When you feel like it: press Start. It takes a minute.",
        person=person,
        coordinator=coordinator,
    )
    row = Row((Button(t("Start"), "newcomers.start", style=Style.MAIN),))
    return Message("newcomers.welcome_one", Weight.POST, (Paragraph(said), row), pings=(person,))


def begun(person: Person, place: Place) -> Message:
    """The coordinator's answer."""
    said = t("I've said welcome to {person} in {place}.", person=person, place=place)
    return _answer("newcomers.begun", said)


def purpose(community: Community) -> Message:
    """What the group is for and how people treat each other: three lines and Sounds good."""
    blocks: list[Block] = [
        Paragraph(t("What this group is for: {purpose}", purpose=community.purpose)),
    ]
    if community.norms:
        blocks.append(Paragraph(t("How we treat each other:")))
        blocks.append(Bullets(tuple(own(norm) for norm in community.norms[:3])))
    version = str(community.norms_version)
    good = Button(t("Sounds good"), "members.sounds_good", version, Style.MAIN)
    look = Button(t("Just looking round"), "newcomers.looking")
    return Message("newcomers.purpose", Weight.ANSWER, (*blocks, Row((good, look))))


def just_looking() -> Message:
    """The end of the series, kindly."""
    said = t("Lovely. Most people read first. I won't write unless you ask.")
    return _answer("newcomers.just_looking", said)


def raid(joined: int, waiting: int, *, over: bool = False) -> Message:
    """Ask the coordinators what to do; `over` once greeting has begun again by itself."""
    said = tn(
        "One person joined in ten minutes. I've stopped greeting.",
        "{n} people joined in ten minutes. I've stopped greeting.",
        joined,
    )
    blocks: list[Block] = [Paragraph(said)]
    if over:
        again = t("A day has passed since the last of them: I greet again whoever comes from now.")
        blocks.append(Paragraph(again))
    return Message("newcomers.raid", Weight.DUTY, (*blocks, Row(raid_buttons(waiting))))


def raid_buttons(waiting: int) -> tuple[Button, ...]:
    """Greet those who are still here, or go on holding."""
    greet = tn("Greet the one who passed the rules", "Greet the {n} who passed the rules", waiting)
    return (
        Button(greet, "newcomers.greet_held"),
        Button(t("Keep holding"), "newcomers.keep_holding"),
    )


def greeted(count: int) -> Message:
    """The coordinator let them be greeted."""
    said = tn(
        "Done: one line for the one who waited. I greet again.",
        "Done: one line for the {n} who waited. I greet again.",
        count,
    )
    return _answer("newcomers.greeted", said)


def decided(by: Person) -> Message:
    """What the question becomes for the other coordinators."""
    said = t("{coordinator} has decided about it, nothing for you to do.", coordinator=by)
    return _answer("newcomers.decided", said)


def still_holding() -> Message:
    """The coordinator would rather wait."""
    said = t("I greet nobody for now. A day after the last of them, I start again by myself.")
    return _answer("newcomers.still_holding", said)


def hello_offer(place: Place) -> Message:
    """Offer, once and after the consent, to say hello to everybody."""
    said = t(
        "If you like, say hello to everybody: one line in {place}. "
        "You see it before it goes, and it is fine not to.",
        place=place,
    )
    row = Row(
        (
            Button(t("Write a line"), "newcomers.hello"),
            Button(t("No, thank you"), "newcomers.no_hello"),
        )
    )
    return Message("newcomers.hello_offer", Weight.ANSWER, (Paragraph(said), row))


def hello_form(words: str = "") -> Form:
    """The line itself; what one has read or done, and what one needs, gets the most answers."""
    line = Line(
        "words",
        t("Your line"),
        value=words,
        hint=t("What you have been reading or doing, and what you would like."),
        limit=300,
        required=True,
        long=True,
    )
    return Form("newcomers.hello", t("Say hello"), (Step((line,)),))


def hello_preview(person: Person, words: str, place: Place) -> Message:
    """Exactly what would stand there."""
    said = t("This would stand in {place}, with your name:", place=place)
    row = Row(
        (
            Button(t("Post it"), "newcomers.post_hello", style=Style.MAIN),
            Button(t("Change it"), "newcomers.hello"),
            Button(t("Rather not"), "newcomers.no_hello"),
        )
    )
    blocks = (Paragraph(said), *_hello(person, words), row)
    return Message("newcomers.hello_preview", Weight.ANSWER, blocks)


def hello_post(person: Person, words: str) -> Message:
    """A newcomer's own words in the place of welcome, with a door for answers."""
    row = Row((Button(t("Say hi"), "newcomers.say_hi", person.id, Style.MAIN),))
    cue = Note(t("Their first post here. A line from one of you goes a long way."))
    return Message("newcomers.hello_post", Weight.POST, (*_hello(person, words), row, cue))


def _hello(person: Person, words: str) -> tuple[Block, ...]:
    said = t("{newcomer} is new here and says hello:", newcomer=person)
    return Paragraph(said), Quote(own(words))


def hello_goes() -> Message:
    """It is on its way."""
    return _answer("newcomers.hello_goes", t("It's on its way. Thank you for saying hello."))


def no_hello() -> Message:
    """They would rather not."""
    return _answer("newcomers.no_hello", t("All right, nothing is posted."))


def hi_form(person: Person) -> Form:
    """A line for a newcomer."""
    line = Line("words", t("Your line"), limit=300, required=True, long=True)
    told = t(
        "I'll put it under {newcomer}'s hello, as your words, with your name.", newcomer=person
    )
    return Form("newcomers.say_hi", t("Say hi"), (Step((line,), told),), person.id)


def hi(member: Person, newcomer: Person, words: str) -> Message:
    """Somebody's own words under a newcomer's hello."""
    said = t("{member} to {newcomer}:", member=member, newcomer=newcomer)
    return Message(
        "newcomers.hi", Weight.POST, (Paragraph(said), Quote(own(words))), pings=(newcomer,)
    )


def hi_goes() -> Message:
    """The same whatever is in the way."""
    return _answer("newcomers.hi_goes", t("Thank you. I'll put it there, if I can."))


def nobody_answered(newcomer: Person, place: Place) -> Message:
    """Ask a host to answer a newcomer's hello."""
    said = t(
        "{newcomer} said hello in {place}, and nobody has answered yet. Would you say hi?",
        newcomer=newcomer,
        place=place,
    )
    row = Row(
        (
            Button(t("Say hi"), "newcomers.say_hi", newcomer.id, Style.MAIN),
            Button(t("Not this time"), "newcomers.not_this_time", newcomer.id),
        )
    )
    note = Note(t("Not this time stays private."))
    return Message("newcomers.nobody_answered", Weight.ASK, (Paragraph(said), row, note))


def write_to(newcomer: Person) -> Message:
    """Ask a host to greet somebody who has not said hello in public."""
    said = t("{newcomer} joined lately. Would you write them a line?", newcomer=newcomer)
    row = Row(
        (
            Button(t("I've said hello"), "newcomers.said_hello", newcomer.id, Style.MAIN),
            Button(t("Not this time"), "newcomers.not_this_time", newcomer.id),
        )
    )
    return Message("newcomers.write_to", Weight.ASK, (Paragraph(said), row))


def unanswered_hello(newcomer: Person, place: Place, host: str) -> Message:
    """Tell a coordinator that twenty hours have passed."""
    said = t(
        "{newcomer} said hello in {place}, and nobody has answered for twenty hours.",
        newcomer=newcomer,
        place=place,
    )
    buttons = [Button(t("Say hi"), "newcomers.say_hi", newcomer.id, Style.MAIN)]
    if host:
        buttons.append(Button(t("Ask {host}", host=host), "newcomers.ask_host", newcomer.id))
    row = Row(tuple(buttons))
    return Message("newcomers.unanswered_hello", Weight.DESK, (Paragraph(said), row))


def answered(by: Person) -> Message:
    """What an ask becomes when somebody was quicker."""
    return _answer(
        "newcomers.answered",
        t("Answered by {member}, nothing for you to do. Thank you.", member=by),
    )


def stays_private() -> Message:
    """A host's no."""
    return _answer("newcomers.stays_private", t("All right. It stays between you and me."))


def thanks() -> Message:
    """Somebody wrote to a newcomer by themselves."""
    return _answer("newcomers.thanks", t("Thank you, that is the best welcome there is."))


def host_asked(name: str) -> Message:
    """The coordinator had a host asked."""
    return _answer("newcomers.host_asked", t("I'm asking {host}.", host=name))


def no_host() -> Text:
    """No host may be asked just now."""
    return t("None of the hosts can be asked just now. A line from you would help most.")


def yours_to_greet(newcomer: Person) -> Message:
    """The coordinator takes it."""
    return _answer(
        "newcomers.yours_to_greet",
        t(
            "Thank you. Write to {newcomer} in your own words, whenever it suits you.",
            newcomer=newcomer,
        ),
    )


def _answer(kind: str, said: Text) -> Message:
    return Message(kind, Weight.ANSWER, (Paragraph(said),))
