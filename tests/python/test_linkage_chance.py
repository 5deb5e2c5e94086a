"""Chance agreement and term frequencies against counting by hand."""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction

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
        (group, comparison, gamma): (n_pairs, is_exact)
        for group, comparison, gamma, n_pairs, is_exact in macros.connection.execute(
            "select pair_group, comparison, gamma, n_pairs, is_exact from random_agreement"
        ).fetchall()
    }
    # every record of a profile by itself
    records = [row for row in main_names(rows) for _ in range(row["n_records"])]
    pairs = [pair for pair in itertools.combinations(records, 2) if MAY_COMPARE[link_type](*pair)]
    of_group = {0: pairs}
    for pair in pairs:
        sources = sorted(row["source_id"] for row in pair)
        of_group.setdefault(64 * sources[0] + sources[1], []).append(pair)
    assert {group for group, *_ in found} == set(of_group)
    for group, own in of_group.items():
        for comparison, best in [("surname", 2), ("born", 1)]:
            n_equal = sum(level_of(*pair, comparison) == 1 for pair in own)
            assert found[group, comparison, best] == (n_equal, True)
    # half a pair is added to each level of a sample
    counts = Counter(level_of(*pair, "postcode") for pair in pairs)
    for gamma in (0, 1):
        assert found[0, "postcode", gamma] == (pytest.approx(counts[gamma] + 0.5), False)
    # beside an exact level the others share what is left
    known = sum(level_of(*pair, "born") >= 0 for pair in pairs)
    n_equal = found[0, "born", 1][0]
    assert found[0, "born", 0] == (pytest.approx(known + 1 - n_equal), False)


@pytest.mark.parametrize("link_type", MAY_COMPARE)
def test_a_group_has_values_as_often_as_its_random_pairs_and_a_hundred_more(macros, link_type):
    """Pairs with both values: those within a profile, and of two profiles by the sample."""
    rows = toy_model.people(np.random.default_rng(13), 61)
    make_pairs(macros, rows, toy_model.settings(macros, link_type=link_type))
    found = macros.connection.execute(
        "select pair_group, any_value(n_known_pairs), sum(n_pairs), any_value(n_sampled_pairs)"
        " from random_agreement where comparison = 'postcode' group by pair_group"
    ).fetchall()
    names = main_names(rows)
    weights: dict[int, Counter] = {}
    squares: Counter = Counter()
    for left, right in itertools.combinations_with_replacement(names, 2):
        if not MAY_COMPARE[link_type](left, right):
            continue
        is_self = left is right
        n = (
            left["n_records"] * (left["n_records"] - 1) / 2
            if is_self
            else (left["n_records"] * right["n_records"])
        )
        is_known = bool(left["postcodes"] and right["postcodes"])
        sources = sorted((left["source_id"], right["source_id"]))
        for group in (0, 64 * sources[0] + sources[1]):
            counts = weights.setdefault(group, Counter())
            counts["self" if is_self else "two", is_known] += n
            if is_known and not is_self:
                squares[group] += n * n
    pooled = weights[0]["two", True] / (weights[0]["two", True] + weights[0]["two", False])
    assert len(found) == len(weights)
    for group, n_known, n_pairs, n_sampled in found:
        counts = weights[group]
        n_two = counts["two", True] + counts["two", False]
        share = (counts["two", True] + 100 * pooled) / (n_two + 100)
        expected = counts["self", True] + n_two * share
        if group == 0:
            expected = counts["self", True] + counts["two", True] + 2 * 0.5
        assert n_known == pytest.approx(expected)
        if squares[group]:
            assert n_pairs == pytest.approx(expected), "levels share what is known"
            assert n_sampled == pytest.approx(counts["two", True] ** 2 / squares[group])


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


def test_bare_shares_are_counted_over_people(macros):
    m = macros
    settings = toy_model.settings(
        m,
        terms=[
            m.term("forename", ["forename"], shrink=False),
            m.term("surname", ["surname"], shrink=False),
            m.term("postcode", ["postcodes"], array=True, shrink=False),
        ],
    )
    assert term_frequencies(m, settings, PEOPLE) == pytest.approx(
        {
            # four people have a forename: two of them an Anna each, John Smith and John
            ("forename", "anna"): 2 / 4,
            ("forename", "john"): 2 / 4,
            ("surname", "smith"): 3 / 4,
            ("surname", "jones"): 1 / 4,
            # five pairs of person and postcode: one Anna has three, the other one, John one
            ("postcode", "AB1"): 1 / 5,
            ("postcode", "AB2"): 3 / 5,
            ("postcode", "AB3"): 1 / 5,
        },
        abs=1e-15,
    )


def people_called(counts: dict[str, int]) -> list[tuple]:
    """So many people of each surname, told apart by their forenames."""
    return [
        (f"{surname}{i}", surname, "1980-01-01", [])
        for surname, n in counts.items()
        for i in range(n)
    ]


def test_counts_that_scatter_speak_for_themselves(macros):
    """Worked by hand: eleven people, eight of them Smiths."""
    settings = {"terms": [macros.term("surname", ["surname"])]}
    found = term_frequencies(
        macros, settings, people_called({"smith": 8, "jones": 1, "patel": 1, "li": 1})
    )
    # each of them meets (8 * 7 + 0.5) / 11 others of her name; ten others in all
    expected = Fraction(113, 22)
    scatter = 8 * ((7 - expected) ** 2 - expected) + 3 * (expected**2 - expected)
    shape = 11 * expected**2 / scatter
    assert float(shape) == pytest.approx(5.7544, abs=1e-4)
    smith, rare = (float((shape + others) / (shape / expected + 1) / 10) for others in (7, 0))
    assert found == pytest.approx(
        {("surname", "smith"): smith}
        | {("surname", name): rare for name in ("jones", "patel", "li")},
        rel=1e-9,
    )
    assert smith == pytest.approx(0.6015, abs=1e-4)
    assert rare == pytest.approx(0.2714, abs=1e-4)


def test_counts_that_do_not_scatter_are_all_as_the_mean(macros):
    settings = {"terms": [macros.term("surname", ["surname"])]}
    found = term_frequencies(macros, settings, PEOPLE)
    # Smith of three people and Jones of one: (3 * 2 + 0.5) / 4 others met, of three others
    assert found == pytest.approx(
        {("surname", "smith"): 6.5 / 4 / 3, ("surname", "jones"): 6.5 / 4 / 3}, rel=1e-9
    )


def test_a_full_name_is_as_rare_as_its_parts_make_it(macros):
    m = macros
    terms = [
        m.term("forename", ["forename"]),
        m.term("surname", ["surname"]),
        m.term("name", ["forename", "surname"], smooth_by=["forename", "surname"]),
    ]
    names = {"anna": 6, "john": 3, "mary": 1}, {"smith": 7, "jones": 2, "li": 1}
    rows = [
        (forename, surname, f"{1900 + i}-01-01", [])
        for i, (forename, surname) in enumerate(
            itertools.product(*(list(Counter(part).elements()) for part in names))
        )
    ]
    found = term_frequencies(m, {"terms": terms}, rows)
    # names that are independent scatter no more than chance: each is as its parts make it, alike
    ratios = [
        found["name", f"{forename}|{surname}"]
        / (found["forename", forename] * found["surname", surname])
        for forename, surname in itertools.product(*names)
    ]
    assert ratios == pytest.approx([ratios[0]] * 9, rel=1e-9)
    assert 0.8 < ratios[0] < 1.25


def test_frequencies_are_nearer_the_truth_than_bare_shares(macros):
    """Of 2,000 people with names of known frequencies; in bits, over the people."""
    m = macros
    rng = np.random.default_rng(8)
    truth = 1 / np.arange(1, 3001) ** 1.1
    truth /= truth.sum()
    drawn = rng.choice(len(truth), 2000, p=truth)
    rows = people_called({f"s{name}": n for name, n in sorted(Counter(drawn.tolist()).items())})
    error = {}
    for shrink in (True, False):
        settings = {"terms": [m.term("surname", ["surname"], shrink=shrink)]}
        found = term_frequencies(m, settings, rows)
        bits = [np.log2(found["surname", f"s{name}"] / truth[name]) for name in drawn]
        error[shrink] = float(np.mean(np.square(bits)))
    assert error[True] < 0.6 * error[False], error


def test_a_frequency_is_never_below_the_floor(macros):
    m = macros
    settings = toy_model.settings(
        m,
        terms=[
            m.term("surname", ["surname"], floor=0.3, shrink=False),
            m.term("postcode", ["postcodes"], array=True, floor=0.25, shrink=False),
            m.term("forename", ["forename"], floor=0.9),
        ],
    )
    found = term_frequencies(m, settings, PEOPLE)
    assert found["surname", "jones"] == 0.3
    assert found["surname", "smith"] == 0.75
    assert found["postcode", "AB1"] == 0.25
    assert found["forename", "anna"] == 0.9


def test_rows_get_their_own_frequencies(macros):
    m = macros
    settings = toy_model.settings(m)
    rows = toy_model.people(np.random.default_rng(5), 40)
    toy_model.load(m, rows)
    sql = m.term_frequencies(settings, "identities", ["forename", "surname", "born"])
    m.create(
        "frequencies",
        f"select term, value, tf from ({sql}) where value <> 'patel' and value <> 'ZZ99AA'",
    )
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
        select = f"select * from ({sql}) order by pair_group, parameter_index"
        found.add(tuple(macros.connection.execute(select).fetchall()))
    assert len(found) == 1
