"""Judges every body the bot sends by the platforms' own schemas, and counts them."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.loopback import discord_schemas, slack_schemas

TALLY = "HEARTH_TESTS_TALLY"
OPENED = pytest.StashKey[str]()
REPOSITORY = Path(__file__).resolve().parents[2]
LAST_LINE = REPOSITORY / ".pytest_cache" / "bodies-judged"


@dataclass(frozen=True)
class Complaint:
    """A body a platform's schema refuses; a test that caused one has failed."""

    platform: str
    method: str
    reasons: tuple[str, ...]
    body: Any

    def __str__(self) -> str:
        body = json.dumps(self.body, ensure_ascii=False, default=str)
        return f"{self.platform} {self.method}: {'; '.join(self.reasons)}\n  in {body[:2000]}"


def folder() -> Path | None:
    """Where the schemas lie: in `SHARED`, by default beside the repository."""
    protocol = (REPOSITORY / os.environ.get("SHARED", "../shared")).resolve() / "protocol"
    return protocol if protocol.is_dir() else None


class Judge:
    """Counts what it judged and keeps what it refused; without the schemas it judges nothing."""

    def __init__(self, *, tallied: bool = True) -> None:
        self.count = 0
        self.complaints: list[Complaint] = []
        self._tallied = tallied

    def judge_slack(self, method: str, body: Mapping[str, Any]) -> Complaint | None:
        """Of the Web API, or "response_url", "ack", "ack.view_submission", "ack.options"."""
        shared = folder()
        if shared is None:
            return None
        reasons = slack_schemas.reasons(shared / "slack", method, body)
        return self._record("slack", method, body, reasons)

    def judge_discord(self, method: str, path: str, body: Any) -> Complaint | None:
        """`path`: the template or a real path under the API's root; no body, no judgement."""
        shared = folder()
        if shared is None or body is None:
            return None
        reasons = discord_schemas.reasons(shared / "discord" / "openapi.json", method, path, body)
        return self._record("discord", f"{method.upper()} {path}", body, reasons)

    def _record(
        self, platform: str, method: str, body: Any, reasons: list[str]
    ) -> Complaint | None:
        self.count += 1
        complaint = Complaint(platform, method, tuple(reasons), body) if reasons else None
        if complaint is not None:
            self.complaints.append(complaint)
        if self._tallied:
            _tally(complaint)
        return complaint

    def assert_content(self) -> None:
        """Fails loudly when a body was refused; the complaints stand in the failure."""
        assert not self.complaints, "\n".join(str(complaint) for complaint in self.complaints)


def _tally(complaint: Complaint | None) -> None:
    place = os.environ.get(TALLY)
    if place is None:
        return
    line = json.dumps(asdict(complaint), default=str) if complaint else ""
    with (Path(place) / f"{os.getpid()}.judged").open("a", encoding="utf-8") as tally:
        tally.write(line + "\n")


def _tallied() -> list[str]:
    place = os.environ.get(TALLY)
    files = sorted(Path(place).glob("*.judged")) if place else []
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def session_complaints() -> list[Complaint]:
    """The complaints of every process of this session."""
    read = [json.loads(line) for line in _tallied() if line]
    return [
        Complaint(**{**complaint, "reasons": tuple(complaint["reasons"])}) for complaint in read
    ]


def summary_line() -> str:
    """The suite's last line: how many bodies were judged, or that the schemas were not there."""
    if folder() is None:
        return "not judged: no folder"
    lines = _tallied()
    refused = sum(1 for line in lines if line)
    return f"{len(lines)} bodies judged" + (f", {refused} REFUSED" if refused else "")


def _leads(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    """Opens the tally before any worker or server process starts, so that all share it."""
    if _leads(config) and TALLY not in os.environ:
        os.environ[TALLY] = config.stash[OPENED] = tempfile.mkdtemp(prefix="judged-")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A body refused in a process no test looked at fails the session all the same."""
    if _leads(session.config) and session_complaints() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        for complaint in session_complaints():
            print(f"\nREFUSED {complaint}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leaves the count where `make test` finds it, to say it after pytest's own last line.

    Whoever opened the tally closes it: a test may run a session of its own.
    """
    if OPENED in config.stash:
        LAST_LINE.parent.mkdir(exist_ok=True)
        LAST_LINE.write_text(summary_line() + "\n", encoding="utf-8")
        shutil.rmtree(os.environ.pop(TALLY), ignore_errors=True)


@pytest.fixture
def judge() -> Iterator[Judge]:
    """A judge for one test, which fails if anything was refused."""
    one = Judge()
    yield one
    one.assert_content()
