"""A prompt's week by hand: what could not go out, who is asked, when the pace is told, the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.activity import Spoken
from bot.directory import Level
from bot.errors import Refusal
from bot.events import Beat, Begin, Role, itself
from bot.handlers import Kind as Line
from bot.prompts.content import shipped
from bot.prompts.model import Answer, Kind, State
from bot.work import DAY, WEEK, Planned
from tests.introductions.town import HERE, HOME, Town, labels, read, who
from tests.prompts.conftest import Dated, Heard

POST = "prompts.post"


def heard(town: Town) -> Heard:
    """What the town hears; its fixture made it so."""
    assert isinstance(town.overheard, Heard)
    return town.overheard


def one_of(town: Town, day: str, name: str) -> Answer:
    """Somebody's answer."""
    found: Answer = next(a for a in town.store.answers(day) if a.person == who(name))
    return found


def planned(town: Town, weeks: int = 30) -> None:
    """A prompt each Tuesday from tomorrow."""
    dates = [town.now + DAY + n * WEEK for n in range(weeks)]
    assert isinstance(town.promises, Dated)
    town.promises.dates = [Planned(at, POST, at.date()) for at in dates]


def beats(town: Town) -> str:
    """The next planned date comes; the posting's id."""
    dates = town.promises.planned(town.now, town.now + 52 * WEEK)
    town.wait(dates[0].at - town.now)
    event = Beat(
        id=f"b{dates[0].day}", at=town.now, actor=itself(HERE), name=POST, day=dates[0].day
    )
    town.does(event, town.line(Line.BEAT, POST))
    town.wait()
    town.now += timedelta(minutes=1)
    return dates[0].day.isoformat()


def test_a_beat_heard_twice_posts_once(town: Town) -> None:
    """There is one prompt a date, whatever is heard of it."""
    planned(town)
    day = beats(town)
    before = town.promises.posted[f"{POST}.{day}"]
    event = Beat(id="again", at=town.now, actor=itself(HERE), name=POST, day=before.due.date())
    town.does(event, town.line(Line.BEAT, POST))
    assert len(town.store.postings()) == 1
    assert town.promises.posted[f"{POST}.{day}"] == before


def test_what_could_not_go_out_is_asked_another_day(town: Town) -> None:
    """Dropped by a coordinator, or its place lost: it waits again, and is not of the past."""
    town.delivers = False
    planned(town)
    day = beats(town)
    prompt = town.store.prompt(town.store.posting(day).prompt)
    assert prompt.state is State.POSTED
    town.settles(f"{POST}.{day}", "dropped")
    assert town.store.prompt(prompt.id).state is State.ACCEPTED
    assert town.store.postings() == ()
    assert ("prompts.harvest", day) not in town.promises.timers


def answering(town: Town, name: str, day: str, words: str = "Yes.") -> None:
    town.fills(name, town.presses(name, "prompts.answer", day), words=words)
    town.wait()


def test_an_answer_is_an_exchange_and_stands_in_the_thread(town: Town) -> None:
    """Once for each answer, under the kind it was."""
    planned(town)
    day = beats(town)
    answering(town, "bea", day)
    (exchange,) = town.promises.exchanged
    assert (exchange.kind, exchange.people, exchange.about) == (
        "prompt",
        (who("bea"),),
        f"question:{day}",
    )


@pytest.mark.parametrize("small", [True, False])
def test_two_at_most_are_asked_and_only_who_may_be(town: Town, small: bool) -> None:  # noqa: FBT001 - a parameter
    """Those who can, were asked least, did not mute it; in a small start, hosts only."""
    if small:
        town.community = replace(town.community, begin=Begin.SMALL)
    for name in ("bea", "dan", "eve", "fay"):
        town.changes(name, claims={"drawing maps": Level.DO})
    town.moves_in("hal", roles=frozenset({Role.HOST}), claims={"drawing maps": Level.DO})
    town.moves_in("ida", ask_me=False, claims={"drawing maps": Level.DO})
    town.moves_in("jo", claims={"drawing maps": Level.LEARN})
    town.members.asked[who("bea")] = 1
    town.store.mute(who("dan"), Kind.TIP, muted=True)
    first = replace(shipped()[0], kind=Kind.TIP, about={"en": "drawing maps"}, author=who("eve"))
    town.store.save(first)
    planned(town)
    day = beats(town)
    asked = [key.rpartition(".")[2] for key in town.promises.posted if "invite" in key]
    assert asked == (["hal"] if small else ["fay", "hal"])
    assert "This is your 1st of 2 this week." in read(town.to("hal", "prompts.invitation")[0])
    answering(town, "hal", day)
    assert "You answered." in read(town.promises.edits[f"prompts.invite.{day}.hal"])


def test_the_pace_is_told_after_three_quiet_weeks_and_restored(town: Town) -> None:
    """Once, with how it was seen and which kinds were answered; by the thread where it is heard."""
    planned(town)
    answering(town, "bea", beats(town))
    for _ in range(3):
        beats(town)
    told = ("rhythm.slower", "buttons,question")
    seen: list[tuple[str, str]] = []
    wakes = town.promises.wake

    def wake(name: str, subject: str, at: object) -> None:
        seen.append((name, subject))
        wakes(name, subject, at)  # type: ignore[arg-type] # as it came

    town.promises.wake = wake  # type: ignore[method-assign] # the test listens
    town.wait(6 * DAY)
    assert told not in seen
    town.wait(2 * DAY)
    assert seen.count(told) == 1
    for times in (1, 1, 2):
        day = beats(town)
        town.wait(7 * DAY - timedelta(hours=2))
        town.wait(timedelta(hours=4))
        assert sum(name == "rhythm.slower" for name, _ in seen) == times
    assert ("rhythm.restore", "answered") not in seen
    day = beats(town)
    town.overheard.places = (HOME,)
    heard(town).under[f"{POST}.{day}"] = (Spoken(who("bea"), town.now),)
    town.wait(8 * DAY)
    assert town.store.posting(day).answers == 1
    assert ("rhythm.restore", "answered") in seen


def test_the_harvest_tells_the_thread_where_it_is_measured(town: Town) -> None:
    """Names of those who wrote; where nothing is listened to, *not measured*, never nobody."""
    planned(town)
    day = beats(town)
    answering(town, "bea", day)
    town.wait(5 * DAY)
    (chore,) = [c for c in town.store.chores(town.now) if "answered" in c.said.template]
    assert chore.weekly
    assert chore.buttons[0].subject == day
    assert "not measured" in read(town.presses("cleo", "prompts.harvest", day))
    town.overheard.places = (HOME,)
    heard(town).under[f"{POST}.{day}"] = (Spoken(who("dan"), town.now),)
    assert "In the thread itself: @dan." in read(town.presses("cleo", "prompts.harvest", day))


def test_a_decision_about_answers_is_made_once(town: Town) -> None:
    """A second press, or another coordinator's, is told so; authors are asked once."""
    planned(town)
    day = beats(town)
    answering(town, "bea", day)
    town.wait(5 * DAY)
    town.presses("cleo", "prompts.keep_useful", day)
    for button in ("prompts.keep_useful", "prompts.keep_none", "prompts.choose"):
        with pytest.raises(Refusal, match="Somebody has decided"):
            town.presses("cleo", button, day)
    (ask,) = town.to("bea", "prompts.may_i")
    assert labels(ask) == ["With my name", "Without my name", "No, thank you"]
    with pytest.raises(Refusal, match="somebody else"):
        town.presses("dan", "prompts.named", town.store.answers(day)[0].id)


def test_an_author_who_cannot_be_asked_is_not_quoted(town: Town) -> None:
    """Gone, or out of asks: their silence is no yes, and the others' note goes out."""
    planned(town)
    day = beats(town)
    for name in ("bea", "dan", "eve"):
        answering(town, name, day, f"{name} says yes")
    del town.members.cards[who("eve")]
    town.wait(5 * DAY)
    town.delivers = False
    town.presses("cleo", "prompts.keep_useful", day)
    bea, dan = (one_of(town, day, name) for name in ("bea", "dan"))
    town.settles(f"prompts.consent.{dan.id}", "asks nobody may make")
    assert f"prompts.note.{day}" not in town.promises.posted
    town.presses("bea", "prompts.named", bea.id)
    note = read(town.promises.posted[f"prompts.note.{day}"].message)
    assert "bea says yes" in note
    assert "dan says yes" not in note
    assert "eve says yes" not in note
    assert "went out meanwhile" in read(town.presses("dan", "prompts.named", dan.id))


def test_an_idea_decided_about_is_not_decided_again(town: Town) -> None:
    """By a second coordinator, or after its author took it back."""
    fill = town.says("bea", "suggest", idea="Who?")
    town.fills("bea", fill, words="Who?", purpose="To know", kind="question")
    (idea,) = town.store.prompts()
    with pytest.raises(Refusal, match="somebody else's"):
        town.presses("dan", "prompts.take_back", idea.id)
    town.presses("cleo", "prompts.accept", idea.id)
    for button in ("prompts.accept", "prompts.decline"):
        with pytest.raises(Refusal, match="Somebody has decided"):
            town.presses("cleo", button, idea.id)
    town.presses("bea", "prompts.take_back", idea.id)
    assert town.store.prompts() == ()


def test_a_members_words_are_never_changed(town: Town) -> None:
    """Neither by a form nor by a file; purpose and kind may be."""
    planned(town)
    fill = town.says("bea", "suggest")
    town.fills("bea", fill, words="Who?", purpose="To know", kind="question")
    (idea,) = town.store.prompts()
    town.presses("cleo", "prompts.accept", idea.id)
    town.says("cleo", "desk prompt")
    event = town.presses("cleo", "prompts.desk")
    assert "Who?" not in read(event)
    town.store.save(replace(town.store.prompt(idea.id), first=0))
    for one in town.store.prompts():
        if one.id != idea.id:
            town.store.save(replace(one, state=State.RETIRED, planned=None))
    assert "Who?" in read(town.presses("cleo", "prompts.desk"))
    fill = town.presses("cleo", "prompts.edit", idea.id)
    town.fills("cleo", fill, words="Something else", purpose="To see", kind="tip")
    changed = town.store.prompt(idea.id)
    assert dict(changed.text) == {"en": "Who?"}
    assert (dict(changed.purpose), changed.kind) == ({"en": "To see"}, Kind.TIP)
    file = f'[[prompt]]\nid = "{idea.id}"\nkind = "tip"\ntext.en = "Mine now"\n'
    town.fills("cleo", town.presses("cleo", "prompts.import"), words=file, rest="keep")
    assert dict(town.store.prompt(idea.id).text) == {"en": "Who?"}
