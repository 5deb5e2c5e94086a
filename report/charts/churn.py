"""How many records changed person since the last release."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.picture import Panel, Picture, has
from report.words import count, percent, several, source


def draw(churn: pd.DataFrame) -> Picture | None:
    """The picture of ``release_churn``."""
    if not has(churn, "level", "source_dataset", "share_changed"):
        return None
    frame = churn.assign(source=churn.source_dataset.map(source))
    base = alt.Chart(frame).encode(
        y=alt.Y("source:N", title=None),
        yOffset=alt.YOffset("level:N").sort(["high", "medium", "low"]),
        x=alt.X("share_changed:Q", title="share of records").axis(format=".2~%", tickCount=5),
        color=alt.Color("level:N").scale(
            domain=["high", "medium", "low"], range=[theme.BLUE, theme.SKY, theme.ORANGE]
        ),
        tooltip=["source:N", "level:N", alt.Tooltip("share_changed:Q", format=".3%")],
    )
    return Picture(
        claim=_claim(frame),
        reading=(
            "The share of records, among those in both releases, that are now with other records "
            "than before."
        ),
        panels=[
            Panel(base.mark_bar().properties(width="container", height=44 * frame.source.nunique()))
        ],
    )


def _claim(frame: pd.DataFrame) -> str:
    rows = frame[(frame.level == "medium") & (frame.source_dataset == "all")]
    row = rows.iloc[0] if len(rows) else frame.iloc[0]
    return (
        f"{percent(row.share_changed)} of {count(row.n_records)} records changed person since the "
        f"last release: of it {several(row.n_people_split, 'person', 'people')} split, "
        f"of this one {several(row.n_people_merged, 'person', 'people')} merged"
    )
