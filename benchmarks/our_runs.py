"""This project over the data sets of the benchmark, as a package in a small dbt project.

The project is copied aside, its models are written by the run-operation ``scaffold``, and
everything runs through dbt, as it does for whoever installs the package.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import networkx
import pandas as pd

from benchmarks.data_sets import DataSet

HERE = Path(__file__).parent
LEVELS = {"low": 0.5, "medium": 0.8, "high": 0.99}


@dataclass
class Run:
    """What one run gave: seconds in models, pairs compared, records with their clusters."""

    seconds: float
    n_pairs: int
    clusters: pd.DataFrame
    """key, node_id, cluster_low, cluster_medium, cluster_high; a node is records that are equal."""
    component_pairs: pd.DataFrame
    """node_l, node_r, match_weight (bits), n_pairs (of records): all pairs inside components."""

    def clusters_at(self, probability: float, mean_weight_cut: float) -> pd.Series:
        """Average linkage at other thresholds: record key to cluster."""
        ids = self.clusters["node_id"].tolist()
        least = math.log2(probability / (1 - probability))
        weights: dict[int, dict[int, tuple[float, int]]] = {node: {} for node in ids}
        graph = networkx.Graph()
        graph.add_nodes_from(ids)
        for left, right, weight, n_pairs in self.component_pairs.itertuples(index=False):
            weights[left][right] = weights[right][left] = weight * n_pairs, n_pairs
            if weight >= least:
                graph.add_edge(left, right)
        found = {}
        for component in networkx.connected_components(graph):
            for part in _split(sorted(component), weights, mean_weight_cut):
                found |= dict.fromkeys(part, part[0])
        return pd.Series([found[node] for node in ids], index=self.clusters["key"].to_numpy())


def _split(
    nodes: list[int], weights: dict[int, dict[int, tuple[float, int]]], cut: float
) -> list[list[int]]:
    """Average linkage of a component to a mean weight; pairs that may not link do not count.

    weights: of two nodes the sum of the bits of their pairs of records, and how many these are.
    """
    parts = [[node] for node in nodes]
    while True:
        best, nearest = cut, None
        for i, a in enumerate(parts):
            for j, b in enumerate(parts[:i]):
                between = [weights[x][y] for x in a for y in b if y in weights[x]]
                total, n_pairs = map(sum, zip(*between, strict=True)) if between else (0, 0)
                mean = total / n_pairs if n_pairs else -math.inf
                if mean >= best:
                    best, nearest = mean, (i, j)
        if nearest is None:
            return [sorted(part) for part in parts]
        i, j = nearest
        parts[j] += parts.pop(i)


def prepare(folder: Path) -> Path:
    """Copy the dbt project aside and install the package; gives its folder."""
    project = folder / "project"
    shutil.copytree(HERE / "project", project)
    (project / "packages.yml").write_text(f"packages:\n  - local: {HERE.parent}\n")
    _dbt(project, "deps")
    return project


def run(project: Path, data: DataSet) -> Run:
    """Link one data set; the scaffold is written on the way."""
    database = duckdb.connect(str(project / "benchmark.duckdb"))
    for name, table in data.tables.items():
        database.register("given", table)
        dates = [c for c in ("dob", "date_of_birth") if c in table]
        read = ", ".join(
            f"cast(coalesce(try_strptime({c}, '%Y-%m-%d'), try_strptime({c}, '%Y%m%d')) as date)"
            f" as {c}"
            for c in dates
        )
        lower = ", ".join(
            f'lower("{c}") as "{c}"' for c in table.columns if c not in ("key", *dates)
        )
        database.execute(
            f"create or replace table {name} as select key, {lower}, {read} from given"
        )
    database.close()
    sources = "".join(f"      - name: {name}\n" for name in data.tables)
    (project / "models" / "sources.yml").write_text(
        f"sources:\n  - name: raw\n    schema: main\n    tables:\n{sources}"
    )
    relations = {name: f"source('raw', '{name}')" for name in data.tables}
    arguments = {"model": data.name, "relations": relations, "unique_id": "key"}
    _dbt(project, "run-operation", "data_first.scaffold", "--args", json.dumps(arguments))
    _dbt(project, "run", "--select", f"path:models/{data.name}")
    results = json.loads((project / "target" / "run_results.json").read_text())
    database = duckdb.connect(str(project / "benchmark.duckdb"), read_only=True)
    found = Run(
        seconds=results["elapsed_time"],
        n_pairs=database.execute(f"select count(*) from {data.name}__pairs").fetchone()[0],
        clusters=database.execute(
            "select record_key as key, node_id, cluster_low, cluster_medium, cluster_high"
            f" from {data.name}__clusters inner join (select node_id, source_dataset,"
            f" unnest(record_keys) as record_key from {data.name}__nodes)"
            " using (source_dataset, record_key) order by node_id, key"
        ).df(),
        component_pairs=database.execute(
            "select node_l, node_r, match_weight, n_pairs"
            f" from {data.name}__component_pairs order by all"
        ).df(),
    )
    database.close()
    shutil.rmtree(project / "models" / data.name)
    return found


def _dbt(project: Path, *arguments: str) -> None:
    command = [str(Path(sys.executable).parent / "dbt"), *arguments]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DBT_")}
    done = subprocess.run(
        command, cwd=project, capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
