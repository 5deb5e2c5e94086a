"""The published tables as Parquet with a Frictionless Data Package beside them."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb

from catalogue.measure import open_published, relation
from catalogue.model import Catalogue, Table, Variable

FILE = "datapackage.json"
PROFILE = "https://specs.frictionlessdata.io/schemas/tabular-data-package.json"
# A longer code list is named, joined as a foreign key, and not repeated at each column.
MOST_VALUES = 1000
TYPES = {
    "boolean": "boolean",
    "tinyint": "integer",
    "smallint": "integer",
    "integer": "integer",
    "bigint": "integer",
    "hugeint": "integer",
    "uinteger": "integer",
    "ubigint": "integer",
    "double": "number",
    "float": "number",
    "date": "date",
    "timestamp": "datetime",
}


def write(catalogue: Catalogue, published: Path, folder: Path) -> Path:
    """Write ``data/<schema>/<table>.parquet``, the code lists, and the package's description."""
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    resources = []
    with open_published(published) as connection:
        connection.execute("set preserve_insertion_order = true")
        for table in catalogue.tables:
            path = data / table.schema / f"{table.name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            export(connection, table, path)
            resources.append(table_resource(catalogue, table) | _file(path, folder))
    used = dict.fromkeys(name for share in catalogue.shares for name in share.code_lists)
    for name in used:
        path = data / "code_lists" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_code_list(catalogue, name, path)
        resources.append(code_list_resource(catalogue, name) | _file(path, folder))
    package = description(catalogue, resources)
    path = folder / FILE
    path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def export(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    """Write a table as Parquet in order of its key: the same rows give the same bytes."""
    key = ", ".join(f'"{name}"' for name in table.primary_key)
    order = key or "all"
    target = str(path).replace("'", "''")
    connection.execute(
        f"copy (from {relation(table)} order by {order}) to '{target}'"
        " (format parquet, compression zstd, row_group_size 122880)"
    )


def description(catalogue: Catalogue, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The package without its files."""
    created = {"created": catalogue.built_at} if catalogue.built_at else {}
    return {
        "$schema": PROFILE,
        "profile": "tabular-data-package",
        "name": catalogue.project.replace("_", "-"),
        "title": "Linked justice data",
        "description": "Published research tables, de-identified, with their code lists.",
        "version": catalogue.release_id,
        **created,
        "resources": resources,
    }


def table_resource(catalogue: Catalogue, table: Table) -> dict[str, Any]:
    """A table as a resource, without its file."""
    share = next(one for one in catalogue.shares if one.name == table.schema)
    schema: dict[str, Any] = {
        "fields": [_field(catalogue, variable) for variable in table.variables],
        "missingValues": [""],
    }
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    keys = [
        _foreign_key(key.column, resource_name(key.table), key.field) for key in table.foreign_keys
    ]
    keys += [
        _foreign_key(one.name, resource_name(one.code_list), one.code_column)
        for one in table.variables
        if one.code_list and one.type.startswith("varchar") and not one.n_unknown_codes
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": resource_name(table.name),
        "title": table.summary.split(". ")[0].removesuffix("."),
        "description": " ".join(
            part for part in (table.summary, table.grain, table.assumptions, table.nuance) if part
        ),
        "profile": "tabular-data-resource",
        "share": share.title,
        "sqlName": f"{table.schema}.{table.name}",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "rows": table.n_rows,
        "schema": schema,
    }


def code_list_resource(catalogue: Catalogue, name: str) -> dict[str, Any]:
    """A code list as a resource, without its file."""
    code_list = catalogue.code_lists[name]
    return {
        "name": resource_name(name),
        "title": code_list.description.split(". ")[0].removesuffix("."),
        "description": code_list.description,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": column, "type": "string", "description": said}
                for column, said in code_list.columns.items()
            ],
            "missingValues": [""],
        },
    }


def resource_name(name: str) -> str:
    """A name as the specification wants it."""
    return name.lower()


def _field(catalogue: Catalogue, variable: Variable) -> dict[str, Any]:
    found = variable.measured
    is_date = variable.type == "varchar" and found is not None and found.is_date
    field: dict[str, Any] = {
        "name": variable.name,
        "title": variable.label,
        "type": "date" if is_date else TYPES.get(variable.type, "string"),
        "description": f"{variable.label}. {variable.description}".strip(),
    }
    constraints: dict[str, Any] = {}
    if variable.is_required:
        constraints["required"] = True
    if variable.is_unique:
        constraints["unique"] = True
    if found is not None and found.is_hash:
        constraints["pattern"] = "[0-9a-f]{64}"
    if field["type"] == "string" and (values := _allowed(catalogue, variable)):
        constraints["enum"] = values
    if constraints:
        field["constraints"] = constraints
    for name in ("source", "provenance", "quality", "rule", "unit", "code_list"):
        if getattr(variable, name):
            field[_camel(name)] = getattr(variable, name)
    if found is not None:
        field["completeness"] = found.completeness
        field["distinctValues"] = found.n_distinct
    return field


def _allowed(catalogue: Catalogue, variable: Variable) -> list[str]:
    if variable.code_list:
        values = catalogue.code_lists[variable.code_list].values(variable.code_column)
        return values if not variable.n_unknown_codes and len(values) <= MOST_VALUES else []
    return list(variable.accepted)


def _foreign_key(column: str, resource: str, field: str) -> dict[str, Any]:
    return {"fields": [column], "reference": {"resource": resource, "fields": [field]}}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(one.capitalize() for one in others)


def _write_code_list(catalogue: Catalogue, name: str, path: Path) -> None:
    code_list = catalogue.code_lists[name]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(list(code_list.columns))
        writer.writerows(code_list.rows)


def _file(path: Path, folder: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "path": path.relative_to(folder).as_posix(),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
    }
