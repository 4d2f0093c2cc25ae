"""The words of set-up: the forecast, the first post, the questions to hosts."""

from __future__ import annotations

from bot.communities.model import Founded
from bot.events import Community, Person, Place, Role
from bot.text import Hole, Text, own, t
from bot.ui import (
    Block,
    Bullets,
    Button,
    Form,
    Heading,
    Line,
    Message,
    Note,
    Paragraph,
    People,
    Quote,
    Row,
    Step,
    Style,
    Weight,
)

SEE_POST = Button(t("See the post"), "communities.see_post", style=Style.MAIN)
ASK_HOSTS = Button(t("Ask the hosts"), "communities.ask_hosts")
CHANGE = Button(t("Change"), "communities.change")
UNDO = Button(
    t("Undo this set-up"),
    "communities.undo",
    style=Style.DANGER,
    confirm=t("Forget this community and everything kept of it?"),
)


def answer(kind: str, *blocks: Block) -> Message:
    """An answer to what somebody just did."""
    return Message(f"communities.{kind}", Weight.ANSWER, blocks)


def said(kind: str, text: Text, *buttons: Button) -> Message:
    """A sentence, and what can be pressed."""
    return answer(kind, Paragraph(text), *((Row(buttons),) if buttons else ()))


def hello(founded: Founded, coordinator: Person) -> Message:
    """The first post, in the channel."""
    buttons = (
        Button(t("Join"), "members.join", style=Style.MAIN),
        Button(t("What do you keep?"), "guide.keep"),
        Button(t("Not for me"), "members.not_for_me"),
    )
    words = Paragraph(hello_words(founded, coordinator))
    return Message("communities.hello", Weight.POST, (words, Row(buttons)))


def hello_words(founded: Founded, coordinator: Person) -> Text:
    """What the first post says; its beginning and its promise are always ours."""
    if founded.words:
        return t(
            "Hello, I'm Hearth, a bot. {coordinator} asked me to help this group between meetings. "
            "{words} I do nothing about you until you press Join.",
            coordinator=coordinator,
            words=founded.words,
        )
    return t(
        "Hello, I'm Hearth, a bot. {coordinator} asked me to help this group between meetings: "
        "I introduce people who could use each other and, if you like, draw pairs for a "
        "conversation. I do nothing about you until you press Join.",
        coordinator=coordinator,
    )


def preview(founded: Founded, coordinator: Person) -> Message:
    """The first post as it would stand there, before anybody else sees it."""
    change = Button(t("Change the words"), "communities.words")
    post_it = Button(t("Post it"), "communities.post_it", style=Style.MAIN)
    place = founded.community.home
    if founded.posted:
        stands, buttons = t("This stands in {place} already:", place=place), Row((change,))
    else:
        stands, buttons = t("This would stand in {place}:", place=place), Row((post_it, change))
    return answer(
        "preview",
        Paragraph(stands),
        Quote(hello_words(founded, coordinator)),
        Note(t("Under it: Join · What do you keep? · Not for me")),
        buttons,
    )


def words_form(founded: Founded) -> Form:
    """The middle of the first post, in the coordinator's own words."""
    hint = t("Between “asked me to help” and “I do nothing about you until you press Join”")
    field = Line("words", t("What I do here"), founded.words, hint, limit=400, long=True)
    intro = t("Leave it empty for my own words.")
    return Form("communities.words", t("The first post"), (Step((field,), intro),))


def would_you_host(community: Community, coordinator: Person) -> Message:
    """The question to somebody a coordinator named as host."""
    asked = t(
        "{coordinator} named you as a host of {community}: somebody newcomers may meet first. "
        "I would ask you before every one, and you can stop whenever you like. Shall I?",
        coordinator=coordinator,
        community=community.name,
    )
    buttons = (
        Button(t("Happy to"), "communities.host_yes", style=Style.MAIN),
        Button(t("Not this time"), "communities.host_no"),
    )
    why = t(
        "You get this because {coordinator} named you. Your answer is told to coordinators only.",
        coordinator=coordinator,
    )
    return Message("communities.host", Weight.ASK, (Paragraph(asked), Row(buttons), Note(why)))


def host_thanked(*, ticked: bool) -> Message:
    """After their yes; who takes part already has nothing more to press."""
    if ticked:
        return answer("host_yes", Paragraph(t("Thank you. I'll ask you before each one.")))
    return answer(
        "host_yes",
        Paragraph(
            t("Thank you. Press Join and tick “You may ask me”, and I'll ask you before each one.")
        ),
        Row((Button(t("Join"), "members.join"),)),
    )


def role_told(community: Community, role: Role, by: Person, *, given: bool) -> Message:
    """What somebody became, or no longer is."""
    holes: dict[str, Hole | str] = {"by": by, "community": community.name}
    texts = {
        (Role.COORDINATOR, True): t(
            "{by} made you a coordinator of {community}. What needs you, I tell you once a day at "
            "most; /hearth desk today shows it now.",
            **holes,
        ),
        (Role.COORDINATOR, False): t(
            "{by} took the coordinator's work for {community} off you. Thank you for it.", **holes
        ),
        (Role.HOST, True): t("{by} made you a host of {community}.", **holes),
        (Role.HOST, False): t(
            "{by} took you off the hosts of {community}. Thank you for greeting people.", **holes
        ),
    }
    told = (Paragraph(texts[role, given]),)
    return Message("communities.role", Weight.DUTY, told)


def norms_post(community: Community) -> Message:
    """A new version of the norms: one post in the channel."""
    version = str(community.norms_version)
    return Message(
        "communities.norms",
        Weight.POST,
        (
            Paragraph(t("How we treat each other, from today:")),
            Bullets(tuple(own(norm) for norm in community.norms)),
            Row((Button(t("Sounds good"), "members.sounds_good", version),)),
        ),
    )


def missing(sentences: tuple[Text, ...], code: str) -> Message:
    """What the platform would not let us do here; said before anything is filled in."""
    return answer(
        "missing",
        Paragraph(t("Not here yet. Before I can work in this channel, somebody must change this:")),
        Bullets(sentences),
        Row((Button(t("Look again"), "communities.setup", code),)),
    )


def undone() -> Message:
    """A set-up taken back."""
    return said("undone", t("Undone. Nothing was sent, and I keep nothing of it."))


def too_late(community: Community, sent: tuple[Text, ...]) -> Message:
    """Why a set-up cannot be taken back any more, and what can be done instead."""
    return answer(
        "too_late",
        Paragraph(t("I cannot take that back any more, because this went out already:")),
        Bullets(sent),
        Paragraph(t("I can stop everything I would send, and you can change how I work.")),
        Row((Button(t("Hold everything"), "communities.hold"), CHANGE)),
    )


def lost(community: Community, why: Text) -> Message:
    """Our home is gone: told to each coordinator once."""
    return Message(
        "communities.lost",
        Weight.DUTY,
        (
            Heading(t("I can no longer write in our place")),
            Paragraph(why),
            Paragraph(
                t(
                    "I hold everything I would send for {community} and keep all that is there. "
                    "Choose another place, or let me back in and press the second button.",
                    community=community.name,
                )
            ),
            Row(
                (
                    Button(t("Choose another place"), "communities.change"),
                    Button(t("It works again"), "communities.works_again"),
                )
            ),
        ),
    )


def hello_lost(community: Community, place: Place) -> Message:
    """The place of welcome is gone; home takes over."""
    told = t(
        "I can no longer write in {place}, where I greeted newcomers. I greet them in {home} now.",
        place=place,
        home=community.home,
    )
    return Message("communities.hello_lost", Weight.DUTY, (Paragraph(told), Row((CHANGE,))))


def name_form() -> Form:
    """Naming one more coordinator."""
    field = People("person", t("Who?"), required=True)
    return Form("communities.named", t("One more coordinator"), (Step((field,)),))
