"""Publishes the candidate database: ``python -m python_udfs.publish``.

Write, audit, publish. dbt builds ``candidate.duckdb`` and its hooks stamp it with whether the whole
project was built and every check passed. If so, and if it holds to the limits of a release
(python_udfs/release.py), it is copied to a new, compact file, which then takes the name
``published.duckdb`` in one step. In every other case the published file stays as it is.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from python_udfs import release

STAMP = "build_run"
# Schema of the code lists that go with the tables.
CODE_LISTS = "codes"
# Files of this format open in DuckDB 1.2 and everything later.
STORAGE_VERSION = "v1.2.0"
# Bytes; the least there is. A table takes a block at least, and most code lists need no more.
BLOCK_SIZE = 16384


class NotPublished(Exception):
    """The candidate may not be published; the text says why and what to do."""


@dataclass(frozen=True)
class Published:
    """What was published: the file, its size, the rows of each table, and how the gate let it."""

    path: Path
    n_bytes: int
    n_rows: dict[str, int]
    gate: release.Gate


def warehouse() -> Path:
    """The folder of the database files, as profiles.yml has it."""
    return Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse"))


def publish(folder: Path) -> Published:
    """Copy ``folder/candidate.duckdb`` over ``folder/published.duckdb``, if it passed.

    Raises:
        NotPublished: the candidate is missing, is being written, was not built whole, failed, or
            breaks a limit that nobody has overruled.
    """
    candidate = folder / "candidate.duckdb"
    published = folder / "published.duckdb"
    new = folder / "published.duckdb.new"
    invocation_id, tables = check_candidate(candidate)
    try:
        with release.open_history(folder, read_only=False) as history:
            gate = _pass_gate(history, invocation_id)
            for leftover in (new, Path(f"{new}.wal")):
                leftover.unlink(missing_ok=True)
            try:
                n_rows = _copy(candidate, new, tables)
                _flush(new)
                os.replace(new, published)
                _flush(folder)
            finally:
                new.unlink(missing_ok=True)
            release.enter_publication(history, candidate, gate)
    except release.NoHistory as error:
        raise NotPublished(str(error)) from error
    return Published(published, published.stat().st_size, n_rows, gate)


def _pass_gate(history: duckdb.DuckDBPyConnection, invocation_id: str) -> release.Gate:
    gate = release.gate(history, invocation_id)
    if gate.stopping:
        raise NotPublished(release.refusal(gate, date.today()))
    return gate


def check_candidate(candidate: Path) -> tuple[str, list[str]]:
    """The run that built the candidate, and the tables to publish, as ``schema.table``.

    Raises:
        NotPublished: unless a whole build made the file and all its checks passed.
    """
    if not candidate.is_file():
        raise NotPublished(f"{candidate} does not exist. Run `make` or `dbt build` first.")
    try:
        with duckdb.connect(str(candidate), read_only=True) as connection:
            stamps = connection.execute(
                f"""
                select
                    invocation_id, finished_at, is_whole_build, failed_nodes, published_tables
                from main.{STAMP}
                """
            ).fetchall()
    except duckdb.CatalogException:
        stamps = []
    except duckdb.IOException as error:
        raise NotPublished(
            f"{candidate} cannot be opened ({str(error).splitlines()[0]}). If a build is running,"
            " wait for it."
        ) from error
    if len(stamps) != 1:
        raise NotPublished(f"{candidate} bears no build's stamp. Run `dbt build`.")
    invocation_id, finished_at, is_whole_build, failed_nodes, tables = stamps[0]
    if finished_at is None:
        raise NotPublished(f"The build of {candidate} did not finish. Run `dbt build` again.")
    if failed_nodes:
        listed = "".join(f"\n  {node}" for node in failed_nodes[:10])
        more = f"\n  and {len(failed_nodes) - 10} more" if len(failed_nodes) > 10 else ""
        raise NotPublished(
            f"{len(failed_nodes)} nodes of the last build failed or were skipped:{listed}{more}\n"
            "Mend them and run `dbt build` again."
        )
    if not is_whole_build:
        raise NotPublished(
            "The last run built only a part of the project. Run `dbt build` without a selection."
        )
    if not tables:
        raise NotPublished(f"{candidate} has no tables to publish.")
    return invocation_id, sorted(tables)


def _copy(candidate: Path, new: Path, tables: list[str]) -> dict[str, int]:
    """Copy ``tables`` alone, with constraints and comments; returns rows by table.

    What else is in the candidate (its stamp, tables that the project no longer has) stays there:
    no check has seen it.
    """
    with duckdb.connect() as connection:
        connection.execute(f"attach {_quoted(candidate)} as candidate (read_only)")
        connection.execute(
            f"attach {_quoted(new)} as published"
            f" (storage_version '{STORAGE_VERSION}', block_size {BLOCK_SIZE})"
        )
        definitions = dict(
            connection.execute(
                """
                select schema_name || '.' || table_name, sql from duckdb_tables()
                where database_name = 'candidate'
                """
            ).fetchall()
        )
        missing = [table for table in tables if table not in definitions]
        if missing:
            raise NotPublished(f"{candidate} lacks {', '.join(missing)}. Run `dbt build`.")
        connection.execute("use published")
        for table in tables:
            schema, name = table.split(".", 1)
            connection.execute(f'create schema if not exists "{schema}"')
            connection.execute(definitions[table])
            connection.execute(
                f'insert into published."{schema}"."{name}" from candidate."{schema}"."{name}"'
            )
        _copy_comments(connection, tables)
        counts = {name: _counts(connection, name, tables) for name in ("candidate", "published")}
        if counts["candidate"] != counts["published"]:
            raise NotPublished(f"{new} is not a faithful copy of {candidate}. Publish again.")
        connection.execute("use memory")
        connection.execute("detach published")
    return counts["published"]


def _copy_comments(connection: duckdb.DuckDBPyConnection, tables: list[str]) -> None:
    """Repeat the comments on tables and columns, which ``create table`` does not carry."""
    wanted = """
        where database_name = 'candidate' and comment is not null
            and list_contains($tables, schema_name || '.' || table_name)
        order by all
    """
    values = {"tables": tables}
    for schema, table, comment in connection.execute(
        f"select schema_name, table_name, comment from duckdb_tables() {wanted}", values
    ).fetchall():
        connection.execute(f'comment on table published."{schema}"."{table}" is {_quoted(comment)}')
    for schema, table, column, comment in connection.execute(
        f"select schema_name, table_name, column_name, comment from duckdb_columns() {wanted}",
        values,
    ).fetchall():
        connection.execute(
            f'comment on column published."{schema}"."{table}"."{column}" is {_quoted(comment)}'
        )


def _counts(
    connection: duckdb.DuckDBPyConnection, database: str, tables: list[str]
) -> dict[str, int]:
    """Rows of each table."""
    counts = {}
    for table in tables:
        schema, name = table.split(".", 1)
        counts[table] = connection.execute(
            f'select count(*) from {database}."{schema}"."{name}"'
        ).fetchall()[0][0]
    return counts


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def _flush(path: Path) -> None:
    """Force a file or folder to disk, so that a crash cannot leave half of it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def main() -> int:
    """Command line; returns the exit status."""
    try:
        done = publish(warehouse())
    except NotPublished as error:
        print(f"Not published. {error}", file=sys.stderr)
        return 1
    rows = [n for table, n in done.n_rows.items() if not table.startswith(f"{CODE_LISTS}.")]
    print(
        f"Published {done.path}: {len(rows)} tables, {sum(rows):,} rows,"
        f" {len(done.n_rows) - len(rows)} code lists, {done.n_bytes / 1e6:,.1f} MB."
        f" Release {done.gate.release_id}: {done.gate.said()}."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
