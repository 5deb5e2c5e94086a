"""Measures the published file: rows, completeness, distinct values, ranges and common values.

A range or a value is shown only where ten rows or more have it, so that the catalogue, which anyone
may read, tells nothing of a single person.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import duckdb

from catalogue.manifest import NoCatalogue, text_or_code_column
from catalogue.model import Catalogue, CodeList, ForeignKey, Measured, Table, Variable

# So many rows must hold a value, or lie beyond the ends of a range.
FEWEST = 10
SETTINGS = {
    "memory_limit": "DATA_FIRST_MEMORY_LIMIT",
    "threads": "DATA_FIRST_THREADS",
    "temp_directory": "DATA_FIRST_TEMP",
}
# A text column with more distinct values than this shows none of them.
MOST_COMMON = 20
MOST_CODES = 5000
NO_SIGNS = str.maketrans(dict.fromkeys("`.,;:()", " "))
NUMBERS = (
    "integer",
    "bigint",
    "double",
    "float",
    "decimal",
    "hugeint",
    "smallint",
    "tinyint",
    "uinteger",
)


def measured(catalogue: Catalogue, published: Path) -> Catalogue:
    """With rows of tables, what their variables hold, and the joins that hold.

    Raises:
        NoCatalogue: the published file is not there, or lacks a table or column.
    """
    if not published.is_file():
        raise NoCatalogue(f"{published} is not there: run `make` or `make publish` first.")
    with open_published(published) as connection:
        _check(catalogue, published, connection)
        return _measured_tables(catalogue, connection)


def _measured_tables(catalogue: Catalogue, connection: duckdb.DuckDBPyConnection) -> Catalogue:
    tables = {}
    by_name = {table.name: table for table in catalogue.tables}
    for table in catalogue.tables:
        [(n_rows,)] = connection.execute(f"select count(*) from {relation(table)}").fetchall()
        variables = tuple(
            _with_code_list(_measured(connection, table, one, n_rows), connection, table, catalogue)
            for one in table.variables
        )
        keys = tuple(
            key for key in table.foreign_keys if _holds(connection, table, by_name[key.table], key)
        )
        tables[table.name] = replace(table, n_rows=n_rows, variables=variables, foreign_keys=keys)
    return catalogue.with_tables(tables)


def open_published(published: Path) -> duckdb.DuckDBPyConnection:
    """The published file for reading, within the memory and threads that a build may use."""
    settings = {"temp_directory": str(published.parent / "spill")} | {
        name: os.environ[variable] for name, variable in SETTINGS.items() if variable in os.environ
    }
    return duckdb.connect(str(published), read_only=True, config=settings)


def relation(table: Table) -> str:
    """The table's name in SQL."""
    return f'"{table.schema}"."{table.name}"'


def _check(catalogue: Catalogue, published: Path, connection: duckdb.DuckDBPyConnection) -> None:
    there = set(
        connection.execute(
            "select schema_name || '.' || table_name || '.' || column_name from duckdb_columns()"
        )
        .df()
        .iloc[:, 0]
    )
    for table in catalogue.tables:
        for one in table.variables:
            if f"{table.schema}.{table.name}.{one.name}" not in there:
                raise NoCatalogue(
                    f"{published} has no {table.schema}.{table.name}.{one.name}, which the last"
                    " `dbt docs generate` describes. Build and publish, then run `make catalogue`."
                )


def _measured(
    connection: duckdb.DuckDBPyConnection, table: Table, variable: Variable, n_rows: int
) -> Variable:
    column = f'"{variable.name}"'
    is_text = variable.type.startswith(("varchar", "text"))
    is_full = f"{column} is not null" + (f" and {column} <> ''" if is_text else "")
    [(n_full, n_distinct, n_dates, n_hashes)] = connection.execute(
        f"""
        select
            count(*),
            count(distinct {column}),
            count(*) filter (
                regexp_full_match(cast({column} as varchar), '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')
            ),
            count(*) filter (regexp_full_match(cast({column} as varchar), '[0-9a-f]{{64}}'))
        from {relation(table)}
        where {is_full}
        """
    ).fetchall()
    is_date = n_full > 0 and n_dates == n_full
    is_hash = n_full > 0 and n_hashes == n_full
    lowest = highest = ""
    common: tuple[str, ...] = ()
    has_range = is_date or variable.type.startswith(NUMBERS)
    if has_range and n_full >= 2 * FEWEST:
        lowest, highest = _range(connection, table, column, is_full)
    elif is_text and not has_range and not is_hash and n_distinct <= MOST_COMMON:
        common = _common(connection, table, column, is_full)
    found = Measured(
        completeness=round(100 * n_full / n_rows, 2) if n_rows else None,
        n_distinct=n_distinct,
        lowest=lowest,
        highest=highest,
        common=common,
        is_date=is_date,
        is_hash=is_hash,
    )
    return replace(variable, measured=found)


def _range(
    connection: duckdb.DuckDBPyConnection, table: Table, column: str, is_full: str
) -> tuple[str, str]:
    """The tenth value from either end."""
    [(low, high)] = connection.execute(
        f"""
        select min({column}, {FEWEST})[{FEWEST}], max({column}, {FEWEST})[{FEWEST}]
        from {relation(table)} where {is_full}
        """
    ).fetchall()
    return _number(low), _number(high)


def _number(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _common(
    connection: duckdb.DuckDBPyConnection, table: Table, column: str, is_full: str
) -> tuple[str, ...]:
    rows = connection.execute(
        f"""
        select {column} from {relation(table)} where {is_full}
        group by {column} having count(*) >= {FEWEST} order by {column}
        """
    ).fetchall()
    return tuple(str(value) for (value,) in rows)


def _with_code_list(
    variable: Variable,
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    catalogue: Catalogue,
) -> Variable:
    """With the number of codes that its list lacks, and with a list that nobody declared.

    Such a list is one that the value is traced to or that its description names, if it holds all
    values that occur.
    """
    found = variable.measured
    is_text = variable.type.startswith(("varchar", "text"))
    if found is None or not is_text or found.is_hash or found.is_date:
        return variable
    lists = catalogue.code_lists
    if variable.code_list:
        values = _values(connection, table, variable)
        column = _column(lists[variable.code_list], variable.code_column, values)
        known = set(lists[variable.code_list].values(column))
        return replace(variable, code_column=column, n_unknown_codes=len(values - known))
    if not 0 < found.n_distinct <= MOST_CODES:
        return variable
    candidates = _candidates(variable, lists)
    values = _values(connection, table, variable) if candidates else set()
    for name, column in candidates:
        if values <= set(lists[name].values(column)):
            return replace(variable, code_list=name, code_column=column)
    return variable


def _column(code_list: CodeList, declared: str, values: set[str]) -> str:
    """The column whose values these are: the declared one, unless only another has them all."""
    for column in (declared, *code_list.columns):
        if values <= set(code_list.values(column)):
            return column
    return declared


def _values(connection: duckdb.DuckDBPyConnection, table: Table, variable: Variable) -> set[str]:
    rows = connection.execute(
        f"""
        select distinct "{variable.name}" from {relation(table)}
        where "{variable.name}" is not null and "{variable.name}" <> ''
        """
    ).fetchall()
    return {value for (value,) in rows}


def _candidates(variable: Variable, code_lists: dict[str, CodeList]) -> list[tuple[str, str]]:
    """Code lists that the description names, that the value is traced to, that the source names."""
    traced = [
        (origin.relation, origin.column)
        for origin in variable.origins
        if origin.kind == "code list" and origin.relation in code_lists
    ]
    said = f"{variable.label} {variable.description}"
    found = [*_named(said, variable, code_lists), *traced]
    found += _named(variable.source, variable, code_lists)
    return [(name, column) for name, column in found if column in code_lists[name].columns]


def _named(text: str, variable: Variable, code_lists: dict[str, CodeList]) -> list[tuple[str, str]]:
    words = text.translate(NO_SIGNS).split()
    return [
        (word, text_or_code_column(variable.name, code_lists[word]))
        for word in words
        if word in code_lists
    ]


def _holds(
    connection: duckdb.DuckDBPyConnection, table: Table, other: Table, key: ForeignKey
) -> bool:
    """Whether every value of a join is in the other table."""
    [(n_missing,)] = connection.execute(
        f"""
        select count(*) from {relation(table)} as one
        where one."{key.column}" is not null and not exists (
            select 1 from {relation(other)} as other where other."{key.field}" = one."{key.column}"
        )
        """
    ).fetchall()
    return n_missing == 0
