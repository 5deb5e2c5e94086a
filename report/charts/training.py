"""How EM came to its parameters."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.axes import powers
from report.picture import Panel, Picture
from report.words import at_most, count, plain, several

SETTLED = 0.001  # the most that any m may move in the last step
DASHES = [[1, 0], [6, 2], [2, 2], [8, 3, 2, 3], [4, 4], [1, 3], [10, 2]]


def draw(training: pd.DataFrame) -> Picture | None:
    """The picture of ``quality_training``, of the model of all sources together."""
    frame = training[training.source_dataset_l == "all"]
    likelihood = frame[frame.parameter == "log_likelihood"].sort_values("step")
    shares = frame[frame.parameter == "m_probability"]
    if likelihood.empty or shares.empty:
        return None
    return Picture(
        claim=_claim(likelihood, shares),
        reading=(
            "First how far the log-likelihood still was from its best, then the largest change of "
            "any m in a step, then m of the best level of each comparison. A new round begins at "
            "each broken line, with what chance does worked out anew, so that its likelihood is "
            "another."
        ),
        panels=[
            Panel(_gap(likelihood), "log_likelihood", "Log-likelihood: distance to its best"),
            Panel(_changes(shares, likelihood), "changes", "Largest change of an m"),
            Panel(_paths(shares, likelihood), "m", "m of the best level"),
        ],
        columns=3,
    )


def _steps(last: int) -> alt.X:
    scale = alt.Scale(domain=[1, max(last, 2)], nice=False)
    return alt.X("step:Q", title="EM step", scale=scale).axis(format="d", tickMinStep=1, grid=False)


def _rounds(likelihood: pd.DataFrame) -> alt.LayerChart:
    firsts = likelihood.groupby("round", as_index=False).step.min()
    firsts = firsts.assign(step=firsts.step.astype(float), label=firsts["round"].map("{:d}".format))
    base = alt.Chart(firsts).encode(x=_steps(likelihood.step.max()))
    return base.mark_rule(strokeDash=[3, 3], color=theme.GREY, opacity=0.6)


def _gap(likelihood: pd.DataFrame) -> alt.LayerChart:
    best = likelihood.value.max()
    rows = likelihood.assign(gap=(best - likelihood.value).clip(lower=0.1))
    base = alt.Chart(rows).encode(
        x=_steps(rows.step.max()),
        y=alt.Y("gap:Q", title="natural logarithms below the best")
        .scale(type="log")
        .axis(format="~s", values=powers(0.1, rows.gap.max() * 10, every=2)),
        tooltip=["step:Q", "round:Q", alt.Tooltip("value:Q", format=",.1f")],
    )
    return alt.layer(_rounds(likelihood), base.mark_line(), base.mark_point()).properties(
        width="container", height=230
    )


def _changes(shares: pd.DataFrame, likelihood: pd.DataFrame) -> alt.LayerChart:
    largest = shares.assign(size=shares.change.abs()).groupby("step", as_index=False)["size"].max()
    largest = largest[largest["size"] > 0]
    base = alt.Chart(largest).encode(
        x=_steps(likelihood.step.max()),
        y=alt.Y("size:Q", title="change of probability")
        .scale(type="log")
        .axis(format="~g", values=powers(largest["size"].min() / 10, 1)),
        tooltip=["step:Q", alt.Tooltip("size:Q", format=".2~g")],
    )
    return alt.layer(_rounds(likelihood), base.mark_line(), base.mark_point()).properties(
        width="container", height=230
    )


def _paths(shares: pd.DataFrame, likelihood: pd.DataFrame) -> alt.LayerChart:
    best = shares.loc[
        shares.groupby(["comparison", "step"]).parameter_index.transform("max")
        == shares.parameter_index
    ]
    best = best.assign(what=best.comparison.map(plain))
    names = [plain(name) for name in dict.fromkeys(best.sort_values("parameter_index").comparison)]
    base = alt.Chart(best).encode(
        x=_steps(likelihood.step.max()),
        y=alt.Y("value:Q", title="m").axis(format=".0%").scale(zero=False),
        color=alt.Color("what:N").scale(domain=names, range=theme.CATEGORIES[: len(names)]),
        strokeDash=alt.StrokeDash("what:N").scale(domain=names, range=DASHES[: len(names)]),
        tooltip=["what:N", "step:Q", alt.Tooltip("value:Q", format=".4f")],
    )
    return alt.layer(_rounds(likelihood), base.mark_line()).properties(
        width="container", height=230
    )


def _claim(likelihood: pd.DataFrame, shares: pd.DataFrame) -> str:
    steps, rounds = likelihood.step.max(), likelihood["round"].nunique()
    final = shares[shares.step == shares.step.max()].change.abs().max()
    gain = likelihood.value.iloc[-1] - likelihood.value.iloc[0]
    taken = f"{several(steps, 'step')} in {several(rounds, 'round')}"
    if pd.isna(final):
        return f"EM took {taken}, too few to see whether it settled"
    verb = "settled" if final <= SETTLED else "was still moving"
    return (
        f"EM {verb} after {taken}: the last step moved no m by more than {at_most(final)}, and the "
        f"log-likelihood rose by {count(gain)}"
    )
