"""The decisions as a table of a DuckDB file beside the CSV files, row by row as they are made.

The CSV files are what counts and what is carried to other machines; the table is there to be asked
while a review goes on: ``duckdb -readonly data/review/decisions/decisions.duckdb``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import duckdb

from review.decisions import COLUMNS, Decision

FILE = "decisions.duckdb"


class DecisionTable:
    """Table ``decisions`` of ``folder/decisions.duckdb``, open only while it is written."""

    def __init__(self, folder: Path, reviewer: str) -> None:
        """The table keeps the rows of one ``reviewer`` up to date, and leaves others alone."""
        self._path = folder / FILE
        self._reviewer = reviewer

    def follow(self, rows: Sequence[Decision]) -> bool:
        """Give the table the reviewer's ``rows``, in the order of the file.

        Returns whether it has them: while another program has the file open it has not, and the
        next call brings what is missing.
        """
        try:
            with duckdb.connect(str(self._path), config={"threads": 1}) as connection:
                columns = ", ".join(f"{name} varchar" for name in COLUMNS)
                connection.execute(
                    f"create table if not exists decisions (row_number bigint, {columns})"
                )
                self._write(connection, rows)
        except duckdb.IOException:
            return False
        return True

    def _write(self, connection: duckdb.DuckDBPyConnection, rows: Sequence[Decision]) -> None:
        found = connection.execute(
            "select count(*), max_by(decided_at, row_number) from decisions where reviewer = ?",
            [self._reviewer],
        ).fetchone()
        assert found is not None
        n_rows, last = found
        if n_rows and (n_rows > len(rows) or rows[n_rows - 1].decided_at != last):
            # the file was merged or mended: its order is another
            connection.execute("delete from decisions where reviewer = ?", [self._reviewer])
            n_rows = 0
        if n_rows < len(rows):
            marks = ", ".join("?" * (len(COLUMNS) + 1))
            connection.begin()
            connection.executemany(
                f"insert into decisions values ({marks})",
                [
                    (number, *astuple(row))
                    for number, row in enumerate(rows[n_rows:], start=n_rows + 1)
                ],
            )
            connection.commit()
