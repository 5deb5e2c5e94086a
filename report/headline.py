"""The first screen: what the release is, the numbers that matter, and the verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from report.picture import has
from report.words import count, percent, several, source, wilson

# Above these a release is not called sound: false links make two people one, and are the worse.
MOST_FALSE = 0.01
MOST_MISSED = 0.05


@dataclass(frozen=True)
class Figure:
    """A number with what it is, its interval in words, and the table that it comes from."""

    value: str
    what: str
    interval: str
    table: str


@dataclass(frozen=True)
class Headline:
    """The first screen."""

    release: str
    verdict: str
    figures: list[Figure]


@dataclass(frozen=True)
class Rate:
    """A rate of error with its interval, and how it is known."""

    rate: float
    low: float | None
    high: float | None
    known: str
    table: str

    @property
    def interval(self) -> str:
        """The interval in words, or why there is none."""
        if self.low is None or self.high is None:
            return f"{self.known}; no interval"
        return f"{percent(self.low)} to {percent(self.high)}, {self.known}"


def headline(frame: Callable[[str], pd.DataFrame], build: dict[str, Any]) -> Headline:
    """The first screen of the tables that ``frame`` gives by name."""
    sizes, completeness = frame("quality_cluster_sizes"), frame("quality_completeness")
    people = sizes
    if has(sizes, "scope", "level", "method"):
        people = sizes[
            (sizes.scope == "xjs") & (sizes.level == "medium") & (sizes.method == "average_linkage")
        ]
    false, missed = _errors(frame, "false links"), _errors(frame, "missed links")
    figures = [_people(people)] if len(people) else []
    for name, rate in (("of links are false", false), ("of true links are missed", missed)):
        if rate is not None:
            figures.append(Figure(percent(rate.rate), name, rate.interval, rate.table))
    figures += [figure for figure in (_case_links(frame), _unlinkable(frame)) if figure]
    return Headline(
        _release(completeness, people, build),
        _verdict(false, missed, frame("release.release_checks")),
        figures,
    )


def _release(completeness: pd.DataFrame, people: pd.DataFrame, build: dict[str, Any]) -> str:
    text = "Records linked"
    if len(completeness):
        sizes = completeness.groupby("source_dataset").n_records.max().sort_values(ascending=False)
        parts = [f"{source(name)} {count(number)}" for name, number in sizes.items()]
        text = f"{several(sizes.sum(), 'record')} of people ({', '.join(parts)})"
        if len(people):
            text += f", linked into {several(people.n_clusters.sum(), 'person', 'people')}"
    built = build.get("finished_at") or build.get("started_at")
    if built is not None and pd.notna(built):
        text += f"; built on {built:%d %B %Y at %H:%M} UTC"
    return f"{text}."


def _errors(frame: Callable[[str], pd.DataFrame], error: str) -> Rate | None:
    """The rate of an error by the best that is known: truth, then labels, then the model."""
    truth = frame("quality_link_errors")
    if has(truth, "error", "level", "rate"):
        rows = truth[(truth.error == error) & (truth.level == "medium")]
        if len(rows):
            row = rows.iloc[0]
            return Rate(
                row.rate, row.rate_low, row.rate_high, "by the truth", "quality_link_errors"
            )
    labels = frame("quality_label_accuracy")
    name = "precision" if error == "false links" else "recall"
    if name == "recall" and "overall_recall" in labels.columns:
        name = "overall_recall"
    if has(labels, "method", name, f"{name}_low", f"{name}_high"):
        rows = labels[labels.method == "clusters"]
        if "level" in rows.columns:
            rows = rows[rows.level == "medium"]
        rows = rows[rows[name].notna()]
        if len(rows):
            row = rows.iloc[0]
            return Rate(
                1 - row[name],
                1 - row[f"{name}_high"],
                1 - row[f"{name}_low"],
                "by reviewed pairs",
                "quality_label_accuracy",
            )
    expected = frame("quality_threshold_trade_off")
    if has(expected, "basis", "error", "rate"):
        rows = expected[(expected.basis == "posteriors") & (expected.error == error)]
        if len(rows):
            row = rows.loc[(rows.match_probability - 0.8).abs().idxmin()]
            low, high = (None if pd.isna(end) else end for end in (row.rate_low, row.rate_high))
            return Rate(row.rate, low, high, "expected by the model", "quality_threshold_trade_off")
    return None


def _people(people: pd.DataFrame) -> Figure:
    largest = people.most_records.max()
    return Figure(
        count(people.n_clusters.sum()),
        "people at the medium level",
        f"the largest has {several(largest, 'record')}",
        "quality_cluster_sizes",
    )


def _case_links(frame: Callable[[str], pd.DataFrame]) -> Figure | None:
    links = frame("quality_case_link")
    if not has(links, "least_score", "case_type", "receipt_type", "receipt_year"):
        return None
    rows = links[
        (links.least_score == 0.5)
        & (links[["case_type", "receipt_type", "receipt_year"]] == "all").all(axis=1)
    ]
    if rows.empty or not rows.n_crown_records.iloc[0]:
        return None
    row = rows.iloc[0]
    low, high = wilson(row.n_linked, row.n_crown_records)
    interval = f"{percent(low)} to {percent(high)}"
    if pd.notna(row.precision):
        interval += f"; {percent(row.precision)} of the links are right"
    return Figure(
        percent(row.share_linked),
        "of Crown Court cases have their magistrates' case",
        interval,
        "quality_case_link",
    )


def _unlinkable(frame: Callable[[str], pd.DataFrame]) -> Figure | None:
    rows = frame("quality_unlinkable")
    if not has(rows, "n_unlinkable", "n_records"):
        return None
    some, of = rows.n_unlinkable.sum(), rows.n_records.sum()
    low, high = wilson(some, of)
    return Figure(
        percent(some / of),
        "of records say too little to be linked",
        f"{percent(low)} to {percent(high)}",
        "quality_unlinkable",
    )


def _verdict(false: Rate | None, missed: Rate | None, checks: pd.DataFrame) -> str:
    gate = ""
    if has(checks, "state"):
        breached = checks[checks.state == "breached"]
        overruled = breached["overruled_by"].notna().sum() if "overruled_by" in checks else 0
        if len(breached) > overruled:
            gate = f" The release gate is shut: {several(len(breached), 'limit')} breached."
        elif len(breached):
            gate = f" {several(overruled, 'breached limit')} overruled by a person."
        else:
            gate = " Every limit of the release gate is kept."
    if false is None or missed is None:
        return f"Nothing is known about how right the links are.{gate}"
    numbers = (
        f"of 1,000 links about {_of_thousand(false.rate)} are false, "
        f"of 1,000 true ones about {_of_thousand(missed.rate)} are missed"
    )
    if "expected" in false.known:
        return (
            f"Not checked yet: as the model expects, {numbers}. Review pairs before you rely on it."
            f"{gate}"
        )
    worst_false, worst_missed = (
        rate.high if rate.high is not None else rate.rate for rate in (false, missed)
    )
    if worst_false <= MOST_FALSE and worst_missed <= MOST_MISSED:
        return f"The linkage is sound: {numbers}.{gate}"
    what = "links may join strangers" if worst_false > MOST_FALSE else "true links may be missed"
    return f"Look before you publish: too many {what}; {numbers}.{gate}"


def _of_thousand(rate: float) -> str:
    value = 1000 * rate
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0")
