"""Parameters of each pair of sources, which borrow from those of all."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
import toy_model
from toy_training import (
    GROUPS,
    LEVELS,
    TOUCHED,
    TRUE_M,
    TRUE_U,
    Model,
    agreement_of,
    assert_same,
    by_level,
    population,
    random_agreement,
    rules_satisfied,
    simulate,
    train,
    values,
)

BORROWED, AGREEMENTS = 50.0, 7.0


@dataclass
class GroupModel(Model):
    """One pair of sources: pseudo-matches as all pairs of sources have them, and its own u."""

    group: int = 0
    prior: dict[str, np.ndarray] | None = None
    pooled_u: dict[str, np.ndarray] | None = None

    def objective(self) -> float:
        penalty = sum(math.fsum(self.prior[name] * np.log(self.m[name])) for name in LEVELS)
        return self.log_likelihood() + penalty

    def step(self) -> None:
        sums = {name: self.prior[name].copy() for name in LEVELS}
        for number, touched, rows, n in self.blocks():
            match, other = self.likelihoods(rows, touched)
            share = self.block_share[number]
            expected = n * share * match / (share * match + (1 - share) * other)
            self.block_share[number] = expected.sum() / n.sum()
            for name in set(LEVELS) - touched:
                for gamma in range(LEVELS[name]):
                    sums[name][gamma] += expected[(rows[f"gamma_{name}"] == gamma).to_numpy()].sum()
        self.m = {name: counts / counts.sum() for name, counts in sums.items()}

    def update_chance(self, recall: float) -> None:
        n = self.patterns["n_record_pairs"].to_numpy(float)
        n_all = GROUPS[self.group]
        for _ in range(5):
            share = ((n * self.posteriors()).sum() + 0.5) / recall / n_all
            self.match_share = {self.group: min(share, 0.5)}
        expected = n * self.posteriors()
        chance = random_agreement(by_group=True).query(f"pair_group == {self.group}")
        for name, n_levels in LEVELS.items():
            gamma = self.patterns[f"gamma_{name}"].to_numpy()
            matches = np.array([expected[gamma == g].sum() for g in range(n_levels)])
            agreeing = chance[chance["comparison"] == name]["n_pairs"].to_numpy()
            # every random pair stands for a hundred
            seen = np.maximum(agreeing - matches, 0.01 * agreeing) / 100
            hoped = self.pooled_u[name] * (agreeing.sum() - matches.sum()) / 100
            u = self.pooled_u[name] * (seen + AGREEMENTS) / (hoped + AGREEMENTS)
            self.u[name] = u / u.sum()


def test_two_rounds_of_every_group_are_those_worked_out_by_hand(macros):
    patterns = simulate(seed=21)
    options = {"em_convergence": 0, "max_iterations": 3, "max_rounds": 2, "blocking_recall": 0.8}
    options |= {"borrowed_matches": BORROWED, "borrowed_agreements": AGREEMENTS}
    settings = toy_model.settings(macros, training=options)
    history = train(macros, patterns, settings, random_agreement(by_group=True))
    pooled_m = by_level(history, 4, -2, "m_probability")
    pooled_u = by_level(history, 2, -1, "u_probability")
    shares = values(history, 2, -1, "block_match_share").sort_values("match_key")["value"]
    assert set(history["round"]) == {1, 2, 3, 4}
    for group in GROUPS:
        model = GroupModel(
            patterns[patterns["pair_group"] == group],
            m={name: m.copy() for name, m in pooled_m.items()},
            u={name: u.copy() for name, u in pooled_u.items()},
            block_share=shares.to_numpy(copy=True),
            group=group,
            prior={name: BORROWED * m for name, m in pooled_m.items()},
            pooled_u=pooled_u,
        )
        model.m, model.u = pooled_m, {name: u.copy() for name, u in pooled_u.items()}
        found = values(history, 2, -1, "match_share").set_index("pair_group")["value"]
        model.match_share = {group: found[group]}
        for round in (3, 4):
            for iteration in (1, 2, 3):
                found = values(history, round, iteration, "penalised_log_likelihood")
                found = found[found["pair_group"] == group]["value"]
                assert found.tolist() == [pytest.approx(model.objective(), rel=1e-9)]
                model.step()
            model.update_chance(recall=0.8)
            assert_same(by_level(history, round, -1, "m_probability", group), model.m)
            assert_same(by_level(history, round, -1, "u_probability", group), model.u)
            found = values(history, round, -1, "match_share").set_index("pair_group")["value"]
            assert found[group] == pytest.approx(model.match_share[group], rel=1e-9)
        assert_same(by_level(history, 4, -2, "m_probability", group), model.m)


def test_the_penalised_objective_never_falls(macros):
    settings = toy_model.settings(macros, training={"borrowed_matches": 20})
    history = train(macros, mixed_groups(seed=22), settings, random_agreement(by_group=True))
    steps = history[history["parameter"] == "penalised_log_likelihood"]
    assert set(steps["pair_group"]) == set(GROUPS)
    for _, run in steps.groupby(["round", "pair_group"]):
        objective = run.sort_values("iteration")["value"]
        assert (objective.diff().dropna() >= -1e-9 * abs(objective.iloc[-1])).all()
    assert steps.groupby("round").size().max() > 3 * 3, "several steps a round"


def barely_told_apart(seed: int) -> pd.DataFrame:
    """Candidates of which the last group's have one comparison open in each block, others missing.

    What a block then shows fits many pairs of a share of matches and an m alike: EM walks for
    thousands of steps along a ridge that only the borrowed matches slope.
    """
    patterns = simulate(seed)
    open_in_block = ["postcode", "surname", "forename"]
    for rule, left in enumerate(open_in_block):
        rows = (patterns["pair_group"] == 130) & (patterns["rules_satisfied"] & 2**rule > 0)
        for name in set(LEVELS) - TOUCHED[rule] - {left}:
            patterns.loc[rows, f"gamma_{name}"] = -1
    patterns["rules_satisfied"] = rules_satisfied(patterns)
    columns = [*(f"gamma_{name}" for name in LEVELS), "pair_group", "rules_satisfied"]
    patterns = patterns[patterns["rules_satisfied"] > 0]
    return patterns.groupby(columns, as_index=False)["n_record_pairs"].sum()


def test_a_ridge_is_walked_to_where_plain_em_comes_after_thousands_of_steps(macros):
    patterns = barely_told_apart(seed=23)
    settings = toy_model.settings(macros, training={"borrowed_matches": BORROWED})
    history = train(macros, patterns, settings, random_agreement(by_group=True))
    converged = history[history["parameter"] == "em_converged"].set_index("round")["value"]
    assert (converged == 1).all(), "every round ends by itself"
    steps = history[history["parameter"] == "penalised_log_likelihood"]
    first = int(steps["round"].min())
    steps = steps[(steps["round"] == first) & (steps["pair_group"] == 130)]
    pooled_u = by_level(history, first - 1, -1, "u_probability")
    pooled_m = by_level(history, history["round"].max(), -2, "m_probability")
    shares = values(history, first - 1, -1, "block_match_share").sort_values("match_key")["value"]
    model = GroupModel(
        patterns[patterns["pair_group"] == 130],
        block_share=shares.to_numpy(copy=True),
        group=130,
        prior={name: BORROWED * m for name, m in pooled_m.items()},
    )
    model.m, model.u = pooled_m, pooled_u
    objective = steps.sort_values("iteration")["value"]
    assert objective.iloc[0] == pytest.approx(model.objective(), rel=1e-9)
    for _ in range(200):
        model.step()
    after_200 = model.objective()
    for _ in range(2_000):
        model.step()
    end = model.objective()
    assert after_200 < end - 0.01, "plain EM is slow here"
    assert objective.iloc[-1] > end - 0.01
    assert (objective.diff().dropna() >= -1e-9 * abs(end)).all()


def mixed_groups(seed: int, m_of_last: dict[str, list[float]] | None = None) -> pd.DataFrame:
    """Candidates of which the last group's matches are of another kind."""
    others = simulate(seed).query("pair_group != 130")
    m = TRUE_M | (m_of_last or {"forename": [0.6, 0.2, 0.2]})
    last = simulate(seed + 1, m=m).query("pair_group == 130")
    return pd.concat([others, last], ignore_index=True)


def test_a_group_of_another_kind_gets_its_own_m_and_u(macros):
    kinds = {
        65: (TRUE_M, TRUE_U),
        66: (TRUE_M, TRUE_U),
        130: (
            TRUE_M | {"forename": [0.6, 0.2, 0.2], "postcode": [0.2, 0.8]},
            TRUE_U | {"born": [0.98, 0.02]},
        ),
    }
    everybody = pd.concat(
        population(2e5, 2e9, m, u).assign(pair_group=group) for group, (m, u) in kinds.items()
    )
    candidates = everybody[everybody["rules_satisfied"] > 0]
    recall = candidates["n_matches"].sum() / everybody["n_matches"].sum()
    settings = toy_model.settings(macros, training={"blocking_recall": recall})
    groups = dict.fromkeys(kinds, 2e9 + 2e5)
    history = train(macros, candidates, settings, agreement_of(everybody), groups)
    last = history["round"].max()
    for group, (m, u) in kinds.items():
        for which, true in (("m_probability", m), ("u_probability", u)):
            found = by_level(history, last, -2, which, group)
            for name in LEVELS:
                np.testing.assert_allclose(found[name], true[name], rtol=0.02, err_msg=which)
    pooled = by_level(history, last, -2, "m_probability")
    assert 0.05 < pooled["forename"][0] - TRUE_M["forename"][0] < 0.4, "the mixture of both kinds"


def test_a_group_without_pairs_has_the_parameters_of_all(macros):
    patterns = simulate(seed=24).query("pair_group != 66")
    history = train(macros, patterns, toy_model.settings(macros))
    last = history["round"].max()
    for which in ("m_probability", "u_probability"):
        assert_same(
            by_level(history, last, -2, which, 66), by_level(history, last, -2, which), rtol=1e-9
        )
    share = values(history, last, -2, "match_share").set_index("pair_group")["value"]
    assert share[66] == pytest.approx(0.5 / 0.9 / GROUPS[66])


def test_one_group_has_exactly_the_parameters_of_all(macros):
    patterns = simulate(seed=25).assign(pair_group=65)
    history = train(macros, patterns, toy_model.settings(macros), groups={65: 2.5e6})
    assert set(history["parameter"]) >= {"log_likelihood"}
    assert "penalised_log_likelihood" not in set(history["parameter"])
    last = history["round"].max()
    for which in ("m_probability", "u_probability"):
        pooled, own = (by_level(history, last, -2, which, group) for group in (0, 65))
        for name in LEVELS:
            assert pooled[name].tolist() == own[name].tolist()


def test_much_borrowed_is_all_borrowed_and_nothing_borrowed_is_alone(macros):
    patterns = mixed_groups(seed=26)
    agreement = random_agreement(by_group=True)
    found = {}
    for borrowed in (0, 1e9):
        options = {"borrowed_matches": borrowed, "borrowed_agreements": borrowed}
        options |= {"em_convergence": 1e-5}
        history = train(macros, patterns, toy_model.settings(macros, training=options), agreement)
        last = history["round"].max()
        for which in ("m_probability", "u_probability"):
            found[borrowed, which] = {
                group: by_level(history, last, -2, which, group) for group in (0, *GROUPS)
            }
    options = {"parameters_by_group": False, "em_convergence": 1e-5}
    history = train(
        macros,
        patterns.query("pair_group == 130"),
        toy_model.settings(macros, training=options),
        agreement.query("pair_group == 130").assign(pair_group=0),
        groups={130: GROUPS[130]},
    )
    for which in ("m_probability", "u_probability"):
        all_borrowed = found[1e9, which]
        assert_same(all_borrowed[130], all_borrowed[0], rtol=1e-4)
        expected = by_level(history, history["round"].max(), -2, which)
        # alone, the smoothing by half a match a level comes once more
        for name in LEVELS:
            np.testing.assert_allclose(found[0, which][130][name], expected[name], rtol=0.02)


def test_a_level_that_a_small_group_does_not_show_is_not_impossible(macros):
    everybody = pd.concat(population(2e5, 2e9).assign(pair_group=group) for group in GROUPS)
    agreement = agreement_of(everybody)
    is_small = agreement["pair_group"] == 130
    is_best = agreement["gamma"] == agreement["comparison"].map(LEVELS) - 1
    agreement.loc[is_small & is_best, "n_pairs"] = 0.0
    agreement.loc[is_small, "n_sampled_pairs"] = 1000.0
    candidates = everybody[everybody["rules_satisfied"] > 0]
    groups = dict.fromkeys(GROUPS, 2e9 + 2e5)
    settings = toy_model.settings(macros, training={"borrowed_agreements": 10})
    history = train(macros, candidates, settings, agreement, groups)
    last = history["round"].max()
    pooled, own = (by_level(history, last, -2, "u_probability", group) for group in (0, 130))
    for name in LEVELS:
        # none of 1000 random pairs where ten or twenty were to be seen, and ten borrowed
        expected = 10 / (10 + 1000 * TRUE_U[name][-1])
        assert own[name][-1] / pooled[name][-1] == pytest.approx(expected, rel=0.02)
