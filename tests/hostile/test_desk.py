"""Every attack on the coordinators' page gets nowhere, and each guard against it is one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from tests.hostile.desk.guards import GUARDS, WALLS
from tests.hostile.desk.house import House, house

ATTACKS = list(dict.fromkeys([*(each.attack for each in GUARDS.values()), *WALLS]))


@pytest.fixture(scope="module")
async def standing(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A playground with its page; founding it takes longer than any attack."""
    async with house(tmp_path_factory.mktemp("desk")) as built:
        yield built


@pytest.fixture
async def desk(standing: House) -> House:
    """The same, with nothing left of the attack before."""
    await standing.tidied()
    return standing


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.__name__)
async def test_an_attack_gets_nowhere(
    attack: Callable[[House], Awaitable[int]], desk: House
) -> None:
    """Nought got through."""
    assert await attack(desk) == 0


@pytest.mark.parametrize("name", GUARDS)
async def test_without_its_guard_an_attack_gets_through(
    name: str, desk: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A guard whose absence nobody notices is none."""
    GUARDS[name].remove(monkeypatch.setattr, desk)
    assert await GUARDS[name].attack(desk) > 0, GUARDS[name].what
