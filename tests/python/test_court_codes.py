"""Codes: those that a list does not have are counted and kept, and what could be a name is not."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from macro_runner import Macros

GRAPH = {"nodes": {"seed.data_first.pleas": {}, "seed.data_first.forces": {}}}


@pytest.fixture
def lists(tmp_path: Path) -> str:
    """Two code lists in files, as a pattern."""
    (tmp_path / "pleas.csv").write_text("plea_code,description\nG,Guilty\nNG,Not guilty\n")
    (tmp_path / "forces.csv").write_text("force,name\n1,Metropolitan Police\n3,Cumbria\n")
    return f"{tmp_path}/*.csv"


@pytest.fixture
def macros() -> Macros:
    return Macros(duckdb.connect(), graph=GRAPH)


def _column(name: str, code_set: str | None) -> SimpleNamespace:
    return SimpleNamespace(name=name, config={"meta": {"code_set": code_set}}, meta={})


def _source(*columns: SimpleNamespace) -> dict[str, object]:
    node = SimpleNamespace(
        source_name="libra", name="offences", columns={column.name: column for column in columns}
    )
    location = "(values ('G', '01'), ('ZZ', '1'), (' ZZ ', '99'), ('', null)) as t (plea, force)"
    return {"node": node, "location": location, "columns": ["plea", "force"]}


def test_unknown_codes_are_counted_by_column(macros: Macros, lists: str) -> None:
    source = _source(_column("plea", "pleas"), _column("force", "forces"))
    query = f"with code_lists as ({macros.listed_codes(lists)}) {macros.unknown_codes(source)}"
    found = macros.connection.sql(query).fetchall()
    assert sorted(found) == [
        ("libra", "offences", "force", "forces", "99", 1),
        ("libra", "offences", "plea", "pleas", "ZZ", 2),
    ]


def test_columns_that_were_not_delivered_or_have_no_list_are_left_out(macros: Macros) -> None:
    source = _source(_column("plea", None), _column("allocation", "pleas"))
    assert macros._coded_columns(source) == {}


def test_a_list_that_is_no_seed_stops_the_build(macros: Macros) -> None:
    with pytest.raises(Exception, match=r"libra\.offences\.plea.*pleaz.*no seed"):
        macros._coded_columns(_source(_column("plea", "pleaz")))


def test_published_codes_are_compared_with_the_list_of_their_column(
    macros: Macros, lists: str
) -> None:
    published = "(values ('G', 1), ('G', 9), ('CNG', null), (null, 3)) as t (plea_code, force_code)"
    query = macros.unlisted_codes(
        published, [("plea_code", "pleas"), ("force_code", "forces")], lists
    )
    assert sorted(macros.connection.sql(query).fetchall()) == [
        ("force_code", "forces", "9", 1),
        ("plea_code", "pleas", "CNG", 1),
    ]


@pytest.mark.parametrize(
    ("listed", "recorded", "kept"),
    [
        ("either_way", "either_way", "either_way"),
        (None, "ZZ", "ZZ"),
        (None, "CNG", "CNG"),
        (None, "TH99999", "TH99999"),
        (None, "SMITH", None),  # may be a surname
        (None, "Lee", None),
        (None, "2015/0339918", None),
        (None, "SW1A 1AA", None),
        (None, "1990-01-01", None),
        (None, None, None),
    ],
)
def test_a_code_is_kept_where_it_can_be_no_name(
    macros: Macros, listed: str | None, recorded: str | None, kept: str | None
) -> None:
    query = (
        f"select {macros.kept_code('listed', 'recorded')} from (select ? as listed, ? as recorded)"
    )
    query = query.replace("?", "cast(? as varchar)")
    assert macros.connection.execute(query, [listed, recorded]).fetchone() == (kept,)


@pytest.mark.parametrize(
    ("first", "bail", "custody", "code"),
    [
        ("B", True, False, 1),
        ("C", False, True, 2),
        ("B", True, True, 3),
        ("C", True, True, 4),
        (None, False, False, 9),
    ],
)
def test_remand_histories_have_the_codes_of_the_statistical_extract(
    macros: Macros, first: str | None, bail: bool, custody: bool, code: int
) -> None:
    query = f"select {macros.remand_history('$1', '$2', '$3')}"
    found = macros.connection.execute(
        query.replace("$1", repr(first) if first else "null")
        .replace("$2", str(bail))
        .replace("$3", str(custody))
    )
    assert found.fetchone() == (code,)
