"""How ready-made comparisons are set, shared and checked."""

from __future__ import annotations

import re

import pytest
from comparison_pairs import load, our_levels, our_settings
from dbt.exceptions import CompilationError


def options(comparison: dict, option: str) -> list:
    return [level[option] for level in comparison["comparison_levels"]]


def test_probabilities_of_all_levels(macros):
    made = macros.levenshtein_at_thresholds("name", 2)
    given = macros.configure(
        made, m_probabilities=[0.9, 0.08, 0.02], u_probabilities=[0.01, 0.05, 0.94]
    )
    assert options(given, "m_probability") == [None, 0.9, 0.08, 0.02]
    assert options(given, "u_probability") == [None, 0.01, 0.05, 0.94]
    assert options(made, "m_probability") == [None] * 4, "the comparison itself stays as it was"


def test_options_of_some_levels(macros):
    given = macros.configure(
        macros.exact_match("name"),
        m_probabilities=[0.9, None],
        fix_m_probability=[True, False],
        match_weights=[None, -14],
    )
    assert options(given, "m_probability") == [None, 0.9, None]
    assert options(given, "fix_m_probability") == [False, True, False]
    assert options(given, "match_weight") == [None, None, -14]
    assert our_settings(macros, given)


def test_terms_of_equalities(macros):
    one = macros.configure(
        macros.jaro_winkler_at_thresholds("name"),
        term_frequency_adjustments="first",
        tf_adjustment_weight=0.5,
        tf_minimum_u_value=0.001,
    )
    assert options(one, "tf_term") == [None, "first", None, None, None]
    assert options(one, "tf_weight") == [1, 0.5, 1, 1, 1]
    assert options(one, "tf_minimum_u_value") == [None, 0.001, None, None, None]
    names = macros.forename_surname_comparison("forename", "surname")
    named = macros.configure(names, term_frequency_adjustments=True)
    assert options(named, "tf_term")[-3:] == ["surname", "forename", None]
    mapped = macros.configure(names, term_frequency_adjustments={"surname": "family"})
    assert options(mapped, "tf_term")[-3:] == ["family", None, None]
    assert macros.exact_match_level("name", True)["tf_term"] == "name"
    assert macros.exact_match_level("name", "first")["tf_term"] == "first"


def test_options_of_one_level(macros):
    level = macros.configure_level(
        macros.jaro_level("name", 0.9),
        m_probability=0.2,
        fix_u_probability=True,
        u_probability=0.1,
        label_for_charts="much alike",
    )
    assert (level["m_probability"], level["u_probability"]) == (0.2, 0.1)
    assert (level["fix_m_probability"], level["fix_u_probability"]) == (False, True)
    assert level["label"] == "much alike"


def test_levels_of_splink_dictionaries(macros):
    made = macros.custom_comparison(
        [
            {"sql_condition": "l.name is null or r.name is null", "is_null_level": True},
            {
                "sql_condition": "l.name = r.name",
                "label_for_charts": "it's equal",
                "tf_adjustment_column": "name",
                "tf_adjustment_weight": 0.7,
                "tf_minimum_u_value": 0.01,
                "m_probability": 0.8,
                "fix_m_probability": True,
            },
            {"sql_condition": "ELSE"},
        ],
        "name",
    )
    equal = made["comparison_levels"][1]
    assert (equal["tf_term"], equal["tf_weight"], equal["tf_minimum_u_value"]) == (
        "name",
        0.7,
        0.01,
    )
    assert (equal["m_probability"], equal["fix_m_probability"]) == (0.8, True)
    assert "'" not in equal["label"], "labels are written into SQL"
    assert made["comparison_levels"][-1]["sql_condition"] == "true"


# Whether u of the first level may be counted from the values: which columns it is counted on.
COUNTED = {
    "equality": (lambda m: m.exact_match("name"), ["name"]),
    "equality of an expression": (lambda m: m.exact_match("lower(name)"), ["lower(name)"]),
    "two equalities": (
        lambda m: m.forename_surname_comparison("name", "other"),
        ["name", "other"],
    ),
    "both in one column, which may be there where the names are missing": (
        lambda m: m.forename_surname_comparison(
            "name", "other", forename_surname_concat_col_name='"First Name"'
        ),
        None,
    ),
    "wrong postcodes are missing": (
        lambda m: m.postcode_comparison("postcode", invalid_postcodes_as_null=True),
        None,
    ),
    "wrong dates are missing": (lambda m: m.date_of_birth_comparison("born_text", True), None),
    "dates": (lambda m: m.date_of_birth_comparison("born", False), ["born"]),
    "elements in common": (lambda m: m.array_intersect_at_sizes("tags"), None),
}


@pytest.mark.parametrize("name", COUNTED)
def test_equalities_are_counted_where_that_is_right(macros, name):
    make, expected = COUNTED[name]
    assert make(macros)["comparison_levels"][1]["exact_u_on"] == expected


@pytest.mark.parametrize("name", [name for name, (_, columns) in COUNTED.items() if columns])
def test_what_is_counted_is_the_first_level(macros, name):
    """The number of pairs at the best level is the number whose columns agree."""
    load(macros, 1000)
    made, columns = COUNTED[name][0](macros), COUNTED[name][1]
    found = our_levels(macros, made)
    best = len(made["comparison_levels"]) - 2
    sides = [f"({', '.join(columns)}) as value from {side}_side" for side in ("left", "right")]
    known = " and ".join(f"{column} is not null" for column in columns)
    (expected,) = macros.connection.execute(
        f"select count(*) from (select pair_id, {sides[0]} where {known}) as l"
        f" inner join (select pair_id, {sides[1]} where {known}) as r using (pair_id, value)"
    ).fetchone()
    assert list(found.values()).count(best) == expected > 50


def test_a_similarity_of_many_levels_and_comparisons_is_computed_once(macros):
    made = [
        macros.jaro_winkler_at_thresholds("name", [0.9, 0.8, 0.7]),
        macros.name_comparison("other"),
        macros.forename_surname_comparison("name", "other"),
        macros.configure(macros.name_comparison("NAME"), output_column_name="again"),
        macros.levenshtein_at_thresholds("lower(name)", [1, 2]),
        macros.distance_in_km_at_thresholds("lat", "long", [1, 2, 3]),
    ]
    sql = macros.compare_pairs(our_settings(macros, *made), "from a as l cross join b as r", "1")
    assert sql.count("jaro_winkler_similarity(") == 2, "one a column"
    assert len(re.findall(r"(?<!_)levenshtein\(", sql)) == 1
    assert sql.count("acos(") == 1


def test_a_similarity_with_two_meanings_stops(macros):
    def made(name, sql):
        return macros.comparison(
            name,
            [macros.null_level("x"), macros.custom_level("alike > 1"), macros.else_level()],
            {"alike": sql},
        )

    settings = our_settings(macros, made("one", "l.x + r.x"), made("two", "l.x - r.x"))
    with pytest.raises(CompilationError) as error:
        macros.compare_pairs(settings, "from a as l cross join b as r", "1")
    assert error.value.msg == (
        "Linkage model 'golden': similarity 'alike' is `l.x + r.x` in comparison 'one' and"
        " `l.x - r.x` in comparison 'two'; give one of them another name."
    )


def equal(m, **changes):
    level = m.configure_level(m.exact_match_level("name"), **changes)
    return our_settings(m, m.comparison("name", [m.null_level("name"), level, m.else_level()]))


MODEL = "Linkage model 'golden', comparison 'name': level "
# The call that is wrong, and the whole message.
WRONG = {
    "no column": (
        lambda m: m.exact_match(None),
        "exact_match(): col_name is missing; give a column or an SQL expression over one record.",
    ),
    "a list for a column": (
        lambda m: m.jaro_level(["name"], 1),
        "jaro_level(): col_name is ['name']; give a column or an SQL expression over one record.",
    ),
    "similarity above 1": (
        lambda m: m.jaro_winkler_at_thresholds("name", [88, 0.7]),
        (
            "jaro_winkler_at_thresholds(): score_threshold_or_thresholds is 88; use a number from 0"
            " to 1."
        ),
    ),
    "similarities that rise": (
        lambda m: m.jaro_winkler_at_thresholds("name", [0.7, 0.9]),
        (
            "jaro_winkler_at_thresholds(): score_threshold_or_thresholds is [0.7, 0.9]; put the"
            " numbers in falling order, each once, since a pair stands at the first level"
            " that holds."
        ),
    ),
    "a distance twice": (
        lambda m: m.levenshtein_at_thresholds("name", [1, 1]),
        (
            "levenshtein_at_thresholds(): distance_threshold_or_thresholds is [1, 1]; put the"
            " numbers in rising order, each once, since a pair stands at the first level"
            " that holds."
        ),
    ),
    "no thresholds": (
        lambda m: m.levenshtein_at_thresholds("name", []),
        (
            "levenshtein_at_thresholds(): distance_threshold_or_thresholds is []; use a number or a"
            " list of numbers."
        ),
    ),
    "a threshold that is no number": (
        lambda m: m.levenshtein_level("name", "two"),
        ("levenshtein_level(): distance_threshold is 'two'; use a number of 0 or more."),
    ),
    "text or date": (
        lambda m: m.date_of_birth_comparison("born"),
        (
            "date_of_birth_comparison(): input_is_string is missing; say true where the column is a"
            " text, false where it is a date or a timestamp."
        ),
    ),
    "unknown unit": (
        lambda m: m.absolute_date_difference_level("born", False, 1, "week"),
        (
            "absolute_date_difference_level(): metric is 'week'; use one of second, minute, hour,"
            " day, month, year."
        ),
    ),
    "units without lengths": (
        lambda m: m.absolute_date_difference_at_thresholds("born", False, ["day", "year"], [1]),
        (
            "absolute_date_difference_at_thresholds(): thresholds is [1]; give one number for each"
            " of the 2 in metrics."
        ),
    ),
    "lengths of time that fall": (
        lambda m: m.absolute_time_difference_at_thresholds("at", False, ["year", "day"], [1, 1]),
        (
            "absolute_time_difference_at_thresholds(): thresholds is [1, 1]; put the"
            " lengths of time"
            " in rising order, each once, since a pair stands at the first level that holds."
        ),
    ),
    "unknown distance of elements": (
        lambda m: m.pairwise_string_distance_function_level("tags", "jaccard", 1),
        (
            "pairwise_string_distance_function_level(): distance_function_name is"
            " 'jaccard'; use one"
            " of levenshtein, damerau_levenshtein, jaro_winkler, jaro."
        ),
    ),
    "no name of a function": (
        lambda m: m.distance_function_level("name", "a b(", 1),
        (
            "distance_function_level(): distance_function_name is 'a b('; give the name of an SQL"
            " function of two values."
        ),
    ),
    "unknown type of a literal": (
        lambda m: m.literal_match_level("name", "x", "text"),
        "literal_match_level(): literal_datatype is 'text'; use one of string, int, float, date.",
    ),
    "unknown side": (
        lambda m: m.literal_match_level("name", "x", "string", "any"),
        "literal_match_level(): side_of_comparison is 'any'; use one of left, right, both.",
    ),
    "literal that is no number": (
        lambda m: m.literal_match_level("name", "x", "int"),
        "literal_match_level(): literal_value is 'x'; use a number, or another literal_datatype.",
    ),
    "a latitude alone": (
        lambda m: m.postcode_comparison("postcode", lat_col="lat"),
        (
            "postcode_comparison(): long_col is missing; give a column or an SQL"
            " expression over one"
            " record."
        ),
    ),
    "nothing to join": (lambda m: m.and_(), "and_(): level is missing; give at least one."),
    "no name": (
        lambda m: m.custom_comparison([]),
        "custom_comparison(): output_column_name is missing; name the comparison.",
    ),
    "a level that is none": (
        lambda m: m.custom_comparison(["l.a = r.a"], "a"),
        (
            "comparison(): level is 'l.a = r.a'; use a macro that makes a level, or a mapping with"
            " sql_condition."
        ),
    ),
    "unknown option of a level": (
        lambda m: m.custom_comparison([{"sql_condition": "true", "m": 1}], "a"),
        (
            "comparison(): a level has no option 'm'; use sql_condition, label, tf_term, tf_weight,"
            " exact_u_on, exact_u_on_array, is_null_level, m_probability, u_probability,"
            " fix_m_probability, fix_u_probability, match_weight, tf_minimum_u_value, tf_u_gamma,"
            " similarities."
        ),
    ),
    "too few values": (
        lambda m: m.configure(m.exact_match("name"), m_probabilities=[0.9]),
        (
            "configure(): comparison 'name' has 2 levels (name equal; anything else), but"
            " m_probabilities has 1 values; give one a level, best to worst, without the"
            " null level."
        ),
    ),
    "a term for two equalities": (
        lambda m: m.configure(
            m.forename_surname_comparison("f", "s"), term_frequency_adjustments="name"
        ),
        (
            "configure(): term_frequency_adjustments is 'name' for comparison 'f_s', whose"
            " equalities are of s, f; use true or a mapping of these to terms."
        ),
    ),
    "a term for no equality": (
        lambda m: m.configure(
            m.array_intersect_at_sizes("tags"), term_frequency_adjustments="tags"
        ),
        (
            "configure(): term_frequency_adjustments is 'tags' for comparison 'tags', which has no"
            " equality of a whole column; set tf_term on one of its levels."
        ),
    ),
    "one similarity of two meanings in a comparison": (
        lambda m: m.comparison(
            "a",
            [m.comparison_level("x > 1", "x", similarities={"x": "l.a + r.a"})],
            {"x": "l.a"},
        ),
        (
            "Comparison 'a': similarity 'x' means both `l.a` and `l.a + r.a`; give one of them"
            " another name."
        ),
    ),
    "probability of 0": (
        lambda m: equal(m, m_probability=0),
        MODEL + "'name equal' has m_probability 0; use a number above 0 and up to 1.",
    ),
    "fixed without a value": (
        lambda m: equal(m, fix_u_probability=True),
        MODEL + "'name equal' has fix_u_probability, but no u_probability; give the value to hold.",
    ),
    "weight that is no number": (
        lambda m: equal(m, match_weight="high"),
        MODEL + "'name equal' has match_weight 'high'; use a number of bits.",
    ),
    "weight of a null level": (
        lambda m: our_settings(
            m,
            m.comparison(
                "name",
                [
                    m.configure_level(m.null_level("name"), match_weight=-1),
                    m.exact_match_level("name"),
                    m.else_level(),
                ],
            ),
        ),
        MODEL
        + (
            "'missing' is a null level with match_weight; a null level says nothing, so drop it, or"
            " make the level a custom_level."
        ),
    ),
    "two comparisons of one name": (
        lambda m: our_settings(m, m.exact_match("name"), m.name_comparison("Name")),
        (
            "Linkage model 'golden', comparison 'Name': another comparison has this name; give one"
            " of them another with configure(comparison, output_column_name='…')."
        ),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_argument_gives_its_message(macros, name):
    call, message = WRONG[name]
    with pytest.raises(CompilationError) as error:
        call(macros)
    assert error.value.msg == message
