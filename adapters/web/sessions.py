"""Who a browser is just now: a cookie, a token against forged posts, a persona."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlsplit

from aiohttp import web

from adapters.web.kept import Kept

COOKIE, PATH = "hearth_playground", "/playground"
MONTH = 30 * 24 * 3600
RECENT = 600.0  # seconds for which a persona counts as played after the last request


class ForgedError(Exception):
    """A request that our own page would not have made."""


@dataclass(frozen=True, slots=True)
class Session:
    """One browser. `done` are the steps of the first hint it has taken, or `hidden`."""

    token: str
    csrf: str
    person: str = ""
    done: tuple[str, ...] = ()


class Sessions:
    """The browsers that came, and when each was last heard of."""

    def __init__(self, kept: Kept, clock: Callable[[], float]) -> None:
        self._kept = kept
        self._clock = clock
        self._seen: dict[str, float] = {}
        self._all = {
            name: Session(**{**body, "done": tuple(body["done"])})
            for name, body in kept.all("session").items()
        }

    def of(self, request: web.BaseRequest) -> Session | None:
        session = self._all.get(request.cookies.get(COOKIE, ""))
        if session:
            self._seen[session.token] = self._clock()
        return session

    def again(self, session: Session) -> Session:
        """The session as it is now; persona and hints change while a page is open."""
        return self._all.get(session.token, session)

    def begin(self) -> Session:
        return self._keep(Session(secrets.token_urlsafe(24), secrets.token_urlsafe(24)))

    def be(self, session: Session, person: str) -> Session:
        return self._keep(replace(self.again(session), person=person))

    def did(self, session: Session, step: str) -> Session:
        now = self.again(session)
        return now if step in now.done else self._keep(replace(now, done=(*now.done, step)))

    def played(self) -> frozenset[str]:
        """The personas that somebody has moved in the last minutes."""
        since = self._clock() - RECENT
        recent = (token for token, seen in self._seen.items() if seen > since)
        return frozenset(s.person for token in recent if (s := self._all.get(token)))

    def afresh(self) -> None:
        """The world began anew: browsers stay, and are nobody."""
        for session in tuple(self._all.values()):
            self._keep(Session(session.token, session.csrf))

    def _keep(self, session: Session) -> Session:
        self._all[session.token] = session
        self._seen[session.token] = self._clock()
        self._kept.put("session", session.token, asdict(session))
        return session


def give_cookie(response: web.StreamResponse, session: Session) -> None:
    response.set_cookie(
        COOKIE, session.token, path=PATH, max_age=MONTH, httponly=True, samesite="Strict"
    )


def check_host(request: web.BaseRequest, hosts: frozenset[str] | None) -> None:
    """Only the names we go by: another site's name that leads here is a trick."""
    name = urlsplit(f"//{request.host}").hostname or ""
    if hosts is not None and name not in hosts:
        raise ForgedError(f"asked for as {name}")


def check_origin(request: web.BaseRequest) -> None:
    """Posts and sockets come from our own page, which says so."""
    origin = request.headers.get("Origin", "")
    if urlsplit(origin).netloc != request.host or not origin.startswith(("http://", "https://")):
        raise ForgedError("sent from another page")


def check_token(session: Session | None, sent: Mapping[str, object]) -> Session:
    """The page that was drawn for this session is the one that posts."""
    token = sent.get("csrf")
    right = session is not None and isinstance(token, str)
    if session is None or not right or not hmac.compare_digest(str(token), session.csrf):
        raise ForgedError("this page is not yours any more")
    return session
