"""linkage_records() takes tables of any shape, and says what is wrong with those it cannot take."""

from __future__ import annotations

from types import SimpleNamespace

import duckdb
import pytest
from dbt.adapters.duckdb.relation import DuckDBRelation
from dbt.exceptions import CompilationError
from macro_runner import Macros

OURS = [
    "identity_id",
    "source_dataset",
    "record_key",
    "record_keys",
    "profile_id",
    "source_id",
    "is_main",
    "n_records",
    "n_names",
]


class Adapter:
    """What dbt's adapter says of the tables of a connection; nothing of those that are missing."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def get_columns_in_relation(self, relation) -> list[SimpleNamespace]:
        try:
            rows = self.connection.execute(f"describe {relation}").fetchall()
        except duckdb.CatalogException:
            return []
        return [SimpleNamespace(name=row[0]) for row in rows]


@pytest.fixture
def macros():
    with duckdb.connect() as connection:
        yield Macros(connection, adapter=Adapter(connection))


def relation(name: str) -> DuckDBRelation:
    return DuckDBRelation.create(database="memory", schema="main", identifier=name, type="table")


def table(macros, name: str, select: str) -> DuckDBRelation:
    macros.connection.execute(f"create or replace table {name} as {select}")
    return relation(name)


def settings(m, link_type="dedupe_only", **changes):
    given = {
        "comparisons": [m.exact_match("surname"), m.exact_match("born")],
        "blocking_rules": [m.block_on(["surname"]), m.block_on(["born"])],
        "terms": [m.term("surname", ["surname"])],
    }
    return m.linkage_settings(model="toy", link_type=link_type, **(given | changes))


def records(macros, given, relations, **options) -> list[dict]:
    macros.create("records", macros.linkage_records(given, relations, **options))
    cursor = macros.connection.execute("select * from records order by identity_id")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


PEOPLE = "select * from (values (10, 'smith', 1980), (9, 'jones', null)) as t (id, surname, born)"


def test_one_table_gets_ids_and_keys(macros):
    rows = records(macros, settings(macros), table(macros, "people", PEOPLE), unique_id="id")
    assert list(rows[0]) == [*OURS, "surname", "born", "block_key_0", "block_key_1"]
    assert [(row["identity_id"], row["record_key"], row["record_keys"]) for row in rows] == [
        (1, "10", ["10"]),
        (2, "9", ["9"]),
    ], "in the order of the keys as text"
    for row in rows:
        assert row["source_dataset"] == "people"
        assert row["profile_id"] == row["identity_id"]
        assert (row["source_id"], row["is_main"]) == (1, True)
        assert (row["n_records"], row["n_names"]) == (1, 1)
    assert rows[1]["block_key_0"] is not None
    assert rows[1]["block_key_1"] is None, "no year of birth, no block"


def test_tables_are_united_by_the_names_of_their_columns(macros):
    given = settings(macros, "link_only")
    one = table(macros, "one", "select 'b' as id, 'smith' as surname, 1980 as born, 1 as shoe")
    two = table(
        macros, "two", "select 1980 as born, 'smith' as surname, 7 as id, 2 as \"Shoe\", 3 as hat"
    )
    rows = records(macros, given, {"b": one, "a": two}, unique_id="id", further_columns=["shoe"])
    assert [(row["source_dataset"], row["source_id"], row["record_key"]) for row in rows] == [
        ("a", 1, "7"),
        ("b", 2, "b"),
    ], "in the order of the sources' names, whatever the order in which they are given"
    assert [row["shoe"] for row in rows] == [2, 1]
    assert rows[0]["block_key_0"] == rows[1]["block_key_0"]


def test_one_table_may_hold_several_sources(macros):
    people = table(
        macros,
        "people",
        "select 1 as id, 'smith' as surname, 1980 as born, unnest(['x', 'y']) as s",
    )
    rows = records(macros, settings(macros, "link_only"), people, unique_id="id", source_column="s")
    assert [(row["source_dataset"], row["source_id"]) for row in rows] == [("x", 1), ("y", 2)]


@pytest.mark.parametrize(
    "key", ["7::smallint", "7.5::double", "'a b'", "uuid()", "date '2020-01-01'", "[1, 2]"]
)
def test_a_key_may_have_any_type(macros, key):
    people = table(macros, "people", f"select {key} as id, 'smith' as surname, 1980 as born")
    (row,) = records(macros, settings(macros), people, unique_id="id")
    expected = macros.connection.execute("select cast(id as varchar) from people").fetchone()
    assert (row["record_key"],) == expected


def test_names_may_need_quotes_and_hold_capitals(macros):
    given = settings(
        macros,
        comparisons=[macros.exact_match('"Last name"'), macros.exact_match("Born")],
        blocking_rules=[macros.block_on(['"Last name"']), macros.block_on(["born"])],
        terms=[macros.term("surname", ['"Last name"'])],
    )
    people = table(
        macros, "people", 'select 1 as "Customer No.", \'smith\' as "Last name", 1980 as Born'
    )
    (row,) = records(macros, given, people, unique_id="Customer No.")
    assert row["record_key"] == "1"
    assert row["block_key_0"] is not None
    assert row["Last name"] == "smith"


def test_columns_called_like_ours_give_way(macros):
    people = table(
        macros,
        "people",
        "select 1 as unique_id, 'shop' as source_dataset, 9 as IDENTITY_ID, 5 as n_records,"
        " 0.1 as tf_surname, 3 as block_key_0, 'smith' as surname, 1980 as born",
    )
    (row,) = records(macros, settings(macros), people)
    assert row["source_dataset"] == "people"
    assert (row["identity_id"], row["n_records"]) == (1, 1)
    assert "tf_surname" not in row, "frequencies are counted here"
    assert row["block_key_0"] != 3


def test_only_columns_that_the_settings_read_come_along(macros):
    wide = ", ".join(f"{number} as column_{number}" for number in range(500))
    people = table(macros, "people", f"select 1 as id, 'x' as surname, 1980 as born, {wide}")
    (row,) = records(macros, settings(macros), people, unique_id="id")
    assert list(row) == [*OURS, "surname", "born", "block_key_0", "block_key_1"]


REPEATS = (
    "select * from (values (4, 'smith', 1980, 'a'), (2, 'smith', null, 'a'),"
    " (11, 'smith', 1980, 'b'), (1, 'smith', null, 'a'), (5, 'jones', null, 'a'),"
    " (3, 'smith', 1980, 'a'))"
    " as t (id, surname, born, person)"
)


def test_equal_records_are_one_row_with_all_their_keys(macros):
    people = table(macros, "people", REPEATS)
    rows = records(macros, settings(macros), people, unique_id="id")
    assert [
        (row["identity_id"], row["record_key"], row["record_keys"], row["n_records"], row["born"])
        for row in rows
    ] == [
        (1, "1", ["1", "2"], 2, None),
        (2, "11", ["11", "3", "4"], 3, 1980),
        (3, "5", ["5"], 1, None),
    ], "missing equals missing; a column that is not read does not count"


def test_equal_records_of_two_sources_are_two_rows(macros):
    one, two = table(macros, "one", REPEATS), table(macros, "two", REPEATS)
    rows = records(macros, settings(macros, "link_only"), {"a": one, "b": two}, unique_id="id")
    assert [(row["source_dataset"], row["n_records"]) for row in rows] == [
        (source, n_records) for source in "ab" for n_records in (2, 3, 1)
    ]


def test_records_that_differ_in_a_further_column_are_not_equal(macros):
    people = table(macros, "people", REPEATS)
    given = settings(macros)
    rows = records(macros, given, people, unique_id="id", further_columns=["person"])
    assert [(row["record_keys"], row["person"]) for row in rows] == [
        (["1", "2"], "a"),
        (["11"], "b"),
        (["3", "4"], "a"),
        (["5"], "a"),
    ]


def test_equal_records_may_be_left_apart(macros):
    people = table(macros, "people", REPEATS)
    rows = records(macros, settings(macros, collapse_equal_records=False), people, unique_id="id")
    assert [(row["record_keys"], row["n_records"]) for row in rows] == [
        ([key], 1) for key in ["1", "11", "2", "3", "4", "5"]
    ]


def test_a_key_that_repeats_among_equal_records_is_seen(macros):
    people = table(macros, "people", f"{REPEATS} union all select 4, 'smith', 1980, 'c'")
    with pytest.raises(duckdb.InvalidInputException, match="more than one record with key 4;"):
        records(macros, settings(macros), people, unique_id="id")


# SQL of a rule, and the columns of a table (a, b, "Last name", city, address) that it may read.
READ = {
    "a": ["a"],
    "lower(B)": ["b"],
    '"Last name"': ["Last name"],
    "list_filter([a, b], lambda x: x is not null)": ["a", "b"],
    "list_filter([a], lambda x:b > x)": ["a", "b"],
    "address.city": ["city", "address"],
    "a || 'b'": ["a"],
    "cast(a as date)": ["a"],
    "a(b)": ["b"],
    "hash(columns('a|b'))": ["a", "b", "Last name", "city", "address"],
}


@pytest.mark.parametrize("sql", READ)
def test_a_column_that_a_rule_reads_is_known(macros, sql):
    given = settings(macros)
    given["blocking_rules"] = [macros.block_on([sql], label="any", touches=[])]
    words = macros._words_of_settings(given)
    names = ["a", "b", "Last name", "city", "address"]
    assert [name for name in names if words is None or name.lower() in words] == READ[sql]


def test_a_condition_on_whole_records_reads_every_column(macros):
    given = settings(macros)
    given["blocking_rules"] = [
        macros.block_on(["surname"], label="any", touches=[], where="alike(l, r) and l.born > 0")
    ]
    assert macros._words_of_settings(given) is None


def test_an_empty_table_gives_no_records(macros):
    people = table(macros, "people", f"{PEOPLE} where false")
    assert records(macros, settings(macros), people, unique_id="id") == []


def test_ids_do_not_depend_on_the_order_of_rows(macros):
    select = "select id, 'smith' as surname, 1980 as born from range({}) as t (id) order by {}"
    found = []
    for order in ["id", "-id", "hash(id)"]:
        people = table(macros, "people", select.format(3000, order))
        found.append(records(macros, settings(macros), people, unique_id="id"))
    assert found[0] == found[1] == found[2]


def test_blocks_above_the_limit_have_no_key(macros):
    people = table(
        macros, "people", "select id, 'smith' as surname, id % 50 as born from range(100) as t (id)"
    )
    given = settings(macros, max_block_size=49)
    rows = records(macros, given, people, unique_id="id")
    assert {row["block_key_0"] for row in rows} == {None}
    assert len({row["block_key_1"] for row in rows}) == 50
    macros.create("skipped", macros.linkage_skipped_blocks(given, "records"))
    assert macros.connection.execute(
        "select match_key, blocking_rule, n_identities from skipped"
    ).fetchall() == [(0, "surname", 50)], "contents count, not records"


# A key that cannot serve stops the run; the whole message, and the table that calls for it.
BAD_KEYS = {
    "twice in one source": (
        "select 7 as id, 'smith' as surname, 1980 as born from range(2)",
        {},
        (
            "Linkage model toy, unique_id id: source people has more than one record with key 7;"
            " keep one of them, or name another column as unique_id."
        ),
    ),
    "missing": (
        "select null::integer as id, 'smith' as surname, 1980 as born",
        {},
        (
            "Linkage model toy, unique_id id: a record of source people has no key; leave such"
            " records out or give them one."
        ),
    ),
    "source missing": (
        "select 1 as id, 'smith' as surname, 1980 as born, null::varchar as s",
        {"source_column": "s"},
        ("Linkage model toy, unique_id id: a record without a source; fill the source_column."),
    ),
}


@pytest.mark.parametrize("name", BAD_KEYS)
def test_a_key_that_cannot_serve_stops_the_run(macros, name):
    select, options, message = BAD_KEYS[name]
    people = table(macros, "people", select)
    with pytest.raises(duckdb.InvalidInputException) as error:
        records(macros, settings(macros), people, unique_id="id", **options)
    assert str(error.value) == f"Invalid Input Error: {message}"


def test_the_same_key_may_stand_in_two_sources(macros):
    one = table(macros, "one", PEOPLE)
    two = table(macros, "two", PEOPLE)
    rows = records(macros, settings(macros, "link_only"), {"a": one, "b": two}, unique_id="id")
    assert [row["record_key"] for row in rows] == ["10", "9", "10", "9"]


# Tables and settings that do not fit: changes of the settings, the tables, and the whole message.
MISFITS = {
    "no table": (
        {},
        lambda m: {},
        (
            "Linkage model 'toy': relations is empty; give a relation, such as ref('customers'), or"
            " several by source name, such as {'shop': ref('shop'), 'web': ref('web')}."
        ),
    ),
    "one table where only sources are linked": (
        {"link_type": "link_only"},
        lambda m: {"shop": table(m, "people", PEOPLE)},
        (
            "Linkage model 'toy': link_type is 'link_only', but relations has one source, 'shop';"
            " give two or more, or set link_type to 'dedupe_only'."
        ),
    ),
    "too many tables": (
        {},
        lambda m: {f"source {number}": relation("people") for number in range(64)},
        (
            "Linkage model 'toy': relations has 64 sources; at most 63 can be linked. Unite some of"
            " them."
        ),
    ),
    "a key that is not there": (
        {},
        lambda m: table(m, "people", "select 1 as number, 'a' as surname, 1980 as born"),
        (
            'Linkage model \'toy\': unique_id is \'id\', which "memory"."main"."people" (source'
            " 'people') does not have. It has: number, surname, born. Correct the name, or make the"
            " column there."
        ),
    ),
    "a compared column that is not there": (
        {},
        lambda m: {"shop": table(m, "people", "select 1 as id, 'a' as surnme, 1980 as born")},
        (
            "Linkage model 'toy': comparison 'surname' reads column 'surname', which"
            ' "memory"."main"."people" (source \'shop\') does not have. It has: id, surnme,'
            " born. Correct the name, or make the column there (null as surname, if that source"
            " lacks it)."
        ),
    ),
    "a term's column that is not there": (
        {"terms": [("forename", ["forename"])]},
        lambda m: table(m, "people", PEOPLE),
        (
            "Linkage model 'toy': term 'forename' reads column 'forename', which"
            ' "memory"."main"."people" (source \'people\') does not have. It has: id, surname,'
            " born. Correct the name, or make the column there (null as forename, if that source"
            " lacks it)."
        ),
    ),
    "a compared column called like one of ours": (
        {"comparisons": ["surname", "n_records"], "blocking_rules": ["surname", "n_records"]},
        lambda m: table(m, "people", PEOPLE),
        (
            "Linkage model 'toy': comparison 'n_records' reads column 'n_records', a name that"
            " linkage_records() uses itself; give the column another name in the model that"
            " prepares the table."
        ),
    ),
}


@pytest.mark.parametrize("name", MISFITS)
def test_what_does_not_fit_is_named_before_anything_is_built(macros, name):
    changes, tables, message = MISFITS[name]
    changes = dict(changes)
    if "terms" in changes:
        changes["terms"] = [macros.term(*term) for term in changes["terms"]]
    if "comparisons" in changes:
        changes["comparisons"] = [macros.exact_match(column) for column in changes["comparisons"]]
        changes["blocking_rules"] = [macros.block_on([c]) for c in changes["blocking_rules"]]
    given = settings(macros, **changes)
    with pytest.raises(CompilationError) as error:
        macros.linkage_records(given, tables(macros), unique_id="id")
    assert error.value.msg == message


def test_tables_that_are_not_built_yet_are_taken_on_trust(macros):
    assert "not_built" in macros.linkage_records(settings(macros), relation("not_built"))


# What a model's file may get wrong about its materialisation, and the whole message.
MODELS = {
    "no config": (
        {"materialized": "view"},
        ("linkage_pairs", "statements"),
        (
            "linkage_pairs(): the model is materialized as 'view', which cannot run it; write"
            " {{ config(materialized='statements') }} at the top of its file."
        ),
    ),
    "no name of the settings": (
        {"materialized": "nested_clusters"},
        ("linkage_node_clusters", "nested_clusters", True),
        (
            "linkage_node_clusters(): the model does not say which macro makes its settings; write"
            " {{ config(materialized='nested_clusters', linkage_settings='<name of your settings"
            " macro>') }} at the top of its file."
        ),
    ),
    "a wrong name of the settings": (
        {"materialized": "nested_clusters", "linkage_settings": "toy_setings"},
        ("linkage_node_clusters", "nested_clusters", True),
        (
            "linkage_node_clusters(): linkage_settings is 'toy_setings', but there is no such"
            " macro; name the macro that makes the settings, such as 'customers_settings', without"
            " brackets."
        ),
    ),
}


@pytest.mark.parametrize("name", MODELS)
def test_a_model_that_is_built_in_the_wrong_way_is_named(name):
    config, (macro, *needs), message = MODELS[name]
    with duckdb.connect() as connection:
        macros = Macros(connection, config=config, context={"toy_settings": None})
        with pytest.raises(CompilationError) as error:
            macros._check_model(macro, settings(macros), *needs)
    assert error.value.msg == message


def test_a_model_that_is_built_in_the_right_way_passes():
    config = {"materialized": "nested_clusters", "linkage_settings": "toy_settings"}
    with duckdb.connect() as connection:
        macros = Macros(connection, config=config, context={"toy_settings": None})
        macros._check_model("linkage_node_clusters", settings(macros), "nested_clusters", True)


@pytest.mark.parametrize("given", [None, "customers_settings", {"model": "toy"}])
def test_what_is_no_settings_is_named(macros, given):
    with pytest.raises(CompilationError) as error:
        macros.linkage_scored_pairs(given, *("table",) * 5)
    assert error.value.msg.startswith(
        "linkage_scored_pairs(): the first argument is no settings; call a macro that returns"
    )
