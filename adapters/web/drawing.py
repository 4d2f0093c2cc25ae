"""The templates and the panes of the page: what is drawn for one viewer looking somewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.web.render import Brush
from adapters.web.sessions import Session
from adapters.web.views import Look, View
from adapters.web.workspace import SPACE, Workspace
from bot.handlers import Declaration, Kind, Target
from bot.platform import Backstage, Pending
from bot.text import Envelope

HERE = Path(__file__).parent
PANES = ("top", "rail", "title", "hint", "log", "composer", "behind", "form")
MOST_LINES = 30  # of each list behind the scenes


@dataclass(frozen=True, slots=True)
class Stage:
    """What is behind the scenes just now, drawn apart because asking takes a moment."""

    promised: tuple[Pending, ...] = ()
    decided: tuple[Pending, ...] = ()


class Drawing:
    """Draws whole pages and single panes; every word that is not ours is escaped by jinja2."""

    def __init__(self, world: Workspace, now: Callable[[], Any], *, may_begin_afresh: bool) -> None:
        self.world = world
        self._now = now
        self._afresh = may_begin_afresh
        self._declared: tuple[Declaration, ...] = ()
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def declared(self, declarations: tuple[Declaration, ...]) -> None:
        """The declarations from which menus and the composer's help are made."""
        self._declared = declarations

    async def stage(self, backstage: Backstage | None) -> Stage | None:
        if backstage is None:
            return None
        promised = await backstage.promised(SPACE)
        decided = await backstage.decided(SPACE)
        return Stage(promised[:MOST_LINES], decided[:MOST_LINES])

    def page(self, session: Session, look: Look, stage: Stage | None) -> str:
        context = self._context(session, look, stage)
        panes = {name: self._pane(name, context) for name in PANES}
        marks = {name: mark(html) for name, html in panes.items()}
        template = self._templates.get_template("page.html")
        return template.render(**context, panes=panes, marks=marks, title=self.title(session))

    def panes(self, session: Session, look: Look, stage: Stage | None) -> dict[str, str]:
        context = self._context(session, look, stage)
        return {name: self._pane(name, context) for name in PANES}

    def title(self, session: Session) -> str:
        return f"{self.world.people[session.person].first} in the playground · Hearth"

    def doors(self, session: Session) -> str:
        """The page that asks who one would like to be."""
        somebody = self.world.people.get(session.person)
        view = View(self.world, somebody or next(iter(self.world.people.values())), self._now())
        template = self._templates.get_template("doors.html")
        return template.render(session=session, people=view.people(), somebody=somebody)

    def words(self) -> dict[str, Any]:
        """What the composer suggests: verbs with their options, people, channels."""
        brush = Brush(self.world, Envelope())
        commands = [d for d in self._declared if d.kind is Kind.COMMAND and d.name]
        return {
            "verbs": [self._verb(each, brush) for each in commands],
            "people": [
                {"id": p.id, "name": p.name, "about": p.about} for p in self.world.people.values()
            ],
            "channels": [s.name for s in self.world.spots.values() if s.kind == "channel"],
        }

    def _verb(self, declaration: Declaration, brush: Brush) -> dict[str, Any]:
        options = [
            {
                "name": name,
                "kind": kind.kind.value,
                "required": kind.required,
                "choices": list(kind.choices),
                "hint": brush.plain(kind.hint),
                "suggests": kind.suggests,
            }
            for name, kind in declaration.options.items()
        ]
        return {
            "verb": declaration.name,
            "help": brush.plain(declaration.help),
            "who": declaration.who.value,
            "options": options,
        }

    def _shortcuts(self, target: Target) -> list[dict[str, str]]:
        brush = Brush(self.world, Envelope())
        return [
            {"name": each.name, "label": brush.plain(each.label)}
            for each in self._declared
            if each.kind is Kind.SHORTCUT and each.target is target
        ]

    def _context(self, session: Session, look: Look, stage: Stage | None) -> dict[str, Any]:
        person = self.world.people[session.person]
        view = View(self.world, person, self._now())
        brush = Brush(self.world, Envelope(person.locale, person.zone))
        return {
            "session": session,
            "view": view,
            "look": look,
            "person": person,
            "stage": stage,
            "tell": brush.html,
            "residents_on": bool(self.world.about.get("residents")),
            "clock": view.clock(),
            "home": self.world.homes.get(person.id),
            "form": self.world.forms.get(person.id),
            "on_message": self._shortcuts(Target.MESSAGE),
            "on_person": self._shortcuts(Target.PERSON),
            "on_nothing": self._shortcuts(Target.NOTHING),
            "afresh": self._afresh,
        }

    def _pane(self, name: str, context: dict[str, Any]) -> str:
        return self._templates.get_template(f"{name}.html").render(**context)


def mark(html: str) -> str:
    """By which a page and we know that a pane is the same."""
    return sha256(html.encode()).hexdigest()[:12]
