"""The estimators of the review: by hand, and beside scipy, statsmodels and scikit-learn.

Figures of the last two were made once, and are written down with the call that made them.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter, defaultdict

import duckdb
import numpy as np
import pandas as pd
import pytest
import review_models
from macro_runner import Macros
from scipy import stats

SIDES = [("link", "match"), ("link", "not"), ("below", "match"), ("below", "not")]


def table(macros: Macros, name: str, columns: str, rows: list[tuple]) -> None:
    macros.connection.execute(f"create or replace table {name} ({columns})")
    places = ", ".join("?" * len(rows[0])) if rows else ""
    if rows:
        macros.connection.executemany(f"insert into {name} values ({places})", rows)


def select(macros: Macros, sql: str) -> list[dict]:
    cursor = macros.connection.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


# Cohen's kappa


def judgements(counts: dict[tuple[str, str], int]) -> list[tuple]:
    return [("a", "b", left, right) for (left, right), n in counts.items() for _ in range(n)]


def kappa(macros: Macros, counts: dict[tuple[str, str], int]) -> dict:
    table(
        macros,
        "judgements",
        "reviewer_l varchar, reviewer_r varchar, decision_l varchar, decision_r varchar",
        judgements(counts),
    )
    (row,) = select(macros, macros.cohens_kappa("judgements", ["reviewer_l", "reviewer_r"]))
    return row


# kappa, kappa_low and kappa_upp of statsmodels 0.15.0, with
# `statsmodels.stats.inter_rater.cohens_kappa(np.array(table))`; kappa is also that of scikit-learn
# 1.9.1, `cohen_kappa_score`, to twelve digits. Rows are the left, columns the right reviewer.
KAPPAS = [
    (
        [[88, 14, 18], [10, 40, 10], [2, 6, 12]],
        (0.49152542372881347, 0.3915637020535469, 0.59148714540408),
    ),
    (
        [[950, 3, 2], [8, 31, 0], [1, 0, 5]],
        (0.8308913235169773, 0.7440008394086892, 0.9177818076252653),
    ),
    ([[20, 5], [10, 15]], (0.3999999999999999, 0.151092290476661, 0.6489077095233389)),
    (
        [[7, 0, 1], [0, 0, 0], [2, 0, 0]],
        (-0.15384615384615447, -0.37389172744540367, 0.06619941975309473),
    ),
]


@pytest.mark.parametrize(("rows", "expected"), KAPPAS)
def test_kappa_and_its_interval_are_those_of_statsmodels(macros, rows, expected):
    decisions = ("match", "not_match", "cannot_tell")
    counts = {
        (decisions[i], decisions[j]): n
        for i, row in enumerate(rows)
        for j, n in enumerate(row)
        if n
    }
    found = kappa(macros, counts)
    names = ("kappa", "kappa_low", "kappa_high")
    assert [found[name] for name in names] == pytest.approx(expected, abs=1e-9)
    assert found["n_pairs"] == sum(counts.values())
    assert found["n_agreed"] == sum(n for (left, right), n in counts.items() if left == right)


def test_kappa_of_two_who_always_say_the_same_one_thing_is_null(macros):
    found = kappa(macros, {("match", "match"): 9})
    assert (found["n_pairs"], found["n_agreed"], found["kappa"]) == (9, 9, None)


def test_kappa_of_two_who_never_agree_by_chance_alone(macros):
    # p_o = 0, p_e = 1 / 2: (0 - 1 / 2) / (1 / 2) = -1
    found = kappa(macros, {("match", "not_match"): 5, ("not_match", "match"): 5})
    assert found["kappa"] == pytest.approx(-1)


# Wilson's interval


@pytest.mark.parametrize(("k", "n"), [(0, 10), (10, 10), (3, 17), (199, 200), (1, 1)])
def test_wilson_bounds_are_those_of_scipy(macros, k, n):
    z = 1.959963984540054
    ends = [macros.wilson_bound(f"({k}::double / {n})", n, end) for end in (-z, z)]
    found = macros.connection.execute(f"select {', '.join(ends)}").fetchone()
    expected = stats.binomtest(k, n).proportion_ci(method="wilson")
    assert found == pytest.approx((expected.low, expected.high), abs=1e-9)


# Precision and recall


def accuracy(macros: Macros, labels: list[tuple], n_steps: int = 1, replicates: int = 500) -> list:
    """Labels are (steps reached, is a match, weight, stratum, person)."""
    table(
        macros,
        "labels",
        "step_no integer, is_match boolean, weight double, stratum_id varchar, unit_id bigint",
        labels,
    )
    table(macros, "steps", "step_no integer", [(step,) for step in range(1, n_steps + 1)])
    return select(macros, macros.label_accuracy("labels", "steps", replicates))


def test_precision_and_recall_by_hand(macros):
    # four labels of weight 10 above, three of them matches; two of weight 5 below, one a match
    labels = [(1, i < 3, 10.0, "above", i) for i in range(4)]
    labels += [(0, i < 1, 5.0, "below", 10 + i) for i in range(2)]
    (found,) = accuracy(macros, labels)
    assert found["precision"] == pytest.approx(30 / 40)
    assert found["recall"] == pytest.approx(30 / 35)
    assert found["f1"] == pytest.approx(60 / (60 + 10 + 5))
    assert [found[name] for name in ("n_labels", "n_links", "n_false", "n_missed")] == [6, 4, 1, 1]


def test_a_stricter_step_counts_fewer_links(macros):
    labels = [(0, True, 1.0, "a", 1), (1, False, 2.0, "b", 2), (2, True, 4.0, "c", 3)]
    loose, strict = accuracy(macros, labels, n_steps=2)
    assert (loose["precision"], loose["recall"]) == pytest.approx((4 / 6, 4 / 5))
    assert (strict["precision"], strict["recall"]) == pytest.approx((1, 4 / 5))


def bootstrap(labels: list[tuple], step: int, replicates: int) -> dict[str, np.ndarray]:
    """The replicates of one step, worked out label by label in Python."""

    def poisson(text: str) -> int:
        number = int.from_bytes(hashlib.md5(text.encode()).digest()[8:], "little") / 2**64
        return min(int(stats.poisson.ppf(number, 1)), 8)

    cells = defaultdict(list)
    for reached, is_match, weight, stratum, _ in labels:
        cells[stratum, "link" if reached >= step else "below"].append((is_match, weight))
    supposed = {}
    for side, kind in SIDES:
        agreed = [
            cell
            for (_, of), cell in cells.items()
            if of == side and all(is_match == (kind == "match") for is_match, _ in cell)
        ]
        sums = [(sum(weight for _, weight in cell), len(cell)) for cell in agreed]
        whole = sum(w for w, _ in sums)
        supposed[side, kind] = sum(w * w / n for w, n in sums) / whole if whole else 0
    rates = {"precision": [], "recall": [], "f1": []}
    for replicate in range(1, replicates + 1):
        times = {unit: poisson(f"{replicate}|{unit}") for *_, unit in labels}
        w = dict.fromkeys(SIDES, 0.0)
        for reached, is_match, weight, _, unit in labels:
            side = "link" if reached >= step else "below"
            w[side, "match" if is_match else "not"] += times[unit] * weight
        moved = {
            key: min(poisson(f"{replicate}|{key[0]} {key[1]}") * supposed[key], w[key])
            for key in SIDES
        }
        for side in ("link", "below"):
            flow = moved[side, "match"] - moved[side, "not"]
            w[side, "match"] -= flow
            w[side, "not"] += flow
        found, wrong, missed = w["link", "match"], w["link", "not"], w["below", "match"]
        rates["precision"].append(found / (found + wrong))
        rates["recall"].append(found / (found + missed))
        rates["f1"].append(2 * found / (2 * found + wrong + missed))
    return {name: np.array(values) for name, values in rates.items()}


def test_intervals_are_those_of_a_bootstrap_label_by_label(macros):
    draw = random.Random(1)
    labels = [
        (
            draw.randrange(3),
            draw.random() < 0.8,
            float(draw.randrange(1, 9)),
            draw.choice(["a", "b", "c"]),
            draw.randrange(40),
        )
        for _ in range(80)
    ]
    labels += [(2, True, 6.0, "agreed", 100 + i) for i in range(10)]
    labels += [(0, False, 4.0, "none", 200 + i) for i in range(7)]
    for step, found in enumerate(accuracy(macros, labels, n_steps=2, replicates=200), start=1):
        for name, values in bootstrap(labels, step, 200).items():
            low, high = np.quantile(values, [0.025, 0.975])
            assert found[f"{name}_low"] == pytest.approx(low, abs=1e-9), (step, name)
            assert found[f"{name}_high"] == pytest.approx(high, abs=1e-9), (step, name)


@pytest.mark.parametrize("is_match", [True, False])
def test_labels_that_all_agree_are_bounded_by_the_rule_of_three(macros, is_match):
    # Hanley and Lippman-Hand 1983: none among 300 means 3 / 300 at most; give or take the draws
    (found,) = accuracy(macros, [(1, is_match, 2.0, "a", i) for i in range(300)])
    assert found["precision"] == (1 if is_match else 0)
    error = 1 - found["precision_low"] if is_match else found["precision_high"]
    assert error == pytest.approx(3 / 300, rel=0.25)


def test_an_interval_has_a_width_although_every_label_agrees(macros):
    labels = [(1, True, 1.0, "a", i) for i in range(20)]
    labels += [(0, False, 1.0, "b", 100 + i) for i in range(20)]
    (found,) = accuracy(macros, labels)
    for rate in ("precision", "recall", "f1"):
        assert found[rate] == 1
        assert found[f"{rate}_low"] < 0.95
        assert found[f"{rate}_high"] == 1


def test_pairs_of_one_person_are_drawn_together(macros):
    def width(people: int) -> float:
        labels = [(1, i % people % 4 > 0, 1.0, "a", i % people) for i in range(160)]
        (found,) = accuracy(macros, labels)
        return found["precision_high"] - found["precision_low"]

    # four pairs a person, right or wrong together: a quarter of the sample, twice the width
    assert width(40) / width(160) == pytest.approx(2, rel=0.15)


def test_no_label_gives_no_estimate(macros):
    assert accuracy(macros, []) == []


# What labels stand for


def test_weights_are_the_record_pairs_of_the_strata(macros):
    table(
        macros,
        "strata",
        "stratum_id varchar, band integer, n_stratum_record_pairs bigint",
        [("a", 1, 100), ("b", 1, 50), ("unlabelled", 1, 30), ("c", 2, 70), ("d", 3, 11)],
    )
    columns = "decision varchar, stratum_id varchar, n_record_pairs bigint, cluster_unit bigint"
    rows = [
        ("match", "a", 3, 1),
        ("not_match", "a", 1, 2),
        ("match", "b", 2, 3),
        ("cannot_tell", "b", 9, 4),
        ("match", "c", 5, 5),
    ]
    table(macros, "labels", columns, rows)
    found = select(macros, macros.weighed_labels("labels", "strata", "1") + " order by unit_id")
    # the unlabelled stratum is spoken for by the others of its band: 180 in place of 150; band 3 by
    # nobody
    factor = 180 / 150
    expected = [100 * factor * 3 / 4, 100 * factor / 4, 50 * factor, 70]
    assert [row["weight"] for row in found] == pytest.approx(expected)
    assert [row["is_match"] for row in found] == [True, False, True, True]


def test_calibration_by_hand(macros):
    rows = [
        ("labels", 0, 0.1, False, 3.0),
        ("labels", 0, 0.3, True, 1.0),
        ("labels", 1, 0.9, True, 4.0),
    ]
    columns = "basis varchar, bin_no integer, match_probability double, is_match boolean"
    table(macros, "judged", columns + ", weight double", rows)
    sql = macros.calibration("judged", [0.5]) + " order by bin_no nulls last"
    low, high, whole = select(macros, sql)
    assert low["mean_predicted"] == pytest.approx((3 * 0.1 + 0.3) / 4)
    assert low["share_matches"] == pytest.approx(1 / 4)
    assert (low["least_probability"], low["most_probability"]) == (0, 0.5)
    assert (high["least_probability"], high["most_probability"]) == (0.5, 1)
    # |0.25 - 0.15| of four and |1 - 0.9| of four record pairs
    assert whole["expected_calibration_error"] == pytest.approx(0.1)
    # 16 / 10 labels in effect (Kish)
    expected = stats.norm.ppf(0.975) ** 2
    n, share = 1.6, 0.25
    centre = (share + expected / (2 * n)) / (1 + expected / n)
    spread = np.sqrt(expected * (share * (1 - share) / n + expected / (4 * n * n)))
    assert low["share_matches_low"] == pytest.approx(centre - spread / (1 + expected / n))


# Which threshold


ACCURACY = "threshold double, precision double, precision_low double, precision_high double,"
ACCURACY += " recall double, expected_precision double, n_labels bigint, share_of_frame double"
LABELLED = [
    (0.5, 0.97, 0.94, 0.985, 0.999, 0.992, 400, 1.0),
    (0.8, 0.9905, 0.975, 0.9985, 0.99, 0.996, 400, 1.0),
    (0.99, 0.998, 0.985, 1.0, 0.95, 0.9995, 400, 1.0),
]


def choice(macros: Macros, rows: list[tuple]) -> dict[float, tuple]:
    """Basis, threshold, rate of false links and level by tolerance."""
    table(macros, "accuracy", ACCURACY, rows)
    macros.connection.execute(
        "create or replace table quality_label_accuracy as select *, 'pairs' as method,"
        " recall as recall_low, recall as recall_high, recall as expected_recall,"
        " 1000 as n_link_record_pairs, null::double as true_precision,"
        " null::double as true_recall from accuracy"
        " union all select *, 'clusters', 1, 1, 1, 1, 1, 1 from accuracy"
    )
    review_models.build(macros, "quality_threshold_choice", {})
    columns = "tolerance, basis, threshold, round(false_link_rate, 6), level"
    found = macros.connection.execute(f"select {columns} from quality_threshold_choice").fetchall()
    return {tolerance: tuple(rest) for tolerance, *rest in found}


def test_the_lowest_threshold_that_labels_vouch_for_is_chosen(macros):
    found = choice(macros, LABELLED)
    # upper ends of the rate of false links: 0.06, 0.025 and 0.015
    assert found[0.05] == ("labels", 0.8, 0.0095, "low")
    assert found[0.02] == ("labels", 0.99, 0.002, None)


def test_posteriors_choose_where_labels_are_too_few_and_do_not_say_the_opposite(macros):
    found = choice(macros, LABELLED)
    # at 0.5 labels put the rate at 0.03 and at 0.8 at 0.0095; posteriors expect 0.008 and 0.004
    assert found[0.01] == ("posteriors", 0.8, 0.004, "medium")
    assert found[0.005] == ("posteriors", 0.99, 0.0005, None)
    # 0.0005 is expected at 0.99, but labels say 0.002
    assert found[0.001] == ("none", None, None, "high")


def test_without_labels_posteriors_choose(macros):
    rows = [(row[0], *[None] * 3, None, row[5], 0, 0.0) for row in LABELLED]
    found = choice(macros, rows)
    assert {tolerance: row[:2] for tolerance, row in found.items()} == {
        0.001: ("posteriors", 0.99),
        0.005: ("posteriors", 0.8),
        0.01: ("posteriors", 0.5),
        0.02: ("posteriors", 0.5),
        0.05: ("posteriors", 0.5),
    }


def test_labels_of_a_part_of_the_frame_vouch_for_nothing(macros):
    found = choice(macros, [(*row[:-1], 0.9) for row in LABELLED])
    assert {row[0] for row in found.values()} == {"posteriors", "none"}


def test_where_no_threshold_keeps_a_tolerance_none_is_chosen(macros):
    found = choice(macros, [(0.5, 0.9, 0.89, 0.91, 0.9, 0.93, 4000, 1.0)])
    assert found[0.05] == ("none", None, None, "low")


# The sample


STRATA = "stratum_id varchar, n_stratum_pairs bigint, n_stratum_record_pairs bigint,"
STRATA += " mean_match_probability double, is_near_threshold boolean"


def allocate(macros: Macros, strata: list[tuple], n_pairs: int, **more) -> dict[str, int]:
    table(macros, "strata", STRATA, strata)
    sql = macros.review_allocation("strata", n_pairs, **more)
    return {row["stratum_id"]: row["n_sampled_pairs"] for row in select(macros, sql)}


def test_places_go_by_root_of_size_and_deviation(macros):
    # claims 6 : 4 : 2, and twice as much next to a threshold
    strata = [("a", 99, 36, 0.5, False), ("b", 99, 16, 0.5, False), ("c", 99, 4, 0.5, False)]
    assert allocate(macros, strata, 12, least_pairs=0) == {"a": 6, "b": 4, "c": 2}
    strata[2] = ("c", 99, 4, 0.5, True)
    assert allocate(macros, strata, 14, least_pairs=0) == {"a": 6, "b": 4, "c": 4}


def test_a_stratum_of_which_the_model_is_sure_is_looked_at_all_the_same(macros):
    # sqrt(0.01 * 0.99) against sqrt(0.5 * 0.5): about one in five
    strata = [("sure", 10**6, 400, 1.0, False), ("unsure", 10**6, 400, 0.5, False)]
    found = allocate(macros, strata, 600, least_pairs=0)
    assert found["sure"] / found["unsure"] == pytest.approx(np.sqrt(0.01 * 0.99) / 0.5, rel=0.02)


def random_strata(draw: random.Random, n: int) -> list[tuple]:
    return [
        (
            f"s{i}",
            (size := draw.randrange(1, 60)),
            size * draw.randrange(1, 4),
            draw.random(),
            draw.random() < 0.3,
        )
        for i in range(n)
    ]


def test_a_larger_sample_takes_no_place_from_a_stratum(macros):
    strata = random_strata(random.Random(3), 15)
    sizes = {name: size for name, size, *_ in strata}
    before: dict[str, int] = {}
    for n_pairs in range(10, sum(sizes.values()) + 30, 17):
        found = allocate(macros, strata, n_pairs)
        assert sum(found.values()) == min(n_pairs, sum(sizes.values()))
        assert all(found[name] <= sizes[name] for name in found)
        assert all(found.get(name, 0) >= n for name, n in before.items()), n_pairs
        if n_pairs >= 30:
            assert all(found[name] >= min(2, size) for name, size in sizes.items())
        before = found


def sample(macros: Macros, allocation: dict[str, int], seed: int = 1, frame: str = "frame") -> list:
    sizes = dict(
        macros.connection.execute(f"select stratum_id, count(*) from {frame} group by 1").fetchall()
    )
    columns = "stratum_id varchar, n_stratum_pairs bigint, n_sampled_pairs bigint"
    rows = [(name, sizes[name], n) for name, n in allocation.items()]
    table(macros, "allocation", columns, rows)
    sql = macros.review_sample(frame, "allocation", seed) + " order by review_order"
    return select(macros, sql)


def make_frame(macros: Macros, sizes: dict[str, int]) -> None:
    rows = [(f"{name}{i}", name) for name, size in sizes.items() for i in range(size)]
    table(macros, "frame", "pair_key varchar, stratum_id varchar", rows)


def test_a_sample_has_its_places_and_their_probabilities(macros):
    make_frame(macros, {"a": 1000, "b": 5, "c": 40})
    found = sample(macros, {"a": 90, "b": 5, "c": 10})
    assert Counter(row["stratum_id"] for row in found) == {"a": 90, "b": 5, "c": 10}
    assert len({row["pair_key"] for row in found}) == 105
    assert [row["review_order"] for row in found] == list(range(1, 106))
    expected = {"a": 0.09, "b": 1, "c": 0.25}
    assert all(row["inclusion_probability"] == expected[row["stratum_id"]] for row in found)


def test_the_first_part_of_a_sample_has_its_proportions(macros):
    make_frame(macros, {"a": 1000, "b": 1000, "c": 1000})
    found = sample(macros, {"a": 60, "b": 30, "c": 10})
    for n in (10, 20, 50, 70):
        first = Counter(row["stratum_id"] for row in found[:n])
        for stratum, share in {"a": 0.6, "b": 0.3, "c": 0.1}.items():
            assert abs(first[stratum] - share * n) <= 1, (n, stratum)


def test_a_larger_sample_and_a_new_build_keep_the_pairs(macros):
    make_frame(macros, {"a": 500, "b": 80})
    small = {row["pair_key"] for row in sample(macros, {"a": 40, "b": 10})}
    large = {row["pair_key"] for row in sample(macros, {"a": 70, "b": 10})}
    assert small < large
    macros.connection.execute(
        "create or replace table rebuilt as select * from frame where hash(pair_key) % 10 > 0"
        " union all select 'new' || range, 'a' from range(5)"
    )
    still_there = {
        pair for (pair,) in macros.connection.execute("select pair_key from rebuilt").fetchall()
    }
    again = {row["pair_key"] for row in sample(macros, {"a": 40, "b": 10}, frame="rebuilt")}
    kept = small & still_there
    assert kept < small
    assert len(kept - again) <= 1, "no more than the new pairs push out"


def test_every_pair_is_drawn_as_often_as_its_probability_says(macros):
    make_frame(macros, {"a": 20, "b": 10})
    counts: Counter[str] = Counter()
    for seed in range(200):
        counts.update(row["pair_key"] for row in sample(macros, {"a": 5, "b": 5}, seed))
    for pair, n in counts.items():
        expected = 50 if pair.startswith("a") else 100
        assert n == pytest.approx(expected, abs=32), pair  # four standard deviations and more
    assert len(counts) == 30


def test_cells_too_small_for_a_stratum_go_together(macros):
    sizes = {
        (0, 1, "both men"): 500,
        (0, 1, "both women"): 90,  # below 50 or 8 %: no; 90 >= 8 % of 1,000
        (0, 1, "other"): 10,
        (0, 2, "both men"): 60,
        (0, 2, "both women"): 55,
        (0, 3, "both men"): 285,
        (1, 1, "both men"): 3,
    }
    rows = [cell for cell, n in sizes.items() for _ in range(n)]
    table(macros, "frame", "band integer, pair_group integer, sexes varchar", rows)
    found = {
        (row["band"], row["pair_group"], row["sexes"]): row["stratum_id"]
        for row in select(macros, macros.review_cells("frame"))
    }
    assert found == {
        (0, 1, "both men"): "0|1|both men",
        (0, 1, "both women"): "0|1|both women",
        (0, 1, "other"): "0|*|*",
        (0, 2, "both men"): "0|2|*",
        (0, 2, "both women"): "0|2|*",
        (0, 3, "both men"): "0|3|both men",
        (1, 1, "both men"): "1|*|*",
    }


# All of it together


def population(macros: Macros, seed: int) -> None:
    """6,000 pairs whose probabilities are a little too sure, a few to a person."""
    rng = np.random.default_rng(seed)
    n = np.arange(6000)
    weight = rng.normal(np.where(n % 5 > 0, 14, 1), 6)
    band = np.searchsorted([-2, 0, 2, 7, 12, 20], weight)
    frame = pd.DataFrame(
        {
            "pair_key": [f"p{i}" for i in n],
            "stratum_id": [f"s{i}" for i in band],
            "band": band,
            "match_probability": 1 / (1 + 2**-weight),
            "is_match": rng.random(6000) < 1 / (1 + 2 ** (-0.7 * weight)),
            "n_record_pairs": rng.integers(1, 4, 6000),
            "cluster_unit": n // 3,
        }
    )
    macros.connection.register("made_up", frame)
    macros.connection.execute("create table frame as select * from made_up")


def test_intervals_hold_the_true_rates(macros):
    """20 samples of 400 labels; at 95 % one in 20 may miss, and intervals are rather too wide."""
    population(macros, 11)
    connection = macros.connection
    connection.execute(
        "create table strata as select stratum_id, band, count(*) as n_stratum_pairs,"
        " sum(n_record_pairs) as n_stratum_record_pairs,"
        " avg(match_probability) as mean_match_probability,"
        " band between 1 and 4 as is_near_threshold from frame group by all"
    )
    connection.execute("create table steps as select unnest([1, 2, 3]) as step_no")
    step_no = macros.steps_reached("pairs", [0.5, 0.8, 0.99])
    connection.execute(f"create table frame_steps as select *, {step_no} as reached from frame")
    true_rates = {
        step: (right / links, right / matches)
        for step, links, right, matches in connection.execute(
            "select step_no, sum(n_record_pairs) filter (where reached >= step_no),"
            " sum(n_record_pairs) filter (where reached >= step_no and is_match),"
            " sum(n_record_pairs) filter (where is_match)"
            " from frame_steps cross join steps group by step_no"
        ).fetchall()
    }
    connection.execute(f"create table allocation as {macros.review_allocation('strata', 400)}")
    missed: Counter[str] = Counter()
    mean = defaultdict(float)
    for seed in range(20):
        connection.execute(
            "create or replace table labels as select *,"
            " case when is_match then 'match' else 'not_match' end as decision"
            f" from ({macros.review_sample('frame', 'allocation', seed)})"
        )
        connection.execute(
            "create or replace table weighed as "
            + macros.weighed_labels("labels", "strata", step_no)
        )
        for row in select(macros, macros.label_accuracy("weighed", "steps", 100)):
            precision, recall = true_rates[row["step_no"]]
            for name, value in (("precision", precision), ("recall", recall)):
                missed[name] += not row[f"{name}_low"] <= value <= row[f"{name}_high"]
                mean[name] += (row[name] - value) / 60
    assert missed["precision"] <= 3 * 2
    assert missed["recall"] <= 3 * 2
    # no bias: within a standard error of the mean of 20 samples, which is below half a per cent
    assert abs(mean["precision"]) < 0.005
    assert abs(mean["recall"]) < 0.005


def test_thresholds_are_no_lower_than_what_is_kept():
    with duckdb.connect() as connection:
        macros = Macros(connection)
        settings = macros.person_linkage_settings()
        found = macros.review_thresholds(settings)
    least = 1 / (1 + 2 ** -settings["clustering"]["keep_match_weight"])
    assert found == sorted(set(found))
    assert found[0] >= least - 1e-6
    for level in ("low", "medium", "high"):
        assert settings["clustering"][f"match_probability_{level}"] in found
