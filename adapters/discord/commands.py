"""The `/hearth` tree and the context menus, made from the features' declarations."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from adapters.discord.api import Api
from adapters.discord.inbound import ON_MESSAGE, ON_PERSON
from adapters.discord.markup import Plain, shorten
from bot.errors import HearthError
from bot.handlers import Declaration, Kind, OptionKind, OptionType, Target
from bot.text import LANGUAGES, Envelope, Text, draw, own, t

Json = dict[str, Any]

ROOT = "hearth"
MAX_ENTRIES, MAX_DESCRIPTION, MAX_MENUS, MAX_CHARACTERS, MAX_NAME = 25, 100, 5, 8000, 32
CHAT, SUBCOMMAND, GROUP, WORDS, PERSON = 1, 1, 2, 3, 6
IN_GUILD, IN_PRIVATE = 0, 1
# Discord's names for the languages we speak besides English.
LOCALES: Mapping[str, tuple[str, ...]] = {"es": ("es-ES", "es-419")}
_TARGETS = {Target.PERSON: ON_PERSON, Target.MESSAGE: ON_MESSAGE}
_PEN = Plain(lambda person: person.id)


class TooWide(HearthError):
    """The declarations do not fit into Discord's command tree."""


def tree(declarations: Iterable[Declaration]) -> list[Json]:
    """What is registered with Discord: one root command, and the menus on people and messages."""
    given = tuple(declarations)
    made = [_root(given), *_menus(given)]
    if _characters(made[0]) > MAX_CHARACTERS:
        raise TooWide(f"/{ROOT}: {_characters(made[0])} characters, at most {MAX_CHARACTERS}")
    return made


def shortcuts(declarations: Iterable[Declaration]) -> dict[tuple[int, str], str]:
    """Which shortcut a context menu's label means."""
    return {
        (_TARGETS[one.target], _label(one)): one.name
        for one in declarations
        if one.kind is Kind.SHORTCUT and one.target in _TARGETS
    }


def digest(made: list[Json], application: str) -> str:
    """Changes when, and only when, the tree has to be registered again."""
    return hashlib.sha256(json.dumps([application, made], sort_keys=True).encode()).hexdigest()


async def register(api: Api, application: str, made: list[Json], folder: Path) -> bool:
    """Register the tree unless this very tree is registered; whether it was sent."""
    now = digest(made, application)
    if _registered(folder) == now:
        return False
    await api.call("PUT", f"/applications/{application}/commands", made)
    _remember(folder, now)
    return True


def _registered(folder: Path) -> str:
    file = folder / "discord-commands.txt"
    return file.read_text(encoding="utf-8").strip() if file.exists() else ""


def _remember(folder: Path, now: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "discord-commands.txt").write_text(now + "\n", encoding="utf-8")


def _root(given: tuple[Declaration, ...]) -> Json:
    # The empty verb answers what was not understood: nobody can type it here.
    commands = [one for one in given if one.kind is Kind.COMMAND and one.name]
    groups = {one.name.split()[0] for one in commands if " " in one.name}
    flat = [_command(one, one.name) for one in commands if _is_flat(one, groups)]
    grouped = [_group(group, commands) for group in sorted(groups)]
    if len(flat) + len(grouped) > MAX_ENTRIES:
        raise TooWide(f"/{ROOT}: {len(flat) + len(grouped)} entries, at most {MAX_ENTRIES}")
    about = t("Meet people here, ask, and say what you want to hear from me")
    return {
        "type": CHAT,
        "name": ROOT,
        **_described(about),
        "options": [*flat, *grouped],
        "contexts": [IN_GUILD, IN_PRIVATE],
        "integration_types": [0],
    }


def _is_flat(one: Declaration, groups: set[str]) -> bool:
    # Discord has no bare group: what stands alone elsewhere is one of its subcommands there.
    return " " not in one.name and one.name not in groups


def _group(group: str, commands: list[Declaration]) -> Json:
    inside = [
        _command(one, one.name.split(maxsplit=1)[1].replace(" ", "-"))
        for one in commands
        if one.name.startswith(group + " ")
    ]
    if len(inside) > MAX_ENTRIES:
        raise TooWide(f"/{ROOT} {group}: {len(inside)} entries, at most {MAX_ENTRIES}")
    about = t("For coordinators: what needs you, and what I do")
    return {"type": GROUP, "name": group, **_described(about), "options": inside}


def _command(one: Declaration, name: str) -> Json:
    # Discord wants what is required to stand first; the order is kept otherwise.
    ordered = sorted(one.options.items(), key=lambda pair: not pair[1].required)
    options = [_option(option, kind) for option, kind in ordered]
    made = {"type": SUBCOMMAND, "name": name, **_described(one.help or own(name))}
    return {**made, "options": options} if options else made


def _option(name: str, kind: OptionType) -> Json:
    made: Json = {
        "type": PERSON if kind.kind is OptionKind.PERSON else WORDS,
        "name": name.lower(),
        "required": kind.required,
        **_described(kind.hint or own(name)),
    }
    if kind.kind is OptionKind.CHOICE:
        made["choices"] = [{"name": one, "value": one} for one in kind.choices]
    if kind.kind is OptionKind.WORDS:
        made["max_length"] = kind.limit
        made["autocomplete"] = kind.suggests
    return made


def _menus(given: tuple[Declaration, ...]) -> list[Json]:
    made = []
    for target, kind in _TARGETS.items():
        menus = [one for one in given if one.kind is Kind.SHORTCUT and one.target is target]
        if len(menus) > MAX_MENUS:
            raise TooWide(f"shortcuts on a {target}: {len(menus)}, at most {MAX_MENUS}")
        made += [_menu(one, kind) for one in menus]
    return made


def _menu(one: Declaration, kind: int) -> Json:
    made: Json = {
        "type": kind,
        "name": _label(one),
        "contexts": [IN_GUILD],
        "integration_types": [0],
    }
    if named := _translations(one.label or own(one.name), MAX_NAME):
        made["name_localizations"] = named
    return made


def _label(one: Declaration) -> str:
    return _drawn(one.label or own(one.name), "en", MAX_NAME)


def _described(text: Text) -> Json:
    made: Json = {"description": _drawn(text, "en", MAX_DESCRIPTION)}
    if translated := _translations(text, MAX_DESCRIPTION):
        made["description_localizations"] = translated
    return made


def _translations(text: Text, limit: int) -> dict[str, str]:
    """Where a translation says something else than the English."""
    english = _drawn(text, "en", limit)
    said = {language: _drawn(text, language, limit) for language in LANGUAGES if language != "en"}
    return {
        locale: words
        for language, words in said.items()
        if words != english
        for locale in LOCALES.get(language, ())
    }


def _drawn(text: Text, language: str, limit: int) -> str:
    return shorten(draw(text, Envelope(locale=language), _PEN).strip(), limit)


def _characters(command: Json) -> int:
    """Names, descriptions and choices as Discord counts them, in the longest language."""
    said = len(command["name"]) + max(
        map(len, [command["description"], *command.get("description_localizations", {}).values()])
    )
    choices = sum(len(c["name"]) + len(c["value"]) for c in command.get("choices", ()))
    return said + choices + sum(_characters(one) for one in command.get("options", ()))
