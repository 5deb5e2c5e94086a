"""How often each field is filled in, by source: a heat map."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.axes import HAS_TWO_LINES, LINE, TWO_LINES, rows, two_lines
from report.picture import Panel, Picture
from report.words import FIELDS, percent, plain, source

ORDER = list(FIELDS)


def draw(completeness: pd.DataFrame) -> Picture:
    """The picture of ``quality_completeness``."""
    frame = completeness.assign(
        source=completeness.source_dataset.map(lambda code: two_lines(source(code), 10)),
        field=completeness.field_name.map(lambda name: two_lines(plain(name))),
        order=completeness.field_name.map(
            lambda name: ORDER.index(name) if name in ORDER else len(ORDER)
        ),
        shown=completeness.share_present.map(_cell),
    )
    columns = alt.X("source:N", title=None).axis(
        orient="top",
        labelAngle=0,
        labelOverlap=False,
        labelExpr=TWO_LINES,
        labelBaseline="line-bottom",
        labelFontSize=alt.expr("width > 380 ? 12 : 10"),
        # the last line stands above the column, not the first
        labelPadding={"condition": {"test": HAS_TWO_LINES, "value": 6 + LINE}, "value": 6},
    )
    base = alt.Chart(frame).encode(
        x=columns, y=rows("field", list(frame.sort_values("order").field))
    )
    cells = base.mark_rect(stroke=theme.CARD, strokeWidth=2).encode(
        color=alt.Color("share_present:Q").scale(domain=[0, 1], range=theme.SEQUENCE).legend(None),
        tooltip=[
            alt.Tooltip("source:N"),
            alt.Tooltip("field:N"),
            alt.Tooltip("n_present:Q", format=","),
            alt.Tooltip("n_records:Q", format=","),
        ],
    )
    numbers = base.mark_text().encode(
        text="shown:N",
        color=alt.when(alt.datum.share_present > 0.55)
        .then(alt.value("white"))
        .otherwise(alt.value(theme.BLACK)),
    )
    chart = alt.layer(cells, numbers).properties(
        width="container", height=29 * frame.field.nunique()
    )
    return Picture(
        claim=_claim(completeness),
        reading=(
            "Each cell is the per cent of a source's records that have the field; a placeholder or "
            "a wrong check letter counts as missing."
        ),
        panels=[Panel(chart)],
    )


def _cell(share: float) -> str:
    """Per cent with a digit near 100; a dash where there is none."""
    if not share:
        return "–"
    return "100" if share == 1 else f"{min(100 * share, 99.9):.{int(share >= 0.9)}f}"


def _claim(completeness: pd.DataFrame) -> str:
    sums = completeness.groupby("field_name")[["n_present", "n_records"]].sum()
    share = sums.n_present / sums.n_records
    base = [name for name in ("forename1_std", "surname_std", "dob_std") if name in share]
    weakest = min(base, key=lambda name: share[name])
    claim = (
        f"Names and birthdays are nearly always there ({plain(weakest)} {percent(share[weakest])})"
    )
    if share[weakest] < 0.9:
        claim = f"Even names and birthdays have gaps: {plain(weakest)} {percent(share[weakest])}"
    if "pnc_std" not in share:
        return claim
    pnc = completeness[(completeness.field_name == "pnc_std") & (completeness.n_present > 0)]
    if pnc.empty:
        return f"{claim}; no source has police numbers"
    low = pnc.loc[pnc.share_present.idxmin()]
    return (
        f"{claim}; police numbers (PNC) in {percent(share['pnc_std'])} of records, fewest in "
        f"{source(low.source_dataset)} ({percent(low.share_present)})"
    )
