"""Fixtures that several test modules share."""

from __future__ import annotations

import duckdb
import pytest


@pytest.fixture
def macros():
    """The project's macros over an empty database in memory."""
    from macro_runner import Macros

    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        yield Macros(connection)
