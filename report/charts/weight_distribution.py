"""How match weights are spread, with the three thresholds."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.axes import powers
from report.picture import Panel, Picture
from report.words import count, percent

NEAR = (-12, 24)


def draw(distribution: pd.DataFrame) -> Picture:
    """The picture of ``quality_weight_distribution``."""
    has_truth = distribution.n_true_matches.notna().all()
    matches = distribution.n_true_matches if has_truth else distribution.n_expected_matches
    names = (
        ("matches by the truth", "other pairs")
        if has_truth
        else ("matches as expected", "other pairs")
    )
    frame = distribution.assign(
        matches=matches.astype(float),
        others=(distribution.n_pairs - matches).clip(lower=0).astype(float),
    )
    marks = {level: frame[f"{level}_match_weight"].iloc[0] for level in ("low", "medium", "high")}
    long = frame.melt(
        ["least_match_weight"], ["matches", "others"], var_name="kind", value_name="pairs"
    )
    long["kind"] = long.kind.map(dict(zip(("matches", "others"), names, strict=True)))
    long["next"] = long.least_match_weight + 1
    near = long[long.least_match_weight.between(*NEAR)].sort_values("kind")
    near = near.assign(to=near.groupby("least_match_weight").pairs.cumsum())
    near["from"] = near.to - near.pairs
    return Picture(
        claim=_claim(frame, marks, has_truth),
        reading=(
            "Each bar is the number of compared pairs of records with that weight; the broken "
            "lines are the thresholds low, medium and high. First all weights on a scale of powers "
            "of ten, then the stretch where a decision is hard."
        ),
        panels=[
            Panel(_whole(long, names, marks), "all", "All weights, in powers of ten"),
            Panel(_near(near, names, marks), "near", "Near the thresholds"),
        ],
        columns=2,
    )


def _thresholds(marks: dict[str, float]) -> alt.LayerChart:
    frame = pd.DataFrame({"level": list(marks), "bits": list(marks.values())})
    frame["row"] = range(len(frame))
    base = alt.Chart(frame).encode(x=alt.X("bits:Q"))
    rules = base.mark_rule(strokeDash=[5, 3], color=theme.BLACK, strokeWidth=1.2)
    labels = [
        base.transform_filter(alt.datum.level == level)
        .mark_text(align="left", dx=4, fontSize=11, fontWeight="bold", **halo)
        .encode(text="level:N", y=alt.value(8 + 14 * row))
        for row, level in enumerate(marks)
        for halo in ({"stroke": theme.CARD, "strokeWidth": 4, "strokeJoin": "round"}, {})
    ]
    return alt.layer(rules, *labels)


def _whole(long: pd.DataFrame, names: tuple[str, str], marks: dict[str, float]) -> alt.LayerChart:
    shown = long[long.pairs >= 0.5].assign(floor=0.5)
    bars = (
        alt.Chart(shown)
        .mark_bar(opacity=0.65, binSpacing=0)
        .encode(
            x=alt.X("least_match_weight:Q", title="match weight, bits"),
            x2="next:Q",
            y=alt.Y("pairs:Q", title="pairs of records")
            .stack(None)
            .scale(type="log", domainMin=0.5)
            .axis(format="~s", values=powers(1, shown.pairs.max() * 10)),
            y2="floor:Q",
            color=_colour(names),
            tooltip=["kind:N", "least_match_weight:Q", alt.Tooltip("pairs:Q", format=",.1f")],
        )
    )
    return alt.layer(bars, _thresholds(marks)).properties(width="container", height=280)


def _near(near: pd.DataFrame, names: tuple[str, str], marks: dict[str, float]) -> alt.LayerChart:
    bars = (
        alt.Chart(near)
        .mark_bar(binSpacing=0, stroke=theme.CARD, strokeWidth=0.5)
        .encode(
            x=alt.X("least_match_weight:Q", title="match weight, bits"),
            x2="next:Q",
            y=alt.Y("from:Q", title="pairs of records").axis(format="~s"),
            y2="to:Q",
            color=_colour(names),
            tooltip=["kind:N", "least_match_weight:Q", alt.Tooltip("pairs:Q", format=",.1f")],
        )
    )
    return alt.layer(bars, _thresholds(marks)).properties(width="container", height=280)


def _colour(names: tuple[str, str]) -> alt.Color:
    return alt.Color("kind:N").scale(domain=list(names), range=[theme.BLUE, theme.ORANGE])


def _claim(frame: pd.DataFrame, marks: dict[str, float], has_truth: bool) -> str:
    total = frame.n_pairs.sum()
    middle = frame.least_match_weight + 0.5
    between = frame[(middle >= marks["low"]) & (middle < marks["high"])].n_pairs.sum()
    claim = (
        f"Weights fall apart into two heaps: only {percent(between / total)} of {count(total)} "
        "pairs lie between the low and the high threshold"
    )
    if between / total > 0.1:
        claim = (
            f"{percent(between / total)} of {count(total)} pairs lie between the low and the high "
            "threshold: the two heaps overlap"
        )
    if has_truth:
        below = frame[middle < marks["medium"]].matches.sum()
        claim += f"; {count(below)} true matches lie below the medium one"
    return claim
