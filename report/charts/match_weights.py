"""What each level of agreement is worth, in bits."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.axes import rows, two_lines
from report.picture import Panel, Picture
from report.words import bits, plain, sentence

NUMBERS = 38  # pixels for the numbers beside the bars


def draw(weights: pd.DataFrame) -> Picture | None:
    """The picture of ``quality_match_weights``, of the model of all sources together."""
    frame = pooled(weights)
    if frame.empty:
        return None
    low, high = min(frame.match_weight.min(), 0), max(frame.match_weight.max(), 0)
    span = [low, high]
    panels = [
        Panel(_bars(levels, span), name, sentence(plain(name)), rows=len(levels))
        for name, levels in frame.groupby("comparison", sort=False)
    ]
    return Picture(
        claim=_claim(frame),
        reading=(
            "Each bar is what a level adds to or takes from a pair's weight, in bits: one bit more "
            "doubles the odds of a match, and a missing value changes nothing."
        ),
        panels=panels,
        columns=2,
        is_uneven=True,
    )


def pooled(weights: pd.DataFrame) -> pd.DataFrame:
    """The rows of the model of all sources together, best level of a comparison first."""
    frame = weights[(weights.source_dataset_l == "all") & weights.match_weight.notna()]
    order = frame.groupby("comparison").parameter_index.transform("min")
    frame = frame.assign(order=order, level=frame.label.map(lambda label: two_lines(label, 18)))
    return frame.sort_values(["order", "level_no"])


def rows_of(frame: pd.DataFrame) -> alt.Y:
    """The levels of a comparison as rows."""
    return rows("level", list(frame.level))


def _bars(frame: pd.DataFrame, span: list[float]) -> alt.LayerChart:
    base = alt.Chart(frame).encode(
        y=rows_of(frame),
        x=alt.X("match_weight:Q", title="bits")
        .scale(domain=span, nice=False, padding=NUMBERS)
        .axis(values=list(range(-100, 101, 10))),
    )
    bars = base.mark_bar(height=14).encode(
        color=alt.when(alt.datum.match_weight >= 0)
        .then(alt.value(theme.BLUE))
        .otherwise(alt.value(theme.VERMILLION)),
        tooltip=[
            "label:N",
            alt.Tooltip("match_weight:Q", format="+.2f"),
            alt.Tooltip("m_probability:Q", format=".5f"),
            alt.Tooltip("u_probability:Q", format=".2e"),
        ],
    )
    text = alt.Text("match_weight:Q", format="+.1f")
    above = base.transform_filter("datum.match_weight >= 0").mark_text(align="left", dx=4)
    below = base.transform_filter("datum.match_weight < 0").mark_text(align="right", dx=-4)
    return alt.layer(bars, above.encode(text=text), below.encode(text=text)).properties(
        width="container", height=30 * len(frame)
    )


def _claim(frame: pd.DataFrame) -> str:
    best = frame.sort_values("match_weight").iloc[-1]
    worst = frame.sort_values("match_weight").iloc[0]
    return (
        f"The strongest evidence for a match is {plain(best.comparison)}: {best.label} "
        f"({bits(best.match_weight)} bits); the strongest against it is {plain(worst.comparison)}: "
        f"{worst.label} ({bits(worst.match_weight)} bits)"
    )
