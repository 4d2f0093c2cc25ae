"""Where the lines, bars and words of a chart stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from adapters.web.charts import HIGH, WIDTHS, draw_chart, ticks
from adapters.web.render import Brush
from bot.events import Person, Place
from bot.text import Envelope, own, t
from bot.ui import Chart, Look, Series

NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))
VALUES = st.lists(st.none() | NUMBERS, min_size=1, max_size=60)


class Named:
    """People and places are called by their ids."""

    def person(self, person: Person) -> str:
        return person.id

    def place(self, place: Place) -> str:
        return place.id


def drawn(look: Look, values: list[float | None]) -> dict[str, object]:
    """The chart of these values."""
    labels = tuple(own(f"week {n}") for n in range(len(values)))
    series = (Series(t("people"), tuple(values)),)
    chart = Chart(look, t("Chart"), labels, series, t("How many."))
    return draw_chart(chart, Brush(Named(), Envelope()))


@given(values=VALUES, look=st.sampled_from(Look))
def test_everything_stands_inside_the_picture(look: Look, values: list[float | None]) -> None:
    """Whatever the numbers: no mark outside, as many as were measured, all told as numbers."""
    chart = drawn(look, values)
    pictures, rows = chart["pictures"], chart["rows"]
    assert isinstance(pictures, list)
    assert isinstance(rows, list)
    measured = sum(value is not None for value in values)
    for picture, width in zip(pictures, WIDTHS.values(), strict=True):
        points = [point for line in picture["lines"] for point in line["points"]]
        spots = points or [(bar["x"], bar["y"]) for bar in picture["bars"]]
        assert len(spots) == measured
        assert all(0 <= x <= width and 0 <= y <= HIGH for x, y in spots)
        assert picture["labels"][-1]["text"] == f"week {len(values) - 1}"
    assert [row[1] == "–" for row in rows] == [value is None for value in values]


@given(values=st.lists(NUMBERS, max_size=30))
def test_the_scale_holds_every_value_and_nought(values: list[float]) -> None:
    """From at most the lowest to at least the highest, in even steps."""
    marks = ticks(values)
    assert 2 <= len(marks) <= 12
    assert marks[0] <= min([0.0, *values])
    assert marks[-1] >= max([0.0, *values])


def test_whole_things_are_counted_whole() -> None:
    """Half a person is none."""
    assert all(mark.is_integer() for mark in ticks([0.0, 1.0, 2.0]))


def test_a_gap_is_a_gap() -> None:
    """What was not measured is not drawn through, and is not nought."""
    pictures = drawn(Look.LINE, [1.0, 2.0, None, 3.0, 4.0])["pictures"]
    assert isinstance(pictures, list)
    assert len(pictures[0]["lines"][0]["paths"]) == 2
