"""Changing how a community works: its settings, its roles, its norms, its place."""

from __future__ import annotations

from dataclasses import replace

from bot.communities import forecast_views, views
from bot.communities.answers import Answers, language, read
from bot.communities.forecast import forecast
from bot.communities.model import Founded, Job
from bot.communities.roles import appoint, no_bots, tends
from bot.errors import Refusal
from bot.events import Community, Role, Submitted
from bot.text import language_of, t
from bot.ui import Message, Reply, Say


def changed(sent: Submitted, work: Job) -> Reply:
    """Save what a coordinator changed; new norms are one post."""
    before = work.store.founded() if work.room.community else None
    if before is None or not tends(sent.actor, work):
        raise Refusal(t("Only coordinators change how this works. Ask one of them: /hearth help"))
    answers = read(sent.values, before.community.home, sent.actor.person)
    no_bots(work, answers)
    after = replace(before, community=_as_answered(sent, before.community, answers))
    _moved(before, after, work)
    after = replace(after, lost=None if _is_elsewhere(before, after) else before.lost)
    work.store.found(after, sent.at)
    work.move_in(after.community)
    appoint(sent, work, answers, tell=True)
    if after.community.zone != before.community.zone:
        work.wake("rhythm.derive", "", at=work.now)  # every hour means another moment now
    work.log(t("Changed how this works"))
    _norms(before.community, after.community, work)
    return Say(_saved(work))


def _as_answered(sent: Submitted, before: Community, answers: Answers) -> Community:
    norms = answers.norms or before.norms
    wished = before.language if before.language in answers.languages else sent.actor.locale
    return replace(
        before,
        home=answers.home,
        hello=answers.hello,
        name=answers.name,
        purpose=answers.purpose,
        zone=answers.zone,
        begin=answers.begin,
        languages=answers.languages,
        language=language(answers.languages, language_of(wished or "en")),
        norms=norms,
        norms_version=before.norms_version + (norms != before.norms),
    )


def _is_elsewhere(before: Founded, after: Founded) -> bool:
    return before.community.home.id != after.community.home.id


def _moved(before: Founded, after: Founded, work: Job) -> None:
    """Another place: nobody else may live there; what was held for the lost one goes on."""
    if not _is_elsewhere(before, after):
        return
    home = after.community.home
    if any(c.home.id == home.id and c.id != before.community.id for c in work.store.here()):
        raise Refusal(t("Another community lives in {place} already.", place=home))
    if before.lost:
        work.ledger.hold(work.now, held=False)
    work.ledger.roster()
    work.log(t("Moved to {place}", place=home))


def _norms(before: Community, after: Community, work: Job) -> None:
    if after.norms_version != before.norms_version:
        key = f"communities.norms.{after.norms_version}"
        work.post(key, after.home, views.norms_post(after))


def _saved(work: Job) -> Message:
    """While nothing went out the forecast again, with the new numbers; then one word."""
    founded = work.store.founded()
    if founded and not founded.posted and not any(h.asked for h in work.store.hosts()):
        return forecast_now(work)
    return views.said("saved", t("Saved. It holds from now on."), views.SEE_POST, views.CHANGE)


def forecast_now(work: Job) -> Message:
    """The forecast of the community as it is saved."""
    founded, hosts = work.store.founded(), work.store.with_role(Role.HOST)
    if founded is None:
        raise LookupError("no community here")
    begin = founded.community.begin
    one = forecast(founded.people, len(hosts), begin, alive=founded.alive)
    return forecast_views.shown(one, hosts)
