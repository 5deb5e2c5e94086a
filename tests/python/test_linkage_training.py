"""The training against the formulas of Fellegi and Sunter, written again in numpy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import toy_model
from toy_training import (
    LEVELS,
    TRUE_M,
    TRUE_U,
    Model,
    agreement_of,
    assert_same,
    by_level,
    pooled_rounds,
    population,
    simulate,
    train,
    values,
)


def test_two_rounds_are_those_worked_out_by_hand(macros):
    patterns = simulate(seed=1)
    options = {"em_convergence": 0, "max_iterations": 4, "max_rounds": 2, "blocking_recall": 0.8}
    options["parameters_by_group"] = False
    history = train(macros, patterns, toy_model.settings(macros, training=options))
    model = Model(patterns)
    for round in (1, 2):
        for iteration in range(1, 5):
            before = model.log_likelihood()
            model.step()
            found = values(history, round, iteration, "log_likelihood")["value"]
            assert found.tolist() == [pytest.approx(before, rel=1e-9)]
            assert_same(by_level(history, round, iteration, "m_probability"), model.m)
            shares = values(history, round, iteration, "block_match_share")
            np.testing.assert_allclose(
                shares.sort_values("match_key")["value"], model.block_share, rtol=0, atol=1e-9
            )
        model.update_chance(recall=0.8)
        assert_same(by_level(history, round, -1, "u_probability"), model.u)
        assert_same(by_level(history, round, -1, "m_probability"), model.m)
        assert_same(by_level(history, round, -1, "expected_matches"), model.expected, rtol=1e-9)
        found = values(history, round, -1, "match_share").set_index("pair_group")["value"]
        assert found.to_dict() == pytest.approx(model.match_share, rel=1e-9)
    assert set(history["round"]) == {1, 2}
    assert set(history["iteration"]) == {1, 2, 3, 4, -1, -2}


def test_the_likelihood_rises_to_a_maximum_of_all_blocks_together(macros):
    """No other m or share of a block near the result is likelier, summed over the blocks."""
    patterns = simulate(seed=2)
    options = {"em_convergence": 1e-9, "max_iterations": 500, "max_rounds": 1}
    options["parameters_by_group"] = False
    history = train(macros, patterns, toy_model.settings(macros, training=options))
    steps = history[history["parameter"] == "log_likelihood"].sort_values("iteration")["value"]
    assert len(steps) > 20
    assert (steps.diff().dropna() >= -1e-9 * abs(steps.iloc[-1])).all()
    model = Model(patterns)
    last = history["iteration"].max()
    model.m = by_level(history, 1, last, "m_probability")
    shares = values(history, 1, last, "block_match_share").sort_values("match_key")["value"]
    model.block_share = shares.to_numpy()
    best = model.log_likelihood()
    assert best == pytest.approx(steps.iloc[-1], rel=1e-9)
    rng = np.random.default_rng(3)
    for size in (1e-2, 1e-3):
        for _ in range(50):
            other = Model(patterns)
            other.m = {
                name: m * np.exp(size * rng.normal(size=len(m))) for name, m in model.m.items()
            }
            other.m = {name: m / m.sum() for name, m in other.m.items()}
            odds = model.block_share / (1 - model.block_share) * np.exp(size * rng.normal(size=3))
            other.block_share = odds / (1 + odds)
            assert other.log_likelihood() < best


def test_the_truth_is_found(macros):
    """m, u and the shares of matches are those of a population that obeys the model."""
    shares = {65: 1e-4, 66: 2e-4, 130: 5e-5}
    groups = {group: population(share * 2e9, (1 - share) * 2e9) for group, share in shares.items()}
    everybody = pd.concat(rows.assign(pair_group=group) for group, rows in groups.items())
    candidates = everybody[everybody["rules_satisfied"] > 0]
    recall = candidates["n_matches"].sum() / everybody["n_matches"].sum()
    agreement = agreement_of(everybody)
    settings = toy_model.settings(macros, training={"blocking_recall": recall})
    history = train(macros, candidates, settings, agreement, dict.fromkeys(shares, 2e9))
    assert not macros.warnings
    last = history["round"].max()
    for group in (0, *shares):
        m, u = (by_level(history, last, -2, f"{which}_probability", group) for which in "mu")
        for name in LEVELS:
            np.testing.assert_allclose(m[name], TRUE_M[name], rtol=0.01)
            np.testing.assert_allclose(u[name], TRUE_U[name], rtol=0.01)
    found = values(history, last, -1, "match_share").set_index("pair_group")["value"].to_dict()
    assert found == pytest.approx(shares, rel=0.01)


def test_rounds_end_when_u_and_shares_stand_still(macros):
    history = train(macros, simulate(seed=5), toy_model.settings(macros))
    assert 1 < history["round"].max() < 25
    assert not macros.warnings
    assert "converged after" in macros.logged[0]
    u = history[history["parameter"] == "u_probability"].query("iteration == -1")
    u = u[u["pair_group"] == 0]
    moved = u.pivot(index="parameter_index", columns="round", values="value")
    assert abs(moved.iloc[:, -1] / moved.iloc[:, -2] - 1).max() < 1e-3


def test_limits_that_are_reached_are_told(macros):
    options = {"em_convergence": 0, "max_iterations": 2, "max_rounds": 1}
    options["parameters_by_group"] = False
    train(macros, simulate(seed=6), toy_model.settings(macros, training=options))
    assert macros.warnings == [
        (
            "toy: EM reached its 2 iterations in round 1 without converging; look at the history,"
            " or raise training.max_iterations."
        ),
        (
            "toy: u and the shares of matches still move after 1 rounds; look at the history, or"
            " raise training.max_rounds."
        ),
    ]


def test_a_block_without_matches_does_not_train(macros):
    patterns = simulate(seed=7)
    strangers = {"gamma_surname": 2, "gamma_forename": 0, "gamma_born": 0, "gamma_postcode": 1}
    strangers |= {"pair_group": 65, "rules_satisfied": 4, "n_record_pairs": 10_000_000}
    patterns = pd.concat([patterns, pd.DataFrame([strangers])], ignore_index=True)
    history = train(macros, patterns, toy_model.settings(macros))
    assert any("rule 2, postcode and surname: only 0.00" in line for line in macros.logged)
    blocks = history[history["parameter"] == "block_match_share"]
    assert set(blocks.query("round == 1 and iteration > 0")["match_key"]) == {0, 1, 2}
    last = blocks[blocks["round"] == pooled_rounds(history)].query("iteration > 0")
    assert set(last["match_key"]) == {0, 1}


def test_nothing_to_train_on_keeps_the_starting_values(macros):
    history = train(macros, simulate(seed=8).head(0), toy_model.settings(macros))
    assert macros.warnings == [
        "toy: no candidate pair in any training block, so the model keeps its starting values."
    ]
    assert_same(by_level(history, 0, 0, "m_probability"), Model(simulate(seed=8)).m)


def test_training_does_not_depend_on_row_order(macros):
    patterns = simulate(seed=12)
    settings = toy_model.settings(macros)
    expected = train(macros, patterns, settings)
    again = train(macros, patterns.sample(frac=1, random_state=1), settings)
    columns = list(expected.columns)
    pd.testing.assert_frame_equal(
        again.sort_values(columns, ignore_index=True),
        expected.sort_values(columns, ignore_index=True),
        check_exact=True,
    )
