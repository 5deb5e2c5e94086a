"""Splink 5 over the data sets of the benchmark, configured as its own documentation does.

Sources of the configurations: the examples "accuracy_analysis_from_labels_column" (fake_1000),
"febrl3" and "febrl4" of the documentation of Splink 5.0.0; the reduced variants leave out what
their records do not have. Sampling of u is seeded, so that a run repeats.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import duckdb
import pandas as pd
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

SEED = 1
SWAPPED_NAMES = (
    "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth"
)


@dataclass
class Run:
    """What one run of Splink gave: its seconds, the pairs it compared, and clusters on demand."""

    seconds: float
    n_pairs: int
    clusters_at: Callable[[float], pd.DataFrame]
    """A threshold (match probability) to a frame of `key` and `cluster_id`."""


def fake_1000(tables: dict[str, pd.DataFrame]) -> Run:
    """The model of the example "accuracy_analysis_from_labels_column"."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="key",
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("first_name"),
            block_on("surname"),
            block_on("dob"),
            block_on("email"),
        ],
    )
    return _run(
        tables,
        settings,
        deterministic_rules=[
            "l.first_name = r.first_name and levenshtein(r.dob, l.dob) <= 1",
            "l.surname = r.surname and levenshtein(r.dob, l.dob) <= 1",
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
            "l.email = r.email",
        ],
        recall=0.7,
        max_pairs=1e6,
        training_blocks=[block_on("dob"), block_on("email"), block_on("first_name", "surname")],
        without_term_frequencies=True,
    )


def febrl3(tables: dict[str, pd.DataFrame]) -> Run:
    """The model of the example "febrl3"."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="key",
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d"
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("soc_sec_id"),
            block_on("given_name"),
            block_on("surname"),
            block_on("date_of_birth"),
            block_on("postcode"),
        ],
    )
    return _run(
        tables,
        settings,
        deterministic_rules=[
            block_on("soc_sec_id"),
            block_on("given_name", "surname", "date_of_birth"),
            SWAPPED_NAMES,
        ],
        recall=0.9,
        max_pairs=1e6,
        training_blocks=[block_on("date_of_birth"), block_on("postcode")],
    )


def febrl4(tables: dict[str, pd.DataFrame]) -> Run:
    """The detailed model of the example "febrl4"."""
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="key",
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison(
                "date_of_birth",
                input_is_string=True,
                datetime_format="%Y%m%d",
                invalid_dates_as_null=True,
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
                term_frequency_adjustments=True
            ),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            "l.given_name = r.surname and l.surname = r.given_name",
            block_on("date_of_birth"),
            block_on("soc_sec_id"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode"),
        ],
    )
    return _run(
        tables,
        settings,
        deterministic_rules=[
            block_on("soc_sec_id"),
            block_on("given_name", "surname", "date_of_birth"),
        ],
        recall=0.8,
        max_pairs=1e6,
        training_blocks=[block_on("date_of_birth"), block_on("postcode")],
        without_term_frequencies=True,
    )


def febrl3_reduced(tables: dict[str, pd.DataFrame]) -> Run:
    """The example "febrl3", as far as name, date of birth and postcode go."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="key",
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d"
            ),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_name"),
            block_on("surname"),
            block_on("date_of_birth"),
            block_on("postcode"),
        ],
    )
    return _run(
        tables,
        settings,
        deterministic_rules=[
            block_on("given_name", "surname", "date_of_birth"),
            SWAPPED_NAMES,
        ],
        recall=0.4,
        max_pairs=1e6,
        training_blocks=[block_on("date_of_birth"), block_on("postcode")],
    )


def febrl4_reduced(tables: dict[str, pd.DataFrame]) -> Run:
    """The example "febrl4", as far as name, date of birth and postcode go."""
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="key",
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison(
                "date_of_birth",
                input_is_string=True,
                datetime_format="%Y%m%d",
                invalid_dates_as_null=True,
            ),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
                term_frequency_adjustments=True
            ),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            "l.given_name = r.surname and l.surname = r.given_name",
            block_on("date_of_birth"),
            block_on("postcode"),
        ],
    )
    return _run(
        tables,
        settings,
        deterministic_rules=[block_on("given_name", "surname", "date_of_birth")],
        recall=0.45,
        max_pairs=1e6,
        training_blocks=[block_on("date_of_birth"), block_on("postcode")],
        without_term_frequencies=True,
    )


def _run(
    tables: dict[str, pd.DataFrame],
    settings: SettingsCreator,
    *,
    deterministic_rules: list,
    recall: float,
    max_pairs: float,
    training_blocks: Iterable,
    without_term_frequencies: bool = False,
) -> Run:
    logging.disable(logging.WARNING)
    started = time.perf_counter()
    api = DuckDBAPI(connection=duckdb.connect())
    frames = [
        api.register(table, dataset_display_name=name) for name, table in sorted(tables.items())
    ]
    linker = Linker(frames if len(frames) > 1 else frames[0], settings)
    linker.training.estimate_probability_two_random_records_match(
        deterministic_rules, recall=recall
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=max_pairs, seed=SEED)
    for block in training_blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block, estimate_without_term_frequencies=without_term_frequencies
        )
    scored = linker.inference.predict()

    def clusters_at(threshold: float) -> pd.DataFrame:
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(
            scored, threshold_match_probability=threshold
        )
        return found.as_pandas_dataframe()[["key", "cluster_id"]]

    clusters_at(0.5)
    seconds = time.perf_counter() - started
    n_pairs = len(scored.as_pandas_dataframe())
    return Run(seconds, n_pairs, clusters_at)


RUNS: dict[str, Callable[[dict[str, pd.DataFrame]], Run]] = {
    "fake_1000": fake_1000,
    "febrl3": febrl3,
    "febrl4": febrl4,
    "febrl3_reduced": febrl3_reduced,
    "febrl4_reduced": febrl4_reduced,
}
