"""The example project, built as its page says: a dbt project that has this one as a package."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import febrl3
import pytest
import yaml
from macro_runner import PROJECT

FEBRL = PROJECT / "examples" / "febrl"
# F1 over pairs and B-cubed F1 of the medium level: what was measured, a third of the error lower.
FLOORS = {"febrl3": (0.9995, 0.9997), "febrl4": (0.9998, 0.9998)}
DEPENDS_ON_SETTINGS = ("gamma_", "block_key_")


def run(folder: Path, environment: dict[str, str], *arguments: str, code: int = 0) -> str:
    """What dbt prints; it has to end with the code."""
    done = subprocess.run(
        [Path(sys.executable).parent / "dbt", "--no-use-colors", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def surroundings(folder: Path) -> dict[str, str]:
    """An environment without any setting of ours, and without a network."""
    kept = {name: value for name, value in os.environ.items() if "DATA_FIRST" not in name}
    nowhere = "http://127.0.0.1:9"
    return kept | {
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "FEBRL_DATABASE": str(folder / "febrl.duckdb"),
        "http_proxy": nowhere,
        "https_proxy": nowhere,
        "DBT_PACKAGE_HUB_URL": nowhere,
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The folder with the database and the target of a build of the example."""
    febrl3.folder()
    folder = tmp_path_factory.mktemp("febrl")
    run(FEBRL, surroundings(folder), "deps")
    run(FEBRL, surroundings(folder), "build")
    return folder


def query(built: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(built / "febrl.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize("data_set", FLOORS)
def test_the_example_finds_the_people(built, data_set):
    (found,) = query(
        built,
        "select f1, b_cubed_f1 from febrl_accuracy"
        f" where data_set = '{data_set}' and level = 'medium'",
    )
    assert found[0] >= FLOORS[data_set][0]
    assert found[1] >= FLOORS[data_set][1]


def test_every_record_is_there_once(built):
    assert query(
        built,
        "select count(*), count(distinct (source_dataset, record_key)) from febrl3__clusters"
        " union all"
        " select count(*), count(distinct (source_dataset, record_key)) from febrl4__clusters",
    ) == [(5000, 5000), (10000, 10000)]


def test_a_cluster_is_called_by_its_first_record(built):
    assert query(
        built,
        "select count(*) from (select cluster_medium, min(identity_id) as first_record"
        " from febrl3__clusters group by cluster_medium) where cluster_medium <> first_record",
    ) == [(0,)]


def test_links_of_two_clean_files_are_one_to_one(built):
    assert query(
        built,
        "select max(n) from (select count(*) as n from febrl4__clusters"
        " group by cluster_medium, source_dataset)",
    ) == [(1,)]


def test_the_mean_probability_is_that_of_the_pairs_in_the_cluster(built):
    """Worked out again the long way for a sample of records."""
    assert query(
        built,
        """
        with pairs as (
            select node_l as a, node_r as b, match_probability as p, from febrl3__component_pairs
            union all
            select node_r, node_l, match_probability, from febrl3__component_pairs
            union all
            select node_id, node_id, 1 / (1 + pow(2.0, -self_weight_units / 1048576.0)),
            from febrl3__nodes
        ),

        records as (
            select n.node_id, k.cluster_medium, unnest(n.record_keys) as record_key,
            from febrl3__nodes as n inner join febrl3__node_clusters as k using (node_id)
        )

        select count(*) filter (where abs(c.mean_match_probability - (
            select avg(pairs.p)
            from records as own
            inner join pairs on own.node_id = pairs.a
            inner join records as other on pairs.b = other.node_id
            where
                own.record_key = c.record_key
                and other.record_key <> c.record_key
                and other.cluster_medium = c.cluster_medium
        )) > 1e-9 or (c.mean_match_probability is null) <> (c.n_records_in_cluster = 1))
        from febrl3__clusters as c where identity_id % 50 = 0
        """,
    ) == [(0,)]


def test_nothing_of_ours_is_built_or_run(built):
    results = json.loads((built / "target" / "run_results.json").read_text())["results"]
    assert {result["unique_id"].split(".")[1] for result in results} == {"febrl"}
    assert not [name for result in results if "hook" in (name := result["unique_id"])]
    assert query(built, "select distinct schema_name from duckdb_tables()") == [("main",)]


def test_the_catalogue_describes_every_column(built):
    """Of every model of the chain, what the yml lists is there, and what is there is listed."""
    for model in ("febrl3", "febrl4"):
        described = yaml.safe_load((FEBRL / f"models/{model}/_{model}__models.yml").read_text())
        assert len(described["models"]) == 13
        for table in described["models"]:
            listed = {column["name"] for column in table["columns"]}
            names = f"select column_name from duckdb_columns() where table_name = '{table['name']}'"
            there = {name for (name,) in query(built, names)}
            assert listed <= there, f"{table['name']}: {listed - there} described, but not there"
            if not table["name"].endswith("__records"):
                unsaid = {c for c in there - listed if not c.startswith(DEPENDS_ON_SETTINGS)}
                assert not unsaid, f"{table['name']}: {unsaid} not described"
