"""How many people have how many records."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.picture import Panel, Picture, has
from report.words import count, percent

METHODS = {"average_linkage": "average linkage", "connected_components": "chains of links"}


def draw(sizes: pd.DataFrame, errors: pd.DataFrame) -> Picture | None:
    """The picture of ``quality_cluster_sizes``, over all sources; errors where they are known."""
    frame = sizes[sizes.scope == "xjs"]
    people = frame[(frame.level == "medium") & (frame.method == "average_linkage")]
    if people.empty:
        return None
    people = people.sort_values("least_records")
    return Picture(
        claim=_claim(people) + _errors(errors),
        reading=(
            "First the share of people, and of records, by how many records a person has; then the "
            "largest person at each level, by the published method and by plain chains of links, "
            "which one bad link can make too large."
        ),
        panels=[
            Panel(_shares(people), "shares", "People and records, medium level"),
            Panel(_largest(frame), "largest", "Records of the largest person"),
        ],
        columns=2,
    )


def _range(row: pd.Series, following: float) -> str:
    if following - row.least_records == 1 or row.most_records == row.least_records:
        return f"{row.least_records:.0f}"
    top = following - 1 if following < float("inf") else row.most_records
    return f"{row.least_records:.0f}–{top:.0f}"


ENDS = [1, 2, 3, 4, 5, 6, 11, 21, 51, 101, 501, 1001, float("inf")]


def _shares(people: pd.DataFrame) -> alt.LayerChart:
    labels = [
        _range(row, next(end for end in ENDS if end > row.least_records))
        for _, row in people.iterrows()
    ]
    frame = people.assign(
        size=labels,
        people=people.n_clusters / people.n_clusters.sum(),
        records=people.n_records / people.n_records.sum(),
    )
    long = frame.melt(["size"], ["people", "records"], var_name="of", value_name="share")
    long["of"] = "share of " + long["of"]
    base = alt.Chart(long).encode(
        x=alt.X("size:O", title="records of a person")
        .sort(labels)
        .axis(labelAngle=-45, labelOverlap=False),
        xOffset=alt.XOffset("of:N").scale(domain=["share of people", "share of records"]),
        y=alt.Y("share:Q", title=None).axis(format=".0%", tickCount=5),
        color=alt.Color("of:N").scale(
            domain=["share of people", "share of records"], range=[theme.BLUE, theme.ORANGE]
        ),
        tooltip=["of:N", "size:O", alt.Tooltip("share:Q", format=".1%")],
    )
    return alt.layer(base.mark_bar()).properties(width="container", height=260)


def _largest(frame: pd.DataFrame) -> alt.LayerChart:
    largest = frame.groupby(["level", "method"], as_index=False).most_records.max()
    largest = largest.assign(how=largest.method.map(lambda name: METHODS.get(name, name)))
    base = alt.Chart(largest).encode(
        y=alt.Y("level:N", title=None).sort(["high", "medium", "low"]),
        yOffset=alt.YOffset("how:N").scale(domain=list(METHODS.values())),
        x=alt.X("most_records:Q", title="records").axis(tickCount=5),
        color=alt.Color("how:N").scale(
            domain=list(METHODS.values()), range=[theme.BLUE, theme.ORANGE]
        ),
    )
    text = base.mark_text(align="left", dx=4).encode(
        text="most_records:Q", color=alt.ColorValue(theme.BLACK)
    )
    return alt.layer(base.mark_bar(), text).properties(width="container", height=220)


def _errors(errors: pd.DataFrame) -> str:
    if not has(errors, "scope", "level", "method", "share_of_people_split"):
        return ""
    rows = errors[
        (errors.scope == "xjs") & (errors.level == "medium") & (errors.method == "average_linkage")
    ]
    rows = rows[rows.share_of_people_split.notna() & rows.share_of_clusters_merging.notna()]
    if rows.empty:
        return ""
    return (
        f"; {percent(rows.share_of_people_split.iloc[0])} of true people are split, "
        f"{percent(rows.share_of_clusters_merging.iloc[0])} of estimated ones hold several"
    )


def _claim(people: pd.DataFrame) -> str:
    one = people[people.least_records == 1]
    share = one.n_clusters.sum() / people.n_clusters.sum()
    many = people[people.least_records >= 11]
    claim = (
        f"{percent(share)} of {count(people.n_clusters.sum())} people have a single record; the "
        f"largest has {count(people.most_records.max())}"
    )
    if len(many):
        claim += (
            f", and the {percent(many.n_clusters.sum() / people.n_clusters.sum())} with more than "
            f"ten have {percent(many.n_records.sum() / people.n_records.sum())} of all records"
        )
    return claim
