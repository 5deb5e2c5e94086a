"""No blocking statement joins by trying every pair: the plans show hash joins only."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import numpy as np
import pytest
import toy_model
from dbt.exceptions import CompilationError
from macro_runner import Macros
from plans import joins, slow_joins


@pytest.fixture
def model(macros) -> dict:
    """The toy model, with its identities, blocking keys and scored pairs in the database."""
    toy_model.load(macros, toy_model.people(np.random.default_rng(1), 1000))
    macros.connection.execute("alter table identities add column component_id bigint")
    macros.connection.execute("update identities set component_id = profile_id // 80")
    settings = toy_model.settings(macros)
    macros.create("skipped", macros.skipped_blocks(settings, "identities"))
    macros.create("blocking_keys", macros.with_block_keys(settings, "identities", "skipped"))
    macros.connection.execute(
        "create table scored as select identity_id as profile_id_l, identity_id + 1 as profile_id_r"
        " from identities"
    )
    return settings


def test_every_rule_is_one_hash_join(macros, model):
    steps = [
        s for s in macros.statements(macros.blocked_pairs(model, "blocking_keys")) if s["table"]
    ]
    assert len(steps) == len(model["blocking_rules"])
    for step in steps:
        assert joins(macros.connection, step["sql"]) == ["HASH_JOIN"], step["label"]


@pytest.mark.parametrize("n_ranges", [1, 3])
def test_found_pairs_meet_their_two_identities_in_hash_joins(macros, model, n_ranges):
    model["blocking"]["id_ranges"] = n_ranges
    statements = macros.statements(macros.blocked_pairs(model, "blocking_keys"))
    make_empty(macros.connection, [step for step in statements if step["table"]])
    compared = [statement for statement in statements if not statement["table"]]
    assert len(compared) == n_ranges * (n_ranges + 1) // 2
    for statement in compared:
        found = joins(macros.connection, statement["sql"])
        assert len(found) >= 2
        assert set(found) == {"HASH_JOIN"}, f"{statement['label']}: a range must end at a number"


@pytest.mark.parametrize("n_wanted", [100, 1000000])
def test_random_pairs_are_hash_joins(macros, model, n_wanted):
    model["training"]["random_pairs"] = n_wanted
    found = joins(macros.connection, macros.random_pairs(model, "blocking_keys"))
    assert found == ["HASH_JOIN"] * 4, "the circle, both sides, and those chosen of all records"


def test_self_pairs_join_nothing(macros, model):
    assert joins(macros.connection, macros.self_pairs(model, "blocking_keys")) == []


@pytest.mark.parametrize("n_ranges", [1, 3])
def test_missing_pairs_are_hash_joins(macros, model, n_ranges):
    model["blocking"]["id_ranges"] = n_ranges
    statements = macros.statements(
        macros.missing_pairs(model, "identities", "blocking_keys", "scored")
    )
    make_empty(macros.connection, [step for step in statements if step["table"]])
    assert len(statements) == 1 + n_ranges * (n_ranges + 1) // 2
    for statement in statements:
        found = joins(macros.connection, statement["sql"])
        assert len(found) >= 2
        assert set(found) == {"HASH_JOIN"}, f"{statement['label']}: a range must end at a number"


def test_blocking_keys_meet_one_row_of_skipped_blocks(macros, model):
    """The product with the one row that lists all skipped blocks is meant."""
    found = joins(macros.connection, macros.with_block_keys(model, "identities", "skipped"))
    assert found == ["CROSS_PRODUCT"]


def make_empty(connection: duckdb.DuckDBPyConnection, steps: list[dict]) -> None:
    """The tables that a model's steps fill, without rows: what a plan needs to be read."""
    for step in steps:
        connection.execute(
            f"create or replace temp table {step['table']} as select * from ({step['sql']}) limit 0"
        )


BAD_CONDITIONS = [
    "l.surname = r.surname or l.born = r.born",
    "jaro_winkler_similarity(l.surname, r.surname) > 0.9",
    "l.identity_id < r.identity_id",
    "list_has_any(l.postcodes, r.postcodes)",
    "true",
]


@pytest.mark.parametrize("condition", BAD_CONDITIONS)
def test_a_bad_rule_is_found_out(macros, model, condition):
    bad = macros.compare_pairs(
        model,
        f"from blocking_keys as l inner join blocking_keys as r on {condition}",
        "1",
    )
    assert slow_joins(macros.connection, bad)


def test_the_check_of_plans_is_silent_about_hash_joins(macros, model):
    macros.check_plans(model, "main.blocking_keys")
    assert macros.logged == [
        "Linkage model 'toy': the joins of all 3 blocking rules are hash joins."
    ]


@pytest.mark.parametrize("condition", BAD_CONDITIONS)
def test_the_check_of_plans_names_the_rule_and_the_mend(macros, model, condition):
    good = macros.statements(macros.blocked_pairs(model, "blocking_keys"))[0]
    bad = f"select 1 from blocking_keys as l inner join blocking_keys as r on {condition}"
    with pytest.raises(CompilationError) as error:
        macros._check_plans([good, {"label": "rule 7, all of them", "sql": bad}])
    found = ", ".join(sorted(set(slow_joins(macros.connection, bad))))
    assert error.value.msg == (
        f"These joins would try every pair of records: rule 7, all of them ({found}). Give each an"
        " equality between the two records (block_on(), or custom_rule() with l.x = r.x), write an"
        " `or` as two rules, and see that the relation with block keys is a table, no view."
    )


def test_the_check_of_plans_reads_the_plans_of_this_database(macros, model):
    """A view of block keys meets its skipped blocks anew in every join."""
    macros.connection.execute(
        f"create view a_view as {macros.with_block_keys(model, 'identities', 'skipped')}"
    )
    with pytest.raises(CompilationError, match="rule 0, surname and birth .CROSS_PRODUCT.; rule 1"):
        macros.check_plans(model, "main.a_view")


# The models as dbt compiled them, over the tables of the last build.


@pytest.mark.built
@pytest.mark.parametrize(
    "name",
    [
        "person/link_person__pairs",
        "person/link_person__random_pairs",
        "person/link_person__missing_pairs",
        "case/link_case__pairs",
    ],
)
def test_no_slow_join_in_the_build(name):
    target = Path(os.environ.get("DBT_TARGET_PATH", "target"))
    warehouse = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse")) / "workspace.duckdb"
    compiled = (target / f"compiled/data_first/models/linkage/{name}.sql").read_text()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        statements = Macros(connection).statements(compiled) or [{"label": name, "sql": compiled}]
        make_empty(connection, [statement for statement in statements if statement.get("table")])
        for statement in statements:
            assert slow_joins(connection, statement["sql"]) == [], statement["label"]
