"""The same parameters give the same pairs, levels and weights as Splink."""

from __future__ import annotations

import datetime
import logging
import string

import numpy as np
import pandas as pd
import pytest
import splink.comparison_level_library as cll
import toy_model
from macro_runner import Macros
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI
from splink.comparison_library import CustomComparison

COLUMNS = ["surname", "forename", "born"]
SIMILAR = {"surname": [0.92, 0.8], "forename": [0.88], "born": []}
TF_WEIGHT = {"surname": 1.0, "forename": 0.5}


def chances(rng: np.random.Generator | None) -> dict[str, list[tuple[float, float]]]:
    """m and u of every level, best first; powers of two without a generator."""
    given = {}
    for column in COLUMNS:
        n_levels = 2 + len(SIMILAR[column])
        if rng is None:
            given[column] = [(2.0 ** -(1 + i), 2.0 ** -(9 - 4 * i)) for i in range(n_levels)]
        else:
            m, u = rng.dirichlet(np.ones(n_levels)), rng.dirichlet(np.ones(n_levels))
            given[column] = list(zip(np.sort(m)[::-1], np.sort(u), strict=True))
    return given


def our_settings(m: Macros) -> dict:
    comparisons = []
    for column in COLUMNS:
        left, right = f"l.{column}", f"r.{column}"
        similar = [
            m.comparison_level(f"jaro_winkler_similarity({left}, {right}) >= {least}", "similar")
            for least in SIMILAR[column]
        ]
        term = {"tf_term": column, "tf_weight": TF_WEIGHT[column]} if column in TF_WEIGHT else {}
        comparisons.append(
            m.comparison(
                column,
                [
                    m.null_level(f"{left} is null or {right} is null"),
                    m.comparison_level(f"{left} = {right}", "equal", **term),
                    *similar,
                    m.else_level(),
                ],
            )
        )
    return m.linkage_settings(
        model="oracle",
        comparisons=comparisons,
        blocking_rules=[
            m.block_on(["surname"], "surname", ["surname"]),
            m.block_on(["forename", "born"], "forename and birth", ["forename", "born"]),
            m.block_on(["left(surname, 1)", "born"], "initial and birth", ["born"]),
        ],
        terms=[m.term(column, [column]) for column in TF_WEIGHT],
        link_type="dedupe_only",
    )


def our_pairs(
    macros: Macros, rows: list[dict], given: dict, frequencies: pd.DataFrame, prior: float
) -> pd.DataFrame:
    m, con = macros, macros.connection
    settings = our_settings(m)
    toy_model.load(m, rows)
    con.register("frequencies", frequencies)
    indices = {}
    for comparison in settings["comparisons"]:
        best = comparison["first_index"] + comparison["n_codes"]
        for place, chance in enumerate(given[comparison["output_column_name"]]):
            indices[best - place] = chance
    con.register(
        "chances",
        pd.DataFrame(
            [(index, *chance) for index, chance in indices.items()],
            columns=["parameter_index", "m_probability", "u_probability"],
        ),
    )
    m.create(
        "parameters",
        f"select 0 as pair_group, *,"
        " coalesce(log2(m_probability / u_probability), 0) as match_weight"
        f" from ({m._levels(settings)}) left join chances using (parameter_index)",
    )
    con.register("shares", pd.DataFrame({"pair_group": [65], "prior_match_weight": [prior]}))
    m.create(
        "scored_identities",
        m.with_term_frequencies(settings, "identities", "frequencies", "identity_id"),
    )
    m.create("skipped", m.skipped_blocks(settings, "identities"))
    m.create("blocking_keys", m.with_block_keys(settings, "identities", "skipped"))
    m.create("pairs", m.blocked_pairs(settings, "blocking_keys"))
    m.create("weights", m.pattern_weights(settings, "pairs", "parameters", "shares", "frequencies"))
    m.create(
        "scored", m.score_pairs(settings, "pairs", "scored_identities", "weights", "parameters")
    )
    return con.execute(
        "select identity_id_l, identity_id_r, scored.match_key,"
        " match_weight, match_probability, gamma_surname, gamma_forename, gamma_born"
        " from scored order by all"
    ).df()


def splink_pairs(
    macros: Macros, given: dict, frequencies: pd.DataFrame, prior: float
) -> pd.DataFrame:
    comparisons = []
    for column in COLUMNS:
        (m_equal, u_equal), *others = given[column]
        equal = cll.ExactMatchLevel(column).configure(m_probability=m_equal, u_probability=u_equal)
        if column in TF_WEIGHT:
            equal = equal.configure(
                tf_adjustment_column=column, tf_adjustment_weight=TF_WEIGHT[column]
            )
        rest = [cll.JaroWinklerLevel(column, least) for least in SIMILAR[column]]
        rest = [
            level.configure(m_probability=m, u_probability=u)
            for level, (m, u) in zip([*rest, cll.ElseLevel()], others, strict=True)
        ]
        levels = [cll.NullLevel(column), equal, *rest]
        comparisons.append(CustomComparison(output_column_name=column, comparison_levels=levels))
    odds = 2.0**prior
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[
            block_on("surname"),
            block_on("forename", "born"),
            block_on("substr(surname, 1, 1)", "born"),
        ],
        probability_two_random_records_match=odds / (1 + odds),
        unique_id_column_name="identity_id",
        retain_intermediate_calculation_columns=True,
    )
    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI()
    rows = macros.connection.execute(
        "select identity_id, surname, forename, born from identities"
    ).df()
    linker = Linker(database.register(rows), settings, validate_settings=False)
    for column in TF_WEIGHT:
        own = frequencies[frequencies["term"] == column]
        lookup = own.rename(columns={"value": column, "tf": f"tf_{column}"}).drop(columns="term")
        linker.table_management.register_term_frequency_lookup(database.register(lookup), column)
    found = linker.inference.predict().as_pandas_dataframe()
    found["match_key"] = found["match_key"].astype(int)
    columns = ["identity_id_l", "identity_id_r", "match_key", "match_weight", "match_probability"]
    columns += [f"gamma_{column}" for column in COLUMNS]
    return found[columns].sort_values(columns[:2], ignore_index=True)


def made_up(rng: np.random.Generator, n: int) -> tuple[list[dict], pd.DataFrame]:
    """People of one source, one record and one name each; how common their names are."""
    rows = toy_model.people(rng, n)
    rows = [row | {"source_id": 1, "n_records": 1, "n_names": 1} for row in rows if row["is_main"]]
    frequencies = [
        (column, value, 2.0 ** -(3 + place))
        for column in TF_WEIGHT
        for place, value in enumerate(sorted({row[column] for row in rows if row[column]}))
    ]
    return rows, pd.DataFrame(frequencies, columns=["term", "value", "tf"])


def assert_same(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(
        ours, theirs, check_dtype=False, check_exact=False, rtol=0, atol=1e-9
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pairs_levels_weights_and_probabilities_are_those_of_splink(macros, seed):
    rng = np.random.default_rng(seed)
    rows, frequencies = made_up(rng, 200)
    frequencies["tf"] = rng.uniform(1e-5, 0.2, size=len(frequencies))
    given = chances(rng)
    ours = our_pairs(macros, rows, given, frequencies, prior=-9.3)
    theirs = splink_pairs(macros, given, frequencies, prior=-9.3)
    assert len(ours) > 600
    assert set(ours["match_key"]) == {0, 1, 2}
    for column, levels in SIMILAR.items():
        assert set(ours[f"gamma_{column}"]) == set(range(-1, len(levels) + 2))
    assert ours["match_weight"].std() > 1, "the weights should differ"
    assert_same(ours, theirs)
    # a difference of a hundred-millionth of a bit would be found
    with pytest.raises(AssertionError):
        assert_same(ours.assign(match_weight=ours["match_weight"] + 1e-8), theirs)


def test_jaro_winkler_levels_are_those_of_splink_on_random_strings(macros):
    rng = np.random.default_rng(4)
    letters = list(string.ascii_lowercase[:6] + " '-é")
    texts = {"a"}
    while len(texts) < 600:  # each a string with one character put in or taken out
        text = str(rng.choice(sorted(texts)))
        place = rng.integers(len(text) + 1)
        grown = text[:place] + str(rng.choice(letters)) + text[place:]
        texts |= {grown, text[:place] + text[place + 1 :]} - {""}
    rows, frequencies = made_up(rng, 2 * len(texts))
    rows = rows[: len(texts)]
    for row, text in zip(rows, sorted(texts), strict=True):
        row |= {"surname": text, "forename": text[::-1], "born": datetime.date(1980, 1, 1)}
    given = chances(None)
    ours = our_pairs(macros, rows, given, frequencies, prior=-7.0)
    theirs = splink_pairs(macros, given, frequencies, prior=-7.0)
    assert len(ours) > 5000
    columns = ["identity_id_l", "identity_id_r", "gamma_surname", "gamma_forename"]
    pd.testing.assert_frame_equal(ours[columns], theirs[columns], check_dtype=False)
    assert ours["gamma_surname"].value_counts().min() > 100
