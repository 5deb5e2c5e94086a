"""Proposed rules find the matches that they promise, for the pairs that they promise."""

from __future__ import annotations

import blocking_truth
import numpy as np
import pandas as pd
import pytest
from blocking_truth import COLUMNS, Errors
from dbt.exceptions import CompilationError
from macro_runner import Macros


def load(macros: Macros, records: pd.DataFrame) -> None:
    macros.connection.register("records", records)
    macros.connection.execute(
        "create or replace table identities as"
        " select * replace (try_cast(born as date) as born), [postcode, null] as postcodes"
        " from records"
    )


def follow(macros: Macros, advice: list[dict], **options) -> tuple[float, int]:
    """Recall and number of pairs of the rules as proposed."""
    rules = [
        macros.block_on(rule["expressions"], explode=rule["explode"], touches=[]) for rule in advice
    ]
    given = blocking_truth.settings(macros, rules, **options)
    macros.create("skipped", macros.skipped_blocks(given, "identities"))
    macros.create("blocking_keys", macros.with_block_keys(given, "identities", "skipped"))
    macros.create("pairs", macros.blocked_pairs(given, "blocking_keys"))
    n_pairs = macros.connection.execute("select count(*) from pairs").fetchone()[0]
    return blocking_truth.true_recall(macros, given)[0], n_pairs


# Measured: 94.8 % promised and found (the seven rules of the other tests find 81 %), with a quarter
# of the pairs 80.0 % promised, 80.1 % found; on FEBRL 3 99.3 % promised, 99.6 % found.


@pytest.mark.parametrize(("max_pairs", "least"), [(200_000, 0.93), (50_000, 0.79)])
def test_advice_keeps_its_promise(macros, max_pairs, least):
    load(macros, blocking_truth.people(1, 6000, Errors(times=2)))
    advice = macros.advise_blocking_rules("main.identities", COLUMNS, max_pairs=max_pairs)
    recall, n_pairs = follow(macros, advice)
    promised = advice[-1]
    print(promised, recall, n_pairs)
    assert recall >= least
    assert abs(promised["share_so_far"] - recall) <= 0.03
    assert n_pairs <= promised["n_pairs_so_far"] <= max_pairs


def test_advice_for_febrl_3(macros):
    load(macros, blocking_truth.febrl3_people())
    advice = macros.advise_blocking_rules("main.identities", COLUMNS, max_pairs=200_000)
    recall, n_pairs = follow(macros, advice)
    assert recall >= 0.993
    assert abs(advice[-1]["share_so_far"] - recall) <= 0.01
    assert n_pairs < 30_000


@pytest.mark.parametrize("link_type", ["dedupe_only", "link_only", "link_and_dedupe"])
def test_pairs_are_those_that_the_rules_find(macros, link_type):
    load(macros, blocking_truth.people(3, 1500, Errors(), n_sources=3))
    advice = macros.advise_blocking_rules(
        "main.identities",
        ["surname", "born", "postcodes"],
        max_pairs=20_000,
        link_type=link_type,
        max_block_size=30,
    )
    assert len(advice) >= 2
    for rule in advice:
        _, n_pairs = follow(macros, [rule], link_type=link_type, max_block_size=30)
        assert rule["n_pairs"] == n_pairs, rule


def test_a_trained_model_speaks_for_its_matches(macros):
    """Two matches agree on everything but the surname, one on everything but the birth."""
    load(macros, blocking_truth.people(4, 400, Errors()))
    con = macros.connection
    con.execute(
        "update identities set surname = chr(64 + identity_id::integer),"
        " born = date '1980-01-01' + identity_id::integer where identity_id < 9"
    )
    con.execute("update identities set born = date '1950-01-01' where identity_id in (1, 2, 3, 4)")
    con.execute("update identities set surname = 'same' where identity_id in (5, 6)")
    con.execute(
        "create table scored (identity_id_l bigint, identity_id_r bigint, match_probability double)"
    )
    con.execute("insert into scored values (1, 2, 0.9), (3, 4, 0.9), (5, 6, 0.6)")
    advice = macros.advise_blocking_rules(
        "main.identities", ["surname", "born"], max_pairs=3000, scored_pairs="main.scored"
    )
    assert advice[0]["expressions"] == ["born"]
    assert advice[0]["share"] == pytest.approx(1.8 / 2.4)
    assert sum(rule["share_new"] for rule in advice) == pytest.approx(1)


def test_blocks_above_the_limit_catch_nothing(macros):
    """Half of the records share one surname, and no match of theirs counts as caught."""
    records = blocking_truth.people(5, 2000, Errors(missing=(0,) * 5))
    records.loc[records["person"] % 2 == 0, "surname"] = "smith"
    load(macros, records)
    advice = macros.advise_blocking_rules(
        "main.identities", ["surname"], max_pairs=1e9, max_block_size=1000
    )
    recall, _ = follow(macros, advice, max_block_size=1000)
    assert [rule["expressions"] for rule in advice] == [["surname"]]
    assert recall < 0.5
    assert abs(advice[0]["share"] - recall) <= 0.05


TO_PASTE = """

To paste:
    data_first.block_on(['surname']),
    data_first.block_on(['element'], explode='postcodes'),"""


def test_advice_is_printed_ready_to_paste(macros):
    records = blocking_truth.people(6, 300, Errors())
    records["surname"] = records["person"].map("{:03d} smith".format)
    load(macros, records)
    advice = macros.advise_blocking_rules("main.identities", ["surname", "postcodes"], 100_000)
    assert [rule["expressions"] for rule in advice] == [["surname"], ["element"]]
    printed = macros.logged[-1]
    assert printed.startswith(
        "Proposed blocking rules, at most 100,000 pairs, blocks above 2,000 records skipped.\n"
        "Shares of matches are from a rule of thumb, not a model: columns that agree together"
        " twenty times as often as chance"
    )
    assert printed.endswith(TO_PASTE)
    table = [line.split("  ") for line in printed.split("\n")[2:6]]
    assert [cell.strip() for cell in table[0] if cell.strip()] == [
        "rule", "pairs", "matches", "new", "pairs so far", "matches so far",
    ]  # fmt: skip
    assert table[3][0] == "element of postcodes"


def test_the_same_records_in_another_order_give_the_same_advice(macros):
    records = blocking_truth.people(7, 1500, Errors(times=2))
    found = []
    for seed in (1, 2):
        load(macros, records.sample(frac=1, random_state=seed))
        found.append(macros.advise_blocking_rules("main.identities", COLUMNS, max_pairs=30_000))
    assert found[0] == found[1]


def test_columns_are_those_of_the_comparisons_where_none_are_named(macros):
    load(macros, blocking_truth.people(8, 300, Errors()))
    given = blocking_truth.settings(macros)
    advice = macros.advise_blocking_rules("main.identities", settings=given, max_pairs=1e5)
    assert advice == macros.advise_blocking_rules("main.identities", COLUMNS, max_pairs=1e5)
    assert np.isfinite([rule["share"] for rule in advice]).all()


def test_neither_columns_nor_settings_give_a_message(macros):
    load(macros, blocking_truth.people(8, 10, Errors()))
    with pytest.raises(CompilationError) as error:
        macros.advise_blocking_rules("main.identities")
    assert error.value.msg == (
        "advise_blocking_rules needs columns, such as columns: [surname, date_of_birth], or"
        " settings, whose comparisons name them."
    )
