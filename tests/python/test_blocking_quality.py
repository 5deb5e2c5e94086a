"""What rules are worth, and the share of matches that blocking finds, against known truth."""

from __future__ import annotations

import blocking_truth
import numpy as np
import pandas as pd
import pytest
import toy_model
from blocking_truth import Errors
from macro_runner import Macros

# The worth of rules, by hand: pattern, bits of rules, pairs, pairs of records, weight in bits.
# Probabilities are 1/2, 1/4 + 1/4 (of 3 : 1 against) and nothing.
PATTERNS = [
    (1, 0b001, 10, 20, 0.0),
    (2, 0b011, 4, 4, -np.log2(3)),
    (3, 0b110, 8, 12, -np.log2(3)),
    (4, 0b100, 100, 100, -60.0),
    (5, 0b011, 2, 8, 60.0),  # of the 8 pairs of records 5 are inside profiles
    (6, 0b111, 0, 7, 60.0),  # all inside profiles
]
WORTH = {
    "n_pairs": [16, 14, 108],
    "n_pairs_new": [16, 8, 100],
    "n_pairs_only": [10, 0, 100],
    "n_matches": [10 + 1 + 3, 1 + 3 + 3, 3],
    "n_matches_new": [10 + 1 + 3, 3, 0],
    "n_matches_only": [10, 0, 0],
    "share_of_matches": [14 / 17, 7 / 17, 3 / 17],
    "share_of_matches_only": [10 / 17, 0, 0],
    "pairs_per_match": [16 / 14, 14 / 7, 108 / 3],
    "pairs_per_match_only": [1.0, np.nan, np.nan],  # a match in 2^60 is none
}


def test_worth_of_rules_is_that_worked_out_by_hand(macros):
    con = macros.connection
    names = ["pattern", "rules_satisfied", "n_pairs", "n_record_pairs", "bits"]
    patterns = pd.DataFrame(PATTERNS, columns=names)
    con.register("patterns", patterns)
    con.execute(
        "create table weights as select pattern, 65 as pair_group, rules_satisfied,"
        " bits as match_weight from patterns"
    )
    con.execute(
        "create table self_pairs as select 5 as pattern, 2 as n_record_pairs"
        " union all select 5, 3 union all select 6, 7 union all select 7, 1"
    )
    settings = toy_model.settings(macros)
    found = con.execute(
        macros.blocking_rule_quality(settings, "patterns", "weights", self_pairs="self_pairs")
    ).df()
    assert found["blocking_rule"].tolist() == [rule["label"] for rule in settings["blocking_rules"]]
    for column, expected in WORTH.items():
        values = found[column].to_numpy(dtype=float)
        np.testing.assert_allclose(values, expected, rtol=1e-6, atol=1e-6, err_msg=column)


def test_rules_without_any_pair_are_listed(macros):
    con = macros.connection
    con.execute(
        "create table weights (pattern bigint, pair_group integer, rules_satisfied bigint,"
        " match_weight double, n_pairs bigint, n_record_pairs bigint)"
    )
    found = con.execute(
        macros.blocking_rule_quality(toy_model.settings(macros), "weights", "weights")
    ).df()
    assert found["match_key"].tolist() == [0, 1, 2]
    assert found["n_pairs"].sum() == found["n_matches"].sum() == 0
    assert found["share_of_matches"].isna().all()


# Blocking recall. Measured on these with three seeds each: the largest error is 2.8 points, mean
# size of the errors 0.7, the mean error -0.5. Chao's bound of the number of unseen matches (1987)
# errs by 13 points on the mean of the same, from 27 too low to 10 too high.

CASES = {
    "hardly any error": Errors(times=0.5),
    "usual errors": Errors(),
    "three times the errors": Errors(times=3),
    "five times the errors": Errors(times=5),
    "nothing missing": Errors(times=3, missing=(0, 0, 0, 0, 0)),
    "twice as much missing": Errors(times=2, missing=(0.1, 0.05, 0.2, 0.5, 0.8)),
    "a tenth of records bare": Errors(times=2, bare=0.1),
    "a third of records bare": Errors(times=2, bare=0.3),
    "records of uneven quality": Errors(times=2, spread=0.5),
    "records of very uneven quality": Errors(times=2, spread=1.0),
    "uneven quality and bare records": Errors(times=2, spread=1.0, bare=0.1),
}
POINTS = 0.025


def recall(macros: Macros, records: pd.DataFrame, **options) -> pd.DataFrame:
    """Estimate and truth by pair_group."""
    given = blocking_truth.settings(macros, **options)
    blocking_truth.build(macros, records, given)
    estimated = macros.connection.execute(
        macros.blocking_recall(given, "blocking_keys", "pairs", "weights")
    ).df()
    estimated = estimated.set_index("pair_group")
    estimated["truth"] = blocking_truth.true_recall(macros, given)
    print(estimated[["blocking_recall", "truth", "error_dependence"]])
    return estimated


@pytest.mark.parametrize("case", CASES)
def test_recall_is_estimated_without_labels(macros, case):
    found = recall(macros, blocking_truth.people(1, 6000, CASES[case]))
    assert found["is_supported"].all()
    assert found.index.tolist() == [0, 65]
    assert found["truth"].between(0.3, 0.96).all(), "the case should tell"
    assert (found["blocking_recall"] - found["truth"]).abs().max() <= POINTS
    chao = blocking_truth.chao(macros)
    assert abs(chao - found["truth"][0]) > abs(found["blocking_recall"][0] - found["truth"][0])


def test_recall_of_febrl_3(macros):
    """Measured: 97.8 %, in truth 98.3 %."""
    found = recall(macros, blocking_truth.febrl3_people())
    assert abs(found["blocking_recall"][0] - found["truth"][0]) <= 0.01


@pytest.mark.parametrize("options", [{"link_type": "link_only"}, {"max_block_size": 6}])
def test_recall_by_pair_of_sources(macros, options):
    """One source is worse than the other; of large blocks nothing is found."""
    records = blocking_truth.people(2, 6000, Errors(times=1.5), n_sources=2)
    poor = (records["source_id"] == 2) & (records["identity_id"] % 2 == 0)
    records.loc[poor, ["postcode", "number"]] = None
    found = recall(macros, records, **options)
    assert found.index.tolist() == ([0, 66] if "link_type" in options else [0, 65, 66, 130])
    assert (found["blocking_recall"] - found["truth"]).abs().max() <= POINTS
    if "max_block_size" in options:
        assert found["truth"][65] - found["truth"][130] > 0.05, "sources should differ"
        assert macros.connection.execute("select count(*) from skipped").fetchone()[0] > 50


def test_a_sample_of_the_pairs_tells_what_all_of_them_tell(macros):
    """Three pairs in ten: what was found is scaled up, and the estimate stays where it was."""
    records = blocking_truth.people(3, 6000, Errors(times=2))
    every = recall(macros, records)
    macros._macros["_share_of_pairs"] = lambda pairs: 300
    some = recall(macros, records)
    assert some["n_matches_found"][0] != every["n_matches_found"][0]
    for column, tolerance in (("n_matches_found", 0.05), ("blocking_recall", 0.01)):
        assert some[column][0] == pytest.approx(every[column][0], rel=tolerance)


def test_independence_would_be_too_good_where_quality_is_uneven(macros):
    """Why errors have a frailty in common: without it the estimate is eight points too high."""
    found = recall(macros, blocking_truth.people(1, 6000, CASES["records of very uneven quality"]))
    assert found["error_dependence"][0] > 0.3
    even = recall(macros, blocking_truth.people(1, 6000, CASES["three times the errors"]))
    assert even["error_dependence"][0] < 0.1


def test_a_group_that_every_rule_looks_at_is_said_to_be_unsupported(macros):
    rules = [
        macros.block_on(["surname", "born"]),
        macros.block_on(["surname", "postcode"]),
        macros.block_on(["surname", "forename", "number"], trains=False),
    ]
    rules[0]["touches"] = []
    found = recall(macros, blocking_truth.people(1, 1000, Errors()), rules=rules)
    assert not found["is_supported"].any()
    assert found["n_least_matches"].max() == 0
    assert (found["blocking_recall"] > found["truth"]).all(), "a bound"


def test_order_of_rows_and_threads_change_nothing(macros):
    records = blocking_truth.people(2, 2000, Errors(times=2, spread=1.0), n_sources=2)
    found = []
    for threads, seed in ((1, 1), (2, 2)):
        macros.connection.execute(f"set threads = {threads}")
        given = blocking_truth.settings(macros)
        blocking_truth.build(macros, records.sample(frac=1, random_state=seed), given)
        recall_sql = macros.blocking_recall(given, "blocking_keys", "pairs", "weights")
        worth_sql = macros.blocking_rule_quality(given, "patterns", "weights")
        found.append([macros.connection.execute(sql).df() for sql in (recall_sql, worth_sql)])
    for one, other in zip(*found, strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_recall_without_any_pair_is_empty(macros):
    records = blocking_truth.people(1, 50, Errors())
    records[blocking_truth.COLUMNS] = None
    given = blocking_truth.settings(macros)
    blocking_truth.build(macros, records, given)
    found = macros.connection.execute(
        macros.blocking_recall(given, "blocking_keys", "pairs", "weights")
    ).df()
    assert found["n_matches_found"].sum() == 0
    assert not found["is_supported"].any()


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (
            lambda m: [
                m.block_on(["surname", "born"]),
                m.block_on(["left(surname, 1)", "year(born)", "element"], explode="postcodes"),
            ],
            [(["surname"], [0, 1]), (["born"], [0, 1]), (["postcodes"], [1])],
        ),
        (
            lambda m: [
                m.block_on(["least(surname, forename)", "greatest(surname, forename)"]),
                m.block_on(["born"], where="l.surname = r.surname"),
            ],
            [(["born"], [1]), (["forename", "surname"], [0, 1])],
        ),
        (
            lambda m: [
                m.block_on(["surname_sound", "born"], touches=["surname", "born"]),
                m.block_on(["key", "born"], touches=["surname", "born"]),
                m.block_on(["other"], touches=[]),
            ],
            [
                (["born"], [0, 1]),
                (["key", "surname", "surname_sound"], [0, 1]),
                (["other"], [2]),
            ],
        ),
    ],
)
def test_columns_that_belong_together_are_one_group(macros, rules, expected):
    settings = toy_model.settings(
        macros, [*rules(macros), macros.block_on("identity_id", "never", touches=[])]
    )
    groups = macros._recall_groups(settings)
    found = [(group["columns"], group["rules"]) for group in groups]
    never = len(settings["blocking_rules"]) - 1
    assert sorted(found) == sorted([*expected, (["identity_id"], [never])])
