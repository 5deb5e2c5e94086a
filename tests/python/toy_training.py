"""Simulated candidate pairs of the toy model, and its training on them."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from macro_runner import Macros

LEVELS = {"surname": 3, "forename": 3, "born": 2, "postcode": 2}  # null levels left out
TOUCHED = [{"surname", "born"}, {"forename", "born"}, {"postcode", "surname"}]
GROUPS = {65: 1.2e6, 66: 9.0e5, 130: 4.0e5}
TRUE_M = {
    "surname": [0.05, 0.1, 0.85],
    "forename": [0.1, 0.15, 0.75],
    "born": [0.1, 0.9],
    "postcode": [0.4, 0.6],
}
TRUE_U = {
    "surname": [0.97, 0.02, 0.01],
    "forename": [0.95, 0.03, 0.02],
    "born": [0.99, 0.01],
    "postcode": [0.99, 0.01],
}
# parameter_index of a level: nulls have one too, before the levels of their comparison
FIRST_INDEX = {"surname": 2, "forename": 6, "born": 10, "postcode": 13}


def simulate(seed: int, n_pairs: int = 40_000, m: dict[str, list[float]] = TRUE_M) -> pd.DataFrame:
    """Patterns of candidates: gammas, pair_group, rules_satisfied, n_record_pairs.

    A pair enters under one rule, whose comparisons agree; others that happen to agree set the bits
    of their rules too.
    """
    rng = np.random.default_rng(seed)
    rule = rng.integers(0, len(TOUCHED), size=n_pairs)
    is_match = rng.random(n_pairs) < np.array([0.6, 0.3, 0.1])[rule]
    pairs = pd.DataFrame({"pair_group": rng.choice(list(GROUPS), size=n_pairs)})
    for name, n_levels in LEVELS.items():
        matched = rng.choice(n_levels, size=n_pairs, p=m[name])
        unmatched = rng.choice(n_levels, size=n_pairs, p=TRUE_U[name])
        gamma = np.where(is_match, matched, unmatched)
        gamma[rng.random(n_pairs) < 0.1] = -1
        fixed = np.array([name in touched for touched in TOUCHED])[rule]
        pairs[f"gamma_{name}"] = np.where(fixed, n_levels - 1, gamma)
    pairs["rules_satisfied"] = rules_satisfied(pairs)
    columns = [*(f"gamma_{name}" for name in LEVELS), "pair_group", "rules_satisfied"]
    counted = pairs.groupby(columns, as_index=False).size()
    counted["size"] *= rng.integers(1, 4, size=len(counted))
    return counted.rename(columns={"size": "n_record_pairs"})


def rules_satisfied(patterns: pd.DataFrame) -> pd.Series:
    masks = [
        np.all([patterns[f"gamma_{c}"] == LEVELS[c] - 1 for c in touched], axis=0) * 2**number
        for number, touched in enumerate(TOUCHED)
    ]
    return pd.Series(np.sum(masks, axis=0), index=patterns.index)


def population(
    n_matches: float,
    n_others: float,
    m: dict[str, list[float]] = TRUE_M,
    u: dict[str, list[float]] = TRUE_U,
) -> pd.DataFrame:
    """Every pattern as often as the model expects it among all pairs of a group; no sampling."""
    levels = itertools.product(*(range(-1, n_levels) for n_levels in LEVELS.values()))
    patterns = pd.DataFrame(levels, columns=[f"gamma_{name}" for name in LEVELS])
    matches, others = np.full(len(patterns), n_matches), np.full(len(patterns), n_others)
    for name in LEVELS:
        gamma = patterns[f"gamma_{name}"].to_numpy()
        matches = matches * np.where(gamma < 0, 0.1, 0.9 * np.array(m[name])[gamma])
        others = others * np.where(gamma < 0, 0.1, 0.9 * np.array(u[name])[gamma])
    patterns["n_record_pairs"] = np.round(matches + others).astype(np.int64)
    patterns["n_matches"] = matches
    patterns["rules_satisfied"] = rules_satisfied(patterns)
    return patterns


def agreement_of(everybody: pd.DataFrame) -> pd.DataFrame:
    """Chance agreement of a whole population of patterns, by group and in all."""
    together = pd.concat([everybody.assign(pair_group=0), everybody])
    agreement = pd.concat(
        together.groupby(["pair_group", f"gamma_{name}"])["n_record_pairs"]
        .sum()
        .rename("n_pairs")
        .reset_index()
        .set_axis(["pair_group", "gamma", "n_pairs"], axis=1)
        .assign(comparison=name)
        for name in LEVELS
    )
    return complete_agreement(agreement.query("gamma >= 0"))


def random_agreement(groups: dict[int, float] = GROUPS, by_group: bool = False) -> pd.DataFrame:
    """Chance agreement of all pairs, matches included, by level, and of each group if asked for."""
    n_all = sum(groups.values())
    rows = [
        (group, name, gamma, n_pairs * 0.8 * share + 3000 * n_pairs / n_all * TRUE_M[name][gamma])
        for group, n_pairs in ({0: n_all} | (groups if by_group else {})).items()
        for name in LEVELS
        for gamma, share in enumerate(TRUE_U[name])
    ]
    columns = ["pair_group", "comparison", "gamma", "n_pairs"]
    return complete_agreement(pd.DataFrame(rows, columns=columns))


def complete_agreement(agreement: pd.DataFrame) -> pd.DataFrame:
    """The columns of `random_agreement` from numbers of pairs, one random pair in a hundred."""
    agreement = agreement.assign(is_exact=False)
    if "pair_group" not in agreement:
        agreement["pair_group"] = 0
    agreement["parameter_index"] = agreement["comparison"].map(FIRST_INDEX) + agreement["gamma"]
    known = agreement.groupby(["pair_group", "comparison"])["n_pairs"].transform("sum")
    return agreement.assign(n_known_pairs=known, n_sampled_pairs=known / 100)


def train(
    macros: Macros,
    patterns: pd.DataFrame,
    settings: dict,
    agreement: pd.DataFrame | None = None,
    groups: dict[int, float] = GROUPS,
    given: pd.DataFrame | None = None,
) -> pd.DataFrame:
    con = macros.connection
    if "n_pairs" not in patterns:
        patterns = patterns.assign(n_pairs=patterns["n_record_pairs"])
    con.register("patterns", patterns)
    con.register("random_agreement", random_agreement() if agreement is None else agreement)
    con.register("groups", pd.DataFrame(groups.items(), columns=["pair_group", "n_all_pairs"]))
    con.execute("create or replace temp table link__patterns as select * from patterns")
    con.execute("create or replace temp table link__random_agreement as from random_agreement")
    con.execute("create or replace temp table link__all_pairs as select * from groups")
    con.execute("drop table if exists link__given_parameters")
    if given is not None:
        con.register("given", given)
        con.execute("create temp table link__given_parameters as select * from given")
    macros.train(settings, "toy")
    return con.execute("select * from link__history").df()


def values(history: pd.DataFrame, round: int, iteration: int, parameter: str) -> pd.DataFrame:
    return history[
        (history["round"] == round)
        & (history["iteration"] == iteration)
        & (history["parameter"] == parameter)
    ]


def by_level(
    history: pd.DataFrame, round: int, iteration: int, parameter: str, group: int = 0
) -> dict:
    found = values(history, round, iteration, parameter).query("pair_group == @group")
    found = found.set_index("parameter_index")["value"]
    return {
        name: np.array([found[FIRST_INDEX[name] + gamma] for gamma in range(n_levels)])
        for name, n_levels in LEVELS.items()
    }


def pooled_rounds(history: pd.DataFrame) -> int:
    """The number of rounds in which all pairs of sources were trained together."""
    return int(history[history["parameter"] == "log_likelihood"]["round"].max())


@dataclass
class Model:
    """Fellegi-Sunter over several blocks: m is common, each block has its share of matches."""

    patterns: pd.DataFrame
    m: dict[str, np.ndarray] = field(default_factory=dict)
    u: dict[str, np.ndarray] = field(default_factory=dict)
    block_share: np.ndarray = field(default_factory=lambda: np.full(3, 0.5))
    match_share: dict[int, float] = field(default_factory=dict)
    expected: dict[str, np.ndarray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chance = random_agreement().set_index(["comparison", "gamma"])["n_pairs"]
        for name, n_levels in LEVELS.items():
            self.m[name] = 3.0 ** np.arange(n_levels) / sum(3.0 ** np.arange(n_levels))
            self.u[name] = chance[name].to_numpy() / chance[name].sum()

    def likelihoods(self, rows: pd.DataFrame, left_out: set[str]) -> tuple[np.ndarray, np.ndarray]:
        """Probability of every pattern given match and given non-match; missing says nothing."""
        given_match, given_other = np.ones(len(rows)), np.ones(len(rows))
        for name in LEVELS:
            if name not in left_out:
                gamma = rows[f"gamma_{name}"].to_numpy()
                seen = gamma >= 0
                given_match[seen] *= self.m[name][gamma[seen]]
                given_other[seen] *= self.u[name][gamma[seen]]
        return given_match, given_other

    def blocks(self):
        for number, touched in enumerate(TOUCHED):
            rows = self.patterns[self.patterns["rules_satisfied"] & 2**number > 0]
            yield number, touched, rows, rows["n_record_pairs"].to_numpy(float)

    def log_likelihood(self) -> float:
        total = 0.0
        for number, touched, rows, n in self.blocks():
            match, other = self.likelihoods(rows, touched)
            share = self.block_share[number]
            total += math.fsum(n * np.log(share * match + (1 - share) * other))
        return total

    def step(self) -> None:
        """One E and one M step, pooled over the blocks."""
        sums = {name: np.zeros(n_levels) for name, n_levels in LEVELS.items()}
        shares = self.block_share.copy()
        for number, touched, rows, n in self.blocks():
            match, other = self.likelihoods(rows, touched)
            share = self.block_share[number]
            expected = n * share * match / (share * match + (1 - share) * other)
            shares[number] = expected.sum() / n.sum()
            for name in set(LEVELS) - touched:
                for gamma in range(LEVELS[name]):
                    sums[name][gamma] += expected[(rows[f"gamma_{name}"] == gamma).to_numpy()].sum()
        self.m = {name: counts / counts.sum() for name, counts in sums.items()}
        self.block_share = shares

    def posteriors(self) -> np.ndarray:
        match, other = self.likelihoods(self.patterns, set())
        share = self.patterns["pair_group"].map(self.match_share).to_numpy()
        return share * match / (share * match + (1 - share) * other)

    def update_chance(self, recall: float) -> None:
        """Shares of matches by group, five times over; then u without those matches."""
        n = self.patterns["n_record_pairs"].to_numpy(float)
        by_group = self.patterns["pair_group"]
        if not self.match_share:
            compared = pd.Series(n).groupby(by_group).sum()
            self.match_share = {g: 0.01 * compared[g] / n_all for g, n_all in GROUPS.items()}
        for _ in range(5):
            matches = pd.Series(n * self.posteriors()).groupby(by_group).sum()
            self.match_share = {
                g: min((matches[g] + 0.5) / recall / n_all, 0.5) for g, n_all in GROUPS.items()
            }
        expected = n * self.posteriors()
        chance = random_agreement().set_index(["comparison", "gamma"])["n_pairs"]
        for name, n_levels in LEVELS.items():
            gamma = self.patterns[f"gamma_{name}"].to_numpy()
            matches = np.array([expected[gamma == g].sum() for g in range(n_levels)])
            agreeing = chance[name].to_numpy()
            left = np.maximum(agreeing - matches, 0.01 * agreeing)
            self.u[name] = left / left.sum()
            self.expected[name] = matches


def assert_same(found: dict[str, np.ndarray], expected: dict[str, np.ndarray], rtol=0.0) -> None:
    for name in LEVELS:
        np.testing.assert_allclose(found[name], expected[name], rtol=rtol, atol=1e-9, err_msg=name)
