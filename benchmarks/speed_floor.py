"""The floor: the joins of the blocking rules over the records, counting only.

    python -m benchmarks.speed_floor --records FILE --database FILE --result FILE …

No engine that looks at every candidate pair of records can be quicker than this.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import duckdb

from benchmarks.speed_data import BLOCKING_RULES, on_side
from benchmarks.speed_database import connect, with_files_and_limits


def count(connection: duckdb.DuckDBPyConnection, records: Path) -> dict:
    """Seconds by rule, and how many pairs the rules find; a pair counts once a rule."""
    stages: dict[str, float] = {}
    started = time.perf_counter()
    connection.execute(f"create table records as select * from read_parquet('{records}')")
    stages["load"] = time.perf_counter() - started
    n_pairs = 0
    for rule in BLOCKING_RULES:
        started = time.perf_counter()
        equal = " and ".join(f"{on_side(e, 'l')} = {on_side(e, 'r')}" for e in rule)
        n_pairs += connection.execute(
            f"select count(*) from records as l inner join records as r"
            f" on {equal} and l.unique_id < r.unique_id"
        ).fetchone()[0]
        stages[", ".join(rule)] = time.perf_counter() - started
    return {
        "seconds": sum(stages.values()),
        "stages": stages,
        "stages_not_counted": [],
        "n_pairs_by_rule": n_pairs,
    }


def main() -> None:
    """Run what the command line asks for; the result is JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options = with_files_and_limits(parser).parse_args()
    with connect(options) as connection:
        options.result.write_text(json.dumps(count(connection, options.records)))


if __name__ == "__main__":
    main()
