"""How often each level occurs among matches (m) and among others (u)."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.axes import powers
from report.charts.match_weights import pooled, rows_of
from report.picture import Panel, Picture
from report.words import percent, plain, sentence

KINDS = {"m_probability": "among matches (m)", "u_probability": "among other pairs (u)"}


def draw(weights: pd.DataFrame) -> Picture | None:
    """The picture of ``quality_match_weights``, of the model of all sources together."""
    frame = pooled(weights)
    frame = frame[(frame.m_probability > 0) & (frame.u_probability > 0)]
    if frame.empty:
        return None
    least = frame[["m_probability", "u_probability"]].min().min()
    panels = [
        Panel(_dots(rows, least), name, sentence(plain(name)), rows=len(rows) + 1)
        for name, rows in frame.groupby("comparison", sort=False)
    ]
    return Picture(
        claim=_claim(frame),
        reading=(
            "Circles show how often pairs of one person stand at a level, squares how often pairs "
            "of two people do, on a scale of powers of ten: the distance between them is the "
            "weight."
        ),
        panels=panels,
        columns=2,
        is_uneven=True,
    )


def _dots(frame: pd.DataFrame, least: float) -> alt.LayerChart:
    scale = alt.Scale(type="log", domain=[least / 1.5, 1.5])
    axis = alt.Axis(
        values=powers(least / 1.5, 1, every=2),
        labelExpr="datum.value >= 0.01 ? format(datum.value, '.0%')"
        " : '1 in ' + format(1 / datum.value, '~s')",
    )
    base = alt.Chart(frame).encode(y=rows_of(frame))
    lines = base.mark_rule(strokeWidth=2, color=theme.PALE).encode(
        x=alt.X("u_probability:Q", title="share of pairs", scale=scale, axis=axis),
        x2="m_probability:Q",
    )
    dots = (
        base.transform_fold(list(KINDS), as_=["kind", "share"])
        .transform_calculate(
            kind=f"datum.kind == 'm_probability' ? '{KINDS['m_probability']}'"
            f" : '{KINDS['u_probability']}'"
        )
        .mark_point(size=60)
        .encode(
            x=alt.X("share:Q", title="share of pairs", scale=scale, axis=axis),
            color=alt.Color("kind:N").scale(
                domain=list(KINDS.values()), range=[theme.BLUE, theme.ORANGE]
            ),
            shape=alt.Shape("kind:N").scale(
                domain=list(KINDS.values()), range=["circle", "square"]
            ),
            tooltip=["label:N", "kind:N", alt.Tooltip("share:Q", format=".3~g")],
        )
    )
    return alt.layer(lines, dots).properties(width="container", height=30 * len(frame))


def _claim(frame: pd.DataFrame) -> str:
    best = frame[frame.level_no == 1].sort_values("m_probability")
    high, low = best.iloc[-1], best.iloc[0]
    claim = f"{percent(high.m_probability)} of matches agree fully in {plain(high.comparison)}"
    if len(best) > 1:
        claim += f", only {percent(low.m_probability)} in {plain(low.comparison)}"
    return f"{claim}, where both records have one"
