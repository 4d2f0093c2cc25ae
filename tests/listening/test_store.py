"""Listening as rows, on both databases: what is noted, what may be read of it, and how it goes."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, select

from bot.activity import Thread
from bot.events import Person, Place
from bot.platform import Landed
from storage.database import Scope, Tx
from storage.ledger.marks import seal_landed
from storage.listening import ListeningStore, listening_at
from storage.listening.tables import heard
from storage.tables import metadata, outbox
from tests.introductions.town import HERE, MONDAY, VAULT, who

HOME, KITCHEN = Place(HERE, "home"), Place(HERE, "kitchen")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANA, BEA, DAN, HEARTH = who("ana"), who("bea"), who("dan"), Person(HERE, "")
ALWAYS = MONDAY - 400 * DAY


def store(run: Connection, community: str = "c1") -> ListeningStore:
    return ListeningStore(Tx(run, VAULT), Scope(HERE, community))


def listening(run: Connection, place: Place = HOME, community: str = "c1") -> ListeningStore:
    """Listening is on there, since Monday."""
    one = store(run, community)
    one.ask(place, BEA, MONDAY - HOUR)
    one.begin(place, MONDAY)
    return one


def says(
    one: ListeningStore, by: Person, thread: str, hours: float, *, begins: bool = False
) -> None:
    one.note(Place(HERE, "home", thread), by, MONDAY + hours * HOUR, begins=begins)


def test_it_is_on_once_announced(run: Connection) -> None:
    """Asked for, nobody listens yet; asked twice it is one; in other communities it is off."""
    one = store(run)
    one.ask(HOME, BEA, MONDAY)
    one.ask(HOME, ANA, MONDAY + DAY)
    assert (one.listened(), listening_at(one.tx, HOME)) == ((), ())
    one.begin(HOME, MONDAY + HOUR)
    one.begin(HOME, MONDAY + DAY)
    [channel] = one.channels()
    assert (channel.place, channel.by, channel.since) == (HOME, BEA, MONDAY + HOUR)
    assert listening_at(one.tx, Place(HERE, "home", "a thread")) == ("c1",)
    assert store(run, "c2").channels() == ()


def test_silence_proves_nothing_before_something_was_heard(run: Connection) -> None:
    """On, but deaf, is not measured; our own post is enough to know that we hear."""
    one = listening(run)
    assert not one.measured(HOME)
    says(one, HEARTH, "1", 1, begins=True)
    assert one.measured(HOME)
    assert not one.measured(KITCHEN)
    assert not store(run, "c2").measured(HOME)


def test_told_twice_it_is_one(run: Connection) -> None:
    """The same moment of the same person in the same thread."""
    one = listening(run)
    for _ in range(2):
        says(one, ANA, "1", 1, begins=True)
    assert len(run.execute(select(heard)).all()) == 1


def test_threads_tell_who_began_and_how_many_answered(run: Connection) -> None:
    """Other people, each once; our own words and the starter's are no answers."""
    one = listening(run)
    says(one, ANA, "1", 1, begins=True)
    for by, hour in ((ANA, 2), (BEA, 3), (HEARTH, 4), (DAN, 5), (BEA, 6)):
        says(one, by, "1", hour)
    says(one, HEARTH, "2", 7, begins=True)
    says(one, BEA, "begun before we listened", 8)
    threads = one.threads(MONDAY, MONDAY + DAY)
    assert threads == (
        Thread(ANA, MONDAY + HOUR, frozenset({BEA, DAN}), MONDAY + 3 * HOUR),
        Thread(None, MONDAY + 7 * HOUR),
    )
    assert one.threads(MONDAY + 2 * HOUR, MONDAY + 7 * HOUR) == ()
    assert store(run, "c2").threads(ALWAYS, MONDAY + DAY) == ()


def test_answers_are_those_under_a_promise(run: Connection) -> None:
    """Wherever it landed: as a post that began a thread, or inside one; since a moment."""
    one = listening(run)
    landed(run, "post", Landed(HOME, "1"))
    landed(run, "inside", Landed(Place(HERE, "home", "2"), "9"))
    says(one, HEARTH, "1", 0, begins=True)
    for by, thread, hour in ((BEA, "1", 2), (ANA, "1", 3), (DAN, "2", 4)):
        says(one, by, thread, hour)
    assert [spoken.person for spoken in one.answers("post", MONDAY)] == [BEA, ANA]
    assert [spoken.at for spoken in one.answers("post", MONDAY + 3 * HOUR)] == [MONDAY + 3 * HOUR]
    assert [spoken.person for spoken in one.answers("inside", MONDAY)] == [DAN]
    assert one.answers("not there", MONDAY) == ()
    assert store(run, "c2").answers("post", MONDAY) == ()


def landed(run: Connection, key: str, where: Landed) -> None:
    """A promise that stands somewhere."""
    sealed = seal_landed(Tx(run, VAULT), "c1", key, where)
    run.execute(
        outbox.insert().values(
            community="c1", key=key, space=HERE.key, kind="test.post", weight="post",
            state="sent", due=MONDAY, landed=sealed,
        )
    )  # fmt: skip


def test_who_spoke_and_when_last(run: Connection) -> None:
    """Over all listened channels of one community."""
    one = listening(run)
    says(one, ANA, "1", 1, begins=True)
    says(one, BEA, "1", 2)
    says(one, ANA, "1", 30)
    says(one, HEARTH, "1", 31)
    assert one.spoke(MONDAY, MONDAY + 2 * HOUR) == {ANA}
    assert one.spoke(MONDAY, MONDAY + 2 * DAY) == {ANA, BEA}
    assert one.last_spoke(ANA) == MONDAY + 30 * HOUR
    assert one.last_spoke(DAN) is None
    assert store(run, "c2").last_spoke(ANA) is None


def test_who_spoke_aloud_in_a_channel(run: Connection) -> None:
    """Under nothing, there, after that moment and before the other; Hearth is nobody."""
    one = listening(run)
    says(one, ANA, "1", 1, begins=True)
    says(one, BEA, "2", 2, begins=True)
    says(one, ANA, "2", 2)
    says(one, HEARTH, "3", 2, begins=True)
    one.note(Place(HERE, "kitchen", "4"), ANA, MONDAY + 2 * HOUR, begins=True)
    since, until = MONDAY + HOUR, MONDAY + 3 * HOUR
    assert one.spoke_aloud(HOME, since, until) == {BEA}
    assert one.spoke_aloud(HOME, since, MONDAY + 2 * HOUR) == frozenset()
    assert store(run, "c2").spoke_aloud(HOME, since, until) == frozenset()


def test_ending_forgets_what_was_heard_there(run: Connection) -> None:
    """And nowhere else."""
    one = listening(run)
    listening(run, KITCHEN)
    says(one, ANA, "1", 1, begins=True)
    one.note(Place(HERE, "kitchen", "2"), ANA, MONDAY + DAY, begins=True)
    one.end(HOME)
    assert one.listened() == (KITCHEN,)
    assert len(one.threads(ALWAYS, MONDAY + 9 * DAY)) == 1
    assert one.last_spoke(ANA) == MONDAY + DAY


def test_a_thread_is_a_digest_and_whoever_is_left_out_is_one(run: Connection) -> None:
    """No row names a thread, and the list of those left out names nobody."""
    one = listening(run)
    says(one, ANA, "1795348800.000100", 1, begins=True)
    assert "1795348800" not in repr(run.execute(select(heard)).all())
    one.leave_out(ANA)
    one.leave_out(ANA)
    assert one.is_left_out(ANA)
    assert not one.is_left_out(BEA)
    assert not store(run, "c2").is_left_out(ANA)
    rows = [run.execute(select(table)).all() for table in metadata.sorted_tables]
    assert "ana" not in repr(rows)
    one.take_in(ANA)
    assert not one.is_left_out(ANA)


def test_erasing_is_for_good(run: Connection) -> None:
    """Their rows go, whoever switched it on is nobody, and it does not begin again by itself."""
    one = listening(run)
    says(one, BEA, "1", 1, begins=True)
    [kept] = one.kept(BEA)
    assert [set(item) for item in kept.items] == [{"channel", "when"}]
    one.erase(BEA)
    assert one.kept(BEA) == ()
    assert one.channels()[0].by is None
    assert one.is_left_out(BEA)
