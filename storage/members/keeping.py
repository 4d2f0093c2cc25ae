"""The members' housekeeping: all that is kept of somebody and why, and how every trace goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, or_, select

from bot.events import Person
from bot.members.model import ENDLESS, Member, Shown, nearly_the_same
from bot.text import Moment, Text, own, t, tn
from bot.ui import Button
from bot.work import Chore, Kept
from storage.members.skills import MemberSkills
from storage.members.tables import apart, belonging, members

Item = Mapping[str, str]
COMPARED = 200  # of the most claimed skills: each is compared with each


class MemberKeeping(MemberSkills):
    """Implements `bot.work.Housekeeping` for one community's members."""

    def chores(self, _now: datetime) -> tuple[Chore, ...]:
        """Tasks that look like the same one in other words."""
        pairs = nearly_the_same(self.tasks()[:COMPARED])
        if not pairs:
            return ()
        said = tn(
            "Two skills look alike: {first} and {second}.",
            "{n} pairs of skills look alike, such as {first} and {second}.",
            len(pairs),
            first=own(pairs[0][0].words),
            second=own(pairs[0][1].words),
        )
        look = Button(t("Tidy the skills"), "members.tasks")
        return (Chore(10, said, (look,)),)

    def reasons(self, person: Person, now: datetime) -> tuple[Text, ...]:
        """By which press somebody takes part, and whether they have a break."""
        member = self.member(person)
        if member.gone:
            return (t("You left, so I send you nothing of my own accord."),)
        until = member.paused(now)
        said = []
        if member.joined_at and member.here:
            day = Moment(member.joined_at, "day")
            said.append(t("You take part since {day}, when you pressed a button.", day=day))
        if until == ENDLESS:
            said.append(t("You have a break until you say otherwise."))
        elif until:
            said.append(t("You have a break until {day}.", day=Moment(until, "day")))
        return tuple(said)

    def kept(self, person: Person) -> tuple[Kept, ...]:
        """All that this room keeps about somebody."""
        member = self.member(person)
        kept = (
            self._roster_row(person),
            self._choices(member),
            self._profile_row(member),
            self._skills_row(member),
            self._consent_row(member),
            self._apart_rows(person),
        )
        return tuple(one for one in kept if one)

    def _roster_row(self, person: Person) -> Kept | None:
        asked = select(belonging).where(
            belonging.c.community == self.scope.community, belonging.c.person == person.id
        )
        row = self.tx.run.execute(asked).one_or_none()
        if row is None:
            return None
        item = _plain(
            id=row.person,
            here_from=row.since,
            source=row.source,
            left=row.left_at,
            changed=row.changed_at,
        )
        return Kept(
            t("That you belong here"),
            t("so as not to greet you twice"),
            t("until you leave, and thirty days; or until you erase it"),
            (item,),
        )

    def _choices(self, member: Member) -> Kept | None:
        one = member
        item = _plain(
            joined=one.joined_at,
            join_form=one.full_at,
            left=one.left_at,
            introduce_me=one.introduce_at and one.introduce,
            introduce_me_since=one.introduce_at,
            in_rounds=one.ticks_at and one.rounds,
            ask_me=one.ticks_at and one.ask,
            ticks_since=one.ticks_at,
            asks_a_week=one.allowance,
            paused_until=one.paused_until,
            paused_since=one.paused_at,
            norms_version=one.norms_version or None,
            norms_since=one.norms_at,
        )
        if set(item) <= {"asks_a_week"}:
            return None
        return Kept(
            t("What you chose: taking part, how often I may ask, breaks"),
            t("to do what you asked for, and nothing else"),
            t("until you change or erase it"),
            (item,),
        )

    def _profile_row(self, member: Member) -> Kept | None:
        told = member.profile
        item = _plain(
            role=told.role,
            organisation=told.organisation,
            sector=told.sector,
            hardest=member.hardest,
            languages=", ".join(told.languages),
            zone=told.zone,
            hours=f"{told.start}-{told.end}" if told.days else "",
            days=", ".join(str(day) for day in told.days),
            since=member.profile_at,
        )
        if set(item) <= {"since"}:
            return None
        return Kept(
            t("What you told about yourself"),
            t("to find people for you, and you for them"),
            t("until you change or erase it"),
            (item,),
        )

    def _skills_row(self, member: Member) -> Kept | None:
        if not member.claims:
            return None
        return Kept(
            t("What you can help with, and what you want to learn"),
            t("to find people for you, and you for them"),
            t("until you change or erase it"),
            tuple(
                _plain(
                    skill=c.words,
                    level=c.level.value,
                    listed_as="" if c.task == c.words else c.task,
                )
                for c in member.claims
            ),
        )

    def _consent_row(self, member: Member) -> Kept | None:
        one = member.consent
        items = [_shown(shown, asked="shown to you") for shown in member.offered]
        if one:
            how = "yes, the name first" if one.name_first else "yes"
            items.append(_shown(one.shown, said=how, since=one.at))
        if not items:
            return None
        return Kept(
            t("The words I asked you about, and those you agreed to be introduced by"),
            t("so that nobody is shown other words than these"),
            t("until you erase it"),
            tuple(items),
        )

    def _apart_rows(self, person: Person) -> Kept | None:
        asked = select(apart.c.other, apart.c.apart, apart.c.at).where(
            apart.c.community == self.scope.community, apart.c.person == person.id
        )
        items = tuple(
            _plain(person=row.other, apart="yes" if row.apart else "no longer", since=row.at)
            for row in self.tx.run.execute(asked.order_by(apart.c.at))
        )
        if not items:
            return None
        return Kept(
            t("People you asked me to keep apart from you"),
            t("so that I never bring you together; they are never told"),
            t("until you undo or erase it"),
            items,
        )

    def erase(self, person: Person) -> None:
        """Remove every trace of somebody, also from what others set apart."""
        run, community = self.tx.run, self.scope.community
        for table in (belonging, members):
            mine = table.c.community == community, table.c.person == person.id
            run.execute(delete(table).where(*mine))
        named = or_(apart.c.person == person.id, apart.c.other == person.id)
        run.execute(delete(apart).where(apart.c.community == community, named))
        self.forget_claims(person)


def _shown(shown: Shown, **more: object) -> Item:
    return _plain(
        can_help_with=", ".join(shown.help),
        wants_to_learn=", ".join(shown.learn),
        role=shown.role,
        organisation=shown.organisation,
        hardest=shown.hardest,
        **more,
    )


def _plain(**values: object) -> Item:
    """What is set, as words; a moment as the world writes it."""
    return {name: _said(value) for name, value in values.items() if value not in {None, ""}}


def _said(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat()
        case _:
            return str(value)
