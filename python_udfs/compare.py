"""What changed between two releases: ``python -m python_udfs.compare [A] [B]``.

Reads the history of releases and nothing else (python_udfs/release.py). A and B are release ids, or
their first digits; without them the last two releases are compared.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import jinja2
from tabulate import tabulate

from python_udfs import release
from python_udfs.publish import warehouse
from python_udfs.release import NoHistory

# A table shows so many rows; of settings that have another text, so much of it.
MOST_ROWS = 25
MOST_TEXT = 50
CHURN = "macros/release/people_churn.sql"
SIZES = "people_by_size"
COUNTS = [
    "people",
    "records_in_largest_person",
    "records",
    "records_unaccounted",
    "rows",
    "rows_unaccounted",
    "pairs_by_rule",
]
# Figures that one looks at first; the others follow by name.
FIRST = [
    "people",
    "records_in_largest_person",
    "precision_true",
    "recall_true",
    "precision_labels",
    "recall_labels",
    "precision_expected",
    "recall_expected",
    "case_share_linked",
    "records",
]


@dataclass(frozen=True)
class Release:
    """A release of the history, by its last build."""

    release_id: str
    built_at: datetime
    published_at: datetime | None
    salt_check: str
    versions: str


def releases(history: duckdb.DuckDBPyConnection) -> list[Release]:
    """All releases, the last one last."""
    try:
        rows = history.execute(
            """
            select
                release_id,
                max(built_at),
                max(published_at),
                any_value(salt_check),
                max_by(
                    concat_ws(
                        ', ', 'dbt ' || dbt_version, 'DuckDB ' || duckdb_version,
                        'commit ' || left(project_commit, 12)
                    ),
                    built_at
                )
            from builds
            group by release_id
            order by max(built_at), release_id
            """
        ).fetchall()
    except duckdb.CatalogException:
        rows = []
    return [Release(*row) for row in rows]


def chosen(known: list[Release], wanted: list[str]) -> tuple[Release, Release]:
    """The two releases to compare.

    Raises:
        NoHistory: there are fewer than two, or one that is wanted is not known or not clear.
    """
    if len(known) < 2 and not wanted:
        n = "no release" if not known else f"one release, {known[0].release_id}"
        raise NoHistory(
            f"The history holds {n}; two are needed. Build again after a change (`make`): every"
            " build that passes is entered."
        )
    if not wanted:
        return known[-2], known[-1]
    if len(wanted) == 1:
        later = _named(known, wanted[0])
        others = [found for found in known if found != later]
        if not others:
            raise NoHistory(f"The history holds no other release than {later.release_id}.")
        before = [found for found in others if found.built_at < later.built_at]
        return (before or others)[-1], later
    return _named(known, wanted[0]), _named(known, wanted[1])


def _named(known: list[Release], name: str) -> Release:
    found = [one for one in known if one.release_id.startswith(name)]
    if len(found) != 1:
        listed = ", ".join(f"{one.release_id} ({one.built_at:%Y-%m-%d %H:%M})" for one in known)
        way = "is not clear" if found else "is not in the history"
        raise NoHistory(f"Release {name} {way}. It holds: {listed or 'none'}.")
    return found[0]


def compared(history: duckdb.DuckDBPyConnection, a: Release, b: Release) -> Iterator[str]:
    """The lines of the comparison."""
    yield from _heading(a, b)
    for title, headers, rows in (
        ("Inputs that differ", ("file", "rows in A", "rows in B", "what"), _inputs(history, a, b)),
        ("Settings that differ", ("setting", "A", "B"), _settings(history, a, b)),
        (
            "Parameters that moved, in bits",
            ("model", "comparison", "level", "A", "B", "moved"),
            _parameters(history, a, b),
        ),
        ("Figures that differ", ("figure", "of", "A", "B", "change"), _figures(history, a, b)),
        (
            "People by number of records, A → B",
            ("from", "high", "medium", "low"),
            _sizes(history, a, b),
        ),
    ):
        yield ""
        yield from _table(title, headers, rows)
    yield ""
    yield from _churn(history, a, b)


def _heading(a: Release, b: Release) -> Iterator[str]:
    rows = [
        (name, one.release_id, f"{one.built_at:%Y-%m-%d %H:%M}", _day(one), one.versions)
        for name, one in (("A", a), ("B", b))
    ]
    yield tabulate(
        rows,
        headers=("", "release", "last built", "published", "versions"),
        tablefmt="simple",
        disable_numparse=True,
    )
    if a == b:
        yield "A and B are the same release: inputs, settings, code and results are equal."


def _day(one: Release) -> str:
    return f"{one.published_at:%Y-%m-%d %H:%M}" if one.published_at else "no"


def _inputs(history: duckdb.DuckDBPyConnection, a: Release, b: Release) -> list[tuple[Any, ...]]:
    return _rows(
        history,
        """
        select
            file_name,
            a.n_rows,
            b.n_rows,
            case
                when a.fingerprint is null then 'new'
                when b.fingerprint is null then 'gone'
                else 'other content'
            end
        from (select * from inputs where release_id = $a) as a
        full join (select * from inputs where release_id = $b) as b using (kind, file_name)
        where a.fingerprint is distinct from b.fingerprint
        order by kind, file_name
        """,
        a,
        b,
    )


def _settings(history: duckdb.DuckDBPyConnection, a: Release, b: Release) -> list[tuple[Any, ...]]:
    return _rows(
        history,
        """
        select model || ' ' || setting, a.value, b.value
        from (select * from settings where release_id = $a) as a
        full join (select * from settings where release_id = $b) as b using (model, setting)
        where a.value is distinct from b.value
        order by model desc, setting
        """,
        a,
        b,
    )


def _parameters(
    history: duckdb.DuckDBPyConnection, a: Release, b: Release
) -> list[tuple[Any, ...]]:
    """Weights over all pairs of sources, those that moved most first."""
    return _rows(
        history,
        """
        select
            model,
            comparison,
            label,
            round(a.match_weight, 2),
            round(b.match_weight, 2),
            round(b.match_weight - a.match_weight, 2) as moved
        from (select * from parameters where release_id = $a and pair_group = 0) as a
        full join (select * from parameters where release_id = $b and pair_group = 0) as b
            using (model, comparison, label)
        where a.match_weight is distinct from b.match_weight and moved is distinct from 0
        order by abs(moved) desc nulls first, model desc, comparison, label
        """,
        a,
        b,
    )


def _figures(history: duckdb.DuckDBPyConnection, a: Release, b: Release) -> list[tuple[Any, ...]]:
    """Figures that differ: first those that one looks at first, then by name."""
    rows = _rows(
        history,
        f"""
        select metric, detail, a.value, b.value
        from (select * from figures where release_id = $a) as a
        full join (select * from figures where release_id = $b) as b using (metric, detail)
        where a.value is distinct from b.value and metric <> '{SIZES}'
        order by coalesce(list_position({FIRST}, metric), {len(FIRST)} + 1), metric, detail
        """,
        a,
        b,
    )
    return [
        (metric, detail, _number(metric, x), _number(metric, y), _change(metric, x, y))
        for metric, detail, x, y in rows
    ]


def _sizes(history: duckdb.DuckDBPyConnection, a: Release, b: Release) -> list[tuple[Any, ...]]:
    """Ranges of numbers of records in which a level has another number of people; ascending."""
    rows = _rows(
        history,
        f"""
        select
            cast(regexp_extract(detail, '[0-9]+') as bigint) as least_records,
            regexp_extract(detail, '^[a-z]+') as level,
            coalesce(a.value, 0) as value_a,
            coalesce(b.value, 0) as value_b
        from (select * from figures where release_id = $a and metric = '{SIZES}') as a
        full join (select * from figures where release_id = $b and metric = '{SIZES}') as b
            using (detail)
        order by least_records
        """,
        a,
        b,
    )
    cells: dict[int, dict[str, str]] = {}
    for least, level, x, y in rows:
        if x != y:
            cells.setdefault(least, {})[level] = f"{x:,.0f} → {y:,.0f}"
    return [
        (least, *(found.get(level, "same") for level in ("high", "medium", "low")))
        for least, found in cells.items()
    ]


def _churn(history: duckdb.DuckDBPyConnection, a: Release, b: Release) -> Iterator[str]:
    title = "Records whose person changed"
    if a.salt_check != b.salt_check:
        yield f"{title}: A and B have different salts, so that no record can be recognised."
        return
    kept = {
        release_id
        for (release_id,) in history.execute("select distinct release_id from people").fetchall()
    }
    missing = [one.release_id for one in (a, b) if one.release_id not in kept]
    rows = _churn_rows(history, a, b, is_kept=not missing)
    if missing and not rows:
        yield (
            f"{title}: who is with whom is kept of the last {release.KEPT} published releases, and"
            f" {' and '.join(missing)} is none of them."
        )
        return
    shown = [(*row[:4], f"{row[4]:.2%}", *row[5:]) for row in rows]
    headers = ("level", "source", "in both", "changed", "share", "people split", "people merged")
    yield from _table(title, headers, shown)


def _churn_rows(
    history: duckdb.DuckDBPyConnection, a: Release, b: Release, is_kept: bool
) -> list[tuple[Any, ...]]:
    """Worked out where people are kept; else as the build of B found it against A."""
    if is_kept:
        text = (release.ROOT / CHURN).read_text(encoding="utf-8")
        macro = jinja2.Environment().from_string(text).module.people_churn
        found = macro(
            *(
                f"(select * from people where release_id = {release.quoted(one.release_id)})"
                for one in (a, b)
            )
        )
    else:
        found = f"""
            select * from churn
            where
                release_id = {release.quoted(b.release_id)}
                and compared_with = {release.quoted(a.release_id)}
            """
    return history.execute(
        f"""
        select distinct
            level, source_dataset, n_records, n_changed, share_changed, n_people_split,
            n_people_merged
        from ({found}) as found
        order by
            list_position(['high', 'medium', 'low'], level),
            source_dataset <> 'all',
            source_dataset
        """
    ).fetchall()


def _table(title: str, headers: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Iterator[str]:
    if not rows:
        yield f"{title}: none."
        return
    more = f" (the first {MOST_ROWS} of {len(rows)})" if len(rows) > MOST_ROWS else ""
    yield f"{title}{more}"
    cut = [tuple(_short(value) for value in row) for row in rows[:MOST_ROWS]]
    yield tabulate(cut, headers=headers, tablefmt="simple", disable_numparse=True)


def _short(value: Any) -> str:
    if value is None:
        return "–"
    text = f"{value:,}" if isinstance(value, int) else str(value)
    return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"


def _number(metric: str, value: float | None) -> str | None:
    if value is None:
        return None
    return f"{value:,.0f}" if metric in COUNTS else f"{value:.4f}"


def _change(metric: str, before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return "new" if before is None else "gone"
    if metric not in COUNTS:
        return f"{after - before:+.4f}"
    share = f" ({after / before - 1:+.2%})" if before else ""
    return f"{after - before:+,.0f}{share}"


def _rows(
    history: duckdb.DuckDBPyConnection, query: str, a: Release, b: Release
) -> list[tuple[Any, ...]]:
    return history.execute(query, {"a": a.release_id, "b": b.release_id}).fetchall()


def main(arguments: list[str]) -> int:
    """Command line; returns the exit status."""
    try:
        with release.open_history(warehouse()) as history:
            a, b = chosen(releases(history), arguments)
            for line in compared(history, a, b):
                print(line)
    except NoHistory as error:
        print(f"Not compared. {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
