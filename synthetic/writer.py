"""Parts to Parquet files: in order, in bounded memory, on one process or several.

Files are written aside and moved into place when all are complete; ``_sample.json`` comes last.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import shutil
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from tqdm import tqdm

from synthetic import court_only, places, settings
from synthetic.lives import Lives
from synthetic.part import Part

MARKER = "_sample.json"
TRUTH = {
    "person": pa.schema(
        [
            ("source_dataset", pa.string()),
            ("record_key", pa.string()),
            ("true_person_id", pa.int64()),
        ]
    ),
    "origin": pa.schema([("true_person_id", pa.int64()), ("name_origin", pa.string())]),
    "case_link": pa.schema(
        [
            ("cc_defendant_on_case_id", pa.int64()),
            ("mc_case_id", pa.string()),
            ("mc_defendant_id", pa.string()),
            ("is_main", pa.bool_()),
        ]
    ),
    # Offenders of the Police National Computer and pupils: record keys of two systems of their own.
    "education": pa.schema(
        [
            ("source_dataset", pa.string()),
            ("record_key", pa.string()),
            ("true_person_id", pa.int64()),
        ]
    ),
}
# Systems without which a table of the truth is not written.
_TRUTH_OF = {"education": {"pnc", "npd"}}


@dataclass(frozen=True)
class Run:
    """What was asked for on the command line."""

    people: int
    seed: int
    dirt: str = "default"
    only_people: bool = False
    proportions: str = "default"
    for_linkage: bool = False

    @property
    def only(self) -> str | None:
        """What is written of each system: all (None), 'people' or 'linkage'."""
        if self.for_linkage:
            return "linkage"
        return "people" if self.only_people else None

    def writes(self, module: ModuleType, table: str) -> bool:
        """Whether a table of a system is written."""
        if self.for_linkage and table in module.LINKAGE_TABLES:
            return True
        return self.only is None or table in module.PERSON_TABLES

    def settings(self) -> settings.Settings:
        """The settings of this run."""
        return settings.load(self.dirt, self.proportions)

    def systems(self) -> dict[str, ModuleType]:
        """The system modules of this run, by name."""
        return _modules(settings.systems(self.proportions))

    def parts(self) -> int:
        """Number of parts."""
        return -(-self.people // self.settings().get("part.people"))

    def part(self, number: int) -> Part:
        """Part ``number`` of this run."""
        values = self.settings()
        room = values.get("part.people")
        return Part(
            number,
            min(room, self.people - number * room),
            self.seed,
            values,
            self.only is not None,
            self.for_linkage,
        )


@cache
def _modules(names: tuple[str, ...]) -> dict[str, ModuleType]:
    return {name: importlib.import_module(f"synthetic.{name}") for name in names}


def schemas(run: Run) -> dict[str, pa.Schema]:
    """Schema of every file that ``run`` writes, by path below the output folder (no suffix)."""
    found = {
        f"extracts/{name}/{table}": schema
        for name, module in run.systems().items()
        for table, schema in module.SCHEMA.items()
        if run.writes(module, table)
    }
    return found | {
        f"truth/{table}": schema for table, schema in TRUTH.items() if _has_truth(run, table)
    }


def _has_truth(run: Run, table: str) -> bool:
    """Whether a table of the truth is written: cases and schools only with the whole sample."""
    if table not in ("case_link", "education"):
        return True
    needed = _TRUTH_OF.get(table, set())
    return run.only is None and needed <= set(run.systems())


def _arrow(frame: pd.DataFrame, schema: pa.Schema, path: str) -> pa.Table:
    missing = set(schema.names) - set(frame.columns)
    if missing:
        raise KeyError(f"{path}: its module made no column {sorted(missing)}")
    table = pa.Table.from_pandas(frame[schema.names], schema=schema, preserve_index=False)
    return table.replace_schema_metadata(None)


def _origins(part: Part, lives: Lives, known: list[pd.DataFrame]) -> pd.DataFrame:
    """Where the names come from, of all people of the part and of others whom a court knows."""
    people = lives.persons
    ids = pd.concat(known)["true_person_id"]
    if not ids.isin(people["person_id"]).all():
        others = court_only.lives(part).persons
        people = pd.concat([people, others[others["person_id"].isin(ids)]], ignore_index=True)
    return people.rename(columns={"person_id": "true_person_id", "origin": "name_origin"})


def part_tables(run: Run, number: int) -> dict[str, pa.Table]:
    """All tables of part ``number`` of ``run`` by path."""
    part = run.part(number)
    lives = Lives(part)
    wanted = schemas(run)
    tables: dict[str, pa.Table] = {}
    truth: dict[str, list[pd.DataFrame]] = {name: [] for name in TRUTH}
    for name, module in run.systems().items():
        frames = module.tables(part, lives)
        for table, frame in frames.items():
            path = f"extracts/{name}/{table}"
            if path in wanted:
                tables[path] = _arrow(frame, wanted[path], path)
        for table, frame in module.truth(part, lives, frames).items():
            truth[table].append(frame)
    truth["origin"].append(_origins(part, lives, truth["person"]))
    for table, frames in truth.items():
        path = f"truth/{table}"
        if path in wanted and frames:
            tables[path] = _arrow(pd.concat(frames, ignore_index=True), wanted[path], path)
    return tables


def _work(run: Run, number: int, folder: Path) -> dict[str, Path]:
    """``part_tables`` in a worker process, left in Arrow files: no pickling, no pipe."""
    pa.set_cpu_count(1)
    out = {}
    for place, (path, table) in enumerate(part_tables(run, number).items()):
        out[path] = folder / f"{number}-{place}.arrow"
        with pa.OSFile(str(out[path]), "wb") as sink, pa.ipc.new_file(sink, table.schema) as file:
            file.write_table(table)
    return out


def _parts(run: Run, workers: int, folder: Path) -> Iterator[dict[str, pa.Table]]:
    """Tables of each part, in order; at most ``workers + 1`` parts are held at a time."""
    if workers <= 1 or run.parts() <= 1:
        for number in range(run.parts()):
            yield part_tables(run, number)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: deque[Future] = deque()
        numbers = iter(range(run.parts()))
        for number in numbers:
            waiting.append(pool.submit(_work, run, number, folder))
            if len(waiting) <= workers:
                continue
            yield _received(waiting.popleft())
        while waiting:
            yield _received(waiting.popleft())


def _received(future: Future) -> dict[str, pa.Table]:
    """The tables of a worker's files; the files themselves are gone from their folder."""
    tables = {}
    for path, file in future.result().items():
        tables[path] = pa.ipc.open_file(pa.memory_map(str(file))).read_all()
        file.unlink()
    return tables


def default_workers() -> int:
    """Worker processes: DATA_FIRST_WORKERS, else one a core up to two."""
    return int(os.environ.get("DATA_FIRST_WORKERS") or min(os.cpu_count() or 1, 2))


def _clear(run: Run, out: Path) -> None:
    """Remove what an earlier run wrote; refuse to write among extracts of other origin."""
    extracts = out / "extracts"
    marker = extracts / MARKER
    if marker.exists():
        for path in json.loads(marker.read_text())["files"]:
            (extracts / path).unlink(missing_ok=True)
        marker.unlink()
        return
    strangers = [
        path for name in run.systems() for path in sorted((extracts / name).glob("*.parquet"))
    ]
    if strangers:
        raise FileExistsError(
            f"{strangers[0]} was not written by the generator (there is no {marker}); "
            "choose another --out or move these extracts away"
        )


def write(run: Run, out: Path, workers: int | None = None, progress: bool = True) -> dict[str, int]:
    """Write all files of ``run`` below ``out``; rows by path below ``out/extracts``."""
    _clear(run, out)
    aside = out / ".incomplete"
    shutil.rmtree(aside, ignore_errors=True)
    wanted = schemas(run)
    rows = dict.fromkeys(wanted, 0)
    writers = {}
    for path, schema in wanted.items():
        (aside / path).parent.mkdir(parents=True, exist_ok=True)
        writers[path] = pq.ParquetWriter(
            aside / f"{path}.parquet",
            schema,
            compression="zstd",
            compression_level=1,
            # most columns are names, numbers and dates: dictionaries cost time and save nothing
            use_dictionary=False,
        )
    bar = tqdm(total=run.people, unit=" people", desc="synthetic", disable=not progress)
    for tables in _parts(run, default_workers() if workers is None else workers, aside):
        for path, table in tables.items():
            rows[path] += len(table)
            writers[path].write_table(table)
        room = run.settings().get("part.people")
        bar.update(min(room, run.people - bar.n))
    bar.close()
    for writer in writers.values():
        writer.close()
    lookup = places.postcode_lookup(run.settings())
    path = "extracts/reference/postcode_lookup"
    (aside / path).parent.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pandas(lookup, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, aside / f"{path}.parquet", compression="zstd", compression_level=1)
    rows[path] = len(lookup)
    return _publish(run, aside, out, rows)


def _publish(run: Run, aside: Path, out: Path, rows: dict[str, int]) -> dict[str, int]:
    """Move the finished files into place and write the marker."""
    for path in rows:
        target = out / f"{path}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(aside / f"{path}.parquet", target)
    shutil.rmtree(aside)
    files = {
        f"{path.removeprefix('extracts/')}.parquet": n
        for path, n in rows.items()
        if path.startswith("extracts/")
    }
    marker = {
        "generator": "synthetic",
        "people": run.people,
        "seed": run.seed,
        "dirt": run.dirt,
        "only": run.only,
        "files": files,
    }
    if run.proportions != "default":
        marker["proportions"] = run.proportions
    (out / "extracts" / MARKER).write_text(json.dumps(marker, indent=2) + "\n")
    return files
