"""What is a year old is looked at again; topics have somebody; all of it leaves as plain files."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.events import Beat, Person, Visited
from bot.handlers import Kind
from bot.library.exporting import files, packed
from bot.library.model import Item, Level, State, Topic
from bot.ui import Fill, Page, PeopleMenu, Say, Table, Weight
from bot.wording import Naming
from tests.introductions.town import labels, read, who
from tests.library.conftest import Reading
from tests.library.test_store import KILN, VISA, item

DAY = timedelta(days=1)


def old(town: Reading, number: int = 1, **more: object) -> Item:
    """Something kept four hundred days ago, about firing."""
    long_ago = town.now - 400 * DAY
    plain = item(number, topic="Firing", at=long_ago, kept=long_ago, confirmed=long_ago)
    town.store.save(replace(plain, **more))  # type: ignore[arg-type] # fields by name
    return plain


def looks_after(town: Reading, name: str = "dan", topic: str = "Firing") -> str:
    id_: str = town.store.topic_id(topic)
    town.store.save_topic(Topic(id_, topic, who(name)))
    return id_


def a_day(town: Reading) -> None:
    event = Beat(**town._itself(), name="library.look", day=town.now.date())
    town.does(event, town.line(Kind.DAILY, "library.look"))
    town.wait(DAY)


def asked(town: Reading, name: str = "dan") -> list[str]:
    return [read(message) for message in town.to(name, "library.still_right")]


def test_whoever_looks_after_it_is_asked_once(town: Reading) -> None:
    """One item at a time, the oldest first, as an ask of their allowance; young ones are not."""
    looks_after(town)
    old(town, 1)
    old(town, 2, title="Older", confirmed=town.now - 500 * DAY)
    old(town, 3, confirmed=town.now - 300 * DAY)
    for _ in range(3):
        a_day(town)
    (question,) = town.to("dan", "library.still_right")
    assert question.weight is Weight.ASK
    assert "You look after “Firing”" in read(question)
    assert labels(question) == ["Still right", "Out of date", "Change"]
    town.wait(8 * DAY)
    a_day(town)
    assert len(asked(town)) == 2


def test_still_right_is_good_for_a_year(town: Reading) -> None:
    """And its steward may say so, its author, a coordinator; nobody else."""
    looks_after(town)
    id_ = old(town).id
    a_day(town)
    with pytest.raises(Refusal):
        town.presses("eve", "library.right", id_)
    town.presses("dan", "library.right", id_)
    assert town.store.unconfirmed(town.now - 365 * DAY, 9) == ()
    for name in ("bea", "cleo"):
        town.presses(name, "library.right", id_)


def test_out_of_date_is_in_no_search(town: Reading) -> None:
    """Its author still has it, may change it, and it is found again."""
    looks_after(town)
    id_ = old(town).id
    town.presses("dan", "library.outdated", id_)
    assert town.shelved.similar("kiln", town.now) == ()
    with pytest.raises(Refusal):
        town.chooses("eve", "library.read", id_)
    form = town.presses("bea", "library.change", id_)
    town.fills("bea", form, title=KILN[0], words="Twelve hundred.", new_topic="Firing")
    (found,) = town.shelved.similar("kiln", town.now)
    assert found.words == "Twelve hundred."


def test_nobodys_words_are_changed_but_by_themselves(town: Reading) -> None:
    """Who looks after it adds to them, and the addition is found, too."""
    looks_after(town)
    id_ = old(town).id
    form = town.presses("dan", "library.change", id_)
    assert isinstance(form, Fill)
    assert "words" not in [field.name for field in form.form.steps[0].fields]
    town.fills("dan", form, title=KILN[0], words="Mine now.", addition="Since May electric.")
    (found,) = town.shelved.similar("electric", town.now)
    assert found.words == KILN[1]
    assert "Added later: Since May electric." in read(town.chooses("eve", "library.read", id_))


def test_without_a_steward_or_an_answer_it_is_on_the_desk(town: Reading) -> None:
    """At once where nobody looks after it; in a fortnight where somebody did not answer."""
    id_ = old(town).id
    a_day(town)
    assert not town.promises.posted
    assert "a year old" in str(town.store.chores(town.now))
    looks_after(town)
    assert not town.store.chores(town.now)
    a_day(town)
    assert not town.store.chores(town.now)
    town.settles(f"library.still.{id_}", reason="expired")
    assert "a year old" in str(town.store.chores(town.now))
    looks_after(town, "zoe")
    town.store.save(replace(town.store.item_of(id_), looked=None))
    assert not town.store.chores(town.now)
    a_day(town)
    assert "a year old" in str(town.store.chores(town.now))
    assert "Open one" in str(town.presses("cleo", "library.old"))


def test_the_fortnight_counts_from_when_they_were_asked(town: Reading) -> None:
    """Promised on one day, read three days later: the desk waits for the whole fortnight."""
    id_ = old(town).id
    looks_after(town)
    a_day(town)
    town.wait(2 * DAY)
    town.settles(f"library.still.{id_}")
    town.wait(13 * DAY)
    assert not town.store.chores(town.now)
    town.wait(DAY)
    assert "a year old" in str(town.store.chores(town.now))


def test_a_steward_is_named_told_and_may_say_no(town: Reading) -> None:
    """By a coordinator only, and only who takes part."""
    old(town)
    topic = town.store.topic_id("firing")
    with pytest.raises(Refusal, match="takes part"):
        town.chooses("cleo", "library.steward", "zoe", topic)
    town.chooses("cleo", "library.steward", "dan", topic)
    assert town.store.topic(topic).steward == who("dan")
    (told,) = town.to("dan", "library.look_after")
    town.presses("eve", "library.not_me", topic)
    assert town.store.topic(topic).steward == who("dan")
    town.presses_on("dan", told, "I'd rather not")
    assert town.store.topic(topic).steward is None


def test_the_desk_leads_to_topics_items_and_levels(town: Reading) -> None:
    """Every act of it."""
    looks_after(town)
    id_ = old(town).id
    town.store.save(item(2, VISA))
    desk = town.says("cleo", "desk library")
    assert "Firing: one item, @dan looks after it" in read(desk)
    assert labels(desk) == ["Search", "Without a topic", "Look at an old one", "Export as files"]
    told = town.chooses("cleo", "library.topic", town.store.topic_id("Firing"))
    assert isinstance(told, Say)
    assert any(isinstance(block, PeopleMenu) for block in told.message.blocks)
    assert VISA[0] in read(town.presses("cleo", "library.topic", "-"))
    town.chooses("cleo", "library.level", "advanced", id_)
    assert town.store.item_of(id_).level is Level.ADVANCED
    assert "For who knows it well" in str(town.chooses("cleo", "library.open", id_))
    form = town.presses("cleo", "library.search")
    assert KILN[0] in read(town.fills("cleo", form, words="hot kiln"))
    assert "Nothing is kept" in read(town.fills("cleo", form, words="submarine"))


def test_the_page_shows_the_same(town: Reading) -> None:
    """Topics with who looks after them, and the newest with whether their author is named."""
    looks_after(town)
    old(town)
    town.store.save(item(2, VISA, naming=Naming.UNNAMED))
    town.store.save(item(3, VISA, topic="Passports", state=State.ASKED))  # of it nothing shows
    event = Visited(**town._by("cleo"), name="library")
    page = town.does(event, town.line(Kind.PAGE, "library"))
    assert isinstance(page, Page)
    tables = [block for block in page.blocks if isinstance(block, Table)]
    assert len(tables[0].rows) == 1
    assert len(tables[1].rows) == 2
    assert "without a name" in str(tables[1].rows[0])


def test_all_of_it_as_files(town: Reading) -> None:
    """By one command: names as allowed, nothing that was taken back, and no path of theirs."""
    with pytest.raises(Refusal, match="Nothing is kept"):
        town.says("cleo", "desk library", how="export")
    old(town, helped=2, helped_at=town.now, level=Level.ADVANCED, addition="Since May electric.")
    town.store.save(item(2, ("../../etc/[x](y)", 'said: "no"'), naming=Naming.UNNAMED))
    town.store.save(item(3, VISA, state=State.NO))
    said = town.says("cleo", "desk library", how="export")
    assert isinstance(said, Say)
    (file,) = said.message.files
    archive = zipfile.ZipFile(io.BytesIO(file.content))
    day = f"{town.now - 400 * DAY:%Y-%m-%d}"
    first = f"firing/{day}-how-hot-is-a-kiln-for-porcelain.md"
    assert sorted(archive.namelist()) == ["README.md", first, "other/2026-11-23-etc-x-y.md"]
    written = archive.read(first).decode()
    assert written.startswith(f'---\ntitle: "{KILN[0]}"\nkind: "answer"\ntopic: "Firing"\n'
                              'level: "advanced"\nauthor: "Bea"\n')  # fmt: skip
    assert written.endswith(f"{KILN[1]}\n\n## Added later\n\nSince May electric.\n")
    other = archive.read("other/2026-11-23-etc-x-y.md").decode()
    assert "author" not in other
    assert "bea" not in other.casefold()
    assert archive.read("README.md").decode().count("](") == 2


def test_the_same_items_give_the_same_bytes() -> None:
    """And two of one title and day are two files."""
    told = [item(1), item(2)]
    assert packed(told, _id, _id) == packed(told[::-1][::-1], _id, _id)
    assert len(files(told, _id, _id)) == 3


def _id(one: Person | Item) -> str:
    return one.id


def test_a_file_says_where_it_was_said_and_is_called_by_whole_words() -> None:
    """A link to its thread; no word of a long title is cut in two."""
    long = item(1, ("How do I read procurement data when every date has two formats?", "Sort it."))
    found = files([long], _id, lambda _: "https://chat.example/p1")
    (name,) = (name for name in found if name != "README.md")
    assert name.endswith("-when-every-date-has-two.md")
    assert 'where: "https://chat.example/p1"\n' in found[name]
    assert "where" not in files([long], _id, lambda _: "")[name]
