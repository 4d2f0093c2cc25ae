"""`hearth prompts`: a community's backlog goes out as a file and comes back."""

from __future__ import annotations

import pytest

from bot.prompts.content import read, shipped
from bot.prompts.model import State
from storage.database import Scope
from storage.prompts import PromptsStore
from tests.cli.command import KEY, Command
from tests.cli.house import COMMUNITY, SPACE, found, inside

ONE = '[[prompt]]\nid = "ours"\nkind = "tip"\ntext.en = "Ours?"\npurpose.en = "to see"\n'


@pytest.fixture
def founded(hearth: Command) -> Command:
    """A community that nobody has asked anything yet."""
    hearth.env["HEARTH_KEY"] = KEY
    hearth.data.mkdir()
    found(hearth.url)
    return hearth


async def test_a_file_goes_out_and_comes_back(founded: Command) -> None:
    """All that is shipped, then one more, one changed, and at last only ours."""
    file = founded.folder / "prompts.toml"
    said = await founded("prompts", "export", str(file))
    assert said.code == 0, said.err
    assert read(file.read_text()) == shipped()
    first = shipped()[0].text["en"]
    file.write_text(file.read_text().replace(first, "Else?") + ONE)
    said = await founded("prompts", "import", str(file), "--community", COMMUNITY.id)
    assert (said.code, said.out) == (0, "1 new, 1 changed.\n"), said.err
    said = await founded("prompts", "import", "-", "--only", typed=ONE)
    assert (said.code, said.out) == (0, "0 new, 0 changed.\n"), said.err
    with inside(founded.url) as tx:
        kept = PromptsStore(tx, Scope(SPACE, COMMUNITY.id)).prompts()
    assert [one.id for one in kept if one.state is State.ACCEPTED] == ["ours"]
    assert (await founded("prompts", "export", "-")).out == ONE.replace(
        'kind = "tip"\n', 'kind = "tip"\nstage = "any"\n'
    )


async def test_a_mistake_is_told_by_its_entry(founded: Command) -> None:
    """And nothing of the file is taken."""
    said = await founded("prompts", "import", "-", typed=ONE + ONE.replace("tip", "joke"))
    assert said.code == 1
    assert "The prompt ours: kind is one of: question" in said.err
    gone = await founded("prompts", "import", "nowhere.toml")
    assert (gone.code, "I cannot read nowhere.toml" in gone.err) == (1, True)
    with inside(founded.url) as tx:
        assert PromptsStore(tx, Scope(SPACE, COMMUNITY.id)).prompts() == ()
