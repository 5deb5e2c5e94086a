"""Decisions of reviewers: how files are read, what counts, and what becomes of them."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import review_models
from dbt.exceptions import CompilationError
from macro_runner import PROJECT, Macros

from review import simulate

HEADER = ",".join(simulate.FIELDS)
AT = "2026-01-05T09:00:0{}.000000+00:00"
PEOPLE = [(i, "court", str(i)) for i in range(1, 6)] + [(6, "prison", "1"), (7, "prison", "x,y")]
KEYS = {record_id: (source, key) for record_id, source, key in PEOPLE}


class Review:
    """A folder of decisions and the models that read it, over a handful of records."""

    def __init__(self, macros: Macros, folder: Path) -> None:
        self.macros = macros
        self.folder = folder
        macros.connection.execute(
            "create table people_records (record_id bigint, source_dataset varchar,"
            " record_key varchar)"
        )
        macros.connection.executemany("insert into people_records values (?, ?, ?)", PEOPLE)

    def write(self, name: str, *rows: str, end: str = "\n", header: str = HEADER) -> None:
        path = self.folder / "decisions" / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((end.join([header, *rows]) + end).encode())

    def pair_id(self, left: int, right: int) -> str:
        l_key, r_key = (
            f"(select '{s}' as source_dataset, '{k}' as record_key)"
            for s, k in (KEYS[left], KEYS[right])
        )
        sql = f"select {self.macros.pair_id('l', 'r')} from {l_key} as l cross join {r_key} as r"
        return self.macros.connection.execute(sql).fetchone()[0]

    def pair(
        self, second: int, reviewer: str, left: int, right: int, decision: str, note: str = ""
    ) -> str:
        keys = [f'"{text}"' for record in (left, right) for text in KEYS[record]]
        item = self.pair_id(left, right)
        return ",".join([AT.format(second), reviewer, "pairs", item, *keys, decision, note])

    def record(
        self, second: int, reviewer: str, item: str, record: int | None, decision: str
    ) -> str:
        keys = KEYS[record] if record else ("", "")
        return ",".join(
            [AT.format(second), reviewer, "clusters", item, *keys, "", "", decision, ""]
        )

    def build(self, *models: str) -> None:
        for model in ("review_decision_rows", "review_rejected", "review_decisions", *models):
            review_models.build(self.macros, model, {}, review=str(self.folder))

    def rows(self, table: str, columns: str = "*") -> list[tuple]:
        sql = f"select {columns} from {table} order by all"
        return self.macros.connection.execute(sql).fetchall()

    def in_force(self) -> list[tuple]:
        return self.rows("review_decisions", "reviewer, record_id_l, record_id_r, decision")


@pytest.fixture
def review(macros, tmp_path) -> Review:
    return Review(macros, tmp_path)


# Reading the files


def test_no_file_is_no_decision(review):
    review.build("review_decided_pairs", "review_overrides", "review_agreement")
    for table in ("review_decisions", "review_rejected", "review_overrides", "review_agreement"):
        assert review.rows(table) == [], table


def test_an_empty_file_and_one_with_a_header_alone_are_no_decision(review):
    review.write("clerk_1")
    (review.folder / "decisions" / "clerk_2.csv").touch()
    review.build()
    assert review.rows("review_decisions") == review.rows("review_rejected") == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_are_read_whole(review, end):
    review.write(
        "clerk_1",
        review.pair(1, "clerk_1", 1, 2, "match", '"of one ""house"", I think"'),
        review.pair(2, "clerk_1", 7, 1, "not_match"),
        end=end,
    )
    review.build()
    assert review.rows("review_rejected") == []
    assert review.rows("review_decisions", "record_id_l, record_id_r, decision, note") == [
        (1, 2, "match", 'of one "house", I think'),
        (7, 1, "not_match", None),
    ]


def test_the_time_is_utc_whatever_its_offset(review):
    row = review.pair(1, "clerk_1", 1, 2, "match")
    review.write("clerk_1", row.replace(AT.format(1), "2026-01-05T10:00:00.000007+01:00"))
    review.build()
    (found,) = review.rows("review_decisions", "cast(decided_at as varchar)")
    assert found == ("2026-01-05 09:00:00.000007",)


def test_the_same_row_in_two_files_is_one(review):
    row = review.pair(1, "clerk_1", 1, 2, "match")
    review.write("clerk_1", row)
    review.write("from_another_machine", row, review.pair(2, "clerk_2", 1, 2, "match"))
    review.build()
    assert review.rows("review_decisions", "reviewer, n_decisions, file_name") == [
        ("clerk_1", 1, "clerk_1.csv"),
        ("clerk_2", 1, "from_another_machine.csv"),
    ]


def test_a_row_that_a_crash_cut_short_spoils_no_other(review):
    review.write("clerk_1", review.pair(1, "clerk_1", 1, 2, "match"), "2026-01-05T09:00:0")
    review.write("clerk_2", review.pair(1, "clerk_2", 1, 2, "match"), end="\n")
    path = review.folder / "decisions" / "clerk_2.csv"
    path.write_text(path.read_text() + AT.format(5) + ',clerk_2,pairs,"cut sho')
    review.build()
    assert len(review.in_force()) == 2
    columns = "file_name, rejected_column"
    assert review.rows("review_rejected", columns) == [
        ("clerk_1.csv", "reviewer"),
        ("clerk_2.csv", "decision"),
    ]


BAD_ROWS = [
    ("decided_at", "yesterday", lambda row: row.replace(AT.format(1), "yesterday")),
    ("reviewer", "clerk 1", lambda row: row.replace("clerk_1", "clerk 1")),
    ("queue", "piles", lambda row: row.replace(",pairs,", ",piles,")),
    ("decision", "perhaps", lambda row: row.replace(",match,", ",perhaps,")),
    ("record_key_l", "court|99", lambda row: row.replace('"court","1"', "court,99")),
    ("record_key_r", "court|98", lambda row: row.replace('"court","2"', "court,98")),
    ("note", "I think", lambda row: row + "I think, of one house"),
]


@pytest.mark.parametrize(("column", "value", "spoil"), BAD_ROWS, ids=lambda part: str(part)[:12])
def test_a_bad_row_is_kept_and_explained(review, column, value, spoil):
    row = review.pair(1, "clerk_1", 1, 2, "match")
    assert spoil(row) != row
    review.write("clerk_1", spoil(row), review.pair(2, "clerk_1", 1, 3, "match"))
    review.build()
    (bad,) = review.rows("review_rejected", "file_name, rejected_column, rejected_value, mend")
    assert bad[:3] == ("clerk_1.csv", column, value)
    assert len(bad[3]) > 10
    assert review.in_force() == [("clerk_1", 1, 3, "match")]


def test_an_id_that_is_not_that_of_the_records_is_bad(review):
    row = review.pair(1, "clerk_1", 1, 2, "match")
    review.write("clerk_1", row.replace(review.pair_id(1, 2), review.pair_id(1, 3)))
    review.build()
    assert review.rows("review_rejected", "rejected_column") == [("item_id",)]


def test_a_letter_is_for_clusters_and_match_for_pairs(review):
    review.write(
        "clerk_1",
        review.pair(1, "clerk_1", 1, 2, "A"),
        review.record(2, "clerk_1", "1", 1, "match"),
        review.record(3, "clerk_1", "1", 2, "B"),
    )
    review.build()
    assert review.rows("review_rejected", "rejected_value") == [("A",), ("match",)]
    assert review.in_force() == [("clerk_1", 2, None, "B")]


def test_an_id_is_the_same_for_either_order(review):
    assert review.pair_id(1, 6) == review.pair_id(6, 1)
    # md5 of court|1|prison|1, by another tool
    assert review.pair_id(6, 1) == "76023f2bea6de784d3a61e4e5ad9ed17"


# What counts


def test_the_latest_of_a_reviewer_counts(review):
    review.write(
        "clerk_1",
        review.pair(3, "clerk_1", 1, 2, "not_match"),
        review.pair(1, "clerk_1", 1, 2, "match"),
        review.pair(2, "clerk_2", 1, 2, "match"),
    )
    review.build()
    assert review.in_force() == [("clerk_1", 1, 2, "not_match"), ("clerk_2", 1, 2, "match")]


def test_what_is_undone_is_not_in_force_until_decided_again(review):
    review.write(
        "clerk_1",
        review.pair(1, "clerk_1", 1, 2, "match"),
        review.pair(2, "clerk_1", 1, 2, "undone"),
        review.pair(1, "clerk_1", 1, 3, "match"),
        review.pair(2, "clerk_1", 1, 3, "undone"),
        review.pair(3, "clerk_1", 1, 3, "not_match"),
        review.pair(1, "clerk_2", 1, 2, "match"),
    )
    review.build()
    assert review.in_force() == [("clerk_1", 1, 3, "not_match"), ("clerk_2", 1, 2, "match")]


def test_undoing_a_cluster_may_name_its_records_or_none(review):
    review.write(
        "clerk_1",
        *(review.record(1, "clerk_1", "1", record, "A") for record in (1, 2)),
        review.record(2, "clerk_1", "1", 1, "undone"),
        *(review.record(1, "clerk_1", "3", record, "A") for record in (3, 4)),
        review.record(2, "clerk_1", "3", None, "undone"),
        review.record(3, "clerk_1", "3", 4, "B"),
    )
    review.build()
    assert review.rows("review_rejected") == []
    assert review.in_force() == [("clerk_1", 2, None, "A"), ("clerk_1", 4, None, "B")]


def test_most_reviewers_decide_and_ties_cannot_tell(review):
    votes = {
        (1, 2): ["match", "match", "not_match"],
        (1, 3): ["match", "not_match"],
        (1, 4): ["not_match", "cannot_tell"],
        (1, 5): ["not_match"],
        (2, 3): ["cannot_tell", "cannot_tell", "match"],
        (2, 4): ["match", "match"],
    }
    for clerk in range(3):
        review.write(
            f"clerk_{clerk}",
            *(
                review.pair(1, f"clerk_{clerk}", *pair, given[clerk])
                for pair, given in votes.items()
                if clerk < len(given)
            ),
        )
    review.build("review_decided_pairs")
    columns = "record_id_l, record_id_r, decision, n_reviewers, is_disputed"
    assert review.rows("review_decided_pairs", columns) == [
        (1, 2, "match", 3, True),
        (1, 3, "cannot_tell", 2, True),
        (1, 4, "cannot_tell", 2, True),
        (1, 5, "not_match", 1, False),
        (2, 3, "cannot_tell", 3, True),
        (2, 4, "match", 2, False),
    ]


def test_agreement_is_of_pairs_that_both_saw(review):
    review.write(
        "clerk_1",
        review.pair(1, "clerk_1", 1, 2, "match"),
        review.pair(1, "clerk_1", 1, 3, "not_match"),
        review.pair(1, "clerk_1", 1, 4, "match"),
    )
    review.write(
        "clerk_2",
        review.pair(1, "clerk_2", 1, 2, "match"),
        review.pair(1, "clerk_2", 1, 3, "match"),
        review.record(1, "clerk_2", "1", 4, "A"),
    )
    review.build("review_agreement")
    columns = "reviewer_l, reviewer_r, n_pairs, n_agreed"
    assert review.rows("review_agreement", columns) == [
        ("all", "all", 2, 1),
        ("clerk_1", "clerk_2", 2, 1),
    ]


def test_two_who_err_in_a_tenth_differ_in_eighteen_of_a_hundred(macros):
    # 2 * 0.1 * 0.9; of what one cannot tell nothing is said
    macros.connection.execute(
        "create table review_decisions as select 'pairs' as queue, i as item_id, reviewer,"
        " case when i >= 100 then 'cannot_tell' when reviewer = 'b' and i < 18 then 'not_match'"
        " else 'match' end as decision"
        " from range(130) as t(i), (values ('a'), ('b')) as r(reviewer)"
    )
    review_models.build(macros, "review_agreement", {})
    rows = macros.connection.execute("select error_rate from review_agreement").fetchall()
    assert rows == [(pytest.approx(0.1),)] * 2


def test_decisions_become_overrides(review):
    review.write(
        "clerk_1",
        review.pair(1, "clerk_1", 1, 6, "match"),
        review.pair(1, "clerk_1", 2, 6, "not_match"),
        review.pair(1, "clerk_1", 3, 6, "cannot_tell"),
    )
    # of the cluster, 1 and 2 are one person, 3 and 4 another; nobody can tell of 5
    letters = {1: "A", 2: "A", 3: "B", 4: "B", 5: "cannot_tell"}
    review.write(
        "clerk_2", *(review.record(1, "clerk_2", "1", *given) for given in letters.items())
    )
    review.build("review_decided_pairs", "review_overrides")
    columns = "source_dataset_l, record_key_l, source_dataset_r, record_key_r, decision, reason"
    pair, cluster = "clerical review of a pair", "clerical review of a cluster"
    assert review.rows("review_overrides", columns) == [
        ("court", "1", "court", "2", "must_link", cluster),
        ("court", "1", "court", "3", "cannot_link", cluster),
        ("court", "1", "prison", "1", "must_link", pair),
        ("court", "2", "prison", "1", "cannot_link", pair),
        ("court", "3", "court", "4", "must_link", cluster),
    ]


def test_reviewers_of_a_cluster_may_use_other_letters(review):
    for clerk, letters in enumerate(["AAB", "CCA", "ABB"]):
        review.write(
            f"clerk_{clerk}",
            *(
                review.record(1, f"clerk_{clerk}", "1", record, letter)
                for record, letter in zip((1, 2, 3), letters, strict=True)
            ),
        )
    review.build("review_decided_pairs", "review_overrides")
    columns = "record_key_l, record_key_r, decision, author"
    assert review.rows("review_overrides", columns) == [
        ("1", "2", "must_link", "clerk_0, clerk_1, clerk_2"),
        ("1", "3", "cannot_link", "clerk_0, clerk_1, clerk_2"),
    ]


def test_overrides_bind_the_linkage_only_where_asked_to(macros):
    def text(asked: bool) -> str:
        return review_models.render(macros, "link_person__overrides", {}, labels_as_overrides=asked)

    assert "review_overrides" not in text(False)
    assert "review_overrides" in text(True)
    assert review_models.variables()["labels_as_overrides"] is False


def test_labels_stand_for_their_stratum_and_know_of_overrides(review):
    run = review.macros.connection.execute
    review.write(
        "clerk_1",
        review.pair(1, "clerk_1", 1, 2, "match"),
        review.pair(1, "clerk_1", 3, 4, "not_match"),
        review.pair(1, "clerk_1", 1, 5, "cannot_tell"),
        review.pair(1, "clerk_1", 2, 6, "match"),
    )
    # a sample of three of twelve in one stratum, of one of two in another; 2 and 6 are not in it
    sampled = [(1, 2, "a", 12, 3), (3, 4, "a", 12, 3), (1, 5, "a", 12, 3), (5, 6, "b", 2, 1)]
    run(
        "create table review_pairs (pair_id varchar, record_id_l bigint, record_id_r bigint,"
        " stratum_id varchar, n_stratum_pairs bigint, n_sampled_pairs bigint,"
        " inclusion_probability double, review_order bigint)"
    )
    for place, (left, right, stratum, n_stratum, n_sampled) in enumerate(sampled, start=1):
        run(
            "insert into review_pairs values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                review.pair_id(left, right),
                left,
                right,
                stratum,
                n_stratum,
                n_sampled,
                n_sampled / n_stratum,
                place,
            ],
        )
    run(
        "create table link_person__nodes as select record_id, record_id as node_id"
        " from people_records"
    )
    # 1, 2 and 5 are one component, 3 and 4 another
    run(
        "create table link_person__components as select record_id as node_id,"
        " case when record_id in (3, 4) then 3 else 1 end as component_id from people_records"
    )
    run(
        "create table link_person__overrides as select 4 as node_l, 7 as node_r, status"
        " from (values ('in force')) as t(status)"
    )
    run("update link_person__components set component_id = 7 where node_id = 7")
    review.build("review_decided_pairs", "review_labels")
    columns = "record_id_l, record_id_r, decision, label_weight, is_override"
    # 12 / 3 times 3 / 2: the third of them nobody could tell
    assert review.rows("review_labels", columns) == [
        (1, 2, "match", 6, False),
        (1, 5, "cannot_tell", None, False),
        (3, 4, "not_match", 6, True),
    ]


# m from labels


def label_weights(macros: Macros, folder: Path, rows: list[tuple]) -> None:
    macros.connection.execute(
        "create table review_labels (pair_id varchar, decision varchar, label_weight double,"
        " n_record_pairs bigint)"
    )
    macros.connection.executemany("insert into review_labels values (?, ?, ?, ?)", rows)
    review_models.context(macros, {}, review=str(folder))
    macros.save_label_weights()


def test_weights_are_scaled_to_the_number_of_labels_that_they_are_worth(review):
    # weights of record pairs 2, 2 and 4: 8 ** 2 / 24 labels in effect (Kish)
    pairs = [(1, 2), (1, 3), (4, 6)]
    ids = {review.pair_id(*pair): pair for pair in pairs}
    rows = [(pair_id, "match", 2.0, 1 if pair != (4, 6) else 2) for pair_id, pair in ids.items()]
    label_weights(review.macros, review.folder, [*rows, ("x", "cannot_tell", None, 1)])
    review.write(
        "clerk_1",
        review.pair(1, "clerk_1", 1, 2, "match"),
        review.pair(1, "clerk_1", 1, 3, "not_match"),
        review.pair(1, "clerk_1", 4, 6, "match"),
        review.pair(1, "clerk_1", 4, 5, "match"),
    )
    # 2 has the content of 1
    review.macros.connection.execute(
        "create table link_person__profile_records as"
        " select record_id, greatest(record_id, 2) as profile_id from people_records"
    )
    review.build("review_decided_pairs", "review_training_labels")
    factor = 8 / 24
    assert review.rows("review_training_labels") == [
        (2, 2, pytest.approx(2 * factor)),
        (2, 3, 0),
        (4, 6, pytest.approx(2 * factor)),
    ]


def test_without_a_label_there_is_no_weight_to_save(review):
    with pytest.raises(CompilationError, match="There is no label to weigh: review pairs"):
        label_weights(review.macros, review.folder, [("x", "cannot_tell", None, 1)])


def test_m_comes_from_labels_only_where_asked_and_saved(review):
    def text(asked: bool) -> str:
        return review_models.render(
            review.macros,
            "link_person__training_history",
            {},
            labels_train_m=asked,
            review=str(review.folder),
        )

    assert review_models.variables()["labels_train_m"] is False
    assert "review_training_labels" not in text(False)
    with pytest.raises(CompilationError, match="label_weights.csv is not there: run"):
        text(True)
    label_weights(review.macros, review.folder, [("x", "match", 1.0, 1)])
    assert "-- statement: given parameters" in text(True)
    assert "review_training_labels" in text(True)


# Clusters that look wrong


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


# The simulated clerk


def made_up_pairs(n: int) -> list[tuple]:
    return [
        (f"pair{i}", "court", str(i), "court", str(-i), i % 5 == 0, i % 3 > 0) for i in range(n)
    ]


def test_a_clerk_errs_and_gives_up_as_often_as_stated():
    clerk = simulate.Clerk(errors=0.1, cannot_tell=0.2, reviewers=1)
    truth = {pair_id: is_match for pair_id, *_, is_match in made_up_pairs(20000)}
    said = {
        pair_id: decision
        for _, pair_id, *_, decision in simulate.rows(clerk, "clerk_1", made_up_pairs(20000), [])
    }
    assert set(said) == set(truth)
    told = {pair: decision for pair, decision in said.items() if decision != "cannot_tell"}
    assert 1 - len(told) / 20000 == pytest.approx(0.2, abs=0.01)
    wrong = sum((decision == "match") != truth[pair] for pair, decision in told.items())
    assert wrong / len(told) == pytest.approx(0.1, abs=0.01)


def test_a_clerk_without_errors_is_right():
    for _, pair_id, *_, decision in simulate.rows(
        simulate.Clerk(), "clerk_1", made_up_pairs(50), []
    ):
        assert decision == ("match" if int(pair_id[4:]) % 3 else "not_match")


def test_pairs_are_shared_out_but_for_those_that_all_see():
    clerk = simulate.Clerk(reviewers=3)
    seen = [
        {pair for _, pair, *_ in simulate.rows(clerk, name, made_up_pairs(3000), [])}
        for name in clerk.names()
    ]
    double = {pair_id for pair_id, *_, is_double, _ in made_up_pairs(3000) if is_double}
    assert set.union(*seen) == {pair_id for pair_id, *_ in made_up_pairs(3000)}
    assert set.intersection(*seen) == double
    for one in seen:
        assert len(one - double) == pytest.approx(800, abs=100)


def test_a_clerk_letters_the_true_people_of_a_cluster():
    records = [(7, "court", str(i), person) for i, person in enumerate([31, 31, 8, 31, 9])]
    found = [row[-1] for row in simulate.rows(simulate.Clerk(), "clerk_1", [], records)]
    assert found == ["A", "A", "B", "A", "C"]


def test_the_same_clerk_writes_the_same_bytes_and_the_reader_takes_them(review):
    clerk = simulate.Clerk(errors=0.3, cannot_tell=0.2, reviewers=2)
    pairs = [
        (review.pair_id(left, right), *KEYS[left], *KEYS[right], True, left == 1)
        for left, right in [(1, 2), (1, 7), (3, 6), (4, 5)]
    ]
    clusters = [(1, *KEYS[record], record % 2) for record in (1, 2, 3)]
    written = []
    for _ in range(2):
        for name in clerk.names():
            simulate.write(review.folder, name, simulate.rows(clerk, name, pairs, clusters))
        files = sorted((review.folder / "decisions").iterdir())
        written.append([file.read_bytes() for file in files])
    assert written[0] == written[1]
    with files[0].open(newline="") as file:
        assert next(csv.reader(file)) == list(simulate.FIELDS)
    review.build()
    assert review.rows("review_rejected") == []
    assert len(review.in_force()) == 2 * (4 + 3)


def test_without_a_build_the_message_names_make(tmp_path):
    with pytest.raises(simulate.NothingToReview, match="does not exist. Run `make` first"):
        simulate.read(tmp_path / "workspace.duckdb", 10)
    duckdb.connect(str(tmp_path / "old.duckdb")).close()
    with pytest.raises(simulate.NothingToReview, match="holds no review. Run `make` first"):
        simulate.read(tmp_path / "old.duckdb", 10)


# The whole way, over a finished build


@pytest.mark.built
def test_clerks_without_errors_give_intervals_that_hold_the_truth(tmp_path):
    """Simulated labels, read by dbt into a copy of the finished build, against its truth."""
    warehouse = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse"))
    data = warehouse.resolve().parent / "data"
    shutil.copytree(warehouse, tmp_path / "warehouse")
    environment = {
        **os.environ,
        "DATA_FIRST_WAREHOUSE": str(tmp_path / "warehouse"),
        "DBT_TARGET_PATH": str(tmp_path / "target"),
        "DBT_LOG_PATH": str(tmp_path / "logs"),
    }

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
        return done.stdout

    review = tmp_path / "review"
    run("review.simulate", "--errors", "0", "--cannot-tell", "0.05", "--out", str(review))
    variables = f"{{extracts: {data / 'extracts'}, truth: {data / 'truth'}, review: {review}}}"
    run(
        "dbt.cli.main",
        "build",
        "--vars",
        variables,
        "--select",
        "source:review.decisions+",
    )
    with duckdb.connect(str(tmp_path / "warehouse/workspace.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from review.review_rejected").fetchone() == (0,)
        rows = connection.execute(
            """
            select method, threshold, n_labels, share_of_frame,
                true_precision between precision_low and precision_high,
                true_recall between recall_low and recall_high
            from quality.quality_label_accuracy order by method, threshold
            """
        ).fetchall()
        choice = connection.execute(
            """
            select tolerance, basis, threshold, true_false_link_rate <= tolerance
            from quality.quality_threshold_choice order by tolerance
            """
        ).fetchall()
        people = connection.execute(
            """
            select metric, n_labels, rate_low, true_rate, rate_high
            from quality.quality_person_labels
            """
        ).fetchall()
        agreement = connection.execute(
            "select kappa from review.review_agreement where reviewer_l = 'all'"
        ).fetchall()
    assert len(rows) > 10
    assert all(n_labels > 300 and share == 1 for *_, n_labels, share, _, _ in rows)
    held = [
        holds
        for *_, precision_holds, recall_holds in rows
        for holds in (precision_holds, recall_holds)
    ]
    assert sum(held) >= 0.8 * len(held), rows
    assert choice[-1][1] != "none", "5 % of false links can be kept"
    for tolerance, basis, threshold, is_truly_kept in choice:
        assert basis != "labels" or is_truly_kept, (tolerance, threshold)
    assert agreement[0][0] > 0.5, "they differ only where one cannot tell"
    assert len(people) == 8
    for metric, n_labels, low, truth, high in people:
        assert n_labels > 20 and low <= truth <= high, metric
