"""What a message's body may hold, judged longhand, and its attachments made real."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.loopback.discord import components, mentions, model
from tests.loopback.discord.model import Json, Message
from tests.loopback.discord.refusals import Refused, malformed, too_long

SETTABLE = (
    model.SUPPRESS_EMBEDS | model.EPHEMERAL | model.SUPPRESS_NOTIFICATIONS | model.COMPONENTS_V2
)
_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """One file of a multipart request."""

    filename: str
    content: bytes
    content_type: str


@dataclass
class Draft:
    """A request to write or change a message: its JSON and its files by field name."""

    body: Json
    files: dict[str, Upload] = field(default_factory=dict)

    @property
    def flags(self) -> int:
        return int(self.body.get("flags") or 0) & SETTABLE


def judged(draft: Draft, *, already: int = 0) -> None:
    """Refuses what no message may be; `already` are the flags of the message being edited."""
    body = draft.body
    second = bool((draft.flags | already) & model.COMPONENTS_V2)
    if len(body.get("content") or "") > 2000:
        raise too_long("content", 2000)
    if len(str(body.get("nonce") or "")) > 25:
        raise too_long("nonce", 25)
    _judge_embeds(body.get("embeds") or [])
    if second and any(body.get(key) for key in ("content", "embeds", "poll", "sticker_ids")):
        raise legacy_in_second_version()
    components.judged(body.get("components") or [], second_version=second)
    mentions.judged(body.get("allowed_mentions"))
    _judge_files(draft)


def legacy_in_second_version() -> Refused:
    """Content or embeds beside components of the second version, new or left from before."""
    return malformed(
        "content",
        "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    )


def _judge_embeds(embeds: list[Json]) -> None:
    if len(embeds) > 10:
        raise malformed("embeds", "Must be 10 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    if sum(_words(embed) for embed in embeds) > 6000:
        raise malformed(
            "embeds", "Embed size exceeds maximum size of 6000", "MAX_EMBED_SIZE_EXCEEDED"
        )
    for embed in embeds:
        if len(embed.get("title") or "") > 256:
            raise too_long("embeds.title", 256)
        if len(embed.get("description") or "") > 4096:
            raise too_long("embeds.description", 4096)
        if len(embed.get("fields") or []) > 25:
            raise malformed("embeds.fields", "Must be 25 or fewer in length.")


def _words(embed: Json) -> int:
    fields = sum(
        len(one.get("name", "")) + len(one.get("value", "")) for one in embed.get("fields") or []
    )
    named = [
        embed.get("title"),
        embed.get("description"),
        (embed.get("footer") or {}).get("text"),
        (embed.get("author") or {}).get("name"),
    ]
    return fields + sum(len(text or "") for text in named)


def _judge_files(draft: Draft) -> None:
    if any(len(upload.content) > _BYTES for upload in draft.files.values()):
        raise Refused(40005)
    offered = {upload.filename for upload in draft.files.values()}
    offered |= {one.get("filename") for one in draft.body.get("attachments") or []}
    for part in components.every(draft.body.get("components") or []):
        url = str((part.get("file") or part.get("media") or {}).get("url") or "")
        if url.startswith("attachment://") and url.removeprefix("attachment://") not in offered:
            raise malformed(
                "components.file.url",
                "Unknown attachment",
                "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
            )


def empty(message: Message) -> bool:
    return not (message.content or message.embeds or message.components or message.attachments)


def attached(
    draft: Draft, kept: list[Json], new_id: list[str], base: str
) -> tuple[list[Json], dict[str, bytes]]:
    """The attachments that now stand, and the bytes of those that are new."""
    described = draft.body.get("attachments")
    by_index = {str(one.get("id")): one for one in described or []}
    standing = kept if described is None else [one for one in kept if one["id"] in by_index]
    contents: dict[str, bytes] = {}
    for name, upload in draft.files.items():
        told = by_index.get(name.removeprefix("files[").removesuffix("]"), {})
        fresh = _attachment(new_id.pop(), upload, told, base)
        contents[fresh["id"]] = upload.content
        standing = [*standing, fresh]
    return standing, contents


def _attachment(new_id: str, upload: Upload, told: Json, base: str) -> Json:
    filename = told.get("filename") or upload.filename
    url = f"{base}/{new_id}/{filename}"
    shown = {
        "id": new_id,
        "filename": filename,
        "size": len(upload.content),
        "content_type": upload.content_type,
        "url": url,
        "proxy_url": url,
    }
    return {**shown, "description": told["description"]} if told.get("description") else shown
