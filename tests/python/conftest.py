"""Fixtures that several test modules share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture
def macros():
    """The project's macros over an empty database in memory."""
    from macro_runner import Macros

    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        yield Macros(connection)


@pytest.fixture
def review(macros, tmp_path):
    """A folder of reviewers' decisions and the models that read it."""
    from review_files import Review

    return Review(macros, tmp_path)


@pytest.fixture(scope="module")
def review_warehouse(tmp_path_factory) -> Path:
    """A small warehouse with something to review."""
    from review_fixtures import write_workspace

    return write_workspace(tmp_path_factory.mktemp("warehouse"))


@pytest.fixture(scope="session")
def browser() -> str:
    """Path of a browser; without one the tests that look at a page are skipped."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no browser found; get one with `apt-get install chromium`")
    return found


@pytest.fixture(scope="module")
def chromium(browser):
    """A browser that tests drive, without a window."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: run `make test`, which does"
    )
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def own_warehouse(tmp_path_factory) -> Iterator[Path]:
    """A copy of the finished build's warehouse, in its place for this module.

    dbt locks the databases that it opens, while tests of other processes read them.
    """
    built = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse"))
    if not (built / "published.duckdb").is_file():
        pytest.skip("there is no finished test build: run `make test`")
    own = tmp_path_factory.mktemp("own") / "warehouse"
    shutil.copytree(built, own)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_FIRST_WAREHOUSE", str(own))
        yield own
