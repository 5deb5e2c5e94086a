"""Candidate pairs against every pair tried in Python."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
import toy_model
from macro_runner import Macros
from rapidfuzz.distance import JaroWinkler


def find_pairs(macros: Macros, rows: list[dict], settings: dict) -> pd.DataFrame:
    """All candidates: identity_id_l, identity_id_r, n_record_pairs, gammas, rules_satisfied."""
    toy_model.load(macros, rows)
    macros.create("skipped", macros.skipped_blocks(settings, "identities"))
    macros.create("blocking_keys", macros.with_block_keys(settings, "identities", "skipped"))
    macros.create("pairs", macros.blocked_pairs(settings, "blocking_keys"))
    return macros.connection.execute(
        f"select *, {macros.decode_pattern(settings)} from pairs"
        " order by identity_id_l, identity_id_r"
    ).df()


def blocks(row: dict) -> list[set]:
    """The keys of a record under each rule of the toy model; a missing value has no key."""
    surname, forename, born = row["surname"], row["forename"], row["born"]
    return [
        {(surname, born)} if surname and born else set(),
        {(forename, born)} if forename and born else set(),
        {(postcode, surname) for postcode in row["postcodes"]} if surname else set(),
    ]


def expected_pairs(rows: list[dict], may_compare, limit: float = float("inf")) -> pd.DataFrame:
    keys = [blocks(row) for row in rows]
    for rule in range(3):
        counts = pd.Series([key for own in keys for key in own[rule]]).value_counts()
        large = set(counts[counts > limit].index)
        for own in keys:
            own[rule] -= large
    found = []
    pairs = itertools.combinations(zip(rows, keys, strict=True), 2)
    for (left, keys_left), (right, keys_right) in pairs:
        shared = [bool(a & b) for a, b in zip(keys_left, keys_right, strict=True)]
        if any(shared) and left["profile_id"] != right["profile_id"] and may_compare(left, right):
            found.append(
                {
                    "identity_id_l": left["identity_id"],
                    "identity_id_r": right["identity_id"],
                    "rules_satisfied": sum(2**rule for rule in range(3) if shared[rule]),
                    "pair_group": 64 * min(left["source_id"], right["source_id"])
                    + max(left["source_id"], right["source_id"]),
                    "n_record_pairs": left["n_records"] * right["n_records"]
                    if left["is_main"] and right["is_main"]
                    else 0,
                }
            )
    return pd.DataFrame(found).sort_values(["identity_id_l", "identity_id_r"], ignore_index=True)


LINK_TYPES = {
    "link_and_dedupe": lambda left, right: True,
    "link_only": lambda left, right: left["source_id"] != right["source_id"],
    "dedupe_only": lambda left, right: left["source_id"] == right["source_id"],
}


@pytest.mark.parametrize("link_type", LINK_TYPES)
def test_candidates_are_those_of_brute_force(macros, link_type):
    rows = toy_model.people(np.random.default_rng(1), 150)
    found = find_pairs(macros, rows, toy_model.settings(macros, link_type=link_type))
    expected = expected_pairs(rows, LINK_TYPES[link_type])
    assert set(expected["rules_satisfied"]) == {1, 2, 3, 4, 5, 7}, "the toy should try every rule"
    pd.testing.assert_frame_equal(found[expected.columns], expected, check_dtype=False)


def test_large_blocks_are_skipped_and_listed(macros):
    rows = toy_model.people(np.random.default_rng(2), 250)
    found = find_pairs(macros, rows, toy_model.settings(macros, max_block_size=5))
    expected = expected_pairs(rows, LINK_TYPES["link_and_dedupe"], limit=5)
    pd.testing.assert_frame_equal(found[expected.columns], expected, check_dtype=False)
    skipped = macros.connection.execute("select * from skipped").df()
    keys = [blocks(row) for row in rows]
    for rule in range(3):
        counts = pd.Series([key for own in keys for key in own[rule]]).value_counts()
        listed = skipped[skipped["match_key"] == rule]["n_identities"]
        assert sorted(listed) == sorted(counts[counts > 5]), f"rule {rule}"
    assert set(skipped["match_key"]) == {0, 1, 2}, "the toy should skip under every rule"


def test_a_skipped_block_leaves_its_pairs_to_a_later_rule(macros):
    rows = toy_model.people(np.random.default_rng(3), 12)
    born = next(row["born"] for row in rows if row["born"])
    for number, row in enumerate(rows):
        row |= {"surname": "smith", "forename": None, "born": born}
        row |= {"postcodes": [f"AB{number // 2}1CD"]}
    found = find_pairs(macros, rows, toy_model.settings(macros, max_block_size=5))
    assert 3 <= len(found) < len(rows)
    assert set(found["rules_satisfied"]) == {4}


def test_null_keys_never_join(macros):
    rows = toy_model.people(np.random.default_rng(4), 40)
    for row in rows:
        row |= {"surname": None, "forename": None}
    assert find_pairs(macros, rows, toy_model.settings(macros)).empty


def test_no_identities_give_no_pairs(macros):
    assert find_pairs(macros, [], toy_model.settings(macros)).empty


def gamma(left, right, *conditions) -> int:
    """The level of two values: the first condition that holds, best first; -1 if one is missing."""
    if not left or not right:
        return -1
    met = [condition(left, right) for condition in conditions]
    return len(met) - met.index(True) if any(met) else 0


def equal(left, right) -> bool:
    return left == right


def alike(least: float):
    """Jaro-Winkler by another library than the database's."""
    return lambda left, right: JaroWinkler.similarity(left, right) >= least


def overlap(left, right) -> bool:
    return bool(set(left) & set(right))


def test_levels_are_the_first_conditions_that_hold(macros):
    rows = toy_model.people(np.random.default_rng(6), 80)
    found = find_pairs(macros, rows, toy_model.settings(macros))
    by_id = {row["identity_id"]: row for row in rows}
    conditions = {
        "surname": ("surname", [equal, alike(0.9)]),
        "forename": ("forename", [equal, alike(0.8)]),
        "born": ("born", [equal]),
        "postcode": ("postcodes", [overlap]),
    }
    for comparison, (column, levels) in conditions.items():
        expected = [
            gamma(by_id[left][column], by_id[right][column], *levels)
            for left, right in zip(found["identity_id_l"], found["identity_id_r"], strict=True)
        ]
        assert found[f"gamma_{comparison}"].tolist() == expected
        assert set(expected) == {-1, *range(len(levels) + 1)}, "the toy should try every level"
