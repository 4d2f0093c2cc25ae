"""After set-up: the post and the questions to hosts, each on a press; and taking it all back."""

from __future__ import annotations

from dataclasses import replace

from bot.communities import views
from bot.communities.model import Founded, Job
from bot.communities.roles import ask_host
from bot.errors import Refusal
from bot.events import Event, Person, Pressed, Role, Submitted
from bot.handlers import COORDINATOR, Handlers
from bot.text import Text, t
from bot.ui import Fill, Reply, Say, Update

on = Handlers("communities")
HELLO = "communities.hello"


@on.button("communities.see_post", who=COORDINATOR)
def see_post(_pressed: Pressed, work: Job) -> Reply:
    """The first post, before anybody else sees it."""
    founded = _founded(work)
    return Say(views.preview(founded, _who_asked(founded, work)))


@on.button("communities.post_it", who=COORDINATOR)
def post_it(_pressed: Pressed, work: Job) -> Reply:
    """Post it; this press is the yes it needs."""
    founded = _founded(work)
    if founded.posted:
        told = t("It stands in {place} already; once is enough.", place=founded.community.home)
        return Say(views.said("posted_already", told))
    _post(founded, work)
    work.ledger.release(HELLO, work.now)
    work.store.note(replace(founded, posted=work.now))
    work.log(t("Posted my first post"))
    if work.ledger.is_held():
        return Update(views.said("post_waits", t("It waits, because everything is held.")))
    told = t("Posted in {place}.", place=founded.community.home)
    hosts = [h for h in work.store.hosts() if not h.asked]
    return Update(views.said("posted", told, *((views.ASK_HOSTS,) if hosts else ())))


def _post(founded: Founded, work: Job) -> None:
    work.post(HELLO, founded.community.home, views.hello(founded, _who_asked(founded, work)))


@on.button("communities.words", who=COORDINATOR)
def change_words(_pressed: Pressed, work: Job) -> Reply:
    """Another middle for the first post."""
    return Fill(views.words_form(_founded(work)))


@on.form("communities.words", who=COORDINATOR)
def words_changed(sent: Submitted, work: Job) -> Reply:
    """Keep the words; what is posted already is changed in place."""
    said = sent.values.get("words")
    words = " ".join(said.split()) if isinstance(said, str) else ""
    founded = replace(_founded(work), words=words)
    work.store.note(founded)
    work.log(t("Changed the words of my first post"))
    if founded.posted:
        _post(founded, work)
        work.ledger.release(HELLO, work.now)
    return Say(views.preview(founded, _who_asked(founded, work)))


@on.button("communities.ask_hosts", who=COORDINATOR)
def ask_hosts(pressed: Pressed, work: Job) -> Reply:
    """Ask each host who was not asked yet; whoever presses needs no question."""
    open_ = [h.person for h in work.store.hosts() if not h.asked]
    for host in open_:
        if host == pressed.actor.person:
            work.store.asked(host, work.now)
            work.store.answered(host, work.now)
        else:
            ask_host(pressed, work, host)
    if not open_:
        return Say(views.said("hosts_asked_already", t("Every host was asked already.")))
    work.log(t("Asked the hosts: {people}", people=tuple(open_)))
    told = t("I'm asking {people}, each in their waking hours.", people=tuple(open_))
    return Say(views.said("hosts_asked", told))


@on.button("communities.host_yes")
def host_yes(pressed: Pressed, work: Job) -> Reply:
    """A host agrees; that alone asks them nothing yet."""
    _must_be_host(pressed, work)
    work.store.answered(pressed.actor.person, work.now)
    work.log(t("{host} is happy to be a host", host=pressed.actor.person))
    card = work.directory.card(pressed.actor.person)
    return Update(views.host_thanked(ticked=card is not None and card.ask_me))


@on.button("communities.host_no")
def host_no(pressed: Pressed, work: Job) -> Reply:
    """A host declines, now or later: they are no longer one."""
    host = pressed.actor.person
    _must_be_host(pressed, work)
    work.store.give(host, Role.HOST, host, pressed.at, given=False)
    work.log(t("{host} would rather not be a host", host=host))
    return Update(views.said("host_no", t("All good. I won't ask you about newcomers as a host.")))


def _must_be_host(event: Event, work: Job) -> None:
    if event.actor.person not in work.store.with_role(Role.HOST):
        raise Refusal(t("You are not a host here just now, so there is nothing to answer."))


@on.button("communities.undo", who=COORDINATOR)
def undo(_pressed: Pressed, work: Job) -> Reply:
    """Take a mistaken set-up back while nothing has gone out; else say why not."""
    founded = _founded(work)
    sent = _gone_out(founded, work)
    if sent:
        return Say(views.too_late(founded.community, sent))
    work.store.erase_all()
    return Update(views.undone())


def _gone_out(founded: Founded, work: Job) -> tuple[Text, ...]:
    """What cannot be taken back any more."""
    waiting = {w.key for w in work.ledger.waiting("todo", "held")}
    sent = []
    if founded.posted and HELLO not in waiting:
        sent.append(t("my first post, in {place}", place=founded.community.home))
    sent += [
        t("the question to {host}", host=host.person)
        for host in work.store.hosts()
        if host.asked and not _waits(host.person, waiting)
    ]
    return tuple(sent)


def _waits(host: Person, waiting: set[str]) -> bool:
    return any(key.startswith(f"communities.host.{host.id}.") for key in waiting)


def _founded(work: Job) -> Founded:
    founded = work.store.founded()
    if founded is None:
        raise Refusal(t("This community is not here any more. Nothing was done."))
    return founded


def _who_asked(founded: Founded, work: Job) -> Person:
    """Whose name the post bears: who set it up, while they tend it; else who tends it."""
    coordinators = work.store.with_role(Role.COORDINATOR)
    if founded.by and (founded.by in coordinators or not coordinators):
        return founded.by
    return coordinators[0] if coordinators else Person(work.space, "")
