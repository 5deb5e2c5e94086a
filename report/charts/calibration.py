"""Whether a match probability means what it says."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.picture import Panel, Picture, has
from report.words import percent

AGAINST = {"truth": "by the truth", "labels": "by reviewed pairs"}
PREDICTED = "as the model says"
COLOURS = {"truth": theme.BLUE, "labels": theme.GREEN}
SHAPES = {"truth": "circle", "labels": "diamond"}


def draw(calibration: pd.DataFrame) -> Picture | None:
    """The picture of ``quality_calibration``."""
    if not has(calibration, "basis", "bin_no", "mean_predicted", "share_matches"):
        return None
    # the row without a number is all bins together
    frame = calibration[calibration.bin_no.notna() & calibration.share_matches.notna()]
    if frame.empty:
        return None
    frame = frame.sort_values(["bin_no", "basis"])
    frame = frame.assign(
        what=frame.basis.map(lambda basis: AGAINST.get(basis, basis)),
        bin=[
            f"{_short(least)}–{_short(most)}"
            for least, most in zip(frame.least_probability, frame.most_probability, strict=True)
        ],
    )
    return Picture(
        claim=_claim(frame),
        reading=(
            "Pairs are put into bins of match probability, in per cent: a line is what the model "
            "says of a bin, a mark the share that are matches with its 95 % interval. A mark below "
            "its line means that the model is too sure."
        ),
        panels=[Panel(_chart(frame))],
    )


def _short(probability: float) -> str:
    return f"{100 * probability:.4g}"


def _chart(frame: pd.DataFrame) -> alt.LayerChart:
    bins = list(dict.fromkeys(frame.bin))
    there = [basis for basis in AGAINST if basis in set(frame.basis)]
    names = [*(AGAINST[basis] for basis in there), PREDICTED]
    colour = alt.Color("what:N").scale(
        domain=names, range=[*(COLOURS[basis] for basis in there), theme.BLACK]
    )
    shape = alt.Shape("what:N").scale(
        domain=names, range=[*(SHAPES[basis] for basis in there), "stroke"]
    )
    x = alt.X("bin:O", title="match probability, per cent").sort(bins)
    x = x.axis(labelAngle=-45, labelOverlap=False)
    y = alt.Y("share_matches:Q", title="share that are matches").axis(format=".0%")
    layers = [
        alt.Chart(frame.drop_duplicates("bin").assign(what=PREDICTED))
        .mark_point(size=220, strokeWidth=3, filled=False)
        .encode(x=x, y=alt.Y("mean_predicted:Q"), color=colour, shape=shape)
    ]
    for number, basis in enumerate(there):
        # beside each other, where there are both
        aside = (number - (len(there) - 1) / 2) * 9
        base = alt.Chart(frame[frame.basis == basis]).encode(
            x=x,
            color=colour,
            tooltip=[
                "what:N",
                alt.Tooltip("n_pairs:Q", format=","),
                alt.Tooltip("mean_predicted:Q", format=".3%"),
                alt.Tooltip("share_matches:Q", format=".3%"),
            ],
        )
        layers += [
            base.mark_rule(strokeWidth=2, xOffset=aside).encode(
                y=alt.Y("share_matches_low:Q"), y2="share_matches_high:Q"
            ),
            base.mark_point(xOffset=aside).encode(y=y, shape=shape),
        ]
    return alt.layer(*layers).properties(width="container", height=320)


def _claim(frame: pd.DataFrame) -> str:
    basis = next(name for name in AGAINST if name in set(frame.basis))
    rows = frame[frame.basis == basis]
    rows = rows.assign(gap=rows.share_matches - rows.mean_predicted)
    many = rows[rows.n_pairs >= 100] if (rows.n_pairs >= 100).any() else rows
    worst = many.loc[many.gap.abs().idxmax()]
    error = (rows.gap.abs() * rows.n_pairs).sum() / rows.n_pairs.sum()
    return (
        f"Match probabilities are off by {percent(error)} on average, most where they say "
        f"{percent(worst.mean_predicted)}: there {percent(worst.share_matches)} are matches"
    )
