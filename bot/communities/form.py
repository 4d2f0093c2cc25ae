"""The one form of set-up: everything prefilled but its first line."""

from __future__ import annotations

from dataclasses import dataclass

from bot.communities.model import MOST_COORDINATORS, MOST_HOSTS
from bot.events import Begin, Community, Person, Place
from bot.text import Text, own, t
from bot.ui import Choice, Field, Form, Line, Option, People, Step, Where

SETUP, CHANGE = "communities.setup", "change"
SPOKEN = (Option("en", own("English")), Option("es", own("Español")))
ALIVE = (
    Option("alive", t("Already alive"), t("I greet nobody who is here; they press Join or not")),
    Option("new", t("New"), t("People will come; I greet them one by one")),
)
BEGIN = (
    Option(Begin.EACH, t("Show me every message first"), t("Each waits for your yes")),
    Option(Begin.SMALL, t("Small start"), t("Only your hosts are asked to meet newcomers")),
    Option(Begin.ALL, t("All on"), t("Members who tick it are asked, too")),
)


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known before somebody fills in the form for a new community."""

    home: Place
    by: Person
    zone: str
    language: str
    code: str = ""

    @property
    def subject(self) -> str:
        """What the form must still know when it comes back; it stays on our side."""
        return f"{self.home.id}\n{self.code}"


def begin_here(begun: Begun) -> Form:
    """The form that starts a community."""
    return Form(
        SETUP,
        t("Start a community"),
        (
            Step((_purpose(), _name(), _alive(), _hello(begun.home))),
            Step(
                (
                    _zone(begun.zone),
                    _languages((begun.language,)),
                    _coordinators((begun.by,)),
                    _hosts(()),
                    _begin(Begin.EACH),
                )
            ),
        ),
        begun.subject,
        t("Save"),
    )


def change(
    community: Community, coordinators: tuple[Person, ...], hosts: tuple[Person, ...]
) -> Form:
    """The same form for a community that is there, with its norms."""
    c = community
    return Form(
        SETUP,
        t("How this works"),
        (
            Step((_purpose(c.purpose), _name(c.name), _home(c.home), _hello(c.hello))),
            Step(
                (
                    _zone(c.zone),
                    _languages(c.languages),
                    _coordinators(coordinators),
                    _hosts(hosts),
                    _begin(c.begin),
                )
            ),
            Step(_norms(c.norms), t("How you treat each other. A change is posted once.")),
        ),
        CHANGE,
        t("Save"),
    )


def _purpose(said: str = "") -> Field:
    label, hint = t("What is this community for?"), t("One sentence; members read it")
    return Line("purpose", label, said, hint, required=True, long=True)


def _name(said: str = "") -> Field:
    hint = t("If you leave this empty, the beginning of the sentence above")
    return Line("name", t("What do you call it?"), said, hint, limit=60)


def _alive() -> Field:
    return Choice("alive", t("This channel is"), ALIVE, ("alive",), required=True)


def _home(home: Place) -> Field:
    return Where("home", t("Your place: where I post"), home, required=True)


def _hello(hello: Place) -> Field:
    return Where("hello", t("Where do newcomers say hello?"), hello, required=True)


def _zone(zone: str) -> Field:
    hint = t("Please check it. Like this: Europe/Madrid")
    return Line("zone", t("Your time zone"), zone, hint, limit=60, required=True)


def _languages(chosen: tuple[str, ...]) -> Field:
    hint = t("In the channel I write in yours, if you tick it; in private, in each reader's")
    label = t("Languages you use here")
    return Choice("languages", label, SPOKEN, chosen, hint, required=True, many=True)


def _coordinators(people: tuple[Person, ...]) -> Field:
    hint = t("They see what waits for a yes, and decide")
    label = t("Coordinators")
    return People("coordinators", label, people, hint, required=True, most=MOST_COORDINATORS)


def _hosts(people: tuple[Person, ...]) -> Field:
    hint = t("Up to five people newcomers may meet first; I ask each of them")
    return People("hosts", t("Hosts"), people, hint, most=MOST_HOSTS)


def _begin(begin: Begin) -> Field:
    return Choice("begin", t("How do I begin?"), BEGIN, (begin.value,), required=True)


def _norms(norms: tuple[str, ...]) -> tuple[Field, ...]:
    labels: tuple[Text, ...] = (t("First line"), t("Second line"), t("Third line"))
    said = (*norms, "", "", "")
    return tuple(
        Line(f"norm{i}", label, said[i - 1], required=i == 1) for i, label in enumerate(labels, 1)
    )
