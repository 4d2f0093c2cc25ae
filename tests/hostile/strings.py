"""A grammar of words that want to ping, format, hide, break out, or be somebody else's."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

# What is taken out of words: characters that turn, hide or control; what no database keeps
# (NUL, half a surrogate) is shown as the character for what cannot be shown.
STRIPPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2069\ufdd0-\ufdef\ufeff\ufffd\ud800-\udfff]"
)
PINGS = (
    "@everyone", "@here", "@channel", "<!channel>", "<!here|here>", "<!everyone>",
    "<!subteam^S0123ABCD>", "<!subteam^S0123ABCD|@team>", "<@{zoe}>", "<@!{zoe}>", "<@{zoe}|x>",
    "@zoe", "<@&123456789012345678>", "<#{home}>", "<#{home}|home>", "&lt;@{zoe}&gt;",
    "&lt;!channel&gt;", "\\<@{zoe}>", "\\@everyone", "@\u200beveryone", "@every\u200bone",
    "\uff20everyone", "<@\u202e{zoe}>", "<!date^1392734382^{{date}}|now>", "<id:customize>",
)  # fmt: skip
MARKUP = (
    "*bold*", "**bold**", "_it_", "__under__", "~~gone~~", "~gone~", "`code`", "```\nblock\n```",
    "||secret||", "> quoted", ">>> all quoted", "# heading", "### heading", "-# small", "- item",
    "1. one", ":smile:", "<:smile:123456789012345678>", "<a:dance:123456789012345678>",
    "</hearth me:123456789012345678>", "<t:1700000000:R>", "\\*star\\*", "***", "___", "~~~~",
    "| a | b |", "![x](y)", "[ ] task",
)  # fmt: skip
LINKS = (
    "<http://evil.example|bank.example>", "[bank](http://evil.example)",
    "[bank](<http://evil.example>)", "http://evil.example", "<http://evil.example>",
    "<mailto:a@evil.example|write>", "javascript:alert(1)", "[x](javascript:alert(1))",
    "data:text/html,<script>1</script>", "//evil.example", "https://bank.example@evil.example",
    "<slack://open>", "discord.gg/evil", "[](http://evil.example)",
)  # fmt: skip
WEB = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)", "</textarea><b>", "<!--", "]]>", "&amp;", "&#60;b&#62;", "<b>x</b>",
    "{{{{7*7}}}}", "${{7*7}}", "<%= 1 %>", "</blockquote><p>", "<a href='//evil.example'>x</a>",
)  # fmt: skip
HIDDEN = (
    "\u202egnp.exe", "\u2066\u2067abc\u2069", "a\u200bb", "\u200f\u200eabc", "\u061cabc",
    "\ufeffabc", "\u2060abc", "שלום", "مرحبا بالعالم", "аdmin", "Ηearth", "𝓱𝓮𝓪𝓻𝓽𝓱", "ﬁle",
    "e\u0301\u0301\u0301\u0301", "👩‍👩‍👧‍👦", "🏳️‍🌈", "\u00adsoft", "नमस्ते", "\u2028line",
)  # fmt: skip
HOLES = (
    "{{name}}", "{{0}}", "{{words}}", "{{newcomer}}", "{{}}", "{{", "}}", "{{0.__class__}}", "%s",
    "%(name)s", "%n", "%", "\\n", "\\", "\\u0000", "$HOME", "`id`", "'; DROP TABLE people;--",
    '" OR 1=1', "../../etc/passwd", "null", "None", "0", "-1", "NaN", "true", "[]",
)  # fmt: skip
FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "=HYPERLINK(1)")
BYTES = ("nul\x00byte", "\x1b[31mred", "bell\x07", "\r\nX-Header: 1", "\x7f", "\x85", "\ufffe")
OTHERS = (
    "{other}",
    "members.yes|{other}|x",
    "{other}/newcomers.hello",
    "{canary_id}",
    "<@{canary_id}>",
)
KINDS: Mapping[str, Sequence[str]] = {
    "ping": PINGS,
    "markup": MARKUP,
    "link": LINKS,
    "web": WEB,
    "hidden": HIDDEN,
    "hole": HOLES,
    "formula": FORMULAS,
    "byte": BYTES,
    "other": OTHERS,
}
LONG = 17  # every so many strings is one that fills its field
JOINTS = ("", " ", "\n", " x ", "*", "_", "(", "\u200d")


def made(count: int, ids: Mapping[str, str], seed: str = "hostile") -> list[str]:
    """So many different strings: first each word of the grammar, then words joined."""
    dice = random.Random(seed)
    every = [word.format(**ids) for words in KINDS.values() for word in words]
    dice.shuffle(every)
    found = dict.fromkeys(every)
    while len(found) < count:
        parts = [dice.choice(every) for _ in range(dice.randint(2, 4))]
        one = dice.choice(JOINTS).join(parts)
        if len(found) % LONG == 0:
            one = (one + " ") * (1200 // len(one) + 1)
        found[one] = None
    return list(found)[:count]


def seen(said: str) -> str:
    """What must be read where `said` was written: without what is stripped, and one space."""
    return " ".join(STRIPPED.sub("", said.replace("\u2028", "\n")).split())


def bare(said: str) -> str:
    """The same without any white space: how lines are broken is each platform's own matter."""
    return "".join(STRIPPED.sub("", said).split())
