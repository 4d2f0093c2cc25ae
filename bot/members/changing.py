"""Changing what was told: the profile, the skills; and a coordinator's wording of skills."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.directory import Level
from bot.errors import Invalid, Refusal
from bot.events import Event, Person, Submitted
from bot.handlers import COORDINATOR
from bot.members import consenting, forms, views, wording
from bot.members.joining import several
from bot.members.model import Profile, nearly_the_same
from bot.members.table import Working, on
from bot.text import t
from bot.ui import Fill, Reply, Say

COMPARED = 200  # of the most claimed skills
AT_ONCE = 4  # pairs of skills a coordinator is shown


@on.button("members.profile")
def profile(event: Event, work: Working) -> Reply:
    """Open the profile."""
    person = event.actor.person
    zone = work.people.envelope(person).zone
    return Fill(forms.profile(work.store.member(person).profile, zone))


@on.form("members.profile")
def told(sent: Submitted, work: Working) -> Reply:
    """Keep what they told, whole."""
    said = {name: " ".join(v.split()) for name, v in sent.values.items() if isinstance(v, str)}
    start, _, end = (*several(sent.values.get("hours")), "9-18")[0].partition("-")
    profile_ = Profile(
        role=said.get("role", ""),
        organisation=said.get("organisation", ""),
        sector=said.get("sector", ""),
        languages=wording.listed(sent.values.get("languages")),
        zone=_zone(said.get("zone", "")),
        days=tuple(sorted(int(day) for day in several(sent.values.get("days")))),
        start=int(start),
        end=int(end),
    )
    work.store.tell(sent.actor.person, profile_, sent.at)
    return _kept(sent.actor.person, work)


def _zone(said: str) -> str:
    """A time zone as the world names it. Raises Invalid for any other word."""
    if not said:
        return ""
    name = said.replace(" ", "_")
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        wrong = t("I don't know this time zone. Like this: Europe/Madrid")
        raise Invalid(wrong, {"zone": wrong}) from None


@on.button("members.skills")
def skills(event: Event, work: Working) -> Reply:
    """Open the four lists."""
    member = work.store.member(event.actor.person)
    return Fill(forms.skills(member, work.store.tasks()))


@on.form("members.skills")
def levelled(sent: Submitted, work: Working) -> Reply:
    """Keep all four lists, with what was chosen from the others'."""
    lists = {level.value: (sent.values.get(level.value), level) for level in Level}
    tasks = {task.key: task.words for task in work.store.tasks()}
    chosen = [
        (tasks[key], level)
        for level in Level
        for key in several(sent.values.get(f"more_{level.value}"))
        if key in tasks
    ]
    found = wording.added(wording.skills(lists), chosen)
    work.store.claim(sent.actor.person, found, sent.at)
    return _kept(sent.actor.person, work)


def _kept(person: Person, work: Working) -> Reply:
    """Whoever only said yes to other words is asked again about these."""
    member = work.store.member(person)
    consent = member.consents
    if consent and not member.full and consent.shown != member.shown and member.claims:
        return Say(consenting.question(member, work, again=True))
    return Say(views.words_kept())


@on.button("members.tasks", who=COORDINATOR)
def alike(event: Event, work: Working) -> Reply:
    """Skills that look alike, a few at a time."""
    pairs = nearly_the_same(work.store.tasks()[:COMPARED])[:AT_ONCE]
    if not pairs:
        raise Refusal(t("No two skills look alike any more. Nothing for you to do."))
    return Fill(forms.alike(pairs))


@on.form("members.tasks", who=COORDINATOR)
def worded(sent: Submitted, work: Working) -> Reply:
    """One wording makes two skills one; none leaves them two, for good."""
    known = {task.key: task.words for task in work.store.tasks()}
    done = 0
    for number, line in enumerate(sent.subject.splitlines(), 1):
        words = " ".join(str(sent.values.get(f"pair{number}") or "").split())
        keys = [key for key in line.split() if key in known]
        for key in keys:
            work.store.reword(key, words or known[key], sent.at)
        done += bool(words and keys)
        if words and keys:
            work.log(t("Worded a skill: {words}", words=words))
    return Say(views.worded(done))
