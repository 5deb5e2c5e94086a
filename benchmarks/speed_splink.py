"""Splink 5 over the records of the speed benchmark, in a process of its own.

    python -m benchmarks.speed_splink --records FILE --database FILE --result FILE …

The configuration follows the documentation of Splink 5.0.0; where it leaves a choice, the quicker
one is taken. Comparisons and blocking rules are those of ``speed_settings`` (benchmarks/project).
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from benchmarks.speed_data import BLOCKING_RULES
from benchmarks.speed_database import connect, with_files_and_limits

SEED = 1
LEVELS = {"low": 0.5, "medium": 0.8, "high": 0.99}
# Pairs that u is counted on: ten million "is often adequate" (docstring); below half a million
# records the default does.
LARGE = 500_000
MAX_PAIRS = {False: 1e6, True: 1e7}
EM_MAX_PAIRS = 1e7

TRAINING_BLOCKS = [block_on("surname", "dob"), block_on("forename", "postcode")]
DETERMINISTIC_RULES = [
    block_on("forename", "surname", "dob"),
    block_on("forename", "dob", "postcode"),
    block_on("surname", "dob", "postcode"),
]
RECALL = 0.7


def settings() -> SettingsCreator:
    """The model; columns that nobody reads afterwards are not kept, which is quicker."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        comparisons=[
            cl.JaroWinklerAtThresholds("forename", [0.92, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.JaroWinklerAtThresholds("surname", [0.92, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.JaroWinklerAtThresholds("middle_names", [0.9]),
            cl.DateOfBirthComparison("dob", input_is_string=False),
            cl.PostcodeComparison("postcode").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in BLOCKING_RULES],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def link(connection: duckdb.DuckDBPyConnection, records: Path) -> dict:
    """Link the records of a Parquet file: seconds by stage, and how many pairs were compared.

    Clusters stand in the table ``clusters`` afterwards: record_key, cluster_low, cluster_medium,
    cluster_high. The seconds hold one clustering, at the medium level.
    """
    stages: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        stages[name] = time.perf_counter() - started

    with stage("load"):
        connection.execute(f"create table records as select * from read_parquet('{records}')")
    (n_records,) = connection.execute("select count(*) from records").fetchone()
    with stage("set up"):
        api = DuckDBAPI(connection=connection)
        linker = Linker(api.register(connection.table("records")), settings())
    with stage("prior"):
        linker.training.estimate_probability_two_random_records_match(
            DETERMINISTIC_RULES, recall=RECALL
        )
    with stage("u"):
        linker.training.estimate_u_using_random_sampling(
            max_pairs=MAX_PAIRS[n_records >= LARGE], seed=SEED
        )
    for number, block in enumerate(TRAINING_BLOCKS, start=1):
        with stage(f"EM {number}"):
            linker.training.estimate_parameters_using_expectation_maximisation(
                block, estimate_without_term_frequencies=True, max_pairs=EM_MAX_PAIRS
            )
    with stage("block"):
        blocked = linker.inference.compute_blocked_pairs_for_predict()
    (n_pairs,) = connection.execute(f"select count(*) from {blocked.physical_name}").fetchone()
    with stage("compare and score"):
        scored = linker.inference.predict(threshold_match_weight=0)
    clusters = {}
    for level in ["medium", "low", "high"]:
        with stage(f"cluster, {level}"):
            clusters[level] = linker.clustering.cluster_pairwise_predictions_at_threshold(
                scored, threshold_match_probability=LEVELS[level]
            ).physical_name
    not_counted = ["cluster, low", "cluster, high"]
    (n_scored,) = connection.execute(f"select count(*) from {scored.physical_name}").fetchone()
    connection.execute(f"""
        create table clusters as
        select
            cast(low.unique_id as varchar) as record_key,
            low.cluster_id as cluster_low,
            medium.cluster_id as cluster_medium,
            high.cluster_id as cluster_high,
        from {clusters["low"]} as low
        inner join {clusters["medium"]} as medium on low.unique_id = medium.unique_id
        inner join {clusters["high"]} as high on low.unique_id = high.unique_id
    """)
    return {
        "seconds": sum(value for name, value in stages.items() if name not in not_counted),
        "stages": stages,
        "stages_not_counted": not_counted,
        "n_record_pairs": n_pairs,
        "n_compared_pairs": n_pairs,
        "n_scored_pairs": n_scored,
    }


def main() -> None:
    """Run what the command line asks for; the result is JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options = with_files_and_limits(parser).parse_args()
    logging.disable(logging.WARNING)
    with connect(options) as connection:
        options.result.write_text(json.dumps(link(connection, options.records)))


if __name__ == "__main__":
    main()
