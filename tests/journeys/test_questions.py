"""A stranger asks in the playground: residents answer, the asker hears of it and says it helped."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.journeys.visitor import Visitor

NEED = "How do I begin reading procurement data?"


async def test_a_question_is_answered_by_people_who_know(visitor: Visitor) -> None:
    """Join, ask in one form, and a resident answers; accepted, it stands as solved."""
    await visitor.arrives("Sora Ito")
    await visitor.turns_to("community")
    await visitor.writes("/hearth join")
    await visitor.fills(help="baking", learn="procurement")
    await expect(visitor.form).to_have_count(0)
    await visitor.writes(f"/hearth ask {NEED}")
    await expect(visitor.form.locator("[name='f.need']")).to_have_value(NEED)
    await visitor.reaches_everybody()
    await visitor.sends()
    await visitor.says("ask up to three people who said that I may ask them")
    await visitor.says("Write in the thread, or press I can answer")
    await visitor.reaches_everybody()
    await visitor.turns_to("Hearth")
    answered = visitor.log.get_by_text("answered your question:")
    await visitor.steps_until(answered)
    await visitor.reaches_everybody()
    await visitor.presses("That solved it")
    await visitor.says("Noted, with thanks to")
    await visitor.turns_to("community")
    await visitor.says(re.compile("Solved, with thanks to"))
    await visitor.writes("/hearth questions")
    await visitor.says("Waiting for somebody like you")
    await visitor.reaches_everybody()
