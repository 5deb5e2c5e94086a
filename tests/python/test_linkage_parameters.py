"""What the history of a training becomes: the parameters and the shares of matches."""

from __future__ import annotations

import numpy as np
import toy_model
from toy_training import (
    LEVELS,
    by_level,
    simulate,
    train,
    values,
)


def test_parameters_are_those_of_the_last_round(macros):
    patterns = simulate(seed=9)
    patterns["gamma_postcode"] = -1  # a comparison that no pair informs
    patterns["rules_satisfied"] &= 3
    settings = toy_model.settings(macros, training={"parameters_by_group": False})
    history = train(macros, patterns, settings)
    sql = macros.parameters(settings, "history")
    macros.connection.register("history", history)
    found = macros.connection.execute(f"select * from ({sql}) order by all").df()
    found = found[found["pair_group"] == 0].sort_values("parameter_index")
    last = history["round"].max()
    m = by_level(history, last, -1, "m_probability")
    u = by_level(history, last, -1, "u_probability")
    expected = by_level(history, last, -1, "expected_matches")
    for name, n_levels in LEVELS.items():
        levels = found[(found["comparison"] == name) & (found["gamma"] >= 0)].sort_values("gamma")
        n_matches = expected[name].sum()
        smooth = (m[name] * n_matches + 0.5) / (n_matches + 0.5 * n_levels)
        np.testing.assert_allclose(levels["m_probability"], smooth, atol=1e-12)
        np.testing.assert_allclose(levels["u_probability"], u[name], atol=1e-12)
        assert abs(levels["m_probability"].sum() - 1) < 1e-9
        is_trained = name != "postcode"
        assert set(levels["is_trained"]) == {is_trained}
        weights = np.log2(smooth / u[name]) if is_trained else np.zeros(n_levels)
        np.testing.assert_allclose(levels["match_weight"], weights, atol=1e-9)
        nulls = found[(found["comparison"] == name) & (found["gamma"] == -1)]
        assert nulls["match_weight"].tolist() == [0]
    assert found["parameter_index"].tolist() == list(range(1, 15))


def test_parameters_do_not_depend_on_row_order(macros):
    patterns = simulate(seed=11)
    settings = toy_model.settings(macros)
    history = train(macros, patterns, settings)
    sql = f"select * from ({macros.parameters(settings, 'history')})"
    found = set()
    for seed in range(6):
        shuffled = history.sample(frac=1, random_state=seed)
        macros.connection.register("history", shuffled)
        found.add(tuple(macros.connection.execute(f"{sql} order by all").fetchall()))
    assert len(found) == 1


def test_shares_of_matches_are_those_of_the_last_round(macros):
    settings = toy_model.settings(macros)
    history = train(macros, simulate(seed=10), settings)
    macros.connection.register("history", history)
    macros.connection.execute(
        "create table all_pairs as select *, 'a' as source_dataset_l, 'b' as source_dataset_r"
        " from groups"
    )
    sql = macros.match_shares(settings, "history", "all_pairs")
    found = macros.connection.execute(f"select * from ({sql})").df().set_index("pair_group")
    last = values(history, history["round"].max(), -1, "match_share").set_index("pair_group")
    share = last["value"]
    assert found["probability_two_random_records_match"].to_dict() == share.to_dict()
    np.testing.assert_allclose(
        found["prior_match_weight"], np.log2(share / (1 - share))[found.index], atol=1e-9
    )
