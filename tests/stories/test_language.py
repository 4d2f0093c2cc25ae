"""Everybody reads their own language in private; a channel keeps its own."""

from __future__ import annotations

from tests.stories.scenes import arrives, founded, regular
from tests.world import World


async def test_a_spanish_reader_in_an_english_channel(world: World) -> None:
    """The welcome in the channel stays English; what is for Ana alone is Spanish."""
    await founded(world)
    await arrives(world, "ana", locale="es")
    assert "Welcome. I'm Hearth, a bot." in world.reads("ana")
    await world.presses("ana", "Start")
    assert "Para qué es este grupo:" in world.last("ana")
    await world.presses("ana", "Solo estoy mirando")
    assert world.last("ana").startswith("Estupendo. Casi todo el mundo empieza leyendo.")


async def test_a_refusal_is_in_the_readers_language(world: World) -> None:
    """Who may not is told so in their own language."""
    await founded(world)
    await arrives(world, "ana", locale="es")
    await world.runs("ana", "desk today")
    assert "Eso solo puede hacerlo la coordinación." in world.last("ana")


async def test_a_spanish_channel_reads_spanish(world: World) -> None:
    """Where only Spanish is spoken posts are Spanish; an English reader's own answers are not."""
    await founded(world, "bea", languages=("es",))
    await arrives(world, "ana")
    assert "Te doy la bienvenida. Soy Hearth, un bot." in world.reads("ana")
    await regular(world, "bea", helps="maps")
    assert "Thank you, you take part." in world.last("bea")
