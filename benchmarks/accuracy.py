"""Splink 5 and this project over the same records in one run, side by side.

    python -m benchmarks.accuracy --data FOLDER [--write]

prints, for every data set, seconds, pairs and how well people are found; ``--write`` puts the
tables into benchmarks/accuracy.md between their marks.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import pandas as pd

from benchmarks import data_sets, metrics, our_runs, pages, splink_runs

PAGE = Path(__file__).parent / "accuracy.md"
THRESHOLDS = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999]
CUTS = [-8, -6, -4, -3, -2, -1, 0, 1, 2, 4]


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--sets", nargs="+", choices=data_sets.FILES, default=list(data_sets.FILES))
    parser.add_argument("--write", action="store_true", help=f"write the tables into {PAGE.name}")
    options = parser.parse_args()
    accuracy, levels, cuts = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        project = our_runs.prepare(Path(folder))
        for name in options.sets:
            data = data_sets.load(name, options.data)
            print(f"{name}: {len(data.truth):,} records", flush=True)
            theirs = splink_runs.RUNS[name](data.tables)
            accuracy += _their_rows(name, theirs, data.truth)
            ours = our_runs.run(project, data)
            rows = _our_rows(name, ours, data.truth)
            accuracy.append({k: v for k, v in rows[1].items() if k != "level"})
            levels += [{k: v for k, v in row.items() if k != "engine"} for row in rows]
            cuts.append(_cut_row(name, ours, data.truth))
            for row in accuracy[-3:]:
                print("  ", row, flush=True)
    tables = {
        "side by side": pages.markdown(accuracy),
        "levels": pages.markdown(levels),
        "cuts": pages.markdown(cuts),
    }
    for title, table in tables.items():
        print(f"\n{title}\n\n{table}")
    if options.write:
        pages.write(PAGE, tables)


def _their_rows(name: str, run: splink_runs.Run, truth: pd.Series) -> list[dict]:
    """Splink at a match probability of .5 and at whichever threshold is best by truth."""
    by_threshold = {
        threshold: metrics.scores(run.clusters_at(threshold).set_index("key")["cluster_id"], truth)
        for threshold in THRESHOLDS
    }
    best = max(by_threshold, key=lambda threshold: by_threshold[threshold]["pair_f1"])
    about = {"data": name, "seconds": round(run.seconds, 1), "pairs": run.n_pairs}
    return [
        {**_about("Splink, 0.5", about), **_rounded(by_threshold[0.5])},
        {**_about(f"Splink, best ({best})", about), **_rounded(by_threshold[best])},
    ]


def _our_rows(name: str, run: our_runs.Run, truth: pd.Series) -> list[dict]:
    about = {"data": name, "seconds": round(run.seconds, 1), "pairs": run.n_pairs}
    return [
        {
            **_about("data_first, medium", about),
            "level": level,
            **_rounded(metrics.scores(run.clusters.set_index("key")[f"cluster_{level}"], truth)),
        }
        for level in our_runs.LEVELS
    ]


def _about(engine: str, about: dict) -> dict:
    return {"data": about["data"], "engine": engine, **{k: about[k] for k in ("seconds", "pairs")}}


def _cut_row(name: str, run: our_runs.Run, truth: pd.Series) -> dict:
    """Pair F1 of the medium level by mean-weight cut."""
    row = {"data": name}
    for cut in CUTS:
        found = run.clusters_at(our_runs.LEVELS["medium"], cut)
        row[f"{cut} bits"] = round(metrics.scores(found, truth)["pair_f1"], 4)
    return row


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {key.replace("_", " "): round(float(value), 4) for key, value in values.items()}


if __name__ == "__main__":
    main()
