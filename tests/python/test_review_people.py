"""People drawn for review, what is shown of them, and what their labels say of all people."""

from __future__ import annotations

import random
import statistics

import pytest
import review_models

RECORDS = """
    create table people_records as
    select i::bigint as record_id, 'court' as source_dataset, cast(i as varchar) as record_key,
    from range(300) as r(i);
    create table link_person__record_clusters as
    select
        record_id,
        -- 100 records alone, 50 clusters of two, and 50 of two of which two each share a component
        case when record_id < 100 then record_id else record_id - record_id % 2 end
            as cluster_medium,
        case
            when record_id < 100 then record_id
            when record_id < 200 then record_id - record_id % 2
            else record_id - record_id % 4
        end as component_low,
    from people_records;
"""


def drawn(macros, n_people: int) -> dict[int, tuple]:
    """Record to stratum, records of the stratum and chance of being drawn."""
    review_models.build(macros, "review_people", {}, review_people=n_people)
    rows = macros.connection.execute(
        "select record_id, stratum, n_stratum_records, inclusion_probability from review_people"
    ).fetchall()
    return {record: tuple(rest) for record, *rest in rows}


def test_a_third_of_the_people_is_drawn_from_each_stratum(macros):
    macros.connection.execute(RECORDS)
    found = drawn(macros, 30)
    assert len(found) == 30
    for record, values in found.items():
        strata = ["a single record", "several records", "near another cluster"]
        assert values == (strata[record // 100], 100, pytest.approx(0.1))


def test_a_larger_draw_keeps_the_smaller(macros):
    macros.connection.execute(RECORDS)
    assert set(drawn(macros, 30)) < set(drawn(macros, 90))
    assert len(drawn(macros, 900)) == 300, "no more than there are"


IDENTITIES = """
    create table identities as
    select
        i::bigint as identity_id, forename as forename1_std, forename as forename1_canonical,
        surname as surname_std, surname as surname_metaphone, cast(born as date) as dob_std,
        postcodes as postcodes_std, list_transform(postcodes, lambda p: left(p, length(p) - 3))
            as postcode_districts_std,
        pnc as pnc_std, null as cro_std, null as prison_number_std, null as crn_std,
        null as ni_number_std,
    from (values
        (1, 'ann', 'wood', '1980-01-02', ['M11AA'], 'P1'),
        (2, 'ann', 'hill', '1980-01-02', []::varchar[], null),
        (3, 'nan', 'wood', '1980-01-02', [], null),
        (4, 'ann', 'wood', '1999-09-09', [], null),
        (5, 'wood', 'ann', null, [], null),
        (6, 'nan', 'hill', '1980-07-07', ['M11AA'], null),
        (7, 'nan', 'hill', '1980-01-02', ['M13ZZ'], null),
        (8, 'nan', 'hill', null, [], 'P1'),
        (9, 'ann', 'hill', '1980-02-01', ['L11AA'], null),
        (10, 'nan', 'hill', '1980-01-02', ['L11AA'], null)
    ) as t(i, forename, surname, born, postcodes, pnc)
"""


def test_near_records_share_a_name_and_a_date_an_address_or_a_number(macros):
    """Of ten identities seven share something with the first: the rules' list, worked by hand."""
    macros.connection.execute(IDENTITIES)
    macros.connection.execute("create table drawn as from identities where identity_id = 1")
    found = macros.connection.execute(macros.near_pairs("drawn", "identities")).fetchall()
    assert {right for left, right in found if left == 1} - {1} == {2, 3, 4, 5, 6, 7, 8}


def test_letters_become_people(macros):
    macros.connection.execute(
        """
        create table review_people as
        select *, 's' as stratum, 9 as n_stratum_records
        from (values ('a', 1, 1), ('b', 4, 4), ('c', 6, 6), ('d', 8, 8), ('e', 9, 9))
            as t(item_id, record_id, cluster_id);
        create table review_near_records as
        select * from (values ('a', 1), ('a', 2), ('a', 3), ('d', 8), ('d', 1), ('e', 9))
            as t(item_id, record_id);
        create table link_person__record_clusters as
        select * from (values
            (1, 1), (2, 1), (3, 3), (4, 4), (5, 4), (6, 6), (7, 6), (8, 8), (9, 9)
        ) as t(record_id, cluster_medium);
        create table review_decisions as
        select 'people' as queue, item_id, reviewer, record_id_l, decision,
            timestamp '2026-01-01 00:00:00' + to_seconds(second) as decided_at,
        from (values
            -- record 2 is a stranger, record 3 of another cluster is the person's
            ('a', 'analyst_1', 1, 'A', 1), ('a', 'analyst_1', 2, 'B', 1),
            ('a', 'analyst_1', 3, 'A', 1),
            -- one record of the cluster was never judged
            ('b', 'analyst_1', 4, 'A', 2), ('b', 'analyst_1', 3, 'B', 2),
            -- the later reviewer could tell, another not
            ('c', 'analyst_1', 6, 'A', 3), ('c', 'analyst_1', 7, 'B', 3),
            ('c', 'analyst_2', 6, 'B', 4), ('c', 'analyst_2', 7, 'B', 4),
            ('c', 'analyst_3', 6, 'A', 5), ('c', 'analyst_3', 7, 'cannot_tell', 5),
            -- nobody could tell
            ('d', 'analyst_1', 8, 'cannot_tell', 6)
        ) as t(item_id, reviewer, record_id_l, decision, second)
        """
    )
    review_models.build(macros, "review_person_labels", {})
    found = macros.connection.execute(
        "select item_id, reviewer, is_told, person_record_ids, n_clusters, n_lacking, n_strangers"
        " from review_person_labels"
    ).fetchall()
    assert found == [
        ("a", "analyst_1", True, [1, 3], 2, 1, 1),
        ("c", "analyst_2", True, [6, 7], 1, 0, 0),
        ("d", "analyst_1", False, None, None, None, None),
        # nothing is together with it or near: there is nothing to ask
        ("e", None, True, [9], 1, 0, 0),
    ]


METRICS = (
    *("pairwise_precision", "pairwise_recall", "cluster_precision", "cluster_recall"),
    *("b_cubed_precision", "b_cubed_recall", "share_of_people_split", "share_of_clusters_merging"),
)


def population(macros) -> list[list[int]]:
    """1,500 people and their records, some split, some merged; writes the clusters."""
    draw = random.Random(20260105)
    people: list[list[int]] = []
    clusters: list[tuple[int, int]] = []
    for person in range(1500):
        people.append([])
        cluster = person if draw.random() > 0.1 else draw.randrange(1500)
        for _ in range(draw.choice([1, 1, 2, 3, 8])):
            record = len(clusters)
            people[-1].append(record)
            clusters.append((record, cluster if draw.random() > 0.05 else 10000 + record))
    macros.connection.execute(
        "create table link_person__record_clusters (record_id bigint, cluster_medium bigint)"
    )
    macros.connection.executemany(
        "insert into link_person__record_clusters values (?, ?)", clusters
    )
    macros.connection.execute(
        "create table quality_linkage_accuracy as select 'xjs' as scope, 'all' as source_dataset,"
        " 'medium' as level, 'average_linkage' as method, 0.5 as precision, 0.5 as recall,"
        " 0.5 as b_cubed_precision, 0.5 as b_cubed_recall;"
        "create table quality_cluster_errors as select 'xjs' as scope, 'all' as source_dataset,"
        " 'medium' as level, 'average_linkage' as method, 0.5 as cluster_precision,"
        " 0.5 as cluster_recall, 0.5 as share_of_people_split, 0.5 as share_of_clusters_merging"
    )
    return people


def estimates(macros, people: list[list[int]], chosen: list[int]) -> dict[str, float]:
    """The model's estimates where the records ``chosen`` were drawn and judged without an error."""
    person_of = {record: person for person in people for record in person}
    n_records = len(person_of)
    rows = [(str(record), "s", n_records, person_of[record]) for record in chosen]
    macros.connection.execute(
        "create or replace table review_people (item_id varchar, stratum varchar,"
        " n_stratum_records bigint, ids bigint[])"
    )
    macros.connection.executemany("insert into review_people values (?, ?, ?, ?)", rows)
    macros.connection.execute(
        "create or replace table review_person_labels as select item_id, stratum,"
        " n_stratum_records, true as is_told, ids as person_record_ids, len(ids) as n_records,"
        " 1 as n_lacking, 0 as n_strangers from review_people"
    )
    macros.connection.execute("drop table if exists quality_person_labels")
    review_models.build(macros, "quality_person_labels", {})
    return dict(
        macros.connection.execute("select metric, rate from quality_person_labels").fetchall()
    )


def counted(macros, people: list[list[int]]) -> dict[str, float]:
    """The same metrics counted over everybody, pair by pair and person by person."""
    cluster_of = dict(macros.connection.execute("from link_person__record_clusters").fetchall())
    members: dict[int, set[int]] = {}
    for record, cluster in cluster_of.items():
        members.setdefault(cluster, set()).add(record)
    person_of = {record: set(person) for person in people for record in person}
    wholes = [set(person) for person in people]
    pairs_right = pairs_found = pairs_true = 0
    for record, cluster in cluster_of.items():
        pairs_right += len(members[cluster] & person_of[record]) - 1
        pairs_found += len(members[cluster]) - 1
        pairs_true += len(person_of[record]) - 1
    exact = sum(whole in members.values() for whole in wholes)
    both = [
        (len(members[cluster] & person_of[record]), len(members[cluster]), len(person_of[record]))
        for record, cluster in cluster_of.items()
    ]
    values = (
        pairs_right / pairs_found,
        pairs_right / pairs_true,
        exact / len(members),
        exact / len(wholes),
        sum(n / cluster for n, cluster, _ in both) / len(both),
        sum(n / person for n, _, person in both) / len(both),
        sum(len({cluster_of[record] for record in whole}) > 1 for whole in wholes) / len(wholes),
        sum(not records <= person_of[min(records)] for records in members.values()) / len(members),
    )
    return dict(zip(METRICS, values, strict=True))


def test_people_drawn_through_their_records_speak_for_all_people(macros):
    """Who has eight records is drawn eight times as often, and must not count eight times."""
    people = population(macros)
    truth = counted(macros, people)
    records = [record for person in people for record in person]
    draw = random.Random(1)
    found = [estimates(macros, people, draw.sample(records, 400)) for _ in range(12)]
    assert set(found[0]) == set(METRICS)
    for metric in METRICS:
        values = [one[metric] for one in found]
        error = statistics.stdev(values) / len(values) ** 0.5
        assert error < 0.012, metric
        assert statistics.mean(values) == pytest.approx(truth[metric], abs=4 * error), metric
