"""Whatever a person reads went through t() or tn(): one template, no pieces, nothing beside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.language import reading
from tests.language.reading import Source, called

# What takes somebody's own words as a text; our words in it would never be translated.
OWN = {"own", "Words"}
# The keys of a platform's payload under which people read.
READ = {"content", "fallback", "label", "placeholder", "submit", "text", "title"}
# A language is called by its own name, whatever language one reads in.
LANGUAGES = {"English", "Español"}
# Where a platform takes one description for everybody, before anybody's language is known.
MANIFEST = "adapters/slack/manifest.py"


def pieces(source: Source) -> Iterator[str]:
    """Templates that are not one literal: nobody can translate what is put together."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and called(node) in reading.KEYWORDS:
            for template in node.args[: 1 if called(node) == "t" else 2]:
                literal = isinstance(template, ast.Constant) and isinstance(template.value, str)
                again = isinstance(template, ast.Attribute) and template.attr == "template"
                if not literal and not again:
                    yield f"{source.path}:{node.lineno}: {ast.unparse(template)} in t()"


def untold(source: Source) -> Iterator[str]:
    """Our own words where only somebody else's belong, or in a payload beside t()."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            for value in _words(node):
                if _speaks(value):
                    yield f"{source.path}:{node.lineno}: {ast.unparse(value)} is not translated"
        if isinstance(node, ast.Dict) and source.path.startswith("adapters/"):
            for key, its in zip(node.keys, node.values, strict=True):
                read = isinstance(key, ast.Constant) and key.value in READ
                if read and _speaks(its) and source.path != MANIFEST:
                    yield f"{source.path}:{its.lineno}: {ast.unparse(its)} is not translated"


def _words(node: ast.Call) -> Iterator[ast.expr]:
    """Where a call takes somebody's own words: own(…), Words(…), and every hole of a template."""
    if called(node) in OWN:
        yield from node.args
    if called(node) == "Text" and node.args:
        yield node.args[0]
    if called(node) in reading.KEYWORDS:
        yield from (hole.value for hole in node.keywords if hole.arg)


def _speaks(value: ast.expr) -> bool:
    """Whether a literal, or the literal part of a formatted one, has a word in it."""
    if isinstance(value, ast.JoinedStr):
        return any(_speaks(part) for part in value.values)
    literal = value.value if isinstance(value, ast.Constant) else None
    if not isinstance(literal, str) or literal in LANGUAGES:
        return False
    return any(letter.isalpha() for letter in literal)


def test_every_template_is_one_literal() -> None:
    """A sentence glued together in code cannot be said in another order of words."""
    assert [said for source in reading.sources() for said in pieces(source)] == []


def test_nothing_is_said_beside_the_templates() -> None:
    """The types let only a Text be shown; this is about what is put into one."""
    core = (source for source in reading.sources() if source.path != "bot/text.py")
    assert [said for source in core for said in untold(source)] == []


def test_a_literal_is_seen() -> None:
    """Each way of going round t() is found, and what is near it is not."""
    breaking = [
        "t(f'Hello {name}')",
        "t('Hello ' + name)",
        "tn('one', 'many'.upper(), 2)",
        "own('Hello')",
        "t('{who} is here', who='somebody')",
        "Words(f'{count} left')",
        "Text('Hello')",
        "{'text': 'Press once more'}",
    ]
    keeping = ["t('Hello')", "t(WHY.template)", "own(name)", "t('{x}', x='{…}')", "{'type': 'x'}"]
    found = [_found(code) for code in breaking]
    assert all(found), breaking
    assert not any(_found(code) for code in keeping)


def _found(code: str) -> list[str]:
    source = Source("adapters/web/render.py", ast.parse(code))
    return [*pieces(source), *untold(source)]
