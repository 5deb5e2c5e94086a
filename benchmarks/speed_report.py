"""The results of the speed benchmark as text, as tables of speed.md and as its chart."""

from __future__ import annotations

import json
import math
import re
import statistics
from pathlib import Path

import altair

from benchmarks import pages

HERE = Path(__file__).resolve().parent
PAGE = HERE / "speed.md"
CHART = HERE / "speed.svg"
TITLES = {
    "splink": "Splink",
    "ours": "data_first, components",
    "ours_average": "data_first, average linkage",
    "floor": "the joins alone",
}
COLOURS = {"splink": "#b8520a", "ours": "#1f5fa8", "ours_average": "#6aa0d8", "floor": "#777777"}
# Of a panel and of a label in it, pixels.
HEIGHT, LABEL_HEIGHT = 300, 15
THRESHOLDS = {"low": "0.5", "medium": "0.8", "high": "0.99"}

Lines = list[dict]


def runs(path: Path) -> list[Lines]:
    """The latest call of every size and memory limit: smaller first; data without repeats last."""
    by_size: dict[tuple, dict[str, Lines]] = {}
    for text in path.read_text().splitlines():
        line = json.loads(text)
        size = (line["distinct"], line["records"], -_gigabytes(line["memory_limit"]))
        by_size.setdefault(size, {}).setdefault(line["run"], []).append(line)
    return [calls[max(calls)] for _, calls in sorted(by_size.items())]


def widest(found: list[Lines]) -> list[Lines]:
    """Of calls of one size the one with most memory: what is found does not depend on it."""
    chosen: dict[tuple, Lines] = {}
    for lines in found:
        chosen.setdefault((lines[0]["distinct"], lines[0]["records"]), lines)
    return list(chosen.values())


def _gigabytes(limit: str) -> float:
    """A memory limit as DuckDB reads it, in GB."""
    number, unit = re.fullmatch(r"([\d.]+)\s*([KMGT])i?B", limit, re.IGNORECASE).groups()
    return float(number) * {"k": 1e-6, "m": 1e-3, "g": 1, "t": 1e3}[unit.lower()]


def as_text(lines: Lines) -> str:
    """One call, to be read where it ran."""
    return "\n\n".join(f"{title}\n\n{table}" for title, table in _tables([lines]).items())


def write(results: Path, page: Path = PAGE, chart: Path = CHART) -> None:
    """Put the tables into the page and draw the chart anew."""
    found = runs(results)
    tables = _tables(found)
    if draw(found, chart):
        tables["chart"] = f"![Seconds and memory against records]({chart.name})"
    pages.write(page, tables)


def _tables(found: list[Lines]) -> dict[str, str]:
    return {
        "machine": "\n".join(dict.fromkeys(_machine(lines[0]) for lines in found)),
        "side by side": pages.markdown([row for lines in found for row in _side_by_side(lines)]),
        "pairs": pages.markdown([row for lines in widest(found) for row in _pairs(lines)]),
        "accuracy": pages.markdown([row for lines in widest(found) for row in _accuracy(lines)]),
        "stages": "\n\n".join(filter(None, (stages(found, engine) for engine in TITLES))),
    }


def _machine(line: dict) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in line["versions"].items())
    return (
        f"- {line['run'][:10]}, {_size(line)}: {line['cpu']}, {line['cores']} cores,"
        f" {line['memory_bytes'] / 2**30:.0f} GiB; DuckDB with {line['threads']} threads and"
        f" {line['memory_limit']}; Python {line['python']}, {versions}; `{line['command']}`"
    )


def _size(line: dict) -> str:
    return f"{line['n_records']:,} records" + (", all distinct" if line["distinct"] else "")


def _call(line: dict) -> str:
    return f"{_size(line)}, {line['memory_limit']}"


def engines(lines: Lines) -> list[str]:
    """The engines that ran, in the order of the titles."""
    ran = {line["engine"] for line in lines}
    return [engine for engine in TITLES if engine in ran]


def median(lines: Lines, engine: str, field: str) -> float:
    """The median of a field over the rounds of one engine."""
    return statistics.median(line[field] for line in lines if line["engine"] == engine)


def ratios(lines: Lines, engine: str) -> list[float]:
    """Seconds of Splink by those of the engine, round by round; empty where either is missing."""
    seconds = {(line["round"], line["engine"]): line["seconds"] for line in lines}
    return [
        seconds[number, "splink"] / seconds[number, engine]
        for number in sorted({line["round"] for line in lines})
        if (number, "splink") in seconds and (number, engine) in seconds
    ]


def _side_by_side(lines: Lines) -> Lines:
    return [
        {
            "records": _size(lines[0]),
            "memory limit": lines[0]["memory_limit"],
            "engine": TITLES[engine],
            "seconds (median)": f"{median(lines, engine, 'seconds'):,.1f}",
            "with start-up": f"{median(lines, engine, 'process_seconds'):,.1f}",
            "Splink takes … times as long, by round": ", ".join(
                f"{ratio:.2f}" for ratio in ratios(lines, engine)
            ),
            "peak memory, GB": f"{median(lines, engine, 'peak_bytes') / 1e9:.2f}",
        }
        for engine in engines(lines)
    ]


def _first(lines: Lines, engine: str) -> dict:
    """The first round of an engine: what is counted is the same in all."""
    return next(line for line in lines if line["engine"] == engine)


def _pairs(lines: Lines) -> Lines:
    rows = []
    for engine in engines(lines):
        line = _first(lines, engine)
        if "accuracy" not in line:
            continue
        inside = line["accuracy"]["low"]["n_pairs_in_clusters"]
        rows.append(
            {
                "records": _size(line),
                "exact repeats": _share(1 - line["n_distinct"] / line["n_records"]),
                "engine": TITLES[engine],
                "pairs of records": line["n_record_pairs"],
                "pairs compared": line["n_compared_pairs"],
                "blocks skipped": line.get("n_skipped_blocks", 0),
                "pairs together at 0.5": inside,
                "of the pairs of records": _share(inside / line["n_record_pairs"]),
            }
        )
    return rows


def _share(value: float) -> str:
    return f"{100 * value:.1f}%"


def _accuracy(lines: Lines) -> Lines:
    rows = []
    for engine in engines(lines):
        for level, found in _first(lines, engine).get("accuracy", {}).items():
            shares = {
                name: "–" if found[name] is None else f"{found[name]:.4f}"
                for name in ["precision", "recall", "f1"]
            }
            rows.append(
                {
                    "records": _size(lines[0]),
                    "engine": TITLES[engine],
                    "threshold": THRESHOLDS[level],
                    **shares,
                }
            )
    return rows


def stages(found: list[Lines], engine: str) -> str:
    """Median seconds of an engine, a row a stage, a column a call; empty where it never ran."""
    calls = [[line for line in lines if line["engine"] == engine] for lines in found]
    calls = [lines for lines in calls if lines]
    if not calls:
        return ""
    not_counted = {stage for lines in calls for stage in lines[0]["stages_not_counted"]}
    rows = [
        {
            "stage": stage + (" (not counted)" if stage in not_counted else ""),
            **{_call(lines[0]): _seconds(lines, stage) for lines in calls},
        }
        for stage in dict.fromkeys(stage for lines in calls for stage in lines[0]["stages"])
    ]
    return f"{TITLES[engine]}, seconds (median):\n\n{pages.markdown(rows)}"


def _seconds(lines: Lines, stage: str) -> str:
    """The median of a stage over the rounds; a dash where the call has no such stage."""
    if stage not in lines[0]["stages"]:
        return "–"
    return f"{statistics.median(line['stages'][stage] for line in lines):.2f}"


def draw(found: list[Lines], path: Path) -> bool:
    """Seconds and memory against records, a line an engine; whether there was anything to draw.

    Data without exact repeats is left out: it is other data, not another size. Of a size that was
    run under several memory limits the widest counts.
    """
    rows = [
        {
            "records": lines[0]["n_records"],
            "engine": engine,
            "label": TITLES[engine],
            "seconds": median(lines, engine, "seconds"),
            "memory": median(lines, engine, "peak_bytes") / 1e9,
        }
        for lines in widest(found)
        if not lines[0]["distinct"]
        for engine in engines(lines)
    ]
    if not rows:
        return False
    panels = [
        _panel(rows, "seconds", "Seconds from records to clusters", "seconds"),
        _panel(rows, "memory", "Peak memory of the process", "GB"),
    ]
    chart = altair.hconcat(*panels, spacing=190).configure_view(stroke=None)
    # White, for pages are read on dark grounds too; the labels at the lines' ends need room.
    padding = {"left": 10, "top": 10, "bottom": 10, "right": 180}
    chart.properties(padding=padding, background="white").save(str(path))
    return True


def _panel(rows: Lines, field: str, title: str, unit: str) -> altair.LayerChart:
    values = [row[field] for row in rows]
    domain = (min(values) / 1.25, max(values) * 1.25)
    sizes = sorted({row["records"] for row in rows})
    colour = altair.Color(
        "engine:N",
        legend=None,
        scale=altair.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
    )
    x = altair.X(
        "records:Q",
        title="records",
        scale=altair.Scale(type="log", nice=False, domain=[sizes[0] / 1.1, sizes[-1] * 1.1]),
        axis=altair.Axis(format=".2~s", values=sizes, gridColor="#eeeeee"),
    )
    axis = altair.Axis(format="~g", values=_ticks(*domain), gridColor="#eeeeee")
    scale = altair.Scale(type="log", nice=False, domain=domain)
    lines = (
        altair.Chart(altair.Data(values=rows))
        .mark_line(point=altair.OverlayMarkDef(size=45), strokeWidth=2)
        .encode(x=x, y=altair.Y(f"{field}:Q", title=unit, scale=scale, axis=axis), color=colour)
    )
    labels = (
        altair.Chart(altair.Data(values=_ends(rows, field, domain)))
        .mark_text(align="left", dx=9, fontSize=12)
        .encode(x=x, y=altair.Y("place:Q", title=unit), text="label:N", color=colour)
    )
    return (lines + labels).properties(
        width=330, height=HEIGHT, title=altair.TitleParams(title, anchor="start", fontSize=14)
    )


def _ticks(lowest: float, highest: float) -> list[float]:
    """1, 2, 5, 10, 20, … as far as the axis goes."""
    tens = range(math.floor(math.log10(lowest)), math.ceil(math.log10(highest)) + 1)
    ticks = [digit * 10.0**ten for ten in tens for digit in (1, 2, 5)]
    return [tick for tick in ticks if lowest <= tick <= highest]


def _ends(rows: Lines, field: str, domain: tuple[float, float]) -> Lines:
    """The last point of every line with ``place``, where its label stands: none over another."""
    last = {}
    for row in sorted(rows, key=lambda row: row["records"]):
        last[row["engine"]] = row
    apart = (domain[1] / domain[0]) ** (LABEL_HEIGHT / HEIGHT)
    placed, below = [], 0.0
    for row in sorted(last.values(), key=lambda row: row[field]):
        below = max(row[field], below * apart)
        placed.append({**row, "place": below})
    return placed
