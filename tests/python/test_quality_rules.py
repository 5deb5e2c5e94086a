"""The rules that columns state: where they are read from, and what is said of those broken.

That each rule is found broken is shown in tests/macros/broken_rules__finds_each_broken_rule.sql,
and that a whole build fails by one in test_frame_build.py.
"""

from __future__ import annotations

from typing import Any

import duckdb
import pytest
from dbt.exceptions import CompilationError
from macro_runner import Macros


def rules(columns: dict[str, list[Any]], **arguments: Any) -> list[dict[str, Any]]:
    """What ``column_rules()`` reads from a table ``people`` with these rules of its columns."""
    table = {
        "name": "people",
        "columns": {
            name: {"name": name, "meta": {"rules": stated} if stated else {}}
            for name, stated in columns.items()
        },
    }
    graph = {"nodes": {"seed.people": table}}
    with duckdb.connect() as connection:
        macros = Macros(connection, graph=graph, model={"attached_node": "seed.people"})
        return macros.column_rules(**arguments)


def test_rules_are_those_of_the_columns_and_the_keys_given():
    found = rules(
        {"id": ["not_null", "unique"], "sex": [{"accepted_values": ["m", "f"]}], "name": []},
        unique=[["sex", "name"]],
    )
    assert found == [
        {"columns": ["sex", "name"], "rule": "unique"},
        {"columns": ["id"], "rule": "not_null", "values": None},
        {"columns": ["id"], "rule": "unique", "values": None},
        {"columns": ["sex"], "rule": "accepted_values", "values": ["m", "f"]},
    ]


@pytest.mark.parametrize("stated", ["not null", "accepted_values", {"unique": [1]}])
def test_rule_that_is_not_known_stops(stated):
    with pytest.raises(CompilationError, match=r"Column people\.id states the rule .*, which"):
        rules({"id": ["not_null", stated]})


def test_table_without_rules_stops():
    with pytest.raises(CompilationError, match="No column of people states a rule"):
        rules({"id": [], "name": []})


def test_broken_rules_are_explained():
    with duckdb.connect() as connection:
        connection.execute("create table people as select unnest([1, 1, 2, null]) as id")
        macros = Macros(connection)
        stated = [{"columns": ["id"], "rule": rule} for rule in ("not_null", "unique")]
        broken = macros.run_query(macros.broken_rules("people", stated)).rows
        said = [macros._broken_rule_message("people", rule) for rule in broken]
        shown = [connection.execute(rule["rows_query"]).fetchall() for rule in broken]
    null, repeated = said
    assert null == (
        "Rule not_null of people.id is broken: 1 row has no value. To see it:"
        ' select * from people where "id" is null'
    )
    assert repeated == (
        "Rule unique of people.id is broken: 1 value occurs more than once. To see it:"
        ' select "id", count(*) as n_rows from people where "id" is not null'
        ' group by "id" having count(*) > 1'
    )
    assert shown == [[(None,)], [(1, 2)]]
