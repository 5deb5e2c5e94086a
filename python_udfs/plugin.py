"""The dbt-duckdb plugin: registers this folder's functions and hands the salt to the database."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

from python_udfs import extracts, release, salt, text

TEXT_FUNCTIONS = {
    "double_metaphone": text.double_metaphone,
    "transliterate": text.transliterate,
}
# What a release was made from; asked anew each time.
RELEASE_FUNCTIONS = {
    "file_sha256": release.file_sha256,
    "project_commit": release.project_commit,
    "project_fingerprint": release.project_fingerprint,
    "release_series": release.release_series,
}


class Plugin(BasePlugin):
    """Loaded by ``profiles.yml``; one instance a dbt process."""

    salt: str | None

    def initialize(self, config: dict[str, Any]) -> None:
        """Take the salt of the environment; nothing else is configured."""
        self.salt = salt.salt_from_environment()

    def update_connection_config(self, creds: DuckDBCredentials, config: dict[str, Any]) -> None:
        """Make the folders of the database files, so that a bare ``dbt run`` needs no set-up.

        And set the database's limits, where the environment gives them.
        """
        paths = [creds.path, *(attachment.path for attachment in creds.attach or [])]
        for path in paths:
            if path and ":" not in path:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
        for setting in ("memory_limit", "threads"):
            value = os.environ.get(f"DATA_FIRST_{setting.upper()}")
            if value:
                config[setting] = value

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Register the functions; they are shared by all cursors of the connection."""
        for name, function in TEXT_FUNCTIONS.items():
            conn.create_function(name, function, ["VARCHAR"], "VARCHAR", type="arrow")
        for name, function in RELEASE_FUNCTIONS.items():
            conn.create_function(name, function, ["VARCHAR"], "VARCHAR", side_effects=True)
        conn.create_function(
            "check_extracts_json",
            extracts.check_extracts_json,
            ["VARCHAR", "VARCHAR"],
            "VARCHAR",
            side_effects=True,
        )
        conn.create_function(
            "settle_salt", self.settle_salt, ["VARCHAR"], "VARCHAR", side_effects=True
        )

    def configure_cursor(self, cursor: DuckDBPyConnection) -> None:
        """Set the release's salt as a variable, so that it stands in no SQL, log or artefact.

        Until it is settled the variable is unset, and every hash made with it is null.
        """
        if self.salt is not None:
            cursor.execute("set variable salt = ?", [self.salt])

    def settle_salt(self, extracts_folder: str) -> str:
        """Accept the sample's salt where the extracts are the sample; else say what is wrong.

        Called by the first hook of a run, before the cursors that build are opened. Empty text
        means that all is well.
        """
        problem = salt.salt_problem(extracts_folder)
        if problem is None and self.salt is None:
            self.salt = salt.SAMPLE_SALT
        return problem or ""
