"""What every test may ask for; each subject's fixtures stand in a file of its own."""

from __future__ import annotations

import gc

import pytest
from hypothesis import settings

pytest_plugins = [
    "tests.loopback.judge",  # judge; counts the bodies the platforms' schemas judged
    "tests.databases",  # sqlite_url, postgres_url, database_url, postgres
    "tests.browser",  # page, browser, chromium_path
]

# How long a machine takes says nothing about whether it is right. The same commit passes or fails
# every time in `make test`; what nobody thought of yet is looked for in `make stories`.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("seeking", deadline=None, max_examples=1_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make stories` runs what `make test` draws a part of."""
    parser.addoption(
        "--every-world",
        action="store_true",
        help="run every story on every platform, in every mode, over both databases",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Before any test is read: it may say more about its own examples."""
    settings.load_profile("seeking" if config.getoption("--every-world") else "same")


def pytest_collection_finish() -> None:
    """All that was imported is not looked through for garbage again and again: a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
