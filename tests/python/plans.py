"""Reads query plans: which join operators does a statement use?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import duckdb

# Joins whose cost is the product of both sides.
SLOW_JOINS = {
    "NESTED_LOOP_JOIN",
    "BLOCKWISE_NL_JOIN",
    "PIECEWISE_MERGE_JOIN",
    "IE_JOIN",
    "CROSS_PRODUCT",
}


def joins(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    """Names of the join operators in the physical plan of a select, each as often as it occurs."""
    plan = json.loads(connection.execute(f"explain (format json) {sql}").fetchall()[0][1])
    names = list(_operators(plan))
    assert len(names) > 1, f"no plan could be read: {names}"
    return [name for name in names if name in SLOW_JOINS or name.endswith("_JOIN")]


def slow_joins(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    """The joins of a select that no large table should meet."""
    return [name for name in joins(connection, sql) if name in SLOW_JOINS]


def _operators(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _operators(child)
    elif isinstance(node, dict):
        if "name" in node:
            yield node["name"].strip()
        for value in node.values():
            yield from _operators(value)
