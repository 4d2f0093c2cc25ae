"""How the coordinators' page stands behind a proxy: names, cookies, addresses."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from adapters.web.desk.guards import Frame, TurnedAwayError

PUBLIC = Frame("https://hearth.example.org")
UNDER = Frame("https://example.org/hearth")
LOCAL = Frame()


def asked(**headers: str) -> web.Request:
    """A request with these headers, as it reaches us."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return make_mocked_request("POST", "/desk/in", headers=named)


@pytest.mark.parametrize(
    ("frame", "host", "origin", "good"),
    [
        (PUBLIC, "hearth.example.org", "https://hearth.example.org", True),
        (PUBLIC, "127.0.0.1:8321", "https://hearth.example.org", True),  # a proxy that renames
        (PUBLIC, "hearth.example.org", "http://hearth.example.org", False),
        (PUBLIC, "hearth.example.org", "https://example.org", False),
        (PUBLIC, "evil.example", "https://evil.example", False),
        (UNDER, "example.org", "https://example.org", True),
        (LOCAL, "127.0.0.1:8321", "http://127.0.0.1:8321", True),
        (LOCAL, "127.0.0.1:8321", "http://localhost:8321", False),
        (LOCAL, "hearth.example.org", "http://hearth.example.org", False),
    ],
)
def test_who_may_send(frame: Frame, host: str, origin: str, *, good: bool) -> None:
    """Our own page under our own name, and nobody else."""
    request = asked(Host=host, Origin=origin)
    try:
        frame.check_host(request)
        frame.check_origin(request)
    except TurnedAwayError:
        assert not good
    else:
        assert good


def test_a_cookie_over_https_is_this_hosts_alone() -> None:
    """No script reads it, no other site sends it, no other host sets it."""
    response = web.Response()
    PUBLIC.give(response, "secret")
    cookie = response.cookies["__Host-hearth"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert "Strict-Transport-Security" in PUBLIC.headers


def test_a_cookie_of_the_playground_is_the_desks_alone() -> None:
    """Without https a browser would not keep the other name."""
    response = web.Response()
    LOCAL.give(response, "secret")
    cookie = response.cookies["hearth_desk"]
    assert not cookie["secure"]
    assert cookie["path"] == "/desk"
    assert "Strict-Transport-Security" not in LOCAL.headers


def test_a_page_may_stand_under_a_path() -> None:
    """The proxy takes the path away; our addresses bear it."""
    assert UNDER.root == "/hearth"
    assert PUBLIC.root == ""
