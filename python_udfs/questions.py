"""Answers the questions of analyses/ from the published file: ``python -m python_udfs.questions``.

Each question is one SQL file of analyses/ with a header of comments. A name, or the beginning of
one, asks that question alone. Reads ``published.duckdb`` and nothing else.
"""

from __future__ import annotations

import re
import sys
import textwrap
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from tabulate import tabulate

from python_udfs.publish import warehouse

FOLDER = Path(__file__).parents[1] / "analyses"
FIELDS = ("Question", "Share", "Tables", "Grain", "How", "Caveats")
# In the order of the guide; `across` are questions of this project.
SHARES = (
    "magistrates",
    "crown",
    "case_link",
    "prison",
    "probation",
    "criminal_justice",
    "family",
    "education",
    "across",
)
MOST_ROWS = 8
WIDTH = 100


class BadHeader(ValueError):
    """A file whose header lacks what the header must say."""


@dataclass(frozen=True)
class Question:
    """A file of analyses/: its header, and the query as it stands in the file."""

    name: str
    path: Path
    header: dict[str, str]
    query: str

    @property
    def tables(self) -> list[str]:
        """The published tables that it reads, with their schemas."""
        return [table.strip() for table in self.header["Tables"].split(",")]

    @property
    def grain(self) -> list[str]:
        """The columns that tell the rows of its answer apart."""
        return [column.strip() for column in self.header["Grain"].split(",")]


def read(path: Path) -> Question:
    """The question of a file.

    Raises:
        BadHeader: a field of the header is missing, or one stands there that is none.
    """
    text = path.read_text(encoding="utf-8")
    comment = re.match(r"(?:--.*\n)*", text).group()
    header: dict[str, str] = {}
    field = None
    for line in comment.splitlines():
        start = re.match(r"-- ([A-Z][a-z]+): (.*)", line)
        if start:
            field = start[1]
            header[field] = start[2].strip()
        elif field is not None:
            header[field] += f" {line.removeprefix('--').strip()}"
    if tuple(header) != FIELDS:
        raise BadHeader(
            f"{path}: the header has {', '.join(header) or 'no fields'}. Write, in this order:"
            f" {', '.join(FIELDS)}, each as a comment such as `-- Question: ...`."
        )
    return Question(path.stem, path, header, text)


def questions(folder: Path = FOLDER) -> list[Question]:
    """All questions, in the order of the guide's shares and by name."""
    found = [read(path) for path in folder.glob("*/*.sql")]
    order = {share: place for place, share in enumerate(SHARES)}
    return sorted(found, key=lambda one: (order.get(one.path.parent.name, len(order)), one.name))


def missing(connection: duckdb.DuckDBPyConnection, question: Question) -> str | None:
    """Why this release cannot answer: tables that it lacks, or that are empty; else nothing."""
    there = {
        name
        for (name,) in connection.execute(
            """
            select table_schema || '.' || table_name from information_schema.tables
            where table_catalog = current_database()
            """
        ).fetchall()
    }
    absent = [table for table in question.tables if table not in there]
    if absent:
        return f"not published: {', '.join(absent)}"
    empty = [
        table
        for table in question.tables
        if not connection.execute(f"select exists(select 1 from {table})").fetchone()[0]
    ]
    return f"without a row: {', '.join(empty)}" if empty else None


def answer(
    connection: duckdb.DuckDBPyConnection, question: Question
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names of the columns, and all rows."""
    found = connection.execute(question.query)
    return [column[0] for column in found.description], found.fetchall()


def asked(connection: duckdb.DuckDBPyConnection, question: Question, rows: int) -> Iterator[str]:
    """The lines of one question and its answer, at most ``rows`` rows.

    Raises:
        duckdb.Error: the query failed although its tables are there.
    """
    yield f"{question.name}  ({question.header['Share']})"
    yield from textwrap.wrap(question.header["Question"], WIDTH)
    why = missing(connection, question)
    if why:
        yield f"  Not answerable with this release; {why}."
        return
    started = time.monotonic()
    columns, found = answer(connection, question)
    seconds = time.monotonic() - started
    # Long names of columns would make the table as wide as they are: words go under one another.
    headers = [column.replace("_", "\n") for column in columns]
    yield tabulate(
        [["–" if value is None else value for value in row] for row in found[:rows]],
        headers=headers,
        tablefmt="simple",
        disable_numparse=True,
        colalign=["left" if column in question.grain else "right" for column in columns]
        if found
        else None,
    )
    shown = f"first {rows} of {len(found)} rows" if len(found) > rows else f"{len(found)} rows"
    yield f"  {shown}, {seconds:.1f} seconds; {question.path.relative_to(FOLDER.parent)}"


def main(arguments: list[str]) -> int:
    """Command line; returns the exit status: 1 where a query failed, 2 where none was meant."""
    published = warehouse() / "published.duckdb"
    if not published.is_file():
        print(f"Nothing is published in {warehouse()} yet. Run `make`.", file=sys.stderr)
        return 2
    known = questions()
    start = arguments[0] if arguments else ""
    chosen = [one for one in known if one.name.startswith(start)]
    if not chosen:
        names = "\n  ".join(one.name for one in known)
        print(f"No question begins with {start}. There are:\n  {names}", file=sys.stderr)
        return 2
    n_failed = 0
    with duckdb.connect(str(published), read_only=True) as connection:
        for question in chosen:
            try:
                # One question alone is shown with its method, and whole.
                alone = len(chosen) == 1
                for line in asked(connection, question, 1000 if alone else MOST_ROWS):
                    print(line)
                if alone:
                    for field in ("How", "Caveats"):
                        print(textwrap.fill(f"{field}: {question.header[field]}", WIDTH))
            except duckdb.Error as error:
                n_failed += 1
                print(f"  Failed: {error}\n  Mend {question.path.relative_to(FOLDER.parent)}.")
            print()
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
