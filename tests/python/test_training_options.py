"""What the training is told to hold, to start from, and to tell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import toy_model
from dbt.exceptions import CompilationError
from macro_runner import Macros
from scipy.optimize import isotonic_regression
from toy_training import (
    FIRST_INDEX,
    GROUPS,
    LEVELS,
    TRUE_M,
    Model,
    agreement_of,
    assert_same,
    by_level,
    population,
    random_agreement,
    simulate,
    train,
    values,
)


def with_levels(settings: dict, changes: dict[tuple[str, int], dict]) -> dict:
    """The settings with more said of some levels, named by comparison and gamma."""
    for comparison in settings["comparisons"]:
        levels = comparison["comparison_levels"]
        for place, level in enumerate(levels):
            name = (comparison["output_column_name"], len(levels) - 1 - place)
            level.update(changes.get(name, {}) if place else {})
    return settings


def last_m(history: pd.DataFrame, group: int = 0) -> dict[str, np.ndarray]:
    return by_level(history, history["round"].max(), -2, "m_probability", group)


def last_u(history: pd.DataFrame, group: int = 0) -> dict[str, np.ndarray]:
    return by_level(history, history["round"].max(), -2, "u_probability", group)


def parameters(macros: Macros, settings: dict, history: pd.DataFrame) -> pd.DataFrame:
    macros.connection.register("history", history)
    sql = macros.parameters(settings, "history")
    return macros.connection.execute(f"select * from ({sql}) order by all").df()


# Given for a level


def test_a_fixed_m_is_kept_and_the_others_share_the_rest(macros):
    fixed = {("surname", 2): {"m_probability": 0.6, "fix_m_probability": True}}
    settings = with_levels(toy_model.settings(macros), fixed)
    patterns = simulate(seed=31)
    history = train(macros, patterns, settings, random_agreement(by_group=True))
    steps = history[(history["parameter"] == "m_probability") & (history["iteration"] > 0)]
    assert set(steps[steps["parameter_index"] == 4]["value"]) == {0.6}
    for group in (0, *GROUPS):
        assert last_m(history, group)["surname"][2] == 0.6
        assert last_m(history, group)["surname"].sum() == pytest.approx(1)
    for parameter in ("log_likelihood", "penalised_log_likelihood"):
        for _, run in history[history["parameter"] == parameter].groupby(["round", "pair_group"]):
            objective = run.sort_values("iteration")["value"]
            assert (objective.diff().dropna() >= -1e-9 * abs(objective.iloc[-1])).all()


def test_one_step_with_a_fixed_m_is_that_worked_out_by_hand(macros):
    fixed = {("surname", 2): {"m_probability": 0.6, "fix_m_probability": True}}
    options = {"max_iterations": 1, "max_rounds": 1, "parameters_by_group": False}
    settings = with_levels(toy_model.settings(macros, training=options), fixed)
    patterns = simulate(seed=32)
    history = train(macros, patterns, settings)
    model = Model(patterns)
    # the other levels start as 1 : 3
    model.m["surname"] = np.array([0.1, 0.3, 0.6])
    model.step()
    model.m["surname"] = np.append(model.m["surname"][:2] / model.m["surname"][:2].sum() * 0.4, 0.6)
    assert_same(by_level(history, 1, 1, "m_probability"), model.m)


def test_a_fixed_u_is_kept_and_the_others_share_the_rest(macros):
    fixed = {("forename", 1): {"u_probability": 0.2, "fix_u_probability": True}}
    settings = with_levels(toy_model.settings(macros), fixed)
    history = train(macros, simulate(seed=33), settings, random_agreement(by_group=True))
    kept = history[history["parameter"] == "u_probability"]
    assert set(kept[kept["parameter_index"] == FIRST_INDEX["forename"] + 1]["value"]) == {0.2}
    for group in (0, *GROUPS):
        assert last_u(history, group)["forename"].sum() == pytest.approx(1)
    found = parameters(macros, settings, history)
    errors = found[(found["comparison"] == "forename") & (found["gamma"] == 1)]["u_standard_error"]
    assert set(errors) == {0}


def test_a_weight_given_directly_is_what_the_level_weighs(macros):
    given = {("postcode", 0): {"match_weight": -6.0}, ("forename", 2): {"match_weight": 3.0}}
    options = {"max_iterations": 1, "max_rounds": 1, "parameters_by_group": False}
    patterns = simulate(seed=34)
    settings = with_levels(toy_model.settings(macros, training=options), given)
    history = train(macros, patterns, settings)
    # a level of weight w has m = u * 2^w throughout
    model = Model(patterns)
    for name, gamma, weight in (("postcode", 0, -6), ("forename", 2, 3)):
        held = model.u[name][gamma] * 2.0**weight
        model.m[name] *= (1 - held) / (model.m[name].sum() - model.m[name][gamma])
        model.m[name][gamma] = held
    model.step()
    for name, gamma, weight in (("postcode", 0, -6), ("forename", 2, 3)):
        held = model.u[name][gamma] * 2.0**weight
        model.m[name] *= (1 - held) / (model.m[name].sum() - model.m[name][gamma])
        model.m[name][gamma] = held
    assert_same(by_level(history, 1, 1, "m_probability"), model.m)
    settings = with_levels(toy_model.settings(macros), given)
    found = parameters(macros, settings, train(macros, patterns, settings))
    for name, gamma, weight in (("postcode", 0, -6), ("forename", 2, 3)):
        rows = found[(found["comparison"] == name) & (found["gamma"] == gamma)]
        assert rows["match_weight"].tolist() == [weight] * (1 + len(GROUPS))
    sums = found[found["gamma"] >= 0].groupby(["pair_group", "comparison"])["m_probability"].sum()
    assert (abs(sums - 1) < 1e-8).all()


def test_a_weight_that_no_distribution_has_leaves_the_others_their_half(macros):
    given = {("surname", 0): {"match_weight": 9.0}}  # u is .97
    settings = with_levels(toy_model.settings(macros), given)
    history = train(macros, simulate(seed=35), settings)
    m = last_m(history)["surname"]
    assert m[0] == pytest.approx(0.5)
    found = parameters(macros, settings, history)
    rows = found[(found["comparison"] == "surname") & (found["gamma"] == 0)]
    assert set(rows["match_weight"]) == {9.0}
    assert found["match_weight"].notna().all()


def test_a_given_share_of_matches_is_every_groups_prior(macros):
    options = {"probability_two_random_records_match": 0.003}
    history = train(macros, simulate(seed=36), toy_model.settings(macros, training=options))
    shares = history[(history["parameter"] == "match_share") & (history["iteration"] < 0)]
    assert set(shares["value"]) == {0.003}
    assert set(shares["pair_group"]) == set(GROUPS)


def test_parameters_from_a_seed_need_no_training(macros):
    con = macros.connection
    options = {"probability_two_random_records_match": 2**-10 / (1 + 2**-10)}
    settings = with_levels(
        toy_model.settings(macros, training=options), {("surname", 0): {"match_weight": -7.5}}
    )
    con.execute(
        "create table seed as select * from (values ('surname', 2, .8, .1), ('surname', 0, .1, .8),"
        " ('born', 1, .5, .125)) as t (comparison, gamma, m_probability, u_probability)"
    )
    con.execute(
        "create table all_pairs as select 65 as pair_group, 'a' as source_dataset_l,"
        " 'a' as source_dataset_r, 100.0 as n_all_pairs"
    )
    sql = macros.given_parameters(settings, "seed", "all_pairs")
    found = con.execute(f"select * from ({sql})").df()
    weights = found.set_index(["pair_group", "comparison", "gamma"])["match_weight"]
    assert len(weights) == 2 * settings["n_parameters"]
    for group in (0, 65):
        assert weights[group, "surname", 2] == pytest.approx(3)
        assert weights[group, "born", 1] == pytest.approx(2)
        assert weights[group, "surname", 0] == -7.5
        assert weights[group, "forename", 2] == weights[group, "born", -1] == 0
    trained = parameters(macros, settings, train(macros, simulate(seed=37), settings))
    assert list(found.columns) == list(trained.columns)
    sql = macros.given_match_shares(settings, "all_pairs")
    assert con.execute(f"select prior_match_weight from ({sql})").fetchall() == [
        (pytest.approx(-10),)
    ]


# Starting values


def test_several_starts_give_one_answer(macros):
    patterns = simulate(seed=38)
    options = {"em_convergence": 1e-7, "max_iterations": 1000, "parameters_by_group": False}
    found = []
    for ratio in (1.3, 3.0, 20.0):
        settings = toy_model.settings(macros, training=options | {"starting_ratio": ratio})
        found.append(last_m(train(macros, patterns, settings)))
    start = {("surname", 2): {"m_probability": 0.3}, ("postcode", 1): {"m_probability": 0.99}}
    settings = with_levels(toy_model.settings(macros, training=options), start)
    history = train(macros, patterns, settings)
    found.append(last_m(history))
    assert by_level(history, 1, 1, "m_probability")["surname"][2] != 0.3, "a start is not fixed"
    for other in found[1:]:
        for name in LEVELS:
            np.testing.assert_allclose(other[name], found[0][name], rtol=2e-4, atol=1e-6)


def test_a_given_start_is_where_the_training_starts(macros):
    start = {("surname", 2): {"m_probability": 0.4}}
    settings = with_levels(toy_model.settings(macros), start)
    history = train(macros, simulate(seed=39).head(0), settings)
    np.testing.assert_allclose(
        by_level(history, 0, 0, "m_probability")["surname"], [0.15, 0.45, 0.4]
    )


# What a pair counts


def test_pairs_count_by_records_or_by_identities(macros):
    patterns = simulate(seed=40).assign(n_pairs=lambda rows: 1 + rows["gamma_born"] % 3)
    options = {"max_iterations": 1, "max_rounds": 1, "parameters_by_group": False}
    for weigh_by, column in (("record_pairs", "n_record_pairs"), ("identity_pairs", "n_pairs")):
        settings = toy_model.settings(macros, training=options | {"weight_pairs_by": weigh_by})
        history = train(macros, patterns, settings)
        model = Model(patterns.assign(n_record_pairs=patterns[column]))
        model.step()
        assert_same(by_level(history, 1, 1, "m_probability"), model.m)


# Monotone weights


def test_weights_fall_from_best_to_worst_as_isotonic_regression_says(macros):
    rng = np.random.default_rng(41)
    n_levels, options = 6, {"monotone_weights": True}
    settings = toy_model.settings(macros, training=options)
    for case in range(20):
        counts, u = rng.gamma(0.5, 100, size=n_levels), rng.dirichlet(np.full(n_levels, 0.5))
        rows = pd.DataFrame(
            {
                "pair_group": 0,
                "comparison": "c",
                "parameter_index": np.arange(n_levels) + 2,
                "gamma": np.arange(n_levels),
                "u": u,
                "held_m": None,
                "n": counts,
            }
        ).astype({"held_m": float})
        macros.connection.register("rows_df", rows.sample(frac=1, random_state=case))
        sql = macros._monotone(settings, "rows_df", "n")
        found = macros.connection.execute(f"select * from ({sql}) order by gamma").df()
        assert list(found.columns) == list(rows.columns)
        expected = isotonic_regression(counts / u, weights=u).x * u
        np.testing.assert_allclose(found["n"], expected, rtol=1e-9)
        assert found["n"].sum() == pytest.approx(counts.sum())


def test_monotone_weights_are_those_of_the_parameters_and_the_objective_rises(macros):
    upside_down = {
        "surname": [0.3, 0.05, 0.65],
        "forename": [0.02, 0.9, 0.08],
        "born": [0.1, 0.9],
        "postcode": [0.4, 0.6],
    }
    u = {
        "surname": [0.9, 0.08, 0.02],
        "forename": [0.9, 0.02, 0.08],
        "born": [0.99, 0.01],
        "postcode": [0.99, 0.01],
    }
    patterns = population(1e5, 1e9, upside_down, u).assign(pair_group=65)
    patterns = patterns[patterns["rules_satisfied"] > 0]
    shares = [(name, gamma, 1e9 * p) for name in LEVELS for gamma, p in enumerate(u[name])]
    agreement = pd.DataFrame(shares, columns=["comparison", "gamma", "n_pairs"])
    agreement["parameter_index"] = agreement["comparison"].map(FIRST_INDEX) + agreement["gamma"]
    agreement = agreement.assign(
        pair_group=0, is_exact=True, n_known_pairs=1e9, n_sampled_pairs=1e9
    )
    weights = {}
    for monotone in (False, True):
        settings = toy_model.settings(macros, training={"monotone_weights": monotone})
        history = train(macros, patterns, settings, agreement, {65: 1e9})
        found = parameters(macros, settings, history).query("pair_group == 65 and gamma >= 0")
        found = found.sort_values("gamma")
        weights[monotone] = found.groupby("comparison")["match_weight"].apply(list)
        steps = history[history["parameter"] == "log_likelihood"]
        for _, run in steps.groupby("round"):
            objective = run.sort_values("iteration")["value"]
            assert (objective.diff().dropna() >= -1e-9 * abs(objective.iloc[-1])).all()
        assert found.groupby("comparison")["m_probability"].sum().tolist() == pytest.approx([1] * 4)
    for name in LEVELS:
        rises = np.diff(weights[True][name])
        assert (rises >= -1e-9).all()
    assert np.diff(weights[False]["forename"]).min() < -3
    assert weights[True]["forename"][1] == pytest.approx(weights[True]["forename"][2])
    assert weights[True]["born"] == pytest.approx(weights[False]["born"], abs=0.05)


# What is told


def test_levels_never_seen_are_rare_and_flagged(macros):
    patterns = simulate(seed=42)
    patterns.loc[patterns["gamma_forename"] == 1, "gamma_forename"] = 0
    settings = toy_model.settings(macros)
    found = parameters(macros, settings, train(macros, patterns, settings))
    unseen = (found["comparison"] == "forename") & (found["gamma"] == 1)
    assert (found[unseen]["is_seen"] == False).all()  # noqa: E712
    assert found[~unseen & (found["gamma"] >= 0)]["is_seen"].all()
    assert found[unseen]["n_compared_pairs"].tolist() == [0] * (1 + len(GROUPS))
    rows = found[found["gamma"] >= 0]
    assert rows["match_weight"].abs().max() < 25, "no weight of a level that nobody saw runs away"
    pooled = found[unseen & (found["pair_group"] == 0)].iloc[0]
    n_matches = found.query("pair_group == 0 and comparison == 'forename' and gamma >= 0")
    assert pooled["m_probability"] == pytest.approx(
        0.5 / (n_matches["n_expected_matches"].sum() + 1.5), rel=1e-3
    )


def test_switched_labels_are_flagged_and_told(macros):
    """A comparison whose agreement is rarer among matches than by chance."""
    kinds = {False: TRUE_M, True: TRUE_M | {"postcode": [0.999, 0.001]}}
    found, warnings = {}, {}
    for is_switched, m in kinds.items():
        everybody = pd.concat(population(2e5, 2e9, m).assign(pair_group=group) for group in GROUPS)
        candidates = everybody[everybody["rules_satisfied"] > 0]
        options = {"max_iterations": 30, "max_rounds": 2}
        settings = toy_model.settings(macros, training=options)
        groups = dict.fromkeys(GROUPS, 2e9 + 2e5)
        macros.warnings.clear()
        history = train(macros, candidates, settings, agreement_of(everybody), groups)
        found[is_switched] = parameters(macros, settings, history)
        warnings[is_switched] = [text for text in macros.warnings if "best level" in text]
    switched = found[True][found[True]["is_switched"].fillna(False)]
    assert set(switched["comparison"]) == {"postcode"}
    assert set(switched["pair_group"]) == {0, *GROUPS}
    assert len(warnings[True]) == 1 + len(GROUPS)
    assert warnings[True][0].startswith("toy: the best level of 'postcode' is rarer among matches")
    assert "pair_group 65" in warnings[True][1]
    assert not found[False]["is_switched"].any()
    assert not warnings[False]


def test_the_standard_error_of_u_is_binomial(macros):
    settings = toy_model.settings(macros, training={"parameters_by_group": False})
    agreement = random_agreement()
    agreement.loc[agreement["comparison"] == "born", "is_exact"] = True
    found = parameters(macros, settings, train(macros, simulate(seed=45), settings, agreement))
    rows = found.query("pair_group == 0 and gamma >= 0")
    u = rows["u_probability"]
    n = agreement.set_index("parameter_index")["n_sampled_pairs"][rows["parameter_index"]]
    expected = np.where(rows["comparison"] == "born", 0, np.sqrt(u * (1 - u) / n.to_numpy()))
    np.testing.assert_allclose(rows["u_standard_error"], expected, rtol=1e-12)


def test_what_is_said_of_convergence_is_so(macros):
    for limits, converged in (({}, 1), ({"max_iterations": 3, "max_rounds": 2}, 0)):
        settings = toy_model.settings(macros, training=limits)
        history = train(macros, simulate(seed=46), settings)
        m = history[(history["parameter"] == "m_probability") & (history["iteration"] > 0)]
        em = history[history["parameter"] == "em_converged"]
        assert len(em) == history["round"].max()
        for row in em.itertuples():
            steps = m[m["round"] == row.round].pivot(
                index="parameter_index", columns="iteration", values="value"
            )
            if steps.shape[1] > 1:
                change = (steps.iloc[:, -1] - steps.iloc[:, -2]).abs().max()
                assert change < 1e-4 or not row.value
        assert em["value"].iloc[0] == converged
        rounds = history[history["parameter"] == "rounds_converged"]
        assert len(rounds) == 2, "all together, and by pair of sources"
        if not converged:
            assert rounds["value"].tolist()[0] == 0
            assert any("without converging" in warning for warning in macros.warnings)
        else:
            assert not macros.warnings
            assert rounds["value"].tolist() == [1, 1]
            u = values(history, history["round"].max(), -1, "u_probability")
            assert len(u) == len(GROUPS) * sum(LEVELS.values())


# Wrong settings


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weight_pairs_by": "rows"}, "weight_pairs_by is 'rows'; use one of record_pairs"),
        ({"borrowed_matches": -1}, "borrowed_matches is -1; use a number of 0 or more"),
        ({"starting_ratio": 1}, "starting_ratio is 1; use a number above 1"),
        (
            {"probability_two_random_records_match": 1},
            "probability_two_random_records_match is 1; use a number between 0 and 1",
        ),
    ],
)
def test_options_that_cannot_be_are_answered(macros, options, message):
    with pytest.raises(CompilationError, match="model 'toy': training." + message):
        toy_model.settings(macros, training=options)


@pytest.mark.parametrize(
    ("levels", "message"),
    [
        ([{"fix_m_probability": True}, {}], "'a' has fix_m_probability, but no m_probability"),
        ([{"m_probability": 0}, {}], "level 'a' has m_probability 0; use a number above 0"),
        (
            [{"u_probability": 1.0, "fix_u_probability": True}, {}],
            "fixed values of u_probability sum to 1 and leave nothing",
        ),
        (
            [{"m_probability": p, "fix_m_probability": True} for p in (0.5, 0.4)],
            "m_probability is fixed at every level, and the values sum to 0.9",
        ),
    ],
)
def test_levels_that_cannot_be_are_answered(macros, levels, message):
    m = macros
    named = [m.comparison_level("l.a = r.a", "a"), m.else_level("b")]
    for level, changes in zip(named, levels, strict=True):
        level.update(changes)
    with pytest.raises(CompilationError, match=f"model 'x', comparison 'a': .*{message}"):
        m.linkage_settings(
            model="x",
            comparisons=[m.comparison("a", [m.null_level("l.a is null"), *named])],
            blocking_rules=[m.block_on(["b"], "b", [])],
        )
