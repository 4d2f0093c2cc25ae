"""What every column holds about people, and which line of docs/privacy.md says so.

A new column without a class here fails the tests: whoever adds one says what it tells of whom.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Holds(StrEnum):
    """What a column tells, from the most to the least."""

    WORDS = "somebody's words, or words about somebody: sealed"
    PERSON = "whose row it is, or who else is in it: a platform's id"
    CHOICE = "what somebody chose, answered, or is"
    MOMENT = "when something happened"
    DIGEST = "a keyed digest that tells nothing without the key"
    PLACE = "a community, a channel, a world: no person"
    WORKS = "how the work goes on: states, names of messages, counters; no person's doing"


WORDS, PERSON, CHOICE, MOMENT, DIGEST, PLACE, WORKS = Holds


@dataclass(frozen=True, slots=True)
class Said:
    """The line of the page about a table, by how it begins; none for what is about nobody."""

    line: str
    columns: dict[str, Holds] = field(default_factory=dict)


def _said(line: str, **columns: str) -> Said:
    """Columns by class: `person="person by"`."""
    held = {name: Holds[kind.upper()] for kind, names in columns.items() for name in names.split()}
    return Said(line, held)


BELONGS = "that somebody belongs"
CHOSE = "what a member chose"
WROTE = "what a member wrote"
WEEKS = "the moments of somebody's first weeks"
INTRODUCED = "who was introduced to whom"
DRAWN = "who sat with whom in a round"
APART = "whom somebody does not want to meet"
NAMED = "name, language, time zone"
SENT = "messages sent"
DRAFTS = "forms not finished"
LOGGED = "the coordinators' log"
FAILED = "an event that failed"
SEEN = "ids of events"
DID = "who took part in which conversation"
LATELY = "the day a member last used Hearth"
ASKED = "that somebody was asked how it is"
TOGETHER = "who is in to learn something together"
ROLES = "who is a host or a coordinator"
TALK = "which community a conversation is about"
SIGNED_IN = "that a coordinator is signed in"
FORGOTTEN = "that somebody was forgotten"
HEARD = "who wrote when, and in which thread"
UNHEARD = "that somebody is left out of listening"
PROMPTED = "what a member suggested as a prompt"
MEETINGS = "when meetings are"
LEFT_OPEN = "what a meeting left open"
LIBRARY = "words of a member that are kept in the library"
QUESTIONS = "what a member asked the community"
SPARED = "that somebody does not want to be offered that"
UNNAMED = "what was asked without a name"
NOBODY = ""

KEPT: dict[str, Said] = {
    "acts": _said(LATELY, place="community", person="person", moment="day"),
    "apart": _said(
        APART, place="community", person="person other", choice="apart", moment="at"
    ),
    "approved": _said(NOBODY, place="community", works="kind"),
    "barriers": _said(NOBODY, place="community", works="month answer n"),
    "belonging": _said(
        BELONGS, place="community space", person="person", choice="source",
        moment="since left_at changed_at",
    ),
    "checkins": _said(
        ASKED, place="community", person="person", moment="asked_at answered_at ended_at"
    ),
    "circles": _said(TOGETHER, place="community", digest="task", person="person", moment="at"),
    "claim_codes": _said(
        NOBODY, digest="digest", place="space", works="missed", moment="expires used_at"
    ),
    "claims": _said(
        WROTE, place="community", person="person", digest="task", choice="level", words="words",
        moment="at",
    ),
    "communities": _said(
        ROLES, person="by", words="said",
        place="id space home hello language languages zone begin already_alive people",
        works="norms_version counting", moment="since changed_at posted_at lost_at gone_at",
    ),
    "computations": _said(
        INTRODUCED, place="community space", person="subject", words="handle",
        works="name state version attempt lease", moment="asked_at",
    ),
    "conversations": _said(TALK, place="space place community", person="person", moment="until"),
    "drafts": _said(
        DRAFTS, place="space community", person="person", words="kept", works="id", moment="until"
    ),
    "exchanges": _said(
        DID, place="community", digest="id", person="person", works="kind mode about size",
        moment="at",
    ),
    "facts": _said(NOBODY, works="name value"),
    "failed": _said(FAILED, place="space", works="id error", words="event", moment="at"),
    "forgotten": _said(FORGOTTEN, digest="digest", moment="at"),
    "heard": _said(
        HEARD, place="community place", digest="thread", person="person", works="begins",
        moment="at",
    ),
    "holds": _said(NOBODY, place="community", moment="since"),
    "inbox": _said(SEEN, place="space", digest="id", moment="seen_at"),
    "instances": _said(NOBODY, works="id beat", digest="token"),
    "introductions": _said(
        INTRODUCED, place="community", works="id state round late search", person="a b by",
        words="reason", choice="a_said b_said a_outcome b_outcome name_first",
        moment="at offered_at together_at",
    ),
    "library_items": _said(
        LIBRARY, place="community", person="person", words="words",
        digest="terms topic message thread",
        choice="naming stays state", works="id source kind level helped",
        moment="at asked kept confirmed looked helped_at",
    ),
    "library_postings": _said(NOBODY, place="community", digest="term item", works="tf length"),
    "library_sizes": _said(NOBODY, place="community", works="kept terms"),
    "library_spellings": _said(NOBODY, place="community", digest="spelling term"),
    "library_terms": _said(NOBODY, place="community", digest="term", works="held"),
    "library_topics": _said(
        LIBRARY, place="community", digest="topic", person="steward", words="words"
    ),
    "listening": _said(
        HEARD, place="community place space", person="by", moment="asked_at since"
    ),
    "log": _said(LOGGED, place="community", works="id", person="by", words="said", moment="at"),
    "members": _said(
        CHOSE, place="community space", person="person",
        choice="introduce_me in_rounds ask_me allowance norms_version",
        words="profile hardest consent offered",
        moment="joined_at full_at left_at introduce_at ticks_at allowance_at paused_until "
        "paused_at profile_at hardest_at claims_at norms_at consent_at",
    ),
    "newcomers": _said(
        WEEKS, place="community", person="person", words="hello", works="held asked_day",
        moment="joined_at came_at left_at greeted_at started_at looking_at agreed_at introduced_at "
        "met_at asked_at answered_at ended_at hello_at hi_at",
    ),
    "passes": _said(
        SIGNED_IN, place="community space", person="person", digest="digest", works="page",
        moment="until used_at",
    ),
    "occurrences": _said(NOBODY, place="community", works="name day missed", moment="at"),
    "outbox": _said(
        SENT, place="community space", person="person key beside", words="letter landed",
        works="kind weight state placed version tried attempt lease first_byte reason",
        moment="due expires sent_at",
    ),
    "people": _said(
        NAMED, place="space", person="person", words="known", choice="powers is_bot is_guest",
        moment="at",
    ),
    "planned": _said(NOBODY, place="community space", works="name day", moment="at"),
    "prompt_answers": _said(
        PROMPTED, place="community", works="id posting", person="person", words="words",
        choice="chosen naming", moment="at",
    ),
    "prompt_marks": _said(
        PROMPTED, place="community", person="person", choice="answer", moment="at"
    ),
    "prompt_mutes": _said(PROMPTED, place="community", person="person", choice="kind"),
    "prompt_postings": _said(
        NOBODY, place="community", works="prompt kind answers day",
        moment="posted harvest harvested asked noted",
    ),
    "prompt_supports": _said(
        PROMPTED, place="community", person="person", choice="challenge willing", moment="at"
    ),
    "prompts": _said(
        PROMPTED, place="community", works="id place kind stage first state", person="author",
        words="words", moment="at planned posted",
    ),
    "question_answers": _said(
        QUESTIONS, place="community", works="id question", person="person", words="words told",
        choice="via verdict outcome", digest="terms", moment="at accepted",
    ),
    "question_offers": _said(
        QUESTIONS, place="community", works="id question why wave", person="person by",
        words="about", digest="topic", choice="said", moment="at delivered",
    ),
    "question_forums": _said(NOBODY, place="community space place", moment="at"),
    "question_spared": _said(SPARED, place="community", person="person", moment="at"),
    "question_asides": _said(
        UNNAMED, place="community", works="id question", words="words",
    ),
    "question_tickets": _said(
        UNNAMED, place="community", works="question", digest="digest",
    ),
    "question_topics": _said(
        QUESTIONS, place="community", person="person", digest="topic", words="words",
        choice="stopped", moment="at",
    ),
    "questions": _said(
        QUESTIONS, place="community", works="id kind state seed wave item", person="asker",
        words="words", choice="wish by", digest="thread topic",
        moment="at posted touched first settled told asked_quiet",
    ),
    "question_weights": _said(NOBODY, place="community", works="weights questions", moment="at"),
    "raids": _said(NOBODY, place="community", works="decided", moment="since last"),
    "holidays": _said(NOBODY, place="community", works="day name"),
    "meetings": _said(
        MEETINGS, place="community", words="title", works="id minutes uid skipped",
        moment="at known_at",
    ),
    "moved_beats": _said(NOBODY, place="community", works="name week", moment="to"),
    "notices": _said(NOBODY, place="community", works="id telling about", moment="at until"),
    "point_asks": _said(LEFT_OPEN, place="community", person="person", works="point position"),
    "points": _said(
        LEFT_OPEN, place="community", person="by owner named", words="words",
        works="id meeting state", moment="at posted_at closed_at touched_at",
    ),
    "quiet_weeks": _said(NOBODY, place="community", works="monday"),
    "rhythms": _said(
        ROLES, place="community", person="set_by", words="calendar",
        works="prompt round checkin region pace known_until trouble", moment="set_at",
    ),
    "readings": _said(NOBODY, place="community", works="day contributors eligible"),
    "roles": _said(
        ROLES, place="community", person="person by", choice="role given", works="position",
        moment="at asked_at answered_at",
    ),
    "rounds": _said(
        DRAWN, place="community", works="id day state size lens seed attempt groups",
        words="drawn", moment="at goes_at sent_at ends closes seen_at",
    ),
    "rounds_absences": _said(
        DRAWN, place="community", works="round", person="person", choice="out", moment="at"
    ),
    "rounds_groups": _said(
        DRAWN, place="community", works="id round position life locked private worth",
        words="reason", moment="ends opened_at",
    ),
    "rounds_learned": _said(
        DRAWN, place="community", person="person", digest="task", moment="at"
    ),
    "rounds_parts": _said(
        DRAWN, place="community", person="person", choice="often skips once out",
        works="silent worth rounds drawn_on missed_on hosted_on", moment="often_at skips_at",
    ),
    "rounds_seats": _said(
        DRAWN, place="community", works="group place round host", person="person",
        choice="told helpful left", moment="told_at",
    ),
    "rounds_settings": _said(
        NOBODY, place="community", works="size lens look", moment="changed_at"
    ),
    "searches": _said(
        INTRODUCED, place="community", person="person coordinator", works="seed state round",
        choice="name_first hosts_only", moment="since promised told",
    ),
    "skill_stems": _said(NOBODY, place="community", digest="stem task", works="size"),
    "skills": _said(
        WROTE, place="community", digest="task merged_into", words="words", moment="at"
    ),
    "spaces": _said(NOBODY, place="space", works="offset_s", moment="first_seen gone_at"),
    "unheard": _said(UNHEARD, place="community", digest="digest"),
    "visits": _said(
        SIGNED_IN, place="community space", person="person", digest="digest",
        moment="since seen_at until",
    ),
    "timers": _said(
        SENT, place="community space", person="subject", works="name lease version", moment="due"
    ),
    "wants": _said(
        TOGETHER, place="community", digest="task", words="words", person="by", works="begun",
        moment="at gathered_at",
    ),
}  # fmt: skip
