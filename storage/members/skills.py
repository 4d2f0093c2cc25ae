"""Skills as rows: what members typed becomes tasks, which coordinators may reword or merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from bot.directory import Level
from bot.events import Person
from bot.members.model import Task, folded
from storage.members.near import NearTasks
from storage.members.tables import claims, skills


class MemberSkills(NearTasks):
    """One community's tasks and who claims them."""

    def claim(self, person: Person, claimed: Mapping[str, Level], at: datetime) -> None:
        """All their skills, in their own words; what is not among them is given up."""
        if not self.set_newest(person, "claims_at", at):
            return
        mine = claims.c.community == self.scope.community, claims.c.person == person.id
        before = set(self.tx.run.execute(select(claims.c.task).where(*mine)).scalars())
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
        self._keep_stems(worded)
        self._drop_stems(before - worded.keys())

    def tasks(self) -> tuple[Task, ...]:
        """The community's tasks, the most claimed first."""
        asked = select(claims.c.task, func.count()).where(
            claims.c.community == self.scope.community
        )
        rows = self.tx.run.execute(asked.group_by(claims.c.task)).all()
        worded = self.tasks_of([key for key, _ in rows])
        counted: Counter[Task] = Counter()
        for key, count in rows:
            counted[worded[key]] += count
        found = [replace(task, claims=count) for task, count in counted.items()]
        return tuple(sorted(found, key=lambda task: (-task.claims, folded(task.words))))

    def reword(self, key: str, words: str, at: datetime) -> None:
        """A coordinator words a task differently; the same words as another's merge them."""
        same = next((t for t in self.tasks() if folded(t.words) == folded(words)), None)
        into = same.key if same and same.key != key else None
        self._write_skill(key, words, at, into)
        if into:
            self._write_skill(into, words, at, None)
            mine = skills.c.community == self.scope.community
            follow = update(skills).where(mine, skills.c.merged_into == key)
            self.tx.run.execute(follow.values(merged_into=into))

    def _write_skill(self, key: str, words: str, at: datetime, into: str | None) -> None:
        mine = skills.c.community == self.scope.community, skills.c.task == key
        values = {
            "words": self.seal(words, "skills", "words", key),
            "at": at,
            "merged_into": into,
        }
        if not self.tx.run.execute(update(skills).where(*mine).values(values)).rowcount:
            whose = {"community": self.scope.community, "task": key}
            self.tx.run.execute(insert(skills).values(**whose, **values))

    def forget_claims(self, person: Person) -> None:
        """Drop somebody's skills, and a coordinator's words for what nobody claims any more."""
        run, mine = self.tx.run, claims.c.community == self.scope.community
        theirs = mine, claims.c.person == person.id
        before = set(run.execute(select(claims.c.task).where(*theirs)).scalars())
        run.execute(delete(claims).where(*theirs))
        self._drop_stems(before)
        kept = {task.key for task in self.tasks()}
        claimed = {row.task for row in run.execute(select(claims.c.task).where(mine).distinct())}
        unclaimed = skills.c.task.not_in(list(kept | claimed))
        run.execute(delete(skills).where(skills.c.community == self.scope.community, unclaimed))
