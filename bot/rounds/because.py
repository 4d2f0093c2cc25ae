"""Why people who were not drawn together sit together, and the question they begin with."""

from __future__ import annotations

from itertools import combinations, permutations

from bot.directory import Card, Level
from bot.likeness import similar
from bot.rounds.model import Reason, Why
from bot.text import Text, t

CAN = (Level.DO, Level.EXPLAIN)


def reason(cards: tuple[Card, ...], otherwise: Why) -> Reason:
    """The best reason among these people; `otherwise` where there is none."""
    taught = [found for one, other in permutations(cards, 2) if (found := _teaches(one, other))]
    for found in taught:
        back = next((r for r in taught if (r.one, r.other) == (found.other, found.one)), None)
        if back:
            return Reason(Why.MUTUAL, found.about, found.one, found.other, back.about)
    if taught:
        return taught[0]
    for one, other in combinations(cards, 2):
        if similar(one.hardest, other.hardest):
            return Reason(Why.CHALLENGE)
        if one.role and one.role.casefold() == other.role.casefold():
            return Reason(Why.ROLE, one.role)
    return Reason(otherwise)


def _teaches(one: Card, other: Card) -> Reason | None:
    can = {task for task, level in one.claims.items() if level in CAN}
    both = sorted(can & other.wants)
    return Reason(Why.TEACHES, both[0], one.person.id, other.person.id) if both else None


def question(why: Reason) -> Text:
    """What the host may begin with."""
    match why.why:
        case Why.MUTUAL | Why.TEACHES if why.about:
            return t("what draws you to {skill} just now", skill=why.about)
        case Why.CHALLENGE:
            return t("what have you tried so far about the hardest thing")
        case Why.ROLE:
            return t("what does an ordinary week look like where you are")
        case Why.TOPIC if why.about:
            return t("where did you last come across {topic}", topic=why.about)
        case Why.NEWCOMER:
            return t("what would you have liked to know in your first month here")
        case Why.ACROSS:
            return t("what is easy where you work that is hard elsewhere")
        case _:
            return t("what are you working on these days")
