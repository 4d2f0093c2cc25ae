"""One file over HTTP, within limits: where it leads, how large it is, how long it takes."""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    import httpx

LARGEST = 2_000_000  # bytes
SLOWEST = 15.0  # seconds, all redirections together
REDIRECTIONS = 3
REFUSED = 400  # and above: the server would not
HEADERS = {"User-Agent": "Hearth (calendar reader)", "Accept": "text/calendar, */*;q=0.1"}
PORTS = {"http": 80, "https": 443}


class Trouble(Exception):
    """Why something could not be read, in one word."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address, and the one machine it is fetched from."""

    url: str
    host: str
    port: int
    ip: str

    @property
    def pinned(self) -> str:
        """The address with the machine in the host's place: what was checked is what is asked."""
        parts = urlsplit(self.url)
        ip = f"[{self.ip}]" if ":" in self.ip else self.ip
        return parts._replace(netloc=f"{ip}:{self.port}").geturl()


def fetched(url: str, *, private_too: bool) -> bytes:
    """What stands at an address. Raises Trouble."""
    ends = time.monotonic() + SLOWEST
    for _ in range(REDIRECTIONS + 1):
        found = _once(_target(url, private_too=private_too), ends)
        if isinstance(found, bytes):
            return found
        url = urljoin(url, found)
    raise Trouble("unreachable")


def _target(url: str, *, private_too: bool) -> Target:
    """Where an address leads; every machine of that name must be one of the open internet."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError) as error:
        raise Trouble("address") from error
    if not parts.hostname or parts.username or parts.password:
        raise Trouble("address")
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Trouble("unreachable") from error
    ips = [str(one[4][0]) for one in found]
    if not private_too and not all(_is_open(ip) for ip in ips):
        raise Trouble("private")
    return Target(url, parts.hostname, port, ips[0])


def _is_open(ip: str) -> bool:
    """Whether that is a machine of the open internet, also where it hides behind another form."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if inside is not None:
            address = inside
    return address.is_global and not address.is_multicast


def _once(target: Target, ends: float) -> bytes | str:
    """The bytes, or where they are to be had instead. Raises Trouble."""
    import httpx  # noqa: PLC0415 - only the pool's process pays for it

    try:
        with (
            httpx.Client(trust_env=False, timeout=_left(ends)) as client,
            client.stream(
                "GET",
                target.pinned,
                headers={**HEADERS, "Host": _named(target)},
                extensions={"sni_hostname": target.host},
            ) as answer,
        ):
            if answer.is_redirect and "location" in answer.headers:
                return answer.headers["location"]
            if answer.status_code >= REFUSED:
                raise Trouble("refused")
            return _body(answer, ends)
    except httpx.TimeoutException as error:
        raise Trouble("slow") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Trouble("unreachable") from error


def _named(target: Target) -> str:
    usual = PORTS[urlsplit(target.url).scheme] == target.port
    return target.host if usual else f"{target.host}:{target.port}"


def _body(answer: httpx.Response, ends: float) -> bytes:
    """All of it, unless it is too much or comes too slowly."""
    read = bytearray()
    for piece in answer.iter_bytes(65_536):
        read += piece
        if len(read) > LARGEST:
            raise Trouble("large")
        _left(ends)
    return bytes(read)


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise Trouble("slow")
    return left
