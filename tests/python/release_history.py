"""Histories of releases for tests, made by the macros and models of the project, without dbt."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
from dbt_common.clients.jinja import get_environment
from macro_runner import PROJECT, Macros

NAME = "releases.duckdb"
RECORD = "memory.release.release_record"


def macros_of_a_run(connection: duckdb.DuckDBPyConnection, which: str = "build") -> Macros:
    """The macros as a run of dbt sees them, whose workspace is the connection's own database."""
    return Macros(
        connection,
        adapter=SimpleNamespace(get_relation=lambda *_: RECORD),
        flags=SimpleNamespace(WHICH=which),
        project_name="data_first",
        target=SimpleNamespace(database="memory"),
    )


def make(folder: Path) -> None:
    """An empty history in a folder."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{folder / NAME}' as releases")
        connection.execute(macros_of_a_run(connection).open_release_history())


def add(folder: Path, table: str, *rows: dict[str, Any]) -> None:
    """Rows of a table of the history; columns that are not named are null."""
    if not (folder / NAME).is_file():
        make(folder)
    with duckdb.connect(str(folder / NAME)) as connection:
        for row in rows:
            places = ", ".join("?" for _ in row)
            connection.execute(
                f"insert into {table} ({', '.join(row)}) values ({places})", list(row.values())
            )


def add_build(
    folder: Path,
    invocation_id: str,
    release_id: str,
    *,
    built_at: str = "2026-01-01",
    checks: Iterable[dict[str, Any]] = (),
    **more: Any,
) -> None:
    """A build that passed, with the limits that it breaks."""
    checks = list(checks)
    build = {
        "invocation_id": invocation_id,
        "release_id": release_id,
        "series": "extracts",
        "salt_check": "salt 1",
        "built_at": built_at,
        "dbt_version": "1.12.6",
        "duckdb_version": "v1.5.5",
        "n_limits": len(checks) + 1,
        "n_not_measured": 0,
        "n_breached": len(checks),
        "n_overruled": sum("overruled_by" in check for check in checks),
    }
    add(folder, "builds", build | more)
    names = {"invocation_id": invocation_id, "release_id": release_id, "state": "breached"}
    add(folder, "checks", *(names | check for check in checks))


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query of the history."""
    with duckdb.connect(str(folder / NAME), read_only=True) as connection:
        return connection.execute(query).fetchall()


def model(macros: Macros, name: str) -> str:
    """The SQL of a model of models/release; what it reads has its own name."""
    path = PROJECT / "models" / "release" / f"{name}.sql"
    context = {"data_first": macros._macros, "ref": lambda name: name}
    return get_environment().from_string(path.read_text()).render(context)
