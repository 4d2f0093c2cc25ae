"""A message's charts become pictures where the platform draws none: in the pool, before it goes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import structlog

from bot.computing import Computing
from bot.errors import where
from bot.events import Space
from bot.platform import Answer, Letter, Platform
from bot.plotting import Plot
from bot.text import PLAIN, Envelope, Text, draw
from bot.ui import Chart, File, Look, Message, Note, Say, Update

DRAWN = "hearth.chart"  # the registered computation
PATIENCE = 8.0  # seconds a message waits for its picture; whoever asked waits, too

logger = structlog.get_logger("chart")


class Picturing:
    """Turns data into pictures; where that fails, the chart's sentence stands in its place."""

    def __init__(
        self,
        computing: Computing,
        platform: Callable[[Space], Platform],
        patience: float = PATIENCE,
    ) -> None:
        """`platform` tells by space whether it draws charts itself."""
        self._computing, self._platform, self._patience = computing, platform, patience

    async def letter(self, letter: Letter, space: Space) -> Letter:
        """The letter as it goes out."""
        if not letter.message.charts or self._platform(space).can.draws_charts:
            return letter
        return replace(letter, message=await self._pictured(letter.message, letter.envelope))

    async def answer(self, answer: Answer | None, space: Space) -> Answer | None:
        """The answer as it is shown."""
        reply = answer.reply if answer else None
        if answer is None or not isinstance(reply, Say | Update) or not reply.message.charts:
            return answer
        if self._platform(space).can.draws_charts:
            return answer
        message = await self._pictured(reply.message, answer.envelope)
        return replace(answer, reply=replace(reply, message=message))

    async def _pictured(self, message: Message, envelope: Envelope) -> Message:
        files, notes = list(message.files), []
        for number, chart in enumerate(message.charts, 1):
            try:
                async with asyncio.timeout(self._patience):
                    content = await self._computing.run(DRAWN, plot_of(chart, envelope))
            except Exception as error:  # noqa: BLE001 - a message is not lost for its picture
                logger.error("not drawn", kind=type(error).__name__, at=where(error))  # noqa: TRY400 - its words may be somebody's
                notes.append(Note(chart.alt))
            else:
                files.append(File(f"chart-{number}.png", content, chart.alt))
        blocks = (*message.blocks, *notes)
        return replace(message, blocks=blocks, files=tuple(files), charts=())


def plot_of(chart: Chart, envelope: Envelope) -> Plot:
    """The chart in the reader's language."""

    def told(text: Text | None) -> str:
        return draw(text, envelope, PLAIN) if text else ""

    return Plot(
        chart.look is Look.BARS,
        told(chart.title),
        tuple(told(label) for label in chart.labels),
        tuple(told(series.name) for series in chart.series),
        tuple(series.values for series in chart.series),
        told(chart.unit),
    )
