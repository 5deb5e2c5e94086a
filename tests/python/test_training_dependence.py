"""Comparisons that tell of each other are named, and no others."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from macro_runner import Macros
from toy_training import train

NAMES = ["a", "b", "c", "d", "e"]
M = {name: np.array([0.1, 0.1, 0.8]) for name in NAMES}
U = {name: np.array([0.93, 0.05, 0.02]) for name in NAMES}
GROUPS = {65: 1e8, 66: 3e8}


def five_comparisons(m: Macros, **training: float) -> dict:
    """Five comparisons of three levels; three rules that fix one of them each."""
    return m.linkage_settings(
        model="five",
        comparisons=[
            m.comparison(
                name,
                [
                    m.null_level(f"l.{name} is null"),
                    m.comparison_level(f"l.{name} = r.{name}", f"{name} equal"),
                    m.comparison_level(f"l.{name}[1] = r.{name}[1]", f"{name} similar"),
                    m.else_level(f"{name} else"),
                ],
            )
            for name in NAMES
        ],
        blocking_rules=[m.block_on([name], name, [name]) for name in NAMES[:3]],
        training=training,
    )


def joint(first: np.ndarray, second: np.ndarray, share: float) -> np.ndarray:
    """Two levels together: a share of the pairs stands at equal levels of both."""
    assert (first == second).all()
    return (1 - share) * np.outer(first, second) + share * np.diag(first)


def candidates(
    rng: np.random.Generator,
    dependent: tuple[str, str] | None = None,
    among_matches: float = 0.0,
    among_others: float = 0.0,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Patterns of all pairs that a rule finds, and chance agreement of all pairs."""
    gammas = np.array(list(itertools.product(range(3), repeat=5)))
    places = [NAMES.index(name) for name in dependent] if dependent else []
    tables, agreement = [], []
    for group, n_all in GROUPS.items():
        expected = np.zeros(len(gammas))
        for n, chances, share in (
            (n_all * 1e-4, M, among_matches),
            (n_all, U, among_others),
        ):
            product = np.ones(len(gammas))
            for place, name in enumerate(NAMES):
                if place not in places:
                    product *= chances[name][gammas[:, place]]
            if places:
                both = joint(*(chances[name] for name in dependent), share)
                product *= both[gammas[:, places[0]], gammas[:, places[1]]]
            expected += n * product
        counts = rng.poisson(expected)
        columns = [f"gamma_{name}" for name in NAMES]
        table = pd.DataFrame(gammas, columns=columns).assign(pair_group=group)
        table["n_record_pairs"] = counts
        table["rules_satisfied"] = sum((gammas[:, place] == 2) * 2**place for place in range(3))
        tables.append(table)
    everybody = pd.concat(tables)
    for place, name in enumerate(NAMES):
        counted = everybody.groupby(f"gamma_{name}")["n_record_pairs"].sum()
        agreement += [(0, name, gamma, 4 * place + 2 + gamma, n) for gamma, n in counted.items()]
    agreement = pd.DataFrame(
        agreement, columns=["pair_group", "comparison", "gamma", "parameter_index", "n_pairs"]
    )
    agreement = agreement.assign(
        is_exact=True, n_known_pairs=sum(GROUPS.values()), n_sampled_pairs=1e6
    )
    return everybody.query("rules_satisfied > 0 and n_record_pairs > 0"), agreement


def dependence(macros: Macros, settings: dict, patterns: pd.DataFrame, agreement) -> pd.DataFrame:
    con = macros.connection
    history = train(macros, patterns, settings, agreement, GROUPS)
    con.register("history", history)
    con.register("patterns_df", patterns)
    con.register(
        "all_pairs",
        pd.DataFrame(
            [(group, "x", "y", n) for group, n in GROUPS.items()],
            columns=["pair_group", "source_dataset_l", "source_dataset_r", "n_all_pairs"],
        ),
    )
    macros.create("parameters", macros.parameters(settings, "history"))
    macros.create("match_shares", macros.match_shares(settings, "history", "all_pairs"))
    sql = macros.dependence(settings, "patterns_df", "parameters", "match_shares")
    return con.execute(f"select * from ({sql})").df()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_independent_comparisons_are_not_named(macros, seed):
    patterns, agreement = candidates(np.random.default_rng(seed))
    found = dependence(macros, five_comparisons(macros), patterns, agreement)
    assert len(found) == 10
    assert not found["is_dependent"].any()
    for name in ("matches_bits", "others_bits"):
        assert found[name].abs().max() < 0.01


@pytest.mark.parametrize(
    ("pair", "where", "share"),
    [
        (("d", "e"), "among_matches", 0.5),
        (("a", "d"), "among_matches", 0.5),
        (("b", "c"), "among_matches", 0.5),
        (("a", "d"), "among_others", 0.3),
        (("b", "c"), "among_others", 0.3),
    ],
)
def test_the_dependent_pair_is_named_and_no_other(macros, pair, where, share):
    rng = np.random.default_rng(4)
    patterns, agreement = candidates(rng, pair, **{where: share})
    found = dependence(macros, five_comparisons(macros), patterns, agreement)
    named = found[found["is_dependent"]]
    assert list(zip(named["comparison_l"], named["comparison_r"], strict=True)) == [pair]
    first = found.iloc[0]
    assert (first["comparison_l"], first["comparison_r"]) == pair
    # the worst cell is where both are similar: the diagonal, where the margins are small
    kind = where.removeprefix("among_")
    assert first[f"{kind}_worst_level_l"] == f"{pair[0]} similar"
    assert first[f"{kind}_worst_level_r"] == f"{pair[1]} similar"
    assert first[f"{kind}_observed"] > 3 * first[f"{kind}_expected"]


@pytest.mark.parametrize("share", [0.3, 0.5])
def test_a_dependence_too_strong_for_the_training_comes_first(macros, share):
    """So many others agree on two that no rule fixes that EM takes them for matches."""
    patterns, agreement = candidates(np.random.default_rng(4), ("d", "e"), among_others=share)
    found = dependence(macros, five_comparisons(macros), patterns, agreement)
    first = found.iloc[0]
    assert (first["comparison_l"], first["comparison_r"], first["is_dependent"]) == ("d", "e", True)


def test_the_bits_are_the_mutual_information_of_the_classes(macros):
    """By hand, where posteriors are all but 0 or 1: one block, one pair of sources, two levels."""
    settings = five_comparisons(macros)
    counts = {(2, 2): 500, (2, 0): 100, (0, 2): 150, (0, 0): 250}
    rows = [
        {"gamma_a": 2, "gamma_b": 0, "gamma_c": 0, "gamma_d": d, "gamma_e": e}
        | {"pair_group": 65, "rules_satisfied": 1, "n_record_pairs": n, "n_pairs": n}
        for (d, e), n in counts.items()
    ]
    con = macros.connection
    con.register("patterns_df", pd.DataFrame(rows))
    macros.create(
        "parameters",
        "select 65 as pair_group, parameter_index, 20.0 as match_weight"
        f" from ({macros._levels(settings)})",
    )
    macros.create("shares", "select 65 as pair_group, 0.0 as prior_match_weight")
    sql = macros.dependence(settings, "patterns_df", "parameters", "shares")
    found = con.execute(f"select * from ({sql})").df().set_index(["comparison_l", "comparison_r"])
    table = np.array([[250, 150], [100, 500]]) / 1000
    product = np.outer(table.sum(axis=1), table.sum(axis=0))
    information = (table * np.log2(table / product)).sum()
    row = found.loc[("d", "e")]
    assert row["n_matches"] == pytest.approx(1000)
    assert row["matches_bits"] == pytest.approx(information - 1 / (2 * 1000 * np.log(2)), abs=1e-9)
    assert row["matches_expected"] == pytest.approx(0.4 * 0.35 * 1000)
    assert row["matches_observed"] == pytest.approx(250)
    assert (row["matches_worst_level_l"], row["matches_worst_level_r"]) == ("d else", "e else")
    assert pd.isna(row["others_bits"])
    assert row["is_dependent"]
