"""Tasks that are near to some words, and who holds them, found by keyed digests of their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select

from bot.directory import Holding, Level
from bot.likeness import enough, similar, stems
from storage.members.rows import MemberRows
from storage.members.tables import claims, members, skill_stems
from storage.tables import beside_index


class NearTasks(MemberRows):
    """One community's tasks by the words they are made of."""

    def holding(self, words: Iterable[str], now: datetime) -> tuple[Holding, ...]:
        """Who holds a task near to any of these words: learns it, or may be asked about it."""
        near = {key: said for each in words for key, said in self._near(each).items()}
        if not near:
            return ()
        c, m = claims.c, members.c
        theirs = and_(m.community == c.community, m.person == c.person)
        asked = select(c.person, c.task, c.level).join(members, theirs)
        rows = self.tx.run.execute(
            asked.where(
                c.community == self.scope.community,
                c.task.in_(list(near)),
                or_(may_be_asked(now), and_(c.level == Level.LEARN.value, _listed())),
            )
        ).all()
        # Put in order here: in SQL, SQLite would go through every claim for it.
        return tuple(
            Holding(self.person(person), near[task], Level(level))
            for person, task, level in sorted(map(tuple, rows))
        )

    def _near(self, words: str) -> dict[str, str]:
        """The tasks that are near, by key, as the community words them."""
        asked = stems(words)
        edited = self._edited()
        found = {key: task.words for key, task in edited.items() if similar(task.words, words)}
        c, here = skill_stems.c, skill_stems.c.community == self.scope.community
        digests = [self._stem(one) for one in asked]
        task, many, size = beside_index(c.task), func.count(), func.max(c.size)
        shared = select(task, many, size).where(here, c.stem.in_(digests)).group_by(task)
        if len(asked) > 1:  # one word shared is enough for a task of one word only
            shared = shared.having(or_(many > 1, size == 1))
        plain = [
            key
            for key, common, long in self.tx.run.execute(shared).all()
            if key not in edited and enough(common, min(long, len(asked)))
        ]
        return found | {key: task.words for key, task in self.tasks_of(plain).items()}

    def _keep_stems(self, worded: Mapping[str, str]) -> None:
        """Make tasks findable by their words; those that are already, are."""
        c = skill_stems.c
        mine = c.community == self.scope.community, c.task.in_(list(worded))
        known = set(self.tx.run.execute(select(c.task).where(*mine).distinct()).scalars())
        rows = [
            {"community": self.scope.community, "stem": stem, "task": key, "size": size}
            for key, words in worded.items()
            if key not in known
            for size, stem in self.stems_of(words)
        ]
        if rows:
            self.tx.run.execute(insert(skill_stems), rows)

    def stems_of(self, words: str) -> set[tuple[int, int]]:
        """The digests under which a task is found, each with how many there are."""
        found = stems(words)
        return {(len(found), self._stem(one)) for one in found}

    def _drop_stems(self, keys: Iterable[str]) -> None:
        """Forget the words of those of these tasks that nobody claims any more."""
        mine = claims.c.community == self.scope.community, claims.c.task.in_(list(keys))
        held = set(self.tx.run.execute(select(claims.c.task).where(*mine).distinct()).scalars())
        c = skill_stems.c
        gone = c.community == self.scope.community, c.task.in_([k for k in keys if k not in held])
        self.tx.run.execute(delete(skill_stems).where(*gone))

    def _stem(self, stem: str) -> int:
        told = self.tx.vault.digest("skill stem", self.scope.community, stem)
        return int(told[:16], 16) - 2**63


def may_be_asked(now: datetime) -> ColumnElement[bool]:
    """What `Member.ask_me`, a break and an allowance of none say, without reading the member."""
    c = members.c
    awake = or_(c.paused_until.is_(None), c.paused_until <= now)
    return and_(c.ask_me, c.allowance > 0, awake, _stands(c.ticks_at), _listed())


def _listed() -> ColumnElement[bool]:
    """What `Member.full` says."""
    return and_(_stands(members.c.joined_at), _stands(members.c.full_at))


def _stands(at: ColumnElement[datetime]) -> ColumnElement[bool]:
    left = members.c.left_at
    return and_(at.is_not(None), or_(left.is_(None), left < at))
