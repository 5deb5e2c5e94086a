"""The quality tables of a warehouse as frames."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd


class Tables:
    """Schema ``quality`` of ``workspace.duckdb`` and the stamp of the build, for reading."""

    def __init__(self, folder: Path) -> None:
        """Open the warehouse in ``folder``; a missing workspace is a ``FileNotFoundError``."""
        workspace = folder / "workspace.duckdb"
        if not workspace.is_file():
            raise FileNotFoundError(
                f"{workspace} is not there, so there is nothing to report on: run `make` first."
            )
        self.connection = duckdb.connect()
        self._attach(workspace, "workspace")
        self.has_candidate = (folder / "candidate.duckdb").is_file()
        if self.has_candidate:
            self._attach(folder / "candidate.duckdb", "candidate")

    def _attach(self, path: Path, name: str) -> None:
        quoted = str(path).replace("'", "''")
        self.connection.execute(f"attach '{quoted}' as {name} (read_only)")

    def frame(self, table: str) -> pd.DataFrame:
        """All rows of a quality table in order; an empty frame where it is not there.

        A table of another schema is named with it: ``release.release_checks``.
        """
        schema, _, name = table.rpartition(".")
        return self._frame(f"from workspace.{schema or 'quality'}.{name} order by all")

    def build(self) -> dict[str, Any]:
        """When the build ran and whether all of it passed; empty where it is not known."""
        if not self.has_candidate:
            return {}
        frame = self._frame("from candidate.main.build_run")
        return frame.to_dict("records")[0] if len(frame) else {}

    def description(self, table: str) -> str:
        """The first sentence of a table's description in the catalogue."""
        schema, _, name = table.rpartition(".")
        found = self.connection.execute(
            "select comment from duckdb_tables()"
            " where database_name = 'workspace' and schema_name = ? and table_name = ?",
            [schema or "quality", name],
        ).fetchone()
        text = (found or [""])[0] or ""
        return " ".join(text.split("\n\n")[0].split())

    def _frame(self, query: str) -> pd.DataFrame:
        try:
            return self.connection.execute(query).df()
        except (duckdb.CatalogException, duckdb.BinderException):
            return pd.DataFrame()
