"""What the columns of *everything I keep* are called, in words that can be translated."""

from __future__ import annotations

from datetime import datetime

from bot.events import Person, Place, Space
from bot.members.model import ENDLESS
from bot.text import Hole, Moment, Text, Words, t

NAMES: dict[str, Text] = {
    "about": t("about"),
    "agreed to be introduced": t("agreed to be introduced"),
    "apart": t("kept apart"),
    "ask_me": t("may be asked"),
    "asks_a_week": t("asks a week"),
    "asked": t("asked"),
    "can_help_with": t("can help with"),
    "channel": t("channel"),
    "days": t("days"),
    "hardest": t("hardest now"),
    "here_from": t("here from"),
    "here since": t("here since"),
    "hours": t("hours"),
    "id": t("id"),
    "in_rounds": t("drawn in rounds"),
    "introduce_me": t("introduced"),
    "introduced": t("introduced"),
    "join_form": t("sent the Join form"),
    "joined": t("joined"),
    "kind": t("kind"),
    "languages": t("languages"),
    "last answered": t("last answered"),
    "last asked": t("last asked"),
    "left": t("left"),
    "level": t("level"),
    "listed_as": t("listed as"),
    "locale": t("language"),
    "looking round": t("looking round"),
    "met somebody": t("met somebody"),
    "name": t("name"),
    "norms_version": t("norms, version"),
    "on": t("on"),
    "organisation": t("works in"),
    "paused_until": t("break until"),
    "person": t("person"),
    "pressed Start": t("pressed Start"),
    "role": t("role"),
    "said": t("said"),
    "said hello": t("said hello"),
    "search": t("search"),
    "sector": t("sector"),
    "skill": t("skill"),
    "source": t("came by"),
    "state": t("state"),
    "wants_to_learn": t("wants to learn"),
    "was answered": t("was answered"),
    "when": t("when"),
    "with": t("with"),
    "words": t("words"),
    "you said": t("you said"),
    "you told": t("you told"),
    "your line": t("your line"),
    "zone": t("time zone"),
}
# Only where the value is ours; what a member wrote is never translated.
VALUES: dict[tuple[str, str], Text] = {
    **{(k, "yes"): t("yes") for k in ("ask_me", "in_rounds", "introduce_me", "apart", "said")},
    **{(k, "no"): t("no") for k in ("ask_me", "in_rounds", "introduce_me", "apart")},
    ("apart", "no longer"): t("no longer"),
    ("said", "yes, the name first"): t("yes, the name first"),
    ("asked", "shown to you"): t("shown to you"),
    ("level", "do"): t("can do it"),
    ("level", "explain"): t("can explain it"),
    ("level", "connect"): t("knows who"),
    ("level", "learn"): t("wants to learn it"),
    ("source", "adoption"): t("being there before me"),
    ("source", "join"): t("coming in"),
    ("source", "yes"): t("saying yes"),
    ("source", "welcome"): t("pressing Join"),
    ("search", "looking"): t("going on"),
    ("search", "found"): t("somebody found"),
    ("search", "ended"): t("ended"),
    ("you said", "yes"): t("yes"),
    ("you said", "no"): t("no"),
    ("you told", "met"): t("we met"),
    ("you told", "arranged"): t("it's arranged"),
    ("you told", "not_yet"): t("not yet"),
    ("you told", "let_go"): t("let it go"),
    ("state", "todo"): t("to be sent"),
    ("state", "sending"): t("to be sent"),
    ("state", "held"): t("held for a coordinator's yes"),
    ("state", "sent"): t("sent"),
    ("state", "parked"): t("a coordinator looks at it"),
    ("state", "dropped"): t("never sent"),
}
PEOPLE, PLACES = {"person", "with"}, {"channel"}


def name(key: str) -> Text:
    """A column in words; its own name where a room brings one we do not know."""
    return NAMES.get(key) or t("{name}", name=key.replace("_", " "))


def value(key: str, said: str, space: Space) -> Hole:
    """People, channels and moments as such, our own words as ours, all else as it is."""
    if key in PEOPLE:
        return Person(space, said)
    if key in PLACES:
        return Place(space, said)
    if (key, said) in VALUES:
        return VALUES[key, said]
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return Words(said)
    if at.tzinfo is None:
        return Words(said)
    return t("until you say") if at == ENDLESS else Moment(at)


def is_stamp(key: str) -> bool:
    """Whether a column only says when something was said: the download has those."""
    return key == "changed" or key.endswith(("_since", "_at")) or key == "since"
