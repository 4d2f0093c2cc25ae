"""Five hundred hostile strings in every corner of the page, in a real browser: nought acts."""

from __future__ import annotations

import pytest
from jinja2 import Environment
from playwright.async_api import Page

from adapters.web.pens import HtmlPen
from tests.hostile.desk.pages import through

STRINGS, FEW = 500, 60


async def test_hostile_words_stay_words_on_the_page(page: Page) -> None:
    """No element, attribute or address of theirs; every word is read as it was written."""
    found = await through(page, STRINGS)
    assert found.strings == STRINGS
    assert not found.bad
    assert not found.lost
    assert not found.said


@pytest.mark.parametrize("guard", ["pen", "templates"])
async def test_without_escaping_they_would_not(
    guard: str, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both the pen and the templates escape; without either, something gets through."""
    if guard == "pen":
        monkeypatch.setattr(HtmlPen, "escape", lambda _self, said: said)
    else:
        inner = Environment.__init__

        def bare(self: Environment, *about: object, **more: object) -> None:
            inner(self, *about, **{**more, "autoescape": False})  # type: ignore[arg-type] # as it came

        monkeypatch.setattr(Environment, "__init__", bare)
    assert (await through(page, FEW)).bad
