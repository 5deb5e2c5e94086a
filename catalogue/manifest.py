"""Reads what dbt knows: shares, published tables and their columns, code lists."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from catalogue.lineage import Lineage
from catalogue.model import Catalogue, CodeList, ForeignKey, Share, Table, Variable

PARTS = re.compile(r"\*\*(Grain|Assumptions|Nuance|Primary key)\*\*:\s*")
# The end of a first sentence; an abbreviation is none.
FIRST_STOP = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!\bNo)\.\s+")
COVERAGE = "coverage"
# Every research table joins to this one by the key of its person records.
HUB, HUB_KEY = "xjs_link", "row_id_hash"


class NoCatalogue(Exception):
    """The catalogue cannot be made; the text says why and what to do."""


def load(target: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The manifest and the catalog that ``dbt docs generate`` wrote into ``target``.

    Raises:
        NoCatalogue: one of them is not there.
    """
    found = []
    for name in ("manifest.json", "catalog.json"):
        path = target / name
        if not path.is_file():
            raise NoCatalogue(f"{path} is not there: run `make docs` first.")
        found.append(json.loads(path.read_text(encoding="utf-8")))
    return found[0], found[1]


def read(manifest: dict[str, Any], root: Path) -> Catalogue:
    """Shares with tables and variables as declared; nothing is measured or traced yet.

    ``root`` is the folder of the project, where the CSV files of the seeds are.
    """
    code_lists = _code_lists(manifest, root)
    coverage = _coverage(manifest, root)
    tables = [
        _table(node, code_lists, coverage, _column_tests(manifest, node))
        for node in _published(manifest)
    ]
    tables = [
        replace(table, foreign_keys=_foreign_keys(manifest, table, tables)) for table in tables
    ]
    return Catalogue(
        "", "", manifest["metadata"]["project_name"], _shares(manifest, tables), code_lists
    )


def _published(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(
        (
            node
            for node in manifest["nodes"].values()
            if node["resource_type"] == "model"
            and node["fqn"][1] == "marts"
            and node["config"]["materialized"] != "ephemeral"
        ),
        key=lambda node: (node["schema"], node["name"]),
    )


def _shares(manifest: dict[str, Any], tables: list[Table]) -> tuple[Share, ...]:
    """Declared shares in order, then schemas that nobody declared; those without tables go."""
    declared = {
        node["config"]["meta"]["share"]: node
        for node in manifest["exposures"].values()
        if node.get("config", {}).get("meta", {}).get("share")
    }
    schemas = list(dict.fromkeys([*declared, *sorted(table.schema for table in tables)]))
    shares = []
    for schema in schemas:
        node = declared.get(schema, {})
        order = [one.rsplit(".", 1)[-1] for one in _in_order(node)]
        own = [table for table in tables if table.schema == schema]
        own.sort(
            key=lambda table: (
                order.index(table.name) if table.name in order else len(order),
                table.name,
            )
        )
        title = node.get("label") or schema.replace("_", " ").capitalize()
        shares.append(Share(schema, title, node.get("description", "").strip(), tuple(own)))
    return tuple(share for share in shares if share.tables)


def _in_order(node: dict[str, Any]) -> list[str]:
    """The tables of a share as its yml has them; ``depends_on`` of the manifest is sorted."""
    return [ref["name"] for ref in node.get("refs", [])]


def _table(
    node: dict[str, Any],
    code_lists: dict[str, CodeList],
    coverage: dict[str, dict[str, str]],
    tests: dict[str, list[dict[str, Any]]],
) -> Table:
    summary, parts = description_parts(node["description"])
    names = list(node["columns"])
    variables = tuple(
        _variable(column, code_lists, tests.get(name, []))
        for name, column in node["columns"].items()
    )
    # What follows a semicolon are other columns that are unique too.
    said_key = parts.get("Primary key", "").partition(";")[0]
    key = tuple(
        dict.fromkeys(word for word in re.findall(r"[a-z_0-9]+", said_key) if word in names)
    )
    period = coverage.get(node["name"], {})
    return Table(
        name=node["name"],
        schema=node["schema"],
        unique_id=node["unique_id"],
        summary=summary,
        grain=parts.get("Grain", ""),
        assumptions=parts.get("Assumptions", ""),
        nuance=parts.get("Nuance", ""),
        primary_key=key or tuple(one.name for one in variables if one.is_unique)[:1],
        variables=variables,
        date_column=period.get("date_column", ""),
        from_date=period.get("from_date", ""),
        to_date=period.get("to_date", ""),
    )


def description_parts(description: str) -> tuple[str, dict[str, str]]:
    """A table's description: its first sentences, and grain, assumptions, nuance, primary key."""
    pieces = PARTS.split(description)
    said = [" ".join(piece.split()) for piece in pieces]
    return said[0], dict(zip(said[1::2], said[2::2], strict=True))


def label_and_rest(description: str) -> tuple[str, str]:
    """A column's description: the first sentence without its full stop, and what follows."""
    text = " ".join(description.split())
    first, _, rest = FIRST_STOP.sub(".\n", text, count=1).partition("\n")
    return first.removesuffix("."), rest


def _variable(
    column: dict[str, Any], code_lists: dict[str, CodeList], tests: list[dict[str, Any]]
) -> Variable:
    meta = column["config"]["meta"]
    label, rest = label_and_rest(column["description"])
    rules = meta.get("rules", [])
    code_list, code_column = _code_list(column["name"], meta, code_lists, tests)
    accepted = [
        one["accepted_values"]
        for one in rules
        if isinstance(one, dict) and "accepted_values" in one
    ]
    required = "not_null" in rules or any(
        one["type"] == "not_null" for one in column.get("constraints", [])
    )
    return Variable(
        name=column["name"],
        label=str(meta.get("label", label)),
        description=rest,
        type=(column["data_type"] or "").lower(),
        source=_said(meta.get("source", "")),
        provenance=str(meta.get("provenance", "")),
        quality=_said(meta.get("quality", "")),
        rule=_said(meta.get("rule", "")),
        unit=_said(meta.get("unit", "")),
        coverage=_said(meta.get("coverage", "")),
        references=_said(meta.get("references", "")),
        code_list=code_list,
        code_column=code_column,
        accepted=tuple(str(value) for value in accepted[0]) if accepted else (),
        is_required=required,
        is_unique="unique" in rules,
        keywords=tuple(str(word) for word in meta.get("keywords", [])),
    )


def _said(value: Any) -> str:
    """A meta value as text: lists joined, white space made single."""
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value)
    return " ".join(str(value).split())


def _code_list(
    name: str, meta: dict[str, Any], code_lists: dict[str, CodeList], tests: list[dict[str, Any]]
) -> tuple[str, str]:
    """The code list that yml declares, by ``code_set`` or by a relationships test."""
    tested = [
        (seed, test["test_metadata"]["kwargs"]["field"])
        for test in tests
        for seed in _seeds(test)
        if seed in code_lists
    ]
    declared = str(meta.get("code_set", "")).strip().removeprefix("seed ")
    if declared in code_lists:
        for seed, field in tested:
            if seed == declared:
                return seed, field
        return declared, text_or_code_column(name, code_lists[declared])
    return tested[0] if tested else ("", "")


def text_or_code_column(name: str, code_list: CodeList) -> str:
    """The column of a code list that a variable of this name shows."""
    columns = list(code_list.columns)
    if name in columns:
        return name
    if name.endswith(("_desc", "_description")):
        stem = name.rsplit("_", 1)[0]
        for wanted in (stem, f"{stem}_desc", f"{stem}_description", "description"):
            if wanted in columns:
                return wanted
        texts = [one for one in columns if one.endswith(("_desc", "_description", "_name"))]
        if texts:
            return texts[0]
    return code_list.key


def _seeds(test: dict[str, Any]) -> list[str]:
    return [
        one.rsplit(".", 1)[-1] for one in test["depends_on"]["nodes"] if one.startswith("seed.")
    ]


def _column_tests(
    manifest: dict[str, Any], node: dict[str, Any]
) -> dict[str, list[dict[str, Any]]]:
    """The relationships tests of a model's columns."""
    found: dict[str, list[dict[str, Any]]] = {}
    for test in manifest["nodes"].values():
        if (
            test["resource_type"] == "test"
            and test.get("attached_node") == node["unique_id"]
            and (test.get("test_metadata") or {}).get("name") == "relationships"
        ):
            found.setdefault(test["column_name"], []).append(test)
    return found


def _foreign_keys(
    manifest: dict[str, Any], table: Table, tables: list[Table]
) -> tuple[ForeignKey, ...]:
    """Joins to other published tables: of relationships tests and `references`, and by their names.

    A column that bears the name of another table's whole key, in the same share, joins to it; the
    key of the person records joins to the hub. Whether the rows bear it out is measured later.
    """
    by_name = {one.name: one for one in tables}
    keys = []
    names = [variable.name for variable in table.variables]
    tests = _column_tests(manifest, {"unique_id": table.unique_id})
    pairs = [
        (column, parent.rsplit(".", 1)[-1], test["test_metadata"]["kwargs"]["field"])
        for column, found in sorted(tests.items())
        for test in found
        for parent in test["depends_on"]["nodes"]
    ]
    pairs += [
        (one.name, *one.references.split(".", 1)) for one in table.variables if one.references
    ]
    pairs += [
        (name, other.name, name)
        for other in tables
        for name in names
        if other.schema == table.schema
        and other.primary_key == (name,) != table.primary_key
        and name != HUB_KEY
    ]
    for column, name, field in pairs:
        other = by_name.get(name)
        if other is not None and other.name != table.name:
            is_to_one = other.primary_key == (field,) or other.variable(field).is_unique
            keys.append(ForeignKey(column, other.name, field, is_to_one))
    has_hub = any(one.name == HUB for one in tables)
    if has_hub and table.name != HUB and HUB_KEY in names:
        keys.append(ForeignKey(HUB_KEY, HUB, HUB_KEY))
    return tuple(dict.fromkeys(keys))


def _code_lists(manifest: dict[str, Any], root: Path) -> dict[str, CodeList]:
    found = {}
    for node in manifest["nodes"].values():
        path = node["original_file_path"]
        if (
            node["resource_type"] == "seed"
            and "reference" in node["fqn"]
            and (root / path).is_file()
        ):
            with (root / path).open(encoding="utf-8", newline="") as file:
                header, *rows = list(csv.reader(file))
            columns = {
                name: _said(node["columns"].get(name, {}).get("description", "")) for name in header
            }
            summary, _ = description_parts(node["description"])
            found[node["name"]] = CodeList(node["name"], summary, columns, rows, path)
    return dict(sorted(found.items()))


def _coverage(manifest: dict[str, Any], root: Path) -> dict[str, dict[str, str]]:
    for node in manifest["nodes"].values():
        if node["resource_type"] == "seed" and node["name"] == COVERAGE:
            with (root / node["original_file_path"]).open(encoding="utf-8", newline="") as file:
                return {row["table_name"]: row for row in csv.DictReader(file)}
    return {}


def traced(catalogue: Catalogue, lineage: Lineage) -> Catalogue:
    """With the origins of every variable."""
    tables = {}
    for table in catalogue.tables:
        variables = tuple(
            replace(one, origins=tuple(lineage.origins(table.unique_id, one.name)))
            for one in table.variables
        )
        tables[table.name] = replace(table, variables=variables)
    return catalogue.with_tables(tables)
