"""What a threshold costs: false links against missed links."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.axes import powers
from report.picture import Panel, Picture, has
from report.words import percent

BASES = {
    "truth": "by the truth",
    "labels": "by reviewed pairs",
    "posteriors": "expected by the model",
}
KINDS_OF_ERROR = ("false links", "missed links")
COLOURS = [theme.BLUE, theme.GREEN, theme.ORANGE]
SHAPES = ["circle", "diamond", "square"]


def draw(trade_off: pd.DataFrame, labels: pd.DataFrame, choice: pd.DataFrame) -> Picture | None:
    """The picture of ``quality_threshold_trade_off`` and, where they have rows, of the labels.

    ``quality_threshold_choice`` is what is recommended.
    """
    of_labels = _of_labels(labels)
    if len(of_labels):
        of_labels = of_labels[of_labels.match_probability.isin(trade_off.match_probability)]
    rates = pd.concat([trade_off, of_labels], ignore_index=True)
    rates = rates.assign(what=rates.basis.map(BASES), threshold=rates.match_probability)
    rates = rates[rates.rate.notna()]
    both = rates.pivot_table(index=["basis", "what", "threshold"], columns="error", values="rate")
    if not set(KINDS_OF_ERROR) <= set(both.columns) or both.dropna().empty:
        return None
    # nothing below one in a million can be shown on a scale of powers of ten
    both["false links"] = both["false links"].clip(lower=1e-6)
    both = both.dropna().reset_index().sort_values(["basis", "threshold"])
    return Picture(
        claim=_claim(rates),
        reading=(
            "In the first chart each point is a threshold: further down fewer links are false, "
            "further left fewer matches are missed. Then both errors with their 95 % intervals, "
            "where there are any; pairs are counted before clustering."
        ),
        panels=[
            Panel(_path(both), "path", "False links against missed links", _recommended(choice)),
            Panel(
                _by_threshold(rates, "false links"), "false_links", "False links, share of links"
            ),
            Panel(
                _by_threshold(rates, "missed links"),
                "missed_links",
                "Missed links, share of matches",
            ),
        ],
        columns=3,
    )


def _of_labels(labels: pd.DataFrame) -> pd.DataFrame:
    """Accuracy by labels as rates of error: what is not precise is false, not recalled missed."""
    if not has(labels, "method", "precision", "recall"):
        return pd.DataFrame()
    threshold = next((c for c in ("match_probability", "threshold") if c in labels.columns), None)
    if threshold is None:
        return pd.DataFrame()
    pairs = labels[(labels.method == "pairs") & labels.precision.notna()]
    # that of all matches, blocking included, where it is known
    recall = "overall_recall" if "overall_recall" in labels.columns else "recall"
    parts = []
    for error, name in (("false links", "precision"), ("missed links", recall)):
        part = pd.DataFrame(
            {
                "basis": "labels",
                "error": error,
                "match_probability": pairs[threshold].astype(float),
                "rate": 1 - pairs[name],
            }
        )
        for side, other in (("rate_low", "high"), ("rate_high", "low")):
            column = f"{name}_{other}"
            part[side] = 1 - pairs[column] if column in pairs.columns else float("nan")
        parts.append(part)
    return pd.concat(parts)


def _recommended(choice: pd.DataFrame) -> str:
    if not has(choice, "tolerance", "level", "threshold", "basis"):
        return ""
    rows = choice[choice.level.notna() & choice.threshold.notna()].sort_values("tolerance")
    parts = [
        f"{row.level} {row.threshold:g} (at most {percent(row.tolerance)} false)"
        for row in rows.itertuples()
    ]
    known = BASES.get(rows.basis.iloc[0], rows.basis.iloc[0]) if parts else ""
    return f"Recommended ({known}): {', '.join(parts)}" if parts else ""


def _marks(rates: pd.DataFrame) -> tuple[alt.Color, alt.Shape, list[str]]:
    """Colour and shape of the bases that there are, and their names."""
    there = [number for number, basis in enumerate(BASES) if basis in set(rates.basis)]
    names = [list(BASES.values())[number] for number in there]
    colour = alt.Color("what:N").scale(domain=names, range=[COLOURS[number] for number in there])
    shape = alt.Shape("what:N").scale(domain=names, range=[SHAPES[number] for number in there])
    return colour, shape, names


def _path(both: pd.DataFrame) -> alt.LayerChart:
    colour, shape, _ = _marks(both)
    base = alt.Chart(both).encode(
        x=alt.X("missed links:Q", title="missed links")
        .axis(format=".1~%", tickCount=4)
        .scale(zero=False, padding=30),
        y=alt.Y("false links:Q", title="false links")
        .scale(type="log")
        .axis(format="~%", values=powers(both["false links"].min() / 10, 1)),
        color=colour,
        tooltip=[
            "what:N",
            "threshold:Q",
            alt.Tooltip("false links:Q", format=".3%"),
            alt.Tooltip("missed links:Q", format=".2%"),
        ],
    )
    named = both[both.threshold.isin([0.5, 0.8, 0.99, 0.999])]
    labels = alt.Chart(named).encode(x="missed links:Q", y="false links:Q", text="threshold:N")
    expected = labels.transform_filter("datum.basis == 'posteriors'")
    best = "truth" if "truth" in set(both.basis) else "labels"
    seen = labels.transform_filter(f"datum.basis == '{best}'")
    return alt.layer(
        base.mark_line(strokeWidth=1.5).encode(order=alt.Order("threshold:Q")),
        base.mark_point().encode(shape=shape),
        seen.mark_text(align="left", dx=7, dy=-6, fontSize=10),
        expected.mark_text(align="right", dx=-7, dy=6, fontSize=10),
    ).properties(width="container", height=270)


def _by_threshold(rates: pd.DataFrame, error: str) -> alt.LayerChart:
    colour, shape, names = _marks(rates)
    rows = rates[rates.error == error].sort_values("threshold")
    order = [f"{value:g}" for value in sorted(rows.threshold.unique())]
    rows = rows.assign(at=rows.threshold.map("{:g}".format))
    base = alt.Chart(rows).encode(
        x=alt.X("at:O", title="threshold").sort(order).axis(labelAngle=-45, labelOverlap=False),
        xOffset=alt.XOffset("what:N").scale(domain=names),
        color=colour,
        tooltip=[
            "what:N",
            "at:O",
            alt.Tooltip("rate:Q", format=".3%"),
            alt.Tooltip("rate_low:Q", format=".3%"),
            alt.Tooltip("rate_high:Q", format=".3%"),
        ],
    )
    lines = (
        base.transform_filter("isValid(datum.rate_low)")
        .mark_rule(strokeWidth=2)
        .encode(y=alt.Y("rate_low:Q"), y2="rate_high:Q")
    )
    dots = base.mark_point().encode(
        y=alt.Y("rate:Q", title=None).axis(format=".1~%", tickCount=5),
        shape=shape,
    )
    return alt.layer(lines, dots).properties(width="container", height=270)


def _claim(rates: pd.DataFrame) -> str:
    """What the threshold nearest to the medium one costs, by the best that is known."""
    known = next(
        basis for basis in BASES if set(rates[rates.basis == basis].error) >= set(KINDS_OF_ERROR)
    )
    at = min(rates[rates.basis == known].threshold.unique(), key=lambda value: abs(value - 0.8))
    rows = rates[(rates.threshold == at)].set_index(["basis", "error"])
    false, missed = rows.loc[(known, "false links")], rows.loc[(known, "missed links")]
    interval = ""
    if pd.notna(false.rate_low):
        interval = f" (95 % interval {percent(false.rate_low)} to {percent(false.rate_high)})"
    claim = (
        f"At {at:g}, {percent(false.rate)} of links are false{interval} and {percent(missed.rate)} "
        "of matches are missed"
    )
    if known == "posteriors":
        return f"{claim}, as the model expects; nobody has checked"
    if ("posteriors", "false links") in rows.index:
        expected = rows.loc[("posteriors", "false links")].rate
        if expected < false.rate_low:
            claim += f"; the model is too sure of itself and expects {percent(expected)} false"
        elif expected > false.rate_high:
            claim += f"; the model is too cautious and expects {percent(expected)} false"
        else:
            claim += f"; the model expects {percent(expected)} false"
    return claim
