"""Every comparison and every level gives each pair the level that Splink 5 gives it."""

from __future__ import annotations

import warnings
from collections import Counter

import duckdb
import pytest
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from comparison_pairs import load, our_levels, their_levels
from macro_runner import Macros
from splink import ColumnExpression


@pytest.fixture(scope="module")
def macros():
    with duckdb.connect() as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        connection.execute("set threads = 2")
        made = Macros(connection)
        load(made)
        yield made


DATES = {"metrics": ["day", "month", "year"], "thresholds": [1, 1, 10]}
FEW = {"metrics": "hour", "thresholds": 36}
# Pairs that Splink's SQL stops at are left out; test_pairs_that_stop_splink has them.
NOT_EMPTY = "coalesce(name_l <> '' and name_r <> '', true)"
# Ours, Splink's, and the pairs to compare where these are not all.
COMPARISONS = {
    "exact match": (lambda m: m.exact_match("name"), cl.ExactMatch("name")),
    "exact match of a quoted name": (
        lambda m: m.exact_match('"First Name"'),
        cl.ExactMatch("First Name"),
    ),
    "exact match of a name with a blank": (
        lambda m: m.exact_match("first name"),
        cl.ExactMatch("first name"),
    ),
    "exact match in capitals": (lambda m: m.exact_match("NAME"), cl.ExactMatch("NAME")),
    "exact match of an expression": (
        lambda m: m.exact_match("lower(substr(name, 1, 2))"),
        cl.ExactMatch("lower(substr(name, 1, 2))"),
    ),
    "exact match of two columns": (
        lambda m: m.exact_match("name || ' ' || \"First Name\""),
        cl.ExactMatch("name || ' ' || \"First Name\""),
    ),
    "exact match of arrays": (lambda m: m.exact_match("tags"), cl.ExactMatch("tags")),
    "levenshtein": (
        lambda m: m.levenshtein_at_thresholds("name"),
        cl.LevenshteinAtThresholds("name"),
    ),
    "levenshtein at one": (
        lambda m: m.levenshtein_at_thresholds("name", 3),
        cl.LevenshteinAtThresholds("name", 3),
    ),
    "damerau-levenshtein": (
        lambda m: m.damerau_levenshtein_at_thresholds("name", [1, 2, 5]),
        cl.DamerauLevenshteinAtThresholds("name", [1, 2, 5]),
    ),
    "jaccard": (
        lambda m: m.jaccard_at_thresholds("name"),
        cl.JaccardAtThresholds("name"),
        NOT_EMPTY,
    ),
    "jaro": (lambda m: m.jaro_at_thresholds("name"), cl.JaroAtThresholds("name")),
    "jaro-winkler": (
        lambda m: m.jaro_winkler_at_thresholds("name"),
        cl.JaroWinklerAtThresholds("name"),
    ),
    "jaro-winkler of an expression": (
        lambda m: m.jaro_winkler_at_thresholds("nullif(upper(name), '')", [0.95, 0.5]),
        cl.JaroWinklerAtThresholds("nullif(upper(name), '')", [0.95, 0.5]),
    ),
    "a similarity function": (
        lambda m: m.distance_function_at_thresholds("name", "jaro_similarity", [0.9, 0.6]),
        cl.DistanceFunctionAtThresholds("name", "jaro_similarity", [0.9, 0.6]),
    ),
    "a distance function": (
        lambda m: m.distance_function_at_thresholds("name", "hamming", [1, 2], False),
        cl.DistanceFunctionAtThresholds("name", "hamming", [1, 2], False),
        "coalesce(strlen(name_l) = strlen(name_r) and name_l <> '', true)",
    ),
    "pairwise levenshtein": (
        lambda m: m.pairwise_string_distance_function_at_thresholds("tags", "levenshtein", [1, 3]),
        cl.PairwiseStringDistanceFunctionAtThresholds("tags", "levenshtein", [1, 3]),
    ),
    "pairwise damerau-levenshtein": (
        lambda m: m.pairwise_string_distance_function_at_thresholds(
            "tags", "damerau_levenshtein", 2
        ),
        cl.PairwiseStringDistanceFunctionAtThresholds("tags", "damerau_levenshtein", 2),
    ),
    "pairwise jaro": (
        lambda m: m.pairwise_string_distance_function_at_thresholds("tags", "jaro", [0.8, 0.5]),
        cl.PairwiseStringDistanceFunctionAtThresholds("tags", "jaro", [0.8, 0.5]),
    ),
    "pairwise jaro-winkler": (
        lambda m: m.pairwise_string_distance_function_at_thresholds("tags", "jaro_winkler", 0.5),
        cl.PairwiseStringDistanceFunctionAtThresholds("tags", "jaro_winkler", 0.5),
    ),
    "times": (
        lambda m: m.absolute_time_difference_at_thresholds("seen_at", False, **DATES),
        cl.AbsoluteTimeDifferenceAtThresholds("seen_at", input_is_string=False, **DATES),
    ),
    "times as texts": (
        lambda m: m.absolute_time_difference_at_thresholds("seen_text", True, **FEW),
        cl.AbsoluteTimeDifferenceAtThresholds("seen_text", input_is_string=True, **FEW),
    ),
    "dates": (
        lambda m: m.absolute_date_difference_at_thresholds("born", False, **DATES),
        cl.AbsoluteDateDifferenceAtThresholds("born", input_is_string=False, **DATES),
    ),
    "dates as texts": (
        lambda m: m.absolute_date_difference_at_thresholds("born_text", True, **DATES),
        cl.AbsoluteDateDifferenceAtThresholds("born_text", input_is_string=True, **DATES),
    ),
    "dates as texts, wrong ones kept": (
        lambda m: m.absolute_date_difference_at_thresholds(
            "born_text", True, **DATES, invalid_dates_as_null=False
        ),
        cl.AbsoluteDateDifferenceAtThresholds(
            "born_text", input_is_string=True, **DATES, invalid_dates_as_null=False
        ),
    ),
    "dates as texts of another form": (
        lambda m: m.absolute_date_difference_at_thresholds(
            "born_text", True, **DATES, datetime_format="%d/%m/%Y", invalid_dates_as_null=False
        ),
        cl.AbsoluteDateDifferenceAtThresholds(
            "born_text",
            input_is_string=True,
            **DATES,
            datetime_format="%d/%m/%Y",
            invalid_dates_as_null=False,
        ),
    ),
    "arrays by sizes": (
        lambda m: m.array_intersect_at_sizes("tags", [3, 2, 1]),
        cl.ArrayIntersectAtSizes("tags", [3, 2, 1]),
    ),
    "arrays": (lambda m: m.array_intersect_at_sizes("tags"), cl.ArrayIntersectAtSizes("tags")),
    "kilometres": (
        lambda m: m.distance_in_km_at_thresholds("lat", "long", [0.1, 1, 100]),
        cl.DistanceInKMAtThresholds("lat", "long", [0.1, 1, 100]),
    ),
    "custom comparison": (
        lambda m: m.custom_comparison(
            [
                m.null_level("name"),
                m.exact_match_level("name"),
                m.custom_level("left(l.name, 1) = left(r.name, 1)"),
                {"sql_condition": "l.name = r.other", "label_for_charts": "crossed"},
                {"sql_condition": "ELSE"},
            ],
            "custom",
        ),
        cl.CustomComparison(
            [
                cll.NullLevel("name"),
                cll.ExactMatchLevel("name"),
                cll.CustomLevel("left(name_l, 1) = left(name_r, 1)"),
                {"sql_condition": "name_l = other_r", "label_for_charts": "crossed"},
                {"sql_condition": "ELSE"},
            ],
            "custom",
        ),
    ),
    "a second null level": (
        lambda m: m.custom_comparison(
            [
                m.null_level("name"),
                m.exact_match_level("name"),
                m.null_level("other"),
                m.jaro_winkler_level("other", 0.9),
                m.else_level(),
            ],
            "custom",
        ),
        cl.CustomComparison(
            [
                cll.NullLevel("name"),
                cll.ExactMatchLevel("name"),
                cll.NullLevel("other"),
                cll.JaroWinklerLevel("other", 0.9),
                cll.ElseLevel(),
            ],
            "custom",
        ),
    ),
    "dates of birth": (
        lambda m: m.date_of_birth_comparison("born", False),
        cl.DateOfBirthComparison("born", input_is_string=False),
    ),
    "dates of birth as texts": (
        lambda m: m.date_of_birth_comparison("born_text", True),
        cl.DateOfBirthComparison("born_text", input_is_string=True),
    ),
    "dates of birth as texts, wrong ones kept": (
        lambda m: m.date_of_birth_comparison(
            "born_text", True, [2, 1], ["day", "month"], invalid_dates_as_null=False
        ),
        cl.DateOfBirthComparison(
            "born_text",
            input_is_string=True,
            datetime_thresholds=[2, 1],
            datetime_metrics=["day", "month"],
            invalid_dates_as_null=False,
        ),
    ),
    "postcode": (lambda m: m.postcode_comparison("postcode"), cl.PostcodeComparison("postcode")),
    "postcode, wrong ones missing": (
        lambda m: m.postcode_comparison("postcode", invalid_postcodes_as_null=True),
        cl.PostcodeComparison("postcode", invalid_postcodes_as_null=True),
    ),
    "postcode with coordinates": (
        lambda m: m.postcode_comparison("postcode", lat_col="lat", long_col="long"),
        cl.PostcodeComparison("postcode", lat_col="lat", long_col="long"),
    ),
    "e-mail": (lambda m: m.email_comparison("email"), cl.EmailComparison("email")),
    "name": (lambda m: m.name_comparison("name"), cl.NameComparison("name")),
    "name with sounds": (
        lambda m: m.name_comparison("name", dmeta_col_name="sounds"),
        cl.NameComparison("name", dmeta_col_name="sounds"),
    ),
    "forename and surname": (
        lambda m: m.forename_surname_comparison("name", "other"),
        cl.ForenameSurnameComparison("name", "other"),
    ),
    "forename and surname, with both in one column": (
        lambda m: m.forename_surname_comparison(
            "name", "other", forename_surname_concat_col_name='"First Name"'
        ),
        cl.ForenameSurnameComparison(
            "name", "other", forename_surname_concat_col_name="First Name"
        ),
    ),
    "cosine": (
        lambda m: m.cosine_similarity_at_thresholds("vector"),
        cl.CosineSimilarityAtThresholds("vector"),
    ),
}
LEVELS = {
    "custom": (
        lambda m: m.custom_level("l.lat > r.long"),
        cll.CustomLevel("lat_l > long_r"),
    ),
    "exact match": (lambda m: m.exact_match_level("name"), cll.ExactMatchLevel("name")),
    "literal text": (
        lambda m: m.literal_match_level("name", "smith", "string"),
        cll.LiteralMatchLevel("name", "smith", "string"),
    ),
    "literal text, left": (
        lambda m: m.literal_match_level("postcode", "AB1", "string", "left"),
        cll.LiteralMatchLevel("postcode", "AB1", "string", "left"),
    ),
    "literal whole number": (
        lambda m: m.literal_match_level("count", 2, "int", "right"),
        cll.LiteralMatchLevel("count", "2", "int", "right"),
    ),
    "literal number": (
        lambda m: m.literal_match_level("amount", "100", "float"),
        cll.LiteralMatchLevel("amount", "100", "float"),
    ),
    "literal date": (
        lambda m: m.literal_match_level(
            "cast(date_trunc('decade', born) as date)", "1990-01-01", "date"
        ),
        cll.LiteralMatchLevel("cast(date_trunc('decade', born) as date)", "1990-01-01", "date"),
    ),
    "columns reversed": (
        lambda m: m.columns_reversed_level("name", "other"),
        cll.ColumnsReversedLevel("name", "other"),
    ),
    "columns reversed both ways": (
        lambda m: m.columns_reversed_level("name", "other", symmetrical=True),
        cll.ColumnsReversedLevel("name", "other", symmetrical=True),
    ),
    "levenshtein": (lambda m: m.levenshtein_level("name", 2), cll.LevenshteinLevel("name", 2)),
    "damerau-levenshtein": (
        lambda m: m.damerau_levenshtein_level("name", 1),
        cll.DamerauLevenshteinLevel("name", 1),
    ),
    "jaro-winkler": (
        lambda m: m.jaro_winkler_level("name", 0.8),
        cll.JaroWinklerLevel("name", 0.8),
    ),
    "jaro-winkler of 1": (
        lambda m: m.jaro_winkler_level("name", 1),
        cll.JaroWinklerLevel("name", 1),
    ),
    "jaro": (lambda m: m.jaro_level("name", 0.8), cll.JaroLevel("name", 0.8)),
    "jaccard": (lambda m: m.jaccard_level("name", 0.5), cll.JaccardLevel("name", 0.5), NOT_EMPTY),
    "distance function": (
        lambda m: m.distance_function_level("name", "levenshtein", 4, False),
        cll.DistanceFunctionLevel("name", "levenshtein", 4, False),
    ),
    "pairwise": (
        lambda m: m.pairwise_string_distance_function_level("tags", "levenshtein", 2),
        cll.PairwiseStringDistanceFunctionLevel("tags", "levenshtein", 2),
    ),
    "time": (
        lambda m: m.absolute_time_difference_level("seen_at", False, 90, "minute"),
        cll.AbsoluteTimeDifferenceLevel(
            "seen_at", input_is_string=False, threshold=90, metric="minute"
        ),
    ),
    "time as text": (
        lambda m: m.absolute_time_difference_level("seen_text", True, 86400, "second"),
        cll.AbsoluteTimeDifferenceLevel(
            "seen_text", input_is_string=True, threshold=86400, metric="second"
        ),
    ),
    "date": (
        lambda m: m.absolute_date_difference_level("born", False, 1.5, "month"),
        cll.AbsoluteDateDifferenceLevel(
            "born", input_is_string=False, threshold=1.5, metric="month"
        ),
    ),
    "date as text": (
        lambda m: m.absolute_date_difference_level("born_text", True, 1, "year"),
        cll.AbsoluteDateDifferenceLevel(
            "born_text", input_is_string=True, threshold=1, metric="year"
        ),
    ),
    "kilometres": (
        lambda m: m.distance_in_km_level("lat", "long", 10),
        cll.DistanceInKMLevel("lat", "long", 10),
    ),
    "kilometres, not null": (
        lambda m: m.distance_in_km_level("lat", "long", 0.5, not_null=True),
        cll.DistanceInKMLevel("lat", "long", 0.5, not_null=True),
    ),
    "cosine": (
        lambda m: m.cosine_similarity_level("vector", 0.95),
        cll.CosineSimilarityLevel("vector", 0.95),
    ),
    "array intersection": (
        lambda m: m.array_intersect_level("tags"),
        cll.ArrayIntersectLevel("tags"),
    ),
    "array intersection of none": (
        lambda m: m.array_intersect_level("tags", 0),
        cll.ArrayIntersectLevel("tags", 0),
    ),
    "array subset": (lambda m: m.array_subset_level("tags"), cll.ArraySubsetLevel("tags")),
    "array subset, empty ones too": (
        lambda m: m.array_subset_level("tags", empty_is_subset=True),
        cll.ArraySubsetLevel("tags", empty_is_subset=True),
    ),
    "percentage": (
        lambda m: m.percentage_difference_level("amount", 0.1),
        cll.PercentageDifferenceLevel("amount", 0.1),
    ),
    "percentage of whole numbers": (
        lambda m: m.percentage_difference_level("count", 0.5),
        cll.PercentageDifferenceLevel("count", 0.5),
    ),
    "difference": (
        lambda m: m.absolute_difference_level("amount", 3),
        cll.AbsoluteDifferenceLevel("amount", 3),
    ),
    "and": (
        lambda m: m.and_(m.exact_match_level("name"), m.not_(m.null_level("other"))),
        cll.And(cll.ExactMatchLevel("name"), cll.Not(cll.NullLevel("other"))),
    ),
    "or": (
        lambda m: m.or_(m.jaro_level("name", 0.9), m.jaro_level("other", 0.9)),
        cll.Or(cll.JaroLevel("name", 0.9), cll.JaroLevel("other", 0.9)),
    ),
    "and of or": (
        lambda m: m.and_(
            m.or_(m.exact_match_level("name"), m.exact_match_level("other")),
            {"sql_condition": "l.lat > 0"},
        ),
        cll.And(
            cll.Or(cll.ExactMatchLevel("name"), cll.ExactMatchLevel("other")),
            {"sql_condition": "lat_l > 0"},
        ),
    ),
    "not": (
        lambda m: m.not_(m.levenshtein_level("name", 3)),
        cll.Not(cll.LevenshteinLevel("name", 3)),
    ),
    "not else": (
        lambda m: m.not_(m.and_(m.exact_match_level("name"), m.exact_match_level("other"))),
        cll.Not(cll.And(cll.ExactMatchLevel("name"), cll.ExactMatchLevel("other"))),
    ),
}

EXPRESSIONS = {
    "lower": ("lower(name)", ColumnExpression("name").lower()),
    "substr": ("substring(name, 2, 3)", ColumnExpression("name").substr(2, 3)),
    "cast to text": ("cast(born as varchar)", ColumnExpression("born").cast_to_string()),
    "regex_extract": (
        "nullif(regexp_extract(postcode, '^[A-Z]+([0-9])', 1), '')",
        ColumnExpression("postcode").regex_extract("^[A-Z]+([0-9])", 1),
    ),
    "nullif": ("nullif(name, 'smith')", ColumnExpression("name").nullif("smith")),
    "try_parse_date": (
        "try_strptime(born_text, '%Y-%m-%d')",
        ColumnExpression("born_text").try_parse_date(),
    ),
    "try_parse_timestamp": (
        "try_strptime(seen_text, '%Y-%m-%dT%H:%M:%SZ')",
        ColumnExpression("seen_text").try_parse_timestamp(),
    ),
    "first element": ("tags[1]", ColumnExpression("tags").access_extreme_array_element("first")),
    "last element": ("tags[-1]", ColumnExpression("tags").access_extreme_array_element("last")),
    "chain": (
        "nullif(substring(lower(\"First Name\"), 1, 1), 'a')",
        ColumnExpression("First Name").lower().substr(1, 1).nullif("a"),
    ),
}

NULL_LEVELS = {
    "null": (lambda m: m.null_level("name"), cll.NullLevel("name")),
    "null by a pattern": (
        lambda m: m.null_level("postcode", "^[A-Z]{1,2}[0-9]"),
        cll.NullLevel("postcode", "^[A-Z]{1,2}[0-9]"),
    ),
    "null by one of two": (
        lambda m: m.or_(m.null_level("name"), m.null_level("other")),
        cll.Or(cll.NullLevel("name"), cll.NullLevel("other")),
    ),
    "null by both of two": (
        lambda m: m.and_(m.null_level("name"), m.null_level("other")),
        cll.And(cll.NullLevel("name"), cll.NullLevel("other")),
    ),
}


def assert_same(macros, ours, theirs, where="true", lowest=-1):
    our = our_levels(macros, ours, where=where)
    their = their_levels(macros, theirs, where=where)
    different = {pair: (our[pair], their[pair]) for pair in their if our[pair] != their[pair]}
    assert our.keys() == their.keys()
    assert not different, dict(list(different.items())[:5])
    met = Counter(our.values())
    levels = range(lowest, len(ours["comparison_levels"]) - 1)
    never = [level for level in levels if met[level] < 3]
    assert len(our) > 100 and not never, f"levels hardly met: {never} of {met}"


@pytest.mark.parametrize("name", COMPARISONS)
def test_comparison_is_that_of_splink(macros, name):
    ours, theirs, *where = COMPARISONS[name]
    assert_same(macros, ours(macros), theirs, *where)


@pytest.mark.parametrize("name", LEVELS)
def test_level_is_that_of_splink(macros, name):
    ours, theirs, *where = LEVELS[name]
    comparison = macros.custom_comparison(
        [macros.null_level("false"), ours(macros), macros.else_level()], "level"
    )
    never = cll.CustomLevel("false").configure(is_null_level=True)
    assert_same(
        macros,
        comparison,
        cl.CustomComparison([never, theirs, cll.ElseLevel()], "level"),
        *where,
        lowest=0,
    )


@pytest.mark.parametrize("name", NULL_LEVELS)
def test_null_level_is_that_of_splink(macros, name):
    ours, theirs = NULL_LEVELS[name]
    assert_same(
        macros,
        macros.custom_comparison(
            [ours(macros), macros.exact_match_level("email"), macros.else_level()], "level"
        ),
        cl.CustomComparison([theirs, cll.ExactMatchLevel("email"), cll.ElseLevel()], "level"),
    )


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_expression_is_that_of_splink(macros, name):
    ours, theirs = EXPRESSIONS[name]
    assert_same(macros, macros.exact_match(ours), cl.ExactMatch(theirs))


def test_all_of_splink_is_there(macros):
    """Splink's creators of comparisons and levels, in snake case, are macros of this project."""
    import re

    from splink.internals.comparison_creator import ComparisonCreator
    from splink.internals.comparison_level_creator import ComparisonLevelCreator

    known = {
        name: thing
        for library in (cl, cll)
        for name, thing in vars(library).items()
        if isinstance(thing, type)
        and issubclass(thing, (ComparisonCreator, ComparisonLevelCreator))
        and thing not in (ComparisonCreator, ComparisonLevelCreator)
    }
    assert len(known) == 19 + 24
    for name in known:
        snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.replace("KM", "Km")).lower()
        snake += "_" if snake in ("and", "or", "not") else ""
        assert callable(getattr(macros, snake)), name


def test_a_wrong_level_is_seen(macros):
    """The tests above can fail: another threshold gives other levels."""
    with pytest.raises(AssertionError):
        assert_same(
            macros,
            macros.jaro_winkler_at_thresholds("name", [0.9, 0.71]),
            cl.JaroWinklerAtThresholds("name"),
        )


# What stops Splink: ours, Splink's, and the levels of the pairs at which it stops.
STOPS = {
    "an empty text": (
        lambda m: m.jaccard_at_thresholds("name"),
        cl.JaccardAtThresholds("name"),
        "name_l = '' and name_r <> ''",
        0,
    ),
    "texts of two lengths": (
        lambda m: m.distance_function_at_thresholds("name", "hamming", 1, False),
        cl.DistanceFunctionAtThresholds("name", "hamming", 1, False),
        "strlen(name_l) <> strlen(name_r)",
        0,
    ),
}


@pytest.mark.parametrize("name", STOPS)
def test_pairs_that_stop_splink_are_in_the_else_level(macros, name):
    ours, theirs, where, expected = STOPS[name]
    with pytest.raises(duckdb.InvalidInputException):
        their_levels(macros, theirs, where)
    found = our_levels(macros, ours(macros), where=where)
    assert len(found) > 5
    assert set(found.values()) == {expected}
