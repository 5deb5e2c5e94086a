"""The catalogue says what there is: every macro with its arguments, every column of every model."""

from __future__ import annotations

import functools
import json
import os
import re
from pathlib import Path

import duckdb
import pytest
import yaml
from dbt.parser.schemas import is_valid_type
from macro_runner import PROJECT, signatures

FOLDERS = ["macros/linkage", "macros/engine"]


@functools.cache
def described_macros() -> dict[str, dict]:
    found: dict[str, dict] = {}
    for folder in FOLDERS:
        for path in sorted((PROJECT / folder).rglob("_*.yml")):
            for macro in yaml.safe_load(path.read_text())["macros"]:
                assert macro["name"] not in found, f"{macro['name']} is described twice"
                found[macro["name"]] = macro
    return found


MACROS = {name: names for folder in FOLDERS for name, names in signatures(folder).items()}


def test_every_macro_is_described():
    assert set(described_macros()) == set(MACROS)


@pytest.mark.parametrize("name", sorted(MACROS))
def test_macro_is_described_as_it_is(name):
    macro = described_macros()[name]
    assert macro["description"].strip()
    if name.startswith("materialization_"):
        return
    if name.startswith("_"):
        assert macro["docs"] == {"show": False}, "helpers stay out of the catalogue"
    else:
        arguments = macro.get("arguments", [])
        assert [argument["name"] for argument in arguments] == MACROS[name]
        for argument in arguments:
            assert is_valid_type(argument["type"]), f"{argument['name']}: {argument['type']}"
            assert argument["description"].strip()


@pytest.mark.built
def test_every_column_of_the_person_linkage_is_described():
    manifest = json.loads(
        (Path(os.environ.get("DBT_TARGET_PATH", "target")) / "manifest.json").read_text()
    )
    workspace = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse")) / "workspace.duckdb"
    models = [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["name"].startswith("link_person__")
    ]
    assert len(models) > 20
    with duckdb.connect(str(workspace), read_only=True) as connection:
        for model in models:
            columns = connection.execute(
                "select column_name from information_schema.columns"
                " where table_schema = ? and table_name = ?",
                [model["schema"], model["name"]],
            ).fetchall()
            described = model["columns"]
            assert [name for (name,) in columns] == list(described), model["name"]
            assert "**Grain**" in model["description"], model["name"]
            for column in described.values():
                where = f"{model['name']}.{column['name']}"
                first, *_ = re.split(r"(?<=[.:])\s", column["description"].replace("\n", " "))
                assert 0 < len(first) <= 80, f"{where}: {first}"
