"""Clusters drawn for review, what reviewers say of them, and what that says of all clusters."""

from __future__ import annotations

from itertools import combinations

import pytest
import review_models

# Stratum A: four clusters of two records; B: two of three. Each: records of every person in it.
POPULATION = {"A": [(2,), (1, 1), (2,), (2,)], "B": [(3,), (2, 1)]}


def label(stratum: str, people: tuple[int, ...]) -> tuple:
    n = sum(people)
    pairs = [size * (size - 1) // 2 for size in (*people, n)]
    squares = sum(size * size for size in people)
    return stratum, n, len(people), pairs[-1], sum(pairs[:-1]), squares


def rates(macros, labels: list[tuple]) -> dict[str, tuple]:
    """What cluster_label_rates makes of labels: measure to n_labels, rate, low and high."""
    connection = macros.connection
    connection.execute(
        """
        create or replace table labels (
            stratum varchar, n_records bigint, n_people bigint, n_pairs bigint,
            n_right_pairs bigint, n_person_squares bigint
        );
        create or replace table strata as
        select * from (values ('A', 4), ('B', 2)) as t(stratum, n_stratum_clusters)
        """
    )
    if labels:
        connection.executemany("insert into labels values (?, ?, ?, ?, ?, ?)", labels)
    sql = macros.from_text(
        "{% macro call() %}{{ data_first.cluster_label_rates('labels', 'strata') }}{% endmacro %}",
        "call",
    )()
    return {
        measure: tuple(values)
        for measure, *values in connection.execute(
            f"select measure, n_labels, rate, rate_low, rate_high from ({sql}) order by measure_no"
        ).fetchall()
    }


def test_rates_are_as_worked_by_hand(macros):
    # Two of four of A are labelled, so that each stands for two; both of B, each for itself.
    found = rates(
        macros, [label("A", (2,)), label("A", (1, 1)), label("B", (3,)), label("B", (2, 1))]
    )
    # (2 + 1) / (2 + 2 + 1 + 1); residuals of A are 1/2 and -1/2, so that their variance is 1/2, the
    # rate's 4 (4 - 2) / 2 / 2 / 36 = 1/18, worth 4.5 clusters: Wilson's interval of 1/2 of 4.5.
    assert found["share_of_clusters_of_one_person"] == pytest.approx(
        (4, 0.5, 0.160690, 0.839310), abs=1e-6
    )
    assert found["share_of_records_in_such_clusters"][1] == pytest.approx((2 * 2 + 3) / 14)
    assert found["precision"][1] == pytest.approx((2 * 1 + 3 + 1) / (2 * 2 + 6))
    assert found["b_cubed_precision"][1] == pytest.approx((2 * 2 + 2 * 1 + 3 + 5 / 3) / 14)


def test_samples_are_right_on_average(macros):
    """Over all samples of two clusters of A the mean is the truth, as sampling theory has it."""
    whole_b = [label("B", people) for people in POPULATION["B"]]
    found = [
        rates(macros, [label("A", people) for people in sample] + whole_b)
        for sample in combinations(POPULATION["A"], 2)
    ]
    shares = [rate["share_of_clusters_of_one_person"][1] for rate in found]
    assert len(shares) == 6
    assert sum(shares) / 6 == pytest.approx(4 / 6)
    records = [rate["share_of_records_in_such_clusters"][1] for rate in found]
    assert sum(records) / 6 == pytest.approx((3 * 2 + 3) / 14)


def test_agreement_of_all_labels_is_no_certainty(macros):
    found = rates(macros, [label("A", (2,)), label("A", (2,)), label("B", (3,)), label("B", (3,))])
    _, rate, low, high = found["share_of_clusters_of_one_person"]
    assert (rate, high) == (1, 1)
    # A is 4 of 6 clusters: of two right ones at most 1 - 0.025^(1/2) may be wrong. B is known.
    assert low == pytest.approx(1 - 4 / 6 * (1 - 0.025**0.5), abs=1e-6)


def test_what_is_known_whole_is_certain(macros):
    labels = [label("A", people) for people in POPULATION["A"]]
    found = rates(macros, labels + [label("B", people) for people in POPULATION["B"]])
    assert found["share_of_clusters_of_one_person"] == pytest.approx((6, 4 / 6, 4 / 6, 4 / 6))


def test_a_stratum_without_label_is_spoken_for_by_nobody(macros):
    found = rates(macros, [label("A", (2,)), label("A", (1, 1))])
    assert all(values == (2, None, None, None) for values in found.values())
    assert rates(macros, []) == {}


CLUSTERS = """
    create table people_records as
    select
        (1 + 3 * cluster + member)::bigint as record_id, 'court' as source_dataset,
        cast(1 + 3 * cluster + member as varchar) as record_key,
    from range(200) as c(cluster), range(3) as m(member)
    where member < 2 or cluster % 2 = 0;
    create table link_person__record_clusters as
    select record_id, record_id - (record_id - 1) % 3 as cluster_medium, from people_records;
    create table review_suspicions as
    select 4::bigint as cluster_id, 'twins' as reason, 4.0::double as points, 'Seen.' as evidence
    union all select 7, 'too large', 2.0, 'Large.'
    union all select 7, 'bridge', 3.0, 'One link.';
"""


def draw(macros, n_random: int) -> dict[int, tuple]:
    """The clusters to review: id to stratum, reason, evidence and inclusion probability."""
    review_models.build(
        macros, "review_cluster_frame", {}, review_clusters=5, review_random_clusters=n_random
    )
    review_models.build(macros, "review_clusters", {})
    return {
        cluster: tuple(rest)
        for cluster, *rest in macros.connection.execute(
            "select cluster_id, stratum, reason, evidence, inclusion_probability"
            " from review_clusters order by review_order"
        ).fetchall()
    }


def test_suspicious_clusters_are_all_drawn_and_others_by_chance(macros):
    macros.connection.execute(CLUSTERS)
    drawn = draw(macros, 40)
    assert drawn[7] == ("suspicious", "bridge", "One link. Large.", 1)
    assert drawn[4] == ("suspicious", "twins", "Seen.", 1)
    by_stratum: dict[str, list[float]] = {}
    for stratum, reason, _, probability in drawn.values():
        by_stratum.setdefault(stratum, []).append(probability)
        assert (reason == "drawn by chance") == (stratum != "suspicious")
    # Of 100 clusters of two and 100 of three records one each is suspicious; a quarter of 40 each.
    assert {stratum: len(of) for stratum, of in by_stratum.items()} == {
        "suspicious": 2,
        "2 records": 10,
        "3 to 5 records": 10,
    }
    assert by_stratum["2 records"] == pytest.approx([10 / 99] * 10)
    assert list(drawn)[0] == 7 and list(drawn)[2] == 4, "the suspicious take turns with the others"


def test_a_larger_draw_keeps_the_smaller(macros):
    macros.connection.execute(CLUSTERS)
    smaller, larger = set(draw(macros, 16)), set(draw(macros, 80))
    assert len(smaller) == 2 + 8 and len(larger) == 2 + 40
    assert smaller < larger


def test_letters_become_people(macros):
    macros.connection.execute(
        """
        create table review_clusters as
        select * from (values (1, 'x', 3), (4, 'x', 2), (6, 'y', 2), (8, 'y', 2), (10, 'y', 2))
            as t(cluster_id, stratum, n_records);
        create table link_person__record_clusters as
        select * from (values
            (1, 1), (2, 1), (3, 1), (4, 4), (5, 4), (6, 6),
            (7, 6), (8, 8), (9, 8), (10, 10), (11, 10)
        ) as t(record_id, cluster_medium);
        create table review_decisions as
        select 'clusters' as queue, item_id, reviewer, record_id_l, decision,
            timestamp '2026-01-01 00:00:00' + to_seconds(second) as decided_at,
        from (values
            -- two people; under the number that the cluster had in another build
            ('99', 'analyst_1', 1, 'A', 1), ('99', 'analyst_1', 2, 'A', 1),
            ('99', 'analyst_1', 3, 'B', 1),
            -- one record was never judged
            ('4', 'analyst_1', 4, 'A', 2),
            -- the later reviewer could tell, another not
            ('6', 'analyst_1', 6, 'A', 3), ('6', 'analyst_1', 7, 'B', 3),
            ('6', 'analyst_2', 6, 'A', 4), ('6', 'analyst_2', 7, 'A', 4),
            ('6', 'analyst_3', 6, 'cannot_tell', 5), ('6', 'analyst_3', 7, 'cannot_tell', 5),
            -- nobody could tell of one record
            ('8', 'analyst_1', 8, 'A', 6), ('8', 'analyst_1', 9, 'cannot_tell', 6)
        ) as t(item_id, reviewer, record_id_l, decision, second)
        """
    )
    review_models.build(macros, "review_cluster_labels", {})
    found = macros.connection.execute(
        "select cluster_id, reviewer, is_told, n_people, n_pairs, n_right_pairs, n_person_squares"
        " from review_cluster_labels"
    ).fetchall()
    assert found == [
        (1, "analyst_1", True, 2, 3, 1, 5),
        (6, "analyst_2", True, 1, 1, 1, 4),
        (8, "analyst_1", False, None, 1, None, None),
    ]
