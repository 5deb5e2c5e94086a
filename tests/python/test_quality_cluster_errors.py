"""Whole, split and merged people: against a count one by one, and against er-evaluation.

The estimators from a sample of people are checked against values of the package er-evaluation 2.3.0
(Binette and others 2022), which is no requirement of this project; the script that made them stands
below. Its B-cubed estimators count every person once and ours every record once, as
quality_linkage_accuracy does, so that it was given weights times numbers of records.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from macro_runner import Macros

ROOT = Path(__file__).parents[2]

# python -m pip install er-evaluation==2.3.0 (with pandas 3.1.1, numpy 2.4.6, scipy 1.17.1), then:
#   from er_evaluation import estimators
#   sizes = SAMPLE.value_counts()
#   for name in EXPECTED:
#       estimator = getattr(estimators, f"{name}_estimator")
#       weights = WEIGHTS * sizes if "b_cubed" in name else WEIGHTS
#       print(name, estimator(PREDICTION, SAMPLE, weights))
PREDICTION = pd.Series(
    [1, 1, 2, 2, 3, 4, 4, 4, 5, 5, 6, 7, 7, 8, 9, 9, 10, 11, 11, 12], index=range(1, 21)
)
SAMPLE = pd.Series(
    list("aaabccdeeefgg"), index=[1, 2, 3, 5, 6, 7, 11, 12, 13, 14, 17, 18, 19], name="person"
)
WEIGHTS = pd.Series({"a": 1.0, "b": 3.0, "c": 1.5, "d": 3.0, "e": 1.0, "f": 3.0, "g": 1.5})
EXPECTED = {
    "pairwise_precision": (0.6879251700680272, 0.12758502947966707),
    "pairwise_recall": (0.5267489711934157, 0.16001828884957678),
    "cluster_precision": (0.8333333333333334, 0.314970394174356),
    "cluster_recall": (0.7745535714285715, 0.15846642276159686),
    "b_cubed_precision": (0.9285714285714285, 0.04956347617776493),
    "b_cubed_recall": (0.8730158730158731, 0.08196790150703523),
}


def estimates(
    macros: Macros, prediction: pd.Series, sample: pd.Series, weights: pd.Series
) -> dict[str, tuple[float, float]]:
    """Estimate and standard error of each metric."""
    clusters = pd.DataFrame({"record_id": prediction.index, "cluster_id": prediction.values})
    people = pd.DataFrame(
        {
            "record_id": sample.index,
            "true_person_id": sample.values,
            "sampling_weight": sample.map(weights).values,
        }
    )
    macros.connection.register("given_clusters", clusters)
    macros.connection.register("given_sample", people)
    rows = macros.connection.execute(
        macros.sampled_cluster_metrics("given_sample", "given_clusters")
    ).fetchall()
    return {metric: (estimate, error) for metric, estimate, error, _ in rows}


def test_estimates_from_a_sample_are_those_of_er_evaluation(macros):
    found = estimates(macros, PREDICTION, SAMPLE, WEIGHTS)
    assert set(EXPECTED) < set(found)
    for metric, (estimate, error) in EXPECTED.items():
        assert found[metric] == pytest.approx((estimate, error), rel=1e-9), metric


def test_one_sampled_person_gives_estimates_without_error(macros):
    """Person c: records 6 and 7 in a cluster of three; one right pair, two halves of wrong ones."""
    sample = SAMPLE[SAMPLE == "c"]
    found = estimates(macros, PREDICTION, sample, WEIGHTS)
    assert found["pairwise_precision"] == (pytest.approx(1 / 2), None)
    assert found["pairwise_recall"] == (pytest.approx(1), None)
    assert found["cluster_recall"] == (0, None)


def test_split_people_and_merging_clusters_are_as_counted_by_hand(macros):
    """People a (weight 1) in clusters 1 and 2, b (3) and c (1): of seven, of which one is split.

    Cluster 1 is all a's, 2 is half a's and half b's, 3 is c's: of clusters 1 + 1/2, 1/2 and 1.
    """
    prediction = pd.Series([1, 1, 2, 2, 3], index=range(1, 6))
    sample = pd.Series(list("aaabc"), index=range(1, 6))
    found = estimates(macros, prediction, sample, pd.Series({"a": 1.0, "b": 3.0, "c": 1.0}))
    y, x = [1.0, 0.0, 0.0], [1.0, 3.0, 1.0]
    assert found["share_of_people_split"][0] == pytest.approx(ratio(y, x))
    y, x = [0.5, 1.5, 0.0], [1.5, 1.5, 1.0]
    assert found["share_of_clusters_merging"][0] == pytest.approx(ratio(y, x))


def ratio(y: list[float], x: list[float]) -> float:
    """Ratio of sums, with the correction for bias of Binette and others (2022)."""
    n, sy, sx = len(y), sum(y), sum(x)
    syx = sum(a * b for a, b in zip(y, x, strict=True))
    return sy / sx * (1 + n / (n - 1) * (syx / sy / sx - sum(b * b for b in x) / sx / sx))


def population(draw: random.Random) -> tuple[pd.Series, pd.Series]:
    """Predicted clusters and true people of some 1,500 records, people split and merged."""
    truth, predicted = [], []
    for person in range(500):
        cluster = person if draw.random() > 0.15 else draw.randrange(500)
        for _ in range(draw.choice([1, 1, 2, 3, 8])):
            truth.append(person)
            predicted.append(cluster if draw.random() > 0.05 else 1000 + len(truth))
    return pd.Series(predicted), pd.Series(truth)


def cells(predicted: pd.Series, truth: pd.Series) -> pd.DataFrame:
    records = pd.DataFrame({"true_person_id": truth, "cluster_id": predicted, "part": 1})
    return records.groupby(["part", "true_person_id", "cluster_id"], as_index=False).size()


def true_metrics(macros: Macros, predicted: pd.Series, truth: pd.Series) -> dict[str, float]:
    """The same metrics of all records."""
    macros.connection.register(
        "given_cells", cells(predicted, truth).rename(columns={"size": "n_records"})
    )
    accuracy = macros.connection.execute(
        macros.partition_accuracy("given_cells", ["part"])
    ).fetchdf()
    errors = macros.connection.execute(macros.partition_errors("given_cells", ["part"])).fetchdf()
    names = {"pairwise_precision": "precision", "pairwise_recall": "recall"}
    both = pd.concat([accuracy, errors.drop(columns=accuracy.columns, errors="ignore")], axis=1)
    further = ["share_of_people_split", "share_of_clusters_merging"]
    return {name: both[names.get(name, name)].iloc[0] for name in [*EXPECTED, *further]}


def test_estimates_are_right_on_average_where_people_are_drawn_by_size(macros):
    """Each person is drawn with a chance that grows with his or her records; weights undo it.

    The mean of 40 samples lies within four of its standard errors and the bias of a ratio. Pairs
    within the sample alone, without strangers, would say .97 and more for precision.
    """
    draw = random.Random(20221001)
    predicted, truth = population(draw)
    expected = true_metrics(macros, predicted, truth)
    assert 0.3 < expected["pairwise_precision"] < 0.95, "the test looks at something"
    sizes = truth.value_counts()
    chance = (sizes * 0.05).clip(upper=0.5)
    found = []
    for _ in range(40):
        people = [person for person in sizes.index if draw.random() < chance[person]]
        sample = truth[truth.isin(people)]
        found.append(
            {
                metric: estimate
                for metric, (estimate, _) in estimates(
                    macros, predicted, sample, 1 / chance
                ).items()
            }
        )
    table = pd.DataFrame(found)
    for metric, value in expected.items():
        error = table[metric].std() / len(table) ** 0.5
        assert table[metric].mean() == pytest.approx(value, abs=4 * error + 0.01), metric


def brute_force(predicted: pd.Series, truth: pd.Series) -> dict[str, float]:
    """Split and merged people, set by set."""
    people = {frozenset(rows) for rows in truth.groupby(truth).groups.values()}
    clusters = {frozenset(rows) for rows in predicted.groupby(predicted).groups.values()}
    split = {person for person in people if predicted[list(person)].nunique() > 1}
    merging = {cluster for cluster in clusters if truth[list(cluster)].nunique() > 1}
    right = people & clusters
    affected = set().union(*split, *merging)
    return {
        "n_records": len(truth),
        "n_true_people": len(people),
        "n_true_people_of_several_records": sum(len(person) > 1 for person in people),
        "n_estimated_people": len(clusters),
        "n_exactly_right": len(right),
        "cluster_precision": len(right) / len(clusters),
        "cluster_recall": len(right) / len(people),
        "cluster_f1": 2 * len(right) / (len(people) + len(clusters)),
        "n_people_split": len(split),
        "share_of_people_split": len(split) / len(people),
        "n_records_of_split_people": sum(map(len, split)),
        "n_clusters_merging": len(merging),
        "share_of_clusters_merging": len(merging) / len(clusters),
        "n_records_in_merging_clusters": sum(map(len, merging)),
        "n_records_affected": len(affected),
        "share_of_records_affected": len(affected) / len(truth),
    }


def test_split_and_merged_people_are_those_of_a_count_one_by_one(macros):
    draw = random.Random(20110101)
    for _ in range(20):
        predicted, truth = population(draw)
        some = draw.sample(list(truth.index), draw.choice([1, 5, 40, 400]))
        predicted, truth = predicted[some], truth[some]
        macros.connection.register(
            "given_cells", cells(predicted, truth).rename(columns={"size": "n_records"})
        )
        frame = macros.connection.execute(
            macros.partition_errors("given_cells", ["part"])
        ).fetchdf()
        assert len(frame) == 1
        assert frame.drop(columns="part").iloc[0].to_dict() == pytest.approx(
            brute_force(predicted, truth)
        )


@pytest.mark.built
def test_a_sample_of_the_true_people_tells_how_right_the_clusters_are():
    """One person in three of the sample, by hash, against all of them: within four errors."""
    folder = os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse")
    with duckdb.connect() as connection:
        macros = Macros(connection)
        connection.execute(f"attach '{ROOT / folder}/workspace.duckdb' as built (read_only)")
        connection.execute(
            """
            create table clusters as
            select record_id, cluster_medium as cluster_id
            from built.linkage.link_person__record_clusters
            semi join built.quality.quality_true_records using (record_id)
            """
        )
        connection.execute(
            """
            create table sample as
            select record_id, true_person_id, 3 as sampling_weight
            from built.quality.quality_true_records
            where hash(true_person_id) % 3 = 0
            """
        )
        found = connection.execute(macros.sampled_cluster_metrics("sample", "clusters")).fetchall()
        expected = connection.execute(
            """
            select
                accuracy.precision, accuracy.recall, errors.cluster_precision,
                errors.cluster_recall, accuracy.b_cubed_precision, accuracy.b_cubed_recall,
                errors.share_of_people_split, errors.share_of_clusters_merging
            from built.quality.quality_linkage_accuracy as accuracy
            inner join built.quality.quality_cluster_errors as errors
                using (scope, source_dataset, level, method)
            where scope = 'xjs' and level = 'medium' and method = 'average_linkage'
            """
        ).fetchone()
    assert len(found) == len(expected)
    for (metric, estimate, error, n_people), value in zip(found, expected, strict=True):
        assert n_people > 500, metric
        assert estimate == pytest.approx(value, abs=4 * error + 0.003), metric
