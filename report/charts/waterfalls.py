"""How chosen pairs came to their weight, bar by bar."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.axes import rows as rows_axis
from report.axes import two_lines
from report.picture import Panel, Picture
from report.words import bits, percent, plain, sentence, source


def draw(waterfalls: pd.DataFrame) -> Picture:
    """The picture of ``quality_waterfalls``."""
    bars = _bars(waterfalls)
    span = [bars[["from_bits", "to_bits"]].min().min(), bars[["from_bits", "to_bits"]].max().max()]
    panels = [
        Panel(_chart(rows, span), rows.example.iloc[0].replace(" ", "_"), _title(rows), _note(rows))
        for _, rows in bars.groupby("example_no")
    ]
    return Picture(
        claim=_claim(bars),
        reading=(
            "Each pair begins with how rarely two records match at all; every comparison then adds "
            "bits (right) or takes some (left), and the last bar is the sum. Records go by hashed "
            "key."
        ),
        panels=panels,
        columns=2,
    )


def _bars(waterfalls: pd.DataFrame) -> pd.DataFrame:
    frame = waterfalls.sort_values(["example_no", "bar_no"])
    is_total = frame.bar == "total"
    step = (frame.match_weight + frame.tf_adjustment).where(~is_total, frame.total_match_weight)
    return frame.assign(
        step=step,
        to_bits=frame.total_match_weight,
        from_bits=(frame.total_match_weight - step).where(~is_total, 0.0),
        kind=[
            "sum" if total else "for a match" if value >= 0 else "against it"
            for total, value in zip(is_total, step, strict=True)
        ],
        what=[
            two_lines(_what(bar, label), 20)
            for bar, label in zip(frame.bar, frame.label, strict=True)
        ],
        shown=[
            "missing" if label == "missing" else bits(value)
            for label, value in zip(frame.label, step, strict=True)
        ],
    )


def _what(bar: str, label: str | None) -> str:
    if bar == "total":
        return "sum"
    if bar == "prior":
        return "any two such records"
    if bar == "names_tried":
        return str(label)
    return plain(bar) if label == "missing" else f"{plain(bar)}: {label}"


def _chart(rows: pd.DataFrame, span: list[float]) -> alt.LayerChart:
    ends = rows[["from_bits", "to_bits"]]
    # the number stands on the side of its bar where there is room
    is_late = ends.max(axis=1) > (span[0] + span[1]) / 2
    rows = rows.assign(beside=ends.max(axis=1).where(~is_late, ends.min(axis=1)), is_late=is_late)
    base = alt.Chart(rows).encode(y=rows_axis("what", list(rows.what)))
    scale = alt.Scale(domain=[span[0] - 1, span[1] + 1], nice=False)
    bars = base.mark_bar(height=15).encode(
        x=alt.X("from_bits:Q", title="bits", scale=scale),
        x2="to_bits:Q",
        color=alt.Color("kind:N").scale(
            domain=["for a match", "against it", "sum"],
            range=[theme.BLUE, theme.VERMILLION, theme.BLACK],
        ),
        tooltip=[
            "what:N",
            alt.Tooltip("match_weight:Q", format="+.2f"),
            alt.Tooltip("tf_adjustment:Q", format="+.2f"),
            alt.Tooltip("total_match_weight:Q", format="+.2f"),
        ],
    )
    numbers = base.encode(x=alt.X("beside:Q", scale=scale), text="shown:N")
    right = numbers.transform_filter("!datum.is_late").mark_text(align="left", dx=5)
    left = numbers.transform_filter("datum.is_late").mark_text(align="right", dx=-5)
    zero = alt.Chart(pd.DataFrame({"bits": [0.0]})).mark_rule(strokeWidth=1).encode(x="bits:Q")
    return alt.layer(zero, bars, right, left).properties(width="container", height=32 * len(rows))


def _title(rows: pd.DataFrame) -> str:
    total = rows[rows.bar == "total"].iloc[0]
    return (
        f"{sentence(total.example)}: {bits(total.total_match_weight)} bits, "
        f"{_probability(total.match_probability)}"
    )


def _probability(value: float) -> str:
    if value > 0.999:
        return "over 99.9 %"
    return "under 0.1 %" if value < 0.001 else percent(value, 2)


def _note(rows: pd.DataFrame) -> str:
    one = rows.iloc[0]
    note = (
        f"{source(one.source_dataset_l)} {one.row_id_hash_l[:12]}… and "
        f"{source(one.source_dataset_r)} {one.row_id_hash_r[:12]}…"
    )
    return note if one.is_compared else f"{note}; found by no blocking rule"


def _claim(bars: pd.DataFrame) -> str:
    totals = bars[bars.bar == "total"].set_index("example").total_match_weight
    best = {
        example: rows.loc[rows.step.idxmax()]
        for example, rows in bars[~bars.bar.isin(["total", "prior", "names_tried"])].groupby(
            "example"
        )
    }
    parts = []
    if "clear match" in best:
        one = best["clear match"]
        parts.append(
            f"The middle one of the sure matches stands at {bits(totals['clear match'], 0)} bits, "
            f"{one.step:.0f} of them from {plain(one.bar)}"
        )
    if "just enough" in best:
        one = best["just enough"]
        parts.append(
            f"without {plain(one.bar)} the one that is just enough would fall from "
            f"{bits(totals['just enough'])} to {bits(totals['just enough'] - one.step)}"
        )
    if not parts:
        example, total = next(iter(totals.items()))
        parts.append(f"The {example} stands at {bits(total, 0)} bits")
    return sentence("; ".join(parts))
