"""Set-up: who may, the form, and what saving it does; nothing is sent by it."""

from __future__ import annotations

from bot.communities import form, views
from bot.communities.answers import Answers, language, read
from bot.communities.changing import changed, forecast_now
from bot.communities.model import NORMS, Founded, Job, identity, is_here, unthreaded
from bot.communities.roles import appoint, no_bots, tends
from bot.errors import Invalid, Refusal
from bot.events import Commanded, Community, Event, Place, Power, Pressed, Role, Submitted
from bot.handlers import COORDINATOR, Handlers, words
from bot.text import PLAIN, Envelope, Text, draw, language_of, t
from bot.ui import Fill, Form, Reply, Say

on = Handlers("communities")
UNKNOWN = "UTC"  # where the platform does not tell somebody's zone; the form asks


@on.command(
    "setup",
    help=t("Start a community here, or change how it works"),
    homeless=True,
    code=words(40, required=False, hint=t("The code that the command line printed")),
)
def setup(asked: Commanded, work: Job) -> Reply:
    """Open the form: for a new community here, or for the one that is here already."""
    return _open(asked, work, str(asked.values.get("code") or ""))


@on.button("communities.setup", homeless=True)
def setup_again(pressed: Pressed, work: Job) -> Reply:
    """Look again whether the platform lets us work here."""
    return _open(pressed, work, pressed.subject)


@on.button("communities.change", who=COORDINATOR)
def change(pressed: Pressed, work: Job) -> Reply:
    """The form of the community that is here."""
    return Fill(_change_form(work))


def _open(event: Event, work: Job, code: str) -> Reply:
    community = work.room.community
    if community and (event.place is None or is_here(community, event.place)):
        return _settings(event, work, community)
    may_begin = Power.MANAGE in event.actor.powers or bool(code)
    if community and not may_begin and tends(event.actor, work):
        return Fill(_change_form(work))
    return _begin(event, work, code)


def _settings(event: Event, work: Job, community: Community) -> Reply:
    if tends(event.actor, work):
        return Fill(_change_form(work))
    coordinators = work.store.with_role(Role.COORDINATOR)
    if not coordinators:
        raise Refusal(
            t(
                "{community} is here already, and its coordinators left. Whoever runs me can "
                "name a new one on the command line: hearth owner",
                community=community.name,
            )
        )
    raise Refusal(
        t(
            "{community} is here already. How it works is changed by its coordinators: {people}.",
            community=community.name,
            people=coordinators,
        )
    )


def _begin(event: Event, work: Job, code: str) -> Reply:
    if event.place is None:
        raise Refusal(t("Please say that in the channel that is to be your community's place."))
    if Power.MANAGE not in event.actor.powers:
        if not code:
            raise Refusal(_needed(work))
        if not work.store.is_valid(code, work.now):
            # Said, not raised: the try must count although nothing else happens.
            work.store.missed(work.now)
            return Say(views.said("wrong_code", _wrong_code()))
    if work.missing:
        return Say(views.missing(work.missing, code))
    actor = event.actor
    begun = form.Begun(
        home=unthreaded(event.place),
        by=actor.person,
        zone=actor.zone or UNKNOWN,
        language=language_of(actor.locale or "en"),
        code=code,
    )
    return Fill(form.begin_here(begun))


def _needed(work: Job) -> Text:
    return t(
        "To start a community, an administrator of {title} can say this here; or you can, with "
        "the code that hearth setup prints on the command line: /hearth setup EMBER-4821",
        title=work.title,
    )


def _wrong_code() -> Text:
    return t(
        "That code is not open: it works once, for an hour, and closes after too many wrong tries. "
        "Run hearth setup on the command line for a new one."
    )


def _change_form(work: Job) -> Form:
    store = work.store
    return form.change(
        work.community, store.with_role(Role.COORDINATOR), store.with_role(Role.HOST)
    )


@on.form("communities.setup", homeless=True)
def save(sent: Submitted, work: Job) -> Reply:
    """Save what the form says: a new community, or changes to the one it was opened for."""
    if sent.subject == form.CHANGE:
        return changed(sent, work)
    home_id, _, code = sent.subject.partition("\n")
    home = Place(sent.space, home_id)
    answers = read(sent.values, home, sent.actor.person)
    _check(sent, work, answers, home)
    # Spent last, so that a form with a mistake in it leaves the code open.
    if Power.MANAGE not in sent.actor.powers and not work.store.spend(code, work.now):
        raise Refusal(_wrong_code())
    return _found(sent, work, answers, home)


def _check(sent: Submitted, work: Job, answers: Answers, home: Place) -> None:
    """Name what is missing before anything is saved."""
    if work.missing:
        raise Invalid(_together(work.missing), {"hello": _together(work.missing)})
    if any(c.home.id == home.id for c in work.store.here()):
        raise Refusal(t("Somebody has just set up a community here. Nothing was changed."))
    no_bots(work, answers)


def _together(sentences: tuple[Text, ...]) -> Text:
    said = sentences[0]
    for more in sentences[1:]:
        said = t("{one} {more}", one=said, more=more)
    return said


def _found(sent: Submitted, work: Job, answers: Answers, home: Place) -> Reply:
    actor = sent.actor
    known = work.store.gone_from(home)
    spoken = language(answers.languages, language_of(actor.locale or "en"))
    community = Community(
        id=known.id if known else identity(work.random),
        space=sent.space,
        home=home,
        hello=answers.hello,
        name=answers.name,
        purpose=answers.purpose,
        language=spoken,
        zone=answers.zone,
        begin=answers.begin,
        held=False,
        since=work.now,
        languages=answers.languages,
        norms=tuple(draw(norm, Envelope(spoken), PLAIN) for norm in NORMS),
    )
    work.move_in(community)
    work.store.found(Founded(community, alive=answers.alive, by=actor.person), sent.at)
    work.log(t("Set up: {purpose}", purpose=community.purpose))
    appoint(sent, work, answers, tell=False)
    work.ledger.roster()
    return Say(forecast_now(work))
