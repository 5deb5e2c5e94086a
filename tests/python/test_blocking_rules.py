"""Every kind of blocking rule against every pair tried in Python, and against Splink."""

from __future__ import annotations

import itertools
import logging

import duckdb
import numpy as np
import pandas as pd
import pytest
import toy_model
from dbt.exceptions import CompilationError
from macro_runner import Macros
from plans import joins
from rapidfuzz.distance import Levenshtein
from splink import Linker, SettingsCreator
from splink import block_on as splink_block_on
from splink.backends.duckdb import DuckDBAPI
from splink.blocking_rule_library import And, CustomRule
from splink.comparison_library import ExactMatch


def people(seed: int, n_profiles: int = 120) -> list[dict]:
    """People of the toy model, some with missing and repeated elements of two arrays."""
    rng = np.random.default_rng(seed)
    rows = toy_model.people(rng, n_profiles)
    for row in rows:
        if rng.random() < 0.3:
            row["postcodes"] = [*row["postcodes"], None, *row["postcodes"][:1]]
        if rng.random() < 0.1:
            row["postcodes"] = None
        phones = [None if rng.random() < 0.1 else str(rng.integers(6)) for _ in range(3)]
        row["Phone Numbers"] = phones[: rng.integers(4)]
        row["Previous Surname"] = toy_model.SURNAMES[rng.integers(len(toy_model.SURNAMES))]
    return rows


def load(macros: Macros, rows: list[dict]) -> None:
    con = macros.connection
    toy_model.load(macros, [])
    con.execute('alter table identities add column "Phone Numbers" varchar[]')
    con.execute('alter table identities add column "Previous Surname" varchar')
    con.register("rows", toy_model.pa.Table.from_pylist(rows))
    con.execute("insert into identities by name select * from rows")


def elements(value) -> set:
    return {element for element in value or [] if element is not None}


def both(*conditions) -> bool:
    """SQL's `and`: a missing value on either side of an equality is no agreement."""
    return all(condition is True for condition in conditions)


def equal(a, b) -> bool:
    return a is not None and b is not None and a == b


def distance(a, b) -> int | float:
    return float("inf") if a is None or b is None else Levenshtein.distance(a, b)


# The rule, and whether it holds for records a and b, the one that is l being a.
RULES = {
    "an expression": (
        lambda m: m.block_on(["left(surname, 2)", "year(born) % 2"]),
        lambda a, b: (
            both(a["surname"], b["surname"], a["born"], b["born"])
            if None in (a["surname"], b["surname"], a["born"], b["born"])
            else (a["surname"][:2], a["born"].year % 2) == (b["surname"][:2], b["born"].year % 2)
        ),
    ),
    "one expression without a list": (
        lambda m: m.block_on("BORN"),
        lambda a, b: equal(a["born"], b["born"]),
    ),
    "columns in any case and quoted": (
        lambda m: m.block_on(["SurName", '"Previous Surname"'], touches=[]),
        lambda a, b: (
            equal(a["surname"], b["surname"])
            and equal(a["Previous Surname"], b["Previous Surname"])
        ),
    ),
    "missing equals missing in one": (
        lambda m: m.block_on(["surname", "forename"], nulls_agree=["forename"]),
        lambda a, b: equal(a["surname"], b["surname"]) and a["forename"] == b["forename"],
    ),
    "missing equals missing in all": (
        lambda m: m.block_on(["surname", "forename", "born"], nulls_agree=True),
        lambda a, b: (
            all(a[c] == b[c] for c in ("surname", "forename", "born"))
            and any(a[c] for c in ("surname", "forename", "born"))
        ),
    ),
    "an array with missing and repeated elements": (
        lambda m: m.block_on(["element", "surname"], explode="postcodes"),
        lambda a, b: (
            equal(a["surname"], b["surname"])
            and bool(elements(a["postcodes"]) & elements(b["postcodes"]))
        ),
    ),
    "an array as itself": (
        lambda m: m.block_on(["postcodes"], explode="postcodes"),
        lambda a, b: bool(elements(a["postcodes"]) & elements(b["postcodes"])),
    ),
    "an expression of an element": (
        lambda m: m.block_on(["left(element, 3)", "born"], explode="postcodes"),
        lambda a, b: (
            equal(a["born"], b["born"])
            and bool(
                {code[:3] for code in elements(a["postcodes"])}
                & {code[:3] for code in elements(b["postcodes"])}
            )
        ),
    ),
    "an array made on the spot": (
        lambda m: m.block_on(["element"], explode="string_split(surname, 'm')"),
        lambda a, b: bool(
            set((a["surname"] or "").split("m") if a["surname"] else [])
            & set((b["surname"] or "").split("m") if b["surname"] else [])
        ),
    ),
    "two arrays": (
        lambda m: m.block_on(
            ["element_1", "element_2"], explode=["postcodes", '"Phone Numbers"'], touches=[]
        ),
        lambda a, b: bool(
            elements(a["postcodes"]) & elements(b["postcodes"])
            and elements(a["Phone Numbers"]) & elements(b["Phone Numbers"])
        ),
    ),
    "a further condition": (
        lambda m: m.block_on(
            ["born"], where="levenshtein(l.surname, r.surname) between 1 and 2", label="it's near"
        ),
        lambda a, b: equal(a["born"], b["born"]) and 1 <= distance(a["surname"], b["surname"]) <= 2,
    ),
    "a further condition that differs by side": (
        lambda m: m.block_on(["surname"], where="l.source_id < r.source_id", touches=[]),
        lambda a, b: equal(a["surname"], b["surname"]) and a["source_id"] != b["source_id"],
    ),
    "a further condition on an array": (
        lambda m: m.block_on(
            ["element"], explode="postcodes", where="l.forename is distinct from r.forename"
        ),
        lambda a, b: (
            bool(elements(a["postcodes"]) & elements(b["postcodes"]))
            and a["forename"] != b["forename"]
        ),
    ),
    "the other side's surname": (
        lambda m: m.block_on(
            ["surname", "born"], right=['"Previous Surname"', "born"], touches=["surname", "born"]
        ),
        lambda a, b: (
            equal(a["born"], b["born"])
            and (
                equal(a["surname"], b["Previous Surname"])
                or equal(b["surname"], a["Previous Surname"])
            )
        ),
    ),
    "the other side with a further condition": (
        lambda m: m.block_on(
            ["surname"],
            right=['"Previous Surname"'],
            where="l.source_id > r.source_id",
            touches=["surname"],
        ),
        lambda a, b: (
            equal(a["surname"], b["Previous Surname"])
            and a["source_id"] > b["source_id"]
            or equal(b["surname"], a["Previous Surname"])
            and b["source_id"] > a["source_id"]
        ),
    ),
    "an element against the other side's expression": (
        lambda m: m.block_on(
            ["left(surname, 1) || born"],
            right=["upper(element) || born"],
            explode='list_transform("Phone Numbers", lambda x: chr(cast(x as int) + 106))',
            touches=[],
            where="true or l.born = r.born",
        ),
        None,
    ),
    "arrays on both sides": (
        lambda m: m.block_on(
            ["element", "surname"],
            right=["element", '"Previous Surname"'],
            explode='"Phone Numbers"',
            touches=[],
        ),
        lambda a, b: (
            bool(elements(a["Phone Numbers"]) & elements(b["Phone Numbers"]))
            and (
                equal(a["surname"], b["Previous Surname"])
                or equal(b["surname"], a["Previous Surname"])
            )
        ),
    ),
    "SQL with a residual": (
        lambda m: m.custom_rule(
            "(l.forename = r.forename and (l.born is not distinct from r.born)"
            " and levenshtein(l.surname, r.surname) between 0 and 2)"
        ),
        lambda a, b: (
            equal(a["forename"], b["forename"])
            and a["born"] == b["born"]
            and distance(a["surname"], b["surname"]) <= 2
        ),
    ),
    "SQL whose sides differ": (
        lambda m: m.custom_rule(
            "r.\"Previous Surname\" = l.surname and l.born = r.born and l.surname <> 'a = b and'",
            touches=["surname", "born"],
        ),
        lambda a, b: (
            equal(a["born"], b["born"])
            and (
                equal(a["surname"], b["Previous Surname"])
                or equal(b["surname"], a["Previous Surname"])
            )
        ),
    ),
    "two rules at once": (
        lambda m: m.and_rule(
            [
                m.block_on(["surname"], where="l.born is distinct from r.born"),
                m.block_on("forename", nulls_agree=True),
            ]
        ),
        lambda a, b: (
            equal(a["surname"], b["surname"])
            and a["forename"] == b["forename"]
            and a["born"] != b["born"]
        ),
    ),
}


def an_element_against_an_initial(a: dict, b: dict) -> bool:
    letters = {"0": "J", "1": "K", "2": "L", "3": "M", "4": "N", "5": "O"}

    def holds(one: dict, other: dict) -> bool:
        if not one["surname"] or not one["born"] or not other["born"]:
            return False
        found = {letters[phone] for phone in elements(other["Phone Numbers"])}
        return one["born"] == other["born"] and one["surname"][0] in found

    return holds(a, b) or holds(b, a)


RULES["an element against the other side's expression"] = (
    RULES["an element against the other side's expression"][0],
    an_element_against_an_initial,
)


def find_pairs(macros: Macros, rules: list[dict], **options) -> pd.DataFrame:
    """Candidates of rules over `identities`: ids, first rule and all rules satisfied."""
    settings = toy_model.settings(macros, rules=[*rules, last_rule(macros)], **options)
    macros.create("skipped", macros.skipped_blocks(settings, "identities"))
    macros.create("blocking_keys", macros.with_block_keys(settings, "identities", "skipped"))
    macros.create("pairs", macros.blocked_pairs(settings, "blocking_keys"))
    return macros.connection.execute(
        f"select *, {macros.decode_pattern(settings)} from pairs"
        " order by identity_id_l, identity_id_r"
    ).df()


def last_rule(m: Macros) -> dict:
    """No pair has it: it keeps every comparison open for the training."""
    return m.block_on(["identity_id"], "never", touches=[])


@pytest.mark.parametrize("name", RULES)
def test_a_rule_finds_the_pairs_of_brute_force(macros, name):
    make, holds = RULES[name]
    rows = people(seed=len(name))
    if name.startswith("an element against"):
        for row in rows:
            row["surname"] = row["surname"] and row["surname"].upper()
    load(macros, rows)
    found = find_pairs(macros, [make(macros)])
    expected = {
        (a["identity_id"], b["identity_id"])
        for a, b in itertools.combinations(rows, 2)
        if a["profile_id"] != b["profile_id"] and holds(a, b)
    }
    pairs = list(zip(found["identity_id_l"], found["identity_id_r"], strict=True))
    assert len(pairs) == len(set(pairs)), "no pair twice"
    assert set(pairs) == expected
    assert 10 < len(expected) < len(rows) ** 2 / 4, "the rule should tell pairs apart"
    statement = macros.statements(
        macros.blocked_pairs(
            toy_model.settings(macros, [make(macros), last_rule(macros)]), "blocking_keys"
        )
    )[0]
    assert joins(macros.connection, statement["sql"]) == ["HASH_JOIN"]


@pytest.mark.parametrize("n_ranges", [2, 3, 7])
def test_pairs_compared_in_parts_are_those_compared_at_once(macros, n_ranges):
    load(macros, people(seed=98, n_profiles=60))
    rules = [make(macros) for name, (make, _) in RULES.items() if "against" not in name]
    at_once = find_pairs(macros, rules)
    in_parts = find_pairs(macros, rules, blocking={"id_ranges": n_ranges})
    pd.testing.assert_frame_equal(in_parts, at_once)
    settings = toy_model.settings(macros, rules=rules, blocking={"id_ranges": n_ranges})
    parts = macros.statements(macros.blocked_pairs(settings, "blocking_keys"))
    labels = [part["label"] for part in parts]
    n_parts = n_ranges * (n_ranges + 1) // 2
    assert labels[-1] == f"pairs compared, part {n_parts} of {n_parts}"


@pytest.mark.parametrize("n_ranges", [0, 2.5])
def test_ranges_that_cannot_be_are_answered(macros, n_ranges):
    message = f"blocking.id_ranges is {n_ranges}; use a whole number from 1, or none"
    with pytest.raises(CompilationError, match=message):
        toy_model.settings(macros, blocking={"id_ranges": n_ranges})


def test_all_rules_together_find_a_pair_once_and_know_who_found_it(macros):
    rows = people(seed=99, n_profiles=60)
    load(macros, rows)
    names = [name for name in RULES if not name.startswith("an element against")]
    found = find_pairs(macros, [RULES[name][0](macros) for name in names])
    expected = {}
    for a, b in itertools.combinations(rows, 2):
        bits = sum(2**i for i, name in enumerate(names) if RULES[name][1](a, b))
        if bits and a["profile_id"] != b["profile_id"]:
            expected[a["identity_id"], b["identity_id"]] = bits
    pairs = zip(found["identity_id_l"], found["identity_id_r"], strict=True)
    assert dict(zip(pairs, found["rules_satisfied"], strict=True)) == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("limit", [3, 6])
def test_a_large_block_of_a_rule_with_two_sides_is_skipped(macros, limit):
    """A block is large where it gives more pairs than another rule's block at the limit."""
    rows = people(seed=5, n_profiles=40)
    load(macros, rows)
    rule = macros.block_on(["surname"], right=['"Previous Surname"'], touches=[])
    found = find_pairs(macros, [rule], max_block_size=limit)
    large = {
        name
        for name in toy_model.SURNAMES
        if sum(row["surname"] == name for row in rows)
        * sum(row["Previous Surname"] == name for row in rows)
        > limit * (limit - 1) // 2
    }
    expected = {
        (a["identity_id"], b["identity_id"])
        for a, b in itertools.combinations(rows, 2)
        if a["profile_id"] != b["profile_id"]
        and any(
            equal(one["surname"], other["Previous Surname"]) and one["surname"] not in large
            for one, other in ((a, b), (b, a))
        )
    }
    assert set(zip(found["identity_id_l"], found["identity_id_r"], strict=True)) == expected
    skipped = macros.connection.execute("select * from skipped").df()
    assert len(skipped) == len(large - {None}) > 0
    assert (skipped["n_identities"] > limit).all()


# The same rules in Splink. A rule whose sides differ is asked there with the smaller id on the
# left only, so both directions are given.

SPLINK = {
    "scalars and expressions": (
        [
            lambda m: m.block_on(["surname", "born"]),
            lambda m: m.block_on(["substr(surname, 1, 2)", "forename"]),
        ],
        lambda: [
            splink_block_on("surname", "born"),
            splink_block_on("substr(surname, 1, 2)", "forename"),
        ],
    ),
    "exploded arrays": (
        [
            lambda m: m.block_on(["surname", "postcodes"], explode="postcodes"),
            lambda m: m.block_on(
                ["postcodes", "phones"], explode=["postcodes", "phones"], touches=[]
            ),
            lambda m: m.block_on(["forename"]),
        ],
        lambda: [
            splink_block_on("surname", "postcodes", arrays_to_explode=["postcodes"]),
            splink_block_on("postcodes", "phones", arrays_to_explode=["postcodes", "phones"]),
            splink_block_on("forename"),
        ],
    ),
    "custom conditions": (
        [
            lambda m: m.custom_rule(
                "l.forename = r.forename and levenshtein(l.surname, r.surname) <= 2"
            ),
            lambda m: m.custom_rule("l.forename = r.surname and l.born = r.born"),
        ],
        lambda: [
            CustomRule("l.forename = r.forename and levenshtein(l.surname, r.surname) <= 2"),
            CustomRule("l.forename = r.surname and l.born = r.born"),
            CustomRule("l.surname = r.forename and l.born = r.born"),
        ],
    ),
    "rules at once": (
        [
            lambda m: m.and_rule(
                [m.block_on("surname"), m.custom_rule("l.born = r.born and l.forename > 'b'")]
            )
        ],
        lambda: [
            And(
                splink_block_on("surname"),
                CustomRule("l.born = r.born and (l.forename > 'b' or r.forename > 'b')"),
            )
        ],
    ),
}


@pytest.mark.parametrize("name", SPLINK)
def test_pairs_are_those_of_splink(macros, name):
    ours, theirs = SPLINK[name]
    rows = toy_model.people(np.random.default_rng(7), 150)
    for row in rows:
        row |= {"profile_id": row["identity_id"], "is_main": True}
        row["phones"] = [str(row["identity_id"] % 7), str(row["identity_id"] % 5)]
        if name == "custom conditions" and row["identity_id"] % 3 == 0:
            row["forename"] = row["surname"]
    toy_model.load(macros, [])
    macros.connection.execute("alter table identities add column phones varchar[]")
    macros.connection.register("rows", toy_model.pa.Table.from_pylist(rows))
    macros.connection.execute("insert into identities by name select * from rows")
    found = find_pairs(macros, [make(macros) for make in ours])
    expected = splink_pairs(rows, theirs())
    pairs = list(zip(found["identity_id_l"], found["identity_id_r"], strict=True))
    assert len(pairs) == len(set(pairs)) > 50
    assert set(pairs) == expected


def splink_pairs(rows: list[dict], rules: list) -> set[tuple[int, int]]:
    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[ExactMatch("surname")],
        blocking_rules_to_generate_predictions=rules,
        unique_id_column_name="identity_id",
    )
    with duckdb.connect() as connection:
        connection.register("rows", toy_model.pa.Table.from_pylist(rows))
        connection.execute("create table people as select * from rows")
        database = DuckDBAPI(connection)
        linker = Linker(database.register("people"), settings)
        scored = linker.inference.predict().as_pandas_dataframe()
    return set(zip(scored["identity_id_l"], scored["identity_id_r"], strict=True))


# Labels and touched comparisons that were left out

DERIVED = {
    "columns of comparisons": (
        lambda m: m.block_on(["left(SURNAME, 3)", "year(born)"]),
        "left(SURNAME, 3), year(born)",
        ["surname", "born"],
    ),
    "a word inside another is no column": (
        lambda m: m.block_on(["extract(year from born)", "'surname' || 'x'"]),
        "extract(year from born), 'surname' || 'x'",
        ["born"],
    ),
    "the array and its element": (
        lambda m: m.block_on(["forename", "left(element, 3)"], explode="postcodes"),
        "forename, left(element of postcodes, 3)",
        ["forename", "postcode"],
    ),
    "both sides and a further condition": (
        lambda m: m.block_on(
            ["surname", "born"],
            right=["forename", "born"],
            where="list_has_any(l.postcodes, r.postcodes)",
        ),
        "surname = forename, born where list_has_any(l.postcodes, r.postcodes)",
        ["surname", "forename", "born", "postcode"],
    ),
    "a computed column": (
        lambda m: m.block_on(["Surname_Sound", "cast(born as varchar)"]),
        "Surname_Sound, cast(born as varchar)",
        ["surname", "born"],
    ),
    "a list that was given": (
        lambda m: m.block_on(["born"], "birth", ["forename"]),
        "birth",
        ["forename"],
    ),
    "lambdas": (
        lambda m: m.block_on(["list_filter(postcodes, lambda p: p like 'A%')::varchar"]),
        "list_filter(postcodes, lambda p: p like 'A%')::varchar",
        ["postcode"],
    ),
}


@pytest.mark.parametrize("name", DERIVED)
def test_label_and_touches_are_made_of_the_rule(macros, name):
    make, label, touches = DERIVED[name]
    settings = toy_model.settings(
        macros,
        [make(macros), last_rule(macros)],
        blocking={"derived_columns": {"surname_sound": "surname"}},
    )
    rule = settings["blocking_rules"][0]
    assert (rule["label"], rule["touches"]) == (label, touches)


# The rule that is wrong, and the whole message.
WRONG = {
    "a column that no comparison reads": (
        lambda m: [m.block_on(["sound", "born"])],
        (
            "Linkage model 'toy': blocking rule 'sound, born' reads 'sound', which no comparison"
            " reads, so it cannot be told which comparisons the rule fixes; write touches=[...]"
            " (some of surname, forename, born, postcode, or [] for none), or name the column that"
            " it is computed from in blocking={'derived_columns': {'sound': ...}}."
        ),
    ),
    "no expression": (
        lambda m: [m.block_on([], "nothing", [])],
        (
            "Linkage model 'toy': blocking rule 'nothing' has no expression to agree on; add one,"
            " since every pair would be tried."
        ),
    ),
    "more expressions here than there": (
        lambda m: [m.block_on(["surname", "born"], "odd", [], right=["forename"])],
        (
            "Linkage model 'toy': blocking rule 'odd' has 2 expressions and 1 for the other record"
            " (right); write one for each."
        ),
    ),
    "an array without element": (
        lambda m: [m.block_on(["surname"], "codes", [], explode="postcodes")],
        (
            "Linkage model 'toy': blocking rule 'codes' takes the array 'postcodes' apart, but no"
            " expression uses its elements; write 'element' among the expressions, or drop explode."
        ),
    ),
    "an element without array": (
        lambda m: [m.block_on(["element"], "codes", [])],
        (
            "Linkage model 'toy': blocking rule 'codes' uses 'element' without an array; name the"
            " array in explode."
        ),
    ),
    "aliases": (
        lambda m: [m.block_on(["l.surname"], "aliases", [])],
        (
            "Linkage model 'toy': blocking rule 'aliases' has an alias in 'l.surname'; write"
            " expressions over one record without l. and r., or the whole condition in"
            " custom_rule()."
        ),
    ),
    "a condition without aliases": (
        lambda m: [m.block_on(["surname"], "where", [], where="born > '1980-01-01'")],
        (
            "Linkage model 'toy': blocking rule 'where' has the further condition"
            " 'born > '1980-01-01'', which does not name the record that it asks; write l. and r."
            " before its columns."
        ),
    ),
    "no equality": (
        lambda m: [m.custom_rule("levenshtein(l.surname, r.surname) < 2")],
        (
            "custom_rule: 'levenshtein(l.surname, r.surname) < 2' has no equality between the two"
            " records, such as l.surname = r.surname, so that every pair would have to be tried;"
            " add one, and write an `or` as two rules."
        ),
    ),
    "an or": (
        lambda m: [m.custom_rule("l.surname = r.surname or l.born = r.born")],
        (
            "custom_rule: 'l.surname = r.surname or l.born = r.born' has no equality between the"
            " two records, such as l.surname = r.surname, so that every pair would have to be"
            " tried; add one, and write an `or` as two rules."
        ),
    ),
    "two arrays in two rules": (
        lambda m: [m.and_rule([m.block_on(["a"], explode="a"), m.block_on(["b"], explode="b")])],
        (
            "and_rule: two of the rules take arrays apart; write one block_on with both arrays in"
            " explode and their elements as element_1 and element_2."
        ),
    ),
    "63 rules": (
        lambda m: [m.block_on([f"year(born) % {i + 1}"]) for i in range(63)],
        (
            "Linkage model 'toy' has 63 blocking rules; with these comparisons at most 62 fit, so"
            " drop the rules that find the least (blocking_rule_quality() tells which)."
        ),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_rule_gives_its_message(macros, name):
    make, message = WRONG[name]
    with pytest.raises(CompilationError) as error:
        toy_model.settings(macros, make(macros))
    assert error.value.msg == message


def test_an_unknown_option_gives_its_message(macros):
    with pytest.raises(CompilationError) as error:
        toy_model.settings(macros, blocking={"most_pairs": 5})
    assert error.value.msg == (
        "Linkage model 'toy': blocking has no option 'most_pairs'; use max_pairs, derived_columns,"
        " id_ranges."
    )


def test_no_rule_at_all_gives_its_message(macros):
    comparisons = toy_model.settings(macros)["comparisons"][1:3]
    with pytest.raises(CompilationError) as error:
        macros.linkage_settings(model="toy", comparisons=comparisons, blocking_rules=[])
    assert error.value.msg == (
        "Linkage model 'toy' has no blocking rule; add one to blocking_rules, such as"
        " data_first.block_on(['surname', 'date_of_birth'])."
    )


def test_sixty_two_rules_fit(macros):
    """Every bit of the mask is told apart."""
    rows = toy_model.people(np.random.default_rng(8), 30)
    toy_model.load(macros, rows)
    rules = [
        macros.block_on([f"case when (profile_id // 10) % 62 <> {i} then born end"], touches=[])
        for i in range(62)
    ]
    settings = toy_model.settings(macros, rules)
    macros.create("skipped", macros.skipped_blocks(settings, "identities"))
    macros.create("blocking_keys", macros.with_block_keys(settings, "identities", "skipped"))
    macros.create("pairs", macros.blocked_pairs(settings, "blocking_keys"))
    found = macros.connection.execute(
        f"select *, {macros.decode_pattern(settings)} from pairs"
    ).df()
    profile = {row["identity_id"]: row["profile_id"] // 10 % 62 for row in rows}
    everything = 2**62 - 1
    for row in found.itertuples():
        left_out = 2 ** profile[row.identity_id_l] | 2 ** profile[row.identity_id_r]
        assert row.rules_satisfied == everything & ~left_out
    assert len(found) > 30
