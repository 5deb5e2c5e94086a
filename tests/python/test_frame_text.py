"""The text functions, as Python and as DuckDB sees them."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from python_udfs import text
from python_udfs.plugin import Plugin

# Primary codes, worked by hand from the rules of L. Philips (2000).
METAPHONES = {
    "smith": "SM0",
    "schmidt": "XMT",
    "thompson": "TMPSN",
    "knight": "NT",
    "wright": "RT",
    "phillips": "FLPS",
    "": "",
    None: None,
}
ASCII = {
    "Łukasz": "Lukasz",
    "Zoë": "Zoe",
    "Дмитрий": "Dmitriy",
    "O'Neill": "O'Neill",
    "": "",
    None: None,
}


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    with duckdb.connect() as connection:
        Plugin("data_first", {}).configure_connection(connection)
        yield connection


@pytest.mark.parametrize(
    ("function", "examples"),
    [(text.double_metaphone, METAPHONES), (text.transliterate, ASCII)],
)
def test_values_are_mapped_in_order(function, examples):
    values = list(examples) * 3
    expected = list(examples.values()) * 3
    assert function(pa.array(values, pa.string())).to_pylist() == expected
    halves = pa.chunked_array([pa.array(values[:4]), pa.array(values[4:])])
    assert function(halves).to_pylist() == expected


@pytest.mark.parametrize("function", [text.double_metaphone, text.transliterate])
def test_no_values_give_none(function):
    assert function(pa.array([], pa.string())).to_pylist() == []
    assert function(pa.array([None, None], pa.string())).to_pylist() == [None, None]


@pytest.mark.parametrize(
    ("name", "examples"), [("double_metaphone", METAPHONES), ("transliterate", ASCII)]
)
def test_duckdb_calls_them(connection, name, examples):
    connection.execute("create table given (i integer, value varchar)")
    connection.executemany("insert into given values (?, ?)", list(enumerate(examples)))
    rows = connection.execute(f"select {name}(value) from given order by i").fetchall()
    assert [value for (value,) in rows] == list(examples.values())


def test_duckdb_calls_them_on_many_batches(connection):
    n_wrong = connection.execute(
        """
        select count(*) from range(100000) as t (i)
        where transliterate('é' || cast(i as varchar)) <> 'e' || cast(i as varchar)
        """
    ).fetchall()
    assert n_wrong == [(0,)]
