"""Weights of pairs of profiles, worked out again in Python."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
import toy_model
from macro_runner import Macros
from toy_scoring import LEAST_TF, PRIOR, TF_WEIGHT, M, chances, everyone, score, settings_of

UNIT = 2**20


def units(bits: float) -> int:
    return round(bits * UNIT)


def expected_weight(left: dict, right: dict, gammas: dict[str, int], frequencies: dict) -> float:
    """Bits of a pair of names: prior, levels, term frequency, less the price of names tried."""
    group = 64 * min(left["source_id"], right["source_id"]) + max(
        left["source_id"], right["source_id"]
    )
    total = PRIOR[group]
    for name, gamma in gammas.items():
        if gamma >= 0:
            m, u = chances(group)[name][gamma]
            total += math.log2(m / u)
    if gammas["surname"] >= 1:
        rarest = min(tf for (term, _), tf in frequencies.items() if term == "surname")
        tf = max(frequencies.get(("surname", row["surname"]), rarest) for row in (left, right))
        tf = max(tf, LEAST_TF["surname"])
        total += TF_WEIGHT["surname"] * math.log2(chances(group)["surname"][2][1] / tf)
    if gammas["postcode"] == 1:
        shared = set(left["postcodes"]) & set(right["postcodes"])
        tf = min(frequencies[("postcode", postcode)] for postcode in shared)
        total += TF_WEIGHT["postcode"] * math.log2(chances(group)["postcode"][1][1] / tf)
    return total - math.log2(left["n_names"] * right["n_names"])


def all_names(macros: Macros, rows: list[dict], frequencies: dict) -> pd.DataFrame:
    """The weight of every candidate pair of names."""
    by_id = {row["identity_id"]: row for row in rows}
    settings = toy_model.settings(macros)
    candidates = macros.connection.execute(
        f"select identity_id_l, identity_id_r, {macros.decode_pattern(settings)} from pairs"
    ).df()
    found = []
    for pair in candidates.to_dict("records"):
        left, right = sorted(
            (by_id[pair["identity_id_l"]], by_id[pair["identity_id_r"]]),
            key=lambda row: row["profile_id"],
        )
        gammas = {name: pair[f"gamma_{name}"] for name in M}
        weight = expected_weight(left, right, gammas, frequencies)
        found.append(
            (
                left["profile_id"],
                right["profile_id"],
                weight,
                left["identity_id"],
                right["identity_id"],
            )
        )
    return pd.DataFrame(
        found,
        columns=["profile_id_l", "profile_id_r", "weight", "identity_id_l", "identity_id_r"],
    )


def test_a_pair_is_as_strong_as_its_best_pair_of_names(macros):
    rows, frequencies = everyone(seed=1)
    found = score(macros, rows, frequencies)
    names = all_names(macros, rows, frequencies)
    assert (names.groupby(["profile_id_l", "profile_id_r"]).size() > 1).sum() > 20
    best = (
        names.sort_values(
            ["weight", "identity_id_l", "identity_id_r"], ascending=[False, True, True]
        )
        .drop_duplicates(["profile_id_l", "profile_id_r"])
        .sort_values(["profile_id_l", "profile_id_r"], ignore_index=True)
        .rename(columns={"weight": "match_weight"})
    )
    pd.testing.assert_frame_equal(
        found[best.columns], best, check_dtype=False, check_exact=False, rtol=0, atol=1e-9
    )
    assert (found["profile_id_l"] < found["profile_id_r"]).all()
    assert found["match_weight_units"].tolist() == [units(bits) for bits in found["match_weight"]]
    np.testing.assert_allclose(
        found["match_probability"], 1 / (1 + 2.0 ** -found["match_weight"]), rtol=1e-12
    )
    assert set(found["pair_group"]) == set(PRIOR), "every pair of sources should be there"


def test_profiles_need_not_be_numbered_as_identities_are(macros):
    """Sides are put in the order of profiles, whatever the order of identities."""
    rows, frequencies = everyone(seed=2)
    straight = score(macros, rows, frequencies)
    for row in rows:
        row["profile_id"] = 10_000 - row["profile_id"]
    turned = score(macros, rows, frequencies)
    assert (turned["profile_id_l"] < turned["profile_id_r"]).all()
    sides = ["identity_id_l", "identity_id_r"]
    weights = straight.set_index(sides)["match_weight"].to_dict()
    mirrored = {tuple(row[sides[::-1]]): row["match_weight"] for _, row in turned.iterrows()}
    assert sorted(weights.values()) == sorted(mirrored.values())


@pytest.mark.parametrize("at_least", [-4.0, 0.0, 4.0])
def test_pruning_by_pattern_loses_no_pair(macros, at_least):
    """Patterns are left out only where no term frequency could lift a pair to the weight."""
    rows, frequencies = everyone(seed=3)
    every = score(macros, rows, frequencies)
    kept = score(macros, rows, frequencies, at_least=at_least)
    expected = every[every["match_weight"] >= at_least].reset_index(drop=True)
    assert 0 < len(expected) < len(every)
    pd.testing.assert_frame_equal(kept, expected)


@pytest.mark.parametrize("at_least", [None, 0])
@pytest.mark.parametrize("n_ranges", [2, 7])
def test_pairs_scored_in_parts_are_those_scored_at_once(macros, n_ranges, at_least):
    rows, frequencies = everyone(seed=14)
    at_once = score(macros, rows, frequencies, at_least=at_least)
    settings = settings_of(macros)
    relations = ["pairs", "named", "weights", "parameters"]
    parts = macros.score_in_parts(settings, *relations, at_least=at_least, n_ranges=n_ranges)
    assert len(macros.statements(parts)) == n_ranges
    macros.create("scored", parts)
    in_parts = macros.connection.execute("from scored order by profile_id_l, profile_id_r").df()
    pd.testing.assert_frame_equal(in_parts, at_once)
    assert len(at_once) > 50


def test_no_pair_lies_above_the_bound_of_its_pattern(macros):
    rows, frequencies = everyone(seed=3)
    found = score(macros, rows, frequencies, names_tried=False)
    bounds = macros.connection.execute("select pattern, match_weight, most_tf from weights").df()
    bound = found.merge(bounds, on="pattern", suffixes=("", "_of_pattern"))
    room = bound["match_weight_of_pattern"] + bound["most_tf"] - bound["match_weight"]
    assert room.min() >= -1e-12
    assert room.min() < 1e-9, "the rarest value reaches the bound"


def test_without_frequencies_no_pattern_is_left_out(macros):
    rows, frequencies = everyone(seed=3)
    every = score(macros, rows, frequencies)
    settings = toy_model.settings(macros)
    macros.create("weights", macros.pattern_weights(settings, "pairs", "parameters", "shares"))
    bounds = macros.connection.execute("select max(most_tf), min(most_tf) from weights").fetchone()
    assert bounds == (math.inf, 0)
    sql = macros.score_pairs(settings, "pairs", "named", "weights", "parameters", at_least=-1000)
    assert len(macros.connection.execute(sql).df()) == len(every)


@pytest.mark.parametrize("threads", [1, 4])
def test_weights_repeat_to_the_byte(macros, threads):
    """Whatever the order of rows and the number of threads."""
    rows, frequencies = everyone(seed=6)
    straight = score(macros, rows, frequencies)
    macros.connection.execute(f"set threads = {threads}")
    shuffled = score(macros, list(reversed(rows)), dict(reversed(list(frequencies.items()))))
    pd.testing.assert_frame_equal(straight, shuffled, check_exact=True)


def test_an_adjustment_needs_a_frequency(macros):
    """Where only one side has a frequency it counts, where neither has there is no adjustment."""
    rows, frequencies = everyone(seed=7)
    settings = toy_model.settings(macros)
    both = score(macros, rows, frequencies)
    macros.connection.execute(
        "update named set tf_surname = null where identity_id % 2 = 0; "
        "update named set tf_postcode = null"
    )
    sql = macros.score_pairs(settings, "pairs", "named", "weights", "parameters")
    found = macros.connection.execute(f"select * from ({sql}) order by all").df()
    neither = (found["identity_id_l"] % 2 == 0) & (found["identity_id_r"] % 2 == 0)
    equal = found["gamma_surname"] == 2
    assert (found["tf_adjustment"][neither | ~equal] == 0).all()
    assert (found["tf_adjustment"][~neither & equal] != 0).all()
    assert (both["tf_adjustment"] != 0).sum() > (found["tf_adjustment"] != 0).sum() > 0


def test_names_tried_cost_nothing_where_they_do_not_count(macros):
    rows, frequencies = everyone(seed=4)
    free = score(macros, rows, frequencies, names_tried=False)
    paid = score(macros, rows, frequencies)
    n_names = {row["profile_id"]: row["n_names"] for row in rows}
    price = [
        math.log2(n_names[left] * n_names[right])
        for left, right in zip(paid["profile_id_l"], paid["profile_id_r"], strict=True)
    ]
    assert set(price) == {0, 1, 2}
    np.testing.assert_allclose(free["match_weight"] - price, paid["match_weight"], atol=1e-12)


def test_a_pattern_belongs_to_its_first_rule(macros):
    rows, frequencies = everyone(seed=5)
    score(macros, rows, frequencies)
    found = macros.connection.execute(
        "select distinct rules_satisfied, match_key from weights"
    ).fetchall()
    assert dict(found) == {
        mask: next(rule for rule in range(3) if mask & 2**rule) for mask, _ in found
    }
    assert len(found) >= 6


# Units, bits and probabilities


def test_units_and_bits(macros):
    bits = [0.0, 1.0, -2.5, 3.25, 2**-20, 1 / 3, 60.7, -60.7]
    for value in bits:
        whole, back = macros.connection.execute(
            f"select {macros.weight_units(f'{value!r}::double')} as units,"
            f" {macros.weight_bits('units')}"
        ).fetchone()
        assert whole == units(value)
        assert back == pytest.approx(value, abs=2**-21)


@pytest.mark.parametrize("bits", [-1000, -60.0, -1.0, 0.0, 1.0, 20.0, 60.0, 1000])
def test_probability_of_a_weight(macros, bits):
    found = macros.connection.execute(
        f"select {macros.match_probability(f'{bits}::double')}"
    ).fetchone()[0]
    assert found == pytest.approx(1 / (1 + 2.0**-bits) if bits > -1000 else 0, rel=1e-12)


def test_exact_sums_do_not_depend_on_order(macros):
    rng = np.random.default_rng(6)
    values = rng.normal(size=20_000) * 10.0 ** rng.integers(-6, 8, size=20_000)
    totals = set()
    for order in itertools.chain(
        [np.arange(len(values))], (rng.permutation(len(values)) for _ in range(4))
    ):
        macros.connection.register("numbers", pd.DataFrame({"x": values[order], "g": order % 3}))
        totals.add(
            macros.connection.execute(f"select {macros.exact_sum('x')} from numbers").fetchone()[0]
        )
    assert len(totals) == 1
    assert totals.pop() == pytest.approx(math.fsum(values), abs=len(values) * 2.0**-41)
    by_group = macros.connection.execute(
        f"select distinct g, {macros.exact_sum('x', window='partition by g')} from numbers"
    ).fetchall()
    for group, total in by_group:
        members = values[order][order % 3 == group]
        assert total == pytest.approx(math.fsum(members), abs=len(values) * 2.0**-41)
