"""The truth of the sample is read by quality models only, and nothing goes back from there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Tables that people get and that are made from quality tables.
MAY_READ_QUALITY = {"linkage_quality"}
# The release gate measures by them, and publishes none of it.
MAY_READ_QUALITY_LAYERS = {"quality", "release"}


@pytest.fixture(scope="module")
def nodes(tmp_path_factory) -> dict[str, dict]:
    """Models and sources of the project, as dbt understands it."""
    folder = tmp_path_factory.mktemp("parsed")
    warehouse = folder / "warehouse"
    warehouse.mkdir()
    environment = {
        **os.environ,
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DATA_FIRST_WAREHOUSE": str(warehouse),
    }
    done = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "--quiet", "parse"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    manifest = json.loads((folder / "target" / "manifest.json").read_text())
    return {**manifest["nodes"], **manifest["sources"]}


def layer(node: dict) -> str:
    """Folder of a model under models/."""
    return Path(node["original_file_path"]).parts[1]


def is_truth(node: dict) -> bool:
    return Path(node["original_file_path"]).parts[:3] == ("models", "staging", "truth")


def readers(nodes: dict[str, dict], chosen) -> dict[str, list[str]]:
    """Models that read any of the chosen nodes, each with what it reads of them."""
    found = {}
    for node in nodes.values():
        if node["resource_type"] == "model":
            parents = [nodes[key] for key in node["depends_on"]["nodes"] if key in nodes]
            read = [parent["name"] for parent in parents if chosen(parent)]
            if read:
                found[node["name"]] = read
    return found


def by_name(nodes: dict[str, dict], name: str) -> dict:
    return next(
        node for node in nodes.values() if node["name"] == name and node["resource_type"] == "model"
    )


def test_truth_is_read_by_quality_only(nodes):
    reading = readers(nodes, is_truth)
    assert "quality_true_records" in reading, "the test looks at nothing"
    outside = {
        name: read
        for name, read in reading.items()
        if layer(by_name(nodes, name)) != "quality" and not is_truth(by_name(nodes, name))
    }
    assert outside == {}


def test_truth_comes_by_its_source_only(nodes):
    """No model reads the truth's folder past its source."""
    naming = {
        node["name"]
        for node in nodes.values()
        if node["resource_type"] == "model"
        and ("var('truth')" in node["raw_code"] or 'var("truth")' in node["raw_code"])
    }
    assert naming == set()


def test_nothing_but_the_published_figures_reads_quality(nodes):
    def is_quality(node):
        return node["resource_type"] == "model" and layer(node) == "quality"

    reading = readers(nodes, is_quality)
    outside = {
        name for name in reading if layer(by_name(nodes, name)) not in MAY_READ_QUALITY_LAYERS
    }
    assert outside <= MAY_READ_QUALITY


def test_people_and_linkage_know_no_truth(nodes):
    """Nothing above quality mentions a true person, not even through a macro's text."""
    mentioning = {
        node["name"]
        for node in nodes.values()
        if node["resource_type"] == "model"
        and layer(node) in ("people", "linkage", "marts")
        and "true_person" in node["raw_code"]
    }
    assert mentioning == set()
