"""The build of ``make test`` in ``target/test``, and this project's commands on copies of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from builds import dbt_again


class Project:
    """Runs this project's commands on a warehouse and extracts of its own."""

    def __init__(
        self, folder: Path, extracts: Path, truth: Path, *, is_as_built: bool = False
    ) -> None:
        # extracts that are elsewhere stand in the manifest elsewhere
        self.is_as_built = is_as_built
        self.warehouse = folder / "warehouse"
        self.extracts = extracts
        self.truth = truth
        self.environment = {
            **os.environ,
            "DATA_FIRST_WAREHOUSE": str(self.warehouse),
            "DBT_TARGET_PATH": str(folder / "target"),
            "DBT_LOG_PATH": str(folder / "logs"),
        }

    def command(self, *arguments: str) -> list[str]:
        variables = f"{{extracts: {self.extracts}, truth: {self.truth}}}"
        if self.is_as_built:
            return dbt_again(*arguments, "--vars", variables)
        return [str(Path(sys.executable).with_name("dbt")), *arguments, "--vars", variables]

    def dbt(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            self.command(*arguments),
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def publish(self) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "python_udfs.publish"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def published(self) -> Path:
        return self.warehouse / "published.duckdb"


def finished_build() -> Path:
    """Its folder: data, warehouse, target and logs."""
    warehouse = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse"))
    if not (warehouse / "published.duckdb").is_file() or warehouse.name != "warehouse":
        pytest.skip("there is no finished test build: run `make test`")
    return warehouse.resolve().parent


def contents(path: Path) -> dict[str, tuple[int, str]]:
    """Rows and a fingerprint of each table but the stamp; the order of rows does not matter."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables()"
            " where schema_name <> 'main' order by all"
        ).fetchall()
        return {
            f"{schema}.{table}": connection.execute(
                f'select count(*), cast(sum(hash(t)) as varchar) from "{schema}"."{table}" as t'
            ).fetchall()[0]
            for schema, table in tables
        }
