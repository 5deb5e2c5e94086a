"""Clusters that look wrong are found, with evidence that names nobody."""

from __future__ import annotations

import review_models

SUSPECTS = """
    create table people_records as
    select
        record_id, 'court' as source_dataset, cast(record_id as varchar) as record_key,
        forename as forename1_canonical, surname as surname_std, date '1990-01-01' as dob_std,
        pnc as pnc_std, cro as cro_std, null::varchar as ni_number_std,
        null::varchar as prison_number_std, null::varchar as crn_std,
    from (values
        -- 1: twins with numbers of their own
        (1, 'anna', 'ash', '2001/0000001A', null), (2, 'beth', 'ash', '2002/0000777B', null),
        -- 3: one person with a slip of the key in a number, and two ways of writing a name
        (3, 'carl', 'bay', '2003/0000003C', null), (4, 'karl', 'bay', '2003/0000003D', null),
        -- 5: two numbers that cannot be one person's
        (5, 'dora', 'cox', null, '12345/90A'), (6, 'dora', 'cox', null, '98761/71Z'),
        -- 7: two triangles that one link joins; 13: a pair, which any link joins
        (7, 'e', 'd', null, null), (8, 'e', 'd', null, null), (9, 'e', 'd', null, null),
        (10, 'e', 'd', null, null), (11, 'e', 'd', null, null), (12, 'e', 'd', null, null),
        (13, 'f', 'e', null, null), (14, 'f', 'e', null, null)
    ) as t(record_id, forename, surname, pnc, cro);
    create table link_person__record_clusters as
    select record_id, record_id as node_id,
        list_max(list_filter([1, 3, 5, 7, 13], lambda c: c <= record_id)) as cluster_medium,
    from people_records;
    create table link_person__edge_metrics as
    select node_l, node_r, cluster_id, weight::double as match_weight, is_bridge,
    from (values
        (7, 8, 7, 9, false), (8, 9, 7, 9, false), (7, 9, 7, 9, false), (9, 10, 7, 3, true),
        (10, 11, 7, 9, false), (11, 12, 7, 9, false), (10, 12, 7, 9, false), (13, 14, 13, 9, true)
    ) as t(node_l, node_r, cluster_id, weight, is_bridge);
    create table link_person__node_metrics as
    select node_id, count(*) as node_degree
    from (
        select node_l as node_id from link_person__edge_metrics
        union all select node_r from link_person__edge_metrics
    ) group by node_id;
"""


def test_clusters_that_look_wrong_are_found_and_no_others(macros):
    macros.connection.execute(SUSPECTS)
    review_models.build(macros, "review_suspicions", {}, review_large_cluster=6)
    review_models.build(
        macros, "review_cluster_frame", {}, review_clusters=10, review_random_clusters=4
    )
    review_models.build(macros, "review_clusters", {})
    found = macros.connection.execute(
        "select cluster_id, reason, evidence from review_suspicions order by all"
    ).fetchall()
    assert [row[:2] for row in found] == [
        (1, "contradicting identifiers"),
        (1, "twins"),
        (5, "contradicting identifiers"),
        (7, "bridge"),
        (7, "too large"),
    ]
    assert found[2][2] == "2 records have 2 different CRO numbers."
    assert found[3][2] == "One link of 3.0 bits alone holds two groups of records together."
    clusters = macros.connection.execute(
        "select cluster_id, reason, n_records from review_clusters order by review_order"
    ).fetchall()
    # 3 and 13 are suspicious of nothing, and so few that one of their size is drawn by chance.
    chance = [row for row in clusters if row[1] == "drawn by chance"]
    assert len(chance) == 1 and chance[0][0] in (3, 13)
    assert clusters == [
        (1, "twins", 2),
        chance[0],
        (7, "bridge", 6),
        (5, "contradicting identifiers", 2),
    ]


def test_evidence_names_nobody(macros):
    macros.connection.execute(SUSPECTS)
    review_models.build(macros, "review_suspicions", {}, review_large_cluster=6)
    rows = macros.connection.execute("select evidence from review_suspicions").fetchall()
    text = " ".join(evidence for (evidence,) in rows).lower()
    for value in ("anna", "beth", "ash", "dora", "cox", "2001", "12345", "1990"):
        assert value not in text
