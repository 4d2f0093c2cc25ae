"""Answering what people did: the callback, and the webhook behind its token."""

from __future__ import annotations

from tests.loopback.discord import interactions, message_shapes, messages, model
from tests.loopback.discord.bodies import Draft
from tests.loopback.discord.calls import NOTHING, Answer, Call, route
from tests.loopback.discord.interactions import Interaction
from tests.loopback.discord.model import Json

_ANSWER = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"


@route("POST /interactions/{interaction_id}/{interaction_token}/callback", by_token=True)
def callback(call: Call) -> Answer:
    snowflake, token = call.params["interaction_id"], call.params["interaction_token"]
    interaction = call.desk.unanswered(snowflake, token)
    kind = int(call.body.get("type") or 0)
    draft = Draft(call.body.get("data") or {}, call.draft.files)
    interactions.answer(call.world, interaction, kind, draft)
    if not call.wants("with_response"):
        return NOTHING
    return Answer(_told(call, interaction, kind))


def _told(call: Call, interaction: Interaction, kind: int) -> Json:
    about: Json = {"id": interaction.id, "type": interaction.type}
    told: Json = {"interaction": about}
    message = interaction.original
    if message is None or kind == interactions.DEFER_UPDATE:
        return told
    about["response_message_id"] = message.id
    about["response_message_loading"] = message_shapes.loading(message)
    about["response_message_ephemeral"] = bool(message.flags & model.EPHEMERAL)
    told["resource"] = {"type": kind, "message": message_shapes.message(call.world, message)}
    return told


def _alive(call: Call) -> Interaction:
    return call.desk.alive(call.params["webhook_id"], call.params["webhook_token"])


@route("POST /webhooks/{webhook_id}/{webhook_token}", by_token=True)
def follow_up(call: Call) -> Answer:
    made = interactions.follow_up(call.world, _alive(call), call.draft)
    return Answer(message_shapes.message(call.world, made))


@route(f"GET {_ANSWER}", by_token=True)
def look(call: Call) -> Answer:
    found = interactions.message_of(_alive(call), call.params["message_id"])
    return Answer(message_shapes.message(call.world, found, nonce=False))


@route(f"PATCH {_ANSWER}", by_token=True)
def edit(call: Call) -> Answer:
    interaction = _alive(call)
    found = interactions.message_of(interaction, call.params["message_id"])
    interactions.edit_answer(call.world, interaction, found, call.draft)
    return Answer(message_shapes.message(call.world, found, nonce=False))


@route(f"DELETE {_ANSWER}", by_token=True)
def delete(call: Call) -> Answer:
    interaction = _alive(call)
    found = interactions.message_of(interaction, call.params["message_id"])
    messages.delete(call.world, interaction.channel, found)
    return NOTHING
