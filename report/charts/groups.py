"""How accuracy differs between groups of people."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from report import theme
from report.axes import rows as rows_axis
from report.axes import two_lines
from report.picture import Panel, Picture, has
from report.words import percent, plain, several, source

KINDS = ["as the rest", "worse than the rest"]


@dataclass(frozen=True)
class Error:
    """A kind of error: the column that tells it, as what is right (or wrong) of `of`.

    ``signs`` are parts of the names of other measures that tell the same.
    """

    name: str
    column: str
    of: str
    is_of_right: bool
    signs: tuple[str, ...]


ERRORS = [
    Error("false links", "precision", "links", True, ("b_cubed_precision", "false_link")),
    Error("missed links", "recall", "true links", True, ("b_cubed_recall", "missed_link")),
    Error(
        "links lost in blocking",
        "share_of_people_lost_in_blocking",
        "people",
        False,
        ("blocking_recall",),
    ),
]


def draw(by_group: pd.DataFrame) -> Picture | None:
    """The picture of ``quality_accuracy_by_group``, at the level of the published ids."""
    if not has(by_group, "dimension", "group_name", "level", "worse_in"):
        return None
    medium = by_group[(by_group.level == "medium") & (by_group.dimension != "source pair")]
    there = [error for error in ERRORS if f"{error.column}_low" in medium.columns]
    frame = pd.concat([_rates(medium, error) for error in there], ignore_index=True)
    groups = frame[frame.dimension != "all"]
    if groups.empty:
        return None
    return Picture(
        claim=_claim(groups),
        reading=(
            "Each point is a group's rate of error with its 95 % interval (which may run out of "
            "the chart), the broken line that of everybody; red squares are groups that are worse "
            "off than the rest by more than chance, with so many groups looked at. Small groups "
            "are merged or left out."
        ),
        panels=[
            Panel(
                _chart(groups[groups.kind_of_error == error.name], _overall(frame, error), error),
                error.name.replace(" ", "_"),
                f"{error.name.capitalize()} by group",
            )
            for error in there
            if (groups.kind_of_error == error.name).any()
        ],
        columns=len(there),
    )


def _rates(by_group: pd.DataFrame, error: Error) -> pd.DataFrame:
    """One row a group: its rate of error, that of the rest, and whether it is worse off."""
    rows = by_group[by_group[error.column].notna()].sort_values(["dimension", "group_name"])
    # the difference from the rest is not given for every measure
    unknown = pd.Series(float("nan"), rows.index)
    rate, low, high, difference = (
        rows.get(f"{error.column}{part}", unknown) for part in ("", "_low", "_high", "_difference")
    )
    if error.is_of_right:
        rate, low, high, difference = 1 - rate, 1 - high, 1 - low, -difference
    return pd.DataFrame(
        {
            "kind_of_error": error.name,
            "dimension": rows.dimension,
            "group_name": rows.group_name,
            "error": rate,
            "low": low,
            "high": high,
            "rest": rate - difference,
            "is_worse": [_tells(measures, error) for measures in rows.worse_in],
            "what": [
                two_lines(_name(dimension, group), 22)
                for dimension, group in zip(rows.dimension, rows.group_name, strict=True)
            ],
        }
    )


def _tells(measures: list[str], error: Error) -> bool:
    """Whether one of the measures in which a group is worse off is about this error."""
    return any(
        measure == error.column or any(sign in measure for sign in error.signs)
        for measure in measures
    )


def _name(dimension: str, group: str) -> str:
    group = source(group) if dimension == "source" else str(group)
    return f"{plain(dimension)}: {group}"


def _overall(frame: pd.DataFrame, error: Error) -> pd.DataFrame:
    return frame[(frame.dimension == "all") & (frame.kind_of_error == error.name)][["error"]]


def _chart(rows: pd.DataFrame, overall: pd.DataFrame, error: Error) -> alt.LayerChart:
    rows = rows.assign(kind=[KINDS[worse] for worse in rows.is_worse])
    # The interval of a group of few would squeeze all others into a corner.
    most = min(1.0, max(1.5 * rows.error.max(), 2 * rows.high.median(), 0.001))
    x_scale = alt.Scale(domain=[0, most], nice=False)
    base = alt.Chart(rows).encode(
        y=rows_axis("what", list(rows.what)),
        color=alt.Color("kind:N").scale(domain=KINDS, range=[theme.BLUE, theme.VERMILLION]),
        tooltip=[
            "what:N",
            alt.Tooltip("error:Q", format=".3%"),
            alt.Tooltip("rest:Q", format=".3%"),
            alt.Tooltip("low:Q", format=".3%"),
            alt.Tooltip("high:Q", format=".3%"),
        ],
    )
    x = alt.X("error:Q", title=f"share of {error.of}", scale=x_scale)
    x = x.axis(format=".2~%", tickCount=4, orient="top")
    line = alt.Chart(overall).mark_rule(strokeDash=[4, 3]).encode(x=alt.X("error:Q", scale=x_scale))
    intervals = base.mark_rule(strokeWidth=2, clip=True).encode(
        x=alt.X("low:Q", scale=x_scale), x2="high:Q"
    )
    points = base.mark_point(size=50).encode(
        x=x, shape=alt.Shape("kind:N").scale(domain=KINDS, range=["circle", "square"])
    )
    height = 27 * rows.what.nunique()
    return alt.layer(line, intervals, points).properties(width="container", height=height)


def _claim(groups: pd.DataFrame) -> str:
    worse = groups[groups.is_worse]
    number = several(len(groups.drop_duplicates(["dimension", "group_name"])), "group")
    if worse.empty:
        return f"None of {number} is worse off than the rest by more than chance"
    named = len(worse.drop_duplicates(["dimension", "group_name"]))
    claim = f"{named} of {number} {'is' if named == 1 else 'are'} worse off than the rest"
    known = worse[worse.rest.notna()]
    if known.empty:
        return claim
    worst = known.loc[(known.error - known.rest).idxmax()]
    return (
        f"{claim}; most of all {_name(worst.dimension, worst.group_name)}, with "
        f"{percent(worst.error)} {worst.kind_of_error} against {percent(worst.rest)}"
    )
