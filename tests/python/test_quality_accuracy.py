"""Accuracy of a partition, in SQL, against a count of pairs and records one by one.

The reference here shares nothing with the macro: it lists every pair of records, and follows the
definition of B-cubed (Bagga and Baldwin 1998) record by record with sets and fractions.
"""

from __future__ import annotations

import os
import random
from collections import defaultdict
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import duckdb
import jinja2
import pytest

ROOT = Path(__file__).parents[2]
COUNTS = (
    "n_records",
    "n_true_people",
    "n_estimated_people",
    "n_records_in_largest",
    "n_true_pairs",
    "n_found_pairs",
    "n_right_pairs",
)
SHARES = ("precision", "recall", "f1", "b_cubed_precision", "b_cubed_recall", "b_cubed_f1")
FIGURES = (*COUNTS, *SHARES)


def render_macro() -> str:
    """SQL of ``partition_accuracy`` over a table ``cells``, by the column ``part``."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "macros"))
    exact_sum = environment.get_template("engine/exact_sum.sql").module.exact_sum
    environment.globals["data_first"] = SimpleNamespace(exact_sum=exact_sum)
    macro = environment.get_template("quality/partition_accuracy.sql").module.partition_accuracy
    return macro("cells", ["part"])


def ratio(above: int, below: int) -> Fraction | None:
    return Fraction(above, below) if below else None


def harmonic_mean(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    if one is None and other is None:
        return None
    if not one or not other:
        return Fraction(0)
    return 2 / (1 / one + 1 / other)


def brute_force(truth: list[int], clusters: list[int]) -> dict[str, int | Fraction | None]:
    """The figures of one partition; record i is person ``truth[i]``, in ``clusters[i]``."""
    records = range(len(truth))
    people, estimated = defaultdict(set), defaultdict(set)
    for record in records:
        people[truth[record]].add(record)
        estimated[clusters[record]].add(record)
    pairs = list(combinations(records, 2))
    true_pairs = {pair for pair in pairs if truth[pair[0]] == truth[pair[1]]}
    found_pairs = {pair for pair in pairs if clusters[pair[0]] == clusters[pair[1]]}
    right_pairs = true_pairs & found_pairs
    precision = ratio(len(right_pairs), len(found_pairs))
    recall = ratio(len(right_pairs), len(true_pairs))
    shared = [people[truth[i]] & estimated[clusters[i]] for i in records]
    mean = Fraction(1, len(truth))
    b_cubed_precision = mean * sum(
        Fraction(len(shared[i]), len(estimated[clusters[i]])) for i in records
    )
    b_cubed_recall = mean * sum(Fraction(len(shared[i]), len(people[truth[i]])) for i in records)
    return {
        "n_records": len(truth),
        "n_true_people": len(people),
        "n_estimated_people": len(estimated),
        "n_records_in_largest": max(len(cluster) for cluster in estimated.values()),
        "n_true_pairs": len(true_pairs),
        "n_found_pairs": len(found_pairs),
        "n_right_pairs": len(right_pairs),
        "precision": precision,
        "recall": recall,
        "f1": harmonic_mean(precision, recall),
        "b_cubed_precision": b_cubed_precision,
        "b_cubed_recall": b_cubed_recall,
        "b_cubed_f1": harmonic_mean(b_cubed_precision, b_cubed_recall),
    }


def assert_same(found: dict, expected: dict, what: str) -> None:
    for name in FIGURES:
        if expected[name] is None:
            assert found[name] is None, (what, name)
        else:
            assert found[name] is not None, (what, name)
            assert found[name] == pytest.approx(float(expected[name]), abs=1e-9), (what, name)


def random_partition(draw: random.Random) -> tuple[list[int], list[int]]:
    """People of uneven size and clusters that split and merge them, from 1 to 60 records."""
    n_records = draw.randint(1, 60)
    n_people = draw.randint(1, n_records)
    truth = [min(draw.randrange(n_people), draw.randrange(n_people)) for _ in range(n_records)]
    stray = draw.choice([0, 0.1, 0.5, 1])
    n_clusters = draw.randint(1, n_records)
    clusters = [
        1000 + draw.randrange(n_clusters)
        if draw.random() < stray
        else person // draw.choice([1, 2])
        for person in truth
    ]
    return truth, clusters


def test_partition_accuracy_equals_a_count_one_by_one():
    draw = random.Random(20110101)
    partitions = [random_partition(draw) for _ in range(200)]
    partitions.append(([1, 2, 3], [7, 7, 7]))
    partitions.append(([1, 1, 1], [7, 8, 9]))
    partitions.append(([1, 2, 3], [7, 8, 9]))
    partitions.append(([5], [5]))
    with duckdb.connect() as connection:
        connection.execute(
            "create table records (part bigint, true_person_id bigint, cluster_id bigint)"
        )
        connection.executemany(
            "insert into records values (?, ?, ?)",
            [
                (part, person, cluster)
                for part, (truth, clusters) in enumerate(partitions)
                for person, cluster in zip(truth, clusters, strict=True)
            ],
        )
        # Cells may come in several rows, as they do by source.
        connection.execute(
            "create table cells as select *, count(*) as n_records"
            " from (select *, row_number() over () % 2 as half from records) group by all"
        )
        cursor = connection.execute(render_macro())
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    found = {row["part"]: row for row in rows}
    assert len(rows) == len(found) == len(partitions)
    for part, (truth, clusters) in enumerate(partitions):
        assert_same(found[part], brute_force(truth, clusters), f"partition {part}")


def test_partition_accuracy_of_no_records_is_no_row():
    with duckdb.connect() as connection:
        connection.execute(
            "create table cells"
            " (part bigint, true_person_id bigint, cluster_id bigint, n_records bigint)"
        )
        assert connection.execute(render_macro()).fetchall() == []


def _workspace() -> duckdb.DuckDBPyConnection:
    folder = os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse")
    return duckdb.connect(str(ROOT / folder / "workspace.duckdb"), read_only=True)


def _count_pairs(groups: list[list[int]]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _grouped(keys: dict[int, int]) -> list[list[int]]:
    groups = defaultdict(list)
    for record, key in keys.items():
        groups[key].append(record)
    return list(groups.values())


@pytest.mark.built
@pytest.mark.parametrize("level", ["high", "medium", "low"])
def test_reported_accuracy_is_that_of_the_published_clusters(level):
    """The table, against pairs listed from the clusters of records and the truth of the sample."""
    with _workspace() as connection:
        rows = connection.execute(
            f"""
            select record_id, cluster_{level}, true_person_id
            from linkage.link_person__record_clusters
            inner join people.people_records using (record_id)
            inner join staging.stg_truth__person using (source_dataset, record_key)
            """
        ).fetchall()
        cursor = connection.execute(
            """
            select n_records, n_true_pairs, n_found_pairs, n_right_pairs, b_cubed_f1
            from quality.quality_linkage_accuracy
            where scope = 'xjs' and method = 'average_linkage' and level = ?
            """,
            [level],
        )
        reported = cursor.fetchall()
    assert rows, "the sample has a truth"
    clusters = {record: cluster for record, cluster, _ in rows}
    truth = {record: person for record, _, person in rows}
    true_pairs = _count_pairs(_grouped(truth))
    found_pairs = _count_pairs(_grouped(clusters))
    members = {record: set(group) for group in _grouped(clusters) for record in group}
    people = {record: set(group) for group in _grouped(truth) for record in group}
    precision = sum(len(members[r] & people[r]) / len(members[r]) for r in truth) / len(truth)
    recall = sum(len(members[r] & people[r]) / len(people[r]) for r in truth) / len(truth)
    assert len(reported) == 1
    assert reported[0] == (
        len(rows),
        len(true_pairs),
        len(found_pairs),
        len(true_pairs & found_pairs),
        pytest.approx(2 * precision * recall / (precision + recall)),
    )


@pytest.mark.built
def test_lost_pairs_are_those_that_no_rule_and_no_profile_joins():
    """Blocking recall, against pairs of records listed from candidate pairs of names."""
    with _workspace() as connection:
        truth = dict(
            connection.execute(
                """
                select record_id, true_person_id
                from people.people_records
                inner join staging.stg_truth__person using (source_dataset, record_key)
                """
            ).fetchall()
        )
        profiles = dict(
            connection.execute(
                "select record_id, profile_id from linkage.link_person__profile_records"
            ).fetchall()
        )
        owners = dict(
            connection.execute(
                "select identity_id, profile_id from linkage.link_person__identities"
            ).fetchall()
        )
        candidates = connection.execute(
            "select identity_id_l, identity_id_r from linkage.link_person__pairs"
        ).fetchall()
        reported = connection.execute(
            """
            select n_true_pairs, n_in_one_profile, n_reached_by_rules, n_lost
            from quality.quality_blocking_recall where source_dataset_l = 'all'
            """
        ).fetchall()
    compared = {frozenset((owners[left], owners[right])) for left, right in candidates}
    n_together = n_reached = n_lost = 0
    for left, right in _count_pairs(_grouped(truth)):
        pair = frozenset((profiles[left], profiles[right]))
        if len(pair) == 1:
            n_together += 1
        elif pair in compared:
            n_reached += 1
        else:
            n_lost += 1
    assert n_together + n_reached + n_lost > 0
    assert reported == [(n_together + n_reached + n_lost, n_together, n_reached, n_lost)]
