"""An import contract that names what may be imported; whatever it does not name may not.

In its lists `*` stands for one name, `**` for any number of them, and a slash at the end says that
only a folder is meant: `bot.*` is every file and folder directly under `bot`, `bot.*/` its folders.
`stdlib` and `third-party` stand for what comes with Python and with the other packages. What shares
a folder below the top (`bot.members`, `adapters.web`) may always import each other.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


def matches(pattern: str, module: str, *, folder: bool) -> bool:
    """Whether a name in a contract's list means this module."""
    if pattern.endswith("/") and not folder:
        return False
    parts = re.split(r"(\*\*|\*)", pattern.removesuffix("/"))
    wanted = {"**": r".+", "*": r"[^.]+"}
    return bool(re.fullmatch("".join(wanted.get(part, re.escape(part)) for part in parts), module))


def room(module: str) -> str:
    """The folder whose files may import each other freely."""
    return ".".join(module.split(".")[:2])


class MayImport(Contract):
    """`who` (but not `except_for`) may import `may`, but not `but_not`."""

    # import-linter puts a set of names where each of these fields is declared.
    who: Any = fields.SetField(subfield=fields.StringField())
    except_for: Any = fields.SetField(subfield=fields.StringField(), default=frozenset())
    may: Any = fields.SetField(subfield=fields.StringField())
    but_not: Any = fields.SetField(subfield=fields.StringField(), default=frozenset())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 - theirs
        found = sorted(self._breaches(graph))
        return ContractCheck(kept=not found, metadata={"breaches": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for where, line in check.metadata["breaches"]:
            output.print_error(f"{where}: {line}")

    def _breaches(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        for importer in self._importers(graph):
            for imported in graph.find_modules_directly_imported_by(importer):
                if not self._allows(importer, imported, graph):
                    yield from _lines(graph, importer, imported)

    def _importers(self, graph: ImportGraph) -> Iterator[str]:
        for module in sorted(graph.modules):
            inside = not graph.is_module_squashed(module)
            if (
                inside
                and _any(self.who, module, graph)
                and not _any(self.except_for, module, graph)
            ):
                yield module

    def _allows(self, importer: str, imported: str, graph: ImportGraph) -> bool:
        if graph.is_module_squashed(imported):
            kind = "stdlib" if imported in sys.stdlib_module_names else "third-party"
            return (imported in self.may or kind in self.may) and imported not in self.but_not
        if "." in room(importer) and room(importer) == room(imported):
            return True
        return _any(self.may, imported, graph) and not _any(self.but_not, imported, graph)


def _any(patterns: Iterable[str], module: str, graph: ImportGraph) -> bool:
    folder = bool(graph.find_children(module))
    return any(matches(pattern, module, folder=folder) for pattern in patterns)


def _lines(graph: ImportGraph, importer: str, imported: str) -> Iterator[tuple[str, str]]:
    details: list[Any] = list(graph.get_import_details(importer=importer, imported=imported))
    for detail in details or [{"line_number": "?", "line_contents": f"import {imported}"}]:
        place = f"{importer.replace('.', '/')}.py:{detail['line_number']}"
        yield place, f"{detail['line_contents']}  (may not import {imported})"
