"""What each blocking rule finds, by itself and after the rules before it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.axes import rows, two_lines
from report.picture import Panel, Picture
from report.words import count, percent, sentence


def draw(pairs_by_rule: pd.DataFrame) -> Picture:
    """The picture of ``quality_pairs_by_rule``."""
    frame = pairs_by_rule.sort_values("match_key")
    frame = frame.assign(
        rule=[
            two_lines(f"{key + 1}. {rule}", 22)
            for key, rule in zip(frame.match_key, frame.blocking_rule, strict=True)
        ],
        share_of_pairs=frame.n_cumulative_pairs / max(frame.n_cumulative_pairs.max(), 1),
    )
    return Picture(
        claim=_claim(frame),
        reading=(
            "Rules work from top to bottom: the pale bar is all that a rule finds, the dark one "
            "what no rule before it had found; the dots add the rules up."
        ),
        panels=[
            Panel(_bars(frame), "own", "Pairs of names that each rule finds"),
            Panel(_cumulative(frame), "cumulative", "Share found by a rule or one before it"),
        ],
        columns=2,
    )


def _bars(frame: pd.DataFrame) -> alt.LayerChart:
    long = frame.melt(
        ["rule", "match_key"], ["n_pairs", "n_new_pairs"], var_name="kind", value_name="pairs"
    )
    long["kind"] = long.kind.map({"n_pairs": "all that it finds", "n_new_pairs": "new pairs"})
    long = long.sort_values(["kind", "match_key"])
    bars = (
        alt.Chart(long)
        .mark_bar()
        .encode(
            y=rows("rule", list(frame.rule)),
            x=alt.X("pairs:Q", title="pairs of names").stack(None).axis(format="~s", tickCount=4),
            color=alt.Color("kind:N").scale(
                domain=["all that it finds", "new pairs"], range=[theme.PALE, theme.BLUE]
            ),
            size=alt.when(alt.datum.kind == "new pairs")
            .then(alt.value(11))
            .otherwise(alt.value(20)),
            tooltip=["kind:N", alt.Tooltip("pairs:Q", format=",")],
        )
    )
    return alt.layer(bars).properties(width="container", height=32 * len(frame))


def _cumulative(frame: pd.DataFrame) -> alt.LayerChart:
    shares = {"share_of_pairs": "of the compared pairs", "cumulative_recall": "of the true pairs"}
    long = frame.melt(["rule", "match_key"], list(shares), var_name="kind", value_name="share")
    long = long[long.share.notna()].assign(kind=lambda rows: rows.kind.map(shares))
    base = alt.Chart(long).encode(
        y=rows("rule", list(frame.rule)),
        x=alt.X("share:Q", title="share so far")
        .scale(domain=[0, 1])
        .axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
        color=alt.Color("kind:N").scale(
            domain=list(shares.values()), range=[theme.ORANGE, theme.BLUE]
        ),
        tooltip=["kind:N", alt.Tooltip("share:Q", format=".2%")],
    )
    shape = alt.Shape("kind:N").scale(domain=list(shares.values()), range=["square", "circle"])
    lines = base.mark_line(strokeWidth=1.5).encode(order="match_key:O")
    return alt.layer(lines, base.mark_point().encode(shape=shape)).properties(
        width="container", height=32 * len(frame)
    )


def _claim(frame: pd.DataFrame) -> str:
    first, last = frame.iloc[0], frame.iloc[-1]
    if frame.cumulative_recall.notna().all():
        best = frame.iloc[1:].sort_values("marginal_recall").iloc[-1] if len(frame) > 1 else first
        share = percent(first.cumulative_recall)
        claim = f"{sentence(first.blocking_rule)} finds {share} of the true pairs"
        if len(frame) > 1:
            claim += (
                f", {best.blocking_rule} another {percent(best.marginal_recall)}; all "
                f"{len(frame)} rules reach {percent(last.cumulative_recall)}"
            )
        return claim
    largest = frame.sort_values("n_new_pairs").iloc[-1]
    return (
        f"The {len(frame)} rules find {count(last.n_cumulative_pairs)} pairs of names, "
        f"{percent(largest.share_of_new_pairs)} of them first by {largest.blocking_rule}"
    )
