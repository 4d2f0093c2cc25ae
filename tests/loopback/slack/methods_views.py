"""views.*: modals opened, pushed and changed, and the App Home."""

from __future__ import annotations

import secrets
from typing import Any

from tests.loopback.slack import blocks as judged
from tests.loopback.slack import forms, shapes
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.refusals import Refused, invalid_arguments
from tests.loopback.slack.world import User, View

Json = dict[str, Any]
MOST_VIEWS = 3


def open_(at: Installation, body: Json) -> Json:
    trigger = at.triggers.exchange(body.get("trigger_id"))
    judged.check_view(body.get("view"), "modal")
    for view in trigger.user.views:
        view.is_open = False
    trigger.user.views = []
    return {"view": shapes.view(at.world, show(at, trigger.user, body["view"]))}


def push(at: Installation, body: Json) -> Json:
    trigger = at.triggers.exchange(body.get("trigger_id"))
    judged.check_view(body.get("view"), "modal")
    if not trigger.user.views:
        raise Refused("not_found")
    return {"view": shapes.view(at.world, show(at, trigger.user, body["view"]))}


def show(at: Installation, user: User, given: Json) -> View:
    """On top of what the person has open, three at most."""
    if len(user.views) >= MOST_VIEWS:
        raise Refused("push_limit_reached")
    _unique(at, given)
    name = at.world.fresh("V")
    below = user.views[-1] if user.views else None
    root, previous = (below.root, below.id) if below else (name, None)
    view = View(name, user.id, _completed(at, given), _hash(at), root, previous)
    view.state = forms.initial(view.blocks)
    user.views.append(view)
    return view


def update(at: Installation, body: Json) -> Json:
    view = _named(at, body)
    if body.get("hash") not in {None, "", view.hash}:
        raise Refused("hash_conflict")
    judged.check_view(body.get("view"), view.given["type"])
    change(at, view, body["view"])
    return {"view": shapes.view(at.world, view)}


def change(at: Installation, view: View, given: Json) -> None:
    """What the person filled in stays where block and action keep their ids."""
    _unique(at, given, but=view)
    view.given = _completed(at, given)
    view.hash = _hash(at)
    view.state = forms.kept(view.blocks, view.state)


def publish(at: Installation, body: Json) -> Json:
    if not at.manifest.home_tab:
        raise Refused("not_enabled")
    user = at.world.users.get(str(body.get("user_id")))
    if user is None:
        raise invalid_arguments("invalid `user_id`")
    judged.check_view(body.get("view"), "home")
    if body.get("hash") and (user.home is None or user.home.hash != body["hash"]):
        raise Refused("hash_conflict")
    if user.home is None:
        name = at.world.fresh("V")
        user.home = View(name, user.id, {}, "", name)
    user.home.given = _completed(at, body["view"])
    user.home.hash = _hash(at)
    user.home.state = forms.initial(user.home.blocks)
    return {"view": shapes.view(at.world, user.home)}


def _named(at: Installation, body: Json) -> View:
    for user in at.world.users.values():
        for view in (*user.views, *([user.home] if user.home else [])):
            external = view.given.get("external_id")
            if view.id == body.get("view_id") or (external and external == body.get("external_id")):
                return view
    raise Refused("not_found")


def _unique(at: Installation, given: Json, but: View | None = None) -> None:
    external = given.get("external_id")
    every = [view for user in at.world.users.values() for view in user.views if view is not but]
    if external and any(view.given.get("external_id") == external for view in every):
        raise Refused("duplicate_external_id")


def _completed(at: Installation, given: Json) -> Json:
    around = {
        part: {"emoji": True, **given[part]}
        for part in ("title", "submit", "close")
        if given.get(part)
    }
    return given | around | {"blocks": judged.completed(given["blocks"], at.count)}


def _hash(at: Installation) -> str:
    return f"{int(at.world.clock())}.{secrets.token_urlsafe(6)}"
