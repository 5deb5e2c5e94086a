"""What a changed setting, model or seed builds again (python_udfs/rebuild.py)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
import toy_model

from python_udfs import rebuild

ROOT = Path(__file__).parents[2]


def node(name: str, sql: str = "select 1", materialized: str = "table", **more: str) -> dict:
    return {
        "name": name,
        "resource_type": "model",
        "package_name": "data_first",
        "compiled_code": sql,
        "config": {"materialized": materialized},
        **more,
    }


def manifest(*nodes: dict, reads: dict[str, list[str]] | None = None) -> dict:
    return {
        "nodes": {f"model.data_first.{node['name']}": node for node in nodes},
        "parent_map": {
            f"model.data_first.{name}": [f"model.data_first.{parent}" for parent in parents]
            for name, parents in (reads or {}).items()
        },
    }


def built(nodes: dict, minute: int = 0) -> dict[str, rebuild.Built]:
    at = datetime(2026, 1, 1, 12, minute)
    return {name: rebuild.Built(rebuild.fingerprint(node), at) for name, node in nodes.items()}


def test_sql_a_kind_of_table_and_a_missing_table_are_told_apart():
    before = manifest(node("a"), node("b"), node("c"))
    stored = built(before["nodes"])
    assert rebuild.changed(before, stored) == {}
    after = manifest(node("c"), node("b", "select 2"), node("a", materialized="view"), node("d"))
    assert rebuild.changed(after, stored) == {"a": "changed", "b": "changed", "d": "not built"}


def test_what_has_no_table_of_this_project_is_left_out():
    others = [node("x", package_name="other"), node("y", materialized="ephemeral")]
    assert rebuild.changed(manifest(*others, node("z", resource_type="test")), {}) == {}


def test_a_table_older_than_what_it_reads_is_built_again():
    whole = manifest(node("a"), node("b"), node("c"), reads={"b": ["a"], "c": ["b"]})
    stored = built(whole["nodes"])
    assert rebuild.changed(whole, stored) == {}
    stored |= built({"model.data_first.a": node("a")}, minute=1)
    assert rebuild.changed(whole, stored) == {"b": "older than what it reads"}


def test_a_seed_changes_with_its_file():
    seed = node("codes", resource_type="seed", materialized="seed", checksum={"checksum": "1"})
    stored = built({"model.data_first.codes": seed})
    assert rebuild.changed(manifest(seed), stored) == {}
    changed = {**seed, "checksum": {"checksum": "2"}}
    assert rebuild.changed(manifest(changed), stored) == {"codes": "changed"}


def test_without_a_build_the_message_names_make(tmp_path):
    with pytest.raises(rebuild.NotRebuilt, match="does not exist. Run `make` first"):
        rebuild.built(tmp_path / "workspace.duckdb")
    duckdb.connect(str(tmp_path / "old.duckdb")).close()
    with pytest.raises(rebuild.NotRebuilt, match="does not say what it was built from"):
        rebuild.built(tmp_path / "old.duckdb")


def test_settings_read_changes_with_its_parts_alone(macros):
    parts = ["clustering.max_component", "terms"]
    read = [
        macros.settings_read(toy_model.settings(macros, clustering=clustering), parts)
        for clustering in ({}, {"match_probability_low": 0.4}, {"max_component": 77})
    ]
    assert read[0].startswith("-- settings read: clustering.max_component ")
    assert read[0] == read[1] != read[2]
    assert read[0].split(", ")[1] == read[2].split(", ")[1], "the terms are the same"


@pytest.mark.built
@pytest.mark.parametrize(
    ("setting", "instead", "expected"),
    [
        (None, None, {}),
        (
            "'mean_weight_cut': 0.0",
            "'mean_weight_cut': -1.0",
            # the history of releases keeps all settings as they are
            {"link_person__clusters": "changed", "release_settings": "changed"},
        ),
    ],
)
def test_a_changed_setting_changes_the_models_that_read_it_and_no_other(
    tmp_path, setting, instead, expected
):
    warehouse = Path(os.environ["DATA_FIRST_WAREHOUSE"])
    data = warehouse.parent / "data"
    own = shutil.copytree(warehouse, tmp_path / "warehouse")
    project = tmp_path / "project"
    for folder in ("models", "macros", "seeds", "tests", "python_udfs"):
        shutil.copytree(ROOT / folder, project / folder)
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(ROOT / name, project)
    # the folder of the extracts stands in the SQL, as the build was given it
    (project / data.parent).mkdir(parents=True, exist_ok=True)
    if not data.is_absolute():
        (project / data).symlink_to(data.resolve())
    settings = project / "macros/linkage/person_linkage_settings.sql"
    if setting:
        assert setting in settings.read_text()
        settings.write_text(settings.read_text().replace(setting, instead))
    done = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("dbt")), "--quiet", "compile"),
            *("--exclude", "resource_type:test", "resource_type:unit_test", "--vars"),
            f"{{extracts: {data / 'extracts'}, truth: {data / 'truth'}}}",
        ],
        cwd=project,
        env={
            **os.environ,
            "DATA_FIRST_WAREHOUSE": str(own),
            "DBT_TARGET_PATH": str(tmp_path / "target"),
            "DBT_LOG_PATH": str(tmp_path / "logs"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    compiled = json.loads((tmp_path / "target" / "manifest.json").read_text())
    assert rebuild.changed(compiled, rebuild.built(warehouse / "workspace.duckdb")) == expected
