"""Making and unmaking hosts and coordinators: recorded, told to the person, the newest wins."""

from __future__ import annotations

from bot.communities import views
from bot.communities.answers import Answers
from bot.communities.model import Job
from bot.errors import Invalid, Refusal
from bot.events import Actor, Commanded, Event, Person, Pressed, Role, Submitted
from bot.handlers import COORDINATOR, Handlers, choice, person
from bot.text import Text, t
from bot.ui import Button, Fill, Message, Paragraph, Reply, Row, Say, Update

on = Handlers("communities")
MADE = {
    (Role.HOST, True): t("Made {person} a host"),
    (Role.HOST, False): t("Took {person} off the hosts"),
    (Role.COORDINATOR, True): t("Made {person} a coordinator"),
    (Role.COORDINATOR, False): t("Took {person} off the coordinators"),
}


@on.command(
    "desk role",
    help=t("Make or unmake a host or a coordinator"),
    who=COORDINATOR,
    person=person(),
    role=choice("host", "coordinator", required=False),
)
def desk_role(asked: Commanded, work: Job) -> Reply:
    """With a role: turn it round. Without: show what they are, with what to press."""
    whom = asked.values["person"]
    if not isinstance(whom, Person):
        raise Refusal(t("Whom do you mean? Like this: /hearth desk role @somebody host"))
    named = asked.values.get("role")
    if named:
        role = Role(str(named))
        return _turned(asked, work, whom, role, given=whom not in work.store.with_role(role))
    return Say(_choices(whom, work))


def _choices(whom: Person, work: Job) -> Message:
    buttons = []
    for role, make, unmake in (
        (Role.HOST, t("Make host"), t("Unmake host")),
        (Role.COORDINATOR, t("Make coordinator"), t("Unmake coordinator")),
    ):
        given = whom in work.store.with_role(role)
        sign = "-" if given else "+"
        label = unmake if given else make
        buttons.append(Button(label, "communities.role", f"{sign}{role}:{whom.id}"))
    asked = t("What should {person} be here?", person=whom)
    return views.answer("role_choices", Paragraph(asked), Row(tuple(buttons)))


@on.button("communities.role", who=COORDINATOR)
def role_pressed(pressed: Pressed, work: Job) -> Reply:
    """Make or unmake, as the button says; pressed twice it stays so."""
    sign, said = pressed.subject[:1], pressed.subject[1:]
    named, _, id_ = said.partition(":")
    if sign not in {"+", "-"} or named not in {Role.HOST, Role.COORDINATOR} or not id_:
        raise Refusal(t("I no longer know what that was for. Nothing was changed."))
    whom = Person(pressed.space, id_)
    reply = _turned(pressed, work, whom, Role(named), given=sign == "+")
    return Update(reply.message)


@on.button("communities.name_coordinator", who=COORDINATOR)
def name_coordinator(_pressed: Pressed, _work: Job) -> Reply:
    """Ask who shall tend it, too."""
    return Fill(views.name_form())


@on.form("communities.named", who=COORDINATOR)
def named(sent: Submitted, work: Job) -> Reply:
    """One more coordinator."""
    value = sent.values.get("person")
    whom = value[0] if isinstance(value, tuple) and value else value
    if not isinstance(whom, Person):
        raise Invalid(t("Whom do you mean?"), {"person": t("Please choose one person.")})
    return _turned(sent, work, whom, Role.COORDINATOR, given=True)


def _turned(event: Event, work: Job, whom: Person, role: Role, *, given: bool) -> Say:
    _no_bot(work, whom)
    if not turn(event, work, whom, role, given=given):
        return Say(views.said("role_as_it_was", t("That is so already; nothing was changed.")))
    told = MADE[role, given]
    return Say(views.said("role_done", t(told.template, person=whom)))


def turn(
    event: Event, work: Job, whom: Person, role: Role, *, given: bool, tell: bool = True
) -> bool:
    """Make or unmake one; whether that changed anything. The last coordinator stays one."""
    if role is Role.COORDINATOR and not given and work.store.with_role(role) == (whom,):
        raise Refusal(t("Somebody must tend this. Name another coordinator first."))
    by = event.actor.person
    position = len(work.store.with_role(role))
    if not work.store.give(whom, role, by, event.at, given=given, position=position):
        return False
    work.log(t(MADE[role, given].template, person=whom))
    if tell and whom != by:
        _tell(event, work, whom, role, given=given)
    return True


def _tell(event: Event, work: Job, whom: Person, role: Role, *, given: bool) -> None:
    if role is Role.HOST and given:
        ask_host(event, work, whom)
        return
    key = f"communities.role.{role}.{whom.id}.{event.at:%Y%m%d%H%M%S}"
    work.post(key, whom, views.role_told(work.community, role, event.actor.person, given=given))


def ask_host(event: Event, work: Job, host: Person) -> None:
    """Ask somebody who was named; the press that led here is the yes it may need."""
    key = f"communities.host.{host.id}.{event.at:%Y%m%d%H%M%S}"
    work.post(key, host, views.would_you_host(work.community, event.actor.person))
    work.ledger.release(key, work.now)
    work.store.asked(host, work.now)


def appoint(event: Event, work: Job, answers: Answers, *, tell: bool) -> None:
    """Make and unmake until the roles are those of the form: first make, so that nobody is last."""
    for role, wished in ((Role.COORDINATOR, answers.coordinators), (Role.HOST, answers.hosts)):
        for whom in wished:
            turn(event, work, whom, role, given=True, tell=tell and role is Role.COORDINATOR)
        for whom in work.store.with_role(role):
            if whom not in wished:
                turn(event, work, whom, role, given=False, tell=tell)


def no_bots(work: Job, answers: Answers) -> None:
    """Hosts and coordinators are people with a full account."""
    for name, people in (("coordinators", answers.coordinators), ("hosts", answers.hosts)):
        for whom in people:
            wrong = _unfit(work, whom)
            if wrong:
                raise Invalid(wrong, {name: wrong})


def _no_bot(work: Job, whom: Person) -> None:
    wrong = _unfit(work, whom)
    if wrong:
        raise Refusal(wrong)


def _unfit(work: Job, whom: Person) -> Text | None:
    known = work.people.actor(whom)
    if known and (known.is_bot or known.is_guest):
        return t("{person} is a bot or a guest. Please choose a member.", person=whom)
    return None


def tends(actor: Actor, work: Job) -> bool:
    """Whether somebody is a coordinator here."""
    return actor.person in work.store.with_role(Role.COORDINATOR)
