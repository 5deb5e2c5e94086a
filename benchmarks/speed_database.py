"""The database of a run outside dbt, and what its command line says about it."""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb


def with_files_and_limits(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The parser with the files and limits of a run."""
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--result", type=Path, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--memory-limit", required=True)
    return parser


def connect(options: argparse.Namespace) -> duckdb.DuckDBPyConnection:
    """A new database on disk, with the options of the target ``speed`` of the dbt project."""
    connection = duckdb.connect(
        str(options.database),
        config={"threads": options.threads, "memory_limit": options.memory_limit},
    )
    connection.execute(f"set temp_directory = '{options.database.parent / 'spill'}'")
    connection.execute("set preserve_insertion_order = false")
    return connection
