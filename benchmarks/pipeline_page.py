"""Results of the pipeline benchmark as tables: for the console and for benchmarks/speed.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent / "speed.md"
START, END = "<!-- pipeline -->", "<!-- end of pipeline -->"


def group_table(result: dict[str, Any]) -> str:
    """A row a group: seconds, share and slowest nodes of one result."""
    whole = result["seconds"]
    rows = [
        [
            group["name"],
            f"{group['wall']:,.1f}",
            f"{group['wall'] / whole:.1%}" if whole else "",
            f"{group['node']:,.1f}" if group["node"] else "",
            ", ".join(f"{name} {seconds:,.1f}" for name, seconds in group["slowest"]),
        ]
        for group in result["groups"]
    ]
    rows.append(["**all**", f"{whole:,.1f}", "100.0%", "", ""])
    return markdown(["group", "seconds", "share", "node seconds", "slowest nodes, seconds"], rows)


def run_table(results: Sequence[dict[str, Any]]) -> str:
    """A row a result: how much, how long, how much memory and disk."""
    rows = [
        [
            result["date"][:10],
            result["mode"] + (" (failed)" if result["failed_nodes"] else ""),
            f"{sum(result['records'].values()):,}",
            f"{result['pairs']:,}" if result["pairs"] else "",
            _duration(result["seconds"]),
            f"{result['peak_rss_bytes'] / 2**30:.1f}",
            f"{result['peak_disk_bytes'] / 2**30:.1f}",
            f"{result['machine']['cores']} cores, {result['machine']['memory_gib']} GiB",
        ]
        for result in results
    ]
    head = "date,run,person records,pairs,time,peak memory GiB,peak disk GiB,machine"
    return markdown(head.split(","), rows)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def latest(results: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last complete result of each mode and number of records, by size."""
    found = {
        (result["mode"], sum(result["records"].values())): result
        for result in results
        if not result["failed_nodes"]
    }
    return [found[key] for key in sorted(found, key=lambda key: (key[1], key[0]))]


def section(results: Sequence[dict[str, Any]]) -> str:
    """What stands between the marks: every size, then where the largest runs' time went."""
    kept = latest(results)
    largest = {result["mode"]: result for result in kept}
    texts = [run_table(kept)]
    for mode, result in largest.items():
        records = sum(result["records"].values())
        texts += [f"Where the time went, {mode}, {records:,} records:", group_table(result)]
    return "\n\n".join(texts)


def write(results: Sequence[dict[str, Any]], page: Path = PAGE) -> str:
    """Render ``results`` between the marks of ``page``; gives a message of what was done."""
    if not page.exists():
        return f"{page.name} is not there: nothing was written."
    text = page.read_text(encoding="utf-8")
    if text.count(START) != 1 or text.count(END) != 1 or text.index(START) > text.index(END):
        return f"{page.name} has no marks {START} and {END}: nothing was written."
    before, rest = text.split(START)
    after = rest.split(END)[1]
    page.write_text(f"{before}{START}\n{section(results)}\n{END}{after}", encoding="utf-8")
    return f"written into {page.name}"
