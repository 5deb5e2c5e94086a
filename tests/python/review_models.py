"""The models of the review rendered and run on a DuckDB connection, without a dbt invocation.

A model's references become tables of the same name, in the schemas of ``relations`` or without one.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from macro_runner import PROJECT, Macros


def variables(**own: Any) -> dict[str, Any]:
    """The project's variables, some of them replaced."""
    return yaml.safe_load((PROJECT / "dbt_project.yml").read_text())["vars"] | own


def render(macros: Macros, model: str, relations: dict[str, str], **own: Any) -> str:
    """The SQL of a model of this project; ``own`` are variables that differ from the project's."""
    found = sorted((PROJECT / "models").rglob(f"{model}.sql"))
    assert len(found) == 1, f"{model} is {len(found)} models"
    text = re.sub(r"\{\{ config\(.*?\) \}\}", "", found[0].read_text(), flags=re.DOTALL)
    context(macros, relations, **own)
    return macros.from_text("{% macro model() %}" + text + "{% endmacro %}", "model")()


def context(macros: Macros, relations: dict[str, str], **own: Any) -> None:
    """Give the macros what dbt would: references and variables."""
    values = variables(**own)
    macros._context.update(
        ref=lambda name: relations.get(name, name),
        var=lambda name: values[name],
        source=lambda source, name: _location(source, name, values),
    )


def build(macros: Macros, model: str, relations: dict[str, str], **own: Any) -> None:
    """Make the table of a model, under its name."""
    macros.create(model, render(macros, model, relations, **own))


def _location(source: str, name: str, values: dict[str, Any]) -> str:
    path = PROJECT / "models" / source / f"_{source}__sources.yml"
    (found,) = yaml.safe_load(path.read_text())["sources"]
    (table,) = (table for table in found["tables"] if table["name"] == name)
    location = (found["config"] | table.get("config", {}))["external_location"]
    for variable in re.findall(r'\{\{ var\("(\w+)"\) \}\}', location):
        location = location.replace(f'{{{{ var("{variable}") }}}}', str(values[variable]))
    return location.format(name=name)
