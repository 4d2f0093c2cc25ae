"""The forms of members: join, the first two fields, the profile, the skills."""

from __future__ import annotations

from collections.abc import Iterable

from bot.directory import Level
from bot.members.model import ALLOWANCES, Claim, Member, Profile, Task, folded
from bot.text import Text, own, t
from bot.ui import MAX_OPTIONS, Choice, Field, Form, Line, Option, Step

INTRODUCE, ROUNDS, ASK = "introduce", "rounds", "ask"
CHANGE = "change"  # the subject of the join form for whoever takes part already
MOST_WORDS = 400  # characters of one list of skills
TICKS = (
    Option(INTRODUCE, t("Introduce me to newcomers")),
    Option(ROUNDS, t("Draw me in rounds"), t("A conversation now and then")),
    Option(ASK, t("You may ask me what I know")),
)
TIMES = {
    0: t("Not at all"),
    1: t("Once a week"),
    2: t("Twice a week"),
    5: t("Five times a week"),
}
LEVELS = {
    Level.DO: t("I can do it"),
    Level.EXPLAIN: t("I can explain it"),
    Level.CONNECT: t("I know who"),
    Level.LEARN: t("I want to learn"),
}
DAYS = (
    Option("1", t("Monday")),
    Option("2", t("Tuesday")),
    Option("3", t("Wednesday")),
    Option("4", t("Thursday")),
    Option("5", t("Friday")),
    Option("6", t("Saturday")),
    Option("7", t("Sunday")),
)
SPANS = ((7, 12), (8, 17), (9, 13), (9, 18), (10, 19), (12, 20), (17, 22), (7, 22))


def times() -> tuple[Option, ...]:
    """How many asks a week."""
    return tuple(Option(str(n), TIMES[n]) for n in ALLOWANCES)


def join(member: Member, tasks: tuple[Task, ...]) -> Form:
    """Three ticks and, the first time, what I can help with and want to learn."""
    ticked = (
        (INTRODUCE, member.introduce_me),
        (ROUNDS, member.in_rounds),
        (ASK, member.ask_me),
    )
    fields: list[Field] = [
        Choice("ticks", t("What may I do?"), TICKS, tuple(n for n, on in ticked if on), many=True),
        Choice(
            "allowance",
            t("At most how often may I ask you?"),
            times(),
            (str(member.allowance),),
            t("Introductions and questions together"),
            required=True,
        ),
    ]
    if not member.claims:
        fields += _two_fields(member.claims, tasks)
    fields.append(
        Line(
            "hardest",
            t("The hardest thing in my work now"),
            member.hardest,
            t("If you like. Only those you are matched with see it"),
            limit=300,
            long=True,
        )
    )
    told = t(
        "Whoever takes part can find what you can help with; those I introduce you to see all "
        "you write here. Change or erase it whenever you like: /hearth me"
    )
    step, subject = Step(tuple(fields), told), CHANGE if member.full else ""
    return Form("members.join", t("Take part"), (step,), subject, submit=t("Save"))


def first(tasks: tuple[Task, ...], member: Member) -> Form:
    """The two fields of a newcomer."""
    told = t("A few words are enough, and one of the two fields.")
    step = Step(_two_fields(member.claims, tasks), told)
    return Form("members.first", t("A few words"), (step,), submit=t("Go on"))


def _two_fields(claims: Iterable[Claim], tasks: tuple[Task, ...]) -> tuple[Field, ...]:
    known, claims = [task.words for task in tasks[:3]], tuple(claims)
    hint = t("Commas between them. Others wrote: {tasks}", tasks=tuple(own(w) for w in known))
    plain = t("Concrete things you do at work, with commas between them")
    helps, learns = (c for c in claims if c.level is not Level.LEARN), _at(claims, Level.LEARN)
    return (
        _list("help", t("What I can help with"), helps, hint if known else plain),
        _list("learn", t("What I want to learn"), learns, plain),
    )


def _list(name: str, label: Text, claims: Iterable[Claim], hint: Text | None = None) -> Line:
    said = ", ".join(c.words for c in claims)
    return Line(name, label, said, hint, limit=max(MOST_WORDS, len(said)), long=True)


def _at(claims: Iterable[Claim], level: Level) -> tuple[Claim, ...]:
    return tuple(c for c in claims if c.level is level)


def skills(member: Member, tasks: tuple[Task, ...]) -> Form:
    """Four lists, one for each level; then what others named, to choose from."""
    told = t("Concrete things, with commas between them. Those I introduce you to see them.")
    lists = tuple(_list(level.value, LEVELS[level], _at(member.claims, level)) for level in Level)
    steps = [Step(lists, told)]
    mine = {folded(c.task) for c in member.claims}
    others = [task for task in tasks if folded(task.words) not in mine][:MAX_OPTIONS]
    if others:
        options = tuple(Option(task.key, own(task.words)) for task in others)
        steps.append(
            Step(
                tuple(
                    Choice(f"more_{level.value}", LEVELS[level], options, many=True)
                    for level in Level
                ),
                t("Others here named these. Choose any that are yours, too."),
            )
        )
    return Form("members.skills", t("My skills"), tuple(steps))


def profile(told: Profile, zone: str) -> Form:
    """Who I am, and when I am awake; all of it optional."""
    about = (
        Line("role", t("My role"), told.role, limit=100),
        Line("organisation", t("Where I work"), told.organisation, limit=100),
        Line("sector", t("My sector"), told.sector, limit=100),
        Line(
            "languages",
            t("Languages I speak"),
            ", ".join(told.languages),
            t("Commas between them"),
            limit=100,
        ),
    )
    span = f"{told.start}-{told.end}"
    spans = tuple(
        Option(f"{a}-{b}", t("{start}:00 to {end}:00", start=a, end=b))
        for a, b in dict.fromkeys((*SPANS, (told.start, told.end)))
    )
    awake = (
        Line("zone", t("My time zone"), told.zone or zone, t("Like this: Europe/Madrid"), limit=60),
        Choice(
            "days",
            t("Days on which I may write to you"),
            DAYS,
            tuple(str(day) for day in told.days) or ("1", "2", "3", "4", "5"),
            many=True,
            required=True,
        ),
        Choice("hours", t("Hours in which I may write to you"), spans, (span,), required=True),
    )
    seen = t("All of it is optional. Those I introduce you to see your role and where you work.")
    return Form("members.profile", t("My profile"), (Step(about, seen), Step(awake)))


def alike(pairs: tuple[tuple[Task, Task], ...]) -> Form:
    """One wording for two skills that look alike; a coordinator's form."""
    listed = tuple(
        t("{n}: {first} / {second}", n=i, first=own(one.words), second=own(other.words))
        for i, (one, other) in enumerate(pairs, 1)
    )
    told = t(
        "These look like the same skill: {pairs}. "
        "Write one wording for both, and they become one. Empty: they stay two.",
        pairs=listed,
    )
    fields = tuple(Line(f"pair{i}", t("Pair {n}", n=i), limit=70) for i in range(1, 1 + len(pairs)))
    subject = "\n".join(f"{one.key} {other.key}" for one, other in pairs)
    return Form("members.tasks", t("Skills that look alike"), (Step(fields, told),), subject)
