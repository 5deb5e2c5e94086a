"""Waterfalls and sentences of pairs, checked against the scores and worked out by hand."""

from __future__ import annotations

import datetime
import math

import numpy as np
import pandas as pd
import pytest
import toy_model
from dbt.exceptions import CompilationError
from macro_runner import Macros
from toy_scoring import PRIOR, chances, everyone, score, settings_of

SHARES = "(select *, 'here' as source_dataset_l, 'there' as source_dataset_r from shares)"
PAIR = ["profile_id_l", "profile_id_r"]


@pytest.fixture
def scored(macros) -> pd.DataFrame:
    rows, frequencies = everyone(seed=11)
    found = score(macros, rows, frequencies)
    macros.connection.register("scored", found)
    return found


def waterfall(macros: Macros, scored_pairs: str = "scored", **options) -> pd.DataFrame:
    sql = macros.explained_pairs(
        settings_of(macros), scored_pairs, "named", "parameters", SHARES, **options
    )
    return macros.connection.execute(
        f"select * from ({sql}) order by {', '.join(PAIR)}, bar_no"
    ).df()


def pair(macros: Macros, left: int, right: int) -> pd.DataFrame:
    keys = "(select keys.*, tf_surname, tf_postcode from keys inner join named using (identity_id))"
    sql = macros.explained_pair(settings_of(macros), keys, "parameters", SHARES, left, right)
    return macros.connection.execute(f"select * from ({sql}) order by bar_no").df()


def test_bars_add_up_to_the_weight(macros, scored):
    bars = waterfall(macros)
    sums = bars.groupby(PAIR)[["match_weight", "tf_adjustment"]].sum().sum(axis=1)
    weight = scored.set_index(PAIR)["match_weight"]
    np.testing.assert_allclose(sums[weight.index], weight, atol=1e-9)
    total = bars[bars["bar"] == "total"].set_index(PAIR)
    assert (total["total_match_weight"] == weight).all()
    assert (total["match_probability"] == scored.set_index(PAIR)["match_probability"]).all()
    before = bars[bars["bar"] != "total"].groupby(PAIR)["total_match_weight"].last()
    np.testing.assert_allclose(before[weight.index], weight, atol=1e-9)
    adjustment = bars.groupby(PAIR)["tf_adjustment"].sum()[weight.index]
    np.testing.assert_allclose(adjustment, scored.set_index(PAIR)["tf_adjustment"], atol=1e-9)


def test_bars_are_the_levels_of_the_pair(macros, scored):
    bars = waterfall(macros)
    assert bars.groupby(PAIR).size().between(6, 7).all()
    names = ["prior", "surname", "forename", "born", "postcode", "names_tried", "total"]
    for (left, right), own in bars.groupby(PAIR):
        row = scored[(scored["profile_id_l"] == left) & (scored["profile_id_r"] == right)].iloc[0]
        assert own["bar"].tolist() == [name for name in names if name in set(own["bar"])]
        bar = own.set_index("bar")
        assert bar.loc["prior", "match_weight"] == PRIOR[row["pair_group"]]
        for name in names[1:5]:
            gamma = int(row[f"gamma_{name}"])
            if gamma < 0:
                assert bar.loc[name, "label"] == "missing"
                assert bar.loc[name, "match_weight"] == 0
                continue
            m, u = chances(row["pair_group"])[name][gamma]
            assert bar.loc[name, ["m_probability", "u_probability"]].tolist() == [m, u]
            assert bar.loc[name, "match_weight"] == pytest.approx(math.log2(m / u), abs=1e-12)


def test_bars_show_the_values_of_both_sides(macros, scored):
    values = macros.connection.execute(
        "select profile_id_l, profile_id_r, l.surname as value_l, r.surname as value_r from scored"
        " inner join named as l on l.identity_id = identity_id_l"
        " inner join named as r on r.identity_id = identity_id_r order by all"
    ).df()
    bars = waterfall(macros)
    shown = bars[bars["bar"] == "surname"].sort_values(PAIR, ignore_index=True)
    pd.testing.assert_frame_equal(
        shown[values.columns], values.sort_values(PAIR, ignore_index=True), check_dtype=False
    )


def test_a_pair_that_blocking_found_is_explained_as_it_was_scored(macros, scored):
    bars = waterfall(macros)
    for left, right in scored[PAIR].drop_duplicates().head(20).itertuples(index=False):
        for sides in ((left, right), (right, left)):
            alone = pair(macros, *sides)
            assert alone["rules_satisfied"].min() > 0
            own = bars[(bars["profile_id_l"] == left) & (bars["profile_id_r"] == right)]
            # all pairs of its names are compared here, some of which no rule had found
            assert alone.iloc[-1]["total_match_weight"] >= own.iloc[-1]["total_match_weight"]
            if own["bar"].eq("names_tried").sum() == 0:
                pd.testing.assert_frame_equal(
                    alone[own.columns], own.reset_index(drop=True), check_exact=True
                )


def test_a_pair_that_no_rule_found_is_explained_too(macros, scored):
    seen = set(scored[PAIR].itertuples(index=False, name=None))
    profiles = [
        row[0]
        for row in macros.connection.execute("select distinct profile_id from named").fetchall()
    ]
    left, right = next(
        (a, b) for a in sorted(profiles) for b in sorted(profiles) if a < b and (a, b) not in seen
    )
    bars = pair(macros, left, right)
    assert bars["rules_satisfied"].tolist() == [0] * len(bars)
    assert bars["bar"].tolist()[0] == "prior" and bars["bar"].tolist()[-1] == "total"
    parts = bars[["match_weight", "tf_adjustment"]].sum().sum()
    assert bars.iloc[-1]["total_match_weight"] == pytest.approx(parts, abs=1e-9)


def test_a_profile_is_explained_with_itself(macros, scored):
    bars = pair(macros, 10, 10)
    assert "names_tried" not in set(bars["bar"])
    assert not (bars["value_l"].dropna() != bars["value_r"].dropna()).any()


def test_adjustments_for_several_comparisons_have_bars(macros, scored):
    settings = settings_of(macros)
    settings["weight_adjustments"] = [
        {
            "name": "namesakes",
            "sql_condition": "gamma_surname = 2 and gamma_forename = 2",
            "match_weight": -2.5,
        }
    ]
    m = macros
    m.create("weights", m.pattern_weights(settings, "pairs", "parameters", "shares", "frequencies"))
    m.create("adjusted", m.score_pairs(settings, "pairs", "named", "weights", "parameters"))
    sql = m.explained_pairs(settings, "adjusted", "named", "parameters", SHARES)
    bars = m.connection.execute(f"select * from ({sql}) order by {', '.join(PAIR)}, bar_no").df()
    own = bars[bars["bar"] == "namesakes"]
    assert 0 < len(own) < len(bars) / 7
    assert set(own["match_weight"]) == {-2.5}
    sums = bars.groupby(PAIR)[["match_weight", "tf_adjustment"]].sum().sum(axis=1)
    weight = m.connection.execute("select * from adjusted").df().set_index(PAIR)["match_weight"]
    np.testing.assert_allclose(sums[weight.index], weight, atol=1e-9)


# Sentences, worked out by hand


def by_hand(macros: Macros, left: dict, right: dict) -> tuple[str, pd.DataFrame]:
    """The sentence of two people who meet in the toy model with even numbers."""
    m = macros
    common = {
        "is_main": True,
        "source_id": 1,
        "source_dataset": "here",
        "n_records": 1,
        "n_names": 1,
        "forename": None,
        "surname": None,
        "born": None,
        "postcodes": [],
    }
    rows = [
        common | {"identity_id": number, "profile_id": number} | side
        for number, side in enumerate((left, right), start=1)
    ]
    toy_model.load(m, rows)
    settings = toy_model.settings(m)
    u = {"surname": [0.9, 0.06, 2**-5], "forename": [0.9, 0.08, 0.02], "born": [0.5, 2**-8]}
    ratio = {"surname": [-3, 2, 5], "forename": [-2, 1, 4], "born": [-4.25, 8], "postcode": [-1, 6]}
    levels = [
        (c["first_index"] + 2 + gamma, u.get(name, [0.5, 2**-6])[gamma], bits)
        for c in settings["comparisons"]
        for name in [c["output_column_name"]]
        for gamma, bits in enumerate(ratio[name])
    ]
    m.connection.register(
        "levels", pd.DataFrame(levels, columns=["parameter_index", "u_probability", "match_weight"])
    )
    m.create(
        "parameters",
        "select 0 as pair_group, *, u_probability * pow(2, match_weight) as m_probability,"
        " from (select l.*, u_probability, coalesce(match_weight, 0) as match_weight"
        f" from ({m._levels(settings)}) as l left join levels using (parameter_index))",
    )
    m.create(
        "shares",
        "select 65 as pair_group, -10.0::double as prior_match_weight,"
        " 'here' as source_dataset_l, 'here' as source_dataset_r",
    )
    m.create(
        "frequencies",
        "select * from (values ('surname', 'khan', pow(2, -9)), ('surname', 'smith', pow(2, -3)),"
        " ('postcode', 'AB12CD', pow(2, -6))) as t (term, value, tf)",
    )
    m.create("named", m.with_term_frequencies(settings, "identities", "frequencies", "identity_id"))
    m.create("skipped", m.skipped_blocks(settings, "identities"))
    m.create("keys", m.with_block_keys(settings, "named", "skipped"))
    sql = m.explained_pair(settings, "keys", "parameters", "shares", 1, 2)
    m.create("bars", sql)
    sentence = m.connection.execute(
        f"select sentence from ({m.pair_sentences(settings, 'bars', entity='person')})"
    ).fetchone()[0]
    return sentence, m.connection.execute("select * from bars order by bar_no").df()


def test_a_likely_pair_in_words(macros):
    born = datetime.date(1980, 1, 1)
    sentence, bars = by_hand(
        macros,
        {"surname": "khan", "born": born, "postcodes": ["AB12CD"]},
        {"surname": "khan", "born": born, "postcodes": ["ZZ99AA"]},
    )
    assert sentence == (
        "These records are likely the same person (98.5 %): surname: equal (+5.0 bits, a rare"
        " surname +4.0), born: equal (+8.0 bits); against it: postcode: anything else (-1.0 bits);"
        " nothing to compare in forename; to begin with, one such pair in 1,030 matches (-10.0"
        " bits)."
    )
    assert bars["total_match_weight"].tolist() == [-10, -1, -1, 7, 6, 6]
    assert bars.iloc[-1]["match_probability"] == 64 / 65


def test_an_unlikely_pair_in_words(macros):
    sentence, _ = by_hand(
        macros,
        {"surname": "smith", "born": datetime.date(1980, 1, 1)},
        {"surname": "smith", "born": datetime.date(1990, 7, 4)},
    )
    assert sentence == (
        "These records are very unlikely to be the same person (under 0.1 %): surname: equal (+5.0"
        " bits, a common surname -2.0); against it: born: anything else (-4.2 bits); nothing to"
        " compare in forename, postcode; to begin with, one such pair in 1,030 matches (-10.0"
        " bits)."
    )


def test_a_pair_without_anything_in_common_in_words(macros):
    sentence, _ = by_hand(macros, {"forename": "anna"}, {"surname": "smith"})
    assert sentence == (
        "These records are very unlikely to be the same person (0.1 %): nothing speaks for it;"
        " nothing to compare in surname, forename, born, postcode; to begin with, one such pair in"
        " 1,030 matches (-10.0 bits)."
    )


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (1, "over 99.9 %"),
        (0.9996, "over 99.9 %"),
        (0.9994, "99.9 %"),
        (0.5, "50.0 %"),
        (0.001, "0.1 %"),
        (0.0001, "under 0.1 %"),
    ],
)
def test_probabilities_are_never_rounded_to_certainty(macros, probability, text):
    found = macros.connection.execute(f"select {macros._percent_text(f'{probability}::double')}")
    assert found.fetchone()[0] == text


# Keys that people type


@pytest.fixture
def records(macros) -> Macros:
    macros.connection.execute(
        "create table records as select * from (values ('courts', '1', 10), ('courts', '2|b', 20),"
        " ('prisons', '1', 30)) as t (source_dataset, record_key, profile_id)"
    )
    return macros


def test_a_record_is_found_by_source_and_key(records):
    found = records._record("records", "courts|2|b", "left")
    assert (found["key"], found["profile_id"], found["clusters"]) == ("courts|2|b", "20", None)


def test_a_key_alone_is_enough_where_one_source_has_it(records):
    assert records._record("records", "2|b", "left")["key"] == "courts|2|b"
    with pytest.raises(CompilationError, match=r"several records have: courts\|1, prisons\|1;"):
        records._record("records", "1", "right")


def test_an_unknown_key_is_answered_with_the_form_and_examples(records):
    with pytest.raises(CompilationError) as raised:
        records._record("records", "courts|9", "right")
    assert (
        str(raised.value)
        .strip()
        .endswith(
            "explain: right is 'courts|9', and no record has that key; give"
            " <source_dataset>|<record_key>. There are, for instance, courts|1, prisons|1. To list"
            " all: select source_dataset, record_key from records."
        )
    )
    with pytest.raises(CompilationError, match=r"left is missing; give <source_dataset>\|"):
        records._record("records", "", "left")


def test_text_is_wrapped_at_words(macros):
    assert macros._wrapped("one two three four", 9) == ["one two", "three", "four"]
