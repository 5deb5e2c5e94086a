"""Fixtures that several test modules share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest


@pytest.fixture
def macros():
    """The project's macros over an empty database in memory."""
    from macro_runner import Macros

    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        yield Macros(connection)


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
