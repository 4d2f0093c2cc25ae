"""Somebody who reads Spanish walks through the playground and privately reads nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from bot.communities.model import NORMS
from bot.text import HOLE, Text, translated
from migrations import upgrade
from tests.language import reading
from tests.stories.scenes import founded
from tests.world import World, open_world

SPANISH = {"locale": "es-MX", "zone": "Europe/Madrid"}
WORD = re.compile(r"[^\W\d_]+")  # letters only: a bracket or a comma is no word
FEWEST = 3  # words that make a sentence nobody types by chance


def sentences() -> tuple[re.Pattern[str], ...]:
    """English sentences of ours, holes open, that Spanish says otherwise."""
    templates = {form for one in reading.extracted() for form in reading.forms(one)}
    # A community's rules are its own words, as its coordinators saved them.
    ours = templates - {norm.template for norm in NORMS}
    said = (one for one in ours if len(WORD.findall(HOLE.sub(" ", one))) >= FEWEST)
    return tuple(_open(one) for one in said if translated(Text(one), "es") != one)


def _open(template: str) -> re.Pattern[str]:
    literal = HOLE.split(template)[::2]
    return re.compile(".+".join(re.escape(piece) for piece in literal))


def english(lines: list[str]) -> list[str]:
    """Lines in which an English sentence of ours stands."""
    known = sentences()
    assert len(known) > 300, "the templates were not found"
    return [line for line in lines if any(one.fullmatch(line) for one in known)]


async def walk(world: World) -> None:
    """Join as a host, arrive, agree, be introduced, ask why, look at everything, pause."""
    world.person("bea", **SPANISH)
    await world.joins("bea")
    await founded(world, hosts=("bea",))
    await world.presses("cora", "Ask the hosts")
    await world.runs("bea", "join")
    await world.fills("bea", ticks=("introduce", "ask"), help="contratación", learn="mapas")
    world.person("ana", **SPANISH)
    await world.joins("ana")
    await world.passes(minutes=2)
    await world.presses("ana", "Start")
    await world.presses("ana", "Me parece bien")
    await world.fills("ana", learn="contratación", help="hojas")
    await world.presses("ana", "Sí, preséntame")
    await world.presses("bea", "Con mucho gusto")
    for verb in ("why", "me", "help", "privacy"):
        await world.runs("ana", verb)
    await world.runs("ana", "find", words="contratación")
    await world.runs("ana", "pause", until="dos semanas")
    await world.passes(days=8)


async def test_nobody_reads_two_languages_at_once(tmp_path: Path) -> None:
    """Private answers, questions and pages; a channel speaks the community's language."""
    url = f"sqlite:///{tmp_path / 'hearth.db'}"
    await upgrade(url)
    async with open_world("web", tmp_path, url) as world:
        await walk(world)
        for name in ("ana", "bea"):
            alone = [one for one in world.sees(name) if one.private and len(one.together) < 2]
            said = [line.lstrip("• ") for one in alone for line in one.text.splitlines()]
            assert len(said) > 3
            assert english(said) == []


def test_an_english_sentence_is_seen() -> None:
    """What the walk would have found."""
    assert english(["I'm still looking for the right person.", "Sigo buscando."]) == [
        "I'm still looking for the right person."
    ]


def test_punctuation_makes_no_sentence() -> None:
    """A line of holes is English in no language, whatever stands between them."""
    assert not english(["lunes, cada semana, 10:00 (Europe/Madrid)"])
    drawn = [one.pattern for one in sentences() if not WORD.search(one.pattern.replace(".+", ""))]
    assert drawn == []
