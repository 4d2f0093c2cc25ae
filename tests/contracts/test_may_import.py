"""The import contracts go red on the imports they are there to refuse."""

from __future__ import annotations

import tomllib

import pytest
from grimp import ImportGraph

from tests.contracts.house import HOUSE
from tests.contracts.may_import import MayImport

FOLDERS = ("bot.members", "bot.introductions", "adapters.web", "adapters.chat", "storage")
REFUSED = [
    ("bot.ui", "bot.members.views"),
    ("bot.ui", "bot.members"),
    ("bot.ui", "bot.compose"),
    ("bot.outbox", "sqlalchemy"),
    ("bot.outbox", "bot.handlers"),
    ("bot.outbox", "bot.dispatcher"),
    ("bot.work", "bot.outbox"),
    ("bot.work", "structlog"),
    ("bot.dispatcher", "bot.outbox"),
    ("bot.handlers", "bot.platform"),
    ("bot.platform", "bot.members.model"),
    ("bot.settings", "bot.compose"),
    ("bot.introductions.handlers", "bot.members.model"),
    ("bot.introductions.handlers", "bot.outbox"),
    ("bot.introductions", "bot.platform"),
    ("bot.introductions.handlers", "sqlalchemy"),
    ("bot.introductions.handlers", "logging"),
    ("adapters.web.render", "adapters.chat.render"),
    ("adapters.web.render", "bot.members.views"),
    ("adapters.web.render", "bot.dispatcher"),
    ("adapters.web.render", "storage.tables"),
    ("adapters.web.render", "sqlalchemy"),
    ("storage.members", "adapters.web.render"),
    ("storage.members", "bot.members.handlers"),
    ("storage.members", "bot.compose"),
    ("storage.members", "httpx"),
    ("migrations.versions.first", "storage.tables"),
    ("tests.loopback.chat", "adapters.chat.render"),
    ("tests.loopback.chat", "bot.events"),
]
ALLOWED = [
    ("bot.compose", "adapters.web.render"),
    ("bot.compose", "storage.members"),
    ("bot.cli", "bot.compose"),
    ("bot.dispatcher", "bot.handlers"),
    ("bot.outbox", "bot.platform"),
    ("bot.introductions.handlers", "bot.introductions.model"),
    ("bot.introductions.handlers", "bot.directory"),
    ("bot.introductions.handlers", "datetime"),
    ("adapters.web.render", "adapters.web.inbound"),
    ("adapters.web.render", "bot.ui"),
    ("adapters.web.render", "jinja2"),
    ("storage.members", "bot.members.model"),
    ("storage.members", "storage.tables"),
    ("migrations.versions.first", "alembic"),
]


def kept(importer: str, imported: str) -> bool:
    """Whether every contract of the house allows this one import."""
    graph = ImportGraph()
    for folder in FOLDERS:
        graph.add_module(folder)
        graph.add_module(f"{folder}.model")
    for module in (importer, imported):
        ours = module.split(".")[0] in ("bot", "adapters", "storage", "migrations", "tests")
        graph.add_module(module, is_squashed=not ours)
    graph.add_import(importer=importer, imported=imported)
    return all(contract.check(graph, verbose=False).kept for contract in contracts())


def contracts() -> list[MayImport]:
    """The contracts as pyproject.toml declares them."""
    declared = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        MayImport(one["name"], {}, one) for one in declared["tool"]["importlinter"]["contracts"]
    ]


@pytest.mark.parametrize(("importer", "imported"), REFUSED)
def test_an_import_across_a_wall_is_refused(importer: str, imported: str) -> None:
    """Each of these would let one part of the house know what it must not."""
    assert not kept(importer, imported)


@pytest.mark.parametrize(("importer", "imported"), ALLOWED)
def test_an_import_through_a_door_is_allowed(importer: str, imported: str) -> None:
    """Each of these is how the house is built."""
    assert kept(importer, imported)
