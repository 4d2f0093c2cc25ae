"""How values become rows: tagged JSON for the core's values, AES-GCM for what must not be read."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import ModuleType
from typing import Any, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot import events, text, ui
from bot.errors import HearthError, Misconfigured

VERSION = 1  # of the payloads; golden payloads of every release stay in the tests
NONCE, KEY_ID, KEY = 12, 4, 32  # bytes


def _named(*modules: ModuleType) -> dict[str, type]:
    found = {name: thing for module in modules for name, thing in vars(module).items()}
    return {
        name: thing
        for name, thing in found.items()
        if isinstance(thing, type) and (is_dataclass(thing) or issubclass(thing, Enum))
    }


KNOWN = _named(events, text, ui)


def encode(value: object) -> str:
    """A value of events, text or ui as JSON that `decode` reads back, release after release."""
    return json.dumps({"v": VERSION, "is": _plain(value)}, separators=(",", ":"))


def decode(written: str) -> Any:
    """What `encode` was given. Raises HearthError for a payload of a later release."""
    read = json.loads(written)
    if read["v"] > VERSION:
        raise HearthError(f"payload version {read['v']}, this release reads up to {VERSION}")
    return _value(read["is"])


def _plain(value: object) -> object:
    match value:
        case Enum():
            return {"$": type(value).__name__, "=": value.value}
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return {"$bytes": base64.b64encode(value).decode()}
        case datetime():
            return {"$at": value.isoformat()}
        case date():
            return {"$day": value.isoformat()}
        case Mapping():
            return {"$map": [[_plain(k), _plain(v)] for k, v in value.items()]}
        case frozenset() | set():
            return {"$set": sorted((_plain(v) for v in value), key=json.dumps)}
        case tuple() | list():
            return [_plain(v) for v in value]
    if type(value).__name__ not in KNOWN:
        raise HearthError(f"{type(value).__name__} is not a value that can be kept")
    kept = {f.name: _plain(getattr(value, f.name)) for f in fields(cast("Any", value))}
    return {"$": type(value).__name__, **kept}


def _value(plain: Any) -> Any:
    match plain:
        case list():
            return tuple(_value(v) for v in plain)
        case {"$bytes": coded}:
            return base64.b64decode(coded)
        case {"$at": iso}:
            return datetime.fromisoformat(iso)
        case {"$day": iso}:
            return date.fromisoformat(iso)
        case {"$map": pairs}:
            return {_value(k): _value(v) for k, v in pairs}
        case {"$set": items}:
            return frozenset(_value(v) for v in items)
        case {"$": name} if name not in KNOWN:
            raise HearthError(f"{name} is not a value this release knows")
        case {"$": name, "=": value}:
            return KNOWN[name](value)
        case {"$": name, **kept}:
            return KNOWN[name](**{str(k): _value(v) for k, v in kept.items()})
        case _:
            return plain


class Vault:
    """Seals what must not be read at rest: AES-256-GCM, a key ring, and where it stands as AAD.

    A sealed value is `key id (4) · nonce (12) · ciphertext and tag`; moved to another row,
    column or community it does not open.
    """

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        """The first key seals, every key opens. Raises Misconfigured for a key of wrong size."""
        if not keys or any(len(key) != KEY for key in keys):
            raise Misconfigured(
                "HEARTH_KEY", "environment", "32 bytes in base64; `hearth key` makes one"
            )
        self._sealing, self._digesting = keys[0], keys[-1]
        self._ring = {key_id(key): AESGCM(key) for key in keys}

    def seal(self, said: str, *where: str) -> bytes:
        """Encrypt `said` for the row named by `where`."""
        name, nonce = key_id(self._sealing), os.urandom(NONCE)
        return name + nonce + self._ring[name].encrypt(nonce, said.encode(), _aad(where))

    def open(self, sealed: bytes, *where: str) -> str:
        """Decrypt what was sealed for the same `where`. Raises HearthError when it was not."""
        name, nonce, rest = (
            sealed[:KEY_ID],
            sealed[KEY_ID : KEY_ID + NONCE],
            sealed[KEY_ID + NONCE :],
        )
        if name not in self._ring:
            raise HearthError("sealed under a key that is not in HEARTH_KEY")
        try:
            return self._ring[name].decrypt(nonce, rest, _aad(where)).decode()
        except InvalidTag as error:
            raise HearthError("a sealed value does not belong where it stands") from error

    def digest(self, *what: str) -> str:
        """A keyed digest: the same for the same key and words, telling nothing without the key.

        The oldest key makes it, so that a new one that seals leaves what is named by it findable.
        """
        return hmac.new(self._digesting, _aad(what), hashlib.sha256).hexdigest()


def key_id(key: bytes) -> bytes:
    """The first bytes of the key's hash: names a key without telling it."""
    return hashlib.sha256(b"hearth key" + key).digest()[:KEY_ID]


def _aad(where: tuple[str, ...]) -> bytes:
    return "\x1f".join(where).encode()
