"""Looks at the extracts before anything is built, and says what must be mended.

An extract is ``<folder>/<system>/<table>.parquet`` or numbered parts, ``<table>-01.parquet`` and
so on. What it must hold is what the project declares of its sources (``ExpectedTable``). Nothing
here knows dbt: the plugin hands the declarations in as JSON.
"""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

PART_NAME = r"(-\d+)?\.parquet"
PARQUET_MAGIC = b"PAR1"
# The same files as the sources' `external_location` reads.
SOURCE_GLOB = "{name}[-.]*parquet"


@dataclass(frozen=True)
class ExpectedColumn:
    """One column that staging reads; ``parse`` is set where staging casts it from text."""

    name: str
    data_type: str = "varchar"
    parse: str | None = None
    optional: bool = False


@dataclass(frozen=True)
class ExpectedTable:
    """One table of a source system, as the project's sources declare it.

    ``files`` is the pattern of its file names where it is not the usual one; such files need not
    have the same optional columns. A table of an ``optional_system`` may be absent with all the
    others of its system, but not without them.
    """

    system: str
    name: str
    columns: tuple[ExpectedColumn, ...] = ()
    primary_key: tuple[str, ...] = ()
    optional: bool = False
    files: str | None = None
    optional_system: bool = False

    @classmethod
    def from_dict(cls, table: Mapping[str, Any]) -> ExpectedTable:
        """Build from the JSON that the macro ``check_extracts`` writes."""
        return cls(
            system=table["system"],
            name=table["name"],
            columns=tuple(
                ExpectedColumn(
                    name=column["name"].lower(),
                    data_type=column.get("data_type") or "varchar",
                    parse=column.get("parse"),
                    optional=bool(column.get("optional")),
                )
                for column in table.get("columns", ())
            ),
            primary_key=tuple(key.lower() for key in table.get("primary_key") or ()),
            optional=bool(table.get("optional")),
            files=table.get("files"),
            optional_system=bool(table.get("optional_system")),
        )


@dataclass
class _Part:
    """One file of a table that could be read: its columns (lower case) with their types."""

    path: Path
    label: str
    types: dict[str, pa.DataType] = field(default_factory=dict)


def check_extracts(folder: str | Path, tables: Iterable[ExpectedTable]) -> list[str]:
    """Every problem of the extracts under ``folder``, one message each; empty if all is well.

    A message names the file, the column where there is one, and the mend. Files are opened, keys
    are read; other columns are not.
    """
    folder = Path(folder)
    tables = [
        table
        for table in tables
        if not table.optional_system or any((folder / table.system).glob("*parquet"))
    ]
    wanted = [table for table in tables if not table.optional]
    if wanted and not any(folder.glob("*/*parquet")):
        message = (
            f"{folder}: there are no extracts here. Make the synthetic sample with"
            " `python -m synthetic --people 20000 --out data`, or point the project at yours"
            " with `--vars '{extracts: <folder>}'`."
        )
        return [message]
    problems: list[str] = []
    for system in sorted({table.system for table in wanted}):
        if not (folder / system).is_dir():
            names = ", ".join(sorted(table.name for table in wanted if table.system == system))
            problems.append(
                f"{system}/: the folder is missing. Put the Parquet files of its tables there:"
                f" {names}."
            )
    for table in tables:
        if (folder / table.system).is_dir():
            problems += _check_table(folder, table)
    return problems


def check_extracts_json(folder: str, expected: str) -> str:
    """``check_extracts`` with JSON on both sides, as DuckDB calls it."""
    tables = [ExpectedTable.from_dict(table) for table in json.loads(expected)]
    return json.dumps(check_extracts(folder, tables))


def table_files(folder: Path, table: ExpectedTable) -> list[Path]:
    """The files that the source reads for a table, in order of name."""
    pattern = table.files or SOURCE_GLOB.format(name=table.name)
    return sorted((folder / table.system).glob(pattern))


def _check_table(folder: Path, table: ExpectedTable) -> list[str]:
    paths = table_files(folder, table)
    if not paths:
        return [] if table.optional else [_missing_file(folder, table)]
    problems: list[str] = []
    parts: list[_Part] = []
    for path in paths:
        label = f"{table.system}/{path.name}"
        if not table.files and not re.fullmatch(re.escape(table.name) + PART_NAME, path.name):
            problems.append(
                f"{label}: would be read as a part of {table.name}, but is not named like one."
                f" Name it {table.name}-<number>.parquet, or move it elsewhere."
            )
            continue
        trouble = _unreadable(path)
        if trouble:
            problems.append(f"{label}: {trouble}")
        else:
            parts.append(_Part(path, label, _column_types(path)))
    if not parts:
        return problems
    if table.files:
        for part in parts:
            problems += _check_columns(part, table)
    else:
        problems += _check_parts_agree(parts)
        problems += _check_columns(parts[0], table)
    keys_usable = all(key in part.types for key in table.primary_key for part in parts)
    if table.primary_key and keys_usable and not problems:
        problems += _check_keys(parts, table)
    return problems


def _missing_file(folder: Path, table: ExpectedTable) -> str:
    there = sorted(path.name for path in (folder / table.system).iterdir() if path.is_file())
    close = difflib.get_close_matches(f"{table.name}.parquet", there, n=1, cutoff=0.6)
    hint = f" Is it {close[0]}? Then rename that." if close else ""
    return (
        f"{table.system}/{table.name}.parquet: the file is missing. Write it there, or in numbered"
        f" parts ({table.name}-01.parquet, {table.name}-02.parquet).{hint}"
    )


def _unreadable(path: Path) -> str | None:
    """Why a file cannot be read as Parquet, with the mend; None if it can."""
    try:
        if not path.is_file():
            return "this is not a file. Put the Parquet file itself here."
        with path.open("rb") as file:
            start = file.read(64)
        if path.stat().st_size == 0:
            return "the file is empty (0 bytes). Export it again; a table without rows has columns."
        if not start.startswith(PARQUET_MAGIC):
            shown = start.decode("utf-8", "replace").splitlines()[0][:40]
            return (
                f"this is not a Parquet file (it starts with {shown!r}). Export the table as"
                " Parquet; a CSV does not become one by its name."
            )
        pq.read_schema(path)
    except PermissionError:
        return "the file may not be read. Give the user who runs the build read permission."
    except (pa.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0][:120]
        return f"the Parquet file is damaged or cut short ({reason}). Copy or export it again."
    return None


def _column_types(path: Path) -> dict[str, pa.DataType]:
    schema = pq.read_schema(path)
    return {name.lower(): schema.field(i).type for i, name in enumerate(schema.names)}


def _check_parts_agree(parts: Sequence[_Part]) -> list[str]:
    first, *others = parts
    problems = []
    for part in others:
        missing = sorted(first.types.keys() - part.types.keys())
        added = sorted(part.types.keys() - first.types.keys())
        differences = []
        if missing:
            differences.append(f"lacks {', '.join(missing)}")
        if added:
            differences.append(f"adds {', '.join(added)}")
        differences += [
            f"holds {name} as {_kind(part.types[name])}, not {_kind(first.types[name])}"
            for name in sorted(first.types.keys() & part.types.keys())
            if not _same_kind(first.types[name], part.types[name])
        ]
        if differences:
            problems.append(
                f"{part.label}: its columns differ from those of {first.label}: it"
                f" {' and '.join(differences)}. Export all parts of a table with the same columns."
            )
    return problems


def _check_columns(part: _Part, table: ExpectedTable) -> list[str]:
    """Missing columns and types that staging could not read."""
    expected = {column.name for column in table.columns} | set(table.primary_key)
    spare = sorted(part.types.keys() - expected)
    problems = []
    for column in table.columns:
        if column.name in part.types:
            problems += _check_type(part, column, column.name in table.primary_key)
        elif not column.optional:
            close = difflib.get_close_matches(column.name, spare, n=1, cutoff=0.6)
            hint = (
                f" The closest is {close[0]}: if it is that one, rename it to {column.name}."
                if close
                else " Export the table with it."
            )
            problems.append(f"{part.label}: column {column.name} is missing.{hint}")
    return problems


def _check_type(part: _Part, column: ExpectedColumn, is_key: bool) -> list[str]:
    found = _kind(part.types[column.name])
    wanted = _declared_kind(column.data_type)
    if found in ("nested", "binary"):
        clash = True
    elif found == "null" or wanted == found:
        clash = False
    elif is_key or not column.parse:
        # A key is compared as it is; a column that is not parsed is used as it is. Any simple
        # value may stand where text is declared, unless it is a key that arrives as a fraction.
        clash = wanted != "text" or (is_key and found == "number")
        if (wanted, found) in {("number", "integer"), ("date", "timestamp"), ("timestamp", "date")}:
            clash = False
    else:
        clash = False
    if not clash:
        return []
    message = (
        f"{part.label}: column {column.name} is {found} ({part.types[column.name]}), but must be"
        f" {wanted} ({column.data_type}). Export it with that type."
    )
    return [message]


def _check_keys(parts: Sequence[_Part], table: ExpectedTable) -> list[str]:
    """Rows whose key is missing or stands in another row too."""
    names = ", ".join(table.primary_key)
    keys = ", ".join(f'"{key}"' for key in table.primary_key)
    some_null = " or ".join(f'"{key}" is null' for key in table.primary_key)
    label = parts[0].label
    if len(parts) > 1:
        label = f"{table.system}/{table.files or table.name + '-*.parquet'}"
    files = [str(part.path) for part in parts]
    source = "read_parquet($files, union_by_name = true)"
    with duckdb.connect(config=_settings()) as connection:
        try:
            n_null, n_double, n_rows = connection.execute(
                f"""
                select
                    coalesce(sum(n) filter (where {some_null}), 0),
                    count(*) filter (where n > 1 and not ({some_null})),
                    coalesce(sum(n) filter (where n > 1 and not ({some_null})), 0),
                from (select {keys}, count(*) as n from {source} group by all)
                """,
                {"files": files},
            ).fetchall()[0]
            problems = []
            if n_null:
                problems.append(
                    f"{label}: {n_null:,} rows have no {names}, which is the key. Every row needs"
                    " one: export them with it, or leave the rows out."
                )
            if n_double:
                example = connection.execute(
                    f"""
                    select {keys} from {source} where not ({some_null})
                    group by all having count(*) > 1 order by all limit 1
                    """,
                    {"files": files},
                ).fetchall()[0]
                shown = ", ".join(str(value) for value in example)
                problems.append(
                    f"{label}: {n_double:,} values of the key {names} stand in more than one row"
                    f" ({n_rows:,} rows), such as {shown}. Export each row once; if a part was"
                    " delivered twice, remove one."
                )
            return problems
        except duckdb.Error as error:
            reason = str(error).splitlines()[0][:160]
            return [f"{label}: column {names} cannot be read ({reason}). Export the file again."]


def _settings() -> dict[str, str]:
    """The build's own limits, from the same environment variables."""
    warehouse = os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse")
    settings = {
        "preserve_insertion_order": "false",
        "temp_directory": os.environ.get("DATA_FIRST_TEMP", f"{warehouse}/spill"),
    }
    for setting in ("memory_limit", "threads"):
        value = os.environ.get(f"DATA_FIRST_{setting.upper()}")
        if value:
            settings[setting] = value
    return settings


def _declared_kind(data_type: str) -> str:
    base = re.split(r"[\s(]", data_type.strip().lower())[0]
    if base in {"bigint", "integer", "int", "smallint", "tinyint", "hugeint", "ubigint"}:
        return "integer"
    if base in {"double", "float", "real", "decimal", "numeric"}:
        return "number"
    if base in {"date", "boolean"}:
        return base
    if base.startswith("timestamp"):
        return "timestamp"
    return "text"


def _kind(data_type: pa.DataType) -> str:
    """The kind of values of an Arrow type, in the words of the messages."""
    types = pa.types
    if types.is_dictionary(data_type):
        return _kind(data_type.value_type)
    if types.is_null(data_type):
        return "null"
    if types.is_string(data_type) or types.is_large_string(data_type):
        return "text"
    if types.is_integer(data_type):
        return "integer"
    if types.is_decimal(data_type):
        return "integer" if data_type.scale <= 0 else "number"
    if types.is_floating(data_type):
        return "number"
    if types.is_boolean(data_type):
        return "boolean"
    if types.is_date(data_type):
        return "date"
    if types.is_timestamp(data_type):
        return "timestamp"
    if types.is_nested(data_type):
        return "nested"
    if types.is_time(data_type):
        return "time"
    return "binary"


def _same_kind(left: pa.DataType, right: pa.DataType) -> bool:
    kinds = {_kind(left), _kind(right)}
    return len(kinds) == 1 or "null" in kinds
