"""How well a run of the speed benchmark found the people, and how many pairs it compared.

    python -m benchmarks.speed_accuracy --database FILE --clusters TABLE --truth FILE …

A process of its own, so that it is on nobody's account. Pairs are counted from the sizes of groups,
never made: n records together are n * (n - 1) / 2 pairs.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import duckdb

LEVELS = ["low", "medium", "high"]


def scores(
    connection: duckdb.DuckDBPyConnection, clusters: str, truth: str, cluster: str
) -> dict[str, float | int | None]:
    """Pairwise precision, recall and F1 of one column of clusters, shares from 0 to 1.

    ``clusters`` (record_key, text) and ``truth`` (unique_id, person_id) are relations in SQL. A
    record that only one of them has is an error. Precision is none where no pair was made, recall
    where there is none to find, F1 where there is neither.
    """
    n_records, n_both, n_truth = connection.execute(f"""
        select
            (select count(*) from {clusters}),
            count(*),
            (select count(*) from {truth})
        from {clusters} as found
        inner join {truth} as truth on found.record_key = cast(truth.unique_id as varchar)
    """).fetchone()
    if not n_records == n_both == n_truth:
        raise ValueError(
            f"{n_records:,} records have a cluster and {n_truth:,} a true person, but {n_both:,}"
            " have both: the clusters are of other records than the truth."
        )
    # One row a cluster and person, with the number of records that have both.
    n_made, n_true, n_right = connection.execute(f"""
        with cells as materialized (
            select {cluster} as cluster_id, person_id, count(*) as n
            from {clusters} as found
            inner join {truth} as truth on found.record_key = cast(truth.unique_id as varchar)
            group by all
        )

        select
            (select sum(n * (n - 1) // 2) from (
                select cast(sum(n) as bigint) as n from cells group by cluster_id
            )),
            (select sum(n * (n - 1) // 2) from (
                select cast(sum(n) as bigint) as n from cells group by person_id
            )),
            (select sum(n * (n - 1) // 2) from cells)
    """).fetchone()
    return {
        "precision": n_right / n_made if n_made else None,
        "recall": n_right / n_true if n_true else None,
        "f1": 2 * n_right / (n_made + n_true) if n_made + n_true else None,
        "n_pairs_in_clusters": int(n_made),
    }


def pairs(connection: duckdb.DuckDBPyConnection, n_repeat_pairs: int) -> dict[str, int]:
    """What this project compared: pairs of records, and pairs that it really looked at.

    Where records of equal content are one, a compared pair stands for several pairs of records, and
    the pairs inside a content, ``n_repeat_pairs``, need no comparison at all.
    """
    n_compared, n_record_pairs = connection.execute(
        "select count(*), coalesce(sum(n_record_pairs), 0) from speed__pairs"
    ).fetchone()
    if n_record_pairs > n_compared:
        n_record_pairs += n_repeat_pairs
    (n_skipped,) = connection.execute("select count(*) from speed__skipped_blocks").fetchone()
    return {
        "n_record_pairs": int(n_record_pairs),
        "n_compared_pairs": n_compared,
        "n_skipped_blocks": n_skipped,
    }


def main() -> None:
    """Look at one run; the result is JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--clusters", required=True, help="table of record_key and cluster_…")
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--result", type=Path, required=True)
    parser.add_argument("--memory-limit", required=True)
    parser.add_argument("--repeat-pairs", type=int, help="count this project's pairs too")
    options = parser.parse_args()
    with duckdb.connect(
        str(options.database), read_only=True, config={"memory_limit": options.memory_limit}
    ) as connection:
        connection.execute(f"set temp_directory = '{options.database.parent / 'spill'}'")
        found = {
            "accuracy": {
                level: scores(
                    connection,
                    options.clusters,
                    f"read_parquet('{options.truth}')",
                    f"cluster_{level}",
                )
                for level in LEVELS
            }
        }
        if options.repeat_pairs is not None:
            found |= pairs(connection, options.repeat_pairs)
    options.result.write_text(json.dumps(found))


if __name__ == "__main__":
    main()
