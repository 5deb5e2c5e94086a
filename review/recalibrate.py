"""Match probabilities put right by labels: ``python -m review.recalibrate --out data/review``.

Isotonic regression (Zadrozny and Elkan 2002; scipy's ``isotonic_regression``) of what reviewers
decided on the match weight: the rising steps that fit the labels best, each label weighed by the
pairs of records that it stands for. Writes ``<out>/recalibration.csv`` (least_match_weight,
match_probability, n_labels), one row a step, and says how far predictions were off before and
after: after on labels of people whose own labels did not make the steps (five folds), so that the
gain is no illusion.

A step is as good as its labels. With few, use it to see where the model is too sure, no more.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from python_udfs.publish import warehouse

FOLDS = 5
LABELS = """
    select match_weight, match_probability, decision = 'match', label_weight * n_record_pairs,
        cluster_unit
    from review.review_labels
    where decision <> 'cannot_tell'
    order by match_weight, pair_id
"""


class NothingToFit(Exception):
    """There are no labels, or no scipy; the text says what to do."""


@dataclass(frozen=True)
class Labels:
    """Labels in the order of their match weight; arrays of equal length."""

    match_weight: np.ndarray  # bits
    predicted: np.ndarray  # probability
    is_match: np.ndarray  # boolean
    weight: np.ndarray  # pairs of records that a label stands for
    unit: np.ndarray  # person, whole number

    def where(self, chosen: np.ndarray) -> Labels:
        """Those of the labels that a boolean array chooses."""
        return Labels(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Steps:
    """A rising function of the match weight; arrays of equal length."""

    least_match_weight: np.ndarray
    probability: np.ndarray
    n_labels: np.ndarray

    def at(self, match_weight: np.ndarray) -> np.ndarray:
        """The probability of pairs of these weights; below the first step that of the first."""
        place = np.searchsorted(self.least_match_weight, match_weight, side="right") - 1
        return self.probability[np.maximum(place, 0)]


def fit(labels: Labels) -> Steps:
    """The rising steps with the least weighted squared error.

    Raises:
        NothingToFit: scipy is not installed.
    """
    try:
        from scipy.optimize import isotonic_regression
    except ModuleNotFoundError as error:
        raise NothingToFit("scipy is not installed. Run `make lint` once, which has it.") from error
    # pairs of one weight are one point
    points, place = np.unique(labels.match_weight, return_inverse=True)
    weight = np.bincount(place, labels.weight)
    share = np.bincount(place, labels.weight * labels.is_match) / weight
    fitted = isotonic_regression(share, weights=weight)
    starts = fitted.blocks[:-1]
    counts = np.add.reduceat(np.bincount(place), starts)
    return Steps(points[starts], np.clip(fitted.x[starts], 0, 1), counts)


def calibration_error(predicted: np.ndarray, labels: Labels, n_bins: int = 15) -> float:
    """Weighted mean distance between prediction and share of matches, in bins of equal width."""
    place = np.minimum((predicted * n_bins).astype(int), n_bins - 1)
    gap = np.bincount(place, labels.weight * (labels.is_match - predicted), minlength=n_bins)
    return float(np.abs(gap).sum() / labels.weight.sum())


def out_of_fold(labels: Labels) -> np.ndarray:
    """Predictions for each label by steps made from the labels of other people."""
    predicted = np.empty(len(labels.weight))
    for fold in range(FOLDS):
        held = labels.unit % FOLDS == fold
        if held.any() and not held.all():
            steps = fit(labels.where(~held))
            predicted[held] = steps.at(labels.match_weight[held])
        else:
            predicted[held] = labels.predicted[held]
    return predicted


def read(database: Path) -> Labels:
    """The labels of the last build.

    Raises:
        NothingToFit: there is no build, or nobody has labelled anything.
    """
    if not database.is_file():
        raise NothingToFit(f"{database} does not exist. Run `make` first.")
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            rows = connection.execute(LABELS).fetchall()
    except duckdb.CatalogException as error:
        raise NothingToFit(f"{database} holds no review. Run `make` first.") from error
    if not rows:
        raise NothingToFit("Nobody has labelled a pair of the sample. Review pairs, then build.")
    weight, predicted, is_match, stands_for, unit = zip(*rows, strict=True)
    return Labels(
        np.array(weight),
        np.array(predicted),
        np.array(is_match, dtype=bool),
        np.array(stands_for),
        np.array(unit),
    )


def main(arguments: list[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m review.recalibrate", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of the review")
    given = parser.parse_args(arguments)
    try:
        labels = read(warehouse() / "workspace.duckdb")
        steps = fit(labels)
        after = calibration_error(out_of_fold(labels), labels)
    except NothingToFit as error:
        print(f"Not recalibrated. {error}", file=sys.stderr)
        return 1
    given.out.mkdir(parents=True, exist_ok=True)
    path = given.out / "recalibration.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("least_match_weight", "match_probability", "n_labels"))
        for row in zip(steps.least_match_weight, steps.probability, steps.n_labels, strict=True):
            writer.writerow((f"{row[0]:.6f}", f"{row[1]:.9f}", row[2]))
    before = calibration_error(labels.predicted, labels)
    print(f"{path}: {len(steps.probability)} steps from {len(labels.weight):,} labels")
    print(
        f"Expected calibration error: {before:.4f} before, {after:.4f} after, by labels of other"
        " people"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
