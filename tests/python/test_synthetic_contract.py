"""What every system of the generator keeps to: the dbt sources, keys, and that it is repeatable."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
import yaml

from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.writer import TRUTH, Run, _arrow

ROOT = Path(__file__).parents[2]
SYSTEMS = Run(1, 1).systems()
DATA_TYPES = {"string": "varchar", "int64": "bigint", "int16": "smallint", "double": "double"}
# Columns of the person tables that tell of sentences, which are not made for the people alone.
LEFT_OUT = {("xhibit", "xhb_defendant_on_case"): ["custodial", "suspended"]}
Tables = dict[str, pd.DataFrame]
pytestmark = pytest.mark.parametrize("system", SYSTEMS)


@cache
def lives(size: int, seed: int = 7, number: int = 0, only_people: bool = False) -> Lives:
    """The lives of one part, made once for all systems."""
    run = Run(size, seed, only_people=only_people)
    return Lives(Part(number, size, seed, run.settings(), only_people))


@cache
def made(
    system: str, size: int, seed: int = 7, number: int = 0, only_people: bool = False
) -> Tables:
    """The tables that a system makes of these lives."""
    of = lives(size, seed, number, only_people)
    return SYSTEMS[system].tables(of.part, of)


def declared(system: str) -> dict[str, dict]:
    """The tables of the system's dbt source by name."""
    path = ROOT / f"models/staging/{system}/_{system}__sources.yml"
    (source,) = yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]
    return {table["name"]: table for table in source["tables"]}


def key(table: dict) -> list[str]:
    """The primary key that a source declares of a table."""
    return table["config"]["meta"]["primary_key"]


def rows(tables: Tables, name: str, columns: list[str]) -> set[tuple]:
    """The distinct values of columns of a table."""
    return set(tables[name][columns].itertuples(index=False, name=None))


def test_tables_columns_and_types_are_those_of_the_dbt_source(system: str) -> None:
    promised = {
        name: [(column["name"], column["data_type"]) for column in table["columns"]]
        for name, table in declared(system).items()
    }
    assert promised == {
        name: [(field.name, DATA_TYPES[str(field.type)]) for field in schema]
        for name, schema in SYSTEMS[system].SCHEMA.items()
    }


def test_every_table_has_rows_that_fit_its_schema(system: str) -> None:
    tables = made(system, 6000)
    assert set(tables) == set(SYSTEMS[system].SCHEMA)
    for name, schema in SYSTEMS[system].SCHEMA.items():
        assert _arrow(tables[name], schema, name).num_rows == len(tables[name]) > 0, name


def test_keys_of_the_dbt_source_are_unique_and_never_missing(system: str) -> None:
    for name, table in declared(system).items():
        columns = made(system, 6000)[name][key(table)]
        assert not columns.duplicated().any(), name
        assert columns.notna().all(axis=None), name


def test_two_parts_share_no_key(system: str) -> None:
    for name, table in declared(system).items():
        here, there = (
            rows(tables, name, key(table))
            for tables in (made(system, 6000), made(system, 1500, number=1))
        )
        assert not here & there, name


def test_the_same_seed_gives_the_same_tables_and_another_others(system: str) -> None:
    first, other = made(system, 1500), made(system, 1500, seed=8)
    part = lives(1500).part
    again = SYSTEMS[system].tables(part, Lives(part))
    for name, table in first.items():
        pd.testing.assert_frame_equal(table, again[name])
    assert any(not table.equals(other[name]) for name, table in first.items())


def test_the_people_alone_are_those_of_the_whole_sample(system: str) -> None:
    module: ModuleType = SYSTEMS[system]
    alone, whole = made(system, 1500, only_people=True), made(system, 1500)
    assert {name for name, table in alone.items() if len(table)} == set(module.PERSON_TABLES)
    for name in module.PERSON_TABLES:
        kept = alone[name].columns.difference(LEFT_OUT.get((system, name), []), sort=False)
        pd.testing.assert_frame_equal(alone[name][kept], whole[name][kept])


@pytest.mark.parametrize("size", [0, 1, 3, 15])
def test_hardly_anybody_is_no_error(system: str, size: int) -> None:
    tables = made(system, size)
    assert set(tables) == set(SYSTEMS[system].SCHEMA)
    for name, schema in SYSTEMS[system].SCHEMA.items():
        assert _arrow(tables[name], schema, name).num_rows == len(tables[name]), name
    of = lives(size)
    for name, table in SYSTEMS[system].truth(of.part, of, tables).items():
        assert _arrow(table, TRUTH[name], name).num_rows == len(table)
