"""One OpenDocument workbook a share: about, variables, a sheet for each code list, changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from odfdo import Cell, Column, Document, Row, Style, Table

from catalogue.changes import Changes
from catalogue.model import Catalogue, Share, Variable
from catalogue.model import Table as Published

VARIABLES = (
    "table",
    "name",
    "label",
    "description",
    "type",
    "values",
    "source",
    "traced source columns",
    "rule",
    "unit",
    "provenance",
    "quality",
    "completeness %",
    "distinct values",
    "notes",
)
WIDTHS = (5, 5, 7, 9, 2.2, 6, 6, 6, 4, 2, 2.4, 5, 2.6, 2.6, 7)
LONGEST_SHEET_NAME = 31
MEASURED = (
    "Completeness is the share of rows that hold a value, distinct values are those that occur,"
    " both in this release. Ranges leave out the lowest and highest nine rows, and values that"
    " fewer than ten rows hold are not listed."
)
PROVENANCE = (
    "verbatim: the name is publicly known from releases of the Ministry of Justice; inferred: it"
    " was chosen by the rules of those names."
)
TRACED = (
    "Source columns were traced through the SQL that was run. What a value is looked up by counts,"
    " what rows are filtered or joined by does not, and the linkage is not followed."
)


def write(catalogue: Catalogue, share: Share, changes: Changes, path: Path) -> Path:
    """Write the workbook of a share to ``path``."""
    document = Document("ods")
    document.body.clear()
    document.insert_style(_style("head", bold=True, background="#dfe7ef"), automatic=True)
    document.insert_style(_style("text"), automatic=True)
    sheets = [
        ("About", (6, 22), _about(catalogue, share, changes)),
        ("Variables", WIDTHS, [VARIABLES, *_variables(share)]),
    ]
    for name in share.code_lists:
        code_list = catalogue.code_lists[name]
        head = list(code_list.columns)
        sheets.append((name, (4, 9), [head, *code_list.rows]))
    sheets.append(("Changes", (5, 5, 5, 9, 9), _changes(catalogue, share, changes)))
    names: list[str] = []
    for name, widths, rows in sheets:
        names.append(sheet_name(name, names))
        _append(document, names[-1], widths, rows)
    if catalogue.built_at:
        document.meta.set_creation_date(datetime.fromisoformat(catalogue.built_at))
    document.save(path)
    return path


def sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name that every office program takes: 31 characters, no signs, none twice."""
    name = re.sub(r"[\[\]:*?/\\']", " ", name)
    short = name[:LONGEST_SHEET_NAME]
    number = 2
    while short.lower() in {one.lower() for one in taken}:
        short = f"{name[: LONGEST_SHEET_NAME - 3]}~{number}"
        number += 1
    return short


def variable_row(table: Published, variable: Variable) -> list[str | float | int]:
    """A row of the variables sheet."""
    found = variable.measured
    origins = ", ".join(origin.said for origin in variable.origins)
    return [
        table.name,
        variable.name,
        variable.label,
        variable.description,
        variable.type,
        variable.values,
        variable.source,
        origins,
        variable.rule,
        variable.unit,
        variable.provenance,
        variable.quality,
        "" if found is None or found.completeness is None else found.completeness,
        "" if found is None else found.n_distinct,
        notes(table, variable),
    ]


def notes(table: Published, variable: Variable) -> str:
    """What else one should know of a variable: key, joins, rules, coverage."""
    found = []
    if variable.name in table.primary_key:
        found.append("key of the table" if len(table.primary_key) == 1 else "part of the key")
    found += [
        f"joins to {key.field} of {key.table}"
        for key in table.foreign_keys
        if key.column == variable.name
    ]
    if variable.is_required:
        found.append("never empty")
    if variable.n_unknown_codes:
        found.append(f"{variable.n_unknown_codes} values are not in the code list")
    if variable.coverage:
        found.append(variable.coverage)
    if variable.measured and variable.measured.n_distinct == 0:
        found.append("empty in this release")
    elif variable.measured and variable.measured.n_distinct == 1:
        found.append("one value in this release")
    return "; ".join(found)


def _variables(share: Share) -> list[list[str | float | int]]:
    return [variable_row(table, one) for table in share.tables for one in table.variables]


def _about(catalogue: Catalogue, share: Share, changes: Changes) -> list[list[str | int]]:
    rows: list[list[str | int]] = [
        ["Share", share.title],
        ["Release", catalogue.release_id],
        ["Built", catalogue.built],
        ["Changes", changes.said],
        ["Measured", MEASURED],
        ["Provenance", PROVENANCE],
        ["Traced", TRACED],
        [],
    ]
    for table in share.tables:
        rows.append(["Table", f"{table.schema}.{table.name}"])
        rows.append(["", table.summary])
        for part in ("grain", "assumptions", "nuance"):
            if getattr(table, part):
                rows.append([part.capitalize(), getattr(table, part)])
        rows.append(["Primary key", ", ".join(table.primary_key)])
        if table.period:
            rows.append(["Period", table.period])
        if table.n_rows is not None:
            rows.append(["Rows", table.n_rows])
        rows.append([])
    rows += [["Page", line] for line in share.page.splitlines() if line.strip()]
    return rows


def _changes(catalogue: Catalogue, share: Share, changes: Changes) -> list[list[str]]:
    rows = [[changes.said], ["table or code list", "variable", "change", "before", "now"]]
    if changes.since:
        rows += [
            [one.table, one.variable, one.change, one.before, one.now]
            for one in changes.of(share.name, share.code_lists)
        ]
    return rows


def _style(name: str, bold: bool = False, background: str | None = None) -> Style:
    style = Style("table-cell", name=name, area="text", bold=bold)
    wanted = {"fo:wrap-option": "wrap", "style:vertical-align": "top"}
    if background:
        wanted["fo:background-color"] = background
    style.set_properties(wanted, area="table-cell")
    return style


def _append(
    document: Document,
    name: str,
    widths: Sequence[float],
    rows: Sequence[Sequence[str | float | int]],
) -> None:
    table = Table(name)
    widest = max(len(row) for row in rows)
    sizes = [*widths, *[widths[-1]] * (widest - len(widths))][:widest]
    for size in sizes:
        style = f"w{str(size).replace('.', '_')}"
        if document.get_style("table-column", style) is None:
            document.insert_style(
                Style("table-column", name=style, width=f"{size}cm"), automatic=True
            )
        table.append(Column(style=style))
    head = 1 if name == "Changes" else 0
    for place, values in enumerate(rows):
        row = Row()
        for value in values:
            style = "head" if place == head and name != "About" else "text"
            row.append_cell(Cell(value=value if value != "" else None, style=style), clone=False)
        table.append(row)
    document.body.append(table)
