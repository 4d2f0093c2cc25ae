"""What happens unasked: a place is lost, Hearth is removed and asked back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.events import Place, PlaceLost, Removed, Woken, itself
from bot.handlers import Kind
from bot.ui import Weight
from tests.communities.stage import FORM, Stage, words_of
from tests.communities.test_storage import ANA, BEA, HELLO, HOME, SPACE


@pytest.fixture
def town(stage: Stage) -> Stage:
    """Two coordinators; newcomers say hello elsewhere."""
    stage.sets_up(coordinators=(ANA, BEA), hosts=(), hello=HELLO)
    return stage


def loses(stage: Stage, place: Place, id_: str = "lost") -> None:
    event = PlaceLost(id=id_, at=stage.now, actor=itself(SPACE), place=place, why="archived")
    stage.happens(Kind.EVENT, "placelost", event)


def test_a_lost_home_holds_everything_and_tells_once(town: Stage) -> None:
    """Both coordinators, one message each, however often the platform says so."""
    loses(town, HOME)
    town.now += timedelta(hours=1)
    loses(town, HOME, "again")
    told = town.promised()
    assert len(told) == 2
    assert all(message.weight is Weight.DUTY for message in told.values())
    assert "I hold everything I would send" in words_of(next(iter(told.values())))
    assert town.ledger.is_held()
    assert "I can no longer write in our place" in words_of(town.command(ANA, "desk today"))


def test_another_home_lets_everything_go_on(town: Stage) -> None:
    """Chosen in the form of set-up."""
    loses(town, HOME)
    garden = Place(SPACE, "garden")
    fill = town.press(ANA, "communities.change")
    values = {**FORM, "coordinators": (ANA, BEA), "hosts": (), "home": garden, "hello": garden}
    town.submit(ANA, fill, **values)
    assert town.community.home == garden
    assert not town.ledger.is_held()
    founded = town.store.founded()
    assert founded is not None
    assert founded.lost is None


def test_let_back_in_it_goes_on(town: Stage) -> None:
    """One press; a second changes nothing."""
    loses(town, HOME)
    town.press(ANA, "communities.works_again")
    assert not town.ledger.is_held()
    town.command(ANA, "desk hold")
    town.press(ANA, "communities.works_again")
    assert town.ledger.is_held()


def test_without_a_place_of_welcome_home_takes_over(town: Stage) -> None:
    """Nothing is held."""
    loses(town, HELLO)
    assert town.community.hello == HOME
    assert not town.ledger.is_held()
    assert len(town.promised()) == 2


def removed(stage: Stage) -> str:
    id_ = stage.community.id
    stage.happens(Kind.EVENT, "removed", Removed(id="gone", at=stage.now, actor=itself(SPACE)))
    return id_


def wakes(stage: Stage, id_: str) -> None:
    community = stage.book.by_id(id_)
    assert community is not None
    event = Woken(
        id=f"w{stage.now}",
        at=stage.now,
        actor=itself(SPACE),
        name="communities.erase",
        subject=id_,
    )
    stage.wakes(community, event)


def test_removed_it_rests_and_is_erased_after_thirty_days(town: Stage) -> None:
    """Until then its rows are there and nobody finds it."""
    id_ = removed(town)
    assert town.book.in_space() == ()
    assert town.book.at(HOME) is None
    town.now += timedelta(days=29)
    wakes(town, id_)
    assert town.book.by_id(id_) is not None
    town.now += timedelta(days=1)
    wakes(town, id_)
    assert town.book.by_id(id_) is None


def test_asked_back_it_is_the_same_community(town: Stage) -> None:
    """Set up again at the same place within thirty days, it keeps its id, and is not erased."""
    id_ = removed(town)
    town.now += timedelta(days=3)
    town.sets_up()
    assert town.community.id == id_
    town.now += timedelta(days=40)
    wakes(town, id_)
    assert town.book.by_id(id_) is not None
