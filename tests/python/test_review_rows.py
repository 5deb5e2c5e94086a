"""Decisions of reviewers: how their files are read, and which of the rows count."""

from __future__ import annotations

import pytest
import review_models
from review_files import AT

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
