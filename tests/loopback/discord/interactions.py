"""What a person's act asks of the bot, and the few seconds it has to answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from tests.loopback.discord import components, mentions, messages, modals, model
from tests.loopback.discord.bodies import Draft
from tests.loopback.discord.messages import Circumstances
from tests.loopback.discord.model import Channel, Json, Message, User
from tests.loopback.discord.refusals import Refused, malformed
from tests.loopback.discord.world import World

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
DEADLINE, LIFE = 3.0, 900.0


@dataclass
class Interaction:
    """One act, its token, and what the bot made of it."""

    id: str
    token: str
    type: int
    user: User
    channel: Channel
    data: Json
    born: float
    message: Message | None = None
    answer: int | None = None
    original: Message | None = None
    messages: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)
    waiting_for_first: bool = False
    failed: bool = False
    submitted: bool = False
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    settled: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def text(self) -> str:
        """The words of the answer as sent, the modal's title where a modal opened."""
        if self.modal is not None:
            return str(self.modal["title"])
        shown = [one for one in [self.original, *self.messages] if one and not one.deleted]
        return "\n".join(
            "\n".join(filter(None, [one.content, components.text(one.components)])) for one in shown
        )

    async def complete(self, within: float = 10.0) -> Interaction:
        """Waits for the real answer behind a deferred one."""
        await asyncio.wait_for(self.settled.wait(), within)
        return self


@dataclass
class Desk:
    """Every interaction that was ever open, by id and by token."""

    world: World
    deadline: float = DEADLINE
    by_id: dict[str, Interaction] = field(default_factory=dict)
    by_token: dict[str, Interaction] = field(default_factory=dict)

    def open(
        self, kind: int, user: User, channel: Channel, data: Json, message: Message | None = None
    ) -> Interaction:
        """A fresh interaction, its clock running."""
        snowflake = self.world.mint.new()
        token = f"aW50ZXJhY3Rpb246{snowflake}"
        now = self.world.clock.now()
        made = Interaction(snowflake, token, kind, user, channel, data, now, message)
        self.by_id[made.id] = self.by_token[token] = made
        return made

    def unanswered(self, snowflake: str, token: str) -> Interaction:
        """The one to answer: in time, and not answered before."""
        found = self.by_id.get(snowflake)
        if found is None or found.token != token:
            raise Refused(10062)
        if found.answer is not None:
            raise Refused(40060)
        if found.failed or self.world.clock.now() - found.born > self.deadline:
            raise Refused(10062)
        return found

    def alive(self, application_id: str, token: str) -> Interaction:
        """The one behind a webhook's token: answered once, and under fifteen minutes old."""
        found = self.by_token.get(token)
        if found is None or application_id != self.world.application.id or found.answer is None:
            raise Refused(10015)
        if self.world.clock.now() - found.born > LIFE:
            raise Refused(50027)
        return found


def answer(world: World, interaction: Interaction, kind: int, draft: Draft) -> None:
    """The first response, of one of the published kinds."""
    _judge_kind(interaction, kind)
    if kind == MESSAGE:
        interaction.original = _said(world, interaction, draft)
    elif kind == DEFER:
        interaction.original = _loading(world, interaction, draft)
    elif kind in {DEFER_UPDATE, UPDATE}:
        interaction.original = interaction.message
        if kind == UPDATE and interaction.message is not None:
            messages.edit(world, interaction.channel, interaction.message, draft)
    elif kind == CHOICES:
        interaction.choices = _choices(draft.body)
    elif kind == MODAL:
        modals.judged(draft.body)
        interaction.modal = {
            **draft.body,
            "components": components.numbered(draft.body["components"]),
        }
    interaction.answer = kind
    interaction.waiting_for_first = kind == DEFER
    interaction.answered.set()
    if kind not in {DEFER, DEFER_UPDATE}:
        interaction.settled.set()


def _judge_kind(interaction: Interaction, kind: int) -> None:
    if interaction.type == AUTOCOMPLETE:
        allowed = {CHOICES}
    else:
        allowed = {MESSAGE, DEFER}
        allowed |= {MODAL} if interaction.type != SUBMIT else set()
        allowed |= {DEFER_UPDATE, UPDATE} if interaction.message is not None else set()
    if kind not in allowed:
        raise malformed("type", f"Value must be one of {sorted(allowed)}.", "BASE_TYPE_CHOICES")


def _choices(body: Json) -> list[Json]:
    choices: list[Json] = body.get("choices") or []
    if len(choices) > 25:
        raise malformed("data.choices", "Must be 25 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    for choice in choices:
        if not 1 <= len(choice["name"]) <= 100 or len(str(choice["value"])) > 100:
            raise malformed("data.choices.name", "Must be between 1 and 100 in length.")
    return choices


def _circumstances(
    world: World, interaction: Interaction, flags: int, extra: int = 0
) -> Circumstances:
    kinds = {COMMAND: model.COMMAND_REPLY}
    if interaction.type == COMMAND and interaction.data["type"] != 1:
        kinds = {COMMAND: model.CONTEXT_REPLY}
    metadata: Json = {
        "id": interaction.id,
        "type": interaction.type,
        "user": {
            "id": interaction.user.id,
            "username": interaction.user.name,
            "discriminator": "0",
            "avatar": None,
            "global_name": interaction.user.global_name,
        },
        "authorizing_integration_owners": {"0": interaction.channel.guild_id or "0"},
    }
    return Circumstances(
        default_mentions=mentions.USERS_ONLY,
        only_for=interaction.user.id if flags & model.EPHEMERAL else None,
        type=kinds.get(interaction.type, model.DEFAULT_REPLY),
        metadata=metadata,
        webhook_id=world.application.id,
        flags=extra,
    )


def _said(world: World, interaction: Interaction, draft: Draft, extra: int = 0) -> Message:
    around = _circumstances(world, interaction, draft.flags, extra)
    return messages.post(world, interaction.channel, world.bot, draft, around)


def _loading(world: World, interaction: Interaction, draft: Draft) -> Message:
    only_flags = Draft({"flags": draft.flags & model.EPHEMERAL})
    return _said(world, interaction, only_flags, extra=model.LOADING)


def follow_up(world: World, interaction: Interaction, draft: Draft) -> Message:
    """A later message; directly after a deferred answer it becomes that answer."""
    if interaction.waiting_for_first and interaction.original is not None:
        return edit_answer(world, interaction, interaction.original, draft)
    made = _said(world, interaction, draft)
    interaction.messages.append(made)
    return made


def edit_answer(world: World, interaction: Interaction, message: Message, draft: Draft) -> Message:
    """PATCH of the answer or a follow-up; the first words of a deferred answer may ping."""
    first = message is interaction.original and interaction.waiting_for_first
    messages.edit(world, interaction.channel, message, draft)
    if first:
        message.edited_at, message.allowed_mentions = None, draft.body.get("allowed_mentions")
        messages.ping(world, interaction.channel, message, mentions.USERS_ONLY)
        interaction.waiting_for_first = False
    interaction.settled.set()
    return message


def message_of(interaction: Interaction, snowflake: str) -> Message:
    """The answer (`@original`) or one of the follow-ups, by id."""
    own = [interaction.original, *interaction.messages]
    for message in own:
        if message is None or message.deleted:
            continue
        if snowflake == message.id or (snowflake == "@original" and message is own[0]):
            return message
    raise Refused(10008)
