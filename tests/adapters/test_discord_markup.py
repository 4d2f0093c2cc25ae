"""What members type reaches Discord as words: no pings, no formatting, nothing lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord.markup import Markdown, Plain, address, clean, cut, escape
from bot.events import Person, Place, Space
from bot.text import Envelope, Link, Words, draw, own, t

SPACE = Space("discord", "1")
# What Discord's clients act on, wherever it is not behind a backslash.
ACTIVE = re.compile(
    r"@everyone|@here|<@[!&]?\d|<#\d|<t:|</\w|<a?:\w|<id:|\]\(|https?://|:[\w~+-]+:"
    r"|[*_~`|]|^[ \t]*(?:#|>|-#|- |\d+\. )",
    re.MULTILINE,
)
NASTY = [
    "@everyone", "@here", "<@123456789012345678>", "<@!123>", "<@&12>", "<#123>",
    "[click](https://evil.example)", "https://discord.gg/abc", "# big", "-# tiny", "> q", "||s||",
    "```x", "<t:1:R>", "<:a:1>", "</cmd:123>", "<id:customize>", ":smile:", "1. one", "* item",
    "\\", "\\<@1>", "_a_b_", "[https://good.example](https://evil.example)", "a\n> b\n# c",
]  # fmt: skip


def shown(markup: str) -> str:
    """What a client shows of text in which everything active was escaped."""
    bare = re.sub(r"\\([^0-9A-Za-z\s])", lambda m: chr(0xE000 + ord(m[1])), markup)
    assert not ACTIVE.search(bare), f"active: {markup!r}"
    return re.sub("[\ue000-\ue0ff]", lambda m: chr(ord(m[0]) - 0xE000), bare)


@pytest.mark.parametrize("said", NASTY)
def test_what_would_ping_or_format_is_shown_as_written(said: str) -> None:
    """Each known trick renders as its own characters."""
    assert shown(escape(said)) == said


@given(st.text(st.sampled_from("@everyonh<>#:/t.1-*_~`|\\[]()! \nab&"), max_size=40))
@example("\\\\<@1>")
def test_any_words_render_equal_to_what_was_typed(said: str) -> None:
    """Whatever is built from the active characters comes out as it went in."""
    assert shown(escape(said)) == said


def test_characters_that_turn_the_line_around_are_left_out() -> None:
    """Overrides of direction and control characters are dropped, joiners of emoji are not."""
    assert clean("\u202egnp.exe\u2066 \x07a\u200dz\r\nb") == "gnp.exe a\u200dz\nb"


def test_holes_are_drawn_as_discord_writes_them() -> None:
    """A mention, a channel, a masked link; the label cannot end the link."""
    said = t(
        "{a} in {b}: {c}",
        a=Person(SPACE, "42"),
        b=Place(SPACE, "7", thread="8"),
        c=Link("https://x.example/a (b)", Words("a](https://evil.example) b")),
    )
    drawn = draw(said, Envelope(), Markdown())
    label = r"a\](https\://evil.example) b"
    assert drawn == f"<@42> in <#8>: [{label}](<https://x.example/a%20%28b%29>)"


def test_only_web_addresses_become_links() -> None:
    """Anything but http and https is drawn as its label."""
    assert address("javascript:alert(1)") is None
    assert draw(t("{x}", x=Link("file:///etc", Words("here"))), Envelope(), Markdown()) == "here"


def test_labels_carry_names_and_no_markup() -> None:
    """Where nothing is formatted people appear by name, on one line."""
    pen = Plain({Person(SPACE, "42"): "Ana\nMaría"}.get)  # type: ignore[arg-type] # always known here
    said = t("Ask {who} about *this*", who=Person(SPACE, "42"))
    assert draw(said, Envelope(), pen) == "Ask Ana María about *this*"


def test_a_long_text_is_cut_between_words_and_leaves_nothing_open() -> None:
    """No half mention, no half link, no open bold."""
    link = "[some label with words](<https://x.example>)"
    assert cut(f"one two {link}", 30) == "one two…"
    assert cut("**a name that is long** and more", 20) == "**a name that…**"
    assert len(cut(draw(own("word " * 50), Envelope(), Markdown()), 40)) <= 42
    assert cut("short", 40) == "short"
