"""What the last build found, for a newcomer: ``python -m python_udfs.summary``.

Reads the database files and nothing else. A part whose table is not there says so.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from python_udfs.publish import CODE_LISTS, warehouse

SOURCES = {
    "mags_hocas": "magistrates' courts (Libra)",
    "crown_xhibit": "Crown Court (XHIBIT)",
    "prison_nomis": "prisons (NOMIS)",
    "probation_delius": "probation (nDelius)",
    "familyman": "family courts (FamilyMan)",
    "civil_caseman_pcol": "civil courts (CaseMan, PCOL)",
    "prison_oasys": "assessments (OASys)",
}
LEVELS = {
    "high": "pairs at 0.99 and above",
    "medium": "pairs at 0.80 and above; the published ids",
    "low": "pairs at 0.50 and above",
}
NOT_BUILT = "not built"


class Databases:
    """The files of a warehouse, attached for reading: those of them that are there."""

    def __init__(self, folder: Path) -> None:
        """Open ``workspace``, ``published`` and ``releases.duckdb`` of ``folder``."""
        self.connection = duckdb.connect()
        self.files = {}
        for name in ("workspace", "published", "releases"):
            path = folder / f"{name}.duckdb"
            if path.is_file():
                quoted = str(path).replace("'", "''")
                self.connection.execute(f"attach '{quoted}' as {name} (read_only)")
                self.files[name] = path

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query; none where a table or column of it does not exist."""
        try:
            return self.connection.execute(query).fetchall()
        except (duckdb.CatalogException, duckdb.BinderException):
            return []


def summary(folder: Path, seconds: int | None = None) -> Iterator[str]:
    """The lines of the summary of the warehouse in ``folder``."""
    databases = Databases(folder)
    if "published" not in databases.files:
        yield f"Nothing is published in {folder} yet. Run `make`."
        return
    yield ""
    yield "What was built"
    yield from _files(databases, folder)
    yield from _release(databases)
    yield ""
    yield "Records a source"
    yield from _records(databases)
    yield ""
    yield "People found"
    yield from _people(databases)
    yield ""
    yield "Crown Court cases linked to their magistrates' case"
    yield from _cases(databases)
    yield ""
    yield "Against the truth of the sample"
    yield from _accuracy(databases)
    warnings = databases.rows("select count(*) from workspace.quality.quality_extract_warnings")
    if warnings and warnings[0][0]:
        yield ""
        yield f"Warnings about the extracts: {warnings[0][0]:,} (quality.quality_extract_warnings)"
    if seconds is not None:
        yield ""
        yield f"Took {seconds} seconds."
    yield ""
    yield "Next"
    yield from _next_steps(folder)


def _files(databases: Databases, folder: Path) -> Iterator[str]:
    tables = databases.rows(
        """
        select schema_name || '.' || table_name, estimated_size
        from duckdb_tables() where database_name = 'published'
        """
    )
    rows = [n for table, n in tables if not table.startswith(f"{CODE_LISTS}.")]
    published = databases.files["published"]
    lists = f", {len(tables) - len(rows)} code lists" if len(rows) < len(tables) else ""
    yield _line(str(published), f"{len(rows)} tables, {sum(rows):,} rows{lists}; no identifiers")
    if "workspace" in databases.files:
        yield _line(str(databases.files["workspace"]), "every step on the way; identifiable")
    catalogue = folder / "catalogue.html"
    if catalogue.is_file():
        yield _line(str(catalogue), "what every table and column means")
    pages = folder / "catalogue" / "index.html"
    if pages.is_file():
        yield _line(str(pages), "search, measures, code lists, workbooks")


def _release(databases: Databases) -> Iterator[str]:
    """The last published release and how it did at the gate; nothing without a history."""
    for release_id, n_limits, n_not_measured, n_breached, n_overruled in databases.rows(
        """
        select release_id, n_limits, n_not_measured, n_breached, n_overruled
        from releases.main.builds
        where published_at is not null
        order by published_at desc, built_at desc limit 1
        """
    ):
        n_hold = n_limits - n_not_measured - n_breached
        others = f"{n_not_measured} not measured, {n_overruled} overruled"
        yield _line(f"release {release_id}", f"{n_hold} of {n_limits} limits hold, {others}")


def _records(databases: Databases) -> Iterator[str]:
    counts = databases.rows(
        """
        select source_dataset, count(*) from workspace.people.people_records
        group by source_dataset order by source_dataset
        """
    )
    if not counts:
        yield _line(NOT_BUILT)
        return
    order = list(SOURCES)
    counts.sort(key=lambda row: (order.index(row[0]) if row[0] in order else len(order), row[0]))
    for source, n_records in counts:
        yield _line(SOURCES.get(source, source), f"{n_records:>12,}")
    yield _line("all", f"{sum(n for _, n in counts):>12,}")


def _people(databases: Databases) -> Iterator[str]:
    columns = ", ".join(f"count(distinct cluster_{level})" for level in LEVELS)
    counts = databases.rows(f"select {columns} from published.linking.person_clusters")
    if not counts:
        yield _line(NOT_BUILT)
        return
    for (level, meaning), n_people in zip(LEVELS.items(), counts[0], strict=True):
        yield _line(f"{level} confidence", f"{n_people:>12,}  {meaning}")


def _cases(databases: Databases) -> Iterator[str]:
    linked = databases.rows(
        "select count(distinct cc_defendant_on_case_id) from published.linking.mags_crown_journey"
    )
    all_cases = databases.rows("select count(*) from published.crown.crown_defendant_case")
    if not linked or not all_cases:
        yield _line(NOT_BUILT)
        return
    (n_linked,), (n_all,) = linked[0], all_cases[0]
    share = f" ({n_linked / n_all:.1%})" if n_all else ""
    yield _line("linked", f"{n_linked:>12,}  of {n_all:,}{share}")


def _accuracy(databases: Databases) -> Iterator[str]:
    """Precision and recall of pairs of records, for the people of all sources."""
    measures = databases.rows(
        """
        select level, precision, recall from workspace.quality.quality_linkage_accuracy
        where
            scope = 'xjs' and method = 'average_linkage' and source_dataset = 'all'
            and precision is not null and recall is not null
        """
    )
    found = {level: (precision, recall) for level, precision, recall in measures}
    if not found:
        yield _line("no truth", "known for the synthetic sample only")
    for level in LEVELS:
        if level in found:
            precision, recall = found[level]
            yield _line(f"{level} confidence", f"precision {precision:.4f}  recall {recall:.4f}")


def _next_steps(folder: Path) -> Iterator[str]:
    published = folder / "published.duckdb"
    yield f"  1. Read the catalogue: open {folder / 'catalogue.html'} in a browser."
    yield "  2. Ask the published file, in the DuckDB shell or from Python:"
    yield f"     .venv/bin/python -c \"import duckdb; print(duckdb.connect('{published}')"
    yield "         .sql('select source_dataset, count(*) from linking.xjs_link group by all'))\""
    yield "  3. See how good it is (make report), and judge pairs by eye:"
    yield "     make review REVIEWER=analyst_1"
    yield '  4. Link more people, or your own extracts (README, "Real extracts"):'
    yield "     make PEOPLE=500000"
    yield "     DATA_FIRST_SALT=$(openssl rand -hex 32) make EXTRACTS=/path/to/extracts"


def _line(label: str, value: str = "") -> str:
    return f"  {label:<32}  {value}".rstrip()


def main(arguments: list[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m python_udfs.summary", description=__doc__)
    parser.add_argument("--seconds", type=int, help="how long the build took, to be printed")
    given = parser.parse_args(arguments)
    for line in summary(warehouse(), given.seconds):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
