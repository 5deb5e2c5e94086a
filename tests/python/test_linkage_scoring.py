"""Weights of pairs of profiles, worked out again in Python."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
import toy_model
from macro_runner import Macros

UNIT = 2**20
M = {
    "surname": [0.05, 0.15, 0.8],
    "forename": [0.1, 0.2, 0.7],
    "born": [0.1, 0.9],
    "postcode": [0.5, 0.5],
}
U = {
    "surname": [0.9, 0.06, 0.04],
    "forename": [0.9, 0.06, 0.04],
    "born": [0.97, 0.03],
    "postcode": [0.98, 0.02],
}
PRIOR = {65: -6.0, 66: -6.5, 67: -7.0, 130: -5.5, 131: -6.2, 195: -5.9}


def units(bits: float) -> int:
    return round(bits * UNIT)


def score(
    macros: Macros, rows: list[dict], frequencies: dict[tuple[str, str], float], **options
) -> pd.DataFrame:
    """The scored pairs of profiles, by the macros, with the gammas of their best names."""
    m, con = macros, macros.connection
    settings = toy_model.settings(m)
    # similar surnames are adjusted too, by the commoner of the two
    settings["comparisons"][0]["comparison_levels"][2]["tf_term"] = "surname"
    toy_model.load(m, rows)
    con.register(
        "frequencies",
        pd.DataFrame(
            [(*key, tf) for key, tf in frequencies.items()], columns=["term", "value", "tf"]
        ),
    )
    chances = [
        (comparison["first_index"] + 2 + gamma, *chance)
        for comparison in settings["comparisons"]
        for gamma, chance in enumerate(
            zip(*(p[comparison["output_column_name"]] for p in (M, U)), strict=True)
        )
    ]
    con.register(
        "chances",
        pd.DataFrame(chances, columns=["parameter_index", "m_probability", "u_probability"]),
    )
    m.create(
        "parameters",
        "select *, coalesce(log2(m_probability / u_probability), 0) as match_weight"
        f" from ({m._levels(settings)}) left join chances using (parameter_index)",
    )
    con.register(
        "shares", pd.DataFrame(PRIOR.items(), columns=["pair_group", "prior_match_weight"])
    )
    m.create("named", m.with_term_frequencies(settings, "identities", "frequencies", "identity_id"))
    m.create("skipped", m.skipped_blocks(settings, "identities"))
    m.create("keys", m.with_block_keys(settings, "identities", "skipped"))
    m.create("pairs", m.blocked_pairs(settings, "keys"))
    m.create("weights", m.pattern_weights(settings, "pairs", "parameters", "shares", "frequencies"))
    sql = m.score_pairs(settings, "pairs", "named", "weights", "parameters", **options)
    return con.execute(f"select * from ({sql}) order by profile_id_l, profile_id_r").df()


def everyone(seed: int, n_profiles: int = 120) -> tuple[list[dict], dict]:
    """People with aliases, and frequencies of what main names bear."""
    rng = np.random.default_rng(seed)
    rows = toy_model.people(rng, n_profiles)
    main = [row for row in rows if row["is_main"]]
    # a surname that only aliases bear, and so was never counted
    for row in rows:
        if not row["is_main"] and rng.random() < 0.5:
            row["surname"] = "rarely"
    surnames = {row["surname"] for row in main} - {None}
    postcodes = {code for row in main for code in row["postcodes"]}
    frequencies = {("surname", value): rng.uniform(0.001, 0.3) for value in sorted(surnames)}
    frequencies |= {("postcode", value): rng.uniform(0.001, 0.3) for value in sorted(postcodes)}
    return rows, frequencies


def expected_weight(left: dict, right: dict, gammas: dict[str, int], frequencies: dict) -> int:
    """Units of a pair of names: prior, levels, term frequency, less the price of names tried."""
    group = 64 * min(left["source_id"], right["source_id"]) + max(
        left["source_id"], right["source_id"]
    )
    total = units(PRIOR[group])
    for name, gamma in gammas.items():
        if gamma >= 0:
            total += units(math.log2(M[name][gamma] / U[name][gamma]))
    if gammas["surname"] >= 1:
        rarest = min(tf for (term, _), tf in frequencies.items() if term == "surname")
        tf = max(frequencies.get(("surname", row["surname"]), rarest) for row in (left, right))
        total += units(math.log2(U["surname"][gammas["surname"]] / tf))
    if gammas["postcode"] == 1:
        shared = set(left["postcodes"]) & set(right["postcodes"])
        tf = min(frequencies[("postcode", postcode)] for postcode in shared)
        total += units(math.log2(U["postcode"][1] / tf))
    return total - units(math.log2(left["n_names"] * right["n_names"]))


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
        .rename(columns={"weight": "match_weight_units"})
    )
    pd.testing.assert_frame_equal(found[best.columns], best, check_dtype=False)
    assert (found["profile_id_l"] < found["profile_id_r"]).all()


def test_profiles_need_not_be_numbered_as_identities_are(macros):
    """Sides are put in the order of profiles, whatever the order of identities."""
    rows, frequencies = everyone(seed=2)
    straight = score(macros, rows, frequencies)
    for row in rows:
        row["profile_id"] = 10_000 - row["profile_id"]
    turned = score(macros, rows, frequencies)
    assert (turned["profile_id_l"] < turned["profile_id_r"]).all()
    sides = ["identity_id_l", "identity_id_r"]
    weights = straight.set_index(sides)["match_weight_units"].to_dict()
    mirrored = {tuple(row[sides[::-1]]): row["match_weight_units"] for _, row in turned.iterrows()}
    assert sorted(weights.values()) == sorted(mirrored.values())


@pytest.mark.parametrize("at_least", [-4.0, 0.0, 4.0])
def test_pruning_by_pattern_loses_no_pair(macros, at_least):
    """Patterns are left out only where no term frequency could lift a pair to the weight."""
    rows, frequencies = everyone(seed=3)
    every = score(macros, rows, frequencies)
    kept = score(macros, rows, frequencies, at_least=at_least)
    expected = every[every["match_weight_units"] >= at_least * UNIT].reset_index(drop=True)
    assert 0 < len(expected) < len(every)
    pd.testing.assert_frame_equal(kept, expected)


def test_names_tried_cost_nothing_where_they_do_not_count(macros):
    rows, frequencies = everyone(seed=4)
    free = score(macros, rows, frequencies, names_tried=False)
    paid = score(macros, rows, frequencies)
    n_names = {row["profile_id"]: row["n_names"] for row in rows}
    price = [
        units(math.log2(n_names[left] * n_names[right]))
        for left, right in zip(paid["profile_id_l"], paid["profile_id_r"], strict=True)
    ]
    assert set(price) == {0, UNIT, 2 * UNIT}
    assert (free["match_weight_units"] - price).tolist() == paid["match_weight_units"].tolist()


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
