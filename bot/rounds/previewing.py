"""`desk round`: look at a draft, draw again, lock, move somebody, send, take back; and settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.errors import Refusal
from bot.events import Commanded, Pressed, Submitted
from bot.handlers import COORDINATOR
from bot.rounds import desk_forms, desk_views, opening, sending, taking, views
from bot.rounds.desk_views import PAGE, Sight
from bot.rounds.model import Lens, Out, Round, Settings, State
from bot.rounds.table import Working, draft_of, on
from bot.text import Text, t
from bot.ui import Fill, Message, Reply, Say, Update

AHEAD = timedelta(days=28)
PAGES = "round"  # the web page of the same
STUCK = timedelta(minutes=30)  # no draw takes that long


@on.command("desk round", help=t("The next round: look, move, draw again, send"), who=COORDINATOR)
def desk_round(_asked: Commanded, work: Working) -> Reply:
    """Where the rounds stand, and what can be done."""
    return Say(work.doorway.under(now(work), PAGES))


@on.button("rounds.look", who=COORDINATOR)
def look(_pressed: Pressed, work: Working) -> Reply:
    """The same from a button."""
    return Say(work.doorway.under(now(work), PAGES))


def now(work: Working) -> Message:
    """Where the rounds stand, and what can be done."""
    draft, running = work.store.draft(), work.store.running()
    if draft and draft.state is State.DRAWING:
        return desk_views.stuck(draft) if work.now - draft.at > STUCK else drawing(work)
    if draft:
        return sight(work, draft, 0)
    if running:
        waiting = sum(a.out is Out.WAITING for a in work.store.absences(running))
        return desk_views.running(running, work.store.counts(running), waiting)
    ahead = [p for p in work.planned(work.now, work.now + AHEAD) if p.name == taking.DRAW]
    last = work.store.last_sent()
    told = (last, work.store.counts(last)) if last else None
    return desk_views.quiet(len(work.directory.in_rounds()), ahead[0].at if ahead else None, told)


def drawing(work: Working) -> Message:
    """It is being drawn, and this is what happens then."""
    return desk_views.drawing(waits=taking.waits(work))


def sight(work: Working, round_: Round, page: int, note: Text | None = None) -> Message:
    """A page of a draft."""
    rooms = opening.room_for(work)
    return desk_views.preview(
        Sight(
            round_,
            work.store.groups(round_, page * PAGE, PAGE),
            page,
            work.store.absences(round_),
            max(0, round_.groups - rooms) if rooms is not None else 0,
            work.title,
            note,
        )
    )


@on.button("rounds.page", who=COORDINATOR)
def page(pressed: Pressed, work: Working) -> Reply:
    """More, or back."""
    id_, _, number = pressed.subject.partition(".")
    round_ = work.store.round(id_)
    if round_ is None:
        raise Refusal(t("That round is not there any more. Look again: /hearth desk round"))
    return Update(sight(work, round_, int(number)))


@on.button("rounds.draw_now", who=COORDINATOR)
def draw_now(_pressed: Pressed, work: Working) -> Reply:
    """A round of its own day, by hand."""
    draft = work.store.draft()
    if draft is None:
        day = work.now.astimezone(ZoneInfo(work.community.zone)).date()
        taking.begin(work, day)
        work.log(t("Asked for a round"))
    return Say(drawing(work))


@on.button("rounds.draw_again", who=COORDINATOR)
def draw_again(pressed: Pressed, work: Working) -> Reply:
    """Other dice; locked groups stay."""
    stuck = work.store.round(pressed.subject)
    if stuck is None or stuck.state is not State.DRAWING:
        stuck = draft_of(pressed, work)
    taking.again(work, stuck)
    work.log(t("Drew the round again"))
    return Update(drawing(work))


@on.button("rounds.send", who=COORDINATOR)
def send(pressed: Pressed, work: Working) -> Reply:
    """It goes out in ten minutes."""
    round_ = work.store.round(pressed.subject)
    if round_ and round_.state is State.GOING:
        return Update(sight(work, round_, 0))
    going = sending.go(work, draft_of(pressed, work))
    work.log(t("Let the round go"))
    return Update(sight(work, going, 0))


@on.button("rounds.take_back", who=COORDINATOR)
def take_back(pressed: Pressed, work: Working) -> Reply:
    """Within ten minutes nothing has gone out."""
    round_ = work.store.round(pressed.subject)
    if round_ is None or not sending.take_back(work, round_):
        raise Refusal(t("It is on its way already. What went out cannot be taken back."))
    work.log(t("Took the round back before it went out"))
    back = work.store.round(pressed.subject) or round_
    return Update(sight(work, back, 0, t("Taken back: nothing has been sent.")))


@on.button("rounds.drop", who=COORDINATOR)
def drop(pressed: Pressed, work: Working) -> Reply:
    """It never goes out."""
    round_ = draft_of(pressed, work)
    work.store.drop_groups(round_)
    work.store.save(replace(round_, state=State.DROPPED, groups=0))
    work.log(t("Dropped the round; nothing was sent"))
    return Update(desk_views.said("dropped", t("Dropped: nothing was sent."), desk_views.DRAW))


@on.button("rounds.show", who=COORDINATOR)
def show(pressed: Pressed, work: Working) -> Reply:
    """One group, with its message."""
    return Say(_shown(pressed.values[0] if pressed.values else "", work))


def _shown(id_: str, work: Working) -> Message:
    group = work.store.group(id_)
    round_ = work.store.round(group.round) if group else None
    if group is None or round_ is None:
        raise Refusal(t("That round cannot be changed any more. Look again: /hearth desk round"))
    ends, _ = round_.days_from(round_.goes_at or work.now)
    cards = work.directory.cards_of(group.people)
    dated = replace(group, ends=group.ends or ends)
    return desk_views.shown(group, views.meet(dated, cards, work.now, work.watchers))


@on.button("rounds.lock", who=COORDINATOR)
def lock(pressed: Pressed, work: Working) -> Reply:
    """It stays as it is when the rest is drawn again."""
    return _lock(pressed, work, locked=True)


@on.button("rounds.unlock", who=COORDINATOR)
def unlock(pressed: Pressed, work: Working) -> Reply:
    """Or not."""
    return _lock(pressed, work, locked=False)


def _lock(pressed: Pressed, work: Working, *, locked: bool) -> Reply:
    group = work.store.group(pressed.subject)
    if group is None:
        raise Refusal(t("That round cannot be changed any more. Look again: /hearth desk round"))
    work.store.save_group(replace(group, locked=locked))
    return Update(_shown(group.id, work))


@on.button("rounds.settings", who=COORDINATOR)
def settings(_pressed: Pressed, work: Working) -> Reply:
    """Size, lens, how often, and whether each waits for a look."""
    return Fill(desk_forms.settings_form(work.store.settings()))


@on.form("rounds.settings", who=COORDINATOR)
def set_up(sent: Submitted, work: Working) -> Reply:
    """It holds from the next draw on."""
    new = Settings(
        size=int(_one(sent, "size", "2")),
        lens=Lens(_one(sent, "lens", Lens.SKILLS.value)),
        look=_one(sent, "look", "no") == "yes",
    )
    work.store.set_up(new, sent.at)
    work.log(t("Changed how rounds work"))
    return Say(desk_forms.saved(new))


def _one(sent: Submitted, name: str, otherwise: str) -> str:
    value = sent.values.get(name)
    chosen = value[0] if isinstance(value, tuple) and value else value
    return chosen if isinstance(chosen, str) and chosen else otherwise


@on.button("rounds.results", who=COORDINATOR)
def results(pressed: Pressed, work: Working) -> Reply:
    """What came of a round, and of each lens so far."""
    round_ = work.store.round(pressed.subject)
    if round_ is None:
        raise Refusal(t("That round is not there any more. Look again: /hearth desk round"))
    work.store.save(replace(round_, seen_at=work.now))
    return Say(desk_views.results(round_, work.store.counts(round_), work.store.by_lens()))
