"""`hearth owner`: a community whose coordinators left gets one."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING

from bot import settings as configuration
from bot.cli_backup import there
from bot.cli_rows import communities
from bot.clock import wall
from bot.errors import HearthError
from bot.events import Community, Person
from bot.settings import Settings
from bot.text import t
from bot.work import Entry

if TYPE_CHECKING:
    from storage.database import Tx


def declare(parser: argparse.ArgumentParser) -> None:
    """Who, and where, if there are several."""
    parser.add_argument("person", help="their id as the platform shows it, or @name")
    parser.add_argument("--community", metavar="ID", help="which, where there are several")
    parser.set_defaults(run=_owner)


def _owner(given: argparse.Namespace) -> None:
    settings = configuration.read()
    there(settings)
    print(asyncio.run(_named(settings, given.person, given.community)))


async def _named(settings: Settings, who: str, community: str | None) -> str:
    from storage.codec import Vault
    from storage.database import Database
    from storage.ledger.upkeep import SqlUpkeep

    database = Database(settings.database_url, Vault(settings.keys()))
    try:
        await SqlUpkeep(database).open()
        return await database.write(lambda tx: _made(tx, who, community))
    finally:
        await database.close()


def _made(tx: Tx, who: str, wanted: str | None) -> str:
    from storage.communities import make_coordinator
    from storage.ledger.book import Book

    community = which(communities(tx), wanted)
    person, name = _who(tx, community, who)
    at = wall()
    if not make_coordinator(tx, community.id, person, at):
        return f"{name} is a coordinator of {community.name} already."
    said = t("{person} was made coordinator by whoever runs me.", person=person)
    Book(tx, community, at).log(Entry(at, None, said))
    return (
        f"{name} is a coordinator of {community.name} now. It stands in the community's log.\n"
        "They can begin with: /hearth desk today"
    )


def which(all_of: tuple[Community, ...], wanted: str | None) -> Community:
    """The community that is meant; a HearthError lists them where that is not clear."""
    listed = "\n".join(f"  {one.id}  {one.name} ({one.space.key})" for one in all_of)
    if not all_of:
        raise HearthError("There is no community yet. /hearth setup in a channel makes one.")
    if wanted is None and len(all_of) > 1:
        raise HearthError(f"Which community? Add --community and one of these:\n{listed}")
    for one in all_of:
        if wanted in (None, one.id):
            return one
    raise HearthError(f"There is no community {wanted}. There are:\n{listed}")


def _who(tx: Tx, community: Community, who: str) -> tuple[Person, str]:
    """By id, as `U024BE7LH` or `<@U024BE7LH>`, or by the name people see."""
    from sqlalchemy import select

    from storage.people import People
    from storage.tables import people

    names = People(tx, community.space)
    rows = tx.run.execute(select(people.c.person).where(people.c.space == community.space.key))
    known = {row.person: names.name(Person(community.space, row.person)) for row in rows}
    id_ = who.strip().removeprefix("<@").removesuffix(">").lstrip("!")
    if id_ in known:
        return Person(community.space, id_), known[id_] or id_
    wanted = who.strip().removeprefix("@").casefold()
    found = sorted(id_ for id_, name in known.items() if name.casefold() == wanted)
    if len(found) > 1:
        raise HearthError(f"Several people have that name; take an id: {', '.join(found)}")
    if not found:
        raise HearthError(
            f"I know nobody called {who} there. Let them say something to Hearth first, "
            "or give their id as the platform shows it."
        )
    return Person(community.space, found[0]), known[found[0]]
