"""This project over the records of the speed benchmark, as a package in a small dbt project.

Standard library alone, for the process that measures must stay small (speed_process.py).
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from benchmarks.speed_process import Measured, measured

HERE = Path(__file__).resolve().parent
MODEL = "speed"
DATABASE = "speed.duckdb"


@dataclass(frozen=True)
class Run:
    """Seconds of dbt's run, seconds by model, and the process with dbt's start-up."""

    seconds: float
    stages: dict[str, float]
    process: Measured


def prepare(folder: Path, records: Path, threads: int, memory_limit: str) -> Path:
    """Copy the dbt project aside and write its models; gives its folder.

    The records come in by a model that reads the Parquet file, the rest is the scaffold's.
    """
    project = folder / "project"
    copytree(HERE / "project", project)
    (project / "packages.yml").write_text(f"packages:\n  - local: {HERE.parent}\n")
    (project / "models").mkdir()
    (project / "models" / "speed_input.sql").write_text(
        "{{ config(materialized='view') }}\n\n"
        f"select * from read_parquet('{records.resolve()}')\n"
    )
    # A target or a profile that changes makes dbt read the whole project again; so they stay.
    (project / "profiles.yml").write_text(
        (project / "profiles.yml").read_text().replace("target: dev", "target: speed")
    )
    limits = {"SPEED_THREADS": str(threads), "SPEED_MEMORY_LIMIT": memory_limit}
    _dbt(project, "deps", log="deps.log", **limits)
    arguments = {"model": MODEL, "relations": "speed_input", "unique_id": "unique_id"}
    _dbt(
        project,
        *("run-operation", "data_first.scaffold", "--args", json.dumps(arguments)),
        log="scaffold.log",
        **limits,
    )
    return project


def run(project: Path, cluster_method: str, threads: int, memory_limit: str) -> Run:
    """Link the records with ``dbt run``; the database is new."""
    (project / DATABASE).unlink(missing_ok=True)
    process = _dbt(
        project,
        "run",
        log="run.log",
        SPEED_CLUSTER_METHOD=cluster_method,
        SPEED_THREADS=str(threads),
        SPEED_MEMORY_LIMIT=memory_limit,
    )
    results = json.loads((project / "target" / "run_results.json").read_text())
    stages = {
        result["unique_id"].split(".")[-1].removeprefix(f"{MODEL}__"): result["execution_time"]
        for result in results["results"]
    }
    return Run(results["elapsed_time"], stages, process)


def _dbt(project: Path, *arguments: str, log: str, **environment: str) -> Measured:
    command = [str(Path(sys.executable).parent / "dbt"), *arguments]
    return measured(command, project, project / log, **environment)
