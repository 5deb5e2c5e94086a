"""Simulated candidate pairs of the toy model, and its training on them."""

from __future__ import annotations

import itertools

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


def simulate(seed: int, n_pairs: int = 40_000) -> pd.DataFrame:
    """Patterns of candidates: gammas, pair_group, rules_satisfied, n_record_pairs.

    A pair enters under one rule, whose comparisons agree; others that happen to agree set the bits
    of their rules too.
    """
    rng = np.random.default_rng(seed)
    rule = rng.integers(0, len(TOUCHED), size=n_pairs)
    is_match = rng.random(n_pairs) < np.array([0.6, 0.3, 0.1])[rule]
    pairs = pd.DataFrame({"pair_group": rng.choice(list(GROUPS), size=n_pairs)})
    for name, n_levels in LEVELS.items():
        matched = rng.choice(n_levels, size=n_pairs, p=TRUE_M[name])
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


def population(n_matches: float, n_others: float) -> pd.DataFrame:
    """Every pattern as often as the model expects it among all pairs of a group; no sampling."""
    levels = itertools.product(*(range(-1, n_levels) for n_levels in LEVELS.values()))
    patterns = pd.DataFrame(levels, columns=[f"gamma_{name}" for name in LEVELS])
    matches, others = np.full(len(patterns), n_matches), np.full(len(patterns), n_others)
    for name in LEVELS:
        gamma = patterns[f"gamma_{name}"].to_numpy()
        matches = matches * np.where(gamma < 0, 0.1, 0.9 * np.array(TRUE_M[name])[gamma])
        others = others * np.where(gamma < 0, 0.1, 0.9 * np.array(TRUE_U[name])[gamma])
    patterns["n_record_pairs"] = np.round(matches + others).astype(np.int64)
    patterns["n_matches"] = matches
    patterns["rules_satisfied"] = rules_satisfied(patterns)
    return patterns


def random_agreement() -> pd.DataFrame:
    """Chance agreement of all pairs, matches included, by level."""
    n_all = sum(GROUPS.values())
    rows = [
        (name, gamma, FIRST_INDEX[name] + gamma, n_all * 0.8 * share + 3000 * TRUE_M[name][gamma])
        for name in LEVELS
        for gamma, share in enumerate(TRUE_U[name])
    ]
    return pd.DataFrame(rows, columns=["comparison", "gamma", "parameter_index", "n_pairs"])


def train(
    macros: Macros,
    patterns: pd.DataFrame,
    settings: dict,
    agreement: pd.DataFrame | None = None,
    groups: dict[int, float] = GROUPS,
) -> pd.DataFrame:
    con = macros.connection
    con.register("patterns", patterns)
    con.register("random_agreement", random_agreement() if agreement is None else agreement)
    con.register("groups", pd.DataFrame(groups.items(), columns=["pair_group", "n_all_pairs"]))
    con.execute("create or replace temp table link__patterns as select * from patterns")
    con.execute("create or replace temp table link__random_agreement as from random_agreement")
    con.execute("create or replace temp table link__all_pairs as select * from groups")
    macros.train(settings, "toy")
    return con.execute("select * from link__history").df()


def values(history: pd.DataFrame, round: int, iteration: int, parameter: str) -> pd.DataFrame:
    return history[
        (history["round"] == round)
        & (history["iteration"] == iteration)
        & (history["parameter"] == parameter)
    ]


def by_level(history: pd.DataFrame, round: int, iteration: int, parameter: str) -> dict:
    found = values(history, round, iteration, parameter).set_index("parameter_index")["value"]
    return {
        name: np.array([found[FIRST_INDEX[name] + gamma] for gamma in range(n_levels)])
        for name, n_levels in LEVELS.items()
    }
