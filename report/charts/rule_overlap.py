"""How many pairs two blocking rules both find: a heat map."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.axes import rows, two_lines
from report.picture import Panel, Picture
from report.words import count, percent

# On a narrow page there is no room for the numbers, nor for every label.
EVERY_SECOND = "width > 380 || toNumber(datum.label) % 2 == 1 ? datum.label : ''"


def draw(overlap: pd.DataFrame) -> Picture | None:
    """The picture of ``quality_rule_overlap``."""
    frame = overlap[overlap.n_pairs > 0]
    if frame.empty:
        return None
    frame = frame.assign(
        rule=[
            two_lines(f"{key + 1}. {rule}", 22)
            for key, rule in zip(frame.match_key, frame.blocking_rule, strict=True)
        ],
        other=frame.other_match_key + 1,
        per_cent=(100 * frame.share_of_pairs).round(),
    )
    rules = frame.drop_duplicates("match_key").sort_values("match_key")
    base = alt.Chart(frame).encode(
        x=alt.X("other:O", title="also found by rule").axis(
            orient="top", labelAngle=0, labelOverlap=False, labelExpr=EVERY_SECOND
        ),
        y=rows("rule", list(rules.rule)),
    )
    cells = base.mark_rect(stroke=theme.CARD, strokeWidth=1).encode(
        color=alt.Color("share_of_pairs:Q").scale(domain=[0, 1], range=theme.SEQUENCE).legend(None),
        tooltip=[
            alt.Tooltip("blocking_rule:N"),
            alt.Tooltip("other_blocking_rule:N"),
            alt.Tooltip("n_pairs_of_both:Q", format=","),
            alt.Tooltip("share_of_pairs:Q", format=".1%"),
        ],
    )
    numbers = base.mark_text(fontSize=10, opacity=alt.expr("width > 380 ? 1 : 0")).encode(
        text=alt.Text("per_cent:Q", format=".0f"),
        color=alt.when(alt.datum.share_of_pairs > 0.55)
        .then(alt.value("white"))
        .otherwise(alt.value(theme.BLACK)),
    )
    return Picture(
        claim=_claim(rules),
        reading=(
            "Each cell is the per cent of the row's pairs that the rule of the column finds too; "
            "a row that is dark everywhere is a rule that could go."
        ),
        panels=[
            Panel(alt.layer(cells, numbers).properties(width="container", height=31 * len(rules)))
        ],
    )


def _claim(rules: pd.DataFrame) -> str:
    most = rules.sort_values("n_only_pairs").iloc[-1]
    least = rules.sort_values("n_only_pairs").iloc[0]
    claim = (
        f"{count(most.n_only_pairs)} pairs are found by {most.blocking_rule} alone"
        f" ({percent(most.n_only_pairs / most.n_pairs)} of what it finds)"
    )
    if len(rules) > 1:
        claim += f"; {least.blocking_rule} adds the least, {count(least.n_only_pairs)} of its own"
    return claim
