"""Clusters of graphs that share no pair: in turn what they are at once, and nothing left behind."""

from __future__ import annotations

import graphs
import pandas as pd

SQL = """
select 1
-- part: all sources
-- statement: nodes
select 1 as node_id
-- statement: pairs
select 2
-- part: each source
-- statement: nodes
select 3 as node_id
"""


def levels(macros, nodes: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    found = graphs.nested(macros, nodes, pairs)
    macros._drop_temp_tables()
    return found


def test_graphs_clustered_in_turn_are_clustered_as_at_once(macros):
    nodes, pairs = graphs.random_graphs(8, 90, 12)
    at_once = levels(macros, nodes, pairs)
    in_turn = [
        levels(macros, nodes[nodes["graph"] % 3 == part], pairs[pairs["graph"] % 3 == part])
        for part in range(3)
    ]
    pd.testing.assert_frame_equal(
        pd.concat(in_turn).sort_values("node_id", ignore_index=True), at_once
    )
    assert at_once["cluster_high"].nunique() > at_once["cluster_low"].nunique() > 90


def test_clustering_leaves_no_temporary_table(macros):
    macros.connection.execute("create temp table kept as select 1 as one")
    levels(macros, *graphs.random_graphs(8, 30, 12))
    left = macros.connection.execute("select table_name from duckdb_tables() where temporary")
    assert left.fetchall() == [("kept",)]


def test_a_model_is_cut_at_its_parts_and_a_part_at_its_statements(macros):
    parts = macros._split_parts(SQL)
    assert [part["label"] for part in parts] == [", all sources", ", each source"]
    assert [[s["label"] for s in macros.statements(part["sql"])] for part in parts] == [
        ["nodes", "pairs"],
        ["nodes"],
    ]
    whole = "-- statement: nodes\nselect 1"
    assert macros._split_parts(whole) == [{"label": "", "sql": whole}]
