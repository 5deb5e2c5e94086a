"""A registry of made-up people with known truth, linked whole by this project and by Splink."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import splink
import splink.comparison_library as cl
from macro_runner import Macros
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

CONSONANTS, VOWELS = list("bdfghklmnprstvw"), list("aeiou")
FIELDS = ["forename", "surname", "born", "postcode"]
SIMILAR = 0.88
RULES = [["surname"], ["born"], ["postcode"], ["forename", "surname"]]


def registry(
    seed: int, n_people: int, error: float = 0.1, missing: float = 0.05, most: int = 3
) -> pd.DataFrame:
    """Records of people: key, person and FIELDS; each person has 1 to `most` records.

    Every value of every record is missing or wrong by itself: independence holds.
    """
    rng = np.random.default_rng(seed)
    forenames, surnames = names(rng, 80, 2), names(rng, 400, 3)
    postcodes = [f"{a}{n} {d}{b}" for a in "ABCD" for n in range(1, 60) for d, b in ("1X", "2Y")]
    rows = []
    for person in range(n_people):
        own = {
            "forename": rng.choice(forenames, p=skewed(len(forenames))),
            "surname": rng.choice(surnames, p=skewed(len(surnames))),
            "born": int(rng.integers(14_000)),
            "postcode": rng.choice(postcodes),
        }
        for _ in range(rng.integers(1, most + 1)):
            row: dict[str, Any] = dict(own)
            for field in FIELDS:
                chance = rng.random()
                if chance < missing:
                    row[field] = None
                elif chance < missing + error:
                    row[field] = {
                        "born": int(rng.integers(14_000)),
                        "postcode": rng.choice(postcodes),
                    }.get(field) or mistyped(rng, row[field])
            rows.append(row | {"person": person})
    order = rng.permutation(len(rows))
    frame = pd.DataFrame([rows[place] for place in order])
    frame["born"] = pd.to_datetime("1950-01-01") + pd.to_timedelta(frame["born"], unit="D")
    frame["born"] = frame["born"].dt.date.where(frame["born"].notna(), None)
    frame.insert(0, "key", [f"r{place:05}" for place in range(len(frame))])
    return frame


def names(rng: np.random.Generator, n: int, n_syllables: int) -> list[str]:
    found: set[str] = set()
    while len(found) < n:
        letters = rng.choice(CONSONANTS, n_syllables), rng.choice(VOWELS, n_syllables)
        found.add("".join(itertools.chain(*zip(*letters, strict=True))))
    return sorted(found)


def skewed(n: int) -> np.ndarray:
    weights = 1 / (5 + np.arange(n))
    return weights / weights.sum()


def mistyped(rng: np.random.Generator, name: str) -> str:
    """One letter another one; half of the time the whole name another one."""
    if rng.random() < 0.5:
        return "".join(rng.permutation(list(name))) + str(rng.choice(CONSONANTS))
    place = int(rng.integers(1, len(name)))
    return name[:place] + str(rng.choice(CONSONANTS)) + name[place + 1 :]


def is_match(pairs: pd.DataFrame, records: pd.DataFrame) -> pd.Series:
    """Whether the true person of both sides of pairs (key_l, key_r) is one."""
    person = records.set_index("key")["person"]
    return pairs["key_l"].map(person) == pairs["key_r"].map(person)


def n_true_pairs(records: pd.DataFrame) -> int:
    sizes = records.groupby("person").size()
    return int((sizes * (sizes - 1) // 2).sum())


def true_u(records: pd.DataFrame, column: str) -> float:
    """The share of pairs of two people with both values that agree in a column."""
    known = records[records[column].notna()]

    def n_pairs(*columns: str) -> int:
        sizes = known.groupby(list(columns)).size()
        return int((sizes * (sizes - 1) // 2).sum())

    everybody = len(known) * (len(known) - 1) // 2
    agreeing = n_pairs(column) - n_pairs(column, "person")
    return agreeing / (everybody - n_pairs("person"))


def mended(is_weak: bool, what: str) -> None:
    """Fails where Splink does better than the page says."""
    assert is_weak, (
        f"Splink {splink.__version__} no longer {what}: it has mended this weak point;"
        " say so in benchmarks/weak_points.md and take this check out."
    )


# This project


@contextmanager
def macros() -> Iterator[Macros]:
    """The project's macros for a whole module of tests."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        yield Macros(connection)


def settings(
    m: Macros, rules: Iterable[list[str]] = (), terms: bool = True, **options: Any
) -> dict:
    """Names by Jaro-Winkler similarity, date of birth and postcode equal or not."""
    own = {
        "comparisons": [
            m.jaro_winkler_at_thresholds("forename", SIMILAR),
            m.jaro_winkler_at_thresholds("surname", SIMILAR),
            m.exact_match("born"),
            m.exact_match("postcode"),
        ]
    } | options
    if terms:
        own["comparisons"] = [
            m.configure(comparison, term_frequency_adjustments=True)
            if comparison["output_column_name"] == "surname"
            else comparison
            for comparison in own["comparisons"]
        ]
        own["terms"] = [m.term("surname", ["surname"])]
    return m.linkage_settings(
        model="toy",
        link_type="dedupe_only",
        blocking_rules=[m.block_on(rule) for rule in rules or RULES],
        # unless asked otherwise, every record is compared: pairs are looked up by their keys
        **({"collapse_equal_records": False} | own),
    )


def numbered(m: Macros, records: pd.DataFrame, settings: dict) -> None:
    """Leaves table records."""
    m.connection.register("given", records.drop(columns="person"))
    m.connection.execute("create or replace table registry as select * from given")
    m.create("records", m.linkage_records(settings, "registry", unique_id="key"))


def trained(m: Macros, records: pd.DataFrame, settings: dict) -> pd.DataFrame:
    """Records, pairs and training: leaves tables records, pairs, history, parameters, shares."""
    numbered(m, records, settings)
    m.create("pairs", m.blocked_pairs(settings, "records"))
    m._run_inputs(m.training_statements(settings, "pairs", "records"))
    return trained_again(m, settings)


def trained_again(m: Macros, settings: dict) -> pd.DataFrame:
    """Training alone, on the pairs of the last time."""
    con = m.connection
    m.train(settings, "toy")
    con.execute("create or replace table history as select * from link__history")
    m.create("parameters", m.parameters(settings, "history"))
    m.create("shares", m.match_shares(settings, "history", "link__all_pairs"))
    return con.execute("select * from parameters where pair_group = 0 and gamma >= 0").df()


def scored(m: Macros, settings: dict) -> pd.DataFrame:
    """Term frequencies and scores after training: leaves tables frequencies and scored."""
    m._run_inputs(m.term_frequency_statements(settings, "records", "pairs", "parameters", "shares"))
    m.connected_components()
    m.create(
        "people",
        "select v.*, c.component_id as person from link__values as v"
        " inner join link__components as c on v.profile_id = c.node_id",
    )
    m.create("frequencies", m.term_frequencies(settings, "people", ["person"]))
    m.create(
        "scored",
        m.linkage_scored_pairs(settings, "pairs", "records", "parameters", "shares", "frequencies"),
    )
    return m.connection.execute(
        "select scored.*, l.record_key as key_l, r.record_key as key_r from scored"
        " inner join records as l on identity_id_l = l.identity_id"
        " inner join records as r on identity_id_r = r.identity_id"
    ).df()


# Splink


def splink_linker(records: pd.DataFrame, rules: Iterable[list[str]] = (), **options: Any) -> Linker:
    """The same model for Splink."""
    given = {
        "comparisons": [
            cl.JaroWinklerAtThresholds("forename", SIMILAR),
            cl.JaroWinklerAtThresholds("surname", SIMILAR),
            cl.ExactMatch("born"),
            cl.ExactMatch("postcode"),
        ],
    } | options
    creator = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="key",
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in rules or RULES],
        **given,
    )
    database = DuckDBAPI()
    linker = Linker(
        database.register(records.drop(columns="person")), creator, validate_settings=False
    )
    logging.getLogger("splink").setLevel(logging.ERROR)
    return linker


BLOCKS = ("surname", "born", "postcode")


def splink_trained(linker: Linker, blocks: Iterable[str] = BLOCKS) -> Linker:
    """u from random pairs, m from one session of EM a block."""
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for column in blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))
    return linker


def splink_levels(linker: Linker) -> pd.DataFrame:
    """Its parameters: comparison, gamma, m_probability, u_probability, match_weight."""
    return pd.DataFrame(
        {
            "comparison": comparison.output_column_name,
            "gamma": level.comparison_vector_value,
            "m_probability": level.m_probability,
            "u_probability": level.u_probability,
            "match_weight": level._log2_bayes_factor,
        }
        for comparison in linker._settings_obj.comparisons
        for level in comparison._comparison_levels_excluding_null
    )
