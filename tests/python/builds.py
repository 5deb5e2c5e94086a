"""Builds of this project in a folder of their own, by the dbt of this environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import yaml
from macro_runner import PROJECT

ARROW_TYPES = {
    "varchar": pa.string(),
    "bigint": pa.int64(),
    "integer": pa.int32(),
    "smallint": pa.int16(),
    "double": pa.float64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "boolean": pa.bool_(),
}


def dbt_again(*arguments: str, target: str | Path | None = None) -> list[str]:
    """The command of dbt on what was read for the build in ``target`` (see dbt_again.py)."""
    target = target or os.environ.get("DBT_TARGET_PATH", "target")
    return [sys.executable, str(Path(__file__).with_name("dbt_again.py")), str(target), *arguments]


class Build:
    """A warehouse, a target folder and profiles under one folder.

    `threads` is for dbt and for DuckDB alike. `like` is a build to start from: its warehouse is
    copied. The project is read once, for the first command.
    """

    def __init__(
        self, folder: Path, extracts: Path, threads: int = 2, like: Build | None = None
    ) -> None:
        self.folder = folder
        self.extracts = extracts
        self.target = folder / "target"
        self._read = like._read if like is not None else None
        self.workspace = folder / "warehouse" / "workspace.duckdb"
        if like is not None:
            shutil.copytree(like.workspace.parent, self.workspace.parent)
        else:
            self.workspace.parent.mkdir(parents=True)
        self._profiles = folder / "profiles"
        self._profiles.mkdir()
        profiles = yaml.safe_load((PROJECT / "profiles.yml").read_text())
        profiles["data_first"]["outputs"]["dev"]["threads"] = threads
        profiles["data_first"]["outputs"]["dev"]["config_options"]["threads"] = threads
        (self._profiles / "profiles.yml").write_text(yaml.safe_dump(profiles))
        self._environment = os.environ | {
            "DATA_FIRST_WAREHOUSE": str(self.workspace.parent),
            "DATA_FIRST_MEMORY_LIMIT": "4GB",
            "DATA_FIRST_SALT": "0123456789abcdef" * 4,
            "DBT_TARGET_PATH": str(self.target),
            "DBT_LOG_PATH": str(folder / "logs"),
        }

    def dbt(self, *arguments: str) -> str:
        """Run dbt and give what it printed; fails where dbt fails."""
        command = [str(Path(sys.executable).parent / "dbt"), *arguments]
        if self._read is not None:
            command = dbt_again(*arguments, target=self._read)
        variables = f"{{extracts: '{self.extracts}', truth: '{self.folder / 'truth'}'}}"
        done = subprocess.run(
            [*command, "--profiles-dir", str(self._profiles), "--vars", variables],
            cwd=PROJECT,
            env=self._environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
        self._read = self._read or self.target
        return done.stdout

    def connect(self, read_only: bool = True) -> duckdb.DuckDBPyConnection:
        """A connection to the workspace."""
        return duckdb.connect(str(self.workspace), read_only=read_only)


def write_empty_extracts(folder: Path) -> None:
    """Every table that a system must deliver, with its columns and without rows."""
    for path in sorted((PROJECT / "models" / "staging").glob("*/_*sources.yml")):
        for source in yaml.safe_load(path.read_text())["sources"]:
            for table in source["tables"]:
                if not _meta(table).get("optional"):
                    schema = pa.schema(
                        (column["name"], ARROW_TYPES[column["data_type"]])
                        for column in table["columns"]
                    )
                    file = folder / source["name"] / f"{table['name']}.parquet"
                    file.parent.mkdir(parents=True, exist_ok=True)
                    pq.write_table(schema.empty_table(), file)


def _meta(table: dict) -> dict:
    return table.get("config", {}).get("meta", {})
