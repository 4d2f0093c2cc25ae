"""A chart becomes a picture where the platform draws none, in a process of the pool."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from bot.computing import Computing
from bot.picturing import DRAWN, Picturing
from bot.platform import Answer, Platform
from bot.plotting import Plot, png
from bot.text import Envelope, own, t
from bot.ui import Chart, Look, Message, Note, Paragraph, Say, Series, TooMuch, Weight
from tests.machinery.scripted import SPACE, Scripted

CHART = Chart(
    Look.LINE,
    t("Took part"),
    (own("May"), own("June"), own("July")),
    (Series(t("In all"), (31.0, None, 40.0)), Series(own("$x^2$"), (1.0, 2.0, 3.0))),
    t("From 31 to 40 people in three months."),
)
SAID = Answer(
    Say(Message("x.y", Weight.ANSWER, (Paragraph(t("Half a page.")),), charts=(CHART,))),
    Envelope(),
)


def message_of(answer: Answer | None) -> Message:
    """What is said."""
    assert answer is not None
    assert isinstance(answer.reply, Say)
    return answer.reply.message


@pytest.mark.parametrize("look", Look)
async def test_a_chart_goes_out_as_a_picture_with_its_sentence(look: Look) -> None:
    """A real picture, and for whoever does not see it the sentence."""
    computing = Computing({DRAWN: png}, idle=5.0)
    platform: Platform = Scripted()
    chart = replace(CHART, look=look)
    message = replace(message_of(SAID), charts=(chart,))
    picturing = Picturing(computing, lambda _space: platform, patience=60.0)
    told = await picturing.answer(Answer(Say(message), Envelope()), SPACE)
    computing.close()
    files = message_of(told).files
    assert [file.name for file in files] == ["chart-1.png"]
    assert files[0].content.startswith(b"\x89PNG")
    assert files[0].alt == CHART.alt
    assert not message_of(told).charts


async def test_a_message_is_not_lost_for_its_picture() -> None:
    """Where nothing can be drawn the sentence stands in the message."""
    platform: Platform = Scripted()
    told = await Picturing(Computing({}), lambda _space: platform).answer(SAID, SPACE)
    assert message_of(told).blocks == (Paragraph(t("Half a page.")), Note(CHART.alt))


async def test_nobody_waits_long_for_a_picture() -> None:
    """A machine that is busy sends the sentence."""
    computing, platform = Computing({DRAWN: png}), Scripted()
    shown: Platform = platform
    told = await Picturing(computing, lambda _space: shown, patience=0.01).answer(SAID, SPACE)
    computing.close()
    assert Note(CHART.alt) in message_of(told).blocks


async def test_a_platform_that_draws_gets_the_data() -> None:
    """The playground draws it from the numbers."""
    platform = Scripted()
    platform.can = replace(platform.can, draws_charts=True)
    shown: Platform = platform
    assert await Picturing(Computing({}), lambda _space: shown).answer(SAID, SPACE) == SAID


def test_hearth_itself_never_loads_the_library() -> None:
    """It costs memory and half a second; only the pool's process pays."""
    asked = "import bot.compose, bot.plotting, sys; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_a_chart_is_checked_when_it_is_made() -> None:
    """A value for each label, and numbers only."""
    with pytest.raises(TooMuch):
        replace(CHART, labels=(own("May"),))
    with pytest.raises(TooMuch):
        replace(CHART, series=(Series(t("x"), (float("nan"), 1.0, 2.0)),))


def test_a_picture_can_be_drawn_of_nothing() -> None:
    """A community's first week has no numbers yet."""
    assert png(Plot(True, "Nothing", (), (), ())).startswith(b"\x89PNG")
