"""Help made from the table, what is seen and kept, and what was not understood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.communities.handlers import on as communities
from bot.events import Begin, Community, Place, Space
from bot.guide import views
from bot.guide.handlers import on as guide
from bot.guide.verbs import nearest, verbs
from bot.handlers import MEMBER, Handlers, person, words
from bot.text import t
from tests.communities.stage import buttons_of, words_of
from tests.communities.test_storage import ANA, BEA, commons

rooms = Handlers("rooms")


@rooms.command("find", help=t("People who can help"), who=MEMBER, aliases=("who",), what=words())
@rooms.command(
    "introduce",
    help=t("Introduce two members"),
    one=person(),
    other=person(),
    because=words(required=False),
)
@rooms.command("pause", help=t("A break"), aliases=("stop",), until=words(required=False))
def act(_event: object, _work: object) -> None:
    """A verb of another room."""


TABLE = (*guide.table, *communities.table, *rooms.table)


def help_for(*, desk: bool, community: Community | None = None) -> str:
    return words_of(
        views.help_(community, verbs(TABLE, desk=False), verbs(TABLE, desk=True) if desk else ())
    )


def test_help_is_made_from_the_table() -> None:
    """Usage, one line, and other words for it; the purpose of the group above."""
    said = help_for(desk=False, community=commons())
    assert "What this group is for:\nPeople who buy for the public" in said
    assert "introduce @one @other [because …]: Introduce two members" in said
    assert "find <what>: People who can help (also: who)" in said
    assert "setup [<code>]: Start a community here, or change how it works" in said


def test_the_desk_is_shown_to_coordinators_only() -> None:
    """Others would only be refused."""
    assert "desk" not in help_for(desk=False)
    said = help_for(desk=True)
    for verb in ("today", "held", "hold", "log", "role @person [host|coordinator]"):
        assert f"desk {verb}: " in said


def test_the_empty_verb_is_no_verb() -> None:
    """What answers the not understood is not offered as a command."""
    assert all(verb.usage.strip() for verb in verbs(TABLE, desk=False))


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("fnid procurement", "find"),
        ("can you intruduce us?", "introduce"),
        ("desk todya", "desk today"),
        ("stopp!", "pause"),
        ("xylophone please", None),
        ("", None),
    ],
)
def test_the_nearest_verb(said: str, verb: str | None) -> None:
    """A slip of the finger is understood; nonsense is not guessed at."""
    assert nearest(said, TABLE) == verb


def test_not_understood_gets_one_line_and_three_buttons() -> None:
    """A member, somebody who has not joined, and a slip that has a button of its own."""
    member = views.not_understood("pause", is_member=True)
    assert words_of(member) == "I did not understand that. Did you mean “pause”?"
    assert list(buttons_of(member)) == ["Find somebody", "What can you do?", "Ask a coordinator"]
    stranger = views.not_understood(None, is_member=False)
    assert words_of(stranger) == "I did not understand that. One of these, perhaps?"
    assert list(buttons_of(stranger)) == ["Join", "What can you do?", "Ask a coordinator"]
    near = views.not_understood("privacy", is_member=True)
    assert list(buttons_of(near)) == ["What do you keep?", "Find somebody", "What can you do?"]
    nowhere = views.nobody_here()
    assert len(buttons_of(nowhere)) == 3


def test_what_is_seen_is_said_plainly() -> None:
    """And who else may open a private conversation, where somebody may."""
    watchers = t("Moderators of this server can open private threads.")
    said = words_of(views.see(watchers))
    assert "Messages that mention me, and messages to me." in said
    assert "What people write to each other: not in the channels, and not in private." in said
    assert said.endswith("Moderators of this server can open private threads.")
    assert "Moderators" not in words_of(views.see(None))


def test_what_is_kept_is_said_plainly() -> None:
    """Before Join and after, for how long, and where to see and erase it."""
    said = words_of(views.keep(None))
    assert "Before you press Join: that you are here, since when, and how I learnt it." in said
    assert "its words for seven days" in said
    assert "/hearth me" in said


def test_coordinators_are_named() -> None:
    """With a way to reach all of them at once."""
    reply = views.coordinators((ANA, BEA), commons())
    assert "Buyers is tended by @ana and @bea." in words_of(reply)
    assert buttons_of(reply)["Tell a coordinator"][0] == "introductions.tell"
    alone = replace(commons(), home=Place(Space("web", "one"), "x"), begin=Begin.ALL)
    assert words_of(views.coordinators((), alone)) == "Nobody tends Buyers just now."
