"""The whole pipeline, measured: extracts to published.duckdb, by group of models.

    python -m benchmarks.pipeline --people 20000 [--proportions national] [--write]
    python -m benchmarks.pipeline --extracts FOLDER [--truth FOLDER] [--linkage-only] [--write]

Everything is built in a folder of its own (``--folder``): its warehouse, target, logs and, unless
extracts are named, its sample. Wall seconds, peak memory of the process and disk use are measured
from outside; where the time went is told by dbt's run_results.json. Each run is a line of
benchmarks/pipeline_results.jsonl; ``--write`` puts tables between the marks of
benchmarks/speed.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import pipeline_groups, pipeline_page
from synthetic import settings

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "pipeline_results.jsonl"
MARKER = ".bench-pipeline"
LINKAGE = "+link_person__record_clusters"
_NODE = re.compile(r"(\d+) of (\d+) (START|OK|PASS|ERROR|FAIL)\b.* (?:model|seed) (\S+)(.*)")
_TOOK = re.compile(r"in (\d+\.\d+)s")


@dataclass(frozen=True)
class Measured:
    """One process: seconds, largest resident memory and disk use of its folder, bytes."""

    seconds: float
    peak_rss: int
    peak_disk: int
    code: int


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.pipeline",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--people", type=int, default=20_000, help="size of the sample (20000)")
    parser.add_argument("--records", type=int, help="... as person records, about")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--proportions", choices=list(settings.proportions()), default="default")
    parser.add_argument(
        "--only", choices=["linkage"], help="tables that the linkage reads (for --linkage-only)"
    )
    parser.add_argument("--extracts", type=Path, help="extracts in place of a sample")
    parser.add_argument("--truth", type=Path, help="their truth (beside the extracts)")
    parser.add_argument(
        "--linkage-only",
        action="store_true",
        help="up to link_person__record_clusters; no tests, no publishing",
    )
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "target" / "bench-pipeline", help="where it is built"
    )
    parser.add_argument("--write", action="store_true", help="tables into benchmarks/speed.md")
    parser.add_argument("--keep", action="store_true", help="leave the warehouse in the folder")
    options = parser.parse_args()
    if options.only and not options.linkage_only:
        parser.error("--only linkage needs --linkage-only: the published tables need every table")
    return options


def main() -> None:
    """Make or find the extracts, run, measure, print and record."""
    options = _options()
    folder = options.folder.resolve()
    _prepare(folder)
    extracts = options.extracts.resolve() if options.extracts else _sample(options, folder)
    truth = options.truth.resolve() if options.truth else extracts.parent / "truth"
    result = run(folder, extracts, truth, options.linkage_only)
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(result) + "\n")
    print(f"\n{pipeline_page.group_table(result)}\n\n{pipeline_page.run_table([result])}")
    print(f"\nadded to {RESULTS.name}; dbt's own lines are in {folder.name}/logs/console.log")
    if not options.keep:
        shutil.rmtree(folder / "warehouse")
    if options.write:
        lines = RESULTS.read_text(encoding="utf-8").splitlines()
        print(pipeline_page.write([json.loads(line) for line in lines]))
    if result["failed_nodes"]:
        raise SystemExit(f"failed: {', '.join(result['failed_nodes'])}")


def _prepare(folder: Path) -> None:
    """An empty warehouse, target and logs in ``folder``, which must be a benchmark's own."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists():
        raise SystemExit(f"{folder} holds something else: name an empty --folder")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()
    for name in ("warehouse", "target", "logs"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir()


def _sample(options: argparse.Namespace, folder: Path) -> Path:
    """The sample's extracts; a sample that is there already is used again."""
    size = ["--people", str(options.people)]
    if options.records is not None:
        size = ["--records", str(options.records)]
    wanted = [*size, "--seed", str(options.seed), "--proportions", options.proportions]
    wanted += ["--only", options.only] if options.only else []
    out = folder / "data"
    note = out / "made_with.json"
    if not note.exists() or json.loads(note.read_text()) != wanted:
        shutil.rmtree(out, ignore_errors=True)
        command = [sys.executable, "-m", "synthetic", *wanted, "--out", str(out)]
        subprocess.run(command, cwd=ROOT, check=True)
        note.write_text(json.dumps(wanted))
    return out / "extracts"


def run(folder: Path, extracts: Path, truth: Path, linkage_only: bool) -> dict[str, Any]:
    """Build in ``folder``, publish, and give what was measured, as a line of the results."""
    environment = os.environ | {
        "DATA_FIRST_WAREHOUSE": str(folder / "warehouse"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    select = ["--select", LINKAGE, "--exclude-resource-type", "test", "unit_test"]
    command = [
        *[str(Path(sys.executable).parent / "dbt"), "build", "--no-use-colors"],
        *["--vars", json.dumps({"extracts": str(extracts), "truth": str(truth)})],
        *(select if linkage_only else []),
    ]
    began = datetime.now(UTC)
    built = measure(command, environment, folder)
    results, paths = _artefacts(folder / "target", built.seconds)
    groups = pipeline_groups.groups(results, paths, built.seconds)
    failed = [
        node["unique_id"].split(".", 2)[-1]
        for node in results["results"]
        if node["status"] in ("error", "fail", "runtime error")
    ]
    if built.code and not failed:
        failed = ["dbt"]
    processes = [built]
    if not linkage_only and not failed:
        published = measure([sys.executable, "-m", "python_udfs.publish"], environment, folder)
        processes.append(published)
        groups.insert(-1, pipeline_groups.Group(pipeline_groups.PUBLISH, wall=published.seconds))
        failed += ["publish"] if published.code else []
    return {
        "date": began.isoformat(timespec="seconds"),
        "mode": "linkage only" if linkage_only else "whole pipeline",
        "command": " ".join(["benchmarks.pipeline", *map(_without_folders, sys.argv[1:])]),
        "seconds": round(sum(process.seconds for process in processes), 2),
        "peak_rss_bytes": max(process.peak_rss for process in processes),
        "peak_disk_bytes": max(process.peak_disk for process in processes),
        "disk_bytes": _size(folder / "warehouse"),
        "extracts_bytes": _size(extracts),
        "threads": len({n["thread_id"] for n in results["results"]} - {"main"}),
        "failed_nodes": failed,
        **_counts(folder / "warehouse" / "workspace.duckdb"),
        "groups": [
            {
                "name": group.name,
                "wall": round(group.wall, 2),
                "node": round(group.node, 2),
                "slowest": [(name, round(seconds, 2)) for name, seconds in group.slowest()],
            }
            for group in groups
        ],
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("duckdb", "dbt-core", "dbt-duckdb")},
            "commit": _commit(),
        },
        "machine": _machine(),
    }


def measure(command: list[str], environment: dict[str, str], folder: Path) -> Measured:
    """Run one process; its lines go to a log file, the node at work to the console."""
    begin = time.perf_counter()
    peak = _size(folder / "warehouse")
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(1.0):
            peak = max(peak, _size(folder / "warehouse"))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    with (folder / "logs" / "console.log").open("a", encoding="utf-8") as log:
        for text in _progress(process.stdout, log):
            print(text, end="", flush=True)
    # Of this process alone, unlike RUSAGE_CHILDREN, which keeps the largest one of all so far.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begin
    over.set()
    watcher.join()
    peak = max(peak, _size(folder / "warehouse"))
    unit = 1 if sys.platform == "darwin" else 1024
    return Measured(seconds, usage.ru_maxrss * unit, peak, process.returncode)


def _progress(lines: Any, log: Any) -> Iterator[str]:
    """What the console shows: the node at work, and a line for each that took long or failed."""
    on_screen = sys.stdout.isatty()
    for line in lines:
        log.write(line)
        log.flush()
        found = _NODE.search(line)
        if not found:
            if "Error" in line or "ERROR" in line:
                yield f"{line.rstrip()}\n"
            continue
        number, total, state, name, rest = found.groups()
        took = _TOOK.search(rest)
        clear = "\r\033[K" if on_screen else ""
        if state in ("ERROR", "FAIL") or (took and float(took[1]) >= 5):
            yield f"{clear}{number}/{total} {name} {state} {took[1] if took else ''} s\n"
        elif state == "START" and on_screen:
            yield f"{clear}{number}/{total} {name}"
    if on_screen:
        yield "\r\033[K"


def _artefacts(target: Path, seconds: float) -> tuple[dict[str, Any], dict[str, str]]:
    """run_results.json, and the path of each node from the manifest; empty where dbt made none."""
    if not (target / "run_results.json").exists():
        return {"results": [], "elapsed_time": seconds}, {}
    manifest = json.loads((target / "manifest.json").read_text())
    nodes = manifest["nodes"] | manifest["unit_tests"]
    results = json.loads((target / "run_results.json").read_text())
    return results, {unique_id: node["path"] for unique_id, node in nodes.items()}


def _counts(workspace: Path) -> dict[str, Any]:
    """Person records a source, and pairs compared; empty where the build did not get there."""
    counts: dict[str, Any] = {"records": {}, "pairs": None}
    queries = {
        "records": "select source_dataset, count(*) from people.people_records group by 1",
        "pairs": "select count(*) from linkage.link_person__pairs",
    }
    try:
        with duckdb.connect(str(workspace), read_only=True) as connection:
            counts["records"] = dict(sorted(connection.execute(queries["records"]).fetchall()))
            counts["pairs"] = connection.execute(queries["pairs"]).fetchone()[0]
    except duckdb.Error as error:
        print(f"no counts of records and pairs: {str(error).splitlines()[0]}")
    return counts


def _size(folder: Path) -> int:
    """Bytes that the files below ``folder`` take; files may come and go meanwhile."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(place, name)).st_blocks * 512
            except FileNotFoundError:
                continue
    return total


def _without_folders(argument: str) -> str:
    return Path(argument).name if os.path.isabs(argument) else argument


def _commit() -> str | None:
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout.strip() or None


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30),
        **{
            name: os.environ[f"DATA_FIRST_{name.upper()}"]
            for name in ("threads", "memory_limit")
            if f"DATA_FIRST_{name.upper()}" in os.environ
        },
    }


if __name__ == "__main__":
    main()
