"""Why a group was drawn: what a round looked for, and the one sentence that says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.events import Person, Space
from bot.text import Text, t


class Why(StrEnum):
    """The reason of a group that both recognise."""

    MUTUAL = "mutual"  # each can do what the other wants to learn
    TEACHES = "teaches"
    CHALLENGE = "challenge"
    TOPIC = "topic"
    ROLE = "role"
    REGION = "region"
    NEWCOMER = "newcomer"
    ACROSS = "across"
    HOURS = "hours"
    CHANCE = "chance"
    MOVED = "moved"  # a coordinator put them together
    LATE = "late"  # brought together when the round was under way


@dataclass(frozen=True, slots=True)
class Reason:
    """Why this group: `one` can do `about`, `other` wants to learn it; `back`: the other way."""

    why: Why
    about: str = ""
    one: str = ""
    other: str = ""
    back: str = ""

    def said(self, space: Space) -> Text:
        """The one sentence, the same for everybody who may read it."""
        one, other = Person(space, self.one), Person(space, self.other)
        match self.why:
            case Why.MUTUAL if self.one and self.other:
                return t(
                    "{one} can help with {about}, and {other} with {back}.",
                    one=one,
                    other=other,
                    about=self.about,
                    back=self.back,
                )
            case Why.TEACHES if self.one and self.other:
                return t(
                    "{other} wants to learn {about}; {one} can help with it.",
                    one=one,
                    other=other,
                    about=self.about,
                )
            case Why.TOPIC if self.about:
                return t("You share a topic: {about}.", about=self.about)
            case Why.ROLE if self.about:
                return t("You have the same role: {role}.", role=self.about)
            case Why.NEWCOMER if self.one and self.other:
                return t(
                    "{other} is new here, and {one} has been here for a while.",
                    one=one,
                    other=other,
                )
            case _:
                return PLAIN[self.why]

    def told(self, space: Space) -> Text:
        """The same to a coordinator, who is not one of them."""
        match self.why:
            case Why.TOPIC if self.about:
                return t("They share a topic: {about}.", about=self.about)
            case Why.ROLE if self.about:
                return t("They have the same role: {role}.", role=self.about)
            case Why.MUTUAL | Why.TEACHES | Why.NEWCOMER if self.one and self.other:
                return self.said(space)  # it names them
            case _:
                return OF_THEM[self.why]


PLAIN: dict[Why, Text] = {
    Why.MUTUAL: t("Each of you can help with what the other wants to learn."),
    Why.TEACHES: t("One of you can help with what the other wants to learn."),
    Why.CHALLENGE: t("You named something similar as the hardest thing in your work."),
    Why.TOPIC: t("You share a topic."),
    Why.ROLE: t("You have the same role."),
    Why.REGION: t("You live in the same part of the world."),
    Why.NEWCOMER: t("One of you is new here, and one has been here for a while."),
    Why.ACROSS: t("You work in different organisations."),
    Why.HOURS: t("You are awake at the same hours."),
    Why.CHANCE: t("Chance brought you together: you have not met in a round before."),
    Why.MOVED: t("A coordinator thought that you should meet."),
    Why.LATE: t("You were both free when the round was under way."),
}
OF_THEM: dict[Why, Text] = {
    Why.MUTUAL: t("Each of them can help with what the other wants to learn."),
    Why.TEACHES: t("One of them can help with what the other wants to learn."),
    Why.CHALLENGE: t("They named something similar as the hardest thing in their work."),
    Why.TOPIC: t("They share a topic."),
    Why.ROLE: t("They have the same role."),
    Why.REGION: t("They live in the same part of the world."),
    Why.NEWCOMER: t("One of them is new here, and one has been here for a while."),
    Why.ACROSS: t("They work in different organisations."),
    Why.HOURS: t("They are awake at the same hours."),
    Why.CHANCE: t("Chance brought them together: they have not met in a round before."),
    Why.MOVED: t("A coordinator thought that they should meet."),
    Why.LATE: t("They were both free when the round was under way."),
}
