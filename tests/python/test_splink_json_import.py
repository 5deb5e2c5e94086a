"""Models of Splink, read from its JSON, find the same pairs and give the same scores."""

from __future__ import annotations

import json
import math

import macro_runner
import pandas as pd
import pytest
import splink.comparison_level_library as cll
import splink.comparison_library as cl
import toy_splink
from dbt.exceptions import CompilationError
from dbt_common.clients.jinja import get_environment
from macro_runner import Macros
from splink import SettingsCreator, block_on
from splink.comparison_library import CustomComparison

RULES = [
    block_on("surname", "substr(forename, 1, 1)"),
    block_on("phones", arrays_to_explode=["phones"]),
    block_on("forename", "dob"),
    "l.postcode = r.postcode and l.surname = r.surname",
]


def compare(macros: Macros, model: dict, rows: pd.DataFrame, folder) -> pd.DataFrame:
    """Our scores of an imported model, after checking that they are Splink's."""
    path = folder / "model.json"
    path.write_text(json.dumps(model))
    theirs = toy_splink.splink_scores(rows, path)
    model = json.loads(path.read_text())
    settings = macros.settings_from_splink(model, model="imported")
    ours = toy_splink.our_scores(
        macros,
        settings,
        rows,
        macros.parameters_from_splink(model, "all_pairs"),
        macros.match_shares_from_splink(model, "all_pairs"),
    )
    toy_splink.assert_same(ours, theirs)
    return ours


def library(**options) -> SettingsCreator:
    comparisons = [
        cl.JaroWinklerAtThresholds("forename", [0.9, 0.8]).configure(
            term_frequency_adjustments=True
        ),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode"),
        cl.ArrayIntersectAtSizes("phones", [2, 1]),
        cl.EmailComparison("email"),
        cl.DistanceInKMAtThresholds("lat", "lon", [2, 10]),
    ]
    given = {
        "link_type": "dedupe_only",
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": RULES,
        "probability_two_random_records_match": 0.0031,
    }
    return SettingsCreator(**given | options)


@pytest.mark.parametrize("seed", [1, 2])
def test_models_of_the_comparison_library(macros, tmp_path, seed):
    model = toy_splink.trained(library(), seed)
    ours = compare(macros, model, toy_splink.records(seed), tmp_path)
    assert len(ours) > 2000
    assert set(ours["match_key"]) == {0, 1, 2, 3}
    for name in ["forename", "surname", "dob", "postcode", "phones", "email"]:
        assert ours[f"gamma_{name}"].nunique() >= 4, name
    with pytest.raises(AssertionError):
        toy_splink.assert_same(ours, ours.assign(match_weight=ours["match_weight"] + 1e-8))


def level(condition: str, **options) -> dict:
    return {"sql_condition": condition, "label_for_charts": condition} | options


def chance(m: float, u: float) -> dict:
    return {"m_probability": m, "u_probability": u}


ALL_PAIRS = (
    "(select unnest([65, 66]) as pair_group, 'a' as source_dataset_l, 'b' as source_dataset_r,"
    " 1000.0 as n_all_pairs)"
)


def model_of(*comparisons: tuple[str, list[dict]], **options) -> dict:
    return {
        "link_type": "dedupe_only",
        "probability_two_random_records_match": 0.02,
        "sql_dialect": "duckdb",
        "blocking_rules_to_generate_predictions": [{"blocking_rule": "1=1"}],
        "comparisons": [
            {"output_column_name": name, "comparison_levels": levels}
            for name, levels in comparisons
        ],
    } | options


NULL_SURNAME = level('"surname_l" IS NULL OR "surname_r" IS NULL', is_null_level=True)
EQUAL_SURNAME = level('"surname_l" = "surname_r"')
ELSE = level("ELSE")


def test_null_levels_may_stand_anywhere_or_be_missing(macros, tmp_path):
    reversed_null = level(
        '"forename_l" is null or "surname_l" is null or "forename_r" is null', is_null_level=True
    )
    model = model_of(
        (
            "surname",
            [
                level('left("surname_l", 1) = left("forename_r", 1)') | chance(0.3, 0.05),
                NULL_SURNAME,
                EQUAL_SURNAME | chance(0.5, 0.1),
                level("\"dob_l\" = '1980-01-01'", is_null_level=True),
                ELSE | chance(0.2, 0.85),
            ],
        ),
        (
            "forename",
            [level("forename_l = forename_r") | chance(0.9, 0.1), ELSE | chance(0.1, 0.9)],
        ),
        (
            "both",
            [
                level('"forename_l" = "forename_r" and surname_l = surname_r') | chance(0.7, 0.01),
                reversed_null,
                ELSE | chance(0.3, 0.99),
            ],
        ),
    )
    ours = compare(macros, model, toy_splink.records(3, 60), tmp_path)
    assert len(ours) == 60 * 59 // 2
    assert set(ours["gamma_surname"]) == {-1, 0, 1, 2}
    assert set(ours["gamma_forename"]) == {0, 1}
    assert set(ours["gamma_both"]) == {-1, 0, 1}


def test_every_option_of_term_frequency(macros, tmp_path):
    tf = {"tf_adjustment_column": "surname"}
    fuzzy = [
        level(
            f"jaro_winkler_similarity(surname_l, surname_r) >= {least} and surname_l <> surname_r"
        )
        for least in (0.95, 0.85)
    ]
    model = model_of(
        (
            "surname",
            [
                NULL_SURNAME,
                fuzzy[0] | chance(0.2, 0.03) | tf | {"tf_adjustment_weight": 0.6},
                # after a fuzzy level, and the other way round
                level("(surname_r = surname_l)") | chance(0.4, 0.1) | tf,
                fuzzy[1]
                | chance(0.2, 0.07)
                | tf
                | {"disable_tf_exact_match_detection": True, "tf_minimum_u_value": 0.14},
                level("length(surname_l) = length(surname_r)")
                | chance(0.1, 0.2)
                | tf
                | {"tf_adjustment_weight": -0.5, "tf_minimum_u_value": 0.001},
                ELSE | chance(0.1, 0.6) | tf,
            ],
        ),
        (
            "forename",
            [
                # nulls are compared: a side without a frequency has the other's, none none
                level("coalesce(forename_l, 'anna') = coalesce(forename_r, 'anna')")
                | chance(0.6, 0.2)
                | {"tf_adjustment_column": "forename", "disable_tf_exact_match_detection": True},
                ELSE | chance(0.4, 0.8),
            ],
        ),
    )
    rows = toy_splink.records(4)
    ours = compare(macros, model, rows, tmp_path)
    assert set(ours["gamma_surname"]) == {-1, 0, 1, 2, 3, 4}
    settings = macros.settings_from_splink(model)
    for at_least in (-8, -4, 0, 4):
        sql = macros.score_pairs(settings, "pairs", "named", "weights", "parameters", at_least)
        kept = len(macros.connection.execute(sql).df())
        assert kept == (ours["match_weight"] >= at_least).sum(), "pruned a pair above"


def test_levels_that_were_never_trained_have_splinks_values(macros, tmp_path):
    model = toy_splink.trained(library(), 5)
    for comparison in model["comparisons"][:3]:
        for own in comparison["comparison_levels"][1:]:
            del own["m_probability"], own["u_probability"]
    some = model["comparisons"][3]["comparison_levels"]
    del some[1]["m_probability"], some[2]["u_probability"]
    some[3]["m_probability"] = "level not observed in training dataset"
    model["comparisons"].append(
        {
            "output_column_name": "email_alone",
            "comparison_levels": [level('"email_l" = "email_r"'), ELSE],
        }
    )
    del model["probability_two_random_records_match"]
    compare(macros, model, toy_splink.records(5, 80), tmp_path)


def test_lambdas_arrays_and_functions(macros, tmp_path):
    settings = library(
        comparisons=[
            cl.PairwiseStringDistanceFunctionAtThresholds("phones", "levenshtein", [1]),
            CustomComparison(
                output_column_name="listed",
                comparison_levels=[
                    cll.NullLevel("phones"),
                    cll.ArraySubsetLevel("phones"),
                    cll.ArrayIntersectLevel("phones", 1),
                    cll.And(cll.ExactMatchLevel("surname"), cll.Not(cll.ExactMatchLevel("dob"))),
                    cll.ElseLevel(),
                ],
            ),
            cl.ForenameSurnameComparison("forename", "surname"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("upper(surname)", "substr(postcode, 1, 2)"),
            block_on("surname", "phones", arrays_to_explode=["phones"]),
            "(r.forename = l.forename) AND (substr(l.dob, 1, 7) = substr(r.dob, 1, 7) and 1=1)",
        ],
    )
    model = toy_splink.trained(settings, 6)
    assert "->" in json.dumps(model), "Splink writes old lambdas"
    ours = compare(macros, model, toy_splink.records(6), tmp_path)
    assert set(ours["match_key"]) == {0, 1, 2}
    assert set(ours["gamma_listed"]) >= {-1, 0, 1, 2}


def test_columns_and_comparisons_of_any_name(macros, tmp_path):
    rows = toy_splink.records(10, 80).rename(
        columns={"forename": "First name", "surname": "group", "dob": "DoB", "phones": "né"}
    )
    settings = library(
        comparisons=[
            cl.JaroWinklerAtThresholds("First name", [0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.ExactMatch("group"),
            cl.ExactMatch("DoB"),
            cl.ArrayIntersectAtSizes("né", [1]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("First name"),
            block_on("né", arrays_to_explode=["né"]),
            'l."DoB" = r."DoB"',
        ],
    )
    model = toy_splink.trained(settings, 10)
    model["comparisons"][3]["output_column_name"] = "numbers"
    ours = compare(macros, model, rows, tmp_path)
    assert len(ours) > 500
    assert list(ours.columns[5:7]) == ["gamma_First_name", "gamma_group"]


def test_rules_that_ask_for_more_than_equality(macros, tmp_path):
    settings = library(
        blocking_rules_to_generate_predictions=[
            "l.surname = r.surname and levenshtein(l.forename, r.forename) <= 1",
            "l.dob = r.dob and l.email is not distinct from r.email and abs(l.lat - r.lat) < 0.1",
            {
                "blocking_rule": "l.phones = r.phones and (l.dob <> r.dob or l.email = r.email)",
                "sql_dialect": "duckdb",
                "arrays_to_explode": ["phones"],
            },
        ],
    )
    ours = compare(macros, toy_splink.trained(settings, 11), toy_splink.records(11), tmp_path)
    assert set(ours["match_key"]) == {0, 1, 2}


def test_rules_of_two_sides_find_pairs_whichever_record_comes_first(macros, tmp_path):
    rows = toy_splink.records(12)
    rows["other"] = rows["forename"].sample(frac=1, random_state=1).to_numpy()
    settings = library(blocking_rules_to_generate_predictions=["l.forename = r.other"])
    model = toy_splink.trained(settings, 12)
    path = tmp_path / "model.json"
    path.write_text(json.dumps(model))
    theirs = toy_splink.splink_scores(rows, path)
    imported = macros.settings_from_splink(model)
    ours = toy_splink.our_scores(
        macros,
        imported,
        rows,
        macros.parameters_from_splink(model, "all_pairs"),
        macros.match_shares_from_splink(model, "all_pairs"),
    )
    both = ours.merge(theirs, on=["identity_id_l", "identity_id_r"], suffixes=("", "_splink"))
    assert len(both) == len(theirs), "Splink asks of the smaller key alone"
    assert len(ours) > len(theirs)
    assert (both["match_weight"] - both["match_weight_splink"]).abs().max() < 1e-9


@pytest.mark.parametrize("link_type", ["link_only", "link_and_dedupe"])
@pytest.mark.parametrize("sources", [["north", "south"], ["east", "north", "south"]])
def test_link_types(macros, tmp_path, link_type, sources):
    rows = toy_splink.records(7, 120)
    rows["source_dataset"] = [sources[i % len(sources)] for i in range(len(rows))]
    model = toy_splink.trained(library(link_type=link_type), 7)
    ours = compare(macros, model, rows, tmp_path)
    assert len(ours) > 300
    groups = macros.connection.execute("select count(distinct pair_group) from scored").fetchone()[
        0
    ]
    n = len(sources)
    assert groups == (n * (n - 1) // 2 if link_type == "link_only" else n * (n + 1) // 2)


# What Splink 4 wrote: other prefixes, salting, a dialect beside every rule. Written by hand, with
# powers of two so that the weights can be read.
SPLINK_4 = {
    "link_type": "dedupe_only",
    "probability_two_random_records_match": 1 / 1025,
    "retain_matching_columns": True,
    "retain_intermediate_calculation_columns": False,
    "additional_columns_to_retain": ["cluster"],
    "sql_dialect": "duckdb",
    "linker_uid": "abcd1234",
    "em_convergence": 0.0001,
    "max_iterations": 25,
    "bayes_factor_column_prefix": "bf_",
    "term_frequency_adjustment_column_prefix": "tf_",
    "comparison_vector_value_column_prefix": "gamma_",
    "unique_id_column_name": "unique_id",
    "source_dataset_column_name": "source_dataset",
    "blocking_rules_to_generate_predictions": [
        {
            "blocking_rule": 'l."surname" = r."surname"',
            "sql_dialect": "duckdb",
            "salting_partitions": 4,
        },
        {"blocking_rule": "l.dob = r.dob", "sql_dialect": "duckdb"},
    ],
    "comparisons": [
        {
            "output_column_name": "surname",
            "comparison_levels": [
                {
                    "sql_condition": '"surname_l" IS NULL OR "surname_r" IS NULL',
                    "label_for_charts": "surname is NULL",
                    "is_null_level": True,
                },
                {
                    "sql_condition": '"surname_l" = "surname_r"',
                    "label_for_charts": "Exact match on surname",
                    "m_probability": 0.5,
                    "u_probability": 0.015625,
                    "tf_adjustment_column": "surname",
                    "tf_adjustment_weight": 1.0,
                },
                {
                    "sql_condition": "ELSE",
                    "label_for_charts": "All other comparisons",
                    "m_probability": 0.25,
                    "u_probability": 1.0,
                },
            ],
            "comparison_description": "Exact match 'surname' vs. anything else",
        },
        {
            "output_column_name": "dob",
            "comparison_levels": [
                {
                    "sql_condition": "dob_l = dob_r",
                    "label_for_charts": "Exact",
                    "m_probability": 0.5,
                    "u_probability": 2**-9,
                },
                {
                    "sql_condition": "ELSE",
                    "label_for_charts": "Else",
                    "m_probability": 0.5,
                    "u_probability": 1.0,
                },
            ],
            "comparison_description": "date of birth",
        },
    ],
}


def test_a_model_of_splink_4(macros, tmp_path):
    rows = pd.DataFrame(
        {
            "unique_id": [1, 2, 3, 4],
            "surname": ["khan", "khan", "smith", None],
            "dob": ["1980-01-01", "1980-01-01", "1980-01-01", "1980-01-01"],
            "cluster": [1, 1, 2, 3],
        }
    )
    ours = compare(macros, SPLINK_4, rows, tmp_path)
    # prior -10; surname equal 5, less log2 of 64 * 2/3 for its frequency, else -2; dob equal 8
    bits = {(1, 2): -10 + 5 - 6 + 0.5849625007211562 + 8, (1, 3): -4, (1, 4): -2, (3, 4): -2}
    found = ours.set_index(["identity_id_l", "identity_id_r"])["match_weight"]
    for pair, expected in bits.items():
        assert found[pair] == pytest.approx(expected, abs=1e-12)
    assert ours["match_key"].tolist() == [0, 1, 1, 1, 1, 1]


def test_what_is_not_there_is_not_needed(macros):
    """Frozen settings need no rule that leaves a comparison open; rules say what they touch."""
    settings = macros.settings_from_splink(SPLINK_4, model="old")
    assert [rule["touches"] for rule in settings["blocking_rules"]] == [["surname"], ["dob"]]
    one_rule = SPLINK_4 | {"blocking_rules_to_generate_predictions": ["l.surname = r.surname"]}
    settings = macros.settings_from_splink(one_rule, model="old")
    assert [rule["touches"] for rule in settings["blocking_rules"]] == [["surname"]]
    assert settings["model"] == "old"
    assert settings["terms"][0]["columns"] == ["surname"]


def test_parameters_for_every_pair_of_sources(macros):
    sql = macros.parameters_from_splink(SPLINK_4, ALL_PAIRS)
    found = macros.connection.execute(f"select * from ({sql})").df()
    assert found.groupby("pair_group").size().to_dict() == {0: 6, 65: 6, 66: 6}
    assert (
        found["parameter_index"].tolist() == [1, 3, 2, 4, 6, 5] * 3
        or found["parameter_index"].tolist() == [1, 2, 3, 4, 5, 6] * 3
    )
    surname = found[(found["comparison"] == "surname") & (found["pair_group"] == 66)]
    assert dict(zip(surname["gamma"], surname["match_weight"], strict=True)) == {-1: 0, 0: -2, 1: 5}


# Settings as text, as the run-operation writes them


def rendered(macros: Macros, text: str) -> dict:
    """The macros of a text, each as a function."""
    context = {"data_first": macros._macros, "return": macro_runner._return}
    module = get_environment(None, capture_macros=False).from_string(text).make_module(context)
    return {
        name.removeprefix("dbt_macro__"): macro_runner._returning(macro)
        for name, macro in vars(module).items()
        if name.startswith("dbt_macro__")
    }


def test_the_text_of_imported_settings_makes_the_same_settings(macros):
    model = toy_splink.trained(library(), 9)
    levels = model["comparisons"][1]["comparison_levels"]
    levels[2] |= {"tf_adjustment_column": "surname", "tf_minimum_u_value": 0.01}
    levels[3] |= {"m_probability": 1.5, "fix_u_probability": True}
    levels[4]["label_for_charts"] = 'it\'s a \\d "quoted" label'
    made = rendered(macros, macros.splink_settings_text(model, "people"))
    assert set(made) == {"people_settings"}
    expected = macros.settings_from_splink(model, model="people")
    for comparison in expected["comparisons"]:
        for own in comparison["comparison_levels"]:
            own.pop("tf_column", None)
    assert made["people_settings"]() == expected


def test_a_model_with_one_rule_is_written_for_frozen_parameters(macros):
    model = SPLINK_4 | {"blocking_rules_to_generate_predictions": ["l.surname = r.surname"]}
    text = macros.splink_settings_text(model, "old")
    assert "{#- Every rule fixes surname, so that rules do not say what they touch" in text
    rendered(macros, text)["old_settings"]()


@pytest.mark.parametrize("number", [1e-300, 1e-9, 0.3, 1.0, 2.0, 1e6])
def test_logarithms_without_a_library(macros, number):
    assert macros._log2(number) == pytest.approx(math.log2(number), abs=1e-12)


# SQL, word by word


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ('"first name_l" = "first name_r"', 'l."first name" = r."first name"'),
        ("surname_l = Surname_R", 'l.surname = r."Surname"'),
        ("levenshtein(a_l, a_r) < 2 or b_l is null", "levenshtein(l.a, r.a) < 2 or l.b is null"),
        ("a_l = 'b_l' and \"c_r\"['d_l'] = 1", "l.a = 'b_l' and r.c['d_l'] = 1"),
        ("f_l(a_l) = s.x_r", "f_l(l.a) = s.x_r"),
        ("list_filter(a_l, x -> x = 'y -> z')", "list_filter(l.a, lambda x: x = 'y -> z')"),
        ("list_reduce(a_l, (x, y) -> x + y)", "list_reduce(l.a, lambda x, y: x + y)"),
        ("j_l -> 'k' = j_r ->> '$.k'", "l.j -> 'k' = r.j ->> '$.k'"),
        ("all_l\n  =   all_r", "l.all = r.all"),
        ("é_l = é_r", 'l."é" = r."é"'),
    ],
)
def test_conditions_are_rewritten_over_two_rows(macros, theirs, ours):
    assert macros._condition_from_splink(theirs) == ours


@pytest.mark.parametrize(
    ("rule", "expressions", "explode"),
    [
        ("l.surname = r.surname", ["surname"], None),
        ('(l."A b" = r."A b") and ((lower(r.c) = lower(l.c)))', ['"A b"', "lower(c)"], None),
        ("l.dob = r.dob AND (l.a = r.a AND l.b = r.b)", ["dob", "a", "b"], None),
        (
            "coalesce(l.a, 'x=y and z') = coalesce(r.a, 'x=y and z')",
            ["coalesce(a, 'x=y and z')"],
            None,
        ),
        (
            "case when l.a = 1 then l.b end = case when r.a = 1 then r.b end",
            ["case when a = 1 then b end"],
            None,
        ),
        ("1=1", ["true"], None),
        (
            {"blocking_rule": 'l."p" = r."p" and l.q = r.q', "arrays_to_explode": ["p"]},
            ["element", "q"],
            "p",
        ),
    ],
)
def test_blocking_rules_become_keys(macros, rule, expressions, explode):
    found = macros._rule_from_splink(rule)
    assert (found["expressions"], found["explode"]) == (expressions, explode)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"comparisons": []}, "Splink model 'm': this is no model of Splink 4 or 5"),
        ({"sql_dialect": "spark"}, "sql_dialect is 'spark'; its conditions are not DuckDB's."),
        (
            {"blocking_rules_to_generate_predictions": ["levenshtein(l.a, r.a) < 2"]},
            r"levenshtein\(l.a, r.a\) < 2\)' has no equality between the two records",
        ),
        (
            {"blocking_rules_to_generate_predictions": ["l.a = r.a or l.b = r.b"]},
            "write an `or` as two rules",
        ),
    ],
)
def test_a_model_that_cannot_be_read_is_answered_with_the_mend(macros, change, message):
    with pytest.raises(CompilationError, match=message):
        macros.settings_from_splink(SPLINK_4 | change, model="m")


def test_a_fuzzy_level_without_an_exact_match_is_refused_as_splink_does(macros):
    fuzzy = level("left(surname_l, 1) = left(surname_r, 1)", tf_adjustment_column="surname")
    with pytest.raises(CompilationError, match="no level is the exact match on that column; add"):
        macros.settings_from_splink(model_of(("surname", [fuzzy, ELSE])), model="m")
    with pytest.raises(CompilationError, match="the last level, and no other, must be ELSE"):
        macros.settings_from_splink(model_of(("surname", [ELSE, fuzzy])), model="m")
