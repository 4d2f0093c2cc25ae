"""What a person has filled in: the `state.values` of a view or a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.loopback.slack.blocks import elements, is_stateful

Json = dict[str, Any]
State = dict[str, dict[str, Any]]
# element type -> (key in state.values, key of its initial value)
KEYS = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}
MANY = {"checkboxes", *(kind for kind in KEYS if kind.startswith("multi_"))}


class NotPossible(Exception):
    """A person cannot do this: the button is not there, the field does not take it."""


def keys(element: Mapping[str, Any]) -> tuple[str, str]:
    return KEYS.get(str(element["type"]), ("value", "initial_value"))


def initial(blocks: Sequence[Json]) -> State:
    """What Slack sends for every stateful element before anything is filled in."""
    state: State = {}
    for block in blocks:
        for element in elements(block):
            if is_stateful(element):
                key, begun = keys(element)
                nothing: Any = [] if element["type"] in MANY else None
                held = {"type": element["type"], key: element.get(begun, nothing)}
                state.setdefault(block["block_id"], {})[element["action_id"]] = held
    return state


def kept(blocks: Sequence[Json], before: State) -> State:
    state = initial(blocks)
    for block_id, actions in state.items():
        for action_id, held in actions.items():
            old = before.get(block_id, {}).get(action_id)
            if old is not None and old["type"] == held["type"]:
                actions[action_id] = old
    return state


def field(blocks: Sequence[Json], name: str) -> tuple[Json, Json]:
    """The block and element a person knows by this label, or a test by its ids."""
    for block in blocks:
        for element in elements(block):
            words = {block.get("block_id"), element.get("action_id"), _said(block.get("label"))}
            words |= {_said(element.get("text")), _said(element.get("placeholder"))}
            if name in words - {None, ""}:
                return block, element
    raise NotPossible(f"nothing is called {name!r} among {names(blocks)}")


def names(blocks: Sequence[Json]) -> list[str]:
    return [
        _said(element.get("text")) or _said(block.get("label")) or str(element.get("action_id"))
        for block in blocks
        for element in elements(block)
    ]


def fill(state: State, block: Json, element: Json, value: Any) -> Json:
    """Puts a value, given as a person would say it, where Slack keeps it; answers what is held."""
    key, _ = keys(element)
    if element["type"] in {"checkboxes", "radio_buttons"} or element["type"].endswith(
        "static_select"
    ):
        many = element["type"] in MANY
        chosen = [_option(element, one) for one in (value if many else [value])]
        value = chosen if many else chosen[0]
    elif element["type"].endswith("external_select"):
        value = (
            value if isinstance(value, (dict, list)) else {"text": _plain(value), "value": value}
        )
    held = {"type": element["type"], key: value}
    state.setdefault(block["block_id"], {})[element["action_id"]] = held
    return held


def _option(element: Json, wanted: Any) -> Json:
    groups = element.get("option_groups") or []
    every = [
        *(element.get("options") or []),
        *(one for group in groups for one in group["options"]),
    ]
    for option in every:
        if wanted in (option.get("value"), _said(option.get("text"))):
            return dict(option)
    raise NotPossible(f"no option {wanted!r} among {[_said(each.get('text')) for each in every]}")


def complaints(blocks: Sequence[Json], state: State) -> dict[str, str]:
    """What Slack itself says under the fields before it lets a form go."""
    said: dict[str, str] = {}
    for block in blocks:
        for element in elements(block) if block.get("type") == "input" else []:
            held = state[block["block_id"]][element["action_id"]]
            value = held.get(keys(element)[0])
            if not value and not block.get("optional"):
                said[block["block_id"]] = "Please complete this required field."
            elif isinstance(value, str) and not _fits(element, value):
                said[block["block_id"]] = "This is too short, too long or not a number."
    return said


def _fits(element: Json, value: str) -> bool:
    if element["type"] == "number_input":
        return value.lstrip("-").replace(".", "", 1).isdigit()
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    return element["type"] != "plain_text_input" or not value or least <= len(value) <= most


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def _said(text: object) -> str:
    return str(text.get("text", "")) if isinstance(text, dict) else ""
