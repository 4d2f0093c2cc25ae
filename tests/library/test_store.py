"""Kept items as rows, on both databases: sealed, one community's, found alike, and erasable."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from bot.events import Place
from bot.library.model import Item, Kind, Level, State, Topic
from bot.wording import Naming
from storage.database import Scope, Tx
from storage.library import LibraryStore, SqlShelf
from storage.library.tables import items, postings, sizes, spelt, topics, vocabulary
from tests.introductions.town import HERE, MONDAY, VAULT, who

DAY = timedelta(days=1)
KILN = ("How hot is a kiln for porcelain?", "Thirteen hundred degrees, slowly, for ten hours.")
VISA = ("Who stamps a visa form?", "The consulate in the old town, before noon.")


def store(run: Connection, community: str = "c1") -> LibraryStore:
    return LibraryStore(Tx(run, VAULT), Scope(HERE, community))


def shelf(run: Connection, *here: str, community: str = "c1") -> SqlShelf:
    present = {who(name) for name in here}
    return SqlShelf(store(run, community), present.__contains__, lambda: (who("cleo"),))


def item(number: int, said: tuple[str, str] = KILN, **more: object) -> Item:
    plain = Item(
        f"{number:016x}",
        Kind.ANSWER,
        *said,
        by=who("bea"),
        at=MONDAY,
        state=State.KEPT,
        naming=Naming.NAMED,
        kept=MONDAY,
        confirmed=MONDAY,
    )
    return replace(plain, **more)  # type: ignore[arg-type] # fields by name


def test_an_item_comes_back_as_it_was(run: Connection) -> None:
    """Every field, and the id of a source."""
    full = item(
        1,
        topic="Firing",
        where=Place(HERE, "home", "7"),
        source="questions:4",
        level=Level.ADVANCED,
        addition="Since May only electric.",
        asked=MONDAY,
        looked=MONDAY + DAY,
        helped=2,
        helped_at=MONDAY + DAY,
        stays=True,
    )
    store(run).save(full)
    assert store(run).item_of(full.id) == full
    assert store(run).from_source("questions:4") == full
    assert store(run).items_of(who("bea")) == (full,)
    assert store(run, "c2").item_of(full.id) is None


def test_no_word_lies_open(run: Connection) -> None:
    """Neither in an item, nor in a topic, nor in the index."""
    store(run).save(item(1, topic="Firing"))
    store(run).save_topic(Topic(store(run).topic_id("firing"), "Firing", who("dan")))
    tables = (items, topics, postings, vocabulary, spelt, sizes)
    rows = [repr(tuple(row)) for table in tables for row in run.execute(select(table))]
    assert len(rows) > 20
    assert not [row for row in rows if "kiln" in row.casefold() or "firing" in row.casefold()]


def test_the_index_is_one_communitys(run: Connection) -> None:
    """The same words in another community are other digests, and nobody else's items are found."""
    store(run).save(item(1))
    store(run, "c2").save(item(2, VISA))
    assert [found.id for found in shelf(run).similar("kiln", MONDAY)] == [item(1).id]
    assert shelf(run, community="c2").similar("kiln", MONDAY) == ()
    held = {row.community: row.term for row in run.execute(select(postings))}
    assert set(held) == {"c1", "c2"}
    mine = set(run.execute(select(postings.c.term).where(postings.c.community == "c1")).scalars())
    other = set(run.execute(select(postings.c.term).where(postings.c.community == "c2")).scalars())
    assert not mine & other


def test_what_is_nearest_comes_first(run: Connection) -> None:
    """Rare words count more than frequent ones; what shares nothing is not shown."""
    for number in range(20):
        store(run).save(item(number + 10, ("A form", f"Form {number} is blue.")))
    store(run).save(item(1, VISA))
    store(run).save(item(2, KILN))
    found = shelf(run).similar("what visa form", MONDAY)
    assert found[0].id == item(1).id
    assert item(2).id not in [one.id for one in found]
    assert shelf(run).similar("the weather on Mars", MONDAY) == ()


@pytest.mark.parametrize("typed", ["porcelian", "PORCELAINS", "porcelain?", "porcelan"])
def test_a_slip_of_the_finger_finds_it(run: Connection, typed: str) -> None:
    """Other endings, other case, a letter too many, too few or turned round."""
    store(run).save(item(1, VISA))
    store(run).save(item(2, KILN))
    assert [one.id for one in shelf(run).similar(typed, MONDAY)] == [item(2).id]


def test_it_is_suggested_while_somebody_types(run: Connection) -> None:
    """By the beginning of a title's word, after whole ones, and by no beginning of other words."""
    store(run).save(item(1, VISA))
    store(run).save(item(2, KILN))
    begun = shelf(run).begun
    assert [one.title for one in begun("Porc")] == [KILN[0]]
    assert [one.title for one in begun("hot porcelai")] == [KILN[0]]
    assert begun("degr") == begun("") == ()


def test_what_is_not_kept_is_not_found(run: Connection) -> None:
    """Before its author's yes, out of date, after a no, and removed: nothing of it is indexed."""
    for number, state in enumerate((State.BEGUN, State.ASKED, State.OLD, State.NO)):
        store(run).save(item(number, state=state))
    assert not run.execute(select(postings)).all()
    store(run).save(item(9))
    assert run.execute(select(postings)).all()
    store(run).save(item(9, state=State.OLD))
    assert not [run.execute(select(t)).all() for t in (postings, vocabulary, spelt)
                if run.execute(select(t)).all()]  # fmt: skip
    store(run).save(item(9))
    store(run).remove(item(9))
    assert shelf(run).similar("kiln", MONDAY) == ()
    assert run.execute(select(sizes.c.kept, sizes.c.terms)).one() == (0, 0)


def test_what_has_no_word_is_kept_all_the_same(run: Connection) -> None:
    """Nothing but signs: nobody finds it by words, and it goes again without a trace."""
    store(run).save(item(1, ("?!", "👍")))
    assert shelf(run).similar("👍", MONDAY) == shelf(run).begun("?") == ()
    assert [one.words for one in store(run).all_kept()] == ["👍"]
    store(run).remove(item(1))
    assert not run.execute(select(sizes)).all()


def test_changed_words_are_found_instead(run: Connection) -> None:
    """The old ones no longer; a saving that changes no word leaves the index alone."""
    store(run).save(item(1))
    before = run.execute(select(postings)).all()
    store(run).save(item(1, helped=1, helped_at=MONDAY))
    assert run.execute(select(postings)).all() == before
    store(run).save(item(1, VISA))
    assert shelf(run).similar("kiln", MONDAY) == ()
    assert shelf(run).similar("visa", MONDAY)


def test_somebody_to_ask_is_somebody_here(run: Connection) -> None:
    """Its author by name, else who looks after the topic, else a coordinator."""
    topic = Topic(store(run).topic_id("firing"), "firing", who("dan"))
    store(run).save_topic(topic)
    store(run).save(item(1, topic="firing"))
    asked = [shelf(run, *here).similar("kiln", MONDAY)[0].ask
             for here in (("bea", "dan"), ("dan",), ())]  # fmt: skip
    assert asked == [who("bea"), who("dan"), who("cleo")]
    store(run).save(item(1, topic="firing", naming=Naming.UNNAMED))
    found = shelf(run, "bea", "dan").item(item(1).id)
    assert found
    assert (found.people, found.ask) == ((), who("dan"))


def test_topics_are_counted_however_written(run: Connection) -> None:
    """One topic, the first spelling; items that are not kept do not count."""
    store(run).save(item(1, topic="Firing"))
    store(run).save(item(2, VISA, topic=" firing "))
    store(run).save(item(3, VISA, topic="Papers", state=State.ASKED))
    told = [(one.words, one.items) for one in store(run).topics()]
    assert told == [("Firing", 2), ("Papers", 0)]
    assert len(store(run).on_topic(store(run).topic_id("FIRING"), 9)) == 2


def test_erasing_takes_it_or_leaves_it_unnamed(run: Connection) -> None:
    """As they said; what they look after is nobody's."""
    store(run).save_topic(Topic(store(run).topic_id("firing"), "firing", who("bea")))
    store(run).save(item(1))
    store(run).save(item(2, VISA, stays=True))
    store(run).save(item(3, VISA, stays=True, state=State.ASKED))
    store(run).erase(who("bea"))
    (left,) = store(run).all_kept()
    assert (left.id, left.by, left.naming) == (item(2).id, None, Naming.UNNAMED)
    assert store(run).item_of(item(3).id) is None
    assert [one.steward for one in store(run).topics()] == [None]
    assert run.execute(select(items.c.person)).scalars().all() == [None]
    assert shelf(run).similar("kiln", MONDAY) == ()


def test_the_report_tells_how_much_was_kept(run: Connection) -> None:
    """From then to then, and nothing where there is nothing."""
    store(run).save(item(1))
    store(run).save(item(2, VISA, state=State.ASKED, kept=None))
    assert store(run).report(MONDAY, MONDAY) == ()
    (said,) = store(run).report(MONDAY, MONDAY + DAY)
    assert "One thing was kept" in said.template


def test_old_items_and_bare_topics_are_chores(run: Connection) -> None:
    """Those nobody answered for in a fortnight; topics of three items and nobody."""
    year = timedelta(days=400)
    for number in range(3):
        store(run).save(item(number, VISA, topic="Papers"))
    assert len(store(run).chores(MONDAY)) == 1
    store(run).save_topic(Topic(store(run).topic_id("firing"), "Firing", who("dan")))
    store(run).save(item(9, topic="Firing", confirmed=MONDAY - year, looked=MONDAY - 20 * DAY))
    assert len(store(run).chores(MONDAY)) == 2
    store(run).save(item(9, topic="Firing", confirmed=MONDAY - year, looked=MONDAY - DAY))
    assert len(store(run).chores(MONDAY)) == 1
    store(run).save(item(9, confirmed=MONDAY - year))
    assert len(store(run).chores(MONDAY)) == 2
