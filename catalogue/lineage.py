"""Which source columns a published variable is made of, read from the SQL that was run.

The compiled SQL of each model is parsed with sqlglot and every column followed through common
table expressions, joins and models down to a column of an extract. Two things are added to what a
parser sees. Where a value comes out of a code list, the columns that it was looked up by count too.
And it stops at the linkage: an estimated person depends on every field that was compared, which no
list of columns would make plainer. Filters and join conditions otherwise do not count.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope

# Levels of nested selects that are followed; more would be a loop.
DEEPEST = 60
# Layers that are not followed, and sources that only say what a code means.
ENDS = ("linkage", "quality")
LOOKUPS = "reference."
logging.getLogger("sqlglot").setLevel(logging.ERROR)


@dataclass(frozen=True, order=True)
class Origin:
    """Where a value comes from: a column of a source, a code list, the linkage or its quality."""

    kind: str
    relation: str
    column: str

    @property
    def said(self) -> str:
        """As text, such as ``nomis.offenders.sex_code``."""
        return f"{self.relation}.{self.column}"


class Lineage:
    """Column lineage over a dbt manifest and catalog."""

    def __init__(self, manifest: dict[str, Any], catalog: dict[str, Any]) -> None:
        self.nodes = manifest["nodes"]
        self.sources = manifest["sources"]
        self.by_relation = {
            _key(node["relation_name"]): unique_id
            for unique_id, node in self.nodes.items()
            if node["resource_type"] in ("model", "seed") and node.get("relation_name")
        }
        self.schema: dict[str, Any] = {}
        for node in catalog["nodes"].values():
            where = node["metadata"]
            columns = {name.lower(): one["type"] for name, one in node["columns"].items()}
            tables = self.schema.setdefault(where["database"], {}).setdefault(where["schema"], {})
            tables[where["name"]] = columns
        self.scopes: dict[str, Scope | None] = {}
        self.found: dict[tuple[str, str], frozenset[Origin]] = {}

    def origins(self, unique_id: str, column: str) -> list[Origin]:
        """The origins of a column of a model, in order; empty where they cannot be traced."""
        return sorted(self._of_node(unique_id, column.lower()))

    def is_read(self, unique_id: str) -> bool:
        """Whether the SQL of a model could be parsed."""
        return self._scope(unique_id) is not None

    def _of_node(self, unique_id: str, column: str) -> frozenset[Origin]:
        key = (unique_id, column)
        if key not in self.found:
            self.found[key] = frozenset()  # a column never depends on itself
            self.found[key] = frozenset(self._trace_node(unique_id, column))
        return self.found[key]

    def _trace_node(self, unique_id: str, column: str) -> Iterable[Origin]:
        node = self.nodes[unique_id]
        if node["resource_type"] == "seed":
            return {Origin("code list", node["name"], column)}
        for layer in ENDS:
            if layer in node["fqn"]:
                return {Origin(layer, node["name"], column)}
        scope = self._scope(unique_id)
        if scope is None:
            return {Origin("model", node["name"], column)}
        return _Trace(self, unique_id).column(scope, column, 0)

    def _scope(self, unique_id: str) -> Scope | None:
        if unique_id not in self.scopes:
            self.scopes[unique_id] = self._parsed(self.nodes[unique_id])
        return self.scopes[unique_id]

    def _parsed(self, node: dict[str, Any]) -> Scope | None:
        sql = node.get("compiled_code")
        if not sql or node.get("language") != "sql":
            return None
        try:
            tree = sqlglot.parse_one(sql, dialect="duckdb")
            try:
                return build_scope(self._qualified(tree.copy()))
            except SqlglotError:
                # A staging model's columns are those of its one source, whatever they are called.
                return build_scope(tree) if self.source_columns(node["unique_id"]) else None
        except (SqlglotError, RecursionError, ValueError, KeyError, AttributeError, TypeError):
            return None

    def _qualified(self, tree: exp.Expression) -> exp.Expression:
        return qualify(
            tree,
            schema=self.schema,
            dialect="duckdb",
            validate_qualify_columns=False,
            quote_identifiers=False,
            identify=False,
        )

    def source_columns(self, unique_id: str) -> dict[str, str]:
        """The columns of the one source that a staging model reads, each with its relation."""
        names: dict[str, str] = {}
        for parent in self.nodes[unique_id]["depends_on"]["nodes"]:
            source = self.sources.get(parent)
            if source is not None:
                relation = f"{source['source_name']}.{source['name']}"
                names |= {name.lower(): relation for name in source["columns"]}
        return names


class _Trace:
    """One walk through the scopes of a model."""

    def __init__(self, lineage: Lineage, unique_id: str) -> None:
        self.lineage = lineage
        self.source_columns = lineage.source_columns(unique_id)

    def column(self, scope: Scope, name: str, depth: int) -> set[Origin]:
        """Origins of an output column of a scope."""
        if depth > DEEPEST:
            return set()
        if scope.set_operation_scopes:
            place = _place(scope, name)
            found: set[Origin] = set()
            for branch in scope.set_operation_scopes:
                names = [one.alias_or_name for one in _first_select(branch).selects]
                if place is not None and place < len(names):
                    found |= self.column(branch, names[place], depth + 1)
            return found
        for projection in scope.expression.selects:
            if projection.alias_or_name.lower() == name.lower():
                return self._expression(scope, projection, name, depth)
        # `select *` of a relation whose columns are not known.
        sources = [source for _, source in scope.selected_sources.values()]
        if len(sources) == 1 and any(one.is_star for one in scope.expression.selects):
            return self._of_source(sources[0], name, depth)
        return self._declared(name)

    def _expression(
        self, scope: Scope, expression: exp.Expression, name: str, depth: int
    ) -> set[Origin]:
        columns = list(expression.find_all(exp.Column))
        if not columns:
            # What stands in for an extract that was not delivered: typed nulls of the same names.
            return self._declared(name)
        found: set[Origin] = set()
        for column in columns:
            found |= self._reference(scope, column, depth)
        return found

    def _reference(self, scope: Scope, column: exp.Column, depth: int) -> set[Origin]:
        owner = _owner(scope, column)
        if owner is None:
            return self._declared(column.name)
        source = owner.sources[column.table]
        found = self._of_source(source, column.name, depth)
        if found and all(origin.kind == "code list" for origin in found):
            for key in _looked_up_by(owner, column.table):
                found |= self._reference(owner, key, depth + 1) if depth < DEEPEST else set()
        return found

    def _of_source(self, source: exp.Expression | Scope, name: str, depth: int) -> set[Origin]:
        if isinstance(source, Scope):
            return self.column(source, name, depth + 1)
        unique_id = self.lineage.by_relation.get(_key(source.sql(dialect="duckdb")))
        if unique_id is not None:
            return set(self.lineage._of_node(unique_id, name.lower()))
        return self._declared(name)

    def _declared(self, name: str) -> set[Origin]:
        relation = self.source_columns.get(name.lower())
        if relation is None:
            return set()
        kind = "code list" if relation.startswith(LOOKUPS) else "source"
        return {Origin(kind, relation, name.lower())}


def _owner(scope: Scope, column: exp.Column) -> Scope | None:
    """The scope that a column's table belongs to: this one or one of its subqueries."""
    for one in _with_subqueries(scope):
        if column.table in one.sources:
            return one
    return None


def _with_subqueries(scope: Scope) -> Iterator[Scope]:
    yield scope
    for inner in scope.subquery_scopes:
        yield from _with_subqueries(inner)


def _looked_up_by(scope: Scope, alias: str) -> list[exp.Column]:
    """The other columns in the condition by which a table was joined."""
    for join in scope.expression.args.get("joins") or []:
        if join.this.alias_or_name == alias and join.args.get("on") is not None:
            return [one for one in join.args["on"].find_all(exp.Column) if one.table != alias]
    return []


def _first_select(scope: Scope) -> exp.Expression:
    expression = scope.expression
    while isinstance(expression, exp.SetOperation):
        expression = expression.left
    return expression


def _place(scope: Scope, name: str) -> int | None:
    names = [one.alias_or_name.lower() for one in _first_select(scope).selects]
    return names.index(name.lower()) if name.lower() in names else None


def _key(relation: str) -> str:
    """A relation's name without quotes and alias."""
    return relation.split(" ")[0].replace('"', "").lower()
