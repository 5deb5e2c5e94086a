"""The run-operations that write and read models of Splink, on a finished build."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import toy_splink
import yaml
from builds import dbt_again
from macro_runner import PROJECT

pytestmark = [pytest.mark.built, pytest.mark.usefixtures("own_warehouse")]

PAIR = ["identity_id_l", "identity_id_r"]


def operation(name: str, **args: str) -> str:
    run = subprocess.run(
        dbt_again("--quiet", "run-operation", name, "--args", yaml.safe_dump(args)),
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def folder(own_warehouse, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("splink")
    text = operation(
        "export_splink_model",
        settings="person_linkage_settings",
        parameters="link_person__parameters",
        match_shares="link_person__match_shares",
        folder=str(folder),
        identities="link_person__identities",
        term_frequencies="link_person__term_frequencies",
    )
    assert "Not in Splink: comparison 'postcode': Splink has no frequencies of array" in text
    return folder


def waterfalls(pair_group: int) -> pd.DataFrame:
    """Weights of the scored pairs of two main names, without what Splink has no word for."""
    workspace = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse")) / "workspace.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{workspace}' as workspace (read_only)")
        connection.execute("use workspace.linkage")
        return connection.execute(
            f"""
            select
                bars.identity_id_l,
                bars.identity_id_r,
                sum(bars.match_weight + case bar when 'postcode' then 0 else bars.tf_adjustment end)
                    filter (where bar = 'prior' or m_probability is not null) as match_weight,
            from link_person__waterfall as bars
            inner join link_person__scored_pairs as pairs using (identity_id_l, identity_id_r)
            inner join link_person__names as l on bars.identity_id_l = l.identity_id
            inner join link_person__names as r on bars.identity_id_r = r.identity_id
            where pairs.pair_group = {pair_group} and l.is_main and r.is_main
            group by all
            order by all
            """
        ).df()


def test_splink_scores_the_exported_model_as_the_build_did(folder):
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select * exclude (tf_postcode) from '{folder}/person__records.parquet'"
            " where source_id in (2, 4)"
        ).df()
    left, right = sorted(rows["source_dataset"].unique())
    theirs = toy_splink.splink_scores(rows, folder / f"person__{left}__{right}.json")
    both = waterfalls(64 * 2 + 4).merge(theirs, on=PAIR, suffixes=("", "_splink"))
    assert len(both) > 100
    error = (both["match_weight"] - both["match_weight_splink"]).abs()
    assert error.max() < 1e-9


def test_every_pair_of_sources_has_a_file(folder):
    files = sorted(path.name for path in folder.glob("*.json"))
    assert "person.json" in files
    assert len(files) > 4
    for name in files:
        model = json.loads((folder / name).read_text())
        assert 0 < model["probability_two_random_records_match"] < 1
        assert len(model["comparisons"]) == 6


def test_a_model_is_read_back_as_macros(folder, tmp_path):
    printed = operation("import_splink_model", path=str(folder / "person.json"), model="people")
    file = tmp_path / "people.sql"
    said = operation(
        "import_splink_model", path=str(folder / "person.json"), model="people", file=str(file)
    )
    assert said.strip() == f"Wrote {file}."
    assert file.read_text().strip() == printed.strip()
    assert "{% macro people_settings() %}" in printed
    assert "{% macro people_settings() %}" in file.read_text()
