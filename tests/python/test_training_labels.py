"""m from labels and from deterministic rules: Splink's, numbers by hand, and what training does."""

from __future__ import annotations

import itertools
import logging
from collections import Counter

import numpy as np
import pandas as pd
import pytest
import splink.comparison_level_library as cll
import toy_model
from dbt.exceptions import CompilationError
from macro_runner import Macros
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI
from splink.comparison_library import CustomComparison
from test_linkage_splink import COLUMNS, SIMILAR, made_up, our_settings
from toy_training import FIRST_INDEX, LEVELS, TOUCHED, by_level, simulate, train


def labelled_people(macros: Macros, seed: int) -> tuple[dict, pd.DataFrame]:
    """People with a label that every sixth lacks, in table `keys`."""
    rng = np.random.default_rng(seed)
    settings = our_settings(macros)
    toy_model.load(macros, made_up(rng, 150)[0])
    macros.create("skipped", macros.skipped_blocks(settings, "identities"))
    macros.create("keys", macros.with_block_keys(settings, "identities", "skipped"))
    macros.create(
        "keys",
        "select *, case when identity_id % 6 > 0 then surname[1] || identity_id % 2 end as person"
        " from keys",
    )
    rows = macros.connection.execute(
        "select identity_id, surname, forename, born, person from keys"
    ).df()
    return settings, rows


def splink_m(rows: pd.DataFrame, labels: pd.DataFrame | None = None) -> dict[tuple, float]:
    comparisons = [
        CustomComparison(
            output_column_name=column,
            comparison_levels=[
                cll.NullLevel(column),
                cll.ExactMatchLevel(column),
                *(cll.JaroWinklerLevel(column, least) for least in SIMILAR[column]),
                cll.ElseLevel(),
            ],
        )
        for column in COLUMNS
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on("surname")],
        unique_id_column_name="identity_id",
    )
    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI()
    linker = Linker(database.register(rows), settings, validate_settings=False)
    if labels is None:
        linker.training.estimate_m_from_label_column("person")
    else:
        linker.training.estimate_m_from_pairwise_labels(database.register(labels))
    model = linker.misc.save_model_to_json()
    return {
        (
            comparison["output_column_name"],
            len(comparison["comparison_levels"]) - 1 - place,
        ): level.get("m_probability")
        for comparison in model["comparisons"]
        for place, level in enumerate(comparison["comparison_levels"])
        if place > 0
    }


def m_of(macros: Macros, sql: str) -> dict[tuple, float]:
    found = macros.connection.execute(f"select comparison, gamma, m_probability from ({sql})")
    return {(comparison, gamma): m for comparison, gamma, m in found.fetchall()}


def assert_splink(found: dict, expected: dict) -> None:
    assert set(found) == set(expected)
    n_seen = 0
    for level, m in expected.items():
        if isinstance(m, float):
            assert found[level] == pytest.approx(m, abs=1e-12), level
            n_seen += 1
        else:
            assert found[level] == 0, "a level that Splink says was not observed"
    assert n_seen >= 7


def test_m_from_a_label_column_is_that_of_splink(macros):
    settings, rows = labelled_people(macros, seed=1)
    sql = macros.m_from_label_column(settings, "keys", "person", pseudo_matches=0)
    assert_splink(m_of(macros, sql), splink_m(rows))


def test_m_from_pairwise_labels_is_that_of_splink(macros):
    settings, rows = labelled_people(macros, seed=2)
    rng = np.random.default_rng(3)
    ids = rows["identity_id"].to_numpy()
    drawn = {tuple(sorted(rng.choice(ids, size=2, replace=False))) for _ in range(400)}
    labels = pd.DataFrame(sorted(drawn), columns=["identity_id_l", "identity_id_r"]).astype(int)
    labels["clerical_match_score"] = rng.random(len(labels))
    macros.connection.register("labels", labels)
    sql = macros.m_from_pairwise_labels(settings, "keys", "labels", pseudo_matches=0)
    assert_splink(m_of(macros, sql), splink_m(rows, labels))


def test_a_score_counts_as_much_as_it_says(macros):
    settings, _ = labelled_people(macros, seed=4)
    born = dict(
        macros.connection.execute(
            "select identity_id, born from keys where born is not null order by born desc limit 4"
        ).fetchall()
    )
    a, b, c, d = born
    labels = pd.DataFrame(
        [(a, b, 1.0), (a, c, 0.25), (b, c, 0.0), (c, d, 0.75)],
        columns=["identity_id_l", "identity_id_r", "score"],
    )
    macros.connection.register("labels", labels)
    sql = macros.m_from_pairwise_labels(
        settings, "keys", "labels", score_column="score", pseudo_matches=0
    )
    weights = Counter()
    for row in labels.itertuples():
        left, right = born[row.identity_id_l], born[row.identity_id_r]
        weights[left == right] += row.score
    expected = weights[True] / 2
    assert m_of(macros, sql)["born", 1] == pytest.approx(expected, abs=1e-12)


def test_a_level_without_matches_is_rare_not_impossible(macros):
    settings, rows = labelled_people(macros, seed=1)
    counts = Counter()
    for left, right in itertools.combinations(rows.to_dict("records"), 2):
        is_known = not (pd.isna(left["born"]) or pd.isna(right["born"]))
        if is_known and left["person"] and left["person"] == right["person"]:
            counts[left["born"] == right["born"]] += 1
    found = m_of(macros, macros.m_from_label_column(settings, "keys", "person"))
    for gamma in (0, 1):
        expected = (counts[bool(gamma)] + 0.5) / (counts.total() + 1)
        assert found["born", gamma] == pytest.approx(expected, abs=1e-12)
    for column in COLUMNS:
        assert sum(m for (name, _), m in found.items() if name == column) == pytest.approx(1)


def test_records_of_one_profile_are_pairs_too(macros):
    rows = toy_model.people(np.random.default_rng(5), 40)
    settings = toy_model.settings(macros)
    toy_model.load(macros, rows)
    macros.create("skipped", macros.skipped_blocks(settings, "identities"))
    macros.create("keys", macros.with_block_keys(settings, "identities", "skipped"))
    macros.create("keys", "select *, profile_id % 70 as person from keys")
    main = [row for row in rows if row["is_main"]]
    records = [row for row in main for _ in range(row["n_records"])]
    counts = Counter(
        left["born"] == right["born"]
        for left, right in itertools.combinations(records, 2)
        if left["profile_id"] % 70 == right["profile_id"] % 70 and left["born"] and right["born"]
    )
    assert min(counts.values()) > 10
    found = m_of(macros, macros.m_from_label_column(settings, "keys", "person", pseudo_matches=0))
    assert found["born", 1] == pytest.approx(counts[True] / counts.total())


def test_m_from_rules_counts_what_each_rule_leaves_open(macros):
    patterns = simulate(seed=6)
    macros.connection.register("patterns_df", packed(patterns, toy_model.settings(macros)))
    settings = toy_model.settings(macros)
    rules = ["surname and birth", "forename and birth"]
    sql = macros.m_from_deterministic_rules(settings, "patterns_df", rules, pseudo_matches=0)
    found = m_of(macros, sql)
    for name, n_levels in LEVELS.items():
        counts = np.zeros(n_levels)
        for number in (0, 1):
            if name not in TOUCHED[number]:
                rows = patterns[patterns["rules_satisfied"] & 2**number > 0]
                for gamma in range(n_levels):
                    own = rows[rows[f"gamma_{name}"] == gamma]
                    counts[gamma] += own["n_record_pairs"].sum()
        for gamma in range(n_levels):
            # both rules fix the birth: nothing to be said of it
            expected = counts[gamma] / counts.sum() if name != "born" else None
            assert found[name, gamma] == (expected if expected is None else pytest.approx(expected))


def packed(patterns: pd.DataFrame, settings: dict) -> pd.DataFrame:
    pattern = patterns["pair_group"] * settings["pattern_radix"]
    pattern += patterns["rules_satisfied"] * settings["pattern_radix"] * settings["group_radix"]
    for comparison in settings["comparisons"]:
        gamma = patterns[f"gamma_{comparison['output_column_name']}"]
        pattern += (gamma + 1) * comparison["radix"]
    return patterns.assign(pattern=pattern)


def test_a_rule_that_is_none_is_answered(macros):
    with pytest.raises(CompilationError, match="has the rule 'by luck', which is no blocking rule"):
        macros.m_from_deterministic_rules(toy_model.settings(macros), "patterns", ["by luck"])


def test_training_leaves_a_given_m_alone_and_learns_the_rest(macros):
    patterns = simulate(seed=7)
    macros.connection.register("patterns_df", packed(patterns, toy_model.settings(macros)))
    settings = toy_model.settings(macros)
    sql = macros.m_from_deterministic_rules(settings, "patterns_df", ["surname and birth"])
    given = macros.connection.execute(f"select * from ({sql})").df()
    history = train(macros, patterns, settings, given=given)
    last = history["round"].max()
    m = by_level(history, last, -2, "m_probability")
    expected = given.set_index(["comparison", "gamma"])["m_probability"]
    for name in ("forename", "postcode"):
        assert m[name].tolist() == expected[name].sort_index().tolist()
    free = by_level(train(macros, patterns, settings), last, -2, "m_probability")
    for name in ("surname", "born"):
        assert expected[name].isna().all()
        np.testing.assert_allclose(m[name], free[name], atol=0.1)
        assert m[name].sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([("surname", 5, 0.1)], "surname 5 is no level of the model"),
        ([("born", 1, 0.1), ("born", 1, 0.2)], "born 1 has 2 rows; give one a level"),
        ([("born", 1, 1.2)], "born 1 has the m_probability 1.2; give one above 0"),
        ([("born", 1, 0.6), ("born", 0, 0.6)], "born has values of m_probability that sum to 1.2"),
    ],
)
def test_given_parameters_that_cannot_be_are_answered(macros, given, message):
    given = pd.DataFrame(given, columns=["comparison", "gamma", "m_probability"])
    with pytest.raises(CompilationError, match=f"'toy', given parameters: {message}"):
        train(
            macros,
            simulate(seed=8),
            toy_model.settings(macros),
            given=given.assign(u_probability=None),
        )
    assert FIRST_INDEX["born"] == 10
