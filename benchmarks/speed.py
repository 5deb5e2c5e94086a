"""Speed and memory beside Splink, on the same records, round by round.

    python -m benchmarks.speed --records 1000000 [--rounds 3] [--distinct] [--write]

From standardised records in a Parquet file to clusters. In every round the engines take turns, each
in a process of its own, whose most resident memory is measured. Every run is appended to
``speed_results.jsonl``; ``--write`` puts tables and chart into speed.md from there.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import speed_ours
from benchmarks.speed_process import measured

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "speed_results.jsonl"
FOLDER = HERE / "data" / "speed"
ENGINES = ["splink", "ours", "ours_average", "floor"]
CLUSTER_METHODS = {"ours": "connected_components", "ours_average": "average_linkage"}
PACKAGES = ["duckdb", "splink", "dbt-core", "dbt-duckdb"]


class Bench:
    """The runs over the records of one size.

    This process stays small, or its memory would be on the account of those that it starts
    (speed_process.py): it imports neither DuckDB nor anything that holds data.
    """

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.options = options
        self.folder = folder
        self.data = _make_data(options)
        self.facts = json.loads((self.data / "facts.json").read_text())
        self._project: Path | None = None

    def run(self, engine: str) -> dict:
        """One run of one engine: what a line of the results holds about it."""
        engines: dict[str, Callable[[], dict]] = {
            "splink": lambda: self._module("splink"),
            "floor": lambda: self._module("floor"),
            "ours": lambda: self._ours("ours"),
            "ours_average": lambda: self._ours("ours_average"),
        }
        return engines[engine]()

    def _module(self, name: str) -> dict:
        work = self._empty(name)
        result = work / "result.json"
        process = measured(
            [sys.executable, "-m", f"benchmarks.speed_{name}"]
            + ["--records", str(self.data / "records.parquet")]
            + ["--database", str(work / "run.duckdb"), "--result", str(result)]
            + ["--threads", str(self.options.threads)]
            + ["--memory-limit", self.options.memory_limit],
            cwd=HERE.parent,
            log=work / "run.log",
        )
        found = json.loads(result.read_text())
        if name == "splink":
            found |= self._accuracy(work / "run.duckdb", "clusters")
        shutil.rmtree(work)
        return found | {"process_seconds": process.seconds, "peak_bytes": process.peak_bytes}

    def _ours(self, engine: str) -> dict:
        limits = (self.options.threads, self.options.memory_limit)
        if self._project is None:
            records = self.data / "records.parquet"
            self._project = speed_ours.prepare(self.folder, records, *limits)
        run = speed_ours.run(self._project, CLUSTER_METHODS[engine], *limits)
        database = self._project / speed_ours.DATABASE
        found = self._accuracy(
            database,
            f"{speed_ours.MODEL}__clusters",
            "--repeat-pairs",
            str(self.facts["n_repeat_pairs"]),
        )
        database.unlink()
        return found | {
            "seconds": run.seconds,
            "stages": run.stages,
            "stages_not_counted": [],
            "process_seconds": run.process.seconds,
            "peak_bytes": run.process.peak_bytes,
        }

    def _accuracy(self, database: Path, clusters: str, *more: str) -> dict:
        result = self.folder / "accuracy.json"
        measured(
            [sys.executable, "-m", "benchmarks.speed_accuracy"]
            + ["--database", str(database), "--clusters", clusters]
            + ["--truth", str(self.data / "truth.parquet"), "--result", str(result)]
            + ["--memory-limit", self.options.memory_limit, *more],
            cwd=HERE.parent,
            log=self.folder / "accuracy.log",
        )
        return json.loads(result.read_text())

    def _empty(self, name: str) -> Path:
        work = self.folder / name
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        return work


def _make_data(options: argparse.Namespace) -> Path:
    """The folder with the records, made in another process unless they are there."""
    folder = options.data / f"{options.records}{'-distinct' if options.distinct else ''}"
    if not (folder / "facts.json").exists():
        print(f"making {options.records:,} records in {folder.name} ...", flush=True)
        subprocess.run(
            [sys.executable, "-m", "benchmarks.speed_data", "--records", str(options.records)]
            + ["--folder", str(options.data.resolve())]
            + (["--distinct"] if options.distinct else []),
            cwd=HERE.parent,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return folder.resolve()


def about(options: argparse.Namespace, facts: dict) -> dict:
    """What is true of all runs of one call: when, where, on what."""
    return {
        "run": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": _command(options),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "python": platform.python_version(),
        "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
        "records": options.records,
        "distinct": options.distinct,
        "threads": options.threads,
        "memory_limit": options.memory_limit,
        **facts,
    }


def _command(options: argparse.Namespace) -> str:
    """The command that repeats a call, without the folders of whoever made it."""
    parts = [f"python -m benchmarks.speed --records {options.records} --rounds {options.rounds}"]
    if options.distinct:
        parts.append("--distinct")
    if options.engines != ENGINES:
        parts.append("--engines " + " ".join(options.engines))
    parts.append(f"--memory-limit {options.memory_limit} --threads {options.threads}")
    return " ".join(parts)


def _cpu() -> str:
    """The processor's name, as far as the system tells."""
    path = Path("/proc/cpuinfo")
    if path.exists():
        for line in path.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def bench(options: argparse.Namespace) -> list[dict]:
    """All rounds; every run is appended to the results as soon as it ended."""
    lines = []
    options.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.data, prefix="run-") as folder:
        runs = Bench(options, Path(folder).resolve())
        shared = about(options, runs.facts)
        print(f"{runs.facts['n_records']:,} records, {shared['cpu']}, {shared['cores']} cores")
        for round_number in range(1, options.rounds + 1):
            for engine in options.engines:
                print(f"round {round_number}, {engine}: ", end="", flush=True)
                line = {**shared, "round": round_number, "engine": engine, **runs.run(engine)}
                print(
                    f"{line['seconds']:,.1f} s ({line['process_seconds']:,.1f} s with start-up),"
                    f" {line['peak_bytes'] / 1e9:.2f} GB",
                    flush=True,
                )
                with options.results.open("a") as file:
                    file.write(json.dumps(line) + "\n")
                lines.append(line)
    return lines


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--records", type=int, default=1_000_000, help="how many (1000000)")
    parser.add_argument("--rounds", type=int, default=3, help="how many (3)")
    parser.add_argument("--distinct", action="store_true", help="no two records of equal content")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--memory-limit", default="4GB", help="of DuckDB, in every engine (4GB)")
    parser.add_argument("--threads", type=int, default=2, help="of DuckDB, in every engine (2)")
    parser.add_argument("--data", type=Path, default=FOLDER, help="where the records are kept")
    parser.add_argument("--results", type=Path, default=RESULTS, help="JSON lines to append to")
    parser.add_argument("--write", action="store_true", help="write the tables into speed.md")
    options = parser.parse_args()
    lines = bench(options)
    # Not before: these hold data libraries, and nothing is measured any more.
    from benchmarks import speed_report

    print(speed_report.as_text(lines))
    if options.write:
        speed_report.write(options.results)


if __name__ == "__main__":
    main()
