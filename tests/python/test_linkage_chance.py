"""Chance agreement and term frequencies against counting by hand."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest
import toy_model
from macro_runner import Macros

MAY_COMPARE = {
    "link_and_dedupe": lambda left, right: True,
    "link_only": lambda left, right: left["source_id"] != right["source_id"],
    "dedupe_only": lambda left, right: left["source_id"] == right["source_id"],
}


def make_pairs(macros: Macros, rows: list[dict], settings: dict) -> None:
    """Tables random_pairs, self_pairs and random_agreement of the toy model."""
    toy_model.load(macros, rows)
    macros.create("skipped", macros.skipped_blocks(settings, "identities"))
    macros.create("blocking_keys", macros.with_block_keys(settings, "identities", "skipped"))
    macros.create("random_pairs", macros.random_pairs(settings, "blocking_keys"))
    macros.create("self_pairs", macros.self_pairs(settings, "blocking_keys"))
    macros.create(
        "random_agreement",
        macros.random_agreement(settings, "random_pairs", "self_pairs", "identities"),
    )


def main_names(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["is_main"]]


# Random pairs


@pytest.mark.parametrize("n_profiles", [1, 2, 3, 4, 7, 8, 40, 41])
@pytest.mark.parametrize("link_type", MAY_COMPARE)
def test_few_names_give_every_pair_once(macros, n_profiles, link_type):
    rows = toy_model.people(np.random.default_rng(1), n_profiles)
    make_pairs(macros, rows, toy_model.settings(macros, link_type=link_type))
    found = macros.connection.execute(
        "select identity_id_l, identity_id_r, n_record_pairs from random_pairs"
    ).fetchall()
    expected = {
        frozenset((left["identity_id"], right["identity_id"])): left["n_records"]
        * right["n_records"]
        for left, right in itertools.combinations(main_names(rows), 2)
        if MAY_COMPARE[link_type](left, right)
    }
    assert len(found) == len(expected)
    assert {frozenset(pair): n for *pair, n in found} == expected


def test_many_names_give_about_as_many_pairs_as_asked_for(macros):
    rows = toy_model.people(np.random.default_rng(2), 300)
    settings = toy_model.settings(macros, training={"random_pairs": 3000})
    make_pairs(macros, rows, settings)
    pairs = macros.connection.execute(
        "select identity_id_l, identity_id_r from random_pairs"
    ).fetchall()
    assert 3000 <= len(pairs) <= 3300
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)
    uses = Counter(identity for pair in pairs for identity in pair)
    assert len(set(uses.values())) == 1, "each name is used equally often"
    assert set(uses) == {row["identity_id"] for row in main_names(rows)}


# Chance agreement


def level_of(left: dict, right: dict, comparison: str) -> int:
    column = {"postcode": "postcodes"}.get(comparison, comparison)
    a, b = left[column], right[column]
    if not a or not b:
        return -1
    if comparison == "postcode":
        return int(bool(set(a) & set(b)))
    return int(a == b)


@pytest.mark.parametrize("link_type", MAY_COMPARE)
def test_chance_agreement_is_that_of_all_pairs_of_records(macros, link_type):
    """Surname and born are counted exactly; the rest is sampled, here from every pair there is."""
    rows = toy_model.people(np.random.default_rng(3), 61)
    make_pairs(macros, rows, toy_model.settings(macros, link_type=link_type))
    found = {
        (comparison, gamma): (n_pairs, is_exact)
        for comparison, gamma, n_pairs, is_exact in macros.connection.execute(
            "select comparison, gamma, n_pairs, is_exact from random_agreement"
        ).fetchall()
    }
    # every record of a profile by itself
    records = [row for row in main_names(rows) for _ in range(row["n_records"])]
    pairs = [pair for pair in itertools.combinations(records, 2) if MAY_COMPARE[link_type](*pair)]
    for comparison, best in [("surname", 2), ("born", 1)]:
        n_equal = sum(level_of(*pair, comparison) == 1 for pair in pairs)
        assert found[comparison, best] == (n_equal, True)
    # half a pair is added to each level of a sample
    counts = Counter(level_of(*pair, "postcode") for pair in pairs)
    for gamma in (0, 1):
        assert found["postcode", gamma] == (pytest.approx(counts[gamma] + 0.5), False)
    # beside an exact level the others share what is left
    known = sum(level_of(*pair, "born") >= 0 for pair in pairs)
    n_equal = found["born", 1][0]
    assert found["born", 0] == (pytest.approx(known + 1 - n_equal), False)


def test_chance_agreement_of_nobody_is_even(macros):
    make_pairs(macros, [], toy_model.settings(macros))
    rows = macros.connection.execute(
        "select comparison, count(distinct n_pairs), count(*) filter (where n_pairs is null)"
        " from random_agreement where not is_exact group by comparison"
    ).fetchall()
    assert {name: (n_values, n_null) for name, n_values, n_null in rows} == {
        "surname": (1, 0),
        "forename": (1, 0),
        "born": (1, 0),
        "postcode": (1, 0),
    }


def test_all_pairs_by_group(macros):
    rows = toy_model.people(np.random.default_rng(4), 30)
    for link_type, may_compare in MAY_COMPARE.items():
        make_pairs(macros, rows, toy_model.settings(macros, link_type=link_type))
        settings = toy_model.settings(macros, link_type=link_type)
        sql = macros.all_pairs_by_group(settings, "identities")
        found = dict(
            macros.connection.execute(f"select pair_group, n_all_pairs from ({sql})").fetchall()
        )
        records = [row["source_id"] for row in main_names(rows) for _ in range(row["n_records"])]
        expected = Counter(
            64 * min(pair) + max(pair)
            for pair in itertools.combinations(records, 2)
            if may_compare({"source_id": pair[0]}, {"source_id": pair[1]})
        )
        assert found == expected


# Term frequencies


def term_frequencies(macros: Macros, settings: dict, rows: list[tuple]) -> dict:
    macros.connection.execute(
        "create or replace table names"
        " (forename varchar, surname varchar, born date, postcodes varchar[])"
    )
    macros.connection.executemany("insert into names values (?, ?, ?, ?)", rows)
    sql = macros.term_frequencies(settings, "names", ["forename", "surname", "born"])
    return {
        (term, value): tf
        for term, value, tf in macros.connection.execute(
            f"select term, value, tf from ({sql})"
        ).fetchall()
    }


PEOPLE = [
    ("anna", "smith", "1980-01-01", ["AB1", "AB2"]),
    ("anna", "smith", "1980-01-01", ["AB2", "AB3"]),  # the same person, moved
    ("anna", "smith", "1981-01-01", ["AB2"]),
    ("john", "smith", "1980-01-01", []),
    ("john", None, "1980-01-01", ["AB2"]),
    (None, "jones", None, None),
]


def test_terms_are_counted_over_people(macros):
    m = macros
    settings = toy_model.settings(
        m,
        terms=[
            m.term("forename", ["forename"]),
            m.term("surname", ["surname"]),
            m.term("name", ["forename", "surname"], smooth_by=["forename", "surname"]),
            m.term("postcode", ["postcodes"], array=True),
        ],
    )
    assert term_frequencies(m, settings, PEOPLE) == pytest.approx(
        {
            # four people have a forename: two of them an Anna each, John Smith and John
            ("forename", "anna"): 2 / 4,
            ("forename", "john"): 2 / 4,
            ("surname", "smith"): 3 / 4,
            ("surname", "jones"): 1 / 4,
            # (count - 1) of three full names, and the product of the parts
            ("name", "anna|smith"): 1 / 3 + 2 / 4 * 3 / 4,
            ("name", "john|smith"): 0 / 3 + 2 / 4 * 3 / 4,
            # five pairs of person and postcode: one Anna has three, the other one, John one
            ("postcode", "AB1"): 1 / 5,
            ("postcode", "AB2"): 3 / 5,
            ("postcode", "AB3"): 1 / 5,
        },
        abs=1e-15,
    )


def test_a_frequency_is_never_below_the_floor(macros):
    m = macros
    settings = toy_model.settings(
        m,
        terms=[
            m.term("surname", ["surname"], floor=0.3),
            m.term("postcode", ["postcodes"], array=True, floor=0.25),
        ],
    )
    found = term_frequencies(m, settings, PEOPLE)
    assert found["surname", "jones"] == 0.3
    assert found["surname", "smith"] == 0.75
    assert found["postcode", "AB1"] == 0.25


def test_rows_get_their_own_frequencies(macros):
    m = macros
    settings = toy_model.settings(m)
    rows = toy_model.people(np.random.default_rng(5), 40)
    toy_model.load(m, rows)
    sql = m.term_frequencies(settings, "identities", ["forename", "surname", "born"])
    m.create("frequencies", f"select * from ({sql}) where value <> 'patel' and value <> 'ZZ99AA'")
    m.create(
        "with_tf", m.with_term_frequencies(settings, "identities", "frequencies", "identity_id")
    )
    frequency = {
        (term, value): tf
        for term, value, tf in m.connection.execute("select * from frequencies").fetchall()
    }
    for term in ("surname", "postcode"):
        frequency[term, "rarest"] = min(tf for (name, _), tf in frequency.items() if name == term)
    found = m.connection.execute(
        "select identity_id, tf_surname, tf_postcode from with_tf order by identity_id"
    ).fetchall()
    assert len(found) == len(rows)
    for row, (identity_id, tf_surname, tf_postcode) in zip(rows, found, strict=True):
        assert identity_id == row["identity_id"]
        rarest = frequency["surname", "rarest"] if row["surname"] else None
        assert tf_surname == frequency.get(("surname", row["surname"]), rarest)
        expected = [
            frequency.get(("postcode", postcode), frequency["postcode", "rarest"])
            for postcode in row["postcodes"]
        ]
        assert (tf_postcode or []) == expected


def test_chance_agreement_does_not_depend_on_row_order(macros):
    """To the last bit, though sampled pairs stand for fractions of pairs."""
    rng = np.random.default_rng(6)
    rows = toy_model.people(rng, 301)
    settings = toy_model.settings(macros, training={"random_pairs": 20_000})
    make_pairs(macros, rows, settings)
    sql = macros.random_agreement(settings, "shuffled_pairs", "self_pairs", "identities")
    found = set()
    for seed in range(6):
        macros.connection.execute(
            "create or replace table shuffled_pairs as"
            f" select * from random_pairs order by hash(identity_id_l, identity_id_r, {seed})"
        )
        select = f"select parameter_index, n_pairs from ({sql}) order by parameter_index"
        found.add(tuple(macros.connection.execute(select).fetchall()))
    assert len(found) == 1
