"""Isotonic recalibration: steps by hand and those of scikit-learn."""

from __future__ import annotations

import duckdb
import numpy as np
import pytest

from review import recalibrate


def labels(rows: list[tuple[float, float, bool, float, int]]) -> recalibrate.Labels:
    return recalibrate.Labels(*(np.array(column) for column in zip(*rows, strict=True)))


def test_steps_by_hand():
    # weights 1 and 3 are out of order, so that they share a step: (1 * 1 + 0 * 3) / 4
    steps = recalibrate.fit(
        labels(
            [
                (-4.0, 0.1, False, 1.0, 1),
                (1.0, 0.6, True, 1.0, 2),
                (3.0, 0.9, False, 3.0, 3),
                (9.0, 0.99, True, 1.0, 4),
            ]
        )
    )
    assert steps.least_match_weight.tolist() == [-4, 1, 9]
    assert steps.probability.tolist() == [0, 0.25, 1]
    assert steps.n_labels.tolist() == [1, 2, 1]
    assert steps.at(np.array([-50.0, 0.9, 1.0, 8.9, 20.0])).tolist() == [0, 0, 0.25, 0.25, 1]


def test_pairs_of_one_weight_are_one_point():
    steps = recalibrate.fit(labels([(2.0, 0.8, True, 1.0, 1), (2.0, 0.8, False, 3.0, 2)]))
    assert (steps.probability.tolist(), steps.n_labels.tolist()) == ([0.25], [2])


def test_steps_are_those_of_scikit_learn():
    # sklearn 1.9.1: IsotonicRegression().fit(x, y, sample_weight=w).predict(x)
    x = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    y = [False, True, False, False, True, True, False, True]
    w = [2.0, 1.0, 1.0, 2.0, 3.0, 1.0, 2.0, 5.0]
    expected = [0, 1 / 4, 1 / 4, 1 / 4, 2 / 3, 2 / 3, 2 / 3, 1]
    found = recalibrate.fit(labels(list(zip(x, [0.5] * 8, y, w, range(8), strict=True))))
    assert found.at(np.array(x)).tolist() == pytest.approx(expected)


def test_calibration_error_by_hand():
    rows = [(0.0, 0.1, False, 3.0, 1), (0.0, 0.1, True, 1.0, 2), (5.0, 0.9, True, 4.0, 3)]
    given = labels(rows)
    # |0.25 - 0.1| of four and |1 - 0.9| of four
    assert recalibrate.calibration_error(given.predicted, given) == pytest.approx(0.125)


def test_recalibration_mends_a_model_that_is_too_sure_for_people_it_did_not_see():
    rng = np.random.default_rng(1)
    weight = np.sort(rng.normal(2, 6, 4000))
    truth = 1 / (1 + 2 ** (-0.4 * weight))
    given = recalibrate.Labels(
        weight, 1 / (1 + 2**-weight), rng.random(4000) < truth, np.ones(4000), np.arange(4000) // 2
    )
    before = recalibrate.calibration_error(given.predicted, given)
    after = recalibrate.calibration_error(recalibrate.out_of_fold(given), given)
    assert before > 0.08
    assert after < before / 3


def test_without_labels_the_message_says_what_to_do(tmp_path):
    with pytest.raises(recalibrate.NothingToFit, match="does not exist. Run `make` first"):
        recalibrate.read(tmp_path / "workspace.duckdb")
    path = tmp_path / "old.duckdb"
    duckdb.connect(str(path)).close()
    with pytest.raises(recalibrate.NothingToFit, match="holds no review"):
        recalibrate.read(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create schema review; create table review.review_labels (pair_id varchar,"
            " match_weight double, match_probability double, decision varchar, label_weight double,"
            " n_record_pairs bigint, cluster_unit bigint)"
        )
    with pytest.raises(recalibrate.NothingToFit, match="Nobody has labelled a pair"):
        recalibrate.read(path)
