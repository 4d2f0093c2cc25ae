"""When a coordinator wants the page, and when they want everybody out who came with their links."""

from __future__ import annotations

from bot.errors import Refusal
from bot.events import Pressed
from bot.handlers import COORDINATOR, Handlers, Kind
from bot.pages import views
from bot.pages.model import LINK_LIVES, Job
from bot.text import t
from bot.ui import Reply, Say, Update

on = Handlers("pages")


@on.button("pages.open", who=COORDINATOR)
def opened(pressed: Pressed, work: Job) -> Reply:
    """Give whoever pressed a link of their own."""
    names = {each.name for each in work.declarations if each.kind is Kind.PAGE}
    if not work.doorway.address or pressed.subject not in names:
        raise Refusal(t("There is no such page here. Everything on it also works in the chat."))
    person, at = pressed.actor.person, work.doorway.at
    token = work.store.issue(person, pressed.subject, at + LINK_LIVES)
    address = f"{work.doorway.address}/desk/in/{token}"
    return Say(views.way_in(address, work.store.visits(person, at)))


@on.button("pages.shut", who=COORDINATOR)
def shut(pressed: Pressed, work: Job) -> Reply:
    """Sign whoever pressed out of every browser."""
    work.store.shut(pressed.actor.person)
    return Update(views.shut())
