"""What an acknowledged form does to the stack of views: it closes, changes, gets errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.loopback.slack import blocks as judged
from tests.loopback.slack import methods_views
from tests.loopback.slack.deliveries import Outcome
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.refusals import Refused
from tests.loopback.slack.world import User, View

Json = dict[str, Any]
TROUBLE = "We had some trouble connecting. Try again?"


def answered(
    at: Installation, user: User, view: View, outcome: Outcome, errors: dict[str, str]
) -> str:
    """Does what the acknowledgement says, errors into `errors`; answers what Slack complains of."""
    if not outcome.acked:
        return TROUBLE
    answer = outcome.payload or {}
    if answer:
        at.judge.judge_slack("ack.view_submission", answer)
    actions: dict[object, Callable[[], object]] = {
        None: lambda: close(user, [view]),
        "clear": lambda: close(user, list(user.views)),
        "errors": lambda: errors.update(_marked(view, answer)),
        "update": lambda: methods_views.change(at, view, _given(answer)),
        "push": lambda: methods_views.show(at, user, _given(answer)),
    }
    try:
        actions[answer.get("response_action")]()
    except (Refused, KeyError) as wrong:
        return f"{TROUBLE} ({wrong})"
    return ""


def close(user: User, views: list[View]) -> None:
    for view in views:
        view.is_open = False
    user.views = [view for view in user.views if view.is_open]


def _marked(view: View, answer: Json) -> dict[str, str]:
    marked: dict[str, str] = answer["errors"]
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not set(marked) <= inputs:
        raise Refused("errors for blocks that are not there")
    return marked


def _given(answer: Json) -> Json:
    judged.check_view(answer.get("view"), "modal")
    view: Json = answer["view"]
    return view
