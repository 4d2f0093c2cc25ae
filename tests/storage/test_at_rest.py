"""What lies on the disk: no word that anybody wrote can be read there without the key."""

from __future__ import annotations

import asyncio
from pathlib import Path

import migrations
from bot.events import Commanded, Door, Submitted, Typed
from bot.text import own
from bot.ui import Fill
from bot.work import Entry
from storage.ledger.book import Book
from tests.machinery.stage import TUESDAY, Stage, notes_metadata

CANARY = "canarybird"


async def test_no_written_word_lies_in_the_file(tmp_path: Path) -> None:
    """Names, drafts, promises, failed events and the log; in the file and in its journal."""
    url = f"sqlite:///{tmp_path / 'hearth.db'}"
    migrations.migrate(url)
    stage = Stage(tmp_path / "playground", url)
    await stage.database.write(lambda tx: notes_metadata.create_all(tx.run))
    community = await stage.found("c1", "home", "cora")
    about = stage.about("cora")
    about["actor"] = type(about["actor"])(about["actor"].person, f"Name {CANARY}", "en", "UTC")
    opened = await stage.hear(Commanded(**about, verb="tell"))
    assert opened is not None
    assert isinstance(opened.reply, Fill)
    values = {"name": f"{CANARY} too long a name"}
    await stage.hear(Submitted(**stage.about("cora"), form=opened.reply.id, values=values))
    said = f"what a {CANARY} day"
    await stage.hear(Typed(**stage.about("cora"), parts=(said,), door=Door.DIRECT))
    await stage.hear(Commanded(**stage.about("cora"), verb="note", values={"text": "boom"}))
    hear = {"one": about["actor"].person}
    await stage.hear(Commanded(**stage.about("cora"), verb="greet", values=hear))
    entry = Entry(TUESDAY, None, own(f"logged {CANARY}"))
    await stage.database.write(lambda tx: Book(tx, community, TUESDAY).log(entry))
    assert await stage.database.read(lambda tx: Book(tx, community, TUESDAY).entries(5)) == (entry,)

    def files() -> bytes:
        return b"".join(file.read_bytes() for file in tmp_path.glob("hearth.db*"))

    written = await asyncio.to_thread(files)
    assert b"cora" in written  # ids are not sealed: we do look at what was written
    assert CANARY.encode() not in written
    assert b"Hello" not in written
    await stage.database.close()
