"""Weak points of training in Splink 5.0.0, (a) to (f) and (i) of benchmarks/weak_points.md.

Every point has a test that shows it in Splink, which fails on the day that Splink mends it, and one
that this project does better. The rest is in test_weak_points_answers.py.
"""

from __future__ import annotations

import logging

import numpy as np
import pandas as pd
import pytest
import splink.comparison_level_library as cll
import splink.comparison_library as cl
import toy_chain
import toy_model
from splink import block_on
from splink.backends.duckdb import DuckDBAPI
from splink.comparison_library import CustomComparison
from toy_chain import mended
from toy_training import LEVELS, by_level, simulate, train

PEOPLE = 500
N_SAMPLED = 40_000


@pytest.fixture(scope="module")
def registry():
    return toy_chain.registry(seed=1, n_people=PEOPLE)


@pytest.fixture(scope="module")
def trained(registry):
    """This project's model of the registry: macros with its tables, settings, levels."""
    with toy_chain.macros() as m:
        settings = toy_chain.settings(m, terms=False, training={"random_pairs": N_SAMPLED})
        levels = toy_chain.trained(m, registry, settings)
        yield m, settings, levels


@pytest.fixture(scope="module")
def splink_linker(registry):
    return toy_chain.splink_trained(toy_chain.splink_linker(registry))


def best_levels(levels: pd.DataFrame) -> pd.DataFrame:
    return levels.sort_values("gamma").groupby("comparison").last()


# (a) convergence


def test_a_splink_calls_its_iteration_limit_convergence(registry, caplog):
    linker = toy_chain.splink_linker(registry, max_iterations=2)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e5, seed=1)
    with caplog.at_level(logging.DEBUG, logger="splink"):
        session = linker.training.estimate_parameters_using_expectation_maximisation(
            block_on("surname")
        )
    before, last = (
        np.array(
            [
                level.m_probability
                for comparison in step.comparisons
                for level in comparison._comparison_levels_excluding_null
            ]
        )
        for step in session._core_model_settings_history[-2:]
    )
    change = abs(last - before).max()
    assert change > 10 * linker._settings_obj.training_settings.em_convergence
    mended("EM converged after 2 iterations" in caplog.text, "logs convergence at the limit")
    told = caplog.text + " ".join(dir(session))
    mended("likelihood" not in told.lower(), "leaves the log-likelihood out")


def test_a_convergence_is_told_from_the_iteration_limit(macros):
    patterns = simulate(seed=61)
    for limit in (2, 200):
        options = {"max_iterations": limit, "max_rounds": 1, "parameters_by_group": False}
        macros.warnings.clear()
        history = train(macros, patterns, toy_model.settings(macros, training=options))
        has_converged = history[history["parameter"] == "em_converged"]["value"].tolist()
        assert has_converged == [float(limit == 200)]
        warned = [text for text in macros.warnings if "without converging" in text]
        assert len(warned) == (limit == 2)


def test_a_the_likelihood_of_every_step_is_recorded_and_never_falls(trained):
    m, _, _ = trained
    steps = m.connection.execute(
        "select round, iteration, value from history"
        " where parameter = 'log_likelihood' order by all"
    ).df()
    n_steps = m.connection.execute(
        "select count(distinct (round, iteration)) from history where iteration > 0"
    ).fetchone()
    assert len(steps) == n_steps[0] > 5
    rises = steps.groupby("round")["value"].diff().dropna()
    assert (rises >= -1e-9 * steps["value"].abs().max()).all()
    assert rises.max() > 1, "and it does rise"


# (b) m over several blocks


def four_levels(seed: int) -> tuple[pd.DataFrame, list[float]]:
    """Few people with many errors: three blocks that know little of a comparison of four levels."""
    return toy_chain.registry(seed, n_people=250, error=0.25), [0.9, 0.75]


def test_b_medians_of_splink_do_not_sum_to_one():
    records, thresholds = four_levels(seed=2)
    comparisons = [
        cl.JaroWinklerAtThresholds("forename", thresholds),
        *(cl.ExactMatch(column) for column in ("surname", "born", "postcode")),
    ]
    linker = toy_chain.splink_trained(toy_chain.splink_linker(records, comparisons=comparisons))
    sums = toy_chain.splink_levels(linker).groupby("comparison")["m_probability"].sum()
    mended(abs(sums["forename"] - 1) > 0.003, "gives m that do not sum to one")


def test_b_m_and_u_over_three_blocks_sum_to_one(macros):
    m = macros
    records, thresholds = four_levels(seed=2)
    comparisons = [
        m.jaro_winkler_at_thresholds("forename", thresholds),
        *(m.exact_match(column) for column in ("surname", "born", "postcode")),
    ]
    settings = toy_chain.settings(
        m,
        [["surname"], ["born"], ["postcode"]],
        terms=False,
        comparisons=comparisons,
        training={"max_rounds": 2},
    )
    levels = toy_chain.trained(m, records, settings)
    sums = levels.groupby("comparison")[["m_probability", "u_probability"]].sum()
    np.testing.assert_allclose(sums, 1, rtol=0, atol=1e-12)
    assert len(levels[levels["comparison"] == "forename"]) == 4
    # three blocks trained, and each saw its own share of matches
    shares = m.connection.execute(
        "select value from history where parameter = 'block_match_share' and round = 1"
        " and iteration = (select max(iteration) from history where round = 1)"
    ).fetchall()
    assert len(set(shares)) == 3


# (c) levels that no pair shows

REVERSED = "{left} = reverse({right})"


def test_c_splink_weighs_a_level_that_it_never_saw(registry):
    never = cll.CustomLevel(REVERSED.format(left="forename_l", right="forename_r"), "reversed")
    forename = CustomComparison(
        [cll.NullLevel("forename"), cll.ExactMatchLevel("forename"), never, cll.ElseLevel()],
        output_column_name="forename",
    )
    others = [cl.ExactMatch(column) for column in ("surname", "born", "postcode")]
    linker = toy_chain.splink_linker(registry, comparisons=[forename, *others])
    levels = toy_chain.splink_levels(toy_chain.splink_trained(linker))
    unseen = levels[(levels["comparison"] == "forename") & (levels["gamma"] == 1)].iloc[0]
    mended(unseen["match_weight"] > 2, "takes an unseen level for evidence of a match")
    sums = levels.groupby("comparison")[["m_probability", "u_probability"]].sum()
    mended(sums.loc["forename", "m_probability"] > 1.001, "keeps the default m of an unseen level")


def test_c_a_level_that_no_pair_shows_weighs_nothing_and_is_flagged(macros, registry):
    m = macros
    forename = m.comparison(
        "forename",
        [
            m.null_level("forename"),
            m.exact_match_level("forename"),
            m.comparison_level(REVERSED.format(left="l.forename", right="r.forename"), "reversed"),
            m.else_level(),
        ],
    )
    others = [m.exact_match(column) for column in ("surname", "born", "postcode")]
    settings = toy_chain.settings(
        m, terms=False, comparisons=[forename, *others], training={"max_rounds": 2}
    )
    levels = toy_chain.trained(m, registry, settings)
    is_unseen = (levels["comparison"] == "forename") & (levels["gamma"] == 1)
    unseen = levels[is_unseen].iloc[0]
    assert not unseen["is_seen"] and not unseen["is_trained"]
    assert unseen["match_weight"] == 0
    assert 0 < unseen["m_probability"] < 0.01 and 0 < unseen["u_probability"] < 0.01
    seen = levels[~is_unseen]
    assert seen["is_seen"].all() and seen["is_trained"].all()
    assert (seen["match_weight"].abs() > 1).all()
    sums = levels.groupby("comparison")[["m_probability", "u_probability"]].sum()
    np.testing.assert_allclose(sums, 1, rtol=0, atol=1e-12)


# (d) EM on patterns


def test_d_splink_reads_every_pair_in_every_iteration(registry, monkeypatch):
    ran: list[str] = []
    execute = DuckDBAPI._execute_sql_against_backend

    def spy(self, final_sql):
        ran.append(final_sql)
        return execute(self, final_sql)

    monkeypatch.setattr(DuckDBAPI, "_execute_sql_against_backend", spy)
    steps = {}
    for on_patterns in (False, True):
        linker = toy_chain.splink_linker(registry)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e5, seed=1)
        ran.clear()
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on("surname"),
            **({"estimate_without_term_frequencies": True} if on_patterns else {}),
        )
        steps[on_patterns] = [sql for sql in ran if "as m_count" in sql]
        assert len(steps[on_patterns]) > 2
    by_pattern = "match_probability * agreement_pattern_count"
    assert all(by_pattern in sql for sql in steps[True]), "it can, if asked to"
    mended(not any(by_pattern in sql for sql in steps[False]), "reads pair by pair by default")


def test_d_em_on_counts_of_patterns_is_em_on_pairs(macros):
    """Bit by bit the same; and a thousand times as many pairs are no more rows to read."""
    counted = simulate(seed=62, n_pairs=4000)
    one_by_one = counted.loc[counted.index.repeat(counted["n_record_pairs"])]
    one_by_one = one_by_one.assign(n_record_pairs=1).sample(frac=1, random_state=1)
    assert len(one_by_one) > 5 * len(counted)
    options = {"parameters_by_group": False, "max_rounds": 1, "max_iterations": 5}
    settings = toy_model.settings(macros, training=options)
    found, n_rows = {}, {}
    for name, patterns in {
        "counted": counted,
        "pairs": one_by_one,
        "thousandfold": counted.assign(n_record_pairs=1000 * counted["n_record_pairs"]),
    }.items():
        macros.queries.clear()
        history = train(macros, patterns, settings)
        found[name] = history.sort_values(list(history.columns), ignore_index=True)
        rows = macros.connection.execute("select count(*) from link__training_rows").fetchone()
        n_rows[name] = rows[0]
        steps = [sql for sql in macros.queries if "link__posteriors as" in sql]
        assert steps and not any("link__patterns" in sql for sql in steps)
    pd.testing.assert_frame_equal(found["counted"], found["pairs"], check_exact=True)
    assert n_rows["counted"] == n_rows["pairs"] == n_rows["thousandfold"]
    assert n_rows["counted"] <= len(counted)
    for name in LEVELS:
        m = {
            key: by_level(found[key], 1, 1, "m_probability")[name]
            for key in ("counted", "thousandfold")
        }
        np.testing.assert_allclose(m["counted"], m["thousandfold"], rtol=0, atol=1e-9)


# (e) u without matches


def test_e_splink_counts_matches_into_u(registry, splink_linker):
    u = best_levels(toy_chain.splink_levels(splink_linker))["u_probability"]
    mended(u["born"] > 5 * toy_chain.true_u(registry, "born"), "takes matches for chance")


def test_e_u_is_that_of_pairs_that_do_not_match(registry, trained):
    """Matches are one in a thousand of all pairs, but most of those that share a date of birth."""
    _, _, levels = trained
    u = best_levels(levels)["u_probability"]
    for column, tolerance in {"born": 0.35, "postcode": 0.1, "surname": 0.05}.items():
        assert u[column] == pytest.approx(toy_chain.true_u(registry, column), rel=tolerance)


# (f) the share of matches


def test_f_the_share_of_matches_of_splink_is_the_guess_of_its_user(registry):
    found = {}
    for recall in (0.9, 0.3):
        linker = toy_chain.splink_linker(registry)
        linker.training.estimate_probability_two_random_records_match(
            [block_on("forename", "surname", "born")], recall=recall
        )
        toy_chain.splink_trained(linker, ["surname", "born"])
        found[recall] = linker._settings_obj._probability_two_random_records_match
    mended(found[0.3] == pytest.approx(3 * found[0.9]), "keeps the share that the guess gives")


def test_f_the_share_of_matches_is_estimated_whatever_training_starts_from(registry, trained):
    m, _, _ = trained
    n_pairs = len(registry) * (len(registry) - 1) / 2
    truth = toy_chain.n_true_pairs(registry) / n_pairs
    found = {}
    for ratio in (3.0, 20.0):  # the first is what the fixture starts from
        if ratio != 3.0:
            options = {"random_pairs": N_SAMPLED, "starting_ratio": ratio}
            toy_chain.trained_again(m, toy_chain.settings(m, terms=False, training=options))
        sql = "select probability_two_random_records_match from shares"
        found[ratio] = m.connection.execute(sql).fetchone()[0]
        assert found[ratio] == pytest.approx(truth, rel=0.15)
    assert max(found.values()) == pytest.approx(min(found.values()), rel=0.01)


def test_f_what_blocking_misses_is_estimated_too(registry, trained):
    """Expected matches among the pairs over recall, which is a setting until it is estimated."""
    m, settings, _ = trained
    m.create("pattern_weights", m.pattern_weights(settings, "pairs", "parameters", "shares"))
    sql = m.blocking_recall(settings, "records", "pairs", "pattern_weights")
    recall, n_found, n_missed = m.connection.execute(
        "select blocking_recall, n_matches_found, n_matches_missed"
        f" from ({sql}) where pair_group = 0"
    ).fetchone()
    pairs = m.connection.execute(
        "select l.record_key as key_l, r.record_key as key_r from pairs"
        " inner join records as l on identity_id_l = l.identity_id"
        " inner join records as r on identity_id_r = r.identity_id"
    ).df()
    n_true = toy_chain.n_true_pairs(registry)
    n_in_pairs = toy_chain.is_match(pairs, registry).sum()
    assert n_in_pairs < n_true
    assert recall == pytest.approx(n_in_pairs / n_true, abs=0.03)
    assert n_found + n_missed == pytest.approx(n_true, rel=0.1)


# (i) how sure u is


def strangers(seed: int, n: int = 2000) -> pd.DataFrame:
    """Records of as many people, with six columns of skewed values."""
    rng = np.random.default_rng(seed)
    columns = {
        f"c{i}": [f"v{value:02}" for value in rng.choice(40, n, p=toy_chain.skewed(40))]
        for i in range(6)
    }
    return pd.DataFrame({"key": [f"r{i:05}" for i in range(n)], "person": range(n)} | columns)


def test_i_splink_stops_sampling_u_too_early():
    records = strangers(seed=3)
    columns = [column for column in records if column.startswith("c")]
    comparisons = [cl.ExactMatch(column) for column in columns]
    linker = toy_chain.splink_linker(records, [["c0"]], comparisons=comparisons)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e8, seed=1)
    u = best_levels(toy_chain.splink_levels(linker))["u_probability"]
    errors = [abs(u[column] / toy_chain.true_u(records, column) - 1) for column in columns]
    mended(max(errors) > 0.05, "stops at a hundred observations a level")
    level = linker._settings_obj.comparisons[0].comparison_levels[1]
    told = {key for trained in level._trained_u_probabilities for key in trained}
    mended(not any("error" in key or "n_" in key for key in told), "gives u without its error")


def test_i_u_of_an_equality_is_counted_not_sampled(macros):
    m = macros
    records = strangers(seed=3)
    columns = [column for column in records if column.startswith("c")]
    settings = toy_chain.settings(
        m,
        [["c0"], ["c1"]],
        terms=False,
        comparisons=[m.exact_match(column) for column in columns],
        training={"random_pairs": 10_000},
    )
    toy_chain.numbered(m, records, settings)
    m.create("random_pairs", m.random_pairs(settings, "records"))
    m.create("self_pairs", m.self_pairs(settings, "records"))
    sql = m.random_agreement(settings, "random_pairs", "self_pairs", "records")
    found = m.connection.execute(
        f"select comparison, n_pairs / n_known_pairs, is_exact from ({sql})"
        " where gamma = 1 and pair_group = 0"
    ).fetchall()
    assert len(found) == len(columns)
    for column, u, is_exact in found:
        assert is_exact
        assert u == pytest.approx(toy_chain.true_u(records, column), rel=1e-3)


def test_i_a_sampled_u_comes_with_its_standard_error(registry, trained):
    m, _, levels = trained
    rows = levels.set_index(["comparison", "gamma"])
    assert (rows["u_standard_error"].isna() == False).all()  # noqa: E712
    assert rows.loc[("born", 1), "u_standard_error"] == 0
    for column in ("forename", "surname"):
        row = rows.loc[(column, 1)]
        assert not row["is_exact"]
        m.connection.register("everybody", registry)
        truth = m.connection.execute(
            f"select avg(({similar(column)})::integer) from everybody as l"
            " inner join everybody as r on l.key < r.key and l.person <> r.person"
            f" where l.{column} is not null and r.{column} is not null"
        ).fetchone()[0]
        error = row["u_standard_error"]
        binomial = np.sqrt(truth * (1 - truth) / (N_SAMPLED * 0.95**2))
        assert error == pytest.approx(binomial, rel=0.3)
        assert abs(row["u_probability"] - truth) < 4 * error


def similar(column: str) -> str:
    left, right = f"l.{column}", f"r.{column}"
    return f"{left} <> {right} and jaro_winkler_similarity({left}, {right}) >= {toy_chain.SIMILAR}"
