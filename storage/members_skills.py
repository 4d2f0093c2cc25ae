"""Skills as rows: what members typed becomes tasks, which coordinators may reword or merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update

from bot.directory import Level
from bot.events import Person
from bot.members.model import Task, folded
from storage.members_rows import MemberRows
from storage.members_tables import claims, skills


class MemberSkills(MemberRows):
    """One community's tasks and who claims them."""

    def claim(self, person: Person, claimed: Mapping[str, Level], at: datetime) -> None:
        """All their skills, in their own words; what is not among them is given up."""
        if not self.set_newest(person, "claims_at", at):
            return
        mine = claims.c.community == self.scope.community, claims.c.person == person.id
        self.tx.run.execute(delete(claims).where(*mine))
        worded = {self.task_key(words): words for words in claimed if folded(words)}
        rows = [
            {
                "community": self.scope.community,
                "person": person.id,
                "task": key,
                "level": claimed[words].value,
                "words": self.seal(words, "claims", "words", person.id, key),
                "at": at,
            }
            for key, words in worded.items()
        ]
        if rows:
            self.tx.run.execute(insert(claims), rows)
            self._name_tasks(worded, at)

    def _name_tasks(self, worded: Mapping[str, str], at: datetime) -> None:
        """A task is worded as whoever claimed it first, until a coordinator words it."""
        mine = skills.c.community == self.scope.community
        asked = select(skills).where(mine, skills.c.task.in_(list(worded)))
        known = {row.task: row for row in self.tx.run.execute(asked)}
        edited = {folded(t.words): t.key for t in self.words_of_tasks().values() if t.edited}
        for key, words in worded.items():
            sealed = self.seal(words, "skills", "words", key)
            if key not in known:
                row = {"community": self.scope.community, "task": key, "words": sealed, "at": at}
                same = edited.get(folded(words))
                self.tx.run.execute(insert(skills).values(**row, edited=False, merged_into=same))
            elif known[key].at > at and not known[key].edited:
                first = update(skills).where(mine, skills.c.task == key)
                self.tx.run.execute(first.values(words=sealed, at=at))

    def tasks(self) -> tuple[Task, ...]:
        """The community's tasks, the most claimed first."""
        worded = self.words_of_tasks()
        asked = select(claims.c.task).where(claims.c.community == self.scope.community)
        claimed: Counter[str] = Counter(
            worded[row.task].key for row in self.tx.run.execute(asked) if row.task in worded
        )
        found = {
            task.key: Task(task.key, task.words, task.edited, claimed[task.key])
            for task in worded.values()
        }
        return tuple(sorted(found.values(), key=lambda t: (-t.claims, folded(t.words))))

    def reword(self, key: str, words: str, at: datetime) -> None:
        """A coordinator words a task differently; the same words as another's merge them."""
        mine = skills.c.community == self.scope.community
        same = next(
            (t.key for t in self.tasks() if folded(t.words) == folded(words) and t.key != key), None
        )
        if same is None:
            change = {"words": self.seal(words, "skills", "words", key), "edited": True, "at": at}
            self.tx.run.execute(update(skills).where(mine, skills.c.task == key).values(change))
            return
        both = or_(skills.c.task == key, skills.c.merged_into == key)
        into = update(skills).where(mine, both).values(merged_into=same, edited=True, at=at)
        self.tx.run.execute(into)
        kept = update(skills).where(mine, skills.c.task == same)
        self.tx.run.execute(kept.values(edited=True, merged_into=None))

    def forget_claims(self, person: Person) -> None:
        """Drop somebody's skills, and tasks that nobody else claims and nobody edited."""
        mine = claims.c.community == self.scope.community, claims.c.person == person.id
        self.tx.run.execute(delete(claims).where(*mine))
        still = select(claims.c.task).where(claims.c.community == self.scope.community)
        self.tx.run.execute(
            delete(skills).where(
                skills.c.community == self.scope.community,
                skills.c.edited.is_(False),
                skills.c.task.not_in(still),
            )
        )
