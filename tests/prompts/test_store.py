"""Prompts as rows, on both databases: one community's, words sealed, and erasable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection, select

from bot.prompts.content import shipped
from bot.prompts.model import Answer, Kind, Posting, Prompt, Stage, State, Support
from bot.wording import Naming
from storage.database import Scope, Tx
from storage.prompts import PromptsStore
from storage.prompts.tables import prompt_answers, prompts
from tests.introductions.town import HERE, MONDAY, VAULT, who, written

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = date(2026, 11, 23)


def store(run: Connection, community: str = "c1") -> PromptsStore:
    return PromptsStore(Tx(run, VAULT), Scope(HERE, community))


def full() -> Prompt:
    return Prompt(
        "idea-1",
        Kind.PERSPECTIVE,
        {"en": "Who are you today?", "es": "¿Quién eres hoy?"},
        {"en": "to see"},
        {"en": "maps"},
        Stage.ACTIVE,
        "https://example.org/a",
        2,
        State.SCHEDULED,
        who("bea"),
        MONDAY,
        MONDAY + DAY,
        MONDAY - DAY,
    )


def test_what_stands_in_a_note_may_be_kept(run: Connection) -> None:
    """As its author said, and nothing else; another room's subject is nothing here."""
    rows = store(run)
    rows.save(full())
    rows.save_posting(Posting(TODAY, full().id, full().kind, posted=MONDAY))
    namings = (Naming.NAMED, Naming.UNNAMED, Naming.NO, None)
    told = []
    for naming in namings:
        rows.save_answer(answer(f"n{naming}", chosen=True, naming=naming))
        told.append(rows.source(f"prompts:a-n{naming}"))
    assert [one and one.naming for one in told] == [Naming.NAMED, Naming.UNNAMED, None, None]
    assert told[0]
    assert (told[0].title, told[0].words) == ("Who are you today?", "Kilns.")
    assert rows.source("questions:a-nnamed") is rows.source("prompts:none") is None


def answer(name: str = "bea", **more: object) -> Answer:
    plain = Answer(f"a-{name}", TODAY.isoformat(), who(name), "Kilns.", MONDAY)
    return replace(plain, **more)  # type: ignore[arg-type] # fields by name


def lived_in(run: Connection) -> PromptsStore:
    """An idea, a posting, two answers with marks, me-toos and mutes."""
    kept = store(run)
    kept.save(full())
    kept.save_posting(Posting(TODAY, "idea-1", Kind.PERSPECTIVE, MONDAY))
    kept.save_answer(answer())
    kept.save_answer(answer("dan", chosen=True, naming=Naming.UNNAMED))
    assert kept.mark("a-bea", who("dan"), MONDAY)
    assert kept.mark("a-dan", who("bea"), MONDAY)
    assert kept.support(Support("a-bea", who("dan"), MONDAY))
    assert kept.support(Support("a-dan", who("bea"), MONDAY))
    kept.mute(who("bea"), Kind.PERSPECTIVE, muted=True)
    return kept


def test_what_is_written_is_read(run: Connection) -> None:
    """Every field, over the one before."""
    kept = lived_in(run)
    assert kept.prompt("idea-1") == full()
    kept.save(replace(full(), state=State.POSTED, planned=None))
    assert kept.prompts() == (replace(full(), state=State.POSTED, planned=None),)
    days = (MONDAY, MONDAY + DAY, MONDAY + 2 * DAY, MONDAY + 3 * DAY, MONDAY + 4 * DAY)
    posting = Posting(TODAY, "idea-1", Kind.TIP, *days, 3)
    kept.save_posting(posting)
    assert kept.posting(TODAY.isoformat()) == posting
    assert kept.answers(TODAY.isoformat())[1].naming is Naming.UNNAMED
    assert kept.answer("a-bea") == answer()


def test_another_community_finds_nothing(run: Connection) -> None:
    """Nor does it erase, or count, anything."""
    before = lived_in(run).prompts()
    other = store(run, "c2")
    day = TODAY.isoformat()
    found = (other.prompts(), other.postings(), other.answers(day), other.supports("a-bea"))
    assert not any((*found, other.kept(who("bea")), other.prompt("idea-1"), other.posting(day)))
    assert other.answer("a-bea") is None
    assert not other.marks(TODAY.isoformat())
    assert not other.muted(who("bea"))
    other.erase(who("bea"))
    other.remove(full())
    assert store(run).prompts() == before
    assert len(store(run).answers(TODAY.isoformat())) == 2


def test_words_are_sealed_and_everything_is_erased(run: Connection) -> None:
    """Their idea, their answers, what they pressed, and what others pressed under them."""
    kept = lived_in(run)
    assert b"today" not in run.execute(select(prompts.c.words)).scalar_one()
    assert b"Kilns" not in run.execute(select(prompt_answers.c.words)).scalars().all()[0]
    kept.erase(who("bea"))
    assert not any((kept.prompts(), kept.kept(who("bea")), kept.supports("a-bea")))
    assert [one.person for one in kept.answers(TODAY.isoformat())] == [who("dan")]
    assert not kept.marks(TODAY.isoformat())
    assert not kept.supports("a-dan")


def test_a_press_counts_once(run: Connection) -> None:
    """A second changes nothing, whatever it says."""
    kept = lived_in(run)
    assert not kept.mark("a-bea", who("dan"), MONDAY + DAY)
    assert not kept.support(Support("a-bea", who("dan"), MONDAY + DAY))
    assert kept.marks(TODAY.isoformat()) == {"a-bea": 1, "a-dan": 1}
    assert kept.supports("a-bea") == (Support("a-bea", who("dan"), MONDAY),)
    kept.mute(who("bea"), Kind.PERSPECTIVE, muted=True)
    kept.mute(who("bea"), Kind.PERSPECTIVE, muted=False)
    assert not kept.muted(who("bea"))


def test_what_is_shipped_is_brought_once(run: Connection) -> None:
    """And never over what a coordinator changed or put away."""
    kept = store(run)
    assert kept.bring(shipped(), MONDAY) == len(shipped())
    first = replace(shipped()[0], state=State.RETIRED, at=MONDAY)
    kept.save(first)
    assert kept.bring(shipped(), MONDAY + DAY) == 0
    assert [one.id for one in kept.prompts()] == [one.id for one in shipped()]
    assert kept.prompt(first.id) == first


def test_only_what_went_out_is_told(run: Connection) -> None:
    """Newest first; a posting that could not go out is none."""
    kept = store(run)
    days = [TODAY + n * DAY for n in range(3)]
    for n, day in enumerate(days):
        kept.save_posting(Posting(day, f"p{n}", Kind.TIP, MONDAY + n * DAY if n else None))
    assert [one.day for one in kept.postings()] == [days[2], days[1]]
    assert [one.day for one in kept.postings(MONDAY + 2 * DAY)] == [days[2]]
    assert kept.posting("no day") is None


def test_what_is_kept_is_told(run: Connection) -> None:
    """Idea, answers, me-toos and mutes; and why somebody hears from this room."""
    kept = lived_in(run)
    (mine,) = kept.kept(who("bea"))
    assert {"your idea", "words", "me too on", "not asked about"} <= {
        name for item in mine.items for name in item
    }
    assert [written(one) for one in kept.reasons(who("bea"), MONDAY)] == [
        "You said me too, so I may tell you that it is not only you.",
        "I don't ask you personally about seeing with other eyes, as you wished.",
    ]
    assert kept.reasons(who("eve"), MONDAY) == ()
