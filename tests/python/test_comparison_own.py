"""What Splink lacks: levels worked out by hand."""

from __future__ import annotations

import datetime
import string
from typing import Any

import numpy as np
import pyarrow as pa
from comparison_pairs import our_settings

SIDE = "identity_id, 1 as source_id, 1::ubigint as block_key_0"


def levels(macros, comparison: dict, pairs: list[tuple], names: list[str] | None = None) -> list:
    """The label of the level of each pair; a pair is one value a side, or one a column a side."""
    names = names or ["x"]
    for side, table in enumerate(["left_side", "right_side"]):
        values = [pair[side] if len(names) > 1 else (pair[side],) for pair in pairs]
        rows = pa.table({name: [value[i] for value in values] for i, name in enumerate(names)})
        macros.connection.register("rows", rows)
        macros.connection.execute(
            f"create or replace table {table} as select *, row_number() over () as {SIDE} from rows"
        )
    settings = our_settings(macros, comparison)
    sql = macros.compare_pairs(
        settings,
        "from left_side as l inner join right_side as r on l.identity_id = r.identity_id",
        "1",
    )
    name = comparison["output_column_name"]
    found = macros.connection.execute(
        f"select gamma_{name} from (select identity_id_l, {macros.decode_pattern(settings)}"
        f" from ({sql})) order by identity_id_l"
    ).fetchall()
    n_levels = len(comparison["comparison_levels"])
    places = [0 if gamma == -1 else n_levels - 1 - gamma for (gamma,) in found]
    return [comparison["comparison_levels"][place]["label"] for place in places]


def one_level(macros, level: dict, pairs: list[tuple], names: list[str] | None = None) -> list:
    comparison = macros.comparison(
        "level", [macros.null_level("false"), level, macros.else_level("no")]
    )
    return [label != "no" for label in levels(macros, comparison, pairs, names)]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


BIRTH_DATES = {
    ("1980-03-05", "1980-03-05"): "equal",
    ("1980-03-05", "1980-05-03"): "day and month swapped",
    ("1980-01-01", "1980-07-09"): "same year, one of them 1 January",
    ("1980-07-09", "1980-01-01"): "same year, one of them 1 January",
    ("1980-03-05", "1980-03-25"): "year and one other part equal",
    ("1980-03-05", "1980-04-05"): "year and one other part equal",
    ("1980-03-05", "1989-03-05"): "day and month equal, year within ten",
    ("1980-12-31", "1981-01-02"): "within a month",
    ("1980-03-05", "1995-03-05"): "different dates",
    ("1980-03-05", "1980-06-07"): "within a year",
    ("1980-03-05", "1988-06-07"): "within ten years",
    (None, "1980-06-07"): "missing",
    (None, None): "missing",
}


def test_birth_dates(macros):
    pairs = [tuple(text and day(text) for text in pair) for pair in BIRTH_DATES]
    assert levels(macros, macros.birth_date_comparison("x"), pairs) == list(BIRTH_DATES.values())


def test_day_and_month_swapped(macros):
    pairs = [
        ("1980-03-05", "1980-05-03"),
        ("1980-03-05", "1981-05-03"),
        ("1980-03-05", "1980-03-05"),
    ]
    dates = [(day(left), day(right)) for left, right in pairs]
    assert one_level(macros, macros.day_month_swapped_level("x"), dates) == [True, False, False]


def test_first_of_january(macros):
    pairs = [
        ("1980-01-01", "1980-05-03"),
        ("1980-01-01", "1981-01-01"),
        ("1980-01-02", "1980-05-03"),
    ]
    dates = [(day(left), day(right)) for left, right in pairs]
    assert one_level(macros, macros.first_of_january_level("x"), dates) == [True, False, False]


def test_days_apart(macros):
    comparison = macros.days_apart_comparison("days", "x", [0, 7])
    dates = [(day("2020-01-01"), day(f"2020-01-{n:02}")) for n in (1, 8, 9)]
    assert levels(macros, comparison, dates) == ["same day", "within 7 days", "further apart"]


JOINT_NAMES = {
    (("ann", "smith", "ann"), ("ann", "smith", "ann")): "forename and surname equal",
    (("liz", "smith", "elizabeth"), ("beth", "smith", "elizabeth")): (
        "surname equal, forename a short form"
    ),
    (("ann", "smith", "ann"), ("smith", "ann", "smith")): "forename and surname swapped",
    (("martha", "smithe", "martha"), ("marhta", "smith", "marhta")): "forename and surname similar",
    (("ann", "smith jones", "ann"), ("ann", "jones", "ann")): (
        "forename equal, surnames share a part"
    ),
    (("ann", "smith", "ann"), ("zoe", "smith", "zoe")): "surname equal, forename different",
    (("ann", "smith", "ann"), ("ann", "okafor", "ann")): "forename equal, surname different",
    (("ann", "smith", "ann"), (None, "smith", None)): "surname equal, forename missing",
    (("ann", "smith", "ann"), ("ann", None, "ann")): "forename equal, surname missing",
    (("ann", "smith", "ann"), ("zoe", "okafor", "zoe")): "different names",
    (("martha", "smithe", "martha"), ("smith", "marhta", "smith")): (
        "forename and surname swapped and similar"
    ),
    (("ann", None, "ann"), (None, "ann", None)): "one name equals the other name, the rest missing",
    (("martha", None, "martha"), ("marhta", "smith", "marhta")): (
        "one name similar, the other missing"
    ),
    (("dixon", "martha", "dixon"), ("dicksonx", "marhta", "dicksonx")): (
        "forename and surname loosely similar"
    ),
    (("martha", "okafor", "martha"), ("marhta", "li", "marhta")): (
        "one name similar, the other different"
    ),
    (("ann", None, "ann"), (None, "smith", None)): "different names",
    ((None, None, None), ("ann", "smith", "ann")): "missing",
}


def test_joint_names(macros):
    comparison = macros.joint_name_comparison("f", "s", forename_canonical="c")
    assert levels(macros, comparison, list(JOINT_NAMES), ["f", "s", "c"]) == list(
        JOINT_NAMES.values()
    )


def test_middle_names(macros):
    pairs = [("jane", "jane"), ("j", "jane"), ("jayne", "jane"), ("j", "zoe"), (None, "j")]
    assert levels(macros, macros.middle_names_comparison("x"), pairs) == [
        "equal",
        "similar, or an initial",
        "similar, or an initial",
        "different middle names",
        "missing",
    ]


def test_initial(macros):
    pairs = [("j", "jane"), ("jane", "j"), ("j", "j"), ("ja", "jane"), ("", "jane"), ("k", "jane")]
    expected = [True, True, True, False, False, False]
    assert one_level(macros, macros.initial_level("x"), pairs) == expected


def test_nicknames(macros):
    pairs = [("elizabeth", "elizabeth"), ("alexander", "alexandra"), (None, "ann"), (None, None)]
    assert one_level(macros, macros.nickname_level("x"), pairs) == [True, False, False, False]
    arrays = [
        (["alexander", "alexandra"], ["alexandra"]),
        (["alexander"], ["alexandra"]),
        ([], ["alexandra"]),
        (None, ["alexandra"]),
    ]
    found = one_level(macros, macros.nickname_level("x", array=True), arrays)
    assert found == [True, False, False, False]


def test_sounds(macros):
    pairs = [("smith", "smyth"), ("smith", "jones"), (None, None), ("7", "8")]
    level = macros.phonetic_level(macros.soundex("x"))
    assert one_level(macros, level, pairs) == [True, False, False, False]
    arrays = [(["SM0", "XMT"], ["XMT"]), (["SM0"], ["JNS"])]
    assert one_level(macros, macros.phonetic_level("x", array=True), arrays) == [True, False]


# As the National Archives of the United States and Knuth (vol. 3, 6) give them.
SOUNDEX = {
    "Washington": "W252",
    "Lee": "L000",
    "Gutierrez": "G362",
    "Pfister": "P236",
    "Jackson": "J250",
    "Tymczak": "T522",
    "VanDeusen": "V532",
    "Ashcraft": "A261",
    "Ashcroft": "A261",
    "Robert": "R163",
    "Rupert": "R163",
    "Rubin": "R150",
    "Euler": "E460",
    "Gauss": "G200",
    "Hilbert": "H416",
    "Knuth": "K530",
    "Lloyd": "L300",
    "Lukasiewicz": "L222",
    "O'Brien": "O165",
    "Müller": "M460",
    "": None,
    "7": None,
    None: None,
}
CODES = dict.fromkeys("bfpv", "1") | dict.fromkeys("cgjkqsxz", "2") | dict.fromkeys("dt", "3")
CODES |= {"l": "4", "m": "5", "n": "5", "r": "6"}


def soundex(name: str) -> str:
    """The same by walking through the letters."""
    code, last = name[0].upper(), CODES.get(name[0])
    for letter in name[1:]:
        if letter not in "hw":
            if letter in CODES and CODES[letter] != last:
                code += CODES[letter]
            last = CODES.get(letter)
    return (code + "000")[:4]


def test_soundex(macros):
    rng = np.random.default_rng(1)
    letters = list(string.ascii_lowercase) + list("hwhwsckgbp")
    names = ["".join(rng.choice(letters, size=rng.integers(1, 12))) for _ in range(3000)]
    expected = SOUNDEX | {name: soundex(name) for name in names}
    assert {name: soundex(name.lower()) for name in ["Ashcraft", "Tymczak", "Pfister"]} == {
        name: SOUNDEX[name] for name in ["Ashcraft", "Tymczak", "Pfister"]
    }
    macros.connection.register("names", pa.table({"name": list(expected)}))
    found = macros.connection.execute(
        f"select name, {macros.soundex('name')} from names"
    ).fetchall()
    assert dict(found) == expected


def test_aliases(macros):
    comparison = macros.alias_comparison("x", "a", jaro_winkler_thresholds=[0.9])
    pairs = [
        ((("ann", []), ("ann", [])), "x equal"),
        ((("ann", ["zoe"]), ("zoe", [])), "x: an alias in common"),
        ((("zoe", []), ("ann", ["zoe"])), "x: an alias in common"),
        ((("ann", ["kim", "li"]), ("zoe", ["li"])), "x: an alias in common"),
        ((("ann", None), ("zoe", ["ann"])), "x: an alias in common"),
        ((("martha", None), ("marhta", None)), "x: Jaro-Winkler similarity at least 0.9"),
        ((("ann", None), ("zoe", ["li"])), "anything else"),
        (((None, ["ann"]), ("ann", [])), "missing"),
    ]
    found = levels(macros, comparison, [pair for pair, _ in pairs], ["x", "a"])
    assert found == [label for _, label in pairs]


def test_words(macros):
    found = macros.connection.execute(
        f"select {macros.words('x')} from (values ('The Great  Été Co. (The) no.7'), (''), (' '),"
        " (null), ('李 小龍')) as v(x)"
    ).fetchall()
    words = [["7", "co", "ete", "great", "no", "the"], [], [], None, ["小龍", "李"]]
    assert [value and sorted(value) for (value,) in found] == words


def test_shares_of_words(macros):
    comparison = macros.word_comparison("x")
    pairs: dict[tuple, Any] = {
        ("great company limited", "great company"): 1,
        ("great company limited", "great company ltd"): 0.5,
        ("great company limited", "great grey company ltd"): 0.5,
        ("great company limited", "small grey firm ltd"): None,
        ("great great", "great"): 1,
    }
    arrays = [(left.split(), right.split()) for left, right in pairs] + [([], ["x"]), (None, ["x"])]
    share = "x: elements in common, a share of at least "
    expected = [f"{share}{value}" if value else "anything else" for value in pairs.values()]
    assert levels(macros, comparison, arrays) == [*expected, "missing", "missing"]


def test_one_side_missing_has_a_level_of_its_own(macros):
    comparison = macros.custom_comparison(
        [
            macros.both_null_level("x"),
            macros.exact_match_level("x"),
            macros.one_null_level("x"),
            macros.else_level(),
        ],
        "x",
    )
    pairs = [("a", "a"), (None, "a"), ("a", None), ("a", "b"), (None, None)]
    expected = ["x equal", "missing in one", "missing in one", "anything else", "missing in both"]
    assert levels(macros, comparison, pairs) == expected


def test_a_second_null_level_takes_what_is_left(macros):
    """Names decide where they are equal; a missing postcode matters only elsewhere."""
    comparison = macros.custom_comparison(
        [
            macros.null_level("n"),
            macros.exact_match_level("n"),
            macros.null_level("p"),
            macros.exact_match_level("p"),
            macros.else_level(),
        ],
        "both",
    )
    pairs = {
        (("ann", None), ("ann", "x")): "n equal",
        (("ann", None), ("zoe", "x")): "missing",
        (("ann", "x"), ("zoe", "x")): "p equal",
        (("ann", "x"), ("zoe", "y")): "anything else",
        ((None, "x"), ("zoe", "x")): "missing",
    }
    assert levels(macros, comparison, list(pairs), ["n", "p"]) == list(pairs.values())


def test_different_identifiers_speak_against(macros):
    comparison = macros.identifier_comparison("number", "x", mismatch_weight=-14)
    pairs = [("1", "1"), ("1", "2"), (None, "1")]
    assert levels(macros, comparison, pairs) == ["equal", "different", "missing"]
    weights = [level["match_weight"] for level in comparison["comparison_levels"]]
    assert weights == [None, None, -14]
    assert one_level(macros, macros.mismatch_level("x"), pairs) == [False, True, False]
    assert macros.mismatch_level("x", -14)["match_weight"] == -14


def test_kindred_identifiers(macros):
    comparison = macros.identifiers_comparison("numbers", ["x", "y"], mismatch_weight=-9)
    pairs = {
        (("1", "2"), ("1", "2")): "an identifier equal, none different",
        (("1", None), ("1", "2")): "an identifier equal, none different",
        (("1", "2"), ("1", "3")): "an identifier equal, another different",
        (("1", "2"), ("3", "4")): "identifiers different",
        (("1", None), ("3", "4")): "identifiers different",
        (("1", None), (None, "4")): "missing",
    }
    assert levels(macros, comparison, list(pairs), ["x", "y"]) == list(pairs.values())
    assert comparison["comparison_levels"][-1]["match_weight"] == -9


def test_postcodes_in_arrays(macros):
    comparison = macros.postcode_array_comparison("p", "s", "d")
    home = (["AB12CD", "ZZ99AA"], ["AB12", "ZZ99"], ["AB1", "ZZ9"])
    pairs = [
        ((home, (["AB12CD"], ["AB12"], ["AB1"])), "a postcode in common"),
        ((home, (["AB12CE"], ["AB12"], ["AB1"])), "a postcode sector in common"),
        ((home, (["AB13CE"], ["AB13"], ["AB1"])), "a postcode district in common"),
        ((home, (["N11AA"], ["N11"], ["N1"])), "no area in common"),
        ((home, ([], [], [])), "missing"),
        ((home, (None, None, None)), "missing"),
    ]
    found = levels(macros, comparison, [pair for pair, _ in pairs], ["p", "s", "d"])
    assert found == [label for _, label in pairs]


def test_any_function_may_fail(macros):
    """Vectors with a missing element: DuckDB's function stops there, the level is not met."""
    level = macros.cosine_similarity_level("x::float[2]", 0.5)
    pairs = [([1.0, 0.0], [1.0, 0.1]), ([1.0, None], [1.0, 0.1]), ([1.0, 0.0], [-1.0, 0.0])]
    assert one_level(macros, level, pairs) == [True, False, False]
