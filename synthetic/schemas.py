"""The tables of a system: how their columns are declared, and how rows come into that shape.

A system declares each table as one text, its columns in order, such as
``"case_id:int court_code fee:float"``: a column without a kind is text, as dates are (ISO).
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from synthetic.arrays import date_text

KINDS = {"": pa.string(), "int": pa.int64(), "smallint": pa.int16(), "float": pa.float64()}


def schemas(columns: dict[str, str]) -> dict[str, pa.Schema]:
    """The Arrow schema of each table; KeyError where a kind is none of ``KINDS``."""
    return {
        table: pa.schema(
            [
                (name, KINDS[kind])
                for name, _, kind in (column.partition(":") for column in declared.split())
            ]
        )
        for table, declared in columns.items()
    }


def empty_tables(schemas: dict[str, pa.Schema]) -> dict[str, pd.DataFrame]:
    """Each table without rows."""
    return {name: schema.empty_table().to_pandas() for name, schema in schemas.items()}


def first_columns(schemas: dict[str, pa.Schema]) -> dict[str, str]:
    """The first column of each table, which is its key in most systems."""
    return {table: schema.names[0] for table, schema in schemas.items()}


def in_shape(
    tables: dict[str, pd.DataFrame],
    schemas: dict[str, pa.Schema],
    keys: dict[str, str | list[str]],
) -> dict[str, pd.DataFrame]:
    """Each table with its columns in order and its rows by key; days become ISO text.

    ``true_person_id``, where a table has it, stays beside its columns for the truth.
    """
    return {name: _in_shape(table, schemas[name], keys[name]) for name, table in tables.items()}


def _in_shape(table: pd.DataFrame, schema: pa.Schema, key: str | list[str]) -> pd.DataFrame:
    table = table.sort_values(key, ignore_index=True)
    columns = {}
    for field in schema:
        values = table[field.name]
        if field.type == pa.string() and values.dtype.kind == "i":
            values = pd.Series(date_text(values.to_numpy()), dtype=object)
        columns[field.name] = values
    if "true_person_id" in table:
        columns["true_person_id"] = table["true_person_id"]
    return pd.DataFrame(columns)
