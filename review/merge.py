"""Merges decisions carried from another machine: ``python -m review.merge --from folder``.

Every row of both sides is kept, the same row once, in the order of time. A row that is not a
decision is refused before anything is written.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from review.decisions import (
    COLUMNS,
    Decision,
    NotAccepted,
    ReviewerLock,
    read_decisions,
    rows_as_text,
    sync_folder,
    torn_line,
)

DECISIONS = Path("data/review/decisions")


def merge(source: Path, decisions: Path) -> dict[str, tuple[int, int]]:
    """Add the decisions of every CSV file in ``source`` to those of ``decisions``.

    Returns: for every reviewer of ``source``, how many rows came and how many of them were new.

    Raises:
        NotAccepted: a row is refused, or a reviewer's file is open; nothing was written then.
    """
    paths = sorted(source.glob("*.csv")) if source.is_dir() else []
    if not paths:
        raise NotAccepted(
            f"{source} holds no CSV file. Name the folder of the other machine's decisions."
        )
    if source.resolve() == decisions.resolve():
        raise NotAccepted(f"{source} is the folder to merge into. Name the other machine's folder.")
    coming: dict[str, dict[Decision, str]] = {}
    for path in paths:
        _refuse_torn(path)
        for place, decision in _placed(path):
            coming.setdefault(decision.reviewer, {}).setdefault(decision, place)
    result = {}
    with ExitStack() as stack:
        merged = {}
        for reviewer, rows in sorted(coming.items()):
            stack.callback(ReviewerLock(decisions, reviewer).release)
            path = decisions / f"{reviewer}.csv"
            have = {decision: place for place, decision in _placed(path)} if path.exists() else {}
            if path.exists():
                _refuse_torn(path)
            _refuse_changed(have | rows)
            result[reviewer] = (len(rows), len(rows.keys() - have.keys()))
            merged[path] = sorted(have | rows, key=lambda row: (row.at, row))
        for path, rows in merged.items():
            _replace(path, f"{','.join(COLUMNS)}\n{rows_as_text(rows)}")
    return result


def _placed(path: Path) -> Iterator[tuple[str, Decision]]:
    return ((f"{path}, line {line}", decision) for line, decision in read_decisions(path))


def _refuse_torn(path: Path) -> None:
    line = torn_line(path)
    if line is not None:
        raise NotAccepted(
            f"{path}, line {line}: the last line is not whole. Start `make review` for that "
            "reviewer where the file came from, which mends it, or end the line by hand."
        )


def _refuse_changed(rows: dict[Decision, str]) -> None:
    """One moment has one decision on one thing: another one there was changed by hand."""
    seen: dict[tuple[object, ...], Decision] = {}
    for row in rows:
        before = seen.setdefault((row.at, *row.subject), row)
        if before is not row:
            column = next(name for name in COLUMNS if getattr(row, name) != getattr(before, name))
            raise NotAccepted(
                f"{rows[row]}, column {column}: `{getattr(row, column)}`, but "
                f"`{getattr(before, column)}` in {rows[before]}. A decision that was made is not "
                "changed: put back the right row, and decide anew in the app."
            )


def _replace(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.partial")
    with open(partial, "w", encoding="utf-8", newline="") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(partial, path)
    sync_folder(path.parent)


def main(arguments: list[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m review.merge",
        description="Add decisions carried from another machine to those of this one.",
    )
    parser.add_argument("--from", dest="source", type=Path, required=True, help="their folder")
    parser.add_argument(
        "--decisions", type=Path, default=DECISIONS, help=f"folder to add to ({DECISIONS})"
    )
    options = parser.parse_args(arguments)
    try:
        merged = merge(options.source, options.decisions)
    except NotAccepted as error:
        print(f"Nothing merged. {error}", file=sys.stderr)
        return 1
    for reviewer, (n_rows, n_new) in merged.items():
        print(f"{reviewer}: {n_rows:,} decisions came, {n_new:,} of them new")
    return 0


if __name__ == "__main__":
    sys.exit(main())
