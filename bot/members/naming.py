"""What the columns of *everything I keep* are called, in words that can be translated."""

from __future__ import annotations

from datetime import datetime

from bot.events import Person, Place, Space
from bot.members.forms import DAYS
from bot.members.model import ENDLESS
from bot.text import Hole, Moment, Text, Words, t

KINDS = {  # of prompts, as they are called in the middle of a sentence
    "question": t("questions"),
    "story": t("stories"),
    "tip": t("tips"),
    "challenge_check": t("what is hard just now"),
    "perspective": t("seeing with other eyes"),
    "article": t("things to read"),
    "spotlight": t("people to put in the light"),
    "celebrate": t("things to celebrate"),
}
YES_OR_NO = (
    "answered",
    "apart",
    "ask_me",
    "given",
    "helpful",
    "in_rounds",
    "introduce_me",
    "left out for now",
    "may be quoted",
    "said",
    "skips",
    "stays unnamed",
    "you said",
)
NAMES: dict[str, Text] = {
    "about": t("about"),
    "agreed to be introduced": t("agreed to be introduced"),
    "answered": t("answered"),
    "apart": t("kept apart"),
    "ask_me": t("may be asked"),
    "asked": t("asked"),
    "asked on": t("asked on"),
    "asks_a_week": t("asks a week"),
    "can_help_with": t("can help with"),
    "came of it": t("came of it"),
    "channel": t("channel"),
    "day": t("day"),
    "days": t("days"),
    "drawn": t("drawn"),
    "for": t("what for"),
    "given": t("still so"),
    "hardest": t("hardest now"),
    "helpful": t("of use"),
    "here as": t("here as"),
    "here since": t("here since"),
    "here_from": t("here from"),
    "hours": t("hours"),
    "id": t("id"),
    "in_rounds": t("drawn in rounds"),
    "in the library": t("in the library"),
    "introduce_me": t("introduced"),
    "introduced": t("introduced"),
    "join_form": t("sent the Join form"),
    "joined": t("joined"),
    "languages": t("languages"),
    "last answered": t("last answered"),
    "last asked": t("last asked"),
    "last look": t("last look"),
    "left": t("left"),
    "left out for now": t("left out for now"),
    "level": t("level"),
    "listed_as": t("listed as"),
    "locale": t("language"),
    "looking round": t("looking round"),
    "looks after": t("looks after"),
    "may be quoted": t("may be quoted"),
    "me too on": t("said me too on"),
    "met somebody": t("met somebody"),
    "name": t("name"),
    "norms_version": t("norms, version"),
    "not asked about": t("not asked about"),
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
    "signed in": t("signed in"),
    "since": t("since"),
    "skill": t("skill"),
    "skips": t("the next one skipped"),
    "source": t("came by"),
    "state": t("state"),
    "stays unnamed": t("stays without your name if you erase"),
    "to learn": t("to learn"),
    "wants_to_learn": t("wants to learn"),
    "was answered": t("was answered"),
    "what": t("what"),
    "when": t("when"),
    "with": t("with"),
    "with others": t("with others"),
    "words": t("words"),
    "you": t("you"),
    "you replied": t("you replied"),
    "you said": t("you said"),
    "you told": t("you told"),
    "you tried": t("you tried"),
    "your answer": t("your answer"),
    "your idea": t("your idea"),
    "your line": t("your line"),
    "your question": t("your question"),
    "zone": t("time zone"),
}
# Only where the value is ours; what a member wrote is never translated.
VALUES: dict[tuple[str, str], Text] = {
    **{(key, "yes"): t("yes") for key in YES_OR_NO},
    **{(key, "no"): t("no") for key in YES_OR_NO},
    **{("days", day.value): day.label for day in DAYS},
    **{("not asked about", kind): called for kind, called in KINDS.items()},
    ("may be quoted", "named"): t("yes, with your name"),
    ("may be quoted", "unnamed"): t("yes, without your name"),
    ("may be quoted", "not asked"): t("not asked yet"),
    ("drawn", "every"): t("every round"),
    ("drawn", "second"): t("every second round"),
    ("drawn", "monthly"): t("once a month"),
    ("here as", "member"): t("member"),
    ("here as", "host"): t("host"),
    ("here as", "coordinator"): t("coordinator"),
    ("here since", "before me"): t("before me"),
    ("what", "introduction"): t("an introduction"),
    ("what", "round"): t("a round"),
    ("what", "prompt"): t("an answer to a prompt"),
    ("what", "hello"): t("an answer to a hello"),
    ("what", "answer"): t("an answer to a question"),
    ("for", "learn"): t("to learn"),
    ("for", "make"): t("to make something"),
    ("for", "coordinate"): t("to arrange something"),
    ("you", "wrote it"): t("wrote it"),
    ("you", "look after it"): t("look after it"),
    ("you", "were named for it"): t("were named for it"),
    ("you", "were asked"): t("were asked"),
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
    ("you told", "in_touch"): t("in touch"),
    ("you told", "met"): t("we met"),
    ("you told", "arranged"): t("it's arranged"),
    ("you told", "not_yet"): t("not yet"),
    ("you told", "let_go"): t("let it go"),
    ("you replied", "asked"): t("nothing yet"),
    ("you replied", "yes"): t("you can help"),
    ("you replied", "no"): t("not you"),
    ("you replied", "tomorrow"): t("tomorrow"),
    ("you replied", "who"): t("you know who"),
    ("you replied", "late"): t("nothing in time"),
    ("you replied", "answered"): t("an answer"),
    ("you replied", "settled"): t("nothing: somebody else answered"),
    ("you replied", "failed"): t("nothing: it did not reach you"),
    ("your answer", "in the thread"): t("in the thread, in your own message"),
    ("state", "suggested"): t("waits for a coordinator's yes"),
    ("state", "accepted"): t("accepted"),
    ("state", "scheduled"): t("has its day"),
    ("state", "posted"): t("posted"),
    ("state", "harvested"): t("posted, its answers kept"),
    ("state", "retired"): t("put aside"),
    ("state", "draft"): t("written, not posted"),
    ("state", "routed"): t("open, somebody is being asked"),
    ("state", "answered"): t("answered"),
    ("state", "helped"): t("helped by an older answer"),
    ("state", "closed_unanswered"): t("closed, as it was quiet"),
    ("state", "asking"): t("somebody is being asked"),
    ("state", "open"): t("open"),
    ("state", "done"): t("done"),
    ("state", "let_go"): t("let go"),
    ("state", "todo"): t("to be sent"),
    ("state", "sending"): t("to be sent"),
    ("state", "held"): t("held for a coordinator's yes"),
    ("state", "sent"): t("sent"),
    ("state", "parked"): t("a coordinator looks at it"),
    ("state", "dropped"): t("never sent"),
}
PEOPLE, PLACES = {"person", "with", "with others"}, {"channel"}
SEVERAL = {"days", "with others", "you"}  # several, by comma


def name(key: str) -> Text:
    """A column in words; its own name where a room brings one we do not know."""
    return NAMES.get(key) or t("{name}", name=key.replace("_", " "))


def value(key: str, said: str, space: Space) -> Hole:
    """People, channels and moments as such, our own words as ours, all else as it is."""
    if key in SEVERAL:
        return tuple(_one(key, one, space) for one in said.split(", "))
    return _one(key, said, space)


def _one(key: str, said: str, space: Space) -> Hole:
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
