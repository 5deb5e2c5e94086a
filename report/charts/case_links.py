"""Whether Crown Court cases found their magistrates' case, and how long they were on the way."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.picture import Panel, Picture, has
from report.words import count, percent, wilson


def draw(timing: pd.DataFrame, case_link: pd.DataFrame) -> Picture | None:
    """The picture of ``quality_case_link_timing`` and ``quality_case_link``."""
    years = timing[(timing.receipt_year != "all") & timing.median_days.notna()]
    if years.empty:
        return None
    panels = [Panel(_days(years), "days", "Days to receipt by the Crown Court")]
    shares = _shares(case_link)
    if len(shares):
        panels.append(Panel(_linked(shares), "linked", "Share linked, and rightly linked"))
    return Picture(
        claim=_claim(timing, case_link),
        reading=(
            "First, by year of receipt: the line is the median of days since the linked "
            "magistrates' case ended, the bands the middle half and four fifths, the diamonds the "
            "median since the committal that the Crown Court itself noted. Then shares with their "
            "95 % intervals."
        ),
        panels=panels,
        columns=2,
    )


def _days(years: pd.DataFrame) -> alt.LayerChart:
    linked = years[years.days_from == "magistrates_case"]
    committal = years[years.days_from == "committal"]
    base = alt.Chart(linked).encode(x=_year())
    wide = base.mark_area(opacity=0.18, color=theme.BLUE).encode(
        y=alt.Y("p10_days:Q", title="days"), y2="p90_days:Q"
    )
    middle = base.mark_area(opacity=0.3, color=theme.BLUE).encode(y="p25_days:Q", y2="p75_days:Q")
    line = base.mark_line().encode(
        y="median_days:Q",
        tooltip=["receipt_year:O", "median_days:Q", "p10_days:Q", "p90_days:Q", "n_cases:Q"],
    )
    own = (
        alt.Chart(committal)
        .mark_point(shape="diamond", color=theme.ORANGE, size=70)
        .encode(x=_year(), y="median_days:Q", tooltip=["receipt_year:O", "median_days:Q"])
    )
    return alt.layer(wide, middle, line, own).properties(width="container", height=260)


def _year() -> alt.X:
    return alt.X("receipt_year:O", title="year of receipt").axis(labelAngle=-45, labelOverlap=False)


def _shares(case_link: pd.DataFrame) -> pd.DataFrame:
    if not has(case_link, "least_score", "receipt_year", "n_linked"):
        return pd.DataFrame()
    years = case_link[
        (case_link.least_score == 0.5)
        & (case_link.case_type == "all")
        & (case_link.receipt_type == "all")
        & ~case_link.receipt_year.isin(["all", "not known"])
        & (case_link.n_crown_records >= 10)
    ]
    rows = []
    for _, row in years.iterrows():
        kinds = [("linked", row.n_linked, row.n_crown_records)]
        if pd.notna(row.n_linked_to_main_case) and row.n_linked:
            kinds.append(("right among the linked", row.n_linked_to_main_case, row.n_linked))
        for kind, some, of in kinds:
            low, high = wilson(some, of)
            rows.append((row.receipt_year, kind, some / of, low, high))
    return pd.DataFrame(rows, columns=["receipt_year", "kind", "share", "low", "high"])


def _linked(shares: pd.DataFrame) -> alt.LayerChart:
    kinds = ["linked", "right among the linked"]
    base = alt.Chart(shares).encode(
        x=_year(),
        xOffset=alt.XOffset("kind:N").scale(domain=kinds),
        color=alt.Color("kind:N").scale(domain=kinds, range=[theme.ORANGE, theme.BLUE]),
        tooltip=["kind:N", "receipt_year:O", alt.Tooltip("share:Q", format=".2%")],
    )
    lines = base.mark_rule(strokeWidth=2).encode(
        y=alt.Y("low:Q", title=None).scale(zero=False).axis(format=".0%"), y2="high:Q"
    )
    dots = base.mark_point().encode(
        y=alt.Y("share:Q", title=None).scale(zero=False),
        shape=alt.Shape("kind:N").scale(domain=kinds, range=["square", "circle"]),
    )
    return alt.layer(lines, dots).properties(width="container", height=260)


def _claim(timing: pd.DataFrame, case_link: pd.DataFrame) -> str:
    rows = timing[(timing.receipt_year == "all")].set_index("days_from")
    claim = ""
    if "magistrates_case" in rows.index and pd.notna(rows.median_days["magistrates_case"]):
        linked = rows.loc["magistrates_case"]
        claim = (
            f"Half of the cases reach the Crown Court within {count(linked.median_days)} days of "
            f"the linked magistrates' case, nine tenths within {count(linked.p90_days)}"
        )
        if "committal" in rows.index and pd.notna(rows.median_days["committal"]):
            committal = rows.median_days["committal"]
            gap = abs(committal - linked.median_days)
            claim += (
                ", as the committals say too"
                if gap <= 1
                else f"; the committals say {count(committal)}: look at the links"
            )
    if has(case_link, "least_score", "share_linked"):
        total = case_link[
            (case_link.least_score == 0.5)
            & (case_link[["case_type", "receipt_type", "receipt_year"]] == "all").all(axis=1)
        ]
        if len(total):
            claim += f"; {percent(total.share_linked.iloc[0])} of Crown records are linked"
    return claim or "Too few cases are linked to say how long they were on the way"
