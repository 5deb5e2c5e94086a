"""Splink loads what this engine writes, and gives the same scores."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import splink.comparison_library as cl
import toy_model
import toy_splink
from macro_runner import Macros
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI
from toy_scoring import everyone, score, settings_of

SHARES = (
    "(select *, 1 / (1 + pow(2, -prior_match_weight)) as probability_two_random_records_match,"
    " 1e4 * pair_group as n_all_pairs, 'source_' || pair_group // 64 as source_dataset_l,"
    " 'source_' || pair_group % 64 as source_dataset_r from shares)"
)


def written(macros: Macros, settings: dict, pair_group: int, folder, shares: str = SHARES):
    """The file of a model, with the JSON as DuckDB prints it."""
    sql = macros.splink_model(settings, "parameters", shares, pair_group)
    text = macros.connection.execute(f"select json_pretty(model) from ({sql})").fetchone()[0]
    path = folder / f"{pair_group}.json"
    path.write_text(text)
    return path


def one_name_each(seed: int) -> tuple[list[dict], dict]:
    rows, frequencies = everyone(seed)
    return [row | {"n_names": 1} for row in rows if row["is_main"]], frequencies


def without_array_terms(settings: dict) -> dict:
    """Splink has no frequencies of array elements."""
    settings["comparisons"][3]["comparison_levels"][1]["tf_term"] = None
    return settings


@pytest.fixture
def scored(macros, monkeypatch) -> pd.DataFrame:
    import toy_scoring

    monkeypatch.setattr(toy_scoring, "settings_of", lambda m: without_array_terms(settings_of(m)))
    rows, frequencies = one_name_each(seed=21)
    return score(macros, rows, frequencies)


def splink_finds(macros: Macros, settings: dict, path, where: str = "true") -> pd.DataFrame:
    sql = macros.splink_records(settings, "named")
    rows = macros.connection.execute(f"select * from ({sql}) where {where}").df()
    rows = rows.drop(columns=["tf_postcode"], errors="ignore")
    return toy_splink.splink_scores(rows, path)


@pytest.mark.parametrize("pair_group", [65, 66, 130, 195])
def test_splink_scores_a_pair_of_sources_as_we_do(macros, scored, tmp_path, pair_group):
    settings = without_array_terms(settings_of(macros))
    path = written(macros, settings, pair_group, tmp_path)
    model = json.loads(path.read_text())
    sources = sorted({pair_group // 64, pair_group % 64})
    assert model["link_type"] == ("dedupe_only" if len(sources) == 1 else "link_only")
    theirs = splink_finds(macros, settings, path, f"source_id in {(*sources, 0)}")
    ours = scored[scored["pair_group"] == pair_group]
    assert len(ours) > 20
    columns = list(theirs.columns)
    toy_splink.assert_same(ours[columns].reset_index(drop=True), theirs)
    assert ours["tf_adjustment"].ne(0).any()


def test_splink_scores_all_together_with_the_pooled_parameters(macros, scored, tmp_path):
    settings = without_array_terms(settings_of(macros))
    con = macros.connection
    con.execute("delete from parameters where pair_group <> 0")
    shares = con.execute(
        f"select sum(probability_two_random_records_match * n_all_pairs) / sum(n_all_pairs)"
        f" from {SHARES}"
    ).fetchone()[0]
    path = written(macros, settings, 0, tmp_path)
    model = json.loads(path.read_text())
    assert model["probability_two_random_records_match"] == pytest.approx(shares, rel=1e-9)
    prior = f"log2({shares!r}::double / (1 - {shares!r}::double))"
    con.execute(
        f"create table one_prior as select pair_group, {prior} as prior_match_weight from shares"
    )
    macros.create(
        "weights",
        macros.pattern_weights(settings, "pairs", "parameters", "one_prior", "frequencies"),
    )
    sql = macros.score_pairs(settings, "pairs", "named", "weights", "parameters")
    ours = con.execute(f"select * from ({sql}) order by identity_id_l, identity_id_r").df()
    theirs = splink_finds(macros, settings, path)
    toy_splink.assert_same(ours[list(theirs.columns)], theirs)
    assert set(ours["match_key"]) == {0, 1, 2}


def test_weights_that_were_given_or_not_learnt_are_kept(macros, scored, tmp_path):
    settings = without_array_terms(settings_of(macros))
    con = macros.connection
    # nothing learnt of forename; direct weights of born, one on an adjusted level of surname
    con.execute(
        "update parameters set match_weight = 0 where comparison = 'forename';"
        " update parameters set match_weight = case gamma when 1 then 9.5 else -14 end"
        " where comparison = 'born' and gamma >= 0;"
        " update parameters set match_weight = 12, m_probability = null"
        " where comparison = 'surname' and gamma = 2"
    )
    macros.create(
        "weights", macros.pattern_weights(settings, "pairs", "parameters", "shares", "frequencies")
    )
    sql = macros.score_pairs(settings, "pairs", "named", "weights", "parameters")
    ours = con.execute(
        f"select * from ({sql}) where pair_group = 65 order by identity_id_l, identity_id_r"
    ).df()
    path = written(macros, settings, 65, tmp_path)
    theirs = splink_finds(macros, settings, path, "source_id = 1")
    toy_splink.assert_same(ours[list(theirs.columns)], theirs)


def test_a_model_comes_back_as_it_went(macros, scored, tmp_path):
    """Export and import again: the same scores."""
    settings = without_array_terms(settings_of(macros))
    path = written(macros, settings, 65, tmp_path)
    model = json.loads(path.read_text())
    back = macros.settings_from_splink(model, model="back")
    assert [rule["expressions"] for rule in back["blocking_rules"]] == [
        rule["expressions"] for rule in settings["blocking_rules"]
    ]
    assert [rule["explode"] for rule in back["blocking_rules"]] == [None, None, "postcodes"]
    con, m = macros.connection, macros
    m.create("parameters_back", m.parameters_from_splink(model, f"{SHARES} as shares"))
    m.create("shares_back", m.match_shares_from_splink(model, f"{SHARES} as shares"))
    m.create(
        "weights_back",
        m.pattern_weights(back, "pairs", "parameters_back", "shares_back", "frequencies"),
    )
    sql = m.score_pairs(back, "pairs", "named", "weights_back", "parameters_back")
    found = con.execute(f"select * from ({sql}) where pair_group = 65 order by all").df()
    ours = scored[scored["pair_group"] == 65].reset_index(drop=True)
    columns = ["identity_id_l", "identity_id_r", "match_key", "match_weight"]
    pd.testing.assert_frame_equal(
        found[columns], ours[columns], check_exact=False, rtol=0, atol=1e-9
    )


def test_a_model_of_splink_comes_back_as_it_came(macros, tmp_path):
    """Import from Splink, export, and load in Splink: the same scores."""
    creator = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("forename"),
            cl.JaroWinklerAtThresholds("surname", [0.9]).configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PairwiseStringDistanceFunctionAtThresholds("phones", "levenshtein", [1]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("surname", "substr(forename, 1, 1)"),
            block_on("phones", "forename", arrays_to_explode=["phones"]),
            block_on("dob"),
        ],
        probability_two_random_records_match=0.004,
    )
    model = toy_splink.trained(creator, 8)
    model["comparisons"][1]["comparison_levels"][2] |= {
        "tf_adjustment_column": "surname",
        "tf_adjustment_weight": 0.5,
    }
    before = tmp_path / "before.json"
    before.write_text(json.dumps(model))
    rows = toy_splink.records(8)
    settings = macros.settings_from_splink(model)
    ours = toy_splink.our_scores(
        macros,
        settings,
        rows,
        macros.parameters_from_splink(model, "all_pairs"),
        macros.match_shares_from_splink(model, "all_pairs"),
    )
    after = written(macros, settings, 0, tmp_path, "shares")
    theirs = toy_splink.splink_scores(rows, after)
    assert len(theirs) > 500
    toy_splink.assert_same(theirs, toy_splink.splink_scores(rows, before))
    toy_splink.assert_same(ours, theirs)


def test_similarities_are_written_out(macros):
    settings = toy_model.settings(macros)
    condition = macros._condition_for_splink(
        "similarity_surname >= 0.9 and l.surname <> 'l.x similarity_surname'",
        settings["comparisons"][0]["similarities"],
    )
    assert condition == (
        '(jaro_winkler_similarity("surname_l", "surname_r")) >= 0.9'
        " and \"surname_l\" <> 'l.x similarity_surname'"
    )


def test_columns_that_only_a_lambda_reads_are_named_outside_it(macros):
    condition = macros._condition_for_splink(
        "len(list_filter(l.a, lambda x: list_contains(r.b, x))) > 0", {}
    )
    assert condition == (
        '(len(list_filter("a_l", lambda x: list_contains("b_r", x))) > 0)'
        ' and ("a_l" is null or true) and ("b_r" is null or true)'
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            {"expressions": ["surname", "left(forename, 1)"]},
            "l.surname = r.surname and left(l.forename, 1) = left(r.forename, 1)",
        ),
        (
            {"expressions": ['"A b"', "cast(x as date)"]},
            'l."A b" = r."A b" and cast(l.x as date) = cast(r.x as date)',
        ),
        (
            {"expressions": ["left(element, 3)", "s"], "explode": "codes"},
            "left(l.codes, 3) = left(r.codes, 3) and l.s = r.s",
        ),
        ({"expressions": ["a"], "nulls_agree": True}, "l.a is not distinct from r.a"),
        (
            {"expressions": ["a", "b"], "nulls_agree": ["b"], "where": "l.c < r.c"},
            "l.a = r.a and l.b is not distinct from r.b and (l.c < r.c)",
        ),
    ],
)
def test_blocking_rules_are_written_over_two_rows(macros, rule, expected):
    rules = macros._rules_for_splink({"blocking_rules": [{"explode": None, "match_key": 0} | rule]})
    assert [own["sql"] for own in rules] == [expected]
    assert rules[0]["arrays"] == ([rule["explode"]] if "explode" in rule else [])


def test_a_rule_with_two_sides_is_two_rules_of_splink(macros):
    rule = {"expressions": ["a"], "right": ["b"], "explode": None, "where": "l.c < r.d"}
    rules = macros._rules_for_splink({"blocking_rules": [rule]})
    assert [own["sql"] for own in rules] == [
        "l.a = r.b and (l.c < r.d)",
        "r.a = l.b and (r.c < l.d)",
    ]


def test_arrays_made_of_columns_are_columns_of_splinks_records(macros, scored, tmp_path):
    """Two names in any order: an array that a rule makes is a column that Splink takes apart."""
    m, con = macros, macros.connection
    names = "list_filter([forename, surname], lambda name: name is not null)"
    rules = [m.block_on([names, "born"], "either name and birth", [], explode=names)]
    settings = m.linkage_settings(
        model="either",
        link_type="dedupe_only",
        comparisons=without_array_terms(settings_of(m))["comparisons"],
        terms=settings_of(m)["terms"],
        blocking_rules=rules,
    )
    path = written(m, settings, 65, tmp_path)
    theirs = splink_finds(m, settings, path, "source_id = 1")
    m.create("skipped", m.skipped_blocks(settings, "named"))
    m.create("keys", m.with_block_keys(settings, "named", "skipped"))
    m.create("pairs", m.blocked_pairs(settings, "keys"))
    m.create("weights", m.pattern_weights(settings, "pairs", "parameters", "shares", "frequencies"))
    sql = m.score_pairs(settings, "pairs", "named", "weights", "parameters")
    ours = con.execute(f"select * from ({sql}) where pair_group = 65 order by all").df()
    assert len(ours) > 20
    toy_splink.assert_same(ours[list(theirs.columns)], theirs)


def test_gaps_are_told(macros):
    gaps = macros._splink_gaps(macros.person_linkage_settings())
    assert any(
        "comparison 'postcode': Splink has no frequencies of array elements" in g for g in gaps
    )


def test_splink_loads_the_person_model(macros, tmp_path):
    """The model with the most kinds of level and rule: Splink reads every line of it."""
    settings = macros.person_linkage_settings()
    macros.create(
        "parameters",
        "select 0 as pair_group, *, case when gamma >= 0 then 0.5 end as m_probability,"
        " case when gamma >= 0 then 0.25 end as u_probability,"
        " case when gamma >= 0 then 1.0 else 0 end as match_weight"
        f" from ({macros._levels(settings)})",
    )
    macros.connection.execute(
        "create table shares as select 65 as pair_group, -9.0 as prior_match_weight"
    )
    path = written(macros, settings, 0, tmp_path)
    columns = {
        "varchar": "forename1_std surname_std forename1_canonical middle_names_std pnc_std cro_std"
        " prison_number_std crn_std ni_number_std surname_metaphone",
        "varchar[]": "postcodes_std postcode_sectors_std postcode_districts_std",
        "date": "dob_std",
    }
    nulls = ", ".join(
        f"null::{kind} as {column}" for kind, names in columns.items() for column in names.split()
    )
    empty = macros.connection.sql(f"select 1 as unique_id, 's' as source_dataset, {nulls}")
    linker = Linker(DuckDBAPI().register(empty.to_arrow_table()), str(path))
    assert len(linker.misc.save_model_to_json()["comparisons"]) == 6
