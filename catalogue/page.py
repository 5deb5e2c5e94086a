"""The catalogue as one HTML file that asks nothing of the network: pages, search, lineage."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jinja2
import marko
from markupsafe import Markup, escape

from catalogue import concepts, diagram, workbook
from catalogue.changes import Changes
from catalogue.model import Catalogue, CodeList, Share

TEMPLATES = Path(__file__).parent / "templates"
# A code list longer than this is searched by its name alone.
MOST_SEARCHED = 400


def write(catalogue: Catalogue, changes: Changes, path: Path) -> Path:
    """Write the page."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"markdown": markdown, "code": code, "breakable": breakable}
    # `</` would end the script element that the text stands in.
    index = json.dumps(entries(catalogue), ensure_ascii=False).replace("</", "<\\/")
    html = environment.get_template("index.html.j2").render(
        catalogue=catalogue,
        changes=changes,
        concepts=concepts.found(catalogue),
        used=used_code_lists(catalogue),
        users=_users(catalogue),
        lineage=source_lines(catalogue),
        untraced=untraced(catalogue),
        notes=workbook.notes,
        picture=Markup(diagram.svg(catalogue)),
        index=Markup(index),
        style=Markup((TEMPLATES / "page.css").read_text(encoding="utf-8")),
        script=Markup((TEMPLATES / "page.js").read_text(encoding="utf-8")),
    )
    path.write_text(html, encoding="utf-8")
    return path


def markdown(text: str) -> Markup:
    """Markdown of the project's own docs as HTML, headings two levels down, links to this page."""
    text = re.sub(r"\(#!/\w+/[\w.]+\.(\w+)\)", r"(#\1)", text)
    html = marko.convert(text)
    return Markup(re.sub(r"<(/?)h([1-4])>", lambda one: f"<{one[1]}h{int(one[2]) + 2}>", html))


def code(text: str) -> Markup:
    """A sentence with its `words in backticks` as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def breakable(name: str) -> Markup:
    """A name that may break after each underscore and full stop."""
    return Markup(re.sub(r"([_.])(?=\w)", r"\1<wbr>", str(escape(name))))


def used_code_lists(catalogue: Catalogue) -> list[CodeList]:
    """The code lists that any variable uses, by name."""
    used = {name for share in catalogue.shares for name in share.code_lists}
    return [catalogue.code_lists[name] for name in sorted(used)]


def _users(catalogue: Catalogue) -> dict[str, list[tuple[str, str]]]:
    """The variables of each code list, as table and name."""
    users: dict[str, list[tuple[str, str]]] = {}
    for table in catalogue.tables:
        for variable in table.variables:
            if variable.code_list:
                users.setdefault(variable.code_list, []).append((table.name, variable.name))
    return users


def source_lines(catalogue: Catalogue) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """By relation, then column: the variables that come from it."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for table in catalogue.tables:
        for variable in table.variables:
            for origin in variable.origins:
                if origin.kind == "source":
                    columns = found.setdefault(origin.relation, {})
                    columns.setdefault(origin.column, []).append((table.name, variable.name))
    return {relation: dict(sorted(columns.items())) for relation, columns in sorted(found.items())}


def untraced(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """Variables that no column could be traced for, with what their yml says."""
    return [
        (table.name, variable.name, variable.source)
        for table in catalogue.tables
        for variable in table.variables
        if not variable.origins
    ]


def entries(catalogue: Catalogue) -> list[dict[str, Any]]:
    """What can be found: shares, tables, variables, code lists."""
    found: list[dict[str, Any]] = []
    for share in catalogue.shares:
        found.append(
            _entry("share", share.name, share.title, _first(share), share.title, share.page)
        )
        for table in share.tables:
            found.append(
                _entry(
                    "table",
                    table.name,
                    table.name,
                    table.summary,
                    share.title,
                    f"{table.grain} {table.assumptions} {table.nuance}",
                )
            )
            for one in table.variables:
                entry = _entry(
                    "variable",
                    f"{table.name}.{one.name}",
                    one.name,
                    one.label,
                    f"{share.title} · {table.name}",
                    f"{one.description} {one.source} {one.code_list}",
                )
                found.append(entry | {"words": list(one.keywords)})
    for code_list in used_code_lists(catalogue):
        is_searched = len(code_list.rows) <= MOST_SEARCHED
        values = " ".join(" ".join(row) for row in code_list.rows) if is_searched else ""
        found.append(
            _entry(
                "code list",
                f"list.{code_list.name}",
                code_list.name,
                code_list.description,
                f"{len(code_list.rows)} rows",
                values,
            )
        )
    return found


def _entry(kind: str, anchor: str, name: str, label: str, where: str, more: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "at": anchor,
        "name": name,
        "label": label,
        "where": where,
        "more": " ".join(more.split()),
        "words": [],
    }


def _first(share: Share) -> str:
    return " ".join(share.page.partition("\n\n")[0].split())
