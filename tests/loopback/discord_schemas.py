"""What is wrong with a body sent to Discord: by its OpenAPI document, and beyond it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

V2 = 1 << 15
CONTENT = 2000
# discord.py 2.7.1 and Discord's own pages send these; the document does not list them.
TOLERATED = {"attachments", "payload_json", "nsfw", "tts"}


def reasons(document: Path, method: str, path: str, body: Any) -> list[str]:
    """Every reason the body would be wrong; empty when it is good."""
    template = template_of(document, path)
    if template is None:
        return ["no such path in the document"]
    schema = _schema(document, template, method.lower())
    if schema is None:
        return [f"{method} takes no JSON body"] if body else []
    root = _registry(document)
    found = [] if _fits(document, schema, body) else _refusals(root, schema, body)
    return found + list(_unknown_keys(document, schema, body)) + list(_let_pass(template, body))


def _fits(document: Path, schema: Mapping[str, Any], body: Any) -> bool:
    """Whether it is good: the quick question, asked of every alternative of every union."""
    # Schemas are parts of the document, which stays: each is known by its own identity.
    if id(schema) not in _quick:
        quick = jsonschema_rs.Draft202012Validator(dict(schema), registry=_quick_root(document))
        _quick[id(schema)] = (schema, quick)
    return bool(_quick[id(schema)][1].is_valid(body))


_quick: dict[int, tuple[Mapping[str, Any], jsonschema_rs.Draft202012Validator]] = {}


@cache
def _quick_root(document: Path) -> jsonschema_rs.Registry:
    return jsonschema_rs.Registry([("urn:d", _document(document))])


def _refusals(root: Registry[Any], schema: Mapping[str, Any], body: Any) -> list[str]:
    validator = Draft202012Validator(schema, registry=root)
    return [_worded(error) for error in validator.iter_errors(body)]


def _worded(error: ValidationError) -> str:
    """Of a refused union, the alternative that came nearest tells most."""
    nearest = best_match([error]) or error
    return f"{'/'.join(map(str, nearest.absolute_path))}: {nearest.message[:300]}"


def template_of(document: Path, path: str) -> str | None:
    """The document's path for a template or for a real path, with the more literal one first."""
    path = "/" + path.split("?", maxsplit=1)[0].strip("/")
    if path in _document(document)["paths"]:
        return path
    return next(
        (template for pattern, template in _patterns(document) if pattern.fullmatch(path)), None
    )


@cache
def _patterns(document: Path) -> list[tuple[re.Pattern[str], str]]:
    templates = sorted(_document(document)["paths"], key=lambda template: template.count("{"))
    return [
        (re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))), template)
        for template in templates
    ]


@cache
def _document(document: Path) -> dict[str, Any]:
    """With absolute references, to judge parts alone; integer snowflakes: discord.py sends some."""
    text = re.sub(r'("\$ref":\s*")#/', r"\1urn:d#/", document.read_text(encoding="utf-8"))
    spec: dict[str, Any] = json.loads(text)
    spec["components"]["schemas"]["SnowflakeType"] = {
        "oneOf": [
            {"type": "string", "pattern": "^(0|[1-9][0-9]*)$"},
            {"type": "integer", "minimum": 0},
        ]
    }
    return spec


@cache
def _registry(document: Path) -> Registry[Any]:
    resource = DRAFT202012.create_resource(_document(document))
    registry: Registry[Any] = Registry()
    whole: Registry[Any] = registry.with_resource("urn:d", resource)
    return whole


def _schema(document: Path, template: str, method: str) -> Mapping[str, Any] | None:
    operation = _document(document)["paths"][template].get(method, {})
    schema = (
        operation.get("requestBody", {})
        .get("content", {})
        .get("application/json", {})
        .get("schema")
    )
    return schema if isinstance(schema, Mapping) else None


def _unknown_keys(
    document: Path, schema: Mapping[str, Any], body: Any, at: str = ""
) -> Iterator[str]:
    """The document closes no object; a key no fitting alternative knows is a slip of ours."""
    parts = list(_expanded(document, schema, body))
    if isinstance(body, Mapping):
        known = {
            name: part["properties"][name] for part in parts for name in part.get("properties", {})
        }
        open_ended = any(
            part.get("additionalProperties") or not part.get("properties") for part in parts
        )
        for key, value in body.items():
            if key in known:
                yield from _unknown_keys(document, known[key], value, f"{at}/{key}")
            elif not open_ended and key not in TOLERATED:
                yield f"unknown key {at}/{key}"
    elif isinstance(body, list):
        items = [part["items"] for part in parts if "items" in part]
        for place, value in enumerate(body if items else []):
            yield from _unknown_keys(document, {"anyOf": items}, value, f"{at}/{place}")


def _expanded(document: Path, schema: Mapping[str, Any], body: Any) -> Iterator[Mapping[str, Any]]:
    """The plain schemas behind references and unions; of a union, those the body fits, or all."""
    if "$ref" in schema:
        yield from _expanded(document, _followed(document, schema["$ref"]), body)
    for part in schema.get("allOf", []):
        yield from _expanded(document, part, body)
    union = [*schema.get("oneOf", []), *schema.get("anyOf", [])]
    fitting = [part for part in union if _fits(document, part, body)]
    for part in fitting or union:
        yield from _expanded(document, part, body)
    told = {"properties", "items", "additionalProperties"} & schema.keys()
    if told or schema.get("type") == "object":
        yield schema


@cache
def _followed(document: Path, reference: str) -> Mapping[str, Any]:
    contents = _registry(document).resolver().lookup(reference).contents
    return contents if isinstance(contents, Mapping) else {}


def _let_pass(template: str, body: Any) -> Iterator[str]:
    if "/commands" in template:
        for command in body if isinstance(body, list) else [body]:
            yield from _command(command)
    if isinstance(body, Mapping):
        message = body.get("data") if template.endswith("/callback") else body.get("message", body)
        if isinstance(message, Mapping):
            yield from _message(message)


def _command(command: Mapping[str, Any]) -> Iterator[str]:
    if command.get("type", 1) != 1:
        return
    name = command.get("name")
    if name is not None and (name != name.lower() or not re.fullmatch(r"[-_'\w]{1,32}", name)):
        yield f"command name {name}"
    if name is not None and not command.get("description"):
        yield f"command {name} without description"
    for option in command.get("options") or []:
        yield from _command({**option, "type": 1})


def _message(message: Mapping[str, Any]) -> Iterator[str]:
    content, components = message.get("content") or "", message.get("components") or []
    flags = message.get("flags") or 0
    if len(content) > CONTENT:
        yield f"content of {len(content)}"
    if len(message.get("nonce") or "") > 25:
        yield "nonce above 25"
    if flags & V2:
        yield from _second_version(message, components)
    elif len(components) > 5:
        yield f"{len(components)} action rows"
    if sum(_embedded(embed) for embed in message.get("embeds") or []) > 6000:
        yield "embeds above 6000 in all"
    yield from _components(list(_every(components)))


def _second_version(message: Mapping[str, Any], components: list[Any]) -> Iterator[str]:
    if message.get("content") or message.get("embeds") or message.get("poll"):
        yield "components V2 with content, embeds or poll"
    every = list(_every(components))
    if len(every) > 40:
        yield f"{len(every)} components"
    if sum(len(part.get("content", "")) for part in every) > 4000:
        yield "text displays above 4000 in all"


def _components(every: list[Mapping[str, Any]]) -> Iterable[str]:
    named = [part["custom_id"] for part in every if part.get("custom_id")]
    for name in {name for name in named if named.count(name) > 1}:
        yield f"custom_id {name} twice"
    for part in every:
        if part.get("type") == 2 and part.get("style") == 5 and not part.get("url"):
            yield "a link button without url"
        if part.get("type") == 2 and not part.get("label") and not part.get("emoji"):
            yield "a button without label"


def _every(components: Any) -> Iterator[Mapping[str, Any]]:
    for part in components if isinstance(components, list) else [components]:
        if isinstance(part, Mapping):
            yield part
            for key in ("components", "accessory", "component"):
                yield from _every(part.get(key) or [])


def _embedded(embed: Mapping[str, Any]) -> int:
    fields = sum(
        len(field.get("name", "")) + len(field.get("value", ""))
        for field in embed.get("fields") or []
    )
    named = len((embed.get("footer") or {}).get("text", "")) + len(
        (embed.get("author") or {}).get("name", "")
    )
    return len(embed.get("title") or "") + len(embed.get("description") or "") + fields + named
