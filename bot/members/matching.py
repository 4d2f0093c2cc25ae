"""Who can help with some words: a tolerant search over what members said they can do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.members.model import HELPS, Claim, Member, Task, alike, folded

AT_MOST = 5
# Words people ask with that say nothing about what they look for.
ASKING = """
a about an and anybody anyone are around at can could do does experience for has have help helps
here how i in is know knowing knows me my need needs of on or people person please somebody someone
that the to us use used want wants we what who whom with work works would you
a al alguien ayuda ayudar ayudarme como con conoce de del el en es haber hace hacer hay la las lo
los me mi necesito para pueda puede por que quien quienes saber sabe sobre tiene un una y
"""
FILLERS = frozenset(ASKING.split())


@dataclass(frozen=True, slots=True)
class Hit:
    """A member, the skill that was found, and how many of the words it holds."""

    member: Member
    claim: Claim
    share: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides among equals: hosts first, then whoever was asked less of late."""

    host: bool
    asked: int
    name: str


def sought(said: str) -> tuple[str, ...]:
    """The words that carry meaning; all of them when none does."""
    words = folded(said).replace(",", " ").split()
    bare = [folded(word) for word in words]
    telling = tuple(word for word in bare if word and word not in FILLERS)
    return telling or tuple(word for word in bare if word)


def find(
    members: Iterable[Member], said: str, standing: Callable[[Member], Standing]
) -> tuple[Hit, ...]:
    """At most five: more of the words first, then who does, explains, knows who; then standing."""
    words = sought(said)
    best = [hit for member in members if (hit := _best(member, words))]
    found = [hit for hit in best if 2 * hit.share >= len(words)]
    order = {level: rank for rank, level in enumerate(HELPS)}

    def worth(hit: Hit) -> tuple[int, int, bool, int, str]:
        s = standing(hit.member)
        return -hit.share, order[hit.claim.level], not s.host, s.asked, folded(s.name)

    return tuple(sorted(found, key=worth)[:AT_MOST])


def _best(member: Member, words: Sequence[str]) -> Hit | None:
    """The skill of a member that holds most of the words, the stronger level first."""
    claims = sorted(member.helps, key=lambda claim: HELPS.index(claim.level))
    hits = [Hit(member, claim, _share(claim, words)) for claim in claims]
    best = max(hits, key=lambda hit: hit.share, default=None)
    return best if best and best.share else None


def _share(claim: Claim, words: Sequence[str]) -> int:
    """How many of the words a skill holds, in its member's wording or the community's."""
    held = [w.strip("()") for w in (folded(claim.words) + " " + folded(claim.task)).split()]
    return sum(any(_means(word, one) for one in held) for word in words)


def _means(asked: str, held: str) -> bool:
    return held.startswith(asked) or alike(asked, held)


def suggested(tasks: Iterable[Task], typed: str) -> tuple[Task, ...]:
    """Tasks a word of which begins as what is being typed ends."""
    words = folded(typed).split()
    return tuple(
        task
        for task in tasks
        if task.claims and all(any(_means(w, h) for h in folded(task.words).split()) for w in words)
    )
